"""Watching the sources: the operator is told once when one is in trouble, and once when it is well again."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.render.notice import Notice, Trouble, notice
from onrecord.model import Settings
from onrecord.pipeline.outcomes import Watched
from onrecord.pipeline.polling import Clock
from onrecord.pipeline.sending import Delivers
from onrecord.pipeline.standing import Standing, standing
from store import sources
from store.database import Store
from store.sources import SourceHealth

PATIENCE = timedelta(hours=1)
"""How long a source may fail before the operator is told: most failures pass."""
FAILURES = 3
"""How often in a row it must have failed by then."""


class Watchman:
    """Watches all sources of a config. Does nothing where the config names no operator's channel."""

    def __init__(self, store: Store, deliverer: Delivers, settings: Settings, *, clock: Clock) -> None:
        self._store, self._deliverer, self._settings, self._clock = store, deliverer, settings, clock
        self._channel = next((one for one in settings.channels if one.id == settings.operator), None)

    async def watch(self) -> Watched | None:
        """Look at every source, and tell what changed since the operator was told last; None when nothing did.

        What cannot be delivered is told at the next watch, with what has changed by then.
        """
        if self._channel is None:
            return None
        found, told = self._changes(self._clock())
        if not found.troubles and not found.recovered:
            return None
        receipt = await self._deliverer.send(notice(found, self._channel, now=self._clock()), self._channel.id)
        if receipt.ok:
            with self._store.begin() as tx:
                sources.tell(tx, told)
        return Watched(found, self._channel.id, receipt)

    def _changes(self, now: datetime) -> tuple[Notice, dict[str, str | None]]:
        """What to tell, and what the rows keep of it once it was told."""
        with self._store.read() as tx:
            rows, before = sources.health(tx, now), sources.told(tx)
        configured = {source.id: source for source in self._settings.sources}
        troubles: list[Trouble] = []
        recovered: list[str] = []
        told: dict[str, str | None] = {}
        for row in rows:
            source = configured.get(row.source_id)
            if source is None:
                continue
            stands, known = standing(row, source, self._settings, now), before.get(row.source_id)
            if known is None and stands.trouble and _lasts(row, stands, now):
                troubles.append(Trouble(row.source_id, stands.word, stands.detail))
                told[row.source_id] = stands.word
            elif known is not None and not stands.trouble:
                recovered.append(row.source_id)
                told[row.source_id] = None
        return Notice(tuple(troubles), tuple(recovered)), told


def _lasts(row: SourceHealth, stands: Standing, now: datetime) -> bool:
    """Whether a trouble is more than a hiccup."""
    if stands.word != "failing":
        return True
    well = row.state.last_success_at
    return row.state.streak >= FAILURES and (well is None or now - well >= PATIENCE)
