"""Files that others read: JSON lines, and a feed that a feed reader understands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from alerts.digest import compose
from alerts.plugins import Progress, Sender, sender
from alerts.plugins.disk import ENTRIES
from alerts.render import render, render_digest, render_notices
from onrecord.errors import DeliveryError
from onrecord.model import Channel, DigestEntry, Notice, Spread
from tests.alerts import hostile
from tests.alerts.parsers import Html
from tests.alerts.samples import ARABIC, ENGLISH, MENTION, NOW

HOUR = timedelta(hours=1)


def lines(path: Path) -> tuple[Channel, Sender]:
    channel = Channel("archive", "file", path=str(path))
    return channel, sender(channel)


def atom(path: Path) -> tuple[Channel, Sender]:
    channel = Channel("desk", "atom", path=str(path))
    return channel, sender(channel)


class TestLines:
    def test_hold_one_alert_each(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "alerts.jsonl"
        channel, writer = lines(path)
        for alert in (ENGLISH, ARABIC, hostile.statement("two\nlines\u2028three")):
            assert writer.send(render(alert, channel, now=NOW), NOW, Progress()).words == f"written to {path}"
        rows = path.read_text("utf-8").split("\n")
        assert rows.pop() == ""
        assert [json.loads(row)["id"] for row in rows[:2]] == [ENGLISH.id, ARABIC.id]
        assert json.loads(rows[0])["schema"] == "onrecord.alert/1"
        assert len(rows) == 3

    def test_go_on_after_a_line_that_a_crash_cut_short(self, tmp_path: Path) -> None:
        path = tmp_path / "alerts.jsonl"
        path.write_text('{"schema": "onre')
        channel, writer = lines(path)
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        cut, whole, end = path.read_text("utf-8").split("\n")
        assert (cut, json.loads(whole)["id"], end) == ('{"schema": "onre', ENGLISH.id, "")

    def test_that_cannot_be_written_are_tried_again(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        channel, writer = lines(tmp_path / "file" / "alerts.jsonl")
        with pytest.raises(DeliveryError, match="cannot write") as raised:
            writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        assert raised.value.retryable


def read(path: Path) -> feedparser.FeedParserDict:
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


class TestFeed:
    def test_is_read_by_a_feed_reader(self, tmp_path: Path) -> None:
        path = tmp_path / "feeds" / "desk.atom"
        channel, writer = atom(path)
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        writer.send(render(ARABIC, channel, now=NOW + HOUR), NOW + HOUR, Progress())
        found = read(path)
        assert found.feed.title == "onrecord: desk"
        assert found.feed.id.startswith("urn:uuid:")
        newest, oldest = found.entries
        assert (newest.updated, oldest.updated) == ("2026-11-22T19:16:00Z", "2026-11-22T18:16:00Z")
        assert oldest.title == render(ENGLISH, channel, now=NOW).subject
        assert oldest.link == ENGLISH.article.url
        shown = "".join(Html.of(oldest.content[0].value).text)
        assert all(told.words in shown and told.speaker in shown for told in ENGLISH.told)
        assert ENGLISH.article.outlet_name in shown
        assert len({entry.id for entry in found.entries}) == 2

    def test_holds_an_alert_that_came_twice_once(self, tmp_path: Path) -> None:
        channel, writer = atom(tmp_path / "desk.atom")
        for at in (NOW, NOW + HOUR):
            writer.send(render(ENGLISH, channel, now=at), at, Progress())
        assert len(read(tmp_path / "desk.atom").entries) == 1

    def test_holds_every_alert_of_a_digest_by_itself(self, tmp_path: Path) -> None:
        channel, writer = atom(tmp_path / "desk.atom")
        both = [DigestEntry(each, NOW, "", (Spread(),) * len(each.told)) for each in (ENGLISH, MENTION)]
        writer.send(render_digest(compose("k", NOW, both), channel, now=NOW), NOW, Progress())
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        assert len(read(tmp_path / "desk.atom").entries) == 2

    def test_keeps_the_latest_only(self, tmp_path: Path) -> None:
        channel, writer = atom(tmp_path / "desk.atom")
        many = [DigestEntry(replace(MENTION, id=f"m{number}"), NOW) for number in range(ENTRIES + 20)]
        writer.send(render_digest(compose("k", NOW, many), channel, now=NOW), NOW, Progress())
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        found = read(tmp_path / "desk.atom")
        assert len(found.entries) == ENTRIES
        assert found.entries[0].title == render(ENGLISH, channel, now=NOW).subject

    def test_is_begun_anew_when_somebody_spoilt_it(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.atom"
        path.write_text("<feed><entry>half")
        channel, writer = atom(path)
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        assert len(read(path).entries) == 1

    def test_is_replaced_whole_and_leaves_nothing_beside_it(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.atom"
        channel, writer = atom(path)
        writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())
        before = path.stat().st_ino
        writer.send(render(ARABIC, channel, now=NOW), NOW, Progress())
        assert path.stat().st_ino != before
        assert [each.name for each in tmp_path.iterdir()] == ["desk.atom"]

    def test_that_cannot_be_written_is_tried_again(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        channel, writer = atom(tmp_path / "file" / "desk.atom")
        with pytest.raises(DeliveryError, match="cannot write"):
            writer.send(render(ENGLISH, channel, now=NOW), NOW, Progress())

    def test_holds_a_notice_too(self, tmp_path: Path) -> None:
        channel, writer = atom(tmp_path / "desk.atom")
        died = Notice("given_up", "alert 1 to mail", "550 <b>died</b>")
        writer.send(render_notices((died,), "n", channel, now=NOW), NOW, Progress())
        (entry,) = read(tmp_path / "desk.atom").entries
        assert entry.title == "onrecord: 1 message given up"
