"""A statement is told again when it has reached as many independent outlets as a route asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.model import Alert, Outlet, Route
from onrecord.pipeline.desk import Assignment
from store import alerts
from tests.build import COURIER, GAZETTE, HOUR, NOW, article, watchlist
from tests.rig import FILLER, STRIKE, Rig, rig, says

OPENINGS = (
    "Not a single shuttle moved in the valley, as our reporter saw from the bridge above the mills.",
    "At six in the morning the lamps were out in all the windows, and nobody came down the hill to work.",
    "In the inns along the river there was talk of nothing else when the market closed that afternoon.",
    "A barge full of raw wool lay at the landing stage with nobody there who would have unloaded it.",
)
PAPERS = tuple(
    replace(COURIER, id=f"paper-{number}", name=f"Paper {number}", sources=()) for number in range(len(OPENINGS))
)


@pytest.fixture
def bench(tmp_path: Path) -> Rig:
    told_again = watchlist(routes=(Route("inbox", updates=(2, 4)), Route("pager", updates=(4,))))
    return rig(tmp_path, watchlists=(told_again,), outlets=(GAZETTE, *PAPERS))


def file(bench: Rig, outlet: Outlet, opening: str, words: str = STRIKE, *, baseline: bool = False) -> list[Alert]:
    at = bench.clock.advance(HOUR / 4)
    text = "\n".join((opening, says(words)))
    of = article(text, outlet=outlet.id, url=f"https://{outlet.id}.example/1", first_seen=at, published=at)
    desk = bench.desk
    return list(desk.file(desk.analyse(of), Assignment(of, outlet, baseline, at)).alerts)


def spread(bench: Rig, count: int) -> list[list[Alert]]:
    return [file(bench, paper, opening) for paper, opening in list(zip(PAPERS, OPENINGS, strict=True))[:count]]


def test_told_at_each_threshold_once(bench: Rig) -> None:
    first, second, third, fourth = spread(bench, 4)
    assert [(one.kind, one.reached) for one in first] == [("statement", 0)]
    assert [(one.kind, one.reached) for one in second] == [("update", 2)]
    assert third == []
    assert [(one.kind, one.reached) for one in fourth] == [("update", 4)]


def test_says_where_it_was_first_and_how_far_it_has_gone(bench: Rig) -> None:
    _, (update,) = spread(bench, 2)
    assert update.notes == (
        "first seen at paper-0, 2026-03-02 12:15 UTC; now at 2 outlets, 2 of them independent, in 1 language",
    )
    assert [told.words for told in update.told] == [STRIKE]
    assert update.article.outlet_name == "Paper 1"


def test_goes_only_to_the_channels_that_ask_for_this_threshold(bench: Rig) -> None:
    spread(bench, 4)
    queued = [(each.channel, each.alert) for each in bench.outbox() if each.alert]
    assert [(channel, one.kind, one.reached) for channel, one in queued] == [
        ("inbox", "statement", 0),
        ("pager", "statement", 0),
        ("inbox", "update", 2),
        ("inbox", "update", 4),
        ("pager", "update", 4),
    ]


def test_a_threshold_route_hears_of_a_statement_only_when_enough_outlets_have_it(tmp_path: Path) -> None:
    patient = watchlist(routes=(Route("inbox"), Route("pager", threshold=3)))
    bench = rig(tmp_path, watchlists=(patient,), outlets=(GAZETTE, *PAPERS))
    spread(bench, 4)
    assert [each.channel for each in bench.outbox()] == ["inbox", "pager"]
    assert [each.alert.reached for each in bench.outbox() if each.alert] == [0, 3]


def test_thresholds_of_two_routes_that_are_reached_at_once_are_both_told(tmp_path: Path) -> None:
    both = watchlist(routes=(Route("inbox", updates=(2,)), Route("pager", updates=(2, 3))))
    bench = rig(tmp_path, watchlists=(both,), outlets=(GAZETTE, *PAPERS))
    spread(bench, 1)
    for paper, opening in zip(PAPERS[1:3], OPENINGS[1:3], strict=True):
        file(bench, paper, opening)
    assert [(each.channel, each.alert.reached) for each in bench.outbox() if each.alert] == [
        ("inbox", 0),
        ("pager", 0),
        ("inbox", 2),
        ("pager", 2),
        ("pager", 3),
    ]


def test_an_update_names_the_alert_that_it_follows(bench: Rig) -> None:
    (first,), (update,) = spread(bench, 2)
    assert (first.follows, update.follows) == ("", first.id)


def test_copies_do_not_count(bench: Rig) -> None:
    file(bench, PAPERS[0], f"{FILLER[0]} {FILLER[1]}")
    assert file(bench, PAPERS[1], f"{FILLER[0]} {FILLER[1]}") == []


def test_the_longest_wording_is_shown(bench: Rig) -> None:
    longer = f"{STRIKE}. We shall not light a single lamp before that"
    file(bench, PAPERS[0], OPENINGS[0])
    (update,) = file(bench, PAPERS[1], OPENINGS[1], longer)
    assert [told.words for told in update.told] == [longer]


def test_what_nobody_was_told_is_not_told_again(bench: Rig) -> None:
    file(bench, PAPERS[0], OPENINGS[0], baseline=True)
    assert file(bench, PAPERS[1], OPENINGS[1]) == []


def test_what_is_muted_is_not_told_again(bench: Rig) -> None:
    spread(bench, 1)
    with bench.store.begin() as tx:
        alerts.mute(tx, "group", "guild", NOW + timedelta(days=1))
    assert file(bench, PAPERS[1], OPENINGS[1]) == []


def test_a_route_that_asks_for_nothing_is_told_once(tmp_path: Path) -> None:
    bench = rig(tmp_path, watchlists=(watchlist(routes=(Route("inbox"),)),), outlets=(GAZETTE, *PAPERS))
    assert [len(told) for told in spread(bench, 3)] == [1, 0, 0]
