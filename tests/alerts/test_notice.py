"""Notices to the operator, in every medium, whatever stands in them."""

from __future__ import annotations

import json

import pytest

from alerts.render.notice import Notice, Trouble, notice
from onrecord.model import ChannelKind
from tests.alerts.samples import NOW, channel

EVIL = "failed <script>alert(1)</script> <!channel> *bold*\r\nBcc: x@example.org \u202eevil"
TOLD = Notice(
    (Trouble("gazette/feed", "failing", EVIL), Trouble("herald/feed", "silent", "0 a day")), ("courier/feed",)
)


@pytest.mark.parametrize("kind", ["console", "email", "slack", "webhook", "apprise", "file", "atom"])
def test_says_what_is_wrong_and_what_is_well_again(kind: ChannelKind) -> None:
    message = notice(TOLD, channel(kind), now=NOW)
    assert message.subject == "onrecord: 2 sources in trouble, 1 well again"
    for word in ("gazette/feed", "failing", "herald/feed", "silent", "courier/feed"):
        assert word in message.body


def test_no_medium_takes_a_strangers_words_for_its_own() -> None:
    assert "<script>" not in notice(TOLD, channel("email"), now=NOW).body
    slack = notice(TOLD, channel("slack"), now=NOW).body
    assert "<!channel>" not in slack
    assert "*bold*" not in slack
    plain = notice(TOLD, channel("console"), now=NOW).body
    assert "\u202e" not in plain
    assert "\nBcc" not in plain


def test_a_webhook_gets_its_own_schema() -> None:
    told = json.loads(notice(TOLD, channel("webhook"), now=NOW).body)
    assert (told["schema"], told["recovered"]) == ("onrecord.notice/1", ["courier/feed"])
    assert told["troubles"][1] == {"source": "herald/feed", "word": "silent", "detail": "0 a day"}


def test_the_same_has_the_same_key() -> None:
    one, other = (notice(TOLD, channel("webhook"), now=NOW).key for _ in range(2))
    assert one == other
    assert one != notice(Notice(TOLD.troubles), channel("webhook"), now=NOW).key
