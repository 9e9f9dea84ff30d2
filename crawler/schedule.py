"""When to poll a source next: pure rules over its `SourceState`.

A source is never given up. How long a failing one rests depends on the kind of failure: what may be over in a minute is
tried soon, what needs a person to change something is tried seldom; every further failure in a row doubles the rest.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import datetime, timedelta

from onrecord.model import Failure, Source, SourceState

LONGEST = timedelta(hours=6)
_SHORTEST = timedelta(seconds=30)
_JITTER = 0.1
_FASTEST = timedelta(minutes=1)
_TIMES_AS_FAST = 5
_WEIGHT = 0.3
"""How much the latest gap between new entries counts against those before."""

_ASK_FOR_ALL = 2
"""After so many failures in a row a source is asked for its whole body."""

# The first rest after a failure, by `Failure.kind`: (at least, share of the source's own interval). The kinds are those
# of onrecord.errors; one that is not listed rests for the source's own interval.
_SOON = (timedelta(minutes=1), 0.5)
_SELDOM = (timedelta(hours=1), 2.0)
_FIRST: dict[str, tuple[timedelta, float]] = {
    "unreachable": _SOON,
    "rate limited": (timedelta(minutes=5), 1.0),
    "blocked": (timedelta(minutes=30), 2.0),
    "robots": _SELDOM,
    "not a feed": _SELDOM,
    "too large": _SELDOM,
}
_OTHER = (_SHORTEST, 1.0)


def after_success(
    source: Source,
    state: SourceState,
    now: datetime,
    *,
    new: int,
    etag: str | None,
    last_modified: str | None,
    rng: random.Random,
    fresh_for: timedelta = timedelta(0),
    stated: timedelta | None = None,
) -> SourceState:
    """The state after a poll that brought a readable body.

    How soon the next poll comes follows the source's rhythm: twice in the usual time between two new entries, between
    its fastest and its slowest interval.

    Args:
        source: what was polled.
        state: before the poll.
        now: when the poll ended, aware UTC.
        new: how many entries were new.
        etag: the answer's ETag, for the next conditional request; None when it had none.
        last_modified: its Last-Modified, likewise.
        rng: where the jitter comes from.
        fresh_for: how long the answer says that it will not change; heeded up to the source's slowest interval.
        stated: how long the feed says to wait; believed, between the source's fastest and slowest interval, until its
            rhythm shows: most feeds say what their software does by default.
    """
    rhythm, last_new_at = _rhythm(state, now, new), now if new else state.last_new_at
    # A source that has been quiet for longer than usual has slowed down.
    gap = None if rhythm is None else max(rhythm, now - (last_new_at or now))
    return replace(
        state,
        next_poll_at=now + _jittered(_interval(source, gap, fresh_for, stated), rng),
        rhythm=rhythm,
        baselined_at=state.baselined_at or now,
        last_poll_at=now,
        last_success_at=now,
        last_new_at=last_new_at,
        etag=etag,
        last_modified=last_modified,
        streak=0,
        failure=None,
    )


def _rhythm(state: SourceState, now: datetime, new: int) -> timedelta | None:
    """The usual time between two new entries, the latest weighing most. What the first poll finds shows none."""
    since = state.last_new_at or state.baselined_at
    if not new or since is None or state.baselined_at is None:
        return state.rhythm
    gap = (now - since) / new
    return gap if state.rhythm is None else state.rhythm + (gap - state.rhythm) * _WEIGHT


def _interval(
    source: Source, gap: timedelta | None, fresh_for: timedelta, stated: timedelta | None = None
) -> timedelta:
    """How long to wait where new entries come one `gap` apart."""
    slowest = max(source.slowest or source.every, source.fastest or timedelta(0))
    fastest = min(source.fastest or max(_FASTEST, source.every / _TIMES_AS_FAST), slowest)
    wanted = (stated or source.every) if gap is None else gap / 2
    return min(max(wanted, fastest, fresh_for), slowest)


def fresh_for(cache_control: str) -> timedelta:
    """How long an answer says that it will not change (RFC 9111: ``max-age``); zero where it does not say."""
    found = re.search(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", cache_control.lower())
    stale = re.search(r"\bno-(?:cache|store)\b", cache_control.lower())
    return timedelta(seconds=int(found[1])) if found and not stale else timedelta(0)


def after_unchanged(
    source: Source, state: SourceState, now: datetime, *, rng: random.Random, fresh_for: timedelta = timedelta(0)
) -> SourceState:
    """The state after a 304.

    Unchanged since when? If the last poll succeeded, this is a success as well. If it failed while the server did
    answer (a body that is no feed), the same body is still there: the failure stays and the rest grows. If it failed
    before any body came (`unreachable`, `rate limited` …), the copy we know is the good one of before: all is well.
    """
    if state.failure is not None and state.failure.kind in {"not a feed", "too large"}:
        return after_failure(source, state, now, replace(state.failure, at=now), rng=rng)
    return after_success(
        source,
        state,
        now,
        new=0,
        etag=state.etag,
        last_modified=state.last_modified,
        rng=rng,
        fresh_for=fresh_for,
    )


def after_failure(
    source: Source, state: SourceState, now: datetime, failure: Failure, *, rng: random.Random
) -> SourceState:
    """The state after a poll that failed.

    Args:
        source: what was polled.
        state: before the poll.
        now: when the poll ended, aware UTC.
        failure: what happened; its `retry_after` is honoured even beyond the longest rest.
        rng: where the jitter comes from.
    """
    streak = state.streak + 1
    rest = _jittered(_rest(source, failure.kind, streak), rng)
    if failure.retry_after is not None:
        rest = max(rest, failure.retry_after)
    # Also where the question may be what is answered badly: some hosts mangle "not modified".
    ask_for_all = failure.kind == "not a feed" or streak >= _ASK_FOR_ALL
    return replace(
        state,
        next_poll_at=now + rest,
        last_poll_at=now,
        streak=streak,
        failure=failure,
        # Ask for the whole body next time: what the server has now is not what these describe.
        etag=None if ask_for_all else state.etag,
        last_modified=None if ask_for_all else state.last_modified,
    )


def _rest(source: Source, kind: str, streak: int) -> timedelta:
    least, share = _FIRST.get(kind, _OTHER)
    first = max(least, source.every * share)
    # 2**20 would already be over any limit; the cap keeps timedelta from overflowing.
    grown = first * int(2 ** min(streak - 1, 20))
    return max(_SHORTEST, min(grown, max(LONGEST, source.every)))


def _jittered(rest: timedelta, rng: random.Random) -> timedelta:
    """A tenth more or less, so that sources that began together do not stay together."""
    return rest * (1 + rng.uniform(-_JITTER, _JITTER))
