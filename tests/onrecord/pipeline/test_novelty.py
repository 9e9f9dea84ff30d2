"""One story through the desk, told by several papers: alerts, echoes, copies, versions, another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onrecord.model import Article, Outlet
from onrecord.pipeline.desk import Assignment
from onrecord.pipeline.outcomes import Filed
from store import statements
from store.statements import StatementRow
from tests.build import COURIER, DAY, GAZETTE, HOUR, NOW, article
from tests.rig import FILLER, STRIKE, WAGES, Rig, says

MAIL = replace(COURIER, id="mail", name="The Mail")
STORY = "\n".join([FILLER[0], says(STRIKE), FILLER[1]])
OWN = "\n".join(
    ["Not a single shuttle moved in the valley, as our reporter saw from the bridge.", says(STRIKE), "It rained."]
)


def file(bench: Rig, outlet: Outlet, text: str = STORY, *, after: timedelta = timedelta(), **changes: Any) -> Filed:
    at = NOW + after
    of: Article = article(text, outlet=outlet.id, url=f"https://{outlet.id}.example/1", first_seen=at, published=at)
    of = replace(of, **changes)
    desk = bench.desk
    return desk.file(desk.analyse(of), Assignment(of, outlet, False, at))


def listed(bench: Rig) -> list[StatementRow]:
    with bench.store.read() as tx:
        return statements.listing(tx)


def test_a_wire_story_at_three_papers_is_one_alert_and_one_independent_voice(bench: Rig) -> None:
    filed = [file(bench, outlet, after=n * HOUR) for n, outlet in enumerate((GAZETTE, COURIER, MAIL))]
    assert [len(one.alerts) for one in filed] == [1, 0, 0]
    (row,) = listed(bench)
    assert (row.articles, row.outlets, row.independent, row.languages) == (3, 3, 1, 1)
    with bench.store.read() as tx:
        chain = statements.echoes(tx, row.statement.id)
    assert [(link.outlet, link.voice) for link in chain] == [
        ("gazette", "gazette"),
        ("courier", "gazette"),
        ("mail", "gazette"),
    ]
    assert {link.copy_of for link in chain[1:]} == {"https://gazette.example/1"}
    assert "100% of the shorter text is gazette's" in chain[1].source


def test_a_paper_that_writes_its_own_story_is_independent(bench: Rig) -> None:
    file(bench, GAZETTE)
    file(bench, COURIER, OWN, after=HOUR)
    (row,) = listed(bench)
    assert (row.outlets, row.independent) == (2, 2)


def test_two_papers_that_credit_one_agency_are_one_voice(bench: Rig) -> None:
    file(bench, GAZETTE, f"{STORY}\n(Reuters)")
    file(bench, COURIER, f"{OWN}\n(Reuters)", after=HOUR)
    assert listed(bench)[0].independent == 1


def test_an_edited_text_is_a_version_and_no_copy(bench: Rig) -> None:
    file(bench, GAZETTE)
    again = file(bench, GAZETTE, f"{STORY}\nCorrected in the evening.", after=HOUR)
    assert again.alerts == ()
    (row,) = listed(bench)
    assert (row.articles, row.independent) == (1, 1)
    with bench.store.read() as tx:
        assert [(link.version, link.copy_of) for link in statements.echoes(tx, row.statement.id)] == [(1, ""), (2, "")]


@pytest.mark.parametrize(("days", "alerts", "rows"), [(1, 0, 1), (6, 1, 2)])
def test_said_again_on_another_day_is_told_and_linked(bench: Rig, days: int, alerts: int, rows: int) -> None:
    file(bench, GAZETTE)
    filed = file(bench, COURIER, OWN, after=days * DAY)
    assert len(filed.alerts) == alerts
    found = listed(bench)
    assert len(found) == rows
    if alerts:
        assert filed.alerts[0].notes == ("said before: first seen at gazette, 2026-03-02 12:00 UTC",)
        assert found[0].restates == found[1].statement.id


def test_what_a_second_paper_adds_is_told_as_part_of_the_occasion(bench: Rig) -> None:
    file(bench, GAZETTE)
    filed = file(bench, COURIER, f"{OWN}\n{says(WAGES)}", after=HOUR)
    (alert,) = filed.alerts
    assert [told.words for told in alert.told] == [WAGES]
    assert alert.notes == ("more of an occasion first seen at gazette, 2026-03-02 12:00 UTC",)
    later, first = listed(bench)
    assert later.statement.occasion == first.statement.occasion == first.statement.id
