"""From the article in the feed to the message at the server: python -m benchmarks.latency [--seconds 60].

The daemon runs as it is, on a press, a mail server and a webhook on loopback. What is news raises an alert for both.
What is counted begins when the source that shows an article first was fetched (polling aside) and ends when the server
took the message. Two loads: 15 articles a second, all of them news, each on a page of 90 kB that is fetched and
extracted; and 50 a second, one in five of them news, that need no extraction (messages of channels, read whole where
they are shown). A host's own gap between requests is off, as it is policy, like the time between polls. Exit code 1
where the median is above one second, or one in twenty above three.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from benchmarks.latency_town import Kind, Noted, Town, host, served
from onrecord.daemon.daemon import running
from onrecord.model import (
    Alias,
    Channel,
    Group,
    Outlet,
    Person,
    Politeness,
    Role,
    Route,
    Secret,
    Settings,
    Source,
    Watchlist,
)
from onrecord.pipeline.outcomes import Outcome, Polled, Sent

OUTLETS: Final = 20
MEDIAN: Final = 1.0
MOST: Final = 3.0
"""Seconds that 95 % of the messages may take; half of them `MEDIAN`."""
_WARM: Final = 10.0
"""Seconds at the beginning that do not count: workers start and load what they need."""
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a load.

    Attributes:
        noted: by the town.
        processor: seconds of processor time that the daemon took, without its workers.
        articles: how many came while it took them.
    """

    noted: Noted
    processor: float
    articles: int


@dataclass(frozen=True, slots=True)
class Load:
    """What comes: so many articles a second, `each` at a poll, one in `share` of them news."""

    kind: Kind
    rate: float
    each: int
    share: int

    @property
    def every(self) -> timedelta:
        """The time between two polls of one source."""
        return timedelta(seconds=OUTLETS * self.each / self.rate)


LOADS: Final[Mapping[str, Load]] = {"pages": Load("feed", 15, 3, 1), "messages": Load("telegram", 50, 5, 5)}


def settings(load: Load, town: Town, folder: str, workers: int) -> Settings:
    """A press of twenty outlets, one group that is tracked, a mailbox and a webhook."""
    chair = Person("lund", "Marta Lund", (Alias("Lund"),), roles=(Role("union", "chair"),))
    return Settings(
        database=f"sqlite:///{folder}/latency.db",
        outlets=tuple(_outlet(number, load, town) for number in range(OUTLETS)),
        groups=(Group("union", "Harbour Union", "party"),),
        persons=(chair,),
        watchlists=(Watchlist("desk", "Desk", groups=("union",), routes=(Route("mail"), Route("hook"))),),
        channels=(
            Channel(
                "mail", "email", Secret(f"mailto://127.0.0.1:{town.mail_port}/desk@town.example?from=a@town.example")
            ),
            Channel("hook", "webhook", Secret(f"json://127.0.0.1:{town.web_port}/hook")),
        ),
        workers=workers,
    )


def _outlet(number: int, load: Load, town: Town) -> Outlet:
    name = f"house{number}"
    source = Source(f"{name}/main", name, load.kind, f"http://{host(number)}:{town.web_port}/source", every=load.every)
    return Outlet(
        id=name,
        name=name,
        country="XX",
        languages=("en",),
        sources=(source,),
        politeness=Politeness(delay=timedelta(0)),
        allow_private=True,
    )


class Heard:
    """Counts what the daemon tells, and wakes who waits for so much of a kind."""

    def __init__(self) -> None:
        self._counts: Counter[type[Outcome]] = Counter()
        self._something = asyncio.Event()

    def tell(self, outcome: Outcome) -> None:
        """What the daemon calls."""
        self._counts[type(outcome)] += 1
        self._something.set()

    async def until(self, count: int, kind: type[Outcome]) -> None:
        """Wait until so many of a kind were told."""
        while self._counts[kind] < count:
            self._something.clear()
            await self._something.wait()


async def measured(load: Load, total: int, *, workers: int, patience: float) -> Measured:
    """Run the daemon under a load until so many articles have come and all is told, or for `patience` seconds."""
    messages = 2 * len(range(0, total, load.share))
    press = served(load.kind, OUTLETS, load.each, load.share)
    with tempfile.TemporaryDirectory(prefix="latency-") as folder, press as town:
        heard, stop = Heard(), asyncio.Event()
        wanted = settings(load, town, folder, workers)
        async with running(wanted, console=io.StringIO(), on_outcome=heard.tell) as daemon:
            going = asyncio.create_task(daemon.forever(stop))
            await heard.until(OUTLETS, Polled)
            town.publish(total)
            began = time.process_time()
            with suppress(TimeoutError):
                await asyncio.wait_for(heard.until(messages, Sent), patience)
            processor = time.process_time() - began
            stop.set()
            await going
        return Measured(town.noted(), processor, total)


def rows(name: str, noted: Noted, warm: int) -> Iterator[tuple[str, bool]]:
    """The figures of a load, a line for each channel, and whether they are what was promised."""
    counted = sorted(noted.shown)[warm:]
    for channel, arrived in (("mail", noted.mail), ("webhook", noted.webhook)):
        waits = sorted(arrived[mark] - noted.shown[mark] for mark in counted if mark in arrived)
        lost = len(counted) - len(waits)
        if len(waits) < 2:
            yield f"{name} → {channel}: {lost} of {len(counted)} did not arrive", False
            continue
        median, most = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
        span = noted.shown[counted[-1]] - noted.shown[counted[0]]
        words = (
            f"{name} → {channel}: {len(waits)} messages at {len(counted) / span:.1f} a second: median "
            f"{median:.2f} s, 95 % within {most:.2f} s, the slowest {waits[-1]:.2f} s, {lost} not arrived"
        )
        yield words, median <= MEDIAN and most <= MOST and not lost


def main(words: Sequence[str] | None = None) -> int:
    """Run it; exit code 1 where the figures are not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("loads", nargs="*", choices=[[], *LOADS], help="which load (default: all)")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(words)
    logging.disable(logging.ERROR)
    well = True
    for name in asked.loads or LOADS:
        load = LOADS[name]
        total, patience = int(load.rate * (asked.seconds + _WARM)), asked.seconds + _WARM + _PATIENCE
        found = asyncio.run(measured(load, total, workers=asked.workers, patience=patience))
        for line, holds in rows(name, found.noted, int(load.rate * _WARM / load.share)):
            well &= holds
            print(line)
        each = found.processor / found.articles * 1000
        print(f"{name}: {each:.1f} ms of processor time an article in the daemon itself", flush=True)
    print(f"load of the machine over the last minutes: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
