"""The hour of `benchmarks.press`: the daemon as it is, on a clock that runs faster, and what must hold after it."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import sqlalchemy

import config
from benchmarks import press_site
from benchmarks.press_misdeeds import MISDEEDS
from benchmarks.press_site import Asked, House, Press
from crawler import addresses
from onrecord.daemon import daemon
from onrecord.model import Politeness, Settings
from onrecord.pipeline.outcomes import Outcome, Polled, Read
from store import tables
from store.database import Store

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_TICK = 0.001
"""Seconds by which a gap may be measured too short: the clocks of two processes."""
_GROWN = 1.10
_ENOUGH_FOR_MEMORY = 2_000
_PATIENCE = 300.0
"""Seconds without a single article after which nothing more is waited for."""
_FIRST_CONTACT = 120.0


@dataclass(slots=True)
class Verdicts:
    """What held and what did not, printed as it comes."""

    failed: list[str] = field(default_factory=list)

    def say(self, what: str, holds: bool, shown: str) -> None:
        """One line of the report."""
        print(f"{'ok  ' if holds else 'FAIL'} {what}: {shown}", flush=True)
        if not holds:
            self.failed.append(what)


class Clock:
    """A clock on which an hour passes in `seconds`."""

    def __init__(self, start: datetime, seconds: float) -> None:
        self._rate = _HOUR.total_seconds() / seconds
        self.jump(start)

    def jump(self, to: datetime) -> None:
        """Go on from there."""
        self._start, self._began = to, time.monotonic()

    def __call__(self) -> datetime:
        """What time it is."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._rate)


def name_of(house: House) -> str:
    """The id of an outlet."""
    return f"{house.kind.lower().replace(' ', '-')}-{house.number}"


def written(folder: Path, press: Press, all_houses: Sequence[House]) -> Settings:
    """The config of the press in a folder, and what it says."""
    outlets = [
        {
            "id": name_of(house),
            "name": f"House {house.number}",
            "country": "NO",
            "languages": ["en"],
            "expect_per_day": 1,
            "allow_private": True,
            "sources": [{"kind": "feed", "url": f"{press.base(house)}/feed.xml"}],
        }
        for house in all_houses
    ]
    sections = {"onrecord": {"database": f"sqlite:///{folder}/press.db"}, "outlets": outlets}
    (folder / "press.yaml").write_text(json.dumps(sections, indent=1), encoding="utf-8")  # JSON is YAML
    return config.load(folder, env={})


@contextmanager
def published() -> Iterator[None]:
    """Makes the press's part of loopback count as public, so that nothing has to be allowed for it."""
    judge = addresses.is_public

    def is_public(address: str) -> bool:
        return address.startswith("127.7.") or judge(address)

    with patch("crawler.addresses.is_public", is_public), patch("crawler.transport.is_public", is_public):
        yield


@dataclass(slots=True)
class _Watch:
    """What the daemon tells while it runs.

    Attributes:
        missing: outlet and path of every article that was not collected yet.
        unpolled: outlets that were not polled yet.
        contacted: set when all were.
        sizes: megabytes of the daemon and of its largest worker, by articles collected.
    """

    missing: set[tuple[str, str]]
    unpolled: set[str]
    contacted: asyncio.Event = field(default_factory=asyncio.Event)
    sizes: dict[int, tuple[float, float]] = field(default_factory=dict)
    _collected: int = 0

    def __call__(self, outcome: Outcome) -> None:
        if isinstance(outcome, Polled):
            self.unpolled.discard(outcome.source.partition("/")[0])
            if not self.unpolled:
                self.contacted.set()
        if isinstance(outcome, Read) and outcome.filed is not None and outcome.filed.article.origin == "page":
            self._collected += 1
            self.missing.discard((outcome.outlet, urlsplit(outcome.filed.article.url).path))

    def weigh(self, press: Press) -> None:
        """Note what memory is used now."""
        workers = [child.pid or 0 for child in multiprocessing.active_children() if child.pid != press.pid]
        self.sizes[self._collected] = (_megabytes("self"), max(map(_megabytes, map(str, workers)), default=0.0))


