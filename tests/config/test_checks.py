"""One broken thing at a time: its problem, its place, its hint, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load
from onrecord.errors import ConfigError, Problem

GROUPS = """\
groups:
  - {id: front, name: The Front, type: party}
  - {id: guard, name: The Guard, type: military}
"""
CHANNELS = "channels: [{id: screen, kind: console}]\n"


def problems(path: Path, env: dict[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        load(path, env=env or {})
    return caught.value.problems


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def only(file: Path, text: str) -> Problem:
    file.write_text(text, encoding="utf-8")
    (problem,) = problems(file)
    assert problem.file == str(file)
    return problem


def outlet(extra: str, *, source: str = "") -> str:
    return (
        "outlets:\n  - id: gazette\n    name: Gazette\n    country: LB\n    languages: [ar]\n"
        f"    sources:\n      - kind: feed\n        url: https://gazette.example/rss\n{source}{extra}"
    )


def watchlist(extra: str, *, groups: str = "[front]") -> str:
    return (
        f"watchlists:\n  - id: desk\n    name: Desk\n    groups: {groups}\n    routes: [{{channel: screen}}]\n{extra}"
        f"{GROUPS}{CHANNELS}"
    )


@pytest.mark.parametrize(
    ("extra", "line", "key", "message", "hint"),
    [
        ("    zone: UTC\n", 9, "outlets[0].zone", "unknown key", "timezone"),
        ("    timezone: Bagdad\n", 9, "outlets[0].timezone", "unknown time zone", "Asia/Baghdad"),
        ("    speaks_for: nobody\n", 9, "outlets[0].speaks_for", "unknown group", "define the group"),
        ("    expect_per_day: -1\n", 9, "outlets[0].expect_per_day", "greater than 0", ""),
        ("    expect_per_day: .nan\n", 9, "outlets[0].expect_per_day", "should be a number", ""),
        ("    politeness: {delay: 0s}\n", 9, "outlets[0].politeness.delay", "not a duration", "30s"),
        ("    politeness: {concurrency: 99}\n", 9, "outlets[0].politeness.concurrency", "less than or equal to 16", ""),
        ("    politeness: [1]\n", 9, "outlets[0].politeness", "should be a mapping", "dash"),
        ("    note: 3\n", 9, "outlets[0].note", "should be text", '"3"'),
        ("    note:\n", 9, "outlets[0].note", "should be text, not nothing", "write something"),
        ("    allow_private: yes\n", 9, "outlets[0].allow_private", "should be true or false", ""),
    ],
)
def test_outlets(file: Path, extra: str, line: int, key: str, message: str, hint: str) -> None:
    problem = only(file, outlet(extra))
    assert (problem.line, problem.key) == (line, key)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("source", "key", "message"),
    [
        ("        every: 5 parsecs\n", "every", "not a duration"),
        ("        every: 99999w\n", "every", "ten years"),
        ("        since: yesterday\n", "since", "not a time"),
        ("        since: 0001-01-01T00:00+14:00\n", "since", "not a time"),
        ("        evidence: sure\n", "evidence", "unknown value"),
        ("        language: xx\n", "language", "unknown language"),
        ("        language: ckb\n", "language", "unknown language"),
        ("        name: Big Name\n", "name", "an id is"),
    ],
)
def test_sources(file: Path, source: str, key: str, message: str) -> None:
    problem = only(file, outlet("", source=source))
    assert problem.key == f"outlets[0].sources[0].{key}"
    assert message in problem.message


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "https://", "http://a b.example", "gazette", "https://[::1", "//x"]
)
def test_bad_addresses(file: Path, url: str) -> None:
    problem = only(file, outlet("").replace("https://gazette.example/rss", f'"{url}"'))
    assert (problem.key, problem.message) == ("outlets[0].sources[0].url", "not a web address")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "10.1.2.3", "[::1]", "169.254.169.254"])
def test_private_addresses_must_be_meant(file: Path, host: str) -> None:
    text = outlet("").replace("https://gazette.example", f"http://{host}")
    assert "private" in only(file, text).message
    file.write_text(text + "    allow_private: true\n", encoding="utf-8")
    assert load(file, env={}).outlets[0].allow_private


def test_two_sources_with_one_url(file: Path) -> None:
    second = "      - {kind: feed, name: again, url: 'https://gazette.example/rss#top'}\n"
    problem = only(file, outlet(second))
    assert (problem.line, problem.message) == (9, "another source has this URL")
    assert f"{file}:8" in problem.hint


def test_two_sources_with_one_name(file: Path) -> None:
    problem = only(file, outlet("      - {kind: feed, url: 'https://gazette.example/other'}\n"))
    assert problem.message == "two sources of this outlet are called “feed”"


def test_an_outlet_without_language(file: Path) -> None:
    assert only(file, outlet("").replace("[ar]", "[]")).message == "is empty"


def test_ids_are_unique_over_files_and_groups_share_theirs_with_persons(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("persons: [{id: front, name: Jane Doe}]\n", encoding="utf-8")
    (problem,) = problems(tmp_path)
    assert (problem.file, problem.line) == (str(tmp_path / "b.yaml"), 1)
    assert problem.message == "the id “front” is taken"
    assert str(tmp_path / "a.yaml") in problem.hint


def test_an_outlet_may_have_the_id_of_its_group(file: Path) -> None:
    file.write_text(outlet("    speaks_for: gazette\n") + "groups: [{id: gazette, name: G, type: media}]\n")
    assert load(file, env={}).outlets[0].speaks_for == "gazette"


NAMES = """\
groups:
  - id: one
    name: First
    type: party
    aliases: {first}
    ambiguous: {ambiguous}
  - id: two
    name: Second
    type: party
    aliases: {second}
    ambiguous: {second_ambiguous}
