from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from alerts.forms import SLACK
from alerts.labels import available, labels
from alerts.render import render
from onrecord.model import FROM_FEED, Alert, ChannelKind, Kind, Step
from tests.alerts.parsers import Html, Mrkdwn, seen
from tests.alerts.samples import ALL, ARABIC, ENGLISH, KEYWORD, MENTION, NOW, UNDATED, channel

KINDS: tuple[ChannelKind, ...] = ("console", "email", "slack", "webhook", "apprise")


def body(alert: Alert, kind: ChannelKind, *, language: str = "en", timezone: str = "Asia/Beirut") -> str:
    return render(alert, channel(kind, language=language, timezone=timezone), now=NOW).body


def shown(alert: Alert, kind: ChannelKind, *, language: str = "en", timezone: str = "Asia/Beirut") -> str:
    """What a person sees, whatever the medium."""
    text = body(alert, kind, language=language, timezone=timezone)
    if kind == "email":
        text = "".join(Html.of(text).text)
    if kind == "slack":
        text = Mrkdwn.of(text).shown
    return seen(text)


@pytest.mark.parametrize("kind", ["console", "email", "slack", "apprise"])
@pytest.mark.parametrize("alert", ALL, ids=lambda alert: alert.id)
def test_every_medium_tells_who_what_where_when_why_and_what_to_do(kind: ChannelKind, alert: Alert) -> None:
    text = shown(alert, kind)
    for told in alert.told:
        assert told.words in text
        assert told.speaker in text
        assert told.capacity in text
        assert told.surface in text
        assert told.cue in text
        assert all(act in text for act in told.acts)
        assert all(step.detail in text for step in told.reason)
    assert alert.excerpt in text
    assert alert.group_name in text
    assert alert.article.outlet_name in text
    assert alert.article.title in text
    assert alert.watchlist in text
    assert all(note in text for note in alert.notes if alert.article.published)
    assert all(step.detail in text for step in alert.reason)
    assert all(f"onrecord alerts {command} {alert.id}" in text for command in ("show", "wrong", "mute"))


@pytest.mark.parametrize("kind", ["slack", "apprise"])
def test_the_first_two_lines_say_who_what_where_and_when(kind: ChannelKind) -> None:
    first, second = body(ENGLISH, kind).split("\n")[:2]
    assert all(
        part in first for part in ("Idris Qawar", "spokesman", "Northern Front", "Harbour Herald", "20:02 Beirut")
    )
    assert ENGLISH.told[0].words in second


def test_a_mail_begins_with_speaker_and_quote_and_its_preview_shows_both() -> None:
    text = "".join(Html.of(body(ENGLISH, "email")).text)
    text = text[text.index("}\n") :]
    preview = f"Idris Qawar, spokesman: “{ENGLISH.told[0].words}” · Harbour Herald · Sun 22 Nov, 20:02 Beirut"
    assert preview in text
    after = text[text.rindex("}\n") + 2 :].replace(preview, "").split("\n")
    lines = [row.strip() for row in after if row.strip()]
    assert lines[0] == "Idris Qawar, spokesman · Northern Front"
    assert lines[1] == f"“{ENGLISH.told[0].words}”"


def test_the_subject_is_the_group_and_the_first_words() -> None:
    subject = render(ENGLISH, channel("email"), now=NOW).subject
    assert subject.startswith("Northern Front: “We will not sit at that table again")
    assert subject.endswith("…")
    assert len(subject) <= 78


def test_the_subject_of_a_mention_and_of_a_keyword_say_that_nobody_is_quoted() -> None:
    assert render(MENTION, channel("email"), now=NOW).subject.startswith(
        "Northern Front mentioned: Northern Front says"
    )
    assert render(KEYWORD, channel("email"), now=NOW).subject.startswith("northern-front: Northern Front says talks")


def test_direct_words_are_marked_as_the_language_marks_them_and_reported_ones_follow_their_cue() -> None:
    text = shown(ENGLISH, "apprise")
    assert f"“{ENGLISH.told[0].words}”" in text
    assert f"2. [{ENGLISH.told[1].cue}] {ENGLISH.told[1].words} reported, not verbatim" in text
    assert f"«{ARABIC.told[0].words}»" in shown(ARABIC, "apprise")


def test_a_partly_direct_quote_keeps_its_own_marks_and_gets_none_around_it() -> None:
    told = replace(ENGLISH.told[0], kind=Kind.MIXED, words="the talks were “a dead end” from the start")
    text = shown(replace(ENGLISH, told=(told,)), "apprise")
    assert "Beirut [said] the talks were “a dead end” from the start partly direct words" in text


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("alert", "runs", "side"), [(ENGLISH, "ltr", "left"), (ARABIC, "rtl", "right")])
def test_a_quote_has_its_own_language_direction_and_side_whatever_the_labels(
    alert: Alert, runs: str, side: str, language: str
) -> None:
    page = Html.of(body(alert, "email", language=language))
    quotes = page.find("blockquote")
    assert len(quotes) == len(alert.told)
    for quote in quotes:
        assert quote["dir"] == runs
        assert quote["lang"] == alert.article.language
        assert f"border-{side}-width:3px" in quote["style"]
        assert f"text-align:{side}" in quote["style"]
    assert page.find("html")[0] == {"lang": language, "dir": labels(language).direction}


