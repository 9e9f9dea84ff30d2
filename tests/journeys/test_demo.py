"""`onrecord demo`, run once: the real pipeline against a small press, from the first poll to the delivered alert."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Alert, DeliveryState
from store import alerts, deliveries, silences, tables
from store.database import Store
from tests.command import onrecord

ROOT = Path(__file__).parents[2]
CONTINUE = "The work at the harbour will continue until the last grain convoy has left the docks"


@dataclass
class Demo:
    """What the run left."""

    code: int
    out: str
    err: str
    folder: Path
    store: Store

    @cached_property
    def alerts(self) -> list[Alert]:
        with self.store.read() as tx:
            return [row.alert for row in alerts.listing(tx)]

    def told(self, outlet: str, group: str) -> Alert:
        (alert,) = (one for one in self.alerts if (one.article.outlet, one.group) == (outlet, group))
        return alert

    def posts(self, name: str) -> list[dict[str, Any]]:
        kept: list[dict[str, Any]] = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        return kept

    @cached_property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(path.read_bytes(), policy=default) for path in (self.folder / "mail").glob("*.eml")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "out"
    ran = subprocess.run(
        [sys.executable, "-m", "onrecord", "demo", "--output", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "160"},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    store = Store.open(f"sqlite:///{folder / 'onrecord.db'}")
    yield Demo(ran.returncode, ran.stdout, ran.stderr, folder, store)
    store.close()


def test_it_ends_by_itself_and_well(demo: Demo) -> None:
    assert demo.code == 0, demo.out + demo.err
    assert demo.err == ""


def test_it_tells_what_is_new_and_nothing_else(demo: Demo) -> None:
    assert Counter((alert.article.outlet, alert.group) for alert in demo.alerts) == {
        ("gulfside", "sanabil"): 1,  # the leader's speech
        ("gulfside", "jisr"): 1,  # the page that is missing
        ("sawt", "jisr"): 1,  # the spokesman, in Arabic
        ("sanabil-media", "sanabil"): 1,  # the communiqué
        ("harbour", "sanabil"): 1,  # the spokeswoman, on the second poll
    }


def test_the_leaders_speech_is_one_alert_with_all_its_new_statements(demo: Demo) -> None:
    told = demo.told("gulfside", "sanabil").told
    assert CONTINUE in {one.words.rstrip(",") for one in told}
    assert {str(one.kind) for one in told} == {"direct", "mixed", "indirect"}
    assert {one.speaker for one in told} == {"Nadir al-Samawi"}
    assert {"he", "He"} & {one.surface for one in told}, "some by pronoun"
    for one in told:
        stages = [step.stage for step in one.reason]
        assert stages[-3:] == ["rule", "recency", "novelty"]
        assert "speaker" in stages


def test_what_is_told_from_the_feed_only_says_so(demo: Demo) -> None:
    alert = demo.told("gulfside", "jisr")
    assert (alert.article.origin, alert.notes) == ("feed", ("from feed only",))


def test_arabic_is_told_in_arabic(demo: Demo) -> None:
    told = demo.told("sawt", "jisr").told
    assert any("لن تتحرك رافعة واحدة في الميناء" in one.words for one in told)
    assert {one.speaker for one in told} == {"Omar Tellawi"}


def test_a_communique_needs_no_cue(demo: Demo) -> None:
    (told,) = demo.told("sanabil-media", "sanabil").told
    assert (told.cue, told.speaker) == ("", "Sanabil Movement")
    assert "Two of our millers were killed" in told.words
    assert "rights reserved" not in told.words


def test_what_did_not_alert_is_shown_with_its_reason(demo: Demo) -> None:
    with demo.store.read() as tx:
        kept = silences.listing(tx)
    by_article = Counter((row.outlet, row.silence.why) for row in kept)
    assert by_article["harbour", "echo"] >= 2, "the copy of the wire story"
    assert by_article["courier", "echo"] >= 1, "the paraphrase"
    assert by_article["courier", "background"] >= 1, "old words told again"
    assert by_article["gulfside", "background"] >= 1, "and those of the rival in the speech's story"
    assert {row.silence.why for row in kept} == {"echo", "background"}
    shown = demo.out.partition("What did not alert")[2]
    for why in ("mention", "background", "echo"):
        assert f"\n{why} " in shown
    assert "Fishermen" in shown


def test_the_wire_story_is_told_once_with_its_count_of_echoes(demo: Demo) -> None:
    shown = " ".join(demo.out.partition("Told once, and since carried further")[2].split())
    spread = shown.partition(f"“{CONTINUE}” ")[2].partition("“")[0]
    assert spread.startswith("first seen at gulfside, ")
    assert "now at 3 outlets, 2 of them independent, in 1 language" in spread


def test_everything_was_read_from_an_empty_baseline(demo: Demo) -> None:
    assert demo.out.count("first contact, 0 entries are the baseline") == 5
    with demo.store.read() as tx:
        entries = tx.execute(tables.entries.select()).all()
    assert len(entries) == 9
    assert not any(row.baseline for row in entries)


def test_every_alert_reached_every_channel_once(demo: Demo) -> None:
    with demo.store.read() as tx:
        sent = deliveries.listing(tx, limit=None)
    assert Counter(one.channel for one in sent) == dict.fromkeys(
        ("screen", "desk-mail", "desk-slack", "archive"), len(demo.alerts)
    )
    assert {(one.state, one.attempts) for one in sent} == {(DeliveryState.SENT, 1)}
    assert [len(demo.mails), len(demo.posts("slack")), len(demo.posts("webhook"))] == [len(demo.alerts)] * 3


def test_mails_are_html_with_plain_text_beside_it(demo: Demo) -> None:
    assert len({mail["Message-ID"] for mail in demo.mails}) == len(demo.alerts)
    speech = next(mail for mail in demo.mails if CONTINUE in mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    html = speech.get_body(("html",))
    assert html is not None
    assert CONTINUE in html.get_content()
    assert any(CONTINUE in path.read_text("utf-8") for path in (demo.folder / "mail").glob("*.html"))


def test_slack_gets_blocks_and_the_webhook_gets_json(demo: Demo) -> None:
    assert any(CONTINUE in json.dumps(post["body"], ensure_ascii=False) for post in demo.posts("slack"))
    posts = demo.posts("webhook")
    assert len({post["headers"]["Idempotency-Key"] for post in posts}) == len(posts)
    words = [statement["words"] for post in posts for statement in post["body"]["statements"]]
    assert CONTINUE in {one.rstrip(",") for one in words}


def test_it_says_where_things_lie_and_what_to_do_next(demo: Demo) -> None:
    for name in ("onrecord.db", "console.txt", "slack.json", "webhook.json", "config/demo.yaml", "mail/01.html"):
        assert (demo.folder / name).exists()
        assert name in demo.out.replace("\n", "")
    printed = " ".join((demo.folder / "console.txt").read_text("utf-8").split())
    assert CONTINUE in printed
    assert "onrecord init && onrecord check && onrecord run" in demo.out


def test_the_commands_work_on_what_it_left(demo: Demo) -> None:
    config = demo.folder / "config"
    assert CONTINUE in onrecord("statements", "--config", config, "--json").out
    assert len(onrecord("alerts", "list", "--config", config, "--json").out.splitlines()) == len(demo.alerts)
    assert onrecord("outlets", "--config", config).code == 0


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    ran = onrecord("demo", "--output", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "choose another --output" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
