"""Deliveries: the outbox loses nothing and sends nothing twice, except what was in flight in a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from onrecord.errors import StoreError
from onrecord.model import Delivery, DeliveryState, Receipt
from store import Store, alerts, bundles, deliveries, tables
from store.deliveries import Attempt
from tests.store.builders import DAY, HOUR, NOW, alert, hex_id, with_statements

YES = Receipt(ok=True, detail="250 accepted", at=NOW)
NO = Receipt(ok=False, detail="451 try later", at=NOW)


@pytest.fixture
def outbox(store: Store) -> Store:
    """Two alerts, x and y, nothing to deliver yet."""
    with store.begin() as tx:
        article_id = with_statements(tx, "harbour", "tariff")
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        alerts.save(tx, alert("y", "tariff"), article_id, NOW)
    return store


def enqueue(store: Store, seed: str, channel: str = "mail", at: datetime = NOW) -> Delivery:
    with store.begin() as tx:
        assert deliveries.enqueue(tx, hex_id(seed), channel, at)
        return deliveries.listing(tx, alert_id=hex_id(seed), channel=channel)[0]


def attempt(store: Store, delivery: Delivery, receipt: Receipt, next_try_at: datetime | None) -> Delivery:
    """One attempt; gives the delivery as it stands afterwards."""
    with store.begin() as tx:
        assert deliveries.start(tx, delivery.id, NOW + 9 * DAY)
        deliveries.settle(tx, delivery.id, receipt, next_try_at)
        return next(each for each in deliveries.listing(tx) if each.id == delivery.id)


def test_a_delivery_carries_its_alert(outbox: Store) -> None:
    enqueue(outbox, "x")
    with outbox.read() as tx:
        (delivery,) = deliveries.due(tx, NOW, 10)
    assert delivery == Delivery(
        id=delivery.id,
        alert=alert("x", "harbour"),
        channel="mail",
        state=DeliveryState.PENDING,
        attempts=0,
        created_at=NOW,
        next_try_at=NOW,
    )


def test_an_alert_goes_to_a_channel_once(outbox: Store) -> None:
    enqueue(outbox, "x")
    with outbox.begin() as tx:
        assert not deliveries.enqueue(tx, hex_id("x"), "mail", NOW)
        assert deliveries.enqueue(tx, hex_id("x"), "chat", NOW)
        assert deliveries.counts(tx)[DeliveryState.PENDING] == 2


def test_the_database_itself_refuses_a_second_delivery_of_an_alert_to_a_channel(outbox: Store) -> None:
    enqueue(outbox, "x")
    row = {
        "alert_id": hex_id("x"),
        "channel": "mail",
        "state": "pending",
        "attempts": 0,
        "next_try_at": NOW,
        "created_at": NOW,
        "last_error": "",
    }
    with pytest.raises(IntegrityError), outbox.begin() as tx:
        tx.execute(insert(tables.deliveries).values(row))


def test_what_is_held_back_is_not_due_before_its_time(outbox: Store) -> None:
    held = enqueue(outbox, "x", at=NOW + HOUR)
    with outbox.begin() as tx:
        assert deliveries.due(tx, NOW, 10) == []
        assert not deliveries.start(tx, held.id, NOW)
        assert deliveries.due(tx, NOW + HOUR, 10) == [held]


def test_every_channel_gets_its_oldest_first_and_none_waits_for_another(outbox: Store) -> None:
    first, second = enqueue(outbox, "x", "mail"), enqueue(outbox, "y", "mail")
    other = enqueue(outbox, "y", "chat")
    with outbox.begin() as tx:
        assert deliveries.due(tx, NOW, 10) == [first, other]
        assert deliveries.due(tx, NOW, 1) == [first]
        assert deliveries.due(tx, NOW, 10, exclude_channels={"mail"}) == [other]
        deliveries.start(tx, first.id, NOW)
        deliveries.settle(tx, first.id, NO, NOW + HOUR)
        assert deliveries.due(tx, NOW, 10) == [second, other]


def test_a_delivery_is_claimed_by_one_sender(outbox: Store) -> None:
    delivery = enqueue(outbox, "x")
    with outbox.begin() as tx:
        assert deliveries.start(tx, delivery.id, NOW)
        assert not deliveries.start(tx, delivery.id, NOW)
        assert deliveries.due(tx, NOW, 10) == []
        (sending,) = deliveries.listing(tx)
        assert (sending.state, sending.attempts) == (DeliveryState.SENDING, 1)


def test_a_success_is_final(outbox: Store) -> None:
    sent = attempt(outbox, enqueue(outbox, "x"), YES, None)
    assert (sent.state, sent.sent_at, sent.last_error) == (DeliveryState.SENT, NOW, "")
    with outbox.begin() as tx:
        assert deliveries.due(tx, NOW + 365 * DAY, 10) == []
        assert not deliveries.start(tx, sent.id, NOW)
        assert deliveries.retry(tx, NOW, alert_id=hex_id("x")) == []


def test_a_failure_is_tried_again_and_given_up_without_a_next_try(outbox: Store) -> None:
    delivery = enqueue(outbox, "x")
    waiting = attempt(outbox, delivery, NO, NOW + HOUR)
    assert (waiting.state, waiting.next_try_at) == (DeliveryState.RETRY, NOW + HOUR)
    assert (waiting.attempts, waiting.last_error, waiting.created_at) == (1, "451 try later", NOW)
    dead = attempt(outbox, delivery, replace(NO, detail="550 unknown", at=NOW + HOUR), None)
    assert (dead.state, dead.attempts, dead.last_error) == (DeliveryState.DEAD, 2, "550 unknown")
    with outbox.read() as tx:
        assert deliveries.due(tx, NOW + 365 * DAY, 10) == []
        assert deliveries.history(tx, delivery.id) == [
            Attempt(NOW, ok=False, detail="451 try later"),
            Attempt(NOW + HOUR, ok=False, detail="550 unknown"),
        ]


class TestPartsOfALongMessage:
    def test_are_remembered_as_long_as_it_is_tried_again_with_the_thread_of_the_first(self, outbox: Store) -> None:
        delivery = enqueue(outbox, "x")
        one = attempt(outbox, delivery, replace(NO, taken=("b", "a"), thread="first"), NOW)
        two = attempt(outbox, delivery, replace(NO, taken=("c",), thread="second"), NOW)
        three = attempt(outbox, delivery, NO, NOW)
        assert [sorted(each.taken) for each in (one, two, three)] == [["a", "b"], ["a", "b", "c"], ["a", "b", "c"]]
        with outbox.begin() as tx:
            assert deliveries.thread(tx, hex_id("x"), "mail") == "first"
            (due,) = deliveries.due(tx, NOW, 10)
            assert due.taken == three.taken

    def test_are_remembered_over_a_crash_in_the_next_attempt(self, outbox: Store) -> None:
        delivery = attempt(outbox, enqueue(outbox, "x"), replace(NO, taken=("a",)), NOW)
        with outbox.begin() as tx:
            deliveries.start(tx, delivery.id, NOW)
        with outbox.begin() as tx:
            deliveries.recover(tx, NOW)
            assert [due.taken for due in deliveries.due(tx, NOW, 10)] == [{"a"}]

    @pytest.mark.parametrize(("last", "thread"), [(YES, "first"), (NO, "")])
    def test_are_forgotten_when_it_is_sent_or_given_up(self, outbox: Store, last: Receipt, thread: str) -> None:
        delivery = enqueue(outbox, "x")
        attempt(outbox, delivery, replace(NO, taken=("a",), thread="first"), NOW)
        settled = attempt(outbox, delivery, replace(last, thread="second"), None)
        assert settled.taken == frozenset()
        with outbox.begin() as tx:
            assert deliveries.thread(tx, hex_id("x"), "mail") == thread

    def test_of_a_bundle_are_not_those_of_what_it_carries(self, outbox: Store) -> None:
        carried = enqueue(outbox, "x")
        with outbox.begin() as tx:
            bundle = bundles.gather(tx, "mail", NOW)
            assert deliveries.start(tx, bundle, NOW)
            deliveries.settle(tx, bundle, replace(NO, taken=("a",), thread="first"), NOW)
            assert [due.taken for due in deliveries.due(tx, NOW, 10)] == [{"a"}]
            assert deliveries.thread(tx, hex_id("x"), "mail") == ""
            deliveries.retry(tx, NOW, alert_id=hex_id("x"))
            alone = next(due for due in deliveries.listing(tx) if due.id == carried.id)
            assert (alone.carrier, alone.taken) == (None, frozenset())


def test_only_what_is_being_sent_can_be_settled(outbox: Store) -> None:
    delivery = enqueue(outbox, "x")
    with pytest.raises(StoreError, match="not being sent"), outbox.begin() as tx:
        deliveries.settle(tx, delivery.id, YES, None)
    attempt(outbox, delivery, YES, None)
    with pytest.raises(StoreError, match="not being sent"), outbox.begin() as tx:
        deliveries.settle(tx, delivery.id, NO, NOW)


def test_what_a_dead_process_was_sending_goes_out_again_at_once(outbox: Store) -> None:
    lost, waiting = enqueue(outbox, "x"), enqueue(outbox, "y", at=NOW + DAY)
    with outbox.begin() as tx:
        deliveries.start(tx, lost.id, NOW)
    with outbox.begin() as tx:
        assert deliveries.recover(tx, NOW + HOUR) == 1
        assert deliveries.recover(tx, NOW + HOUR) == 0
        (again,) = deliveries.due(tx, NOW + HOUR, 10)
        assert (again.id, again.state, again.attempts) == (lost.id, DeliveryState.RETRY, 1)
        (interrupted,) = deliveries.history(tx, lost.id)
        assert (interrupted.ok, interrupted.at) == (False, NOW + HOUR)
        assert "may have arrived" in interrupted.detail
        assert deliveries.listing(tx, state=DeliveryState.PENDING) == [waiting]


def test_a_claim_that_was_not_committed_was_never_made(outbox: Store) -> None:
    delivery = enqueue(outbox, "x")
    with pytest.raises(KeyboardInterrupt):
        _claim_and_die(outbox, delivery)
    with outbox.read() as tx:
        assert deliveries.due(tx, NOW, 10) == [delivery]


def _claim_and_die(store: Store, delivery: Delivery) -> None:
    with store.begin() as tx:
        deliveries.start(tx, delivery.id, NOW)
        raise KeyboardInterrupt


def test_the_dead_can_be_sent_again_of_one_alert_or_all_with_a_new_term(outbox: Store) -> None:
    one, two = enqueue(outbox, "x"), enqueue(outbox, "y")
    dead = [attempt(outbox, delivery, NO, None) for delivery in (one, two)]
    with outbox.begin() as tx:
        assert deliveries.retry(tx, NOW + DAY, alert_id=hex_id("x")) == dead[:1]
        (again,) = deliveries.due(tx, NOW + DAY, 10)
        assert (again.id, again.created_at, again.attempts) == (one.id, NOW + DAY, 1)
        assert deliveries.retry(tx, NOW + DAY) == dead[1:]
        assert deliveries.counts(tx)[DeliveryState.RETRY] == 2
        assert deliveries.retry(tx, NOW + DAY) == []
        assert deliveries.retry(tx, NOW, alert_id=hex_id("z")) == []


def test_of_one_alert_what_waits_is_sent_at_once_and_what_arrived_is_left_alone(outbox: Store) -> None:
    mail, chat = enqueue(outbox, "x", "mail"), enqueue(outbox, "x", "chat")
    attempt(outbox, mail, YES, None)
    waiting = attempt(outbox, chat, NO, NOW + DAY)
    with outbox.begin() as tx:
        assert deliveries.retry(tx, NOW, alert_id=hex_id("x"), channel="mail") == []
        assert deliveries.retry(tx, NOW, alert_id=hex_id("x")) == [waiting]
        assert [one.id for one in deliveries.due(tx, NOW, 10)] == [chat.id]


def test_the_listing_is_filtered_and_the_latest_comes_first(outbox: Store) -> None:
    one, two, three = enqueue(outbox, "x", "mail"), enqueue(outbox, "x", "chat"), enqueue(outbox, "y", "mail")
    with outbox.read() as tx:
        assert deliveries.listing(tx) == deliveries.listing(tx, limit=None) == [three, two, one]
        assert deliveries.listing(tx, channel="mail") == [three, one]
        assert deliveries.listing(tx, alert_id=hex_id("x")) == [two, one]
        assert deliveries.listing(tx, state=DeliveryState.DEAD) == []
        assert deliveries.listing(tx, limit=1) == [three]
        assert deliveries.counts(tx) == {state: 3 if state is DeliveryState.PENDING else 0 for state in DeliveryState}
