"""The regional benchmark, on a folder of three small articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import regional, watchlist
from onrecord.model import Group, Person

WATCHLIST = """
entities:
- id: dawn
  name: Dawn Movement
  type: armed_group
  affiliation: party of the valley
  aliases: {latin: [Harakat al-Fajr], ar: [حركة الفجر, الفجر]}
  ambiguous: [الفجر, Dawn Movement]
- id: falcons
  name: Falcon Brigades
  type: armed_group
  member_of: dawn
  aliases: {latin: [Falcon Brigades of the Dawn Movement]}
- id: aziz
  name: Murad Aziz
  type: person
  member_of: falcons
  affiliation: Secretary-General of the Falcon Brigades from 2020
  aliases: {latin: [Aziz]}
- id: zohar
  name: Ilan Zohar
  type: person
  affiliation: cleric
  aliases: {}
"""
FIRST = "The Dawn Movement said on Sunday that the bay would stay closed to foreign ships."
ARTICLES: list[dict[str, Any]] = [
    {"id": "one", "url": "https://one.example/1", "outlet": "One", "lang": "en", "title": None, "text": FIRST,
     "published": "2026-05-14T09:00:00+03:00"},
    {"id": "copy", "url": "https://two.example/1", "outlet": "Two", "lang": "en", "title": "Bay", "text": FIRST,
     "published": None},
    {"id": "quiet", "url": "https://two.example/2", "outlet": "Two", "lang": "en", "title": "Bay",
     "text": "Ships of the Dawn Movement left the bay.", "published": "2026-05-14"},
]  # fmt: skip
FAMILIES = [{"family": "bay", "members": [{"id": "one"}, {"id": "copy"}]}, {"family": None}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "watchlist.yaml").write_text(WATCHLIST, "utf-8")
    (tmp_path / "articles.jsonl").write_text("\n".join(json.dumps(article) for article in ARTICLES), "utf-8")
    (tmp_path / "families.jsonl").write_text("\n".join(json.dumps(family) for family in FAMILIES), "utf-8")
    return tmp_path


def predictions(folder: Path, *options: str) -> dict[str, dict[str, Any]]:
    regional.main([str(folder), str(folder / "out.jsonl"), *options])
    lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
    return {line["id"]: line for line in map(json.loads, lines)}


def test_every_article_alone_alerts_for_its_own_statements(folder: Path) -> None:
    found = predictions(folder)
    assert {name: line["alerts"] for name, line in found.items()} == {"one": ["dawn"], "copy": ["dawn"], "quiet": []}


def test_a_familys_copy_is_an_echo(folder: Path) -> None:
    found = predictions(folder, "--families", str(folder / "families.jsonl"))
    assert list(found) == ["one", "copy", "quiet"]
    assert (found["one"]["alerts"], found["copy"]["alerts"]) == (["dawn"], [])
    assert found["one"]["statements"][0]["statement_id"] == found["copy"]["statements"][0]["statement_id"]


def test_a_prediction_has_the_scorers_fields(folder: Path) -> None:
    (statement,) = predictions(folder)["one"]["statements"]
    start, end = statement["quote"]
    assert FIRST[start:end].endswith("the bay would stay closed to foreign ships")
    assert FIRST[slice(*statement["cue"])] == "said"
    assert FIRST[slice(*statement["speaker"])] == "The Dawn Movement"
    assert (statement["speaker_name"], statement["group"]) == ("Dawn Movement", "dawn")
    assert (statement["kind"], statement["when"]) == ("indirect", "new")


def test_mentions_are_told(folder: Path) -> None:
    assert predictions(folder)["quiet"]["mentions"] == [{"span": [13, 26], "entity": "dawn"}]


def test_only_the_asked_articles_are_run(folder: Path) -> None:
    (folder / "ids.txt").write_text("quiet\n", "utf-8")
    assert list(predictions(folder, "--ids", str(folder / "ids.txt"))) == ["quiet"]


def test_the_watchlist_becomes_entities(folder: Path) -> None:
    dawn, falcons, aziz, zohar = watchlist.read(folder / "watchlist.yaml")
    assert isinstance(dawn, Group)
    assert {(alias.text, alias.language, alias.ambiguous) for alias in dawn.aliases} == {
        ("Dawn Movement", None, False),
        ("Harakat al-Fajr", None, False),
        ("حركة الفجر", "ar", False),
        ("الفجر", "ar", True),
    }
    assert isinstance(falcons, Group)
    assert falcons.parent == "dawn"
    assert isinstance(aziz, Person)
    assert [(role.group, role.title) for role in aziz.roles] == [("falcons", "Secretary-General")]
    assert watchlist.top((dawn, falcons, aziz, zohar)) == {
        "dawn": "dawn", "falcons": "dawn", "aziz": "dawn", "zohar": "zohar",
    }  # fmt: skip


def test_an_alias_with_another_meaning_stays_ambiguous(tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    path.write_text(
        "entities: [{id: a, name: Aziz Party, type: party, aliases: {latin: [AP]}, ambiguous: [AP]}]", "utf-8"
    )
    (party,) = watchlist.read(path)
    assert {(alias.text, alias.ambiguous) for alias in party.aliases} == {("Aziz Party", False), ("AP", True)}