def _megabytes(process: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def expected(all_houses: Sequence[House]) -> dict[tuple[str, str], str]:
    """Outlet and path of every article that must be collected, with its title."""
    return {
        (name_of(house), press_site.path_of(number)): press_site.title_of(house, number)
        for house in all_houses
        if house.good
        for number in range(house.articles)
    }


async def an_hour(
    press: Press, all_houses: Sequence[House], seconds: float, delay: float, folder: Path, verdicts: Verdicts
) -> None:
    """Lets the hour pass, a day after the first contact, and judges."""
    settings = written(folder, press, all_houses)
    polite = Politeness(delay=timedelta(seconds=delay))
    outlets = tuple(replace(one, politeness=polite, allow_private=False) for one in settings.outlets)
    settings = replace(settings, outlets=outlets)
    wanted = expected(all_houses)
    watch = _Watch(set(wanted), {outlet.id for outlet in outlets})
    clock = Clock(datetime.now(UTC) - _DAY - 2 * _HOUR, seconds)
    stop = asyncio.Event()
    with published():
        async with daemon.running(settings, console=sys.stdout, on_outcome=watch, clock=clock) as running:
            work = asyncio.create_task(running.forever(stop))
            await asyncio.wait_for(watch.contacted.wait(), _FIRST_CONTACT)
            # The hour ends when it would by the clock on the wall: `onrecord outlets` reads that.
            clock.jump(datetime.now(UTC) + timedelta(seconds=seconds) - _HOUR)
            press.open(seconds)
            began = time.monotonic()
            await _collect(watch, press, seconds, work)
            took = time.monotonic() - began
            stop.set()
            await work
    asked = press.asked()
    rows = _rows(settings.database)
    _exactly_once(wanted, watch, rows, asked, settings.database, f"{took:.0f} s", verdicts)
    wrong = [key for key, title in rows if key in wanted and wanted[key] != title]
    verdicts.say("every title as published", not wrong, f"{len(wrong)} not, {wrong[:3]}")
    _manners(asked, all_houses, delay, verdicts)
    _memory(watch.sizes, verdicts)
    _spared(asked, all_houses)
    _shown(folder, all_houses, verdicts)


async def _collect(watch: _Watch, press: Press, seconds: float, work: asyncio.Task[None]) -> None:
    """Until the hour is over and everything there, or nothing has come for long."""
    began = last = time.monotonic()
    before = len(watch.missing)
    while not work.done():
        await asyncio.sleep(1)
        watch.weigh(press)
        now, left = time.monotonic(), len(watch.missing)
        if left < before:
            before, last = left, now
        if now - began >= seconds and (not left or now - max(last, began + seconds) >= _PATIENCE):
            break


def _rows(url: str) -> list[tuple[tuple[str, str], str]]:
    """Outlet and path, and title, of every article that was stored."""
    store = Store.open(url)
    of = tables.articles.c
    try:
        with store.read() as tx:
            rows = tx.execute(sqlalchemy.select(of.outlet, of.url, of.title).where(of.version == 1)).all()
    finally:
        store.close()
    return [((outlet, urlsplit(address).path), title) for outlet, address, title in rows]


def _exactly_once(
    wanted: Mapping[tuple[str, str], str],
    watch: _Watch,
    rows: Sequence[tuple[tuple[str, str], str]],
    asked: Sequence[Asked],
    database: str,
    took: str,
    verdicts: Verdicts,
) -> None:
    names = {int(outlet.rpartition("-")[2]): outlet for outlet, _ in wanted}
    # The number is what tells articles apart: /news/7 and /news/7/amp are one.
    fetched = Counter(
        (names[row.house], f"/news/{row.path.split('/')[2]}")
        for row in asked
        if row.house in names and row.path.startswith("/news/") and row.status == 200
    )
    twice = [key for key, times in Counter(key for key, _ in rows).items() if times > 1]
    again = [key for key in wanted if fetched[key] > 1]
    shown = f"{len(wanted) - len(watch.missing)} of {len(wanted)} in {took}, {len(twice) + len(again)} twice"
    if watch.missing:
        shown += f"; {_what_became(watch.missing, database)}"
    verdicts.say("every good article collected exactly once", not watch.missing and not twice and not again, shown)


def _what_became(missing: set[tuple[str, str]], database: str) -> str:
    """Whether what is missing is lost, or only late."""
    store = Store.open(database)
    of = tables.entries.c
    try:
        with store.read() as tx:
            known = {
                (outlet, urlsplit(url).path): "given up" if next_try is None else "waiting"
                for outlet, url, next_try in tx.execute(sqlalchemy.select(of.outlet, of.canonical_url, of.next_try_at))
            }
    finally:
        store.close()
    return ", ".join(f"{n} {word}" for word, n in Counter(known.get(key, "never seen") for key in missing).items())


def _manners(asked: Sequence[Asked], all_houses: Sequence[House], delay: float, verdicts: Verdicts) -> None:
    robots = {house.number for house in all_houses if house.kind in {"sealed", "forbidden"}}
    against = [
        row for row in asked if row.path.startswith("/closed/") or (row.house in robots and row.path != "/robots.txt")
    ]
    verdicts.say("no request against robots.txt", not against, f"{len(against)} of {len(asked)}")
    inside = sum(row.house < 0 for row in asked)
    verdicts.say("no request to an address that is not public", not inside, f"{inside} of {len(asked)}")
    gap = smallest_gap(asked)
    verdicts.say(f"gap per host never under {delay} s", gap >= delay - _TICK, f"smallest at arrival {gap:.4f} s")


def smallest_gap(asked: Sequence[Asked]) -> float:
    """The shortest time between two requests to one host, in seconds, where the host counts it."""
    of_host: defaultdict[int, list[float]] = defaultdict(list)
    for row in asked:
        of_host[row.house].append(row.at)
    gaps = [later - sooner for times in of_host.values() for sooner, later in pairwise(times)]
    return min(gaps, default=float("inf"))


def _memory(sizes: Mapping[int, tuple[float, float]], verdicts: Verdicts) -> None:
    most = max(sizes)
    for which, name in enumerate(("the daemon", "its largest worker")):
        early = max((size[which] for number, size in sizes.items() if most / 8 <= number <= most / 4), default=0.0)
        late = max(size[which] for number, size in sizes.items() if number >= most * 7 / 8)
        growth = late / early if early else float("inf")
        shown = f"{early:.0f} → {late:.0f} MB over {most} articles, from the second eighth to the last ({growth:.2f})"
        if most < _ENOUGH_FOR_MEMORY:
            print(f"     memory of {name}: {shown}; too few articles to judge")
        else:
            verdicts.say(f"memory of {name} flat within 10 %", growth <= _GROWN, shown)


def _spared(asked: Sequence[Asked], all_houses: Sequence[House]) -> None:
    """What conditional requests save, of outlets whose feeds can be asked for by version and of all."""
    good = {house.number: house for house in all_houses if house.good}
    polls = [row for row in asked if row.house in good and row.path.endswith(".xml") and row.status in {200, 304}]
    versioned = [row for row in polls if row.house % 3 < 2]
    for name, rows in (("feeds with a version", versioned), ("all good feeds", polls)):
        known = [row for row in rows if row.status == 304]
        spared, sent = sum(row.spared for row in known), sum(row.size for row in rows)
        share, saved = len(known) / max(1, len(rows)), spared / max(1, spared + sent)
        print(
            f"     {name}: {len(known)} of {len(rows)} polls unchanged ({share:.0%}), "
            f"{spared / 1e6:.1f} of {(spared + sent) / 1e6:.1f} MB not sent ({saved:.0%})"
        )


def _shown(folder: Path, all_houses: Sequence[House], verdicts: Verdicts) -> None:
    """Runs `onrecord outlets` as a user does, and looks for every bad outlet's reason and for what to do."""
    command = [sys.executable, "-m", "onrecord", "outlets", "--config", str(folder)]
    lines = subprocess.run([*command, "--json"], check=False, capture_output=True, text=True).stdout.splitlines()
    records = {record["source"].partition("/")[0]: record for record in map(json.loads, lines)}
    bad = [house for house in all_houses if not house.good]
    unshown = [
        name_of(house)
        for house in bad
        for record in [records[name_of(house)]]
        if MISDEEDS[house.kind].shown not in record["detail"] or not record["advice"]
    ]
    shown = f"{len(bad) - len(unshown)} of {len(bad)}{', not ' + ', '.join(unshown) if unshown else ''}"
    verdicts.say("every bad outlet shown with its reason and what to do", not unshown, shown)
    accused = [name_of(house) for house in all_houses if house.good and records[name_of(house)]["trouble"]]
    verdicts.say("no good outlet shown in trouble", not accused, ", ".join(accused) or "none")
    table = subprocess.run(command, check=False, capture_output=True, text=True, env={"COLUMNS": "160"}).stdout
    (folder / "outlets.txt").write_text(table, encoding="utf-8")
