from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from alerts.retry import FIRST_WAIT, LONGEST_ASKED_WAIT, LONGEST_WAIT, next_try
from onrecord.model import Receipt
from tests.alerts.samples import NOW

DAYS = timedelta(days=2)


def failed(*, retryable: bool = True, retry_after: timedelta | None = None) -> Receipt:
    return Receipt(False, "503", NOW, retryable=retryable, retry_after=retry_after)


def wait(attempts: int, receipt: Receipt, seed: int = 0) -> timedelta:
    at = next_try(attempts, NOW, receipt, created_at=NOW, retry_for=DAYS, rng=Random(seed))
    assert at is not None
    return at - NOW


@given(st.integers(1, 10_000), st.integers())
def test_the_wait_lies_between_half_and_the_whole_of_a_doubling_step(attempts: int, seed: int) -> None:
    step = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    assert step / 2 <= wait(attempts, failed(), seed) <= step


def test_waits_of_different_deliveries_differ() -> None:
    assert len({wait(5, failed(), seed) for seed in range(20)}) == 20


def test_the_steps_double() -> None:
    waits = [wait(attempts, failed()) for attempts in range(1, 8)]
    assert all(abs(later - 2 * sooner) < timedelta(milliseconds=1) for sooner, later in pairwise(waits))


def test_never_sooner_than_the_other_side_asked() -> None:
    assert wait(1, failed(retry_after=timedelta(minutes=10))) == timedelta(minutes=10)


def test_a_shorter_wish_does_not_shorten_the_wait() -> None:
    assert wait(4, failed(retry_after=timedelta(seconds=1))) == wait(4, failed())


def test_an_absurd_wish_counts_as_a_day() -> None:
    assert wait(1, failed(retry_after=timedelta(days=3650))) == LONGEST_ASKED_WAIT


def test_a_refusal_is_not_tried_again() -> None:
    assert next_try(1, NOW, failed(retryable=False), created_at=NOW, retry_for=DAYS, rng=Random(0)) is None


def test_a_success_is_not_tried_again() -> None:
    assert next_try(1, NOW, Receipt(True, "250", NOW), created_at=NOW, retry_for=DAYS, rng=Random(0)) is None


def test_it_ends_when_the_next_try_would_come_too_late() -> None:
    assert next_try(9, NOW, failed(), created_at=NOW - DAYS, retry_for=DAYS, rng=Random(0)) is None
