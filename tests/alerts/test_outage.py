"""A channel is down when attempts fail one after the other, whatever they were to send."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.outage import FAILURES, LONGEST_ASKED_WAIT, LONGEST_WAIT, PATIENCE, after
from onrecord.model import ChannelState, Receipt
from tests.alerts.samples import NOW

SECOND = timedelta(seconds=1)
NO = Receipt(False, "unreachable: connection refused", NOW)
UP = ChannelState()
YES = Receipt(True, "250 ok", NOW)


def failed(times: int, state: ChannelState = UP, *, every: timedelta = SECOND) -> ChannelState:
    """After so many more failures."""
    start = NOW if state.failing_since is None else state.failing_since + state.failures * every
    for number in range(times):
        state = tried(state, NO, start + number * every)
    return state


def tried(state: ChannelState, receipt: Receipt, now: datetime = NOW, seed: int = 1) -> ChannelState:
    return after(state, receipt, 7, now=now, rng=Random(seed))


def test_a_few_failures_hold_nothing_up() -> None:
    state = failed(FAILURES - 1)
    assert (state.open_at, state.down) == (None, False)


def test_more_in_a_row_hold_everything_that_waits() -> None:
    state = failed(FAILURES)
    assert state.down
    assert state.open_at is not None
    assert state.failing_since == NOW


@given(st.integers(0, 500), st.integers())
def test_it_is_tried_again_after_doubling_waits_of_at_most_five_minutes(more: int, seed: int) -> None:
    before = ChannelState(failures=FAILURES + more - 1, failing_since=NOW, probe=6)
    at = tried(before, NO, seed=seed).open_at
    assert at is not None
    step = min(60 * SECOND * 2 ** min(more, 10), LONGEST_WAIT)
    assert step / 2 <= at - NOW <= step


@pytest.mark.parametrize("answer", [YES, replace(NO, detail="550 no such user", retryable=False)])
def test_any_answer_shows_that_it_is_up(answer: Receipt) -> None:
    assert tried(failed(40), answer) == ChannelState()


def test_a_part_that_came_through_shows_that_it_is_up_and_the_next_that_did_not_begins_anew() -> None:
    state = tried(failed(40), replace(NO, taken=("p",)))
    assert state == ChannelState(failures=1, failing_since=NOW)


def test_it_remembers_what_was_tried_last() -> None:
    assert failed(FAILURES).probe == 7


def test_the_operator_is_to_be_told_when_it_lasts() -> None:
    assert not failed(FAILURES).told
    state = failed(FAILURES + 1, every=PATIENCE / FAILURES)
    assert state.told
    assert failed(1, state, every=PATIENCE).told


def test_a_failure_long_ago_is_no_outage_by_itself() -> None:
    once = failed(1)
    assert not tried(once, NO, NOW + 2 * PATIENCE).told


class TestAWishToBeLeftAlone:
    SLOW_DOWN = replace(NO, detail="429 slow down", retry_after=timedelta(minutes=10))

    def test_holds_the_channel_at_once(self) -> None:
        state = tried(ChannelState(), self.SLOW_DOWN)
        assert state.open_at == NOW + timedelta(minutes=10)
        assert not state.down

    def test_counts_as_a_day_at_most(self) -> None:
        state = tried(ChannelState(), replace(NO, retry_after=timedelta(days=3650)))
        assert state.open_at == NOW + LONGEST_ASKED_WAIT

    def test_does_not_shorten_the_wait_of_a_channel_that_is_down(self) -> None:
        asked, unasked = (tried(failed(20), each) for each in (replace(NO, retry_after=SECOND), NO))
        assert asked == unasked
