"""What the operator is told waits in the outbox, in one message as long as that was not tried."""

from __future__ import annotations

from onrecord.model import Notice
from store import Store, deliveries, notices
from tests.store.builders import HOUR, NOW

DOWN = Notice("channel_down", "mail", "down since noon")
BACK = Notice("channel_back", "mail", "takes messages again")


def given_up(number: int) -> Notice:
    return Notice("given_up", f"alert {number} to mail", "given up after 9 attempts: 451 later")


def waiting(store: Store) -> list[tuple[Notice, ...]]:
    """What each message would tell, the first first."""
    with store.read() as tx:
        return [each.notices for each in reversed(deliveries.listing(tx))]


def test_what_comes_next_joins_the_message_that_waits(store: Store) -> None:
    with store.begin() as tx:
        notices.add(tx, "pager", (DOWN,), NOW)
        notices.add(tx, "pager", (given_up(1), BACK), NOW + HOUR)
        notices.add(tx, "other", (DOWN,), NOW)
        assert [each.next_try_at for each in deliveries.due(tx, NOW, 10)] == [NOW, NOW]
    assert waiting(store) == [(DOWN, given_up(1), BACK), (DOWN,)]


def test_what_comes_after_a_try_makes_a_message_of_its_own(store: Store) -> None:
    with store.begin() as tx:
        notices.add(tx, "pager", (DOWN,), NOW)
        (first,) = deliveries.due(tx, NOW, 10)
        assert deliveries.start(tx, first.id, NOW)
        notices.add(tx, "pager", (BACK,), NOW)
    assert waiting(store) == [(DOWN,), (BACK,)]


def test_a_message_tells_so_many_that_were_given_up_and_everything_else(store: Store) -> None:
    with store.begin() as tx:
        for number in range(notices.MOST + 5):
            notices.add(tx, "pager", (given_up(number),), NOW)
        notices.add(tx, "pager", (BACK, given_up(999)), NOW)
    (told,) = waiting(store)
    assert told == (*map(given_up, range(notices.MOST)), BACK)
