"""`onrecord alerts mute | mutes | unmute`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store import alerts
from tests.build import NOW
from tests.command import Ran, onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import STRIKE


def run(office: Office, *options: object, code: int = 0) -> Ran:
    ran = onrecord("alerts", *options, "--config", office.config)
    assert ran.code == code, ran.err
    return ran


def muted(office: Office) -> list[tuple[str, str]]:
    with office.store.read() as tx:
        return [(mute.kind, mute.key) for mute in alerts.mutes(tx, NOW)]


class TestMute:
    @pytest.mark.parametrize(
        ("arguments", "kind", "key"),
        [
            (("guild",), "group", "guild"),
            (("vik",), "group", "vik"),
            (("courier",), "outlet", "courier"),
            (("courier", "--kind", "outlet"), "outlet", "courier"),
        ],
    )
    @pytest.mark.parametrize("until", ["2d", "2026-03-04T12:00"])
    def test_takes_an_id_of_the_config_and_an_end(
        self, office: Office, arguments: tuple[str, ...], kind: str, key: str, until: str
    ) -> None:
        out = run(office, "mute", *arguments, "--until", until).out
        assert f"{kind} {key} is muted until 2026-03-04 12:00 UTC" in out
        assert f"onrecord alerts unmute {key}" in out
        assert muted(office) == [(kind, key)]

    @pytest.mark.parametrize("kind", [(), ("--kind", "statement")])
    def test_takes_a_statement_by_its_first_digits(self, office: Office, kind: tuple[str, ...]) -> None:
        (alert,) = office.file(STRIKE).alerts
        key = alert.told[0].statement_id
        run(office, "mute", key[:8], *kind)
        assert muted(office) == [("statement", key)]

    def test_an_alert_s_id_mutes_its_group_as_every_message_says(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        assert "group guild is muted" in run(office, "mute", alert.id).out

    def test_lasts_a_day_if_nothing_else_is_said(self, office: Office) -> None:
        assert "until 2026-03-03 12:00 UTC" in run(office, "mute", "guild").out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("nobody", "--kind", "group"), "group nobody: not in the config"),
            (("nobody",), "nobody: no group, outlet, alert or statement has this id"),
            (("ffff",), "ffff: no group, outlet, alert or statement has this id"),
            (("nobody", "--kind", "outlet"), "outlet nobody: not in the config"),
            (("ffff", "--kind", "statement"), "no statement has this id"),
            (("loom",), "what it says counts for guild: mute that"),
            (("marit",), "what it says counts for guild: mute that"),
            (("guild", "--until", "2026-03-01"), "not in the future"),
        ],
    )
    def test_that_would_do_nothing_is_refused(self, office: Office, arguments: tuple[str, ...], words: str) -> None:
        assert words in run(office, "mute", *arguments, code=2).err
        assert muted(office) == []

    def test_keeps_a_group_from_being_told_of(self, office: Office) -> None:
        run(office, "mute", "guild")
        assert office.file(STRIKE).alerts == ()


class TestMutes:
    def test_lists_what_is_muted_by_name_and_until_when(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        run(office, "mute", alert.told[0].statement_id, "--until", "3d")
        run(office, "mute", "guild", "--until", "12h")
        run(office, "mute", "courier", "--until", "2w")
        lines = run(office, "mutes").out.splitlines()[1:]
        assert [line.split()[:3] for line in lines] == [
            ["guild", "group", "2026-03-03"],
            [alert.told[0].statement_id, "statement", "2026-03-05"],
            ["courier", "outlet", "2026-03-16"],
        ]
        assert ["Weavers Guild" in lines[0], STRIKE in lines[1], "The Courier" in lines[2]] == [True] * 3

    def test_as_json_lines(self, office: Office) -> None:
        run(office, "mute", "guild")
        record: dict[str, Any] = json.loads(run(office, "mutes", "--json").out)
        assert record == {
            "kind": "group",
            "id": "guild",
            "until": "2026-03-03T12:00:00+00:00",
            "name": "Weavers Guild",
        }

    def test_none_is_said_so(self, office: Office) -> None:
        assert run(office, "mutes").out == "nothing is muted\n"


class TestUnmute:
    @pytest.mark.parametrize("key", ["guild", "courier"])
    def test_lifts_it_by_the_id_that_was_given(self, office: Office, key: str) -> None:
        run(office, "mute", "guild")
        run(office, "mute", "courier")
        assert f"{key} is not muted any more" in run(office, "unmute", key).out
        assert [left for _, left in muted(office)] == [({"guild", "courier"} - {key}).pop()]

    def test_lifts_it_by_the_alert_s_id_or_the_statement_s_first_digits(self, office: Office) -> None:
        (alert,) = office.file(STRIKE).alerts
        for key in (alert.id, alert.told[0].statement_id[:8]):
            run(office, "mute", key)
            run(office, "unmute", key)
            assert muted(office) == []

    def test_of_what_is_not_muted_says_what_is(self, office: Office) -> None:
        assert "guild: not muted (nothing is muted)" in run(office, "unmute", "guild", code=2).err
        run(office, "mute", "courier")
        assert "guild: not muted (outlet courier)" in run(office, "unmute", "guild", code=2).err
        assert muted(office) == [("outlet", "courier")]

    def test_asks_which_where_an_id_is_of_several(self, office: Office) -> None:
        with office.store.begin() as tx:
            alerts.mute(tx, "group", "courier", NOW.replace(year=2027))
            alerts.mute(tx, "outlet", "courier", NOW.replace(year=2027))
        assert "could be several, say --kind" in run(office, "unmute", "courier", code=2).err
        run(office, "unmute", "courier", "--kind", "outlet")
        assert muted(office) == [("group", "courier")]
