"""`onrecord alerts wrong`: a case is filed, and the benchmarks read and score it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import cases, errors, quotes, regional, watchlist
from onrecord.model import Alert
from store import tables
from tests.command import Ran, onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import STRIKE, WAGES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cases"


def alert_of(office: Office, *said: str, **changes: Any) -> Alert:
    (alert,) = office.file(*said, **changes).alerts
    return alert


def wrong(office: Office, folder: Path, alert: Alert, *options: str, code: int = 0) -> Ran:
    ran = onrecord("alerts", "wrong", alert.id[:8], *options, "--cases", folder, "--config", office.config)
    assert ran.code == code, ran.err
    return ran


def filed(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "articles.jsonl").read_text("utf-8").splitlines()]


def judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    capsys.readouterr()
    code = cases.main([str(folder)])
    return code, capsys.readouterr().out.splitlines()


def test_what_was_not_said_is_no_gold_and_still_found(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alert = alert_of(office, STRIKE)
    ran = wrong(office, folder, alert, "--because", "not-said", "--note", "a [b]teaser[/b]")
    assert f"{alert.id} is marked wrong (not-said); filed in {folder}: 1 case there" in " ".join(ran.out.split())
    (line,) = filed(folder)
    assert line["statements"] == []
    assert (line["lang"], line["outlet"], line["url"]) == ("en", "The Gazette", "https://gazette.example/1")
    assert (
        "marked wrong 2026-03-02 12:00: not-said: a [b]teaser[/b]"
        in onrecord("alerts", "show", alert.id, "--config", office.config).out
    )
    code, told = judged(folder, capsys)
    assert code == 1
    assert told[0].split() == ["not-said", "0", "of", "1", "right", "now"]
    assert told[1].startswith(f"still not-said: {alert.id} a [b]teaser[/b]: ")
    assert STRIKE in told[1]


def test_the_regional_benchmark_reads_the_folder_as_it_is(office: Office, folder: Path, tmp_path: Path) -> None:
    wrong(office, folder, alert_of(office, STRIKE, WAGES), "--because", "act", "--statement", "2")
    regional.main([str(folder), str(tmp_path / "out.jsonl")])
    (line,) = filed(folder)
    found = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert found["id"] == line["id"]
    assert found["alerts"] == ["guild"]
    fields = ("quote", "kind", "cue", "speaker", "speaker_name", "group", "when")
    assert [[one[name] for name in fields] for one in found["statements"]] == [
        [one[name] for name in fields] for one in line["statements"]
    ]


def test_the_quotation_benchmark_reads_and_scores_the_file(
    office: Office, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(office, folder, alert_of(office, STRIKE), "--because", "not-said")
    wrong(office, folder, alert_of(office, WAGES, number=2), "--because", "act")
    gold, made = folder / "articles.jsonl", tmp_path / "out.jsonl"
    assert quotes.main([str(gold), str(made)]) == 0
    capsys.readouterr()
    errors.main([str(gold), str(made)])
    rule = next(row.split() for row in capsys.readouterr().out.splitlines() if row.startswith("en.direct"))
    assert rule[1:] == ["2", "50.0", "50.0", "50.0"], "two made, of which the gold calls one right"


@pytest.mark.parametrize(
    ("options", "right"),
    [
        (("--speaker", "Marit Solheim", "--group", "guild"), 1),
        (("--speaker", "Tora Vik", "--group", "vik"), 0),
        ((), 0),
    ],
)
def test_a_speaker_is_corrected_to_another_or_to_nobody(
    office: Office, folder: Path, options: tuple[str, ...], right: int, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(office, folder, alert_of(office, STRIKE), "--because", "speaker", *options)
    (gold,) = filed(folder)[0]["statements"]
    assert gold["speaker_name"] == (options[1] if options else None)
    assert gold["group"] == (options[3] if options else None)
    assert judged(folder, capsys)[1][0].split()[:2] == ["speaker", str(right)]


def test_old_words_are_background(office: Office, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong(office, folder, alert_of(office, STRIKE), "--because", "old")
    assert [gold["when"] for gold in filed(folder)[0]["statements"]] == ["background"]
    assert judged(folder, capsys)[0] == 1


def test_the_right_words_must_stand_in_the_article(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alert = alert_of(office, STRIKE)
    assert (
        "do not stand in its article"
        in wrong(office, folder, alert, "--because", "words", "--words", "something else", code=2).err
    )
    assert not folder.exists()
    half = STRIKE[: len(STRIKE) // 2].rsplit(" ", 1)[0]
    wrong(office, folder, alert, "--because", "words", "--words", half)
    (line,) = filed(folder)
    start, end = line["statements"][0]["quote"]
    assert line["text"][start:end] == half
    assert judged(folder, capsys)[1][0].split()[:2] == ["words", "0"]
    wrong(office, folder, alert, "--because", "words", "--words", STRIKE)
    assert judged(folder, capsys) == (0, ["words     1 of 1 right now"])


def test_an_echo_is_a_family_with_what_told_it_first(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = alert_of(office, STRIKE)
    again = alert_of(office, WAGES, number=2, outlet="courier")
    wrong(office, folder, again, "--because", "echo", "--of", first.id[:8])
    lines = filed(folder)
    (family,) = map(json.loads, (folder / "families.jsonl").read_text("utf-8").splitlines())
    assert [member["id"] for member in family["members"]] == [line["id"] for line in lines]
    assert [member["new_act"] for member in family["members"]] == [True, False]
    assert judged(folder, capsys)[1][0].split()[:2] == ["echo", "0"]
    assert "an echo of what" in wrong(office, folder, again, "--because", "echo", code=2).err


def test_only_what_was_shown_is_gold_and_the_rest_is_neither_asked_for_nor_held_against(
    office: Office, folder: Path
) -> None:
    alert = alert_of(office, STRIKE, WAGES)
    wrong(office, folder, alert, "--because", "not-said", "--statement", "1")
    (kept,) = filed(folder)[0]["statements"]
    assert "optional" not in kept
    assert kept["statement_id"] == alert.told[1].statement_id


def test_marking_again_takes_the_place_of_the_first_and_another_statement_s_is_kept(
    office: Office, folder: Path
) -> None:
    alert = alert_of(office, STRIKE, WAGES)
    wrong(office, folder, alert, "--because", "not-said", "--statement", "1")
    wrong(office, folder, alert, "--because", "old", "--statement", "2")
    wrong(office, folder, alert, "--because", "old", "--statement", "1")
    (line,) = filed(folder)
    assert [gold["when"] for gold in line["statements"]] == ["background", "background"]
    assert sorted(each["because"] for each in line["corrections"]) == ["old", "old"]


def test_the_tracked_entities_are_filed_with_their_names(office: Office, folder: Path) -> None:
    wrong(office, folder, alert_of(office, STRIKE))
    read = {entity.id: entity for entity in watchlist.read(folder / "watchlist.yaml")}
    assert set(read) == {"guild", "loom", "marit", "vik"}
    assert {alias.text for alias in read["marit"].aliases} >= {"Marit Solheim", "Solheim", "ماريت سولهايم"}
    assert watchlist.top(read.values())["marit"] == "guild"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--statement", "7"), "has no statement 7: it has 1"),
        (("--because", "speaker", "--group", "nobody"), "not in the config"),
        (("--because", "echo", "--of", "ffff"), "no statement has this id"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_filed(
    office: Office, folder: Path, options: tuple[str, ...], problem: str
) -> None:
    alert = alert_of(office, STRIKE)
    assert problem in wrong(office, folder, alert, *options, code=2).err
    assert not folder.exists()
    assert "marked wrong" not in onrecord("alerts", "show", alert.id, "--config", office.config).out


def test_a_text_that_was_forgotten_is_no_case(office: Office, folder: Path) -> None:
    alert = alert_of(office, STRIKE)
    with office.store.begin() as tx:
        tx.execute(tables.articles.update().values(text=""))
    assert "forgotten" in wrong(office, folder, alert, code=2).err


def test_a_folder_that_is_none_of_ours_is_left_alone(office: Office, folder: Path) -> None:
    folder.mkdir()
    (folder / "articles.jsonl").write_text("no json\n")
    assert "cannot be read" in wrong(office, folder, alert_of(office, STRIKE), code=2).err
    assert (folder / "articles.jsonl").read_text() == "no json\n"
