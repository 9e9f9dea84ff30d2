"""One sending: at least once, never lost, and no secret shown."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.model import Delivery, DeliveryState, Receipt, Route
from onrecord.pipeline.desk import Assignment
from store import deliveries
from tests.build import GAZETTE, HOUR, NOW, article, watchlist
from tests.rig import FILLER, STRIKE, WAGES, Rig, rig, says


def tell(bench: Rig, words: str = STRIKE, number: int = 1) -> None:
    """Let one alert go into the outbox."""
    of = article("\n".join([FILLER[0], says(words), FILLER[1]]), url=f"https://gazette.example/{number}")
    bench.desk.file(bench.desk.analyse(of), Assignment(of, GAZETTE, False, bench.clock()))


def no(detail: str = "451 try later", **changes: object) -> Receipt:
    return replace(Receipt(False, detail, NOW), **changes)  # type: ignore[arg-type]


def one(bench: Rig) -> Delivery:
    (delivery,) = bench.outbox()
    return delivery


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Rig]:
    """One alert waits for one channel."""
    bench = rig(tmp_path, watchlists=(watchlist(routes=(Route("inbox"),)),))
    tell(bench)
    yield bench
    bench.store.close()


async def test_what_is_sent_is_settled_with_what_the_other_side_said(single: Rig) -> None:
    (sent,) = await single.send()
    assert sent is not None
    assert (sent.state, sent.receipt.detail, sent.next_try_at) == (DeliveryState.SENT, "250 ok", None)
    assert (one(single).state, one(single).attempts, one(single).sent_at) == (DeliveryState.SENT, 1, NOW)
    assert await single.send() == []
    ((channel, message),) = single.post.sent
    assert channel == "inbox"
    assert STRIKE in message.body


async def test_every_channel_gets_its_own_rendering_of_one_alert(bench: Rig) -> None:
    tell(bench)
    await bench.send()
    (first, webhook), (second, printed) = bench.post.sent
    assert {first, second} == {"inbox", "pager"}
    assert webhook.key != printed.key
    assert webhook.body.startswith("{")


async def test_a_channel_gets_its_messages_in_order_one_at_a_time(single: Rig) -> None:
    tell(single, WAGES, number=2)
    assert [len(await single.send()) for _ in range(3)] == [1, 1, 0]
    assert [WAGES in message.body for _, message in single.post.sent] == [False, True]


class TestRetries:
    async def test_wait_longer_each_time_and_keep_the_reason(self, single: Rig) -> None:
        single.post.answers = [no(f"attempt {number}") for number in range(6)]
        waits = []
        for number in range(6):
            (sent,) = await single.send()
            assert sent is not None
            assert sent.next_try_at is not None
            assert (sent.state, one(single).last_error) == (DeliveryState.RETRY, f"attempt {number}")
            assert await single.send() == [], "not before its time"
            waits.append(sent.next_try_at - single.clock())
            single.clock.now = sent.next_try_at
        assert all(timedelta(seconds=5) < wait <= HOUR for wait in waits)
        assert waits[0] < waits[2] < waits[5]
        (sent,) = await single.send()
        assert sent is not None
        assert (sent.state, one(single).attempts, one(single).last_error) == (DeliveryState.SENT, 7, "")
        with single.store.read() as tx:
            assert [attempt.ok for attempt in deliveries.history(tx, one(single).id)] == [False] * 6 + [True]

    async def test_heed_the_wish_to_be_left_alone(self, single: Rig) -> None:
        single.post.answers = [no(retry_after=timedelta(hours=4))]
        await single.send()
        assert one(single).next_try_at >= NOW + timedelta(hours=4)

    async def test_end_when_another_makes_no_sense(self, single: Rig) -> None:
        single.post.answers = [no("550 no such mailbox", retryable=False)]
        (sent,) = await single.send()
        assert sent is not None
        assert (sent.state, sent.next_try_at) == (DeliveryState.DEAD, None)
        assert (one(single).state, one(single).last_error) == (DeliveryState.DEAD, "550 no such mailbox")

    async def test_end_after_retry_for(self, single: Rig) -> None:
        single.settings = replace(single.settings, retry_for=timedelta(hours=6))
        single.post.answers = [no()] * 1000
        while one(single).state is not DeliveryState.DEAD:
            single.clock.now = max(one(single).next_try_at, single.clock() + timedelta(seconds=1))
            await single.send()
        assert single.clock() - NOW <= timedelta(hours=6)
        assert one(single).attempts > 8


async def test_a_channel_that_is_no_longer_configured_is_dead_and_says_so(single: Rig) -> None:
    single.settings = replace(single.settings, channels=())
    (sent,) = await single.send()
    assert sent is not None
    assert (sent.state, sent.receipt.detail) == (DeliveryState.DEAD, "channel inbox is no longer configured")
    assert single.post.sent == []


async def test_what_was_being_sent_when_the_process_died_is_sent_again(single: Rig) -> None:
    with single.store.begin() as tx:
        assert deliveries.start(tx, one(single).id, NOW)
    assert await single.send() == [], "it looks as if somebody sends it"
    assert single.sender.recover() == 1
    (sent,) = await single.send()
    assert sent is not None
    assert (sent.state, one(single).attempts) == (DeliveryState.SENT, 2)
    assert single.sender.recover() == 0


async def test_another_sender_may_be_faster(single: Rig) -> None:
    (due,) = single.sender.due(frozenset(), 10)
    await single.send()
    assert await single.sender.send(due) is None
    assert len(single.post.sent) == 1


async def test_a_busy_channel_is_left_out(bench: Rig) -> None:
    tell(bench)
    assert [due.channel for due in bench.sender.due(frozenset({"inbox"}), 10)] == ["pager"]


async def test_what_nobody_expected_is_a_failed_attempt_that_shows_no_secret(
    single: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    single.post.answers = [ZeroDivisionError("in json://token-of-the-inbox@example.org/in")]
    with caplog.at_level(logging.ERROR):
        (sent,) = await single.send()
    assert sent is not None
    assert (sent.state, one(single).state) == (DeliveryState.RETRY, DeliveryState.RETRY)
    assert one(single).last_error.startswith("unexpected: ZeroDivisionError")
    assert "nobody expected" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "token-of-the-inbox" not in caplog.text + one(single).last_error
    single.clock.now = one(single).next_try_at
    (again,) = await single.send()
    assert again is not None
    assert again.state is DeliveryState.SENT
