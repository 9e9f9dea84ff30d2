"""How a source stands, in one word, with what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.errors import Blocked, ExtractError, FeedError, Refused, RobotsDisallowed
from onrecord.model import Failure, Settings, Source
from store.sources import SourceHealth

MANY = 3
"""So many unread pages, and none read, are a trouble of the source."""
ADVICE = {
    Blocked.kind: "The outlet keeps programs out; ask it for access, or find another source of it",
    ExtractError.kind: "Open it: if it is an article, `onrecord read URL` shows what is found in it",
    FeedError.kind: "Open it: the feed may have moved; `onrecord outlets find URL` looks for its new address",
    Refused.kind: "Open it: if a browser gets it, the outlet refuses programs; put a contact into user_agent:",
    RobotsDisallowed.kind: "The outlet's robots.txt asks programs to stay away",
}
"""What to do about a failure that does not pass by itself, by its kind."""
GONE = ("status 404", "status 410")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands, in one word, and whether it is a trouble."""

    word: str
    style: str
    trouble: bool
    detail: str = ""


def standing(row: SourceHealth, source: Source, settings: Settings, now: datetime) -> Standing:
    """Judge one source by its row."""
    state = row.state
    failure = state.failure
    if failure is not None:
        tries = f"{state.streak} in a row, next try {state.next_poll_at:%Y-%m-%d %H:%M}"
        since = f"{failure.kind}: {failure.detail} ({tries}){_advice(failure)}"
        if source.unverified and state.last_success_at is None:
            return Standing("never reached", "yellow", trouble=False, detail=since)
        return Standing("failing", "red", trouble=True, detail=since)
    if state.last_poll_at is None:
        return Standing("not polled yet", "dim", trouble=False)
    quiet = _quiet(row, source, settings, now)
    return quiet or _unread(row) or Standing("fine", "green", trouble=False)


def _unread(row: SourceHealth) -> Standing | None:
    """Pages that could not be read in the last week: a trouble when none could."""
    last = row.unread_last
    if last is None:
        return None
    pages = f"{row.unread} of {row.unread + row.read} pages unread in a week"
    detail = f"{pages}, last {last.url}: {last.failure.kind}: {last.failure.detail}{_advice(last.failure)}"
    if row.unread >= MANY and not row.read:
        return Standing("no page reads", "red", trouble=True, detail=detail)
    return Standing("some pages fail", "yellow", trouble=False, detail=detail)


def _advice(failure: Failure) -> str:
    if failure.detail.startswith(GONE):
        return ". It was taken down, or the link to it is wrong"
    return f". {ADVICE[failure.kind]}" if failure.kind in ADVICE else ""


def _quiet(row: SourceHealth, source: Source, settings: Settings, now: datetime) -> Standing | None:
    """The trouble of an outlet that brings less than it was said to, once it has been watched for a day."""
    expected: Mapping[str, float] = {
        outlet.id: outlet.expect_per_day for outlet in settings.outlets if outlet.expect_per_day
    }
    floor = expected.get(source.outlet)
    watched = row.state.baselined_at is not None and (now - row.state.baselined_at).days >= 1
    if floor is None or not watched or row.last_day >= floor:
        return None
    return Standing("silent", "red", trouble=True, detail=f"{row.last_day} articles in a day, {floor:g} expected")
