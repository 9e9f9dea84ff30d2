"""The whole collecting, from feeds to articles, on a generated press of good and bad outlets; then speed and isolation.

    python -m benchmarks.press [--outlets 65] [--articles 600] [--seconds 120] [--pages 600] [--delay 0.2]
        [--keep FOLDER] [--peers VENV]

The daemon runs as it is, on a clock that lets one hour pass in `--seconds`, a day after its first contact; sources are
polled every ten minutes of it. Two of five outlets are bad (`benchmarks.press_misdeeds` lists how). Then the fetcher
alone takes `--pages` pages, beside a bare Scrapy spider with default settings and aiohttp (the best of three turns
each), and while bad hosts hang. The full press is ``--outlets 200 --articles 20000 --seconds 1800``.

`--keep` leaves the config, the database and what `onrecord outlets` shows. `--peers` lets reader and webchanges, from
an environment that has them, follow the same feeds for the same hour, each on a press of its own at the same time; then
nothing else is measured. Exit code 1 where something promised did not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from benchmarks import press_hour, press_peers, press_site
from benchmarks.press_hour import Verdicts
from benchmarks.press_site import House, Press
from crawler.fetch import Fetcher
from onrecord.errors import FetchError
from onrecord.model import Outlet, Politeness

_DELAYED, _AS_FAST_AS_SCRAPY = 0.5, 0.8
_HANGING, _TO_HANG = 50, 2.0
_ROUNDS = 3


def _outlet(house: House, politeness: Politeness) -> Outlet:
    name = press_hour.name_of(house)
    return Outlet(name, name, "NO", ("en",), politeness=politeness, allow_private=True)


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
            outlet = _outlet(house, politeness)
            urls = [f"{press.base(house)}/speed/{number}" for number in range(each)]
            await asyncio.gather(*(fetcher.get(url, outlet=outlet) for url in urls))
            return time.perf_counter() - began

        async def in_vain(house: House, number: int) -> None:
            outlet = _outlet(house, politeness)
            with suppress(FetchError):
                await fetcher.get(f"{press.base(house)}/speed/{number}", outlet=outlet)

        vain = [asyncio.create_task(in_vain(house, number)) for number in range(_HANGING) for house in bad]
        if vain:  # what it costs to ask is not what hanging costs
            await asyncio.sleep(_TO_HANG)
        began = time.perf_counter()
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
    shown += f": {ours / rates['aiohttp']:.2f} of it"
    verdicts.say("fetching at 0.8 of bare Scrapy or more", ratio >= _AS_FAST_AS_SCRAPY, f"{ratio:.2f} ({shown})")


def _steady(all_houses: Sequence[House]) -> list[House]:
    """The outlets that answer every request well."""
    return [house for house in all_houses if house.good and house.kind != "flaky"]


def _round(press: Press, good: Sequence[House], bad: Sequence[House]) -> list[float]:
    return asyncio.run(_fetched(press, good, 20, 0.05, bad))


def _isolation(press: Press, all_houses: tuple[House, ...], verdicts: Verdicts) -> None:
    good = _steady(all_houses)[:12]
    hanging = [house for house in all_houses if house.kind in {"hangs", "drips"}][:4]
    # In turns: the machine may be busier at one time than at another.
    rounds = [(_round(press, good, ()), _round(press, good, hanging)) for _ in range(_ROUNDS)]
    alone, beside = ([min(times) for times in zip(*each, strict=True)] for each in zip(*rounds, strict=True))
    later = max(b - a for a, b in zip(alone, beside, strict=True))
    shown = f"{later:+.2f} s at most, with {len(hanging)} hosts hanging on {_HANGING} requests each"
    verdicts.say("a hanging host delays no other by more than 0.5 s", later <= _DELAYED, shown)


def main(words: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 1 where something promised did not hold."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--outlets", type=int, default=65)
    arguments.add_argument("--articles", type=int, default=600)
    arguments.add_argument("--seconds", type=float, default=120.0, help="how long the hour takes")
    arguments.add_argument("--delay", type=float, default=0.2, help="seconds between two requests to one host")
    arguments.add_argument("--pages", type=int, default=600, help="for the speed of fetching; 0: only the hour")
    arguments.add_argument("--keep", type=Path, help="an empty folder for config and database")
    arguments.add_argument("--peers", type=Path, help="a virtual environment with reader and webchanges")
    given = arguments.parse_args(words)
    logging.disable(logging.ERROR)
    all_houses = press_site.houses(given.outlets, given.articles)
    print(f"{len(all_houses)} outlets: {dict(Counter(house.kind for house in all_houses))}", flush=True)
    if given.peers:
        press_peers.compare(given.peers, all_houses, given.seconds)
        return 0
    verdicts = Verdicts()
    with press_site.served(all_houses) as press, tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        asyncio.run(press_hour.an_hour(press, all_houses, given.seconds, given.delay, folder, verdicts))
        if given.pages:
            _isolation(press, all_houses, verdicts)
            _speed(press, _steady(all_houses), given.pages, verdicts)
    return 1 if verdicts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
