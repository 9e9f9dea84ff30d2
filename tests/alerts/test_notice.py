"""Notices to the operator, in every medium, whatever stands in them."""

from __future__ import annotations

import json

import pytest

from alerts.render import render_notices
from onrecord.model import ChannelKind, Message, Notice
from tests.alerts.samples import NOW, channel

EVIL = "failed <script>alert(1)</script> <!channel> *bold*\r\nBcc: x@example.org \u202eevil"
TOLD = (
    Notice("source_trouble", "gazette/feed", f"failing: {EVIL}"),
    Notice("given_up", "alert 0a1b to mail", "given up after 3 attempts: 550 no such user"),
    Notice("source_trouble", "herald/feed", "silent: 0 a day"),
    Notice("source_well", "courier/feed", "well again"),
)


def told(kind: ChannelKind, *notices: Notice) -> Message:
    return render_notices(notices or TOLD, "notice.7", channel(kind), now=NOW)


@pytest.mark.parametrize("kind", ["console", "email", "slack", "webhook", "apprise", "file", "atom"])
def test_say_what_happened_to_what(kind: ChannelKind) -> None:
    message = told(kind)
    assert message.subject == "onrecord: 2 sources in trouble, 1 source well again, 1 message given up"
    for word in ("gazette/feed", "failing", "herald/feed", "silent", "courier/feed", "0a1b", "550 no such user"):
        assert word in message.body
        assert word in message.plain


def test_end_with_the_command_that_shows_all_of_a_kind_once() -> None:
    assert told("console").body.count("onrecord outlets --troubles") == 1
    assert "onrecord outlets" not in told("console", TOLD[3]).body


def test_no_medium_takes_a_strangers_words_for_its_own() -> None:
    assert "<script>" not in told("email").body
    slack = told("slack").body
    assert "<!channel>" not in slack
    assert "*bold*" not in slack
    plain = told("console").body
    assert "\u202e" not in plain
    assert "\nBcc" not in plain


@pytest.mark.parametrize("url", ["tgram://1:A/2", "discord://1/t", "sns://x"])
def test_a_chat_gets_them_in_its_own_mark_up(url: str) -> None:
    body = render_notices(TOLD, "notice.7", channel("apprise", url), now=NOW).body
    assert "<script>" not in body.replace("\\<", "")
    assert "＠example" in body or "x@example.\u2060org" in body


def test_a_webhook_gets_its_own_schema() -> None:
    body = json.loads(told("webhook").body)
    assert (body["schema"], body["key"], body["rendered_at"]) == (
        "onrecord.notice/1",
        "notice.7",
        "2026-11-22T18:16:00Z",
    )
    assert body["notices"][2] == {"kind": "source_trouble", "about": "herald/feed", "words": "silent: 0 a day"}
