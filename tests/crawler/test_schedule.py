"""When a source is polled next."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import schedule
from onrecord.model import Failure, Source, SourceState

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SOURCE = Source(id="o/feed", outlet="o", kind="feed", url="https://press.example/feed", every=timedelta(minutes=10))
FRESH = SourceState(next_poll_at=NOW)


def rng() -> random.Random:
    return random.Random(7)


def failed(
    state: SourceState, kind: str, *, source: Source = SOURCE, retry_after: timedelta | None = None
) -> SourceState:
    return schedule.after_failure(source, state, NOW, Failure(kind, "why", NOW, retry_after), rng=rng())


def succeeded(state: SourceState, *, new: int = 0, at: datetime = NOW) -> SourceState:
    return schedule.after_success(SOURCE, state, at, new=new, etag='"2"', last_modified=None, rng=rng())


def rest(state: SourceState) -> timedelta:
    return state.next_poll_at - NOW


def test_the_first_success_is_the_baseline() -> None:
    state = succeeded(FRESH, new=3)
    assert state.baselined_at == state.last_success_at == state.last_new_at == state.last_poll_at == NOW
    assert (state.etag, state.last_modified) == ('"2"', None)
    again = succeeded(state, at=NOW + timedelta(hours=1))
    assert (again.baselined_at, again.last_new_at) == (NOW, NOW)
    assert again.last_success_at == NOW + timedelta(hours=1)


def test_a_success_waits_for_the_sources_interval() -> None:
    assert timedelta(minutes=9) <= rest(succeeded(FRESH)) <= timedelta(minutes=11)


class TestRhythm:
    EVERY = timedelta(minutes=10)

    def after(self, *news: int, gap: timedelta, source: Source = SOURCE) -> timedelta:
        """The rest after polls that brought so many new entries, one `gap` apart."""
        state, at = succeeded(FRESH, new=9), NOW
        for new in news:
            at += gap
            state = schedule.after_success(source, state, at, new=new, etag=None, last_modified=None, rng=rng())
        return state.next_poll_at - at

    def test_a_source_that_brings_much_is_polled_up_to_five_times_as_often(self) -> None:
        assert self.after(30, 30, 30, gap=self.EVERY) <= timedelta(minutes=2) * 1.1
        slow = replace(SOURCE, every=timedelta(minutes=3))
        assert self.after(30, 30, 30, gap=self.EVERY, source=slow) >= timedelta(minutes=1) * 0.9

    def test_one_that_brings_little_never_rests_longer_than_it_may(self) -> None:
        assert self.after(1, 1, gap=timedelta(days=1)) <= self.EVERY * 1.1
        patient = replace(SOURCE, slowest=timedelta(hours=2))
        assert timedelta(hours=1.8) <= self.after(1, 1, gap=timedelta(days=1), source=patient)

    def test_one_that_has_been_quiet_for_longer_than_usual_has_slowed_down(self) -> None:
        patient = replace(SOURCE, slowest=timedelta(hours=2))
        busy = self.after(5, 5, 5, gap=self.EVERY, source=patient)
        assert busy < self.after(5, 5, 5, *[0] * 12, gap=self.EVERY, source=patient) <= timedelta(hours=1.1)

    def test_what_the_first_poll_finds_shows_no_rhythm(self) -> None:
        assert succeeded(FRESH, new=50).rhythm is None

    def test_an_answer_that_will_not_change_is_left_alone_as_long_as_it_may(self) -> None:
        def rested(fresh_for: timedelta, source: Source = SOURCE) -> timedelta:
            kept = schedule.after_success(
                source, FRESH, NOW, new=0, etag=None, last_modified=None, rng=rng(), fresh_for=fresh_for
            )
            return rest(kept)

        patient = replace(SOURCE, slowest=timedelta(hours=2))
        assert timedelta(minutes=54) <= rested(timedelta(hours=1), patient) <= timedelta(minutes=66)
        assert rested(timedelta(days=9), patient) <= timedelta(hours=2.2)
        assert rested(timedelta(hours=1)) <= self.EVERY * 1.1

    def test_so_is_one_that_did_not_change(self) -> None:
        patient = replace(SOURCE, slowest=timedelta(hours=2))
        kept = schedule.after_unchanged(patient, FRESH, NOW, rng=rng(), fresh_for=timedelta(hours=1))
        assert timedelta(minutes=54) <= rest(kept) <= timedelta(minutes=66)

    def test_what_a_feed_says_of_itself_is_believed_within_limits_until_its_rhythm_shows(self) -> None:
        def rested(minutes: int, state: SourceState = FRESH, source: Source = SOURCE) -> timedelta:
            kept = schedule.after_success(
                source,
                state,
                NOW,
                new=0,
                etag=None,
                last_modified=None,
                rng=rng(),
                stated=timedelta(minutes=minutes),
            )
            return rest(kept)

        patient = replace(SOURCE, slowest=timedelta(hours=2))
        assert timedelta(minutes=54) <= rested(60, source=patient) <= timedelta(minutes=66)
        assert rested(9999, source=patient) <= timedelta(hours=2.2)
        assert rested(60) <= self.EVERY * 1.1
        assert self.EVERY / 5 * 0.9 <= rested(1) <= self.EVERY / 5 * 1.1
        rhythmic = replace(FRESH, rhythm=self.EVERY, last_new_at=NOW, baselined_at=NOW - timedelta(days=1))
        assert rested(60, rhythmic, patient) <= self.EVERY / 2 * 1.1

    @pytest.mark.parametrize(
        ("said", "seconds"),
        [
            ("public, max-age=300", 300),
            ("MAX-AGE=60", 60),
            ("s-maxage=300", 0),
            ("no-cache, max-age=300", 0),
            ("max-age=-1", 0),
            ("", 0),
        ],
    )
    def test_max_age_is_read_from_cache_control(self, said: str, seconds: int) -> None:
        assert schedule.fresh_for(said) == timedelta(seconds=seconds)


def test_a_success_forgets_the_failure() -> None:
    state = succeeded(failed(failed(FRESH, "unreachable"), "unreachable"))
    assert (state.streak, state.failure) == (0, None)


def test_a_source_that_fails_again_is_asked_for_its_whole_body() -> None:
    """Some hosts answer a question for what is new so badly that it looks like no answer."""
    once = failed(succeeded(FRESH), "unreachable")
    assert once.etag == '"2"'
    assert failed(once, "unreachable").etag is None


def test_sources_that_began_together_do_not_stay_together() -> None:
    dice = random.Random(1)
    polls = {
        schedule.after_success(SOURCE, FRESH, NOW, new=0, etag=None, last_modified=None, rng=dice).next_poll_at
        for _ in range(20)
    }
    assert len(polls) == 20


def test_a_failure_is_kept_with_its_streak() -> None:
    known = replace(succeeded(FRESH), last_new_at=NOW)
    state = failed(failed(known, "unreachable"), "refused")
    assert state.streak == 2
    assert state.failure == Failure("refused", "why", NOW)
    assert (state.last_success_at, state.baselined_at) == (NOW, NOW)


def test_what_may_pass_soon_is_tried_soon() -> None:
    assert rest(failed(FRESH, "unreachable")) < timedelta(minutes=6)
    assert rest(failed(FRESH, "robots")) > timedelta(minutes=50)
    assert rest(failed(FRESH, "not a feed")) > timedelta(minutes=50)
    assert rest(failed(FRESH, "blocked")) > timedelta(minutes=20)


@pytest.mark.parametrize("kind", ["unreachable", "rate limited", "refused", "robots", "not a feed", "blocked", "odd"])
def test_the_rest_doubles_and_never_grows_beyond_six_hours(kind: str) -> None:
    state, rests = FRESH, []
    for _ in range(40):
        state = failed(state, kind)
        rests.append(rest(state))
    assert rests[1] > rests[0] * 1.5
    assert rests[-1] <= timedelta(hours=6) * 1.1
    assert rests[-1] >= timedelta(hours=5)


def test_a_source_polled_seldom_is_not_polled_more_often_for_failing() -> None:
    daily = replace(SOURCE, every=timedelta(days=1))
    state = FRESH
    for _ in range(10):
        state = failed(state, "refused", source=daily)
    assert rest(state) > timedelta(hours=20)


def test_retry_after_is_honoured_however_long() -> None:
    assert rest(failed(FRESH, "rate limited", retry_after=timedelta(hours=20))) == timedelta(hours=20)
    assert rest(failed(FRESH, "rate limited", retry_after=timedelta(seconds=1))) > timedelta(minutes=4)


def test_unchanged_after_a_success_is_a_success() -> None:
    state = schedule.after_unchanged(SOURCE, succeeded(FRESH), NOW + timedelta(hours=1), rng=rng())
    assert state.last_success_at == NOW + timedelta(hours=1)
    assert (state.etag, state.streak) == ('"2"', 0)


def test_unchanged_after_a_bad_body_is_still_bad() -> None:
    bad = replace(failed(succeeded(FRESH), "not a feed"), etag='"bad"')
    later = NOW + timedelta(hours=2)
    state = schedule.after_unchanged(SOURCE, bad, later, rng=rng())
    assert state.failure == Failure("not a feed", "why", later)
    assert state.streak == 2
    assert state.last_success_at == NOW


def test_unchanged_after_no_answer_is_a_success() -> None:
    state = schedule.after_unchanged(SOURCE, failed(succeeded(FRESH), "unreachable"), NOW, rng=rng())
    assert (state.failure, state.streak) == (None, 0)


def test_after_a_bad_body_the_whole_body_is_asked_for() -> None:
    assert failed(succeeded(FRESH), "not a feed").etag is None


@given(
    st.sampled_from(["unreachable", "rate limited", "refused", "robots", "not a feed", "too large", "blocked", "x"]),
    st.integers(0, 10_000),
    st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
    st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=2))),
)
def test_no_failure_is_final_and_none_is_retried_at_once(
    kind: str, streak: int, every: timedelta, retry_after: timedelta | None
) -> None:
    source, state = replace(SOURCE, every=every), replace(FRESH, streak=streak)
    after = failed(state, kind, source=source, retry_after=retry_after)
    longest = max(timedelta(hours=6), every) * 1.1
    assert timedelta(seconds=27) <= rest(after) <= max(longest, retry_after or timedelta(0))
    assert after.next_poll_at.tzinfo is not None
