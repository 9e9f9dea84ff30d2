"""Which channels an alert goes to, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import Alert, Route, Watchlist


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """Tell this channel, and not before then (aware UTC)."""

    channel: str
    not_before: datetime


def route(alert: Alert, watchlists: Iterable[Watchlist], *, now: datetime) -> tuple[RouteDecision, ...]:
    """One decision for each channel that the alert's watchlist names, in its order, each channel once.

    An update goes where a route asks for updates at the threshold that was reached, an edit where one asks for edits.
    """
    channels = dict.fromkeys(
        way.channel
        for watchlist in watchlists
        if watchlist.id == alert.watchlist
        for way in watchlist.routes
        if _asks(way, alert)
    )
    return tuple(RouteDecision(channel, not_before=now) for channel in channels)


def _asks(way: Route, alert: Alert) -> bool:
    if alert.kind == "edit":
        return way.edits
    return alert.kind != "update" or alert.reached in way.updates
