"""One pruning: forget what the config does not keep, and never what novelty needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from crawler.archive import Archive
from monitor import copies, novelty
from onrecord.model import Settings
from onrecord.pipeline.outcomes import Pruned
from onrecord.pipeline.polling import Clock
from store import captures, pruning
from store.database import Store

Forget = Callable[[Connection, datetime], int]


class Pruner:
    """Forgets. One instance serves a config."""

    def __init__(self, store: Store, settings: Settings, *, clock: Clock) -> None:
        self._store, self._clock, self._keep = store, clock, settings.keep
        folder = settings.evidence_folder
        self._archive = None if folder is None else Archive(folder)
        # An article is read, and its statements looked up, as late as its page is tried.
        late = settings.retry_for + timedelta(days=1)
        self._copied, self._remembered = copies.WINDOW + late, novelty.REMEMBERED + late

    async def prune(self) -> Pruned:
        """Forget what is too old, in short transactions, away from the loop."""
        now = self._clock()
        old_text = now - max(self._keep.texts, self._copied)
        texts = await self._all(pruning.texts, old_text)
        await self._all(pruning.summaries, old_text)
        silences = await self._all(pruning.silences, now - max(self._keep.silences, self._remembered))
        deliveries = await self._all(pruning.deliveries, now - self._keep.deliveries)
        keys = await self._keys(now)
        pages = await asyncio.to_thread(self._pages, self._archive, now - self._keep.pages) if self._archive else 0
        return Pruned(texts, silences, deliveries, keys, pages)

    async def _all(self, forget: Forget, before: datetime) -> int:
        total = 0
        while done := await asyncio.to_thread(self._some, forget, before):
            total += done
            if done < pruning.BATCH:
                break
        return total

    async def _keys(self, now: datetime) -> int:
        """What statements and copies are found by: no use beyond the time that is looked back on."""
        total = 0
        for part in pruning.slices():
            statements, bands = partial(pruning.statement_keys, part=part), partial(pruning.bands, part=part)
            total += await asyncio.to_thread(self._some, statements, now - self._remembered)
            total += await asyncio.to_thread(self._some, bands, now - self._copied)
        return total

    def _pages(self, archive: Archive, before: datetime) -> int:
        """Whole files: first the rows, so that none ever leads nowhere."""
        total = 0
        with self._store.read() as tx:
            files = captures.stale(tx, before)
        for file in files:
            with self._store.begin() as tx:
                total += captures.forget(tx, file)
            archive.forget(file)
        return total

    def _some(self, forget: Forget, before: datetime) -> int:
        with self._store.begin() as tx:
            return forget(tx, before)
