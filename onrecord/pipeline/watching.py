"""Watching the sources: the operator is told once when one is in trouble, and once when it is well again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from onrecord.model import Notice, Settings
from onrecord.pipeline.notifying import Operator
from onrecord.pipeline.outcomes import Watched
from onrecord.pipeline.polling import Clock
from onrecord.pipeline.standing import SILENT, Standing, standings
from store import sources
from store.database import Store
from store.sources import SourceHealth

PATIENCE = timedelta(hours=1)
"""How long a source may fail before the operator is told: most failures pass."""
FAILURES = 3
"""How often in a row it must have failed by then."""


class Watchman:
    """Watches all sources of a config. Does nothing where the config names no operator's channel."""

    def __init__(self, store: Store, settings: Settings, *, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._operator = Operator(settings)

    def watch(self) -> Watched | None:
        """Look at every source, and tell what changed since the operator was told last; None when nothing did."""
        channel, now = self._operator.channel, self._clock()
        if channel is None:
            return None
        changes = tuple(self._changes(now))
        if not changes:
            return None
        notices = tuple(notice for notice, _ in changes)
        with self._store.begin() as tx:
            self._operator.tell(tx, notices, now)
            sources.tell(tx, {notice.about: word for notice, word in changes})
        return Watched(notices, channel.id)

    def _changes(self, now: datetime) -> Iterator[tuple[Notice, str | None]]:
        """What to tell, and what the source's row keeps of it."""
        with self._store.read() as tx:
            rows, before = sources.health(tx, now), sources.told(tx)
        silent = {row.outlet for row in rows if before.get(row.source_id) == SILENT}
        for row, stands in standings(rows, self._settings, now):
            known = before.get(row.source_id)
            if known is None and stands.word == SILENT:
                # All sources of an outlet are silent together: that is one piece of news.
                if row.outlet in silent:
                    continue
                silent.add(row.outlet)
            if known is None and stands.trouble and _lasts(row, stands, now):
                yield Notice("source_trouble", row.source_id, f"{stands.word}: {stands.detail}"), stands.word
            elif known is not None and not stands.trouble:
                yield Notice("source_well", row.source_id, "well again"), None


def _lasts(row: SourceHealth, stands: Standing, now: datetime) -> bool:
    """Whether a trouble is more than a hiccup."""
    if stands.word != "failing":
        return True
    well = row.state.last_success_at
    return row.state.streak >= FAILURES and (well is None or now - well >= PATIENCE)
