"""Dispatching: an alert goes into the outbox, by itself or into the bundle that its route says."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import Connection

from alerts.route import digests, route
from alerts.schedule import next_slot
from monitor.keywords import CompiledRule, compile_rule
from onrecord.model import Alert, KeywordRule, Settings
from store import bundles, deliveries

_DAY: Final = timedelta(days=1)


class Dispatcher:
    """Puts alerts into the outbox. One instance serves a config."""

    def __init__(self, settings: Settings) -> None:
        self._watchlists = settings.watchlists
        self._channels = {channel.id: channel for channel in settings.channels}

    def dispatch(self, tx: Connection, alert: Alert, now: datetime) -> None:
        """Queue an alert for every channel that a route leads to; once, however often it is asked."""
        for way in route(alert, self._watchlists, self._channels, now=now, holds=holds):
            # A bundle that left before its time, for a clock that was set back, takes nobody: the alert goes alone.
            bundle = bundles.open_slot(tx, way.channel, way.not_before) if way.bundled else None
            deliveries.enqueue(tx, alert.id, way.channel, way.not_before, carrier=bundle)

    def open_heartbeats(self, tx: Connection, now: datetime) -> datetime:
        """Open the next digest of everyone who wants to hear that there is nothing new.

        It is opened before its hour, so that an hour that passes while nothing runs is made up once, not once for
        every hour.

        Returns:
            When to come again.
        """
        opened = [now + _DAY]
        for channel in self._channels.values():
            for _, schedule in digests(self._watchlists, channel.id):
                if schedule.heartbeat:
                    opened.append(next_slot(schedule, channel, now))
                    bundles.open_slot(tx, channel.id, opened[-1])
        return min(opened)


def holds(rule: KeywordRule, text: str, language: str) -> bool:
    """Whether a keyword rule holds for a text."""
    return _compiled(rule).search(text, language) is not None


@cache
def _compiled(rule: KeywordRule) -> CompiledRule:
    return compile_rule(rule)
