"""A config folder becomes Settings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from config import load
from onrecord.errors import ConfigError
from onrecord.model import Alias, Kind, Role, Route

OUTLETS = """\
outlets:
  - id: gazette
    name: The Gazette
    country: NO
    languages: [no, en]
    timezone: Europe/Oslo
    politeness: {delay: 10s, concurrency: 2, robots: false}
    expect_per_day: 40
    speaks_for: front
    sources:
      - kind: feed
        url: https://gazette.example/rss
        every: 1h 30m
        since: 2026-03-01T06:00
        evidence: P+
      - kind: feed
        name: politics
        url: https://gazette.example/politics.rss
        language: "no"
        unverified: true
"""
ENTITIES = """\
groups:
  - id: front
    name: The Front
    type: party
    aliases:
      latin: [Front, National Front]
      ar: [الجبهة, The Front]
    ambiguous: [Front]
    context: [parliament]
  - id: wing
    name: The Wing
    type: armed_group
    parent: front
persons:
  - id: doe
    name: Jane Doe
    gender: f
    roles:
      - {group: front, title: Chair, since: 2021, until: 2024-02}
      - {group: front, title: Deputy, until: 2020-12-31}
"""
WATCH = """\
watchlists:
  - id: desk
    name: Desk
    groups: [front]
    persons: [doe]
    conditions:
      kinds: [direct, indirect]
      acts: [threat]
      languages: [ar]
      outlets: [gazette]
      keywords:
        - name: leaving
          all: [border]
          any: [withdraw*, pull out]
          none: [football]
          near: 8
          languages: [en]
          scope: paragraph
    routes:
      - channel: screen
    mentions: true
    keywords_alone: true
    max_age: 2w
channels:
  - id: screen
    kind: console
  - id: hook
    kind: webhook
    url: https://desk.example.org/in?token=${env:TOKEN}
    language: ar
    timezone: Asia/Baghdad
onrecord:
  database: env:DATABASE
  user_agent: desk (mail@example.org)
  retry_for: 12h
  workers: 1
"""
ENV = {"TOKEN": "s3cret/&", "DATABASE": "postgresql+psycopg://me:word@db.example.org/news"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "norway.yaml").write_text(OUTLETS, encoding="utf-8")
    (tmp_path / "entities.yml").write_text(ENTITIES, encoding="utf-8")
    (tmp_path / "watch.yaml").write_text(WATCH, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not: [yaml", encoding="utf-8")
    (tmp_path / ".draft.yaml").write_text("not: [yaml", encoding="utf-8")
    return tmp_path


def test_all_files_of_a_folder_are_read_as_one(folder: Path) -> None:
    settings = load(folder, env=ENV)
    assert [outlet.id for outlet in settings.outlets] == ["gazette"]
    assert [entity.id for entity in settings.entities] == ["front", "wing", "doe"]
    assert [watchlist.id for watchlist in settings.watchlists] == ["desk"]
    assert settings.retry_for == timedelta(hours=12)
    assert settings.workers == 1


def test_one_file_is_a_config_too(tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(OUTLETS + ENTITIES + WATCH, encoding="utf-8")
    assert len(load(file, env=ENV).sources) == 2


def test_no_is_norway_and_norwegian(folder: Path) -> None:
    outlet = load(folder, env=ENV).outlets[0]
    assert outlet.country == "NO"
    assert outlet.languages == ("no", "en")
    assert outlet.sources[1].language == "no"


def test_sources_are_named_after_outlet_and_kind_or_name(folder: Path) -> None:
    first, second = load(folder, env=ENV).sources
    assert (first.id, second.id) == ("gazette/feed", "gazette/politics")
    assert first.every == timedelta(minutes=90)
    assert (first.evidence, first.unverified) == ("P+", False)
    assert (second.evidence, second.unverified) == (None, True)


def test_a_time_without_offset_is_in_the_outlets_zone(folder: Path) -> None:
    assert load(folder, env=ENV).sources[0].since == datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


def test_names_count_as_aliases_and_keep_their_language_and_ambiguity(folder: Path) -> None:
    front = load(folder, env=ENV).groups[0]
    assert front.aliases == (
        Alias("The Front"),
        Alias("Front", ambiguous=True),
        Alias("National Front"),
        Alias("الجبهة", language="ar"),
    )
    assert front.context == ("parliament",)


def test_a_wing_has_its_parent(folder: Path) -> None:
    assert [group.parent for group in load(folder, env=ENV).groups] == [None, "front"]


def test_a_year_or_month_covers_all_its_days(folder: Path) -> None:
    assert load(folder, env=ENV).persons[0].roles == (
        Role("front", "Chair", date(2021, 1, 1), date(2024, 2, 29)),
        Role("front", "Deputy", None, date(2020, 12, 31)),
    )


def test_a_watchlist_keeps_its_conditions_and_routes(folder: Path) -> None:
    watchlist = load(folder, env=ENV).watchlists[0]
    conditions = watchlist.conditions
    assert conditions.kinds == (Kind.DIRECT, Kind.INDIRECT)
    assert (conditions.acts, conditions.languages, conditions.outlets) == (("threat",), ("ar",), ("gazette",))
    rule = conditions.keywords[0]
    assert (rule.all, rule.any, rule.none, rule.near) == (("border",), ("withdraw*", "pull out"), ("football",), 8)
    assert (rule.languages, rule.scope) == (("en",), "paragraph")
    assert watchlist.routes == (Route("screen"),)
    assert (watchlist.mentions, watchlist.keywords_alone, watchlist.max_age) == (True, True, timedelta(weeks=2))


def test_references_become_values_and_parts_of_a_url_are_encoded(folder: Path) -> None:
    settings = load(folder, env=ENV)
    url = settings.channels[1].url
    assert url is not None
    assert url.reveal() == "https://desk.example.org/in?token=s3cret%2F%26"
    assert "s3cret" not in repr(settings)
    assert settings.database == ENV["DATABASE"]


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file or folder.*onrecord init"):
        load(tmp_path / "nowhere", env={})
