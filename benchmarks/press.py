"""The whole collecting, from feeds to articles, on a generated press of good and bad outlets; then speed and isolation.

    python -m benchmarks.press [--outlets 20] [--articles 200] [--seconds 60] [--pages 600]

The daemon runs as it is, on a clock that lets one hour pass in `--seconds`; sources are polled every ten minutes of it.
Two of five outlets are bad (`benchmarks.press_site` lists how). Then the fetcher alone takes `--pages` pages, beside a
bare Scrapy spider with default settings and aiohttp (the best of three turns each), and while bad hosts hang. The full
press is ``--outlets 200 --articles 20000 --seconds 3600``. Exit code 1 where something promised did not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import sqlalchemy

from benchmarks import press_site
from benchmarks.press_site import Asked, House, Press
from crawler.fetch import Fetcher
from onrecord.daemon import daemon
from onrecord.errors import FetchError
from onrecord.model import Outlet, Politeness, Settings, Source
from store import tables
from store.database import Store

_HOUR = timedelta(hours=1)
_DELAY = 0.2
# What the press sees is when a request arrives, which on a busy machine is a little after it was sent.
_ARRIVAL = 0.05
_DELAYED, _GROWN, _AS_FAST_AS_SCRAPY = 0.5, 1.10, 0.8
_ENOUGH_FOR_MEMORY = 2_000
_PATIENCE = 3.0
_HANGING = 50
_ROUNDS = 3


@dataclass(slots=True)
class Verdicts:
    """What held and what did not, printed as it comes."""

    failed: list[str] = field(default_factory=list)

    def say(self, what: str, holds: bool, shown: str) -> None:
        """One line of the report."""
        print(f"{'ok  ' if holds else 'FAIL'} {what}: {shown}", flush=True)
        if not holds:
            self.failed.append(what)


def _outlet(press: Press, house: House, politeness: Politeness) -> Outlet:
    name = f"house{house.number}"
    source = Source(f"{name}/feed", name, "feed", f"{press.base(house)}/feed.xml", every=timedelta(minutes=10))
    return Outlet(
        id=name,
        name=name,
        country="XX",
        languages=("en",),
        sources=(source,),
        politeness=politeness,
        allow_private=True,
    )


class _Compressed:
    """A clock on which an hour passes in `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._began, self._start = time.monotonic(), datetime.now(UTC)
        self._rate = _HOUR.total_seconds() / seconds

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._rate)


async def _an_hour(press: Press, all_houses: tuple[House, ...], seconds: float, verdicts: Verdicts) -> None:
    politeness = Politeness(delay=timedelta(seconds=_DELAY))
    expected = {
        (f"house{house.number}", press_site.path_of(number))
        for house in all_houses
        if house.good
        for number in range(house.articles)
    }
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/press.db"
        outlets = tuple(_outlet(press, house, politeness) for house in all_houses)
        settings = Settings(database=url, outlets=outlets)
        sizes: dict[int, int] = {}
        stop = asyncio.Event()
        async with daemon.running(
            settings, console=sys.stdout, on_outcome=lambda _: None, clock=_Compressed(seconds)
        ) as running:
            press.open(seconds)
            began = time.monotonic()
            work = asyncio.create_task(running.forever(stop))
            while time.monotonic() - began < seconds * _PATIENCE and not work.done():
                await asyncio.sleep(1)
                number = len(expected.intersection(_articles(url)))
                sizes[number] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                if number >= len(expected) and time.monotonic() - began >= seconds:
                    break
            took = time.monotonic() - began
            stop.set()
            await work
        collected = Counter(_articles(url))
    asked = press.asked()
    twice = [key for key, times in collected.items() if times > 1]
    fetched = Counter((f"house{row.house}", row.path) for row in asked if row.path.startswith("/news/"))
    again = [key for key in expected if fetched[key] > 1]
    missed = expected - set(collected)
    shown = f"{len(expected) - len(missed)} of {len(expected)} in {took:.0f} s, {len(twice) + len(again)} twice"
    verdicts.say("every good article collected exactly once", not missed and not twice and not again, shown)
    closed = sum(row.path.startswith("/closed/") for row in asked)
    verdicts.say("no request against robots.txt", closed == 0, f"{closed} of {len(asked)}")
    gap = smallest_gap(asked)
    verdicts.say(f"gap per host never under {_DELAY} s", gap >= _DELAY - _ARRIVAL, f"smallest at arrival {gap:.3f} s")
    _memory(sizes, verdicts)


def _memory(sizes: dict[int, int], verdicts: Verdicts) -> None:
    most = max(sizes)
    early = next(size for number, size in sizes.items() if number >= most / 4)
    growth = sizes[most] / early
    shown = f"{early / 1024:.0f} → {sizes[most] / 1024:.0f} MB from a quarter of {most} articles on ({growth:.2f})"
    if most < _ENOUGH_FOR_MEMORY:
        print(f"     memory: {shown}; too few articles to judge")
    else:
        verdicts.say("memory flat within 10 %", growth <= _GROWN, shown)


def _articles(url: str) -> Iterator[tuple[str, str]]:
    store = Store.open(url)
    try:
        with store.read() as tx:
            rows = tx.execute(sqlalchemy.select(tables.articles.c.outlet, tables.articles.c.url)).all()
    finally:
        store.close()
    return iter([(outlet, urlsplit(address).path) for outlet, address in rows])


def smallest_gap(asked: Sequence[Asked]) -> float:
    """The shortest time between two requests to one host, in seconds.

    A request that a busy press noticed late may have come as much sooner as the press was late.
    """
    of_host: defaultdict[int, list[Asked]] = defaultdict(list)
    for row in asked:
        of_host[row.house].append(row)
    gaps = [later.at - (sooner.at - sooner.late) for each in of_host.values() for sooner, later in pairwise(each)]
    return min(gaps, default=float("inf"))


@contextmanager
def _listed(addresses: Sequence[str]) -> Iterator[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(addresses))
        file.flush()
        yield file.name


async def _fetched(press: Press, good: Sequence[House], each: int, delay: float, bad: Sequence[House]) -> list[float]:
    """When each good host's pages were all there, in seconds, while pages of bad hosts are asked for as well."""
    politeness = Politeness(delay=timedelta(seconds=delay), concurrency=8, robots=False)
    fetcher = Fetcher("onrecord/0.1 (benchmark)", timeout=60)
    await fetcher.start()
    try:

        async def all_of(house: House) -> float:
            outlet = _outlet(press, house, politeness)
            urls = [f"{press.base(house)}/speed/{number}" for number in range(each)]
            await asyncio.gather(*(fetcher.get(url, outlet=outlet) for url in urls))
            return time.perf_counter() - began

        async def in_vain(house: House, number: int) -> None:
            outlet = _outlet(press, house, politeness)
            with suppress(FetchError):
                await fetcher.get(f"{press.base(house)}/speed/{number}", outlet=outlet)

        began = time.perf_counter()
        vain = [asyncio.create_task(in_vain(house, number)) for number in range(_HANGING) for house in bad]
        await asyncio.sleep(0)
        done = await asyncio.gather(*map(all_of, good))
        for task in vain:
            task.cancel()
        await asyncio.gather(*vain, return_exceptions=True)
        return list(done)
    finally:
        await fetcher.stop()


def _speed(press: Press, good: Sequence[House], pages: int, verdicts: Verdicts) -> None:
    each = -(-pages // len(good))
    number = each * len(good)
    addresses = [f"{press.base(house)}/speed/{page}" for page in range(each) for house in good]
    asyncio.run(_fetched(press, good, each, 0, ()))  # the pages are made, the libraries loaded
    ours, rates = 0.0, {"scrapy": 0.0, "aiohttp": 0.0}
    with _listed(addresses) as file:
        for _ in range(_ROUNDS):
            ours = max(ours, number / max(asyncio.run(_fetched(press, good, each, 0, ()))))
            for name, known in rates.items():
                command = [sys.executable, "-m", "benchmarks.press_rivals", name, file]
                answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
                rates[name] = max(known, int(answer[0]) / float(answer[1]))
    shown = f"{ours:.0f} pages/s, bare Scrapy {rates['scrapy']:.0f}, aiohttp {rates['aiohttp']:.0f}"
    ratio = ours / rates["scrapy"]
    verdicts.say("fetching at 0.8 of bare Scrapy or more", ratio >= _AS_FAST_AS_SCRAPY, f"{ratio:.2f} ({shown})")


def _round(press: Press, good: Sequence[House], bad: Sequence[House]) -> list[float]:
    return asyncio.run(_fetched(press, good, 20, 0.05, bad))


def _isolation(press: Press, all_houses: tuple[House, ...], verdicts: Verdicts) -> None:
    good = [house for house in all_houses if house.good][:12]
    hanging = [house for house in all_houses if house.kind in {"hangs", "drips"}][:4]
    alone, beside = (
        [min(times) for times in zip(*(_round(press, good, bad) for _ in range(_ROUNDS)), strict=True)]
        for bad in ((), hanging)
    )
    later = max(b - a for a, b in zip(alone, beside, strict=True))
    shown = f"{later:+.2f} s at most, with {len(hanging)} hosts hanging on {_HANGING} requests each"
    verdicts.say("a hanging host delays no other by more than 0.5 s", later <= _DELAYED, shown)


def main(words: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 1 where something promised did not hold."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--outlets", type=int, default=20)
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--seconds", type=float, default=60.0, help="how long the hour takes")
    arguments.add_argument("--pages", type=int, default=600, help="for the speed of fetching")
    given = arguments.parse_args(words)
    logging.disable(logging.ERROR)
    all_houses = press_site.houses(given.outlets, given.articles)
    verdicts = Verdicts()
    with press_site.served(all_houses) as press:
        print(f"{len(all_houses)} outlets: {dict(Counter(house.kind for house in all_houses))}", flush=True)
        asyncio.run(_an_hour(press, all_houses, given.seconds, verdicts))
        _isolation(press, all_houses, verdicts)
        _speed(press, [house for house in all_houses if house.good], given.pages, verdicts)
    return 1 if verdicts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
