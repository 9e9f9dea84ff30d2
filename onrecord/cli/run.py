"""`onrecord run`: the daemon."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from onrecord.cli.check import sound_settings
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, call, console, hostile, many, stamp, table
from onrecord.daemon import clock
from onrecord.daemon.daemon import running
from onrecord.daemon.narration import narrate
from onrecord.daemon.stopping import stoppable
from onrecord.model import Settings
from onrecord.pipeline.outcomes import Outcome, Polled, Read, Sent
from store import sources
from store.database import Store
from store.sources import SourceHealth


def run(
    config: ConfigOption = DEFAULT_CONFIG,
    once: Annotated[bool, typer.Option("--once", help="One pass over what is due, then a summary.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every step.")] = False,
) -> None:
    """Poll the outlets, read what is new, send alerts; until stopped (Ctrl-C or SIGTERM).

    With --once: everything that is due, once. Exit code 1 when a source could not be read or a message not sent;
    a source that nobody has seen work yet is no trouble. Exit code 130 or 143 when it was stopped before its end.
    """
    settings = sound_settings(config)
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    raise typer.Exit(asyncio.run(_once(settings, config) if once else _forever(settings)))


async def _once(settings: Settings, config: Path) -> int:
    """One pass and its summary; the exit code."""
    outcomes: list[Outcome] = []
    err = console(stderr=True)

    def heard(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if err.is_terminal:  # somebody watches, and a pass over many outlets takes minutes
            narrate(outcome, err)

    with stoppable() as stop:
        async with running(settings, console=sys.stdout, on_outcome=heard) as daemon:
            await daemon.once(stop.told)
            if stop.told.is_set():
                _say_stopping()
    if stop.told.is_set():
        err.print("stopped before the pass was done; the next run goes on from here", markup=False)
        return stop.exit_code
    return _summary(settings, config, outcomes)


async def _forever(settings: Settings) -> int:
    """Watch until told to stop, which is how it ends well: exit code 0."""
    err = console(stderr=True)
    with stoppable() as stop:
        async with running(settings, console=sys.stdout, on_outcome=lambda outcome: narrate(outcome, err)) as daemon:
            watched = f"{many(len(settings.sources), 'source')} of {many(len(settings.outlets), 'outlet')}"
            err.print(f"watching {watched}; stop with Ctrl-C", markup=False)
            await daemon.forever(stop.told)
            _say_stopping()
    return 0


def _say_stopping() -> None:
    console(stderr=True).print("stopping: letting what is in work finish (Ctrl-C again ends it at once)", markup=False)


def _summary(settings: Settings, config: Path, outcomes: list[Outcome]) -> int:
    """Print what the pass brought; the exit code."""
    out = console()
    polled = [outcome for outcome in outcomes if isinstance(outcome, Polled)]
    read = [outcome for outcome in outcomes if isinstance(outcome, Read)]
    sent = [outcome for outcome in outcomes if isinstance(outcome, Sent)]
    health = _health(settings)
    failed = sorted((poll for poll in polled if poll.failure), key=lambda poll: poll.source)
    never = _never_reached(settings, health)
    if failed:
        out.print(_failures(failed, len(polled), never))
        out.print()
    alerts = sum(len(one.filed.alerts) for one in read if one.filed)
    unread = sum(one.failure is not None for one in read)
    delivered = sum(one.receipt.ok for one in sent)
    pages = f"read {many(len(read), 'article')} ({unread} without their page)"
    messages = f"raised {many(alerts, 'alert')}, sent {delivered} of {many(len(sent), 'message')}"
    lines = [f"polled {many(len(polled), 'source')} ({len(failed)} failed), {pages}, {messages}"]
    if baselines := sum(poll.baseline for poll in polled):
        contact = f"first contact with {many(baselines, 'source')}"
        lines.append(f"{contact}: what was there is known now; alerts begin with what is new")
    if not polled:
        next_poll = min((row.state.next_poll_at for row in health), default=None)
        lines.append(f"nothing was due; the next poll is at {stamp(next_poll)} UTC")
    if failed or unread:
        lines.append(f"see: {call('outlets', config)}")
    out.print("\n".join(lines), markup=False)
    return 1 if delivered < len(sent) or any(poll.source not in never for poll in failed) else 0


def _failures(failed: list[Polled], polled: int, never: frozenset[str]) -> Table:
    rows = table("source", "problem", "detail", title=f"{len(failed)} of {polled} sources could not be read")
    for poll in failed:
        if poll.failure:
            unproven = "never reached: " if poll.source in never else ""
            rows.add_row(poll.source, f"{unproven}{poll.failure.kind}", hostile(poll.failure.detail))
    return rows


def _never_reached(settings: Settings, health: list[SourceHealth]) -> frozenset[str]:
    """The sources that nobody has seen work yet: their failure is no trouble."""
    unverified = {source.id for source in settings.sources if source.unverified}
    unreached = {row.source_id for row in health if row.state.last_success_at is None}
    return frozenset(unverified & unreached)


def _health(settings: Settings) -> list[SourceHealth]:
    store = Store.open(settings.database)
    try:
        with store.read() as tx:
            return sources.health(tx, clock.now())
    finally:
        store.close()
