"""`onrecord run`: the daemon."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import Annotated

import typer

from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, hostile, settings_of, stamp, table
from onrecord.daemon import clock
from onrecord.daemon.daemon import running
from onrecord.daemon.narration import narrate
from onrecord.model import Settings
from onrecord.pipeline.outcomes import Outcome, Polled, Read, Sent
from store import sources
from store.database import Store


def run(
    config: ConfigOption = DEFAULT_CONFIG,
    once: Annotated[bool, typer.Option("--once", help="One pass over what is due, then a summary.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every step.")] = False,
) -> None:
    """Poll the outlets, read what is new, send alerts; until stopped (Ctrl-C or SIGTERM).

    With --once: everything that is due, once. Exit code 1 when an outlet could not be reached or a message not sent.
    """
    settings = settings_of(config)
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    if once:
        outcomes = asyncio.run(_once(settings))
        raise typer.Exit(_summary(settings, outcomes))
    asyncio.run(_forever(settings))


async def _once(settings: Settings) -> list[Outcome]:
    outcomes: list[Outcome] = []
    async with running(settings, console=sys.stdout, on_outcome=outcomes.append) as daemon:
        await daemon.once()
    return outcomes


async def _forever(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    err = console(stderr=True)
    async with running(settings, console=sys.stdout, on_outcome=lambda outcome: narrate(outcome, err)) as daemon:
        err.print(
            f"watching {len(settings.sources)} sources of {len(settings.outlets)} outlets; stop with Ctrl-C",
            markup=False,
        )
        await daemon.forever(stop)
        err.print("stopping: letting what is in work finish", markup=False)


def _summary(settings: Settings, outcomes: list[Outcome]) -> int:
    """Print what the pass brought; the exit code."""
    out = console()
    polled = [outcome for outcome in outcomes if isinstance(outcome, Polled)]
    read = [outcome for outcome in outcomes if isinstance(outcome, Read)]
    sent = [outcome for outcome in outcomes if isinstance(outcome, Sent)]
    failed = [poll for poll in polled if poll.failure]
    if failed:
        rows = table("source", "problem", "detail", title=f"{len(failed)} of {len(polled)} sources could not be read")
        for poll in sorted(failed, key=lambda poll: poll.source):
            if poll.failure:
                rows.add_row(poll.source, poll.failure.kind, hostile(poll.failure.detail))
        out.print(rows)
        out.print()
    alerts = sum(len(one.filed.alerts) for one in read if one.filed)
    unread = sum(one.failure is not None for one in read)
    delivered = sum(one.receipt.ok for one in sent)
    out.print(
        f"polled {len(polled)} sources ({len(failed)} failed), read {len(read)} articles "
        f"({unread} without their page), "
        f"raised {alerts} alerts, sent {delivered} of {len(sent)} messages",
        markup=False,
    )
    baselines = sum(poll.baseline for poll in polled)
    if baselines:
        out.print(
            f"{baselines} sources were read for the first time: what they hold now is known, and not alerted.",
            markup=False,
        )
    if not polled:
        out.print(f"nothing was due; the next poll is at {_next_poll(settings)} UTC", markup=False)
    if failed:
        out.print("see: onrecord outlets", markup=False)
    return 1 if failed or delivered < len(sent) else 0


def _next_poll(settings: Settings) -> str:
    store = Store.open(settings.database)
    try:
        with store.read() as tx:
            return stamp(min((row.state.next_poll_at for row in sources.health(tx, clock.now())), default=None))
    finally:
        store.close()
