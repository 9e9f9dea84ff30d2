"""A process may be killed at any moment: nothing is lost, and at most the message in flight comes twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.command import onrecord
from tests.journeys.small_press import SAID, small_press

ROOT = Path(__file__).parents[2]
KILLABLE = Path(__file__).with_name("killable.py")

# The writing transactions of a run over three articles: 1 sources known, 2 outbox recovered, 3 poll kept, then three
# articles filed and three messages marked and settled, in an order that the network decides.
POINTS = [
    ("before", 1),
    ("after", 2),
    ("before", 3),
    ("after", 3),
    ("before", 4),
    ("after", 5),
    ("before", 7),
    ("after", 8),
    ("before", 10),
    ("before", 12),
]


def killed_run(moment: str, number: int, config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(KILLABLE), moment, str(number), "run", "--once", "--config", str(config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(("moment", "number"), POINTS)
def test_a_killed_run_is_finished_by_the_next(moment: str, number: int, tmp_path: Path) -> None:
    with small_press(tmp_path) as (config, inbox):
        killed = killed_run(moment, number, config)
        assert killed.returncode == -signal.SIGKILL, killed.stdout + killed.stderr
        before = Counter(inbox.keys)

        restarted = onrecord("run", "--once", "--config", str(config))
        assert restarted.code == 0, restarted.out + restarted.err

    told = [statement["words"] for post in inbox.posts for statement in post["statements"]]
    assert {words.rstrip(",") for words in told} == set(SAID.values())
    twice = [key for key, count in Counter(inbox.keys).items() if count > 1]
    assert len(twice) <= 1, "only the message in flight may come twice"
    assert all(key in before for key in twice)
