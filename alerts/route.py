"""Which channels an alert goes to, and when. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from alerts.schedule import after_quiet, is_slot, next_slot
from onrecord.model import Alert, Channel, KeywordRule, Priority, Route, Schedule, Told, Wanted, Watchlist

Holds: TypeAlias = Callable[[KeywordRule, str, str], bool]
"""Whether a keyword rule holds for a text in a language."""


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """Tell this channel, and not before then (aware UTC); in one message with all else for that moment if `bundled`."""

    channel: str
    not_before: datetime
    bundled: bool = False


def route(
    alert: Alert,
    watchlists: Iterable[Watchlist],
    channels: Mapping[str, Channel],
    *,
    now: datetime,
    holds: Holds,
) -> tuple[RouteDecision, ...]:
    """One decision for each channel that a fitting route of the alert's watchlist names, in their order.

    Where several routes lead to one channel, the earliest counts. An update goes where a route asks for the threshold
    that was reached, an edit where one asks for edits. Quiet hours hold what is not to wake.

    Args:
        alert: as decided.
        watchlists: all that there are.
        channels: by id.
        now: aware UTC.
        holds: who knows about keyword rules.
    """
    decided: dict[str, RouteDecision] = {}
    for watchlist in watchlists:
        if watchlist.id != alert.watchlist:
            continue
        grade = priority(alert, watchlist, holds)
        for way in watchlist.routes:
            if _asks_for(alert, way) and meets(alert, way.wanted, grade, holds):
                one = _when(way, channels.get(way.channel), now)
                known = decided.setdefault(way.channel, one)
                if one.not_before < known.not_before:
                    decided[way.channel] = one
    return tuple(decided.values())


def priority(alert: Alert, watchlist: Watchlist, holds: Holds) -> Priority:
    """High when the alert is what the watchlist calls urgent."""
    urgent = watchlist.urgent
    return "high" if urgent is not None and meets(alert, urgent, "normal", holds) else "normal"


def meets(alert: Alert, wanted: Wanted, grade: Priority, holds: Holds) -> bool:
    """Whether an alert of this priority is among those that are meant."""
    asked_of_all: tuple[tuple[tuple[str, ...], str], ...] = (
        (wanted.groups, alert.group),
        (wanted.outlets, alert.article.outlet),
        (wanted.languages, alert.article.language),
        (wanted.priorities, grade),
    )
    if any(asked and found not in asked for asked, found in asked_of_all):
        return False
    if wanted.persons or wanted.kinds or wanted.acts or wanted.keywords:
        return any(_says(told, wanted, holds) for told in alert.told) or _excerpt_fits(alert, wanted, holds)
    return True


def digests(watchlists: Iterable[Watchlist], channel: str) -> Iterator[tuple[Watchlist, Schedule]]:
    """The digests that go to a channel, each with the watchlist that it is of."""
    for watchlist in watchlists:
        for way in watchlist.routes:
            if way.channel == channel and way.digest is not None:
                yield watchlist, way.digest


def digests_at(
    watchlists: Iterable[Watchlist], channel: Channel, at: datetime
) -> tuple[tuple[Watchlist, Schedule], ...]:
    """Those that are due at exactly this moment."""
    return tuple(each for each in digests(watchlists, channel.id) if is_slot(each[1], channel, at))


def _asks_for(alert: Alert, way: Route) -> bool:
    if alert.kind == "edit":
        return way.edits
    if alert.kind == "update":
        return alert.reached in way.levels
    return way.threshold is None


def _when(way: Route, channel: Channel | None, now: datetime) -> RouteDecision:
    if channel is None:
        return RouteDecision(way.channel, now)
    if way.digest is not None:
        return RouteDecision(way.channel, next_slot(way.digest, channel, now), bundled=True)
    at = now if way.wakes else after_quiet(channel, now)
    return RouteDecision(way.channel, at, bundled=at > now)


def _says(told: Told, wanted: Wanted, holds: Holds) -> bool:
    """Whether one statement is what is asked of statements."""
    if wanted.persons and told.person not in wanted.persons:
        return False
    if wanted.kinds and told.kind not in wanted.kinds:
        return False
    if wanted.acts and not set(told.acts) & set(wanted.acts):
        return False
    return not wanted.keywords or any(holds(rule, told.words, told.language) for rule in wanted.keywords)


def _excerpt_fits(alert: Alert, wanted: Wanted, holds: Holds) -> bool:
    """Whether an alert without statements holds a keyword; of speakers, kinds and acts it has none."""
    if alert.told or wanted.persons or wanted.kinds or wanted.acts:
        return False
    return any(holds(rule, alert.excerpt, alert.article.language) for rule in wanted.keywords)
