"""How channels fare."""

from __future__ import annotations

from onrecord.model import ChannelState
from store import Store, channels
from tests.store.builders import HOUR, NOW

DOWN = ChannelState(open_at=NOW + HOUR, failures=4, failing_since=NOW, probe=7, told=True)


def test_one_that_nothing_is_known_of_is_open(store: Store) -> None:
    with store.read() as tx:
        assert channels.get(tx, "mail") == ChannelState()
        assert channels.failing(tx) == {}


def test_what_is_known_is_kept_and_replaced(store: Store) -> None:
    with store.begin() as tx:
        channels.save(tx, "mail", ChannelState(failures=1, failing_since=NOW))
        channels.save(tx, "mail", DOWN)
        channels.save(tx, "chat", ChannelState())
        assert channels.get(tx, "mail") == DOWN
        assert channels.failing(tx) == {"mail": DOWN}


def test_a_hold_is_never_shortened_by_another(store: Store) -> None:
    with store.begin() as tx:
        channels.hold(tx, "mail", NOW + HOUR)
        channels.hold(tx, "mail", NOW)
        assert channels.get(tx, "mail") == ChannelState(open_at=NOW + HOUR)
        channels.hold(tx, "mail", NOW + 2 * HOUR)
        assert channels.get(tx, "mail").open_at == NOW + 2 * HOUR


def test_what_holds_it_can_be_lifted_and_nothing_else_is_forgotten(store: Store) -> None:
    with store.begin() as tx:
        channels.save(tx, "mail", DOWN)
        channels.open_now(tx, {"mail", "chat"})
        state = channels.get(tx, "mail")
        assert state.open_at is None
        assert (state.failures, state.told) == (4, True)
