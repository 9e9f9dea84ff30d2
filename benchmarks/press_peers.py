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
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import press_hour, press_site
from benchmarks.press_hour import smallest_gap
from benchmarks.press_site import Asked, House

_POLLS = 6
_LINK = re.compile(r"http://(?P<host>127\.7\.[\d.]+):\d+/news/(?P<number>\d+)")
_LINK_IN_REPORT = re.compile(r"<link>[^<]*</link>")
_WEBCHANGES_FILES = {"jobs": "jobs.yaml", "config": "config.yaml", "database": "snapshots.db", "hooks": "hooks.py"}
_READER = """
import json, sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in json.load(sys.stdin):
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=10)
for entry in reader.get_entries(read=False):
    print(entry.link)
    reader.mark_entry_as_read(entry)
"""


def compare(venv: Path, all_houses: tuple[House, ...], seconds: float) -> None:
    """Lets both follow the press for the hour, each a press of its own, and prints what came of it."""
    runs = {"reader": _reader, "webchanges": _webchanges}
    with ThreadPoolExecutor(len(runs)) as at_once:
        done = [at_once.submit(_follow, name, venv, run, all_houses, seconds) for name, run in runs.items()]
    for line in done:
        print(line.result(), flush=True)


Run = Callable[[Path, Path, Sequence[str]], Iterable[str]]
"""One look at all feeds: environment, folder, addresses; the links that are new by their own account."""


def _follow(name: str, venv: Path, run: Run, all_houses: tuple[House, ...], seconds: float) -> str:
    number_of = {house.host: house for house in all_houses}
    found: Counter[tuple[str, str]] = Counter()
    busy = 0.0
    with press_site.served(all_houses) as press, tempfile.TemporaryDirectory() as folder:
        feeds = [f"{press.base(house)}/feed.xml" for house in all_houses]
        found.update(named(run(venv, Path(folder), feeds), number_of))
        press.open(seconds)
        began = time.monotonic()
        for poll in range(1, _POLLS + 1):
            time.sleep(max(0.0, began + poll * seconds / _POLLS - time.monotonic()))
            at = time.monotonic()
            found.update(named(run(venv, Path(folder), feeds), number_of))
            busy += time.monotonic() - at
        asked = press.asked()
    wanted = press_hour.expected(all_houses)
    missed = [key for key in wanted if not found[key]]
    twice = sum(found[key] > 1 for key in wanted)
    return (
        f"{name}: {len(wanted) - len(missed)} of {len(wanted)} found, {len(missed)} missed, {twice} twice; "
        f"{busy:.0f} s in {_POLLS} polls; smallest gap {smallest_gap(asked):.3f} s, "
        f"{sum(row.house < 0 for row in asked)} requests to inside, "
        f"{_against_robots(asked, all_houses)} against robots.txt"
    )


def _against_robots(asked: Sequence[Asked], all_houses: tuple[House, ...]) -> int:
    closed = {house.number for house in all_houses if house.kind in {"sealed", "forbidden"}}
    return sum(row.house in closed and row.path != "/robots.txt" for row in asked)


def named(links: Iterable[str], houses: dict[str, House]) -> list[tuple[str, str]]:
    """Outlet and path of every article; one for every line that shows it."""
    hits = (_LINK.search(link) for link in links)
    return [(press_hour.name_of(houses[hit["host"]]), press_site.path_of(int(hit["number"]))) for hit in hits if hit]


def _reader(venv: Path, folder: Path, feeds: Sequence[str]) -> Iterable[str]:
    command = [str(venv / "bin" / "python"), "-c", _READER, str(folder / "reader.db")]
    return _output(command, folder, json.dumps(feeds)).splitlines()


def _webchanges(venv: Path, folder: Path, feeds: Sequence[str]) -> Iterable[str]:
    links = {"filters": [{"re.findall": "<link>([^<]*)</link>"}], "additions_only": True}
    jobs = (json.dumps({"url": url, **links}) for url in feeds)
    (folder / "jobs.yaml").write_text("\n---\n".join(jobs), encoding="utf-8")  # JSON is YAML
    files = [f"--{name}={folder / file}" for name, file in _WEBCHANGES_FILES.items()]
    report = _output([str(venv / "bin" / "webchanges"), *files], folder, "")
    return _LINK_IN_REPORT.findall(report)


def _output(command: Sequence[str], folder: Path, given: str) -> str:
    """What a command prints; what it complains of, it complains of (outlets that fail are many)."""
    env = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, input=given, env=env)
    if done.returncode and not done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