def test_a_mail_loads_nothing_and_runs_nothing() -> None:
    page = Html.of(body(ENGLISH, "email"))
    assert not {tag for tag, _ in page.tags} & {"img", "script", "link", "iframe", "object", "video", "audio", "form"}
    assert "url(" not in "".join(page.text)
    assert "@import" not in "".join(page.text)


def test_a_mail_follows_the_reader_s_choice_of_light_and_dark() -> None:
    text = body(ENGLISH, "email")
    assert "@media (prefers-color-scheme: dark)" in text
    assert {"name": "color-scheme", "content": "light dark"} in Html.of(text).find("meta")


def test_times_are_on_the_reader_s_clock() -> None:
    assert "Sun 22 Nov, 18:02 UTC" in shown(ENGLISH, "apprise", timezone="UTC")
    assert "Sun 22 Nov, 21:02 Baghdad" in shown(ENGLISH, "apprise", timezone="Asia/Baghdad")
    assert "Sun 22 Nov, 13:02 New York" in shown(ENGLISH, "apprise", timezone="America/New_York")
    assert "Mon 23 Nov, 00:02 Almaty" in shown(
        replace(ENGLISH, article=replace(ENGLISH.article, published=datetime(2026, 11, 22, 19, 2, tzinfo=UTC))),
        "apprise",
        timezone="Asia/Almaty",
    )


def test_another_year_is_named() -> None:
    old = replace(ENGLISH, article=replace(ENGLISH.article, published=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)))
    assert "Wed 31 Dec 2025, 23:30 UTC" in shown(old, "apprise", timezone="UTC")
    assert "Thu 1 Jan, 01:30 Beirut" in shown(old, "apprise")


def test_an_undated_article_says_so_and_when_it_was_first_seen() -> None:
    assert "undated, first seen Sun 22 Nov, 20:15 Beirut" in shown(UNDATED, "apprise")


@pytest.mark.parametrize("kind", ["console", "email", "slack", "apprise"])
def test_when_a_dated_article_was_first_seen_is_said_too(kind: ChannelKind) -> None:
    assert "first seen Sun 22 Nov, 20:15 Beirut" in shown(ENGLISH, kind)


def test_that_an_article_is_undated_is_said_once_and_on_the_reader_s_clock() -> None:
    assert shown(UNDATED, "apprise").count("undated") == 1


def test_a_note_that_we_know_comes_in_the_reader_s_language() -> None:
    known = replace(ENGLISH, notes=(FROM_FEED, "seen twice"))
    assert f"! {FROM_FEED} ! seen twice" in shown(known, "apprise")
    assert "! من الخلاصة فقط: لم تُقرأ صفحة المقال ! seen twice" in shown(known, "apprise", language="ar")


def test_labels_and_dates_come_in_the_reader_s_language() -> None:
    text = shown(ENGLISH, "apprise", language="ar")
    assert "اقتباس مباشر · مطالبة" in text
    assert "الأحد 22 نوفمبر، 20:02 Beirut" in text
    assert "لماذا وصلك هذا التنبيه" in text
    assert "direct words" not in text


def test_a_language_without_labels_gets_english_ones() -> None:
    assert shown(ENGLISH, "apprise", language="xx") == shown(ENGLISH, "apprise", language="en")


def test_every_language_has_the_same_labels() -> None:
    english = labels("en")
    for code in available():
        other = labels(code)
        assert other.language == code
        for table in ("subject", "kind", "alert", "word", "stage", "act"):
            assert getattr(other, table).keys() == getattr(english, table).keys()
        assert len(other.weekdays) == 7
        assert len(other.months) == 12
        assert "18:16" in other.moment(NOW, ZoneInfo("UTC"), NOW)


def test_an_act_or_stage_without_a_label_shows_its_own_name() -> None:
    told = replace(ENGLISH.told[0], acts=("call_to_prayer",))
    assert "call to prayer" in shown(replace(ENGLISH, told=(told,)), "apprise", language="ar")


def test_a_speaker_is_named_once_for_statements_in_a_row() -> None:
    first = body(ENGLISH, "apprise").split("Why you got this")[0]
    assert first.count("Idris Qawar") == 1


@pytest.mark.parametrize("kind", ["console", "email", "slack", "apprise"])
def test_an_update_names_the_alert_that_told_its_statement_first(kind: ChannelKind) -> None:
    update = replace(ENGLISH, id="0a0b0c0d0e0f", kind="update", reached=3, follows=ENGLISH.id)
    text = shown(update, kind)
    assert f"onrecord alerts show {ENGLISH.id}" in text
    assert f"onrecord alerts show {update.id}" in text
    assert f"onrecord alerts show {ENGLISH.id}" not in shown(replace(update, follows=""), kind)


