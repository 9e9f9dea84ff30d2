"""`onrecord outlets`: how the sources fare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.common import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    console,
    hostile,
    many,
    opened,
    print_lines,
    stamp,
    table,
)
from onrecord.daemon import clock
from onrecord.errors import ExtractError, FeedError, Refused, RobotsDisallowed
from onrecord.model import Failure, Settings, Source
from store import sources
from store.sources import SourceHealth

MANY = 3
"""So many unread pages, and none read, are a trouble of the source."""
ADVICE = {
    ExtractError.kind: "Open it: if it is an article, `onrecord read URL` shows what is found in it",
    FeedError.kind: "Open it: the feed may have moved; put its new address into the config",
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


def outlets(
    context: typer.Context,
    config: ConfigOption = DEFAULT_CONFIG,
    troubles: Annotated[bool, typer.Option("--troubles", help="Only sources in trouble.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show every source: when it last worked, what it brings, what is wrong and since when.

    Exit code 1 when a source is in trouble. One that nobody has seen work yet is "never reached", which is none.
    """
    if context.invoked_subcommand is not None:
        return
    with opened(config) as (settings, store):
        now = clock.now()
        with store.begin() as tx:
            sources.sync(tx, settings.sources, now)
        with store.read() as tx:
            health = sources.health(tx, now)
    configured = {source.id: source for source in settings.sources}
    rows = [(row, standing(row, configured[row.source_id], settings, now)) for row in health]
    shown = [(row, state) for row, state in rows if state.trouble or not troubles]
    if as_json:
        print_lines(json.dumps(_record(row, state), ensure_ascii=False) for row, state in shown)
    else:
        _print(shown, len(rows))
    raise typer.Exit(1 if any(state.trouble for _, state in rows) else 0)


def standing(row: SourceHealth, source: Source, settings: Settings, now: datetime) -> Standing:
    """Judge one source by its row."""
    state = row.state
    failure = state.failure
    if failure is not None:
        tries = f"{state.streak} in a row, next try {stamp(state.next_poll_at)}"
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


def _record(row: SourceHealth, state: Standing) -> dict[str, object]:
    return {
        "source": row.source_id,
        "url": row.url,
        "standing": state.word,
        "trouble": state.trouble,
        "detail": state.detail,
        "last_success": row.state.last_success_at.isoformat() if row.state.last_success_at else None,
        "last_new": row.state.last_new_at.isoformat() if row.state.last_new_at else None,
        "next_poll": row.state.next_poll_at.isoformat(),
        "streak": row.state.streak,
        "entries": row.entries,
        "unread": row.unread,
        "articles_last_day": row.last_day,
        "articles_last_week": row.last_week,
    }


def _print(rows: list[tuple[SourceHealth, Standing]], total: int) -> None:
    out = console()
    listed = table("source", "standing", "last worked", "last new", "day", "week", "links", "what is wrong")
    for row, state in rows:
        listed.add_row(
            row.source_id,
            Text(state.word, state.style),
            stamp(row.state.last_success_at),
            stamp(row.state.last_new_at),
            str(row.last_day),
            str(row.last_week),
            str(row.entries),
            hostile(state.detail),
        )
    out.print(listed)
    bad = sum(state.trouble for _, state in rows)
    out.print(f"{many(total, 'source')}, {bad} in trouble. Times are UTC.", markup=False)
