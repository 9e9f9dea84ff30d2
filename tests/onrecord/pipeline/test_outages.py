"""A channel whose server is down gets one message at a time, to see if it takes any; the rest waits untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.outage import FAILURES, LONGEST_WAIT
from onrecord.model import Alert, ArticleRef, Delivery, DeliveryState, Notice, Receipt
from store import alerts, articles, deliveries, notices
from tests.build import HOUR, MINUTE, NOW, article
from tests.rig import Rig, rig

DEAD_SERVER = Receipt(False, "unreachable: connection refused", NOW)
REFUSAL = Receipt(False, "550 not this one", NOW, retryable=False)
MANY = 12
STEP = timedelta(seconds=15)


def put(bench: Rig, mark: str, channel: str) -> None:
    """Let an alert go into the outbox of a channel."""
    of = article(url=f"https://gazette.example/{mark}")
    ref = ArticleRef.to(of, "The Gazette")
    alert = Alert(mark, "mention", "desk", "guild", "Weavers Guild", ref, excerpt=f"The clerks count {mark}.")
    with bench.store.begin() as tx:
        alerts.save(tx, alert, articles.save(tx, of, entry_id=None).id, NOW)
        deliveries.enqueue(tx, alert.id, channel, NOW)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    """A dozen alerts wait for one channel; another is the operator's."""
    made = rig(tmp_path, operator="pager")
    for number in range(MANY):
        put(made, f"told-{number:02d}", "inbox")
    yield made
    made.store.close()


async def go_on(bench: Rig, until: timedelta, *, answers: bool) -> list[str]:
    """Let the clock run to a moment of the test, with a server that answers or does not; what was tried, in order."""
    before, sender = len(bench.post.sent), bench.sender
    while bench.clock() < NOW + until:
        for delivery in sender.due(frozenset(), 10):
            if not answers and delivery.channel == "inbox":
                bench.post.answers = [DEAD_SERVER]
            await sender.send(delivery)
        bench.clock.advance(STEP)
    return [words(message.plain) for channel, message in bench.post.sent[before:] if channel == "inbox"]


def words(text: str) -> str:
    found = re.search(r"told-\d\d", text)
    assert found
    return found[0]


def told(bench: Rig) -> list[str]:
    """What the operator was told."""
    return [message.plain for channel, message in bench.post.sent if channel == "pager"]


def inbox(bench: Rig) -> list[Delivery]:
    return [each for each in bench.outbox() if each.channel == "inbox"]


async def test_after_a_few_failures_in_a_row_the_others_wait_and_lose_no_attempt(bench: Rig) -> None:
    await go_on(bench, MINUTE, answers=False)
    assert sum(each.attempts for each in inbox(bench)) == FAILURES
    await go_on(bench, 3 * HOUR, answers=False)
    assert [each.attempts for each in inbox(bench)][FAILURES:] == [0] * (MANY - FAILURES)
    assert {each.state for each in inbox(bench)} == {DeliveryState.PENDING, DeliveryState.RETRY}


async def test_there_is_one_attempt_every_few_minutes_while_it_lasts(bench: Rig) -> None:
    await go_on(bench, HOUR, answers=False)
    tried = await go_on(bench, 2 * HOUR, answers=False)
    assert HOUR / LONGEST_WAIT <= len(tried) <= 2 * HOUR / LONGEST_WAIT + 1


async def test_when_it_is_back_all_goes_out_in_order(bench: Rig) -> None:
    await go_on(bench, HOUR, answers=False)
    arrived = await go_on(bench, HOUR + LONGEST_WAIT + 2 * MINUTE, answers=True)
    assert sorted(arrived) == [f"told-{number:02d}" for number in range(MANY)]
    first, *others = arrived
    assert others == sorted(others)
    assert first in ("told-00", "told-01")