def test_two_speakers_are_both_named() -> None:
    other = replace(ENGLISH.told[1], speaker="Salma Deeb", capacity="envoy", surface="")
    assert "Salma Deeb, envoy · Northern Front" in shown(replace(ENGLISH, told=(ENGLISH.told[0], other)), "apprise")


def test_nobody_named_is_said_in_words() -> None:
    told = replace(ENGLISH.told[0], speaker="", capacity="", surface="")
    assert shown(replace(ENGLISH, told=(told,)), "apprise").startswith("Speaker not named · Northern Front")


def test_a_group_that_speaks_is_named_once() -> None:
    told = replace(ENGLISH.told[0], speaker="Northern Front", capacity="", surface="the movement")
    assert body(replace(ENGLISH, told=(told,)), "apprise").startswith("Northern Front · Harbour Herald ·")


def test_a_reason_that_statements_share_is_told_once() -> None:
    same = replace(ENGLISH, told=(ENGLISH.told[0], replace(ENGLISH.told[1], reason=ENGLISH.told[0].reason)))
    assert body(same, "apprise").count("names idris-qawar") == 1
    assert body(ENGLISH, "apprise").count("names idris-qawar") == 2


def test_a_sentence_around_foreign_words_keeps_its_own_direction_in_a_mail() -> None:
    told = replace(ENGLISH.told[0], reason=(Step("alias", "“جبهة الشمال” names northern-front"),))
    body = render(replace(ENGLISH, told=(told,)), channel("email"), now=NOW).body
    assert '<bdi dir="ltr"><bdi>“جبهة الشمال”</bdi> names northern-front</bdi>' in body


def test_the_comma_before_the_reporting_words_is_not_the_speaker_s() -> None:
    told = replace(ENGLISH.told[0], words="We shall wait, and not for long,")
    alert = replace(ENGLISH, told=(told,))
    assert "“We shall wait, and not for long”" in shown(alert, "apprise")
    assert json.loads(body(alert, "webhook"))["statements"][0]["words"] == told.words


def test_a_long_quote_is_never_shortened() -> None:
    told = replace(ENGLISH.told[0], words="word " * 2000 + "end")
    for kind in KINDS:
        assert "word end" in shown(replace(ENGLISH, told=(told,)), kind)


def test_console_lines_fit_a_terminal() -> None:
    alert = replace(ENGLISH, told=(replace(ENGLISH.told[0], words="word " * 200),))
    assert all(len(row) <= 88 or row.startswith("https://") for row in body(alert, "console").split("\n"))


def test_the_key_is_the_same_for_every_rendering_and_differs_by_alert_and_channel() -> None:
    later = render(ENGLISH, channel("email"), now=datetime(2027, 1, 1, tzinfo=UTC))
    assert later.key == render(ENGLISH, channel("email"), now=NOW).key
    keys = {render(alert, channel(kind), now=NOW).key for alert in ALL for kind in KINDS}
    assert len(keys) == len(ALL) * len(KINDS)
    assert all(key.isascii() and " " not in key for key in keys)


def test_plain_text_is_beside_every_body() -> None:
    for kind in KINDS:
        plain = render(ENGLISH, channel(kind), now=NOW).plain
        assert seen(plain) == shown(ENGLISH, "apprise")
        assert f"[{ENGLISH.told[1].cue}]" in plain


@pytest.mark.parametrize("alert", ALL, ids=lambda alert: alert.id)
def test_slack_gets_only_the_article_s_link(alert: Alert) -> None:
    read = Mrkdwn.of(body(alert, "slack"))
    assert len(read.constructs) == 1
    assert read.constructs[0].startswith("https://")
    assert len(body(alert, "slack")) < (SLACK.limit or 0)


def test_a_webhook_gets_every_field() -> None:
    told = json.loads(body(ENGLISH, "webhook"))
    assert told["schema"] == "onrecord.alert/1"
    assert told["key"] == render(ENGLISH, channel("webhook"), now=NOW).key
    assert told["article"]["published"] == "2026-11-22T18:02:00Z"
    assert told["group"] == {"id": "northern-front", "name": "Northern Front"}
    first = told["statements"][0]
    assert first["id"] == "a1"
    assert first["words"] == ENGLISH.told[0].words
    assert first["reason"][0] == {"stage": "alias", "detail": "“Idris Qawar” names idris-qawar"}
    assert json.loads(body(KEYWORD, "webhook"))["group"] is None
    assert json.loads(body(UNDATED, "webhook"))["article"]["published"] is None


def test_the_console_has_no_isolates() -> None:
    assert "\u2068" not in body(ARABIC, "console")
