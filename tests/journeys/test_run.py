"""`onrecord run`: without network, twice, and until it is told to stop."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.command import onrecord
from tests.journeys.small_press import SAID, small_press

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
# Port 9 (discard) of loopback: nobody listens there, so a connection is refused at once, as without a network.
OFFLINE = """\
onrecord: {{ database: "sqlite:///{database}", workers: 1 }}
channels: [{{ id: screen, kind: console }}]
outlets:
  - id: valley
    name: Valley Post
    country: MT
    languages: [en]
    allow_private: true
    politeness: {{ delay: 0.01s, robots: {robots} }}
    sources:
      - {{ kind: feed, name: news, url: "http://127.0.0.1:9/news.xml", unverified: {unverified} }}
      - {{ kind: feed, name: sport, url: "http://127.0.0.1:9/sport.xml", unverified: true }}
  - id: intranet
    name: Intranet
    country: MT
    languages: [en]
    allow_private: true
    politeness: {{ delay: 0.01s, robots: false }}
    sources: [{{ kind: feed, name: feed, url: "http://127.0.0.2:9/feed.xml", unverified: true }}]
groups: [{{ id: millers, name: Millers League, type: party }}]
watchlists: [{{ id: valley, name: The valley, groups: [millers], routes: [{{ channel: screen }}] }}]
"""


def offline(folder: Path, *, unverified: bool = False, robots: bool = False) -> str:
    path = folder / "config.yaml"
    settings = {"unverified": str(unverified).lower(), "robots": str(robots).lower()}
    path.write_text(OFFLINE.format(database=folder / "onrecord.db", **settings), encoding="utf-8")
    return str(path)


def intact(folder: Path) -> bool:
    connection = sqlite3.connect(folder / "onrecord.db")
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def test_without_network_it_says_what_could_not_be_reached_and_why(tmp_path: Path) -> None:
    config = offline(tmp_path)
    first = onrecord("run", "--once", "--config", config)
    assert (first.code, first.err) == (1, "")
    assert "3 of 3 sources could not be read" in first.out
    lines = {line.split()[0]: line for line in first.out.splitlines() if "/" in line.split(" ")[0]}
    assert re.search(r"unreachable +.*refused", lines["valley/news"])
    assert "never reached: unreachable" in lines["valley/sport"]
    assert "never reached: unreachable" in lines["intranet/feed"]
    assert "polled 3 sources (3 failed), read 0 articles" in first.out
    assert max(map(len, first.out.splitlines())) <= 160
    assert intact(tmp_path)

    second = onrecord("run", "--once", "--config", config)
    assert (second.code, second.err) == (0, "")
    assert re.search(r"nothing was due; the next poll is at \d{4}-\d\d-\d\d \d\d:\d\d UTC", second.out)

    health = onrecord("outlets", "--config", config)
    assert health.code == 1
    assert "3 sources, 1 in trouble" in health.out
    assert intact(tmp_path)


def test_without_network_robots_txt_cannot_be_asked_either(tmp_path: Path) -> None:
    ran = onrecord("run", "--once", "--config", offline(tmp_path, robots=True))
    assert ran.code == 1
    assert "valley/news    unreachable" in ran.out


def test_sources_that_nobody_has_seen_work_are_no_trouble(tmp_path: Path) -> None:
    ran = onrecord("run", "--once", "--config", offline(tmp_path, unverified=True))
    assert ran.code == 0
    assert "3 of 3 sources could not be read" in ran.out


def test_sigterm_ends_the_daemon_cleanly(tmp_path: Path) -> None:
    with small_press(tmp_path) as (config, inbox):
        daemon = subprocess.Popen(
            [sys.executable, "-m", "onrecord", "run", "--config", str(config)],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert daemon.stderr is not None
        seen: list[str] = []
        while sum("sent " in line for line in seen) < len(SAID):
            seen.append(daemon.stderr.readline())
            assert seen[-1], f"it ended too early: {''.join(seen)}"
        daemon.send_signal(signal.SIGTERM)
        out, err = daemon.communicate(timeout=30)
    assert (daemon.returncode, out) == (0, ""), err
    assert "watching 1 sources of 1 outlets" in seen[0]
    assert "stopping: letting what is in work finish" in err
    assert "Traceback" not in "".join(seen) + err
    assert len(inbox.posts) == len(SAID)
    assert intact(tmp_path)
