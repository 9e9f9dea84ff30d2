from __future__ import annotations

from dataclasses import replace

from alerts.route import RouteDecision, route
from onrecord.model import Route, Watchlist
from tests.alerts.samples import ENGLISH, NOW

OWN = Watchlist("northern-front", "Northern Front", routes=(Route("phone"), Route("room"), Route("phone")))
OTHER = Watchlist("elsewhere", "Elsewhere", routes=(Route("desk"),))


def test_an_alert_goes_to_the_channels_of_its_watchlist_at_once_and_to_each_one_time() -> None:
    assert route(ENGLISH, [OTHER, OWN], now=NOW) == (RouteDecision("phone", NOW), RouteDecision("room", NOW))


def test_an_update_goes_where_a_route_asks_for_its_threshold() -> None:
    asking = Watchlist("northern-front", "Northern Front", routes=(Route("phone", (3, 10)), Route("room", (10,))))
    third = replace(ENGLISH, kind="update", reached=3)
    assert route(third, [asking], now=NOW) == (RouteDecision("phone", NOW),)
    assert [way.channel for way in route(replace(third, reached=10), [asking], now=NOW)] == ["phone", "room"]


def test_an_edit_goes_where_a_route_asks_for_edits() -> None:
    asking = Watchlist("northern-front", "Northern Front", routes=(Route("phone", edits=True), Route("room", (3,))))
    assert route(replace(ENGLISH, kind="edit"), [asking], now=NOW) == (RouteDecision("phone", NOW),)


def test_an_alert_whose_watchlist_is_gone_goes_nowhere() -> None:
    assert route(ENGLISH, [OTHER], now=NOW) == ()
