"""The daemon of the storm, on the storm's clock: what `benchmarks.storm` starts and kills.

    python -m benchmarks.storm_daemon FOLDER MAIL_PORT SLACK_PORT STEP

Every attempt moves the clock on by STEP seconds, so that the storm lasts as long whatever the machine does besides;
when nothing is in work, the clock goes on to what is due next. The process ends when nothing waits any more.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from benchmarks.storm_servers import SharedClock
from onrecord.daemon.daemon import running
from onrecord.model import Channel, Limit, Secret, Settings
from store import tables
from store.database import Store

PATIENCE: Final = 0.5
"""Seconds after which the senders give up on a server that hangs."""
_LOOK: Final = 0.005


def database(folder: Path) -> str:
    """The URL of the storm's database."""
    return f"sqlite:///{folder / 'storm.db'}"


def channels(mail_port: int, slack_port: int) -> tuple[Channel, Channel, Channel]:
    """A mailbox, a Slack channel that takes twenty messages in ten minutes, and the operator's console."""
    wait = f"cto={PATIENCE}&rto={PATIENCE}"
    box = f"mailto://127.0.0.1:{mail_port}/desk@storm.example?from=onrecord@storm.example&{wait}"
    room = f"onrecord-slack://127.0.0.1:{slack_port}/TAAAAAAAA/BAAAAAAAA/{'a' * 24}?{wait}"
    return (
        Channel("mail", "email", Secret(box)),
        Channel("slack", "slack", Secret(room), limit=Limit(20, timedelta(minutes=10))),
        Channel("operator", "console"),
    )


async def send_everything(folder: Path, clock: SharedClock, served: Sequence[Channel], step: timedelta) -> None:
    """Run the daemon until nothing waits, and the clock with it."""
    settings = Settings(database=database(folder), channels=tuple(served), operator="operator", evidence=None)

    def move_on(_outcome: object) -> None:
        clock.move_to(clock() + step)

    stop = asyncio.Event()
    store = Store.open(settings.database)
    with closing(store):
        async with running(settings, console=io.StringIO(), on_outcome=move_on, clock=clock) as daemon:
            going = asyncio.create_task(daemon.forever(stop))
            while not going.done():
                if daemon.idle:
                    due = _next_due(store)
                    if due is None:
                        break
                    clock.move_to(due)
                    await daemon.tick()
                await asyncio.sleep(_LOOK)
            stop.set()
            await going


def _next_due(store: Store) -> datetime | None:
    """When the next delivery is due, on whichever channel; None when nothing waits, nor is being sent."""
    table, held = tables.deliveries, tables.channels
    query = (
        select(func.min(table.c.next_try_at), func.max(held.c.open_at))
        .outerjoin_from(table, held, held.c.id == table.c.channel)
        .where(tables.waiting | tables.sending)
        .group_by(table.c.channel)
    )
    with store.read() as tx:
        return min((max(filter(None, row)) for row in tx.execute(query)), default=None)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    asyncio.run(
        send_everything(
            where,
            SharedClock(where / "clock"),
            channels(int(sys.argv[2]), int(sys.argv[3])),
            timedelta(seconds=float(sys.argv[4])),
        )
    )
