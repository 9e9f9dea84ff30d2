"""Which way an alert goes, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from alerts.route import RouteDecision, digests_at, route
from onrecord.model import (
    Alert,
    Channel,
    KeywordRule,
    Kind,
    Quiet,
    Route,
    Schedule,
    Wanted,
    Watchlist,
)
from tests.alerts.samples import ENGLISH, KEYWORD, MENTION, NOW

OWN = Watchlist("northern-front", "Northern Front", routes=(Route("phone"), Route("room"), Route("phone")))
OTHER = Watchlist("elsewhere", "Elsewhere", routes=(Route("desk"),))
CHANNELS = {name: Channel(name, "console", timezone="Asia/Beirut") for name in ("phone", "room", "desk")}
HOUR = timedelta(hours=1)


def holds(rule: KeywordRule, text: str, _language: str) -> bool:
    return all(word in text for word in rule.all)


def ways(alert: Alert, *routes: Route, now: datetime = NOW, **changes: object) -> tuple[RouteDecision, ...]:
    """Where the alert goes when its watchlist has these routes."""
    asking = replace(OWN, routes=routes, **changes)  # type: ignore[arg-type]
    return route(alert, [OTHER, asking], CHANNELS, now=now, holds=holds)


def test_an_alert_goes_to_the_channels_of_its_watchlist_at_once_and_to_each_one_time() -> None:
    assert ways(ENGLISH, *OWN.routes) == (RouteDecision("phone", NOW), RouteDecision("room", NOW))


def test_an_update_goes_where_a_route_asks_for_its_threshold() -> None:
    asking = (Route("phone", (3, 10)), Route("room", (10,)))
    third = replace(ENGLISH, kind="update", reached=3)
    assert ways(third, *asking) == (RouteDecision("phone", NOW),)
    assert [way.channel for way in ways(replace(third, reached=10), *asking)] == ["phone", "room"]


def test_a_threshold_route_hears_nothing_before_its_threshold() -> None:
    patient = Route("phone", threshold=3)
    assert ways(ENGLISH, patient) == ()
    assert ways(replace(ENGLISH, kind="update", reached=3), patient) == (RouteDecision("phone", NOW),)


def test_an_edit_goes_where_a_route_asks_for_edits() -> None:
    asking = (Route("phone", edits=True), Route("room", (3,)))
    assert [way.channel for way in ways(replace(ENGLISH, kind="edit"), *asking)] == ["phone"]


def test_an_alert_whose_watchlist_is_gone_goes_nowhere() -> None:
    assert route(ENGLISH, [OTHER], CHANNELS, now=NOW, holds=holds) == ()


def test_a_digest_waits_for_its_next_hour_and_is_bundled() -> None:
    daily = Route("phone", digest=Schedule((time(7), time(21))))
    (way,) = ways(ENGLISH, daily)
    assert way == RouteDecision("phone", NOW.replace(hour=19, minute=0), bundled=True)  # 21:00 in Beirut


def test_of_two_ways_to_one_channel_the_earlier_counts() -> None:
    daily, urgent = Route("phone", digest=Schedule((time(7),))), Route("phone", wanted=Wanted(acts=("demand",)))
    assert ways(ENGLISH, daily, urgent) == (RouteDecision("phone", NOW),)
    assert [way.bundled for way in ways(MENTION, daily, urgent)] == [True]


ALL_OF_IT = (
    Wanted(groups=("northern-front",)),
    Wanted(outlets=("harbour-herald", "other")),
    Wanted(languages=("en",)),
    Wanted(kinds=(Kind.INDIRECT,)),
    Wanted(acts=("threat",)),
    Wanted(persons=("idris",)),
    Wanted(keywords=(KeywordRule("k", all=("fishermen",)), KeywordRule("l", all=("whales",)))),
    Wanted(acts=("demand",), kinds=(Kind.DIRECT,), languages=("en",)),
)
NONE_OF_IT = (
    Wanted(groups=("southern-front",)),
    Wanted(outlets=("other",)),
    Wanted(languages=("ar",)),
    Wanted(kinds=(Kind.MIXED,)),
    Wanted(acts=("offer",)),
    Wanted(persons=("salma",)),
    Wanted(keywords=(KeywordRule("l", all=("whales",)),)),
    # Each is met by one of the two statements, and none by the same.
    Wanted(acts=("threat",), kinds=(Kind.DIRECT,)),
    Wanted(priorities=("high",)),
)
SPOKEN = replace(ENGLISH, told=tuple(replace(told, person="idris") for told in ENGLISH.told))


@pytest.mark.parametrize("wanted", ALL_OF_IT)
def test_a_route_takes_what_meets_all_that_it_asks(wanted: Wanted) -> None:
    assert len(ways(SPOKEN, Route("phone", wanted=wanted))) == 1


@pytest.mark.parametrize("wanted", NONE_OF_IT)
def test_a_route_leaves_what_does_not(wanted: Wanted) -> None:
    assert ways(SPOKEN, Route("phone", wanted=wanted)) == ()


def test_an_alert_without_statements_may_hold_a_keyword_but_no_act() -> None:
    boats = Wanted(keywords=(KeywordRule("k", all=("boats",)),))
    assert len(ways(KEYWORD, Route("phone", wanted=boats))) == 1
    assert ways(KEYWORD, Route("phone", wanted=replace(boats, acts=("threat",)))) == ()


def test_what_a_watchlist_calls_urgent_is_of_high_priority_and_the_rest_of_normal() -> None:
    high = Route("phone", wanted=Wanted(priorities=("high",)))
    normal = Route("room", wanted=Wanted(priorities=("normal",)))
    assert [way.channel for way in ways(ENGLISH, high, normal, urgent=Wanted(acts=("threat",)))] == ["phone"]
    assert [way.channel for way in ways(ENGLISH, high, normal, urgent=Wanted(acts=("claim",)))] == ["room"]
    assert [way.channel for way in ways(ENGLISH, high, normal)] == ["room"]


def test_quiet_hours_hold_and_bundle_what_is_not_to_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHANNELS, "phone", replace(CHANNELS["phone"], quiet=Quiet(time(20), time(7))))
    morning = NOW.replace(day=23, hour=5, minute=0)
    assert ways(ENGLISH, Route("phone")) == (RouteDecision("phone", morning, bundled=True),)
    assert ways(ENGLISH, Route("phone", wakes=True)) == (RouteDecision("phone", NOW),)
    assert ways(ENGLISH, Route("phone"), now=morning) == (RouteDecision("phone", morning),)


def test_the_digests_of_an_hour_are_those_that_are_due_then() -> None:
    daily, other = Schedule((time(7),)), Schedule((time(8),))
    lists = [replace(OWN, routes=(Route("phone", digest=daily), Route("room", digest=daily)))]
    lists.append(replace(OTHER, routes=(Route("phone", digest=other),)))
    seven = NOW.replace(hour=5, minute=0)
    assert digests_at(lists, CHANNELS["phone"], seven) == ((lists[0], daily),)
    assert digests_at(lists, CHANNELS["phone"], seven + HOUR) == ((lists[1], other),)
    assert digests_at(lists, CHANNELS["phone"], seven + HOUR / 2) == ()
