"""How people write when and where they want to be told: what is read, and what is wrong with what is not."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from config import load
from onrecord.errors import ConfigError
from onrecord.model import Channel, Limit, Quiet, Route, Schedule, Settings, Wanted

GROUPS = """\
groups:
  - {id: front, name: The Front, type: party}
persons:
  - {id: salma, name: Salma Deeb}
"""


def text(*, channel: str = "", route: str = "", more: str = "", program: str = "") -> str:
    return (
        f"onrecord: {{workers: 1{program}}}\n"
        f"channels:\n  - id: screen\n    kind: console\n{channel}"
        f"watchlists:\n  - id: desk\n    name: Desk\n    groups: [front]\n{more}    routes:\n"
        f"      - channel: screen\n{route}{GROUPS}"
    )


def read(folder: Path, written: str) -> Settings:
    (folder / "config.yaml").write_text(written, "utf-8")
    return load(folder, env={})


def route(folder: Path, written: str) -> Route:
    return read(folder, text(route=written)).watchlists[0].routes[0]


def channel(folder: Path, written: str) -> Channel:
    return read(folder, text(channel=written)).channels[0]


def problem(folder: Path, written: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(folder, written)
    (found,) = caught.value.problems
    return f"{found.key}: {found.message} ({found.hint})"


def test_a_route_has_its_hours_its_conditions_and_its_thresholds(tmp_path: Path) -> None:
    assert route(tmp_path, "") == Route("screen")
    assert route(
        tmp_path,
        "        digest: {at: ['18:30', '7:00'], days: [fri, mon], timezone: Asia/Tehran, heartbeat: true}\n",
    ) == Route("screen", digest=Schedule((time(7), time(18, 30)), (0, 4), "Asia/Tehran", heartbeat=True))
    assert route(
        tmp_path,
        "        threshold: 3\n        wakes: true\n        when: {groups: [salma, front], acts: [threat], "
        "priorities: [high]}\n",
    ) == Route(
        "screen",
        threshold=3,
        wakes=True,
        wanted=Wanted(groups=("salma", "front"), acts=("threat",), priorities=("high",)),
    )


def test_every_few_hours_are_counted_from_midnight(tmp_path: Path) -> None:
    digest = route(tmp_path, "        digest: {every: 8h}\n").digest
    assert digest is not None
    assert digest.at == (time(0), time(8), time(16))
    assert route(tmp_path, "        digest: {every: 1d}\n").digest == Schedule((time(0),))


def test_a_channel_has_quiet_hours_and_a_limit(tmp_path: Path) -> None:
    found = channel(
        tmp_path, "    quiet_hours: {start: '22:00', end: '07:00', days: [sat]}\n    limit: {messages: 5, per: 1h}\n"
    )
    assert found.quiet == Quiet(time(22), time(7), (5,))
    assert found.limit == Limit(5, timedelta(hours=1))


def test_templates_are_beside_the_config_and_the_operator_is_a_channel(tmp_path: Path) -> None:
    settings = read(tmp_path, text(program=", templates: words, operator: screen"))
    assert settings.templates == tmp_path / "words"
    assert settings.operator == "screen"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("digest: {}", "digest: needs its hours"),
        ("digest: {at: ['07:00'], every: 4h}", "digest: needs its hours"),
        ("digest: {at: ['25:00']}", "digest.at[0]: not a time of day: “25:00”"),
        ("digest: {at: [7]}", "digest.at[0]: not a time of day: “7”"),
        ("digest: {every: 5h}", "digest.every: a day has no whole number of 5h"),
        ("digest: {every: 90m}", "digest.every: a day has no whole number of 90m"),
        ("digest: {every: 4h, days: []}", "digest.days: is empty"),
        ("digest: {every: 4h, days: [monday]}", "digest.days[0]: unknown value “monday”"),
        ("digest: {every: 4h, timezone: Bagdad}", "digest.timezone: unknown time zone"),
        ("threshold: 1", "threshold: input should be greater than or equal to 2"),
        ("when: {persons: [salm]}", "when.persons[0]: unknown person “salm” (did you mean salma?)"),
        ("when: {groups: [frnt]}", "when.groups[0]: unknown group or person “frnt” (did you mean front?)"),
        ("when: {outlets: [gazette]}", "when.outlets[0]: unknown outlet “gazette”"),
        ("when: {priorities: [urgent]}", "when.priorities[0]: unknown value “urgent”"),
        ("when: {keywords: [{name: r}]}", "when.keywords[0]: it asks for nothing"),
    ],
)
def test_what_is_wrong_with_a_route(tmp_path: Path, written: str, words: str) -> None:
    assert problem(tmp_path, text(route=f"        {written}\n")).startswith(f"watchlists[0].routes[0].{words}")


def test_a_digest_wakes_nobody(tmp_path: Path) -> None:
    written = "        digest: {every: 4h}\n        wakes: true\n"
    assert "it wakes nobody" in problem(tmp_path, text(route=written))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("quiet_hours: {start: '22:00', end: '22:00'}", "quiet_hours: begins when it ends"),
        ("quiet_hours: {start: '22:00'}", "quiet_hours.end: missing"),
        ("limit: {messages: 0}", "limit.messages: input should be greater than or equal to 1"),
        ("path: x.jsonl", ": a channel of kind console has no path"),
    ],
)
def test_what_is_wrong_with_a_channel(tmp_path: Path, written: str, words: str) -> None:
    found = problem(tmp_path, text(channel=f"    {written}\n"))
    assert found.startswith(f"channels[0]{words if words.startswith(':') else f'.{words}'}")


@pytest.mark.parametrize("kind", ["file", "atom"])
def test_files_have_a_path_and_no_url(tmp_path: Path, kind: str) -> None:
    def channel_of(rest: str) -> str:
        return text(channel=f"  - id: disk\n    kind: {kind}\n{rest}")

    assert read(tmp_path, channel_of("    path: a/b\n")).channels[1].path == "a/b"
    assert "needs a path" in problem(tmp_path, channel_of(""))
    both = channel_of("    path: x\n    url: https://desk.example/hook\n")
    with pytest.raises(ConfigError, match="has no url"):
        read(tmp_path, both)


def test_an_operator_is_a_channel_that_there_is(tmp_path: Path) -> None:
    assert problem(tmp_path, text(program=", operator: scren")).startswith("onrecord.operator: unknown channel “scren”")


def test_what_is_urgent_is_checked_like_a_route_s_conditions(tmp_path: Path) -> None:
    assert read(tmp_path, text(more="    urgent: {acts: [claim]}\n")).watchlists[0].urgent == Wanted(acts=("claim",))
    assert "unknown person" in problem(tmp_path, text(more="    urgent: {persons: [nobody]}\n"))
