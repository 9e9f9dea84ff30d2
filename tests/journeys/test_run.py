"""`onrecord run`: without network, twice, and until it is told to stop."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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


@contextmanager
def daemon(config: Path) -> Iterator[subprocess.Popen[str]]:
    """`onrecord run`, with a process group of its own, as a terminal gives it."""
    command = [sys.executable, "-m", "onrecord", "run", "--config", str(config)]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def heard(started: subprocess.Popen[str], words: str, times: int = 1) -> list[str]:
    """The lines up to the one that holds these words for the n-th time."""
    assert started.stderr is not None
    seen: list[str] = []
    while sum(words in line for line in seen) < times:
        seen.append(started.stderr.readline())
        assert seen[-1], f"it ended too early: {''.join(seen)}"
    return seen


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_the_daemon_ends_cleanly(signum: signal.Signals, tmp_path: Path) -> None:
    with small_press(tmp_path) as (config, inbox), daemon(config) as started:
        seen = heard(started, "sent ", len(SAID))
        os.killpg(started.pid, signum)  # Ctrl-C reaches the workers too
        out, err = started.communicate(timeout=30)
    assert (started.returncode, out) == (0, ""), err
    assert "watching 1 source of 1 outlet;" in seen[0]
    assert err.count("\n") == 1, err
    assert err.startswith("stopping: letting what is in work finish")
    assert "Traceback" not in "".join(seen)
    assert len(inbox.posts) == len(SAID)
    assert intact(tmp_path)


def test_a_second_daemon_is_refused_and_a_killed_one_blocks_no_restart(tmp_path: Path) -> None:
    with small_press(tmp_path) as (config, inbox), daemon(config) as started:
        heard(started, "sent ", len(SAID))
        second = onrecord("run", "--once", "--config", config)
        assert (second.code, second.out) == (2, "")
        assert f"another onrecord is running on this database: process {started.pid} on" in second.err
        assert "Stop it first" in second.err
        assert onrecord("statements", "--config", config).code == 0, "looking is allowed"
        started.kill()
        started.wait()
        restarted = onrecord("run", "--once", "--config", config)
        assert (restarted.code, restarted.err) == (0, "")
        assert len(inbox.posts) == len(SAID)
