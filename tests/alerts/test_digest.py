"""What a digest holds, in which order, and how it is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.digest import compose
from alerts.render import render_digest
from onrecord.model import ChannelKind, Digest, DigestEntry, Silence, Spread, Told, Trouble
from tests.alerts.parsers import Html, Mrkdwn, seen
from tests.alerts.samples import ARABIC, ENGLISH, MENTION, NOW, channel

MINUTE = timedelta(minutes=1)
AGAIN = Silence("background", "“last month” puts it earlier", "The gates stay shut", "Idris Qawar", "g", "old", "w")
BROKEN = Trouble("harbour-herald/feed", "unreachable: connection refused")
SHOWN: tuple[ChannelKind, ...] = ("console", "email", "slack", "apprise")


def told(number: int) -> Told:
    return replace(ENGLISH.told[0], statement_id=f"s{number}", words=f"Statement number {number} of this evening")


def entry(
    number: int, *, occasion: str = "", ago: int = 0, spread: int = 1, group: str = "Northern Front"
) -> DigestEntry:
    alert = replace(ENGLISH, id=f"a{number}", group_name=group, told=(told(number),))
    return DigestEntry(alert, NOW - ago * MINUTE, occasion, (Spread(spread, max(spread - 1, 1)),))


def ids(digest: Digest) -> list[list[list[str]]]:
    """Alert ids by group and occasion."""
    return [[[each.alert.id for each in occasion] for occasion in group.occasions] for group in digest.sections]


def text(digest: Digest, kind: ChannelKind, language: str = "en") -> str:
    """What a person sees."""
    body = render_digest(digest, channel(kind, language=language), now=NOW).body
    shown = "".join(Html.of(body).text) if kind == "email" else Mrkdwn.of(body).shown if kind == "slack" else body
    return seen(shown)


def test_entries_stand_by_group_and_occasion_the_newest_first() -> None:
    entries = [
        entry(1, ago=50, occasion="speech"),
        entry(2, ago=40, group="Harbour Union"),
        entry(3, ago=30),
        entry(4, ago=20, occasion="speech"),
        entry(5, ago=45, group="Harbour Union"),
    ]
    made = compose("k", None, entries)
    assert [group.group for group in made.sections] == ["Northern Front", "Harbour Union"]
    assert ids(made) == [[["a4", "a1"], ["a3"]], [["a2"], ["a5"]]]


def test_a_statement_is_told_once_by_the_alert_that_came_first() -> None:
    later = replace(
        entry(2), alert=replace(ENGLISH, id="a2", told=(told(1), told(2))), spreads=(Spread(4, 3), Spread())
    )
    made = compose("k", None, [later, entry(1, ago=5)])
    assert {each.alert.id: [one.statement_id for one in each.alert.told] for each in made.entries} == {
        "a1": ["s1"],
        "a2": ["s2"],
    }
    assert next(each.spreads for each in made.entries if each.alert.id == "a2") == (Spread(),)


def test_what_the_channel_was_told_before_is_left_out() -> None:
    assert ids(compose("k", None, [entry(1), entry(2)], known={"s1"})) == [[["a2"]]]
    assert compose("k", None, [entry(1)], known={"s1"}).sections == ()


def update(number: int, of: int) -> DigestEntry:
    plain = entry(number)
    return replace(plain, alert=replace(plain.alert, kind="update", reached=3, told=(told(of),)))


def test_an_update_is_told_although_its_statement_is_known_but_not_beside_it() -> None:
    assert ids(compose("k", None, [update(2, of=1)], known={"s1"})) == [[["a2"]]]
    assert ids(compose("k", None, [update(2, of=1), entry(1)])) == [[["a1"]]]


def test_an_edit_is_told_even_beside_its_statement() -> None:
    edit = replace(entry(2), alert=replace(ENGLISH, id="a2", kind="edit", told=(told(1),), notes=("since removed",)))
    assert ids(compose("k", None, [edit, entry(1, ago=1)], known={"s1"})) == [[["a2"]]]
    assert ids(compose("k", None, [edit, entry(1, ago=1)])) == [[["a2"], ["a1"]]]


def test_what_was_told_again_twice_is_listed_once() -> None:
    other = replace(AGAIN, statement_id="other")
    assert compose("k", NOW, [], background=[AGAIN, other, AGAIN]).background == (AGAIN, other)


FULL = compose(
    "k",
    NOW,
    [entry(1, spread=4), DigestEntry(ARABIC, NOW, "", (Spread(),)), DigestEntry(MENTION, NOW - MINUTE)],
    background=[AGAIN],
    troubles=[BROKEN],
)


@pytest.mark.parametrize("kind", SHOWN)
def test_every_medium_shows_all_of_it(kind: ChannelKind) -> None:
    shown = text(FULL, kind)
    for alert in (entry(1).alert, ARABIC, MENTION):
        assert alert.group_name in shown
        assert alert.article.title in shown
        assert alert.article.outlet_name in shown
        assert f"onrecord alerts show {alert.id}" in shown
        assert all(one.words in shown and one.speaker in shown for one in alert.told)
    assert MENTION.excerpt in shown
    assert "by now at 4 outlets, 3 of them independent" in shown
    assert "at 1 outlets" not in shown
    assert shown.index("Told again, not new") < shown.index(AGAIN.words) < shown.index(AGAIN.detail)
    assert shown.index(AGAIN.words) < shown.index(BROKEN.source) < shown.index(BROKEN.detail)
    assert "2 new statements" in shown
    assert "Sun 22 Nov, 20:16 Beirut" in shown


def test_a_mail_folds_what_was_told_again() -> None:
    page = Html.of(render_digest(FULL, channel("email"), now=NOW).body)
    assert page.nested
    assert page.open == []
    assert [tag for tag, _ in page.tags if tag in ("details", "summary")] == ["details", "summary"]


def test_the_subject_counts_and_names_the_groups() -> None:
    subject = render_digest(FULL, channel("email"), now=NOW).subject
    assert subject == f"2 new statements: Northern Front, {ARABIC.group_name}"
    assert render_digest(compose("k", NOW, []), channel("email"), now=NOW).subject == "Nothing new"


@pytest.mark.parametrize("kind", SHOWN)
def test_that_there_is_nothing_new_is_said(kind: ChannelKind) -> None:
    shown = text(compose("k", NOW, []), kind)
    assert "Nothing new" in shown
    assert "Sun 22 Nov, 20:16 Beirut" in shown


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_labels_come_in_the_reader_s_language(language: str) -> None:
    shown = text(FULL, "apprise", language)
    assert "Told again" not in shown
    assert "outlets" not in shown


def test_a_webhook_gets_every_alert_with_all_its_fields() -> None:
    body = json.loads(render_digest(FULL, channel("webhook"), now=NOW).body)
    assert body["schema"] == "onrecord.digest/1"
    assert [each["id"] for each in body["alerts"]] == [each.alert.id for each in FULL.entries]
    assert body["alerts"][0]["spreads"] == [{"outlets": 4, "independent": 3}]
    assert body["due"] == "2026-11-22T18:16:00Z"
    assert body["background"][0]["words"] == AGAIN.words
    assert body["troubles"] == [{"source": BROKEN.source, "detail": BROKEN.detail}]
