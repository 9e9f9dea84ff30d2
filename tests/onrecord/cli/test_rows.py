"""The commands that show and change rows: statements, alerts; and what they share."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import typer

from onrecord.cli.common import call, end, moment, program, stamp
from onrecord.cli.statements import FIELDS
from onrecord.model import ChannelState, DeliveryState, Receipt
from store import channels, deliveries
from tests.build import HOUR, NOW, article
from tests.command import Ran, onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import FILLER, STRIKE, WAGES, says

FORMULA = "=HYPERLINK(‘https://evil.example’) is what the auditors found in every second ledger of the mill"
HOSTILE = "The gate of the [bold]old mill[/bold] is\x1b[2J to be painted\u202e green before the autumn fair"


class TestStatements:
    def run(self, office: Office, *options: object) -> Ran:
        ran = onrecord("statements", "--config", office.config, *options)
        assert (ran.code, ran.err) == (0, "")
        return ran

    def test_are_listed_the_latest_first_with_who_carried_them(self, office: Office) -> None:
        office.file(STRIKE)
        office.file(WAGES, number=2)
        office.file(STRIKE, number=3, outlet="courier")
        # Long cells are folded: a row's first line has its id, and the first words of every cell.
        lines = [line for line in self.run(office).out.splitlines() if re.match(r"[0-9a-f]{8} ", line)]
        assert [WAGES.split()[0] in lines[0], STRIKE.split()[1] in lines[1]] == [True, True]
        assert lines[1].split()[-2:] == ["2", "2"]
        assert "Marit" in lines[0]

    def test_none_is_said_so(self, office: Office) -> None:
        assert self.run(office).out == "no statements first seen since 7d\n"

    def test_none_of_what_is_not_in_the_config_is_said_so(self, office: Office) -> None:
        out = self.run(office, "--group", "gild", "--person", "marit", "--outlet", "gazete").out
        assert out == "no statements first seen since 7d; not in the config: group gild, outlet gazete\n"

    def test_exact_words_stand_in_marks_and_acts_before_them(self, office: Office) -> None:
        text = f"{says(STRIKE)}\nMarit Solheim denied that the looms had been sold.\n{FILLER[1]}"
        office.filed(article(text, url="https://gazette.example/1"))
        out = self.run(office).out
        assert f"“{STRIKE}”" in out
        assert "[denial] the looms had been sold" in out
        assert f"every report of one statement: onrecord statements --echoes ID --config {office.config}" in out

    def test_as_json_lines(self, office: Office) -> None:
        office.file(STRIKE)
        (line,) = self.run(office, "--json").out.splitlines()
        record = json.loads(line)
        assert list(record) == list(FIELDS)
        assert (record["words"], record["group"], record["person"], record["when"]) == (STRIKE, "guild", "marit", "new")

    def test_what_was_not_said_is_marked_wherever_its_words_are(self, office: Office) -> None:
        text = f"{FILLER[0]}\nMarit Solheim did not deny that the looms had been sold.\n{FILLER[1]}"
        office.filed(article(text, url="https://gazette.example/1"))
        (record,) = map(json.loads, self.run(office, "--json").out.splitlines())
        assert record["flags"] == ["negated"]
        (row,) = csv.DictReader(io.StringIO(self.run(office, "--csv").out))
        assert row["flags"] == "negated"
        shown = self.run(office).out
        assert "[negated] the looms had been sold" in shown
        assert "[negated]: reported as not said;" in shown
        assert "[negated] the looms" in self.run(office, "--echoes", record["id"]).out
        (link,) = map(json.loads, self.run(office, "--echoes", record["id"], "--json").out.splitlines())
        assert link["flags"] == ["negated"]

    def test_as_csv_without_formulas(self, office: Office) -> None:
        office.file(FORMULA, title="+1 is a title")
        rows = list(csv.DictReader(io.StringIO(self.run(office, "--csv").out)))
        assert [row["words"] for row in rows] == [f"'{FORMULA}"]
        assert rows[0]["title"] == "'+1 is a title"

    def test_csv_always_has_its_header(self, office: Office) -> None:
        assert self.run(office, "--csv").out.strip().split(",") == list(FIELDS)

    def test_the_chain_of_one_by_its_first_digits(self, office: Office) -> None:
        office.file(STRIKE)
        office.file(STRIKE, number=2, outlet="courier")
        key = json.loads(self.run(office, "--json").out)["id"]
        shown = self.run(office, "--echoes", key[:8]).out
        assert [line.split()[2:4] for line in shown.splitlines() if line.startswith("2026-")] == [
            ["gazette", "new"],
            ["courier", "echo"],
        ]
        chain = [json.loads(line) for line in self.run(office, "--echoes", key, "--json").out.splitlines()]
        assert [(link["outlet"], link["novelty"], link["similarity"]) for link in chain] == [
            ("gazette", "new", 0.0),
            ("courier", "echo", 1.0),
        ]

    @pytest.mark.parametrize(
        ("options", "count"),
        [
            (("--group", "guild"), 2),
            (("--group", "union"), 0),
            (("--person", "marit"), 2),
            (("--outlet", "courier"), 1),
            (("--since", "30m"), 0),
            (("--when", "background"), 0),
            (("--limit", "1"), 1),
        ],
    )
    def test_are_filtered(self, office: Office, options: tuple[str, ...], count: int) -> None:
        office.file(STRIKE)
        office.file(WAGES, number=2, outlet="courier")
        assert len(self.run(office, "--json", *options).out.splitlines()) == count

    def test_hostile_words_reach_no_terminal(self, office: Office) -> None:
        office.file(HOSTILE, title=HOSTILE)
        out = self.run(office).out
        assert "[bold]" in out
        assert not {"\x1b", "\u202e"} & set(out)

    @pytest.mark.parametrize(
        "options", [("--echoes", "ffff"), ("--echoes", "*"), ("--since", "soon"), ("--limit", "0")]
    )
    def test_bad_input(self, office: Office, options: tuple[str, ...]) -> None:
        ran = onrecord("statements", "--config", office.config, *options)
        assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)


class TestAlerts:
    def run(self, office: Office, *options: object, code: int = 0) -> Ran:
        ran = onrecord("alerts", *options, "--config", office.config)
        assert ran.code == code, ran.err
        return ran

    def test_are_listed_with_where_their_deliveries_stand(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        out = self.run(office, "list").out
        assert alert.id[:8] in out
        assert " ".join(STRIKE.split()[:2]) in out
        assert "2 pending" in out
        listed = json.loads(self.run(office, "list", "--json", "--group", "guild").out)
        assert (listed["id"], listed["told"][0]["words"]) == (alert.id, STRIKE)
        assert self.run(office, "list", "--group", "loom").out == "no alerts since 7d\n"
        assert (
            self.run(office, "list", "--group", "union").out == "no alerts since 7d; not in the config: group union\n"
        )

    def test_the_list_shows_the_first_statement_as_messages_do(self, office: Office) -> None:
        text = f"Marit Solheim denied that the looms had been sold.\n{says(STRIKE)}\n{FILLER[1]}"
        office.filed(article(text, url="https://gazette.example/1"))
        out = self.run(office, "list").out
        assert "[denied] the looms had been sold (and 1 more)" in out
        assert f"onrecord alerts show ID --config {office.config}" in out

    def test_one_is_shown_with_its_reason_and_every_attempt(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        with office.store.begin() as tx:
            first = deliveries.listing(tx, alert_id=alert.id)[-1]
            deliveries.start(tx, first.id, NOW)
            deliveries.settle(tx, first.id, Receipt(False, "451 later\x1b[2J", NOW), NOW + HOUR)
        out = self.run(office, "show", alert.id[:6]).out
        assert STRIKE in out
        assert "names marit" in out
        assert "to screen: retry, next try 2026-03-02 13:00" in out
        assert "2026-03-02 12:00 failed: 451 later" in out
        assert "to inbox: pending" in out
        assert "\x1b" not in out

    def test_hostile_words_reach_no_terminal(self, office: Office) -> None:
        (alert,) = office.file(HOSTILE, title=HOSTILE).alerts
        for command in (("list",), ("show", alert.id)):
            out = self.run(office, *command).out
            assert not {"\x1b", "\u202e"} & set(out)
            assert "mill" in out

    def test_what_stayed_silent_is_listed_with_its_reason(self, office: Office) -> None:
        assert self.run(office, "silent").out == "nothing stayed silent since 2d\n"
        office.file(STRIKE)
        office.file(STRIKE, number=2, outlet="courier")
        out = self.run(office, "silent").out
        assert "echo" in out
        assert "the same words" in out

    def test_who_declined_to_comment_raises_no_alert_and_the_list_says_so(self, office: Office) -> None:
        text = f"{FILLER[0]}\nThe Weavers Guild declined to comment on the fire in the mill.\n{FILLER[1]}"
        filed = office.filed(article(text, url="https://gazette.example/1"))
        assert (filed.alerts, [one.why for one in filed.silences]) == ((), ["withheld"])
        assert "reports that nothing was said" in self.run(office, "silent").out
        assert "[withheld] to comment on" in onrecord("statements", "--config", office.config).out

    def dead(self, office: Office, *channels: str, number: int = 1) -> str:
        """An alert that these channels refused; its id."""
        (alert,) = office.file((STRIKE, WAGES)[number - 1], number=number).alerts
        with office.store.begin() as tx:
            for one in deliveries.listing(tx, alert_id=alert.id):
                deliveries.start(tx, one.id, NOW)
                refused = one.channel in channels
                deliveries.settle(tx, one.id, Receipt(not refused, "550 no" if refused else "ok", NOW), None)
        return alert.id

    def test_what_an_alert_s_channels_refused_is_sent_again_by_its_id(self, office: Office) -> None:
        alert_id = self.dead(office, "inbox")
        assert f"onrecord alerts retry {alert_id}" in self.run(office, "show", alert_id).out
        out = self.run(office, "retry", alert_id[:8]).out
        assert out == f"alert {alert_id} goes to inbox again (it was dead: 550 no)\n"
        with office.store.read() as tx:
            states = {one.channel: one.state for one in deliveries.listing(tx)}
        assert states == {"screen": DeliveryState.SENT, "inbox": DeliveryState.RETRY}

    def test_a_channel_that_is_down_is_shown_with_its_next_try(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        with office.store.begin() as tx:
            channels.save(tx, "inbox", ChannelState(NOW + HOUR, failures=5, failing_since=NOW - HOUR, probe=1))
        down = "channel inbox is down since 2026-03-02 11:00 UTC (5 failures in a row): next try 2026-03-02 13:00"
        for command in (("list",), ("show", alert.id)):
            assert down in onrecord("alerts", *command, "--config", office.config).out

    def test_all_that_was_given_up_is_sent_again_or_one_channel_s(self, office: Office) -> None:
        one, other = self.dead(office, "inbox", "screen"), self.dead(office, "inbox", number=2)
        assert [line.split()[:5] for line in self.run(office, "retry", "--channel", "inbox").out.splitlines()] == [
            ["alert", one, "goes", "to", "inbox"],
            ["alert", other, "goes", "to", "inbox"],
        ]
        assert f"alert {one} goes to screen" in self.run(office, "retry").out
        assert self.run(office, "retry").out == "nothing was given up\n"

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("ffff",), "no alert has this id"),
            (("--channel", "pager"), "channel pager: not configured; there are: screen, inbox"),
        ],
    )
    def test_a_retry_of_what_is_not_there_is_bad_input(
        self, office: Office, arguments: tuple[str, ...], words: str
    ) -> None:
        assert words in self.run(office, "retry", *arguments, code=2).err

    def test_an_alert_that_arrived_everywhere_is_not_sent_again(self, office: Office) -> None:
        alert_id = self.dead(office)
        assert "nothing to send again: screen sent, inbox sent" in self.run(office, "retry", alert_id, code=2).err

    def test_a_preview_shows_every_medium(self, office: Office, tmp_path: Path) -> None:
        (alert,) = office.file(STRIKE).alerts
        self.run(office, "preview", alert.id[:8], "--output", tmp_path / "real")
        self.run(office, "preview", "--output", tmp_path / "sample")
        media = {
            *("console.txt", "email.eml", "email.html", "email.txt", "slack.txt", "webhook.json", "file.json"),
            *("telegram.html", "discord.md", "teams.md", "matrix.html", "mattermost.md", "ntfy.md", "gotify.md"),
            *("apprise.txt", "atom.xml"),
        }
        real, sample = ({path.name for path in (tmp_path / folder).iterdir()} for folder in ("real", "sample"))
        assert real == {f"{alert.id}-{medium}" for medium in media}
        assert {name.partition("-")[2] for name in sample} == media
        assert {name for name in sample if name.startswith("digest")} == {f"digest-{medium}" for medium in media}
        mail = message_from_bytes((tmp_path / "real" / f"{alert.id}-email.eml").read_bytes())
        assert mail["List-Id"] == "onrecord alerts <alerts.onrecord.desk.example>"
        assert json.loads((tmp_path / "real" / f"{alert.id}-webhook.json").read_text("utf-8"))
        assert STRIKE in (tmp_path / "real" / f"{alert.id}-email.html").read_text("utf-8")

    def test_a_preview_comes_in_another_language(self, office: Office, tmp_path: Path) -> None:
        self.run(office, "preview", "--output", tmp_path, "--language", "fa")
        assert 'lang="fa" dir="rtl"' in (tmp_path / "digest-email.html").read_text("utf-8")

    def test_a_channel_is_tried_with_a_sample(self, office: Office) -> None:
        out = self.run(office, "test", "screen").out
        assert "Sanabil Movement" in out
        assert "screen: accepted: printed" in out

    def test_a_channel_that_does_not_answer_exits_with_1_and_shows_no_secret(self, office: Office) -> None:
        ran = self.run(office, "test", "inbox", code=1)
        assert "inbox: not accepted: unreachable: connection refused" in ran.out
        assert "token-of-the-inbox" not in ran.out + ran.err

    def test_an_unknown_channel_is_bad_input(self, office: Office) -> None:
        assert "there are: screen, inbox" in self.run(office, "test", "pager", code=2).err


class TestNextSteps:
    def test_a_command_to_type_next_names_the_config_that_was_given(self) -> None:
        assert call("outlets", Path("onrecord-config")) == "onrecord outlets"
        assert call("alerts show ID", Path("my desk")) == "onrecord alerts show ID --config 'my desk'"

    def test_a_program_that_the_shell_would_not_find_is_called_by_its_path(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
        monkeypatch.setattr(sys, "argv", [str(tmp_path / "venv" / "bin" / "onrecord")])
        assert program() == "venv/bin/onrecord"


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("90m", NOW - timedelta(minutes=90)),
            ("12h", NOW - timedelta(hours=12)),
            (" 3 d ", NOW - timedelta(days=3)),
            ("2w", NOW - timedelta(weeks=2)),
            ("2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
            ("2026-02-03T04:05+02:00", datetime(2026, 2, 3, 2, 5, tzinfo=UTC)),
        ],
    )
    def test_ages_and_dates(self, text: str, expected: datetime) -> None:
        assert moment(text, NOW) == expected

    @pytest.mark.parametrize("text", ["", "soon", "3", "3y", "2026-02-30", "-3d", "99999999999w", "9" * 400 + "d"])
    def test_anything_else_is_bad_input(self, text: str) -> None:
        with pytest.raises(typer.BadParameter, match="neither a time span"):
            moment(text, NOW)

    def test_an_end_is_to_come(self) -> None:
        assert end("2w", NOW) == NOW + timedelta(weeks=2)
        assert end("2026-04-01", NOW) == datetime(2026, 4, 1, tzinfo=UTC)
        with pytest.raises(typer.BadParameter, match="not in the future"):
            end("2026-02-03", NOW)

    def test_stamps_are_in_utc(self) -> None:
        assert stamp(datetime(2026, 1, 1, 1, tzinfo=UTC).astimezone()) == "2026-01-01 01:00"
        assert stamp(None) == "–"


def test_an_article_without_tracked_speakers_leaves_nothing_to_list(office: Office) -> None:
    assert office.filed(article(FILLER[0])).statements == 0
