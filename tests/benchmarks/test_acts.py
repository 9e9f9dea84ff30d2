"""Counting how often acts are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import acts

TEXT = "The Dawn condemned the raid. Aziz said he would strike a match."
LABELS = (
    {"draw": 1, "id": "one", "quote": [19, 27], "acts": ["condemnation"]},
    {"draw": 1, "id": "one", "quote": [39, 63], "acts": ["announcement"]},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    statements = [
        {"quote": [19, 27], "cue": [9, 18], "speaker": [0, 8], "kind": "indirect"},
        {"quote": [39, 63], "cue": [34, 38], "speaker": [29, 33], "kind": "indirect"},
    ]
    article = {"id": "one", "lang": "en", "text": TEXT, "statements": statements}
    (tmp_path / "polnear.dev.jsonl").write_text(json.dumps(article) + "\n", "utf-8")
    for name in ("articles.jsonl", "gold.dev.jsonl"):
        (tmp_path / name).write_text("", "utf-8")
    return tmp_path


def test_right_wrong_and_missed_are_counted_by_act_and_for_all(folder: Path) -> None:
    counted = acts.scores(list(acts.cases(folder, folder, LABELS)))
    assert counted["condemnation"] == acts.Score(1, 0, 0)
    assert counted["threat"] == acts.Score(0, 1, 0)
    assert counted["announcement"] == acts.Score(0, 0, 1)
    assert counted["all"] == acts.Score(1, 1, 1)


def test_a_label_without_its_statement_is_an_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        list(acts.cases(folder, folder, [{**LABELS[0], "quote": [0, 8]}]))
