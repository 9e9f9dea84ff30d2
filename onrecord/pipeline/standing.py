"""How a source stands, in one word, with what to do about it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.errors import (
    Blocked,
    ExtractError,
    FeedError,
    FetchError,
    RateLimited,
    Refused,
    RobotsDisallowed,
    TooLarge,
    Unreachable,
)
from onrecord.model import Failure, Outlet, Settings, Source
from store.sources import SourceHealth

SILENT = "silent"
MANY = 3
"""So many unread pages, and none read, are a trouble of the source."""
_QUIET, _TIMES = timedelta(days=3), 20
"""Nothing new for so long, and for so many times its usual gap, is silence: the longest weekend is over by then."""
_OPEN_IT = "Open it in a browser"
ADVICE = {
    Unreachable.kind: f"{_OPEN_IT}: if it opens there, its host shuts our network out; if not, it is down or has moved",
    RateLimited.kind: "It is asked again later by itself; where that stays so, raise `every:` or `politeness: delay:`",
    Blocked.kind: "The outlet keeps programs out; ask it for access, or find another source of it",
    TooLarge.kind: "No feed or article is that large: look for another source of it",
    ExtractError.kind: "Open it: if it is an article, `onrecord read URL` shows what is found in it",
    FeedError.kind: "Open it: the feed may have moved; `onrecord outlets find URL` looks for its new address",
    Refused.kind: "Open it: if a browser gets it, the outlet refuses programs; put a contact into user_agent:",
    RobotsDisallowed.kind: "The outlet's robots.txt asks programs to stay away",
    FetchError.kind: f"{_OPEN_IT}, and report this: it should have been told better",
    "unexpected": "This is a fault of onrecord's own: please report it, with the log",
}
"""What to do about a failure that does not pass by itself, by its kind."""
_GONE = "It was taken down, or the link to it is wrong"
_BETTER_ADVICE = (
    ("status 404", _GONE),
    ("status 410", _GONE),
    (
        "not a public address",
        "If the outlet is on your own network, set `allow_private: true`; if not, do not trust it",
    ),
    (
        "robots.txt cannot be read",
        "It is tried every ten minutes; after a day without it, what it said last holds again",
    ),
    ("a cookie wall", "We send no cookies: find another source of it, such as a feed with whole texts"),
    ("TLS: ", f"{_OPEN_IT}: it says what is wrong with the certificate, which only the outlet can mend"),
    ("died or took too long", "It is broken or hostile; if a browser shows an article there, please report it"),
    ("an entity made of entities", "The feed is broken or hostile: look for another source of the outlet"),
    ("none in a browser either", "Find a source with whole texts: a browser shows no more"),
    ("only with JavaScript", "Find a source with whole texts, or let a browser show the pages: `render: true`"),
)
"""The same by words of the reason, which come before its kind."""
_SILENT_ADVICE = (
    "Look whether the outlet publishes; if it does, `onrecord outlets find URL` looks for a source that works"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands.

    Attributes:
        word: in one word or a few.
        style: how to print it.
        trouble: whether somebody should do something.
        reason: what is wrong, in words; empty when nothing is.
        advice: what to do about it.
    """

    word: str
    style: str
    trouble: bool
    reason: str = ""
    advice: str = ""

    @property
    def detail(self) -> str:
        """The reason, and what to do."""
        return f"{self.reason}. {self.advice}" if self.advice else self.reason


def standings(
    rows: Sequence[SourceHealth], settings: Settings, now: datetime
) -> Iterator[tuple[SourceHealth, Standing]]:
    """Judge every source that is configured, in the order of the rows.

    Failures are a source's own. Whether it is silent is judged by what its outlet brings by all its sources: what one
    of them showed first is new at no other.
    """
    configured = {source.id: source for source in settings.sources}
    outlets = {outlet.id: outlet for outlet in settings.outlets}
    of_outlet: defaultdict[str, list[SourceHealth]] = defaultdict(list)
    for row in rows:
        if row.source_id in configured:
            of_outlet[configured[row.source_id].outlet].append(row)
    silent = {outlet: _silence(outlets[outlet], together, now) for outlet, together in of_outlet.items()}
    for row in rows:
        source = configured.get(row.source_id)
        if source is not None:
            yield row, _standing(row, source, silent[source.outlet])


def _standing(row: SourceHealth, source: Source, silence: str) -> Standing:
    state = row.state
    failure = state.failure
    if failure is not None:
        tries = f"{state.streak} in a row, next try {state.next_poll_at:%Y-%m-%d %H:%M}"
        reason = f"{failure.kind}: {failure.detail} ({tries})"
        if source.unverified and state.last_success_at is None:
            return Standing("never reached", "yellow", False, reason, _advice(failure))
        return Standing("failing", "red", True, reason, _advice(failure))
    if state.last_poll_at is None:
        return Standing("not polled yet", "dim", trouble=False)
    if silence:
        return Standing(SILENT, "red", True, silence, _SILENT_ADVICE)
    return _unread(row) or Standing("fine", "green", trouble=False)


def _unread(row: SourceHealth) -> Standing | None:
    """Pages that could not be read in the last week: a trouble when none could."""
    last = row.unread_last
    if last is None:
        return None
    pages = f"{row.unread} of {row.unread + row.read} pages unread in a week"
    reason, advice = f"{pages}, last {last.url}: {last.failure.kind}: {last.failure.detail}", _advice(last.failure)
    if row.unread >= MANY and not row.read:
        return Standing("no page reads", "red", True, reason, advice)
    return Standing("some pages fail", "yellow", False, reason, advice)


def _advice(failure: Failure) -> str:
    better = (advice for words, advice in _BETTER_ADVICE if words in failure.detail)
    return next(better, ADVICE.get(failure.kind, ""))


def _silence(outlet: Outlet, rows: Sequence[SourceHealth], now: datetime) -> str:
    """In which way an outlet brings less than it should, once it has been watched for a day; or empty.

    What it should bring is what its config expects; without that, what its sources used to bring.
    """
    since = min((row.state.baselined_at for row in rows if row.state.baselined_at is not None), default=now)
    if (now - since).days < 1:
        return ""
    if outlet.expect_per_day is not None:
        brought = sum(row.last_day for row in rows)
        return "" if brought >= outlet.expect_per_day else _too_few(brought, outlet.expect_per_day)
    last = max((row.state.last_new_at for row in rows if row.state.last_new_at is not None), default=None)
    usual = min((row.state.rhythm for row in rows if row.state.rhythm is not None), default=None)
    if last is None or usual is None or now - last < max(_QUIET, usual * _TIMES):
        return ""
    return f"nothing new since {last:%Y-%m-%d %H:%M}; something every {_round(usual)} was usual"


def _too_few(brought: int, expected: float) -> str:
    return f"{brought} article{'s' * (brought != 1)} in a day, {expected:g} expected"


def _round(gap: timedelta) -> str:
    """A length of time in the largest unit that it is at least twice."""
    units = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))
    name, unit = next(((name, unit) for name, unit in units if gap >= 2 * unit), units[-1])
    number = max(1, round(gap / unit))
    return f"{number} {name}s" if number != 1 else name
