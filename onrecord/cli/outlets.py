"""`onrecord outlets`: how the sources fare."""

from __future__ import annotations

import json
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
from onrecord.pipeline.standing import Standing, standings
from store import sources
from store.sources import SourceHealth


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
    rows = list(standings(health, settings, now))
    shown = [(row, state) for row, state in rows if state.trouble or not troubles]
    if as_json:
        print_lines(json.dumps(_record(row, state), ensure_ascii=False) for row, state in shown)
    else:
        _print(shown, len(rows))
    raise typer.Exit(1 if any(state.trouble for _, state in rows) else 0)


def _record(row: SourceHealth, state: Standing) -> dict[str, object]:
    return {
        "source": row.source_id,
        "url": row.url,
        "standing": state.word,
        "trouble": state.trouble,
        "detail": state.detail,
        "advice": state.advice,
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
