"""What an outlet repeats in its articles is learnt in one run and left out in the next, however few articles it has."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import onrecord
from tests.journeys.small_press import SAID, small_press

REPEATED = "Some two hundred people had waited outside in the rain, and most of them went home without a word."
LEAD = "The council of the Millers League met on Monday in the hall behind the old weir, and the meeting was long."
NEW = "The weir shall not be opened before the last barge has passed"


def texts(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "onrecord.db")) as database:
        return [text for (text,) in database.execute("SELECT text FROM articles ORDER BY id")]


def test_what_three_articles_repeat_is_left_out_of_the_fourth_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_press(tmp_path) as (config, inbox):
        assert onrecord("run", "--once", "--config", config).code == 0
        assert [REPEATED in text for text in texts(tmp_path)] == [True] * 3
        monkeypatch.setitem(SAID, "weir", NEW)
        with closing(sqlite3.connect(tmp_path / "onrecord.db")) as database, database:
            database.execute("UPDATE sources SET next_poll_at = '2026-01-01 00:00:00.000000'")
        assert onrecord("run", "--once", "--config", config).code == 0
    *_, last = texts(tmp_path)
    said = f"“{NEW},” said Bruna Orsini, who chairs the Millers League, when the doors opened again in the evening."
    assert last == f"{LEAD}\n{said}"
    assert len(inbox.posts) == 4
