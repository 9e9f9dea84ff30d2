"""Other monitors on the same press, for `benchmarks.press`: reader and webchanges, as their manuals set them up.

Both follow feeds and read no pages; they are run every ten minutes of the hour, as by cron. An article is found when
its link is in what they would show: reader's list of entries, webchanges' report of changes.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks import press_hour, press_site
from benchmarks.press_site import Asked, House

_POLLS = 6
_HOLDING = {"hangs", "stalls", "drips", "headers without end"}
_LINK = re.compile(r"http://(?P<host>127\.7\.[\d.]+):\d+/news/(?P<number>\d+)")
_LINK_IN_REPORT = re.compile(r"<link>[^<]*</link>")
_WEBCHANGES_FILES = {"jobs": "jobs.yaml", "config": "config.yaml", "database": "snapshots.db", "hooks": "hooks.py"}
_READER_UPDATES = """
import json, sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in json.load(sys.stdin):
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=10, scheduled=False)
"""
_READER_SHOWS = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for entry in list(reader.get_entries(read=False)):
    print(entry.link)
    reader.mark_entry_as_read(entry)
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where another monitor runs.

    Attributes:
        venv: its environment.
        folder: for its files.
        patience: seconds after which one look at all feeds is broken off: the next one is due.
    """

    venv: Path
    folder: Path
    patience: float


Run: TypeAlias = Callable[[_Place, Sequence[str]], tuple[Iterable[str], bool]]
"""One look at all feeds: what is new by its own account, and whether it came to its end."""


def compare(venv: Path, all_houses: tuple[House, ...], seconds: float) -> None:
    """Lets both follow the press for the hour, with and without hosts that hold on to whoever asks, and prints."""
    presses = {"whole press": all_houses, "no host hangs": tuple(one for one in all_houses if one.kind not in _HOLDING)}
    runs: dict[str, Run] = {"reader": _reader, "webchanges": _webchanges}
    with ThreadPoolExecutor(len(presses) * len(runs)) as at_once:
        done = [
            at_once.submit(_follow, f"{name}, {which}", venv, run, some, seconds)
            for which, some in presses.items()
            for name, run in runs.items()
        ]
    for line in done:
        print(line.result(), flush=True)


def _follow(name: str, venv: Path, run: Run, all_houses: tuple[House, ...], seconds: float) -> str:
    by_host = {house.host: house for house in all_houses}
    found: Counter[tuple[str, str]] = Counter()
    took: list[float] = []
    broken_off = 0
    with press_site.served(all_houses) as press, tempfile.TemporaryDirectory() as folder:
        place = _Place(venv, Path(folder), seconds / _POLLS)
        feeds = [f"{press.base(house)}/feed.xml" for house in all_houses]
        shown, _ = run(place, feeds)
        found.update(named(shown, by_host))
        press.open(seconds)
        began = time.monotonic()
        for poll in range(1, _POLLS + 1):
            time.sleep(max(0.0, began + poll * place.patience - time.monotonic()))
            at = time.monotonic()
            shown, ended = run(place, feeds)
            found.update(named(shown, by_host))
            took.append(time.monotonic() - at)
            broken_off += not ended
        asked = press.asked()
    wanted = press_hour.expected(all_houses)
    missed = [key for key in wanted if not found[key]]
    twice = sum(found[key] > 1 for key in wanted)
    return (
        f"{name}: {len(wanted) - len(missed)} of {len(wanted)} found, {len(missed)} missed, {twice} twice; "
        f"{sum(took) / _POLLS:.0f} s a poll, {broken_off} of {_POLLS} broken off; "
        f"{sum(row.house < 0 for row in asked)} requests to addresses inside, "
        f"{_against_robots(asked, all_houses)} against robots.txt"
    )


def _against_robots(asked: Sequence[Asked], all_houses: tuple[House, ...]) -> int:
    closed = {house.number for house in all_houses if house.kind in {"sealed", "forbidden"}}
    return sum(row.house in closed and row.path != "/robots.txt" for row in asked)


def named(links: Iterable[str], houses: Mapping[str, House]) -> list[tuple[str, str]]:
    """Outlet and path of every article; one for every line that shows it."""
    hits = (_LINK.search(link) for link in links)
    return [(press_hour.name_of(houses[hit["host"]]), press_site.path_of(int(hit["number"]))) for hit in hits if hit]


def _reader(place: _Place, feeds: Sequence[str]) -> tuple[Iterable[str], bool]:
    python, database = str(place.venv / "bin" / "python"), str(place.folder / "reader.db")
    _, ended = _output([python, "-c", _READER_UPDATES, database], place, json.dumps(feeds))
    shown, _ = _output([python, "-c", _READER_SHOWS, database], place, "")
    return shown.splitlines(), ended


def _webchanges(place: _Place, feeds: Sequence[str]) -> tuple[Iterable[str], bool]:
    links = {"filters": [{"re.findall": "<link>([^<]*)</link>"}], "additions_only": True}
    jobs = (json.dumps({"url": url, **links}) for url in feeds)
    (place.folder / "jobs.yaml").write_text("\n---\n".join(jobs), encoding="utf-8")  # JSON is YAML
    files = [f"--{name}={place.folder / file}" for name, file in _WEBCHANGES_FILES.items()]
    report, ended = _output([str(place.venv / "bin" / "webchanges"), *files], place, "")
    return _LINK_IN_REPORT.findall(report), ended


def _output(command: Sequence[str], place: _Place, given: str) -> tuple[str, bool]:
    """What a command prints (what it complains of is left out: outlets that fail are many), and whether it ended."""
    env = {"HOME": str(place.folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, input=given, env=env, timeout=place.patience
        )
    except subprocess.TimeoutExpired:
        return "", False
    if done.returncode and not done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout, True
