"""The starter config is useful as it is, and honest about what nobody has tried."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config import load, starter_files
from onrecord.model import Settings
from onrecord.text import normalise


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("starter")
    for name, text in starter_files().items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def settings(folder: Path) -> Settings:
    return load(folder, env={})


def test_it_loads_without_any_environment_variable(settings: Settings) -> None:
    assert settings.database == "sqlite:///onrecord.db"
    assert [(channel.id, channel.kind, channel.url) for channel in settings.channels] == [("console", "console", None)]


def test_it_reads_at_least_thirty_outlets_in_six_languages(settings: Settings) -> None:
    assert len(settings.outlets) >= 30
    languages = Counter(language for outlet in settings.outlets for language in outlet.languages)
    assert all(languages[language] >= 3 for language in ("ar", "fa", "en", "tr", "he", "ku"))
    assert {source.kind for source in settings.sources} == {"feed", "sitemap", "telegram"}


def test_at_least_twenty_outlets_have_a_source_that_somebody_has_seen_work(settings: Settings) -> None:
    seen = {source.outlet for source in settings.sources if source.evidence in {"P+", "C", "R"}}
    assert len(seen) >= 20


def test_every_outlet_has_a_source_and_a_zone(settings: Settings) -> None:
    assert all(outlet.sources for outlet in settings.outlets)
    assert all(outlet.timezone != "UTC" for outlet in settings.outlets)


def test_every_source_says_how_we_know_of_it_and_no_dead_one_is_shipped(settings: Settings) -> None:
    assert {source.evidence for source in settings.sources} <= {"P+", "C", "R", "L", "M"}


def test_what_was_only_listed_is_unverified_and_nothing_else_is(settings: Settings) -> None:
    for source in settings.sources:
        assert source.unverified == (source.evidence in {"L", "M"}), source.id


def test_it_knows_at_least_forty_groups_and_persons_in_several_scripts(settings: Settings) -> None:
    assert len(settings.groups) >= 20
    assert len(settings.persons) >= 20
    for entity in settings.entities:
        scripts = {bool(re.search("[\u0600-\u06ff]", alias.text)) for alias in entity.aliases}
        assert scripts == {True, False}, entity.id


def test_every_person_has_a_role_and_a_gender(settings: Settings) -> None:
    assert all(person.roles and person.gender for person in settings.persons)


def test_the_dead_speak_for_nobody_any_more(settings: Settings) -> None:
    for person in settings.persons:
        if person.note.startswith("Killed"):
            assert not any(role.current(date(2026, 11, 1)) for role in person.roles), person.id


def test_offices_change_hands_without_overlap_of_more_than_a_day(settings: Settings) -> None:
    single = {"iran_leader", "iran_presidency", "iraq_prime_minister", "quds_force", "irgc", "centcom"}
    for group in single:
        terms = [
            (role.since or date.min, role.until or date.max)
            for person in settings.persons
            for role in person.roles
            if role.group == group
        ]
        for (_, ended), (began, _) in pairwise(sorted(terms)):
            assert (ended - began).days <= 0, group


def test_every_ambiguous_name_has_context_or_another_name(settings: Settings) -> None:
    for entity in settings.entities:
        if any(alias.ambiguous for alias in entity.aliases):
            assert entity.context or any(not alias.ambiguous for alias in entity.aliases), entity.id


def test_no_entity_lists_a_name_twice_for_the_same_texts(settings: Settings) -> None:
    for entity in settings.entities:
        names = Counter((normalise(alias.text).text, alias.language) for alias in entity.aliases)
        assert [name for name, count in names.items() if count > 1] == [], entity.id


def test_own_channels_speak_for_armies_offices_and_missions_only(settings: Settings) -> None:
    groups = {group.id: group for group in settings.groups}
    own = {outlet.id: groups[outlet.speaks_for] for outlet in settings.outlets if outlet.speaks_for}
    assert len(own) >= 4
    assert {group.type for group in own.values()} <= {"military", "office"}


def test_the_example_watchlist_tells_the_console_about_several_groups(settings: Settings) -> None:
    (watchlist,) = settings.watchlists
    assert watchlist.id == "example"
    assert len(watchlist.groups) >= 5
    assert [route.channel for route in watchlist.routes] == ["console"]


def test_what_is_commented_out_works_when_the_comment_signs_go(folder: Path, tmp_path: Path) -> None:
    """Every line beginning with ``# `` inside the lists of these two files is an example, not prose."""
    for source in folder.rglob("*.yaml"):
        target = tmp_path / source.relative_to(folder)
        target.parent.mkdir(exist_ok=True)
        text = source.read_text("utf-8")
        if source.name in {"onrecord.yaml", "watchlists.yaml"}:
            text = uncommented(text)
        target.write_text(text, encoding="utf-8")
    env = {"SMTP_PASSWORD": "x", "SLACK_WEBHOOK": "https://hooks.slack.com/services/a/b/c", "WEBHOOK_TOKEN": "x"}
    settings = load(tmp_path, env={**env, "APPRISE_URL": "ntfy://ntfy.example.org/desk"})
    assert [channel.kind for channel in settings.channels] == ["console", "email", "slack", "webhook", "apprise"]
    example, keywords = settings.watchlists
    assert [rule.name for rule in example.conditions.keywords] == ["withdrawal", "base under attack"]
    assert keywords.keywords_alone


def uncommented(text: str) -> str:
    example = re.compile(r"^  (?:  )?# (?=(?:- |  |conditions:))")
    return "".join(
        example.sub(lambda match: match[0].replace("# ", ""), line) for line in text.splitlines(keepends=True)
    )


def test_every_file_is_commented_and_none_holds_tabs_or_long_prose() -> None:
    for name, text in starter_files().items():
        assert text.startswith("# "), name
        assert "\t" not in text, name
        YAML(typ="safe", pure=True).load(text)
