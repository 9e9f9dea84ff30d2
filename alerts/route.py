"""Which channels an alert goes to, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import Alert, Watchlist


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """Tell this channel, and not before then (aware UTC)."""

    channel: str
    not_before: datetime


def route(alert: Alert, watchlists: Iterable[Watchlist], *, now: datetime) -> tuple[RouteDecision, ...]:
    """One decision for each channel that the alert's watchlist names, in its order, each channel once.

    An update goes where a route asks for updates at the threshold that was reached.
    """
    channels = dict.fromkeys(
        way.channel
        for watchlist in watchlists
        if watchlist.id == alert.watchlist
        for way in watchlist.routes
        if alert.kind != "update" or alert.reached in way.updates
    )
    return tuple(RouteDecision(channel, not_before=now) for channel in channels)
