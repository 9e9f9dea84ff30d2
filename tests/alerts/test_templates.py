"""Templates of the user's own: sandboxed, escaped, and never the reason that a message is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from alerts.render import Templates, render
from onrecord.model import Alert
from tests.alerts import hostile
from tests.alerts.samples import ENGLISH, NOW, channel


def own(folder: Path, name: str, text: str) -> Templates:
    (folder / name).write_text(text, "utf-8")
    return Templates(folder)


def body(alert: Alert, kind: str, by: Templates) -> str:
    return render(alert, channel(kind), now=NOW, by=by).body  # type: ignore[arg-type]


def test_one_of_your_own_takes_the_place_of_ours_and_of_no_other(tmp_path: Path) -> None:
    by = own(tmp_path, "alert.slack.txt", "*{{ view.group }}* says {{ view.turns[0].quotes[0].words.text }}")
    assert body(ENGLISH, "slack", by) == f"*Northern Front* says {ENGLISH.told[0].words}"
    assert body(ENGLISH, "email", by) == body(ENGLISH, "email", Templates())


def test_it_may_use_parts_of_ours(tmp_path: Path) -> None:
    by = own(tmp_path, "alert.txt", 'Our desk:\n{% include "turns.txt" %}')
    assert body(ENGLISH, "apprise", by).startswith("Our desk:\nIdris Qawar, spokesman")


def test_what_it_prints_is_escaped_for_the_medium(tmp_path: Path) -> None:
    attack = hostile.statement("<script>&<!channel>")
    (tmp_path / "alert.html").write_text("{{ view.group }}")
    by = own(tmp_path, "alert.slack.txt", "{{ view.group }}")
    assert "<" not in body(attack, "email", by)
    assert "<" not in body(attack, "slack", by)


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ view.labels.act.clear() }}",
        "{% for _ in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_it_reaches_nothing_but_the_view(tmp_path: Path, text: str) -> None:
    with pytest.raises((SecurityError, OverflowError)):
        body(ENGLISH, "apprise", own(tmp_path, "alert.txt", text))


def test_a_mistake_in_one_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    assert Templates().fault() is None
    fault = own(tmp_path, "digest.txt", "{% if %}").fault()
    assert fault is not None
    assert fault.startswith("template digest.txt: ")
