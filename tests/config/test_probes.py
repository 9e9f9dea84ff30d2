"""What the senders and the monitor have against a config comes with all other problems, once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Probes, load
from onrecord.errors import ConfigError
from onrecord.model import Channel, KeywordRule

CONFIG = """\
channels:
  - { id: screen, kind: console }
  - { id: desk, kind: apprise, url: "ntfy://localhost/desk" }
  - { id: phone, kind: apprise, url: "env:PHONE" }
  - { id: post, kind: email, url: "ntfy://localhost/post" }
  - { id: odd, kind: apprise, url: "ntfy://localhost/odd", colour: red }
groups: [{ id: guild, name: Weavers Guild, type: party }]
watchlists:
  - id: desk
    name: Desk
    groups: [guild]
    routes: [{ channel: screen }]
    conditions:
      keywords:
        - { name: wool, any: [wool] }
        - { name: bad, any: ["wo*ol"] }
"""


def told(folder: Path, probes: Probes, **env: str) -> list[str]:
    path = folder / "config.yaml"
    path.write_text(CONFIG, "utf-8")
    with pytest.raises(ConfigError) as refused:
        load(path, env=env, probes=probes)
    return [f"{problem.line} {problem.key}: {problem.message}" for problem in refused.value.problems]


def test_a_probe_is_asked_about_what_has_no_mistake_of_its_own(tmp_path: Path) -> None:
    asked: list[object] = []

    def channel(one: Channel) -> str:
        asked.append(one.id)
        return f"no sender for {one.id}"

    def rule(one: KeywordRule) -> str:
        asked.append(one.name)
        return f"no rule {one.name}"

    problems = told(tmp_path, Probes(channel, rule), PHONE="ntfy://localhost/phone")
    assert asked == ["desk", "phone", "wool"]
    assert "3 channels[1].url: no sender for desk" in problems
    assert "4 channels[2].url: no sender for phone" in problems
    assert "15 watchlists[0].conditions.keywords[0]: no rule wool" in problems
    assert len(problems) == 6


def test_an_address_that_is_not_known_is_told_once(tmp_path: Path) -> None:
    problems = told(tmp_path, Probes(channel=lambda one: f"no sender for {one.id}"))
    assert [problem for problem in problems if problem.startswith("4 ")] == ["4 channels[2].url: env:PHONE is not set"]


def test_a_probe_that_finds_nothing_adds_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, Probes()) == told(tmp_path, Probes(channel=lambda _: None, rule=lambda _: None))
