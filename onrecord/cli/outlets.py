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
    opened,
    print_lines,
    stamp,
    table,
)
from onrecord.daemon import clock
from onrecord.model import Settings, Source
from store import sources
from store.sources import SourceHealth


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands, in one word, and whether it is a trouble."""

    word: str
    style: str
    trouble: bool
    detail: str = ""


def outlets(
    config: ConfigOption = DEFAULT_CONFIG,
    troubles: Annotated[bool, typer.Option("--troubles", help="Only sources in trouble.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show every source: when it last worked, what it brings, what is wrong and since when.

    Exit code 1 when a source is in trouble. One that nobody has seen work yet is "never reached", which is none.
    """
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
        since = f"{failure.kind}: {failure.detail} ({state.streak} in a row, next try {stamp(state.next_poll_at)})"
        if source.unverified and state.last_success_at is None:
            return Standing("never reached", "yellow", trouble=False, detail=since)
        return Standing("failing", "red", trouble=True, detail=since)
    if state.last_poll_at is None:
        return Standing("not polled yet", "dim", trouble=False)
    if row.entry_failure is not None and row.failed:
        worst = f"{row.failed} pages unread; last: {row.entry_failure.kind}: {row.entry_failure.detail}"
        return Standing("some pages fail", "yellow", trouble=False, detail=worst)
    quiet = _quiet(row, source, settings, now)
    return quiet or Standing("fine", "green", trouble=False)


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
        "unread": row.failed,
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
    out.print(f"{total} sources, {bad} in trouble. Times are UTC.", markup=False)