"""


def names(first: str, second: str, ambiguous: str = "[]", second_ambiguous: str = "[]") -> str:
    return NAMES.format(first=first, second=second, ambiguous=ambiguous, second_ambiguous=second_ambiguous)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{latin: [SDF]}", "{latin: [sdf]}"),
        ("{latin: [Al-Ahd]}", "{en: [al ahd]}"),
        ("{ar: [أهل الحق]}", "{ar: [اهل الحق]}"),
        ("{fa: [حزب‌الله]}", "{fa: [حزب الله]}"),
        ("{latin: [second]}", "{}"),
    ],
)
def test_a_name_shared_by_two_after_normalising(file: Path, first: str, second: str) -> None:
    problem = only(file, names(first, second))
    assert "is shared" in problem.message
    assert "also names one" in problem.hint


def test_a_shared_name_is_fine_when_both_mark_it_ambiguous(file: Path) -> None:
    file.write_text(names("{latin: [SDF]}", "{latin: [SDF]}", "[SDF]", "[sdf]"), encoding="utf-8")
    assert [alias.ambiguous for group in load(file, env={}).groups for alias in group.aliases] == [False, True] * 2


def test_a_shared_name_is_not_fine_when_one_marks_it(file: Path) -> None:
    assert "is shared" in only(file, names("{latin: [SDF]}", "{latin: [SDF]}", "[SDF]")).message


def test_names_for_different_languages_do_not_meet(file: Path) -> None:
    file.write_text(names("{ar: [القدس]}", "{fa: [القدس]}"), encoding="utf-8")
    assert len(load(file, env={}).groups) == 2


def test_a_name_without_letters(file: Path) -> None:
    assert "holds no letter" in only(file, names("{latin: ['ـ']}", "{}")).message


def test_ambiguous_names_must_be_names(file: Path) -> None:
    problem = only(file, names("{latin: [Alpha]}", "{}", "[Alfa]"))
    assert (problem.key, problem.hint) == ("groups[0].ambiguous[0]", "did you mean Alpha?")


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({"front": "guard", "guard": "front"}, "circle"),
        ({"front": "front"}, "circle"),
        ({"front": "gard"}, "unknown group"),
    ],
)
def test_parents(file: Path, parents: dict[str, str], message: str) -> None:
    text = GROUPS
    for group, parent in parents.items():
        text = text.replace(f"id: {group},", f"id: {group}, parent: {parent},")
    assert message in only(file, text).message


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{group: fornt}", "unknown group"),
        ("{group: jane}", "unknown group"),
        ("{group: front, since: 2024, until: 2023-12-31}", "before it begins"),
        ("{group: front, since: 2024-13}", "there is no day"),
        ("{group: front, until: soon}", "not a day"),
        ("{group: front, until: true}", "not a day"),
        ("{title: Chair}", "missing"),
    ],
)
def test_roles(file: Path, role: str, message: str) -> None:
    problem = only(file, f"{GROUPS}persons:\n  - id: jane\n    name: Jane Doe\n    roles: [{role}]\n")
    assert message in problem.message
    assert problem.line == 7


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("    conditions: {kinds: [spoken]}\n", "unknown value"),
        ("    conditions: {acts: [threats]}\n", "unknown value"),
        ("    conditions: {languages: [arab]}\n", "unknown language"),
        ("    conditions: {outlets: [gazette]}\n", "unknown outlet"),
        ("    persons: [front]\n", "unknown person"),
        ("    keywords_alone: true\n", "without a keyword rule"),
        ("    max_age: forever\n", "not a duration"),
    ],
)
def test_watchlists(file: Path, extra: str, message: str) -> None:
    assert message in only(file, watchlist(extra)).message


def test_a_watchlist_that_watches_nothing(file: Path) -> None:
    assert only(file, watchlist("", groups="[]")).message == "watches nothing"


def test_a_watchlist_without_route(file: Path) -> None:
    assert only(file, watchlist("").replace("[{channel: screen}]", "[]")).message == "is empty"


def test_a_route_to_nowhere(file: Path) -> None:
    problem = only(file, watchlist("").replace("{channel: screen}", "{channel: scren}"))
    assert (problem.message, problem.hint) == ("unknown channel “scren”", "did you mean screen?")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{name: r}", "asks for nothing"),
        ("{name: r, none: [a]}", "asks for nothing"),
        ("{name: r, any: []}", "asks for nothing"),
        ("{any: [a]}", "missing"),
        ("{name: r, any: ['']}", "is empty"),
        ("{name: r, any: ['*']}", "must follow a letter"),
        ("{name: r, any: ['?!']}", "no letter"),
        ("{name: r, any: ['*draw']}", "may only end"),
        ("{name: r, any: ['with*draw']}", "may only end"),
        ("{name: r, any: ['draw**']}", "may only end"),
        ("{name: r, any: ['pull* out']}", "may only end"),
        ("{name: r, any: ['pull *']}", "must follow a letter"),
        ("{name: r, all: [pull], near: 3}", "near needs two"),
        ("{name: r, any: [pull, push], near: 3}", "near needs two"),
        ("{name: r, all: [a, b], near: 0}", "greater than or equal to 1"),
        ("{name: r, all: [Peace], none: [peace]}", "in none: forbids"),
        ("{name: r, any: [peace], none: [PEACE]}", "forbids every term"),
        ("{name: r, any: [a], scope: page}", "unknown value"),
        ("{name: r, any: [a], languages: [xx]}", "unknown language"),
    ],
)
def test_keyword_rules(file: Path, rule: str, message: str) -> None:
    assert message in only(file, watchlist(f"    conditions: {{keywords: [{rule}]}}\n")).message


@pytest.mark.parametrize(
    ("channel", "message"),
    [
        ("{id: a, kind: pigeon}", "unknown value"),
        ("{id: a, kind: email}", "needs a url"),
        ("{id: a, kind: console, url: 'json://localhost'}", "has no url"),
        ("{id: a, kind: webhook, url: 'env:NOT_THERE'}", "env:NOT_THERE is not set"),
        ("{id: a, kind: webhook, url: 'https://x.example/${env:NOT_THERE}'}", "env:NOT_THERE is not set"),
        ("{id: a, kind: webhook, url: 'file:no/such'}", "file:no/such cannot be read"),
        ("{id: a, kind: webhook, url: '${vault:x}'}", "unknown reference"),
        ("{id: a, kind: webhook, url: 'https://desk.example.org/?token=abc'}", "plain sight"),
        ("{id: a, kind: webhook, url: 'desk.example.org/hook'}", "not an address"),
        ("{id: a, kind: email, url: 'https://desk.example.org/'}", "not an address"),
    ],
)
def test_channels(file: Path, channel: str, message: str) -> None:
    problem = only(file, f"channels:\n  - {channel}\n")
    assert message in problem.message
    assert problem.line == 2


@pytest.mark.parametrize("database", ["mysql://db.example.org/x", "onrecord.db", "//db.example.org/x"])
def test_databases(file: Path, database: str) -> None:
    assert "not a database" in only(file, f"onrecord: {{database: '{database}'}}\n").message


def test_the_program_is_configured_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("onrecord: {workers: 1}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("onrecord: {workers: 2}\n", encoding="utf-8")
    (problem,) = problems(tmp_path)
    assert problem.message == "a second onrecord: section"


def test_a_section_that_is_no_list(file: Path) -> None:
    problem = only(file, "outlets:\n  gazette: {name: Gazette}\n")
    assert (problem.message, problem.hint) == ("should be a list, not a mapping", "begin every item with a dash")


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "7\n"])
def test_a_file_that_is_no_mapping(file: Path, text: str) -> None:
    assert "should be a mapping" in only(file, text).message


def test_an_unknown_section(file: Path) -> None:
    assert only(file, "outlet: []\n").hint == "did you mean outlets?"


def test_an_unknown_key_does_not_hide_what_is_wrong_with_the_section_as_a_whole(file: Path) -> None:
    file.write_text("channels:\n  - {id: a, kind: email, adress: x}\n", encoding="utf-8")
    assert {problem.message for problem in problems(file)} == {"unknown key", "needs a url"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "outlets:\n"])
def test_an_empty_file(file: Path, text: str) -> None:
    assert "nothing is configured" in only(file, text).message


def test_an_empty_folder(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert problem.message == "the folder holds no .yaml file"
    assert "onrecord init" in problem.hint


def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "gone")
    (problem,) = problems(tmp_path)
    assert problem.file.endswith("dangling.yaml")
    assert problem.message == "no such file or folder"


def test_a_file_that_is_not_utf_8(file: Path) -> None:
    file.write_bytes("groups: [{id: a, name: Zürich}]".encode("latin-1"))
    (problem,) = problems(file)
    assert "not UTF-8" in problem.message


def test_ids_of_a_file_that_cannot_be_read_are_not_called_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("groups:\n  - id: front\n\tname: The Front\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("groups: [{id: wing, name: Wing, type: party, parent: front}]\n", encoding="utf-8")
    assert [problem.file for problem in problems(tmp_path)] == [str(tmp_path / "a.yaml")]
