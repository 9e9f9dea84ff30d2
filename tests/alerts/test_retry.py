from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from alerts.retry import FIRST_WAIT, LONGEST_WAIT, next_try
from onrecord.model import ChannelState, Receipt
from tests.alerts.samples import NOW

DAYS = timedelta(days=2)


FAILED = Receipt(False, "503", NOW)
UP = ChannelState()


def again(attempts: int, receipt: Receipt = FAILED, created_at: datetime = NOW) -> datetime | None:
    return next_try(attempts, NOW, receipt, created_at=created_at, retry_for=DAYS, rng=Random(0), channel=UP)


def wait(attempts: int, seed: int = 0, channel: ChannelState = UP) -> timedelta:
    at = next_try(attempts, NOW, FAILED, created_at=NOW, retry_for=DAYS, rng=Random(seed), channel=channel)
    assert at is not None
    return at - NOW


@given(st.integers(1, 10_000), st.integers())
def test_the_wait_lies_between_half_and_the_whole_of_a_doubling_step(attempts: int, seed: int) -> None:
    step = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    assert step / 2 <= wait(attempts, seed) <= step


def test_waits_of_different_deliveries_differ() -> None:
    assert len({wait(5, seed) for seed in range(20)}) == 20


def test_the_steps_double() -> None:
    waits = [wait(attempts) for attempts in range(1, 8)]
    assert all(abs(later - 2 * sooner) < timedelta(milliseconds=1) for sooner, later in pairwise(waits))


def test_never_before_the_channel_is_open() -> None:
    held = ChannelState(open_at=NOW + timedelta(minutes=10), failures=1)
    assert wait(1, channel=held) == timedelta(minutes=10)
    assert wait(9, channel=held) == wait(9)


def test_as_soon_as_a_channel_that_is_down_is_open_however_often_it_was_tried() -> None:
    down = ChannelState(open_at=NOW + timedelta(minutes=5), failures=40, failing_since=NOW, probe=7)
    assert wait(40, channel=down) == timedelta(minutes=5)


def test_an_attempt_that_brought_parts_through_counts_as_the_first() -> None:
    assert again(9, replace(FAILED, taken=("p",))) == again(1)


def test_a_refusal_is_not_tried_again() -> None:
    assert again(1, replace(FAILED, retryable=False)) is None


def test_a_success_is_not_tried_again() -> None:
    assert again(1, Receipt(True, "250", NOW)) is None


def test_it_ends_when_the_next_try_would_come_too_late() -> None:
    assert again(9, created_at=NOW - DAYS) is None