async def test_a_message_that_alone_breaks_the_server_does_not_keep_the_others_back(bench: Rig) -> None:
    poison = "told-00"
    await go_on(bench, HOUR, answers=False)
    before, sender = len(bench.post.sent), bench.sender
    while bench.clock() < NOW + 2 * HOUR:
        for delivery in sender.due(frozenset(), 10):
            if delivery.alert and delivery.alert.id == poison:
                bench.post.answers = [DEAD_SERVER]
            await sender.send(delivery)
        bench.clock.advance(STEP)
    assert [each.state.value for each in inbox(bench)] == ["retry"] + ["sent"] * (MANY - 1)
    tried = [words(message.plain) for channel, message in bench.post.sent[before:] if channel == "inbox"]
    assert tried.count(poison) < MANY


async def test_the_only_message_is_tried_again_and_again(bench: Rig) -> None:
    with bench.store.begin() as tx:
        for each in inbox(bench)[1:]:
            assert deliveries.start(tx, each.id, NOW)
            deliveries.settle(tx, each.id, REFUSAL, None)
    tried = await go_on(bench, HOUR, answers=False)
    assert len(tried) > HOUR / LONGEST_WAIT
    assert set(tried) == {"told-00"}


async def test_a_refusal_shows_that_somebody_is_there(bench: Rig) -> None:
    bench.post.answers = [DEAD_SERVER, REFUSAL] * (FAILURES + 1)
    for _ in range(2 * FAILURES):
        await bench.send()
    assert [each.attempts for each in inbox(bench)][: 2 * FAILURES] == [1] * 2 * FAILURES


async def test_the_operator_is_told_once_that_it_is_down_and_once_that_it_is_back(bench: Rig) -> None:
    await go_on(bench, 3 * MINUTE, answers=False)
    assert told(bench) == []
    await go_on(bench, HOUR, answers=False)
    (down,) = told(bench)
    assert down.startswith("onrecord: 1 channel down\ninbox: down since 2026-03-02 12:00 UTC")
    assert "unreachable: connection refused" in down
    await go_on(bench, 2 * HOUR, answers=True)
    _, back = told(bench)
    assert back.startswith("onrecord: 1 channel back\ninbox: takes messages again, after 6")


async def test_a_short_outage_is_nothing_to_tell(bench: Rig) -> None:
    await go_on(bench, 2 * MINUTE, answers=False)
    await go_on(bench, HOUR, answers=True)
    assert told(bench) == []
    assert {each.state for each in inbox(bench)} == {DeliveryState.SENT}


async def test_the_operator_s_own_channel_is_not_told_about_itself(bench: Rig) -> None:
    put(bench, "told-99", "pager")
    sender = bench.sender
    while bench.clock() < NOW + HOUR:
        for delivery in sender.due(frozenset({"inbox"}), 10):
            bench.post.answers = [DEAD_SERVER]
            await sender.send(delivery)
        bench.clock.advance(MINUTE)
    assert all("told-99" in message.plain for _, message in bench.post.sent)


async def test_it_is_still_down_after_a_restart(bench: Rig) -> None:
    await go_on(bench, HOUR, answers=False)
    bench.sender.recover()
    tried = await go_on(bench, HOUR + 2 * MINUTE, answers=False)
    assert len(tried) <= 1


async def test_who_asks_for_a_message_again_does_not_wait_for_the_next_try(bench: Rig) -> None:
    await go_on(bench, HOUR, answers=False)
    last = inbox(bench)[0]
    assert last.alert
    with bench.store.begin() as tx:
        deliveries.retry(tx, bench.clock(), alert_id=last.alert.id)
    assert [each.channel for each in bench.sender.due(frozenset(), 10)] == ["inbox"]


async def test_what_the_operator_is_told_while_a_notice_is_taken_up_goes_out_with_it(bench: Rig) -> None:
    with bench.store.begin() as tx:
        notices.add(tx, "pager", (Notice("source_trouble", "one", "is down"),), NOW)
    (taken_up,) = bench.sender.due(frozenset({"inbox"}), 10)
    with bench.store.begin() as tx:
        notices.add(tx, "pager", (Notice("source_trouble", "two", "is down"),), NOW)
    await bench.sender.send(taken_up)
    (sent,) = [message.plain for channel, message in bench.post.sent if channel == "pager"]
    assert "one" in sent
    assert "two" in sent
