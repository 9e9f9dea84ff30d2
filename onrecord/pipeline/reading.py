"""One reading: fetch an entry's page, extract it, file it; or file what the feed says and try the page again."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

from sqlalchemy import Connection

from crawler.extract import from_entry
from crawler.lines import LineMemory, learnt, without_repeated
from crawler.walls import needs_javascript, soft_404
from monitor.analysis import Analysis
from onrecord.errors import ExtractError, FetchError, RateLimited, Refused, RobotsDisallowed, TooLarge
from onrecord.model import Article, Entry, Failure, Outlet, Page, Settings
from onrecord.pipeline.asking import Fetches
from onrecord.pipeline.desk import Assignment, Desk, Settle
from onrecord.pipeline.keeping import Keeps, Nowhere, body_digest
from onrecord.pipeline.outcomes import Filed, Read
from onrecord.pipeline.polling import Clock
from store import entries, lines
from store.database import Store
from store.entries import EntryState, PendingEntry

FIRST_RETRY = timedelta(minutes=2)
LONGEST_RETRY = timedelta(hours=3)
GONE = frozenset({404, 410, 451})
"""Statuses after which a page is not asked for again."""

_NEEDS_JAVASCRIPT = "the page shows its text only with JavaScript, and no browser is asked to"
_NOT_EVEN_SO = "the page shows its text only with JavaScript, and none in a browser either"

log = logging.getLogger(__name__)


class Extracts(Protocol):
    """What can extract a page: `crawler.extract.Extractor`."""

    async def extract(self, page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
        """The article on the page, or an ExtractError."""
        ...


def next_read(attempts: int, failure: Failure, rng: random.Random) -> datetime:
    """When to ask for a page again: doubling waits with jitter, never before the host allows it."""
    doubled: timedelta = FIRST_RETRY * (1 << min(attempts, 12))
    wait = min(doubled, LONGEST_RETRY) * rng.uniform(0.8, 1.2)
    return failure.at + max(wait, failure.retry_after or timedelta())


async def extracted(
    extractor: Extracts, page: Page, outlet: Outlet, first_seen: datetime, hint: Entry | None = None
) -> Article:
    """The article of a page that came with a good status.

    Raises:
        Refused: the page only says that there is nothing: status 404 in all but name.
        ExtractError: no article text; it says so when the page shows none without JavaScript.
    """
    missing = soft_404(page)
    if missing:
        raise Refused(page.requested_url, f"status 404 in all but name: {missing}", HTTPStatus.NOT_FOUND)
    try:
        article = await extractor.extract(page, outlet=outlet, first_seen=first_seen, hint=hint)
    except ExtractError as error:
        if needs_javascript(page.body):
            raise ExtractError(page.url, _NOT_EVEN_SO if outlet.render else _NEEDS_JAVASCRIPT) from error
        raise
    # Where there is nothing else, the plea to switch it on is taken for the text.
    if "javascript" in article.text.casefold() and needs_javascript(page.body):
        raise ExtractError(page.url, _NOT_EVEN_SO if outlet.render else _NEEDS_JAVASCRIPT)
    return article


class Reader:
    """Reads entries. One instance serves all of them.

    Attributes:
        width: how many pages can be in work, so that no outlet ever waits for another one's.
    """

    def __init__(
        self,
        store: Store,
        fetcher: Fetches,
        extractor: Extracts,
        desk: Desk,
        settings: Settings,
        *,
        clock: Clock,
        rng: random.Random,
        keeper: Keeps | None = None,
    ) -> None:
        self._store, self._fetcher, self._extractor, self._desk = store, fetcher, extractor, desk
        self._clock, self._rng = clock, rng
        self._keeper = keeper or Nowhere()
        self._filing = asyncio.Lock()
        self._retry_for = settings.retry_for
        self._outlets = {outlet.id: outlet for outlet in settings.outlets}
        self._whole = {source.id for source in settings.sources if source.kind == "telegram"}
        # One more than may be fetched at a time: that one is extracted meanwhile.
        self._each = 1 + max((outlet.politeness.concurrency for outlet in settings.outlets), default=1)
        self.width = self._each * max(1, len(settings.outlets))

    def due(self, busy: frozenset[str], limit: int) -> Sequence[PendingEntry]:
        """The entries to read now, without those in work; of no outlet more than its hosts can be asked for."""
        reading = [int(entry_id) for entry_id in busy]
        with self._store.read() as tx:
            return entries.pending(tx, self._clock(), limit, exclude=reading, each=self._each)

    async def read(self, waiting: PendingEntry) -> Read:
        """Read one entry and commit what came of it. What nobody expected is kept on the row, and logged loudly."""
        outlet = self._outlets.get(waiting.outlet)
        if outlet is None:
            failure = Failure("not configured", f"outlet {waiting.outlet} is no longer configured", self._clock())
            return self._settle_unread(waiting, failure, None)
        try:
            return await self._read(waiting, outlet)
        except Exception as error:
            log.exception("reading %s ended in an error nobody expected", waiting.entry.url)
            failure = Failure("unexpected", f"{type(error).__name__}: {error}"[:300], self._clock())
            return self._settle_unread(waiting, failure, self._again(waiting, failure))

    async def _read(self, waiting: PendingEntry, outlet: Outlet) -> Read:
        if waiting.source_id in self._whole:
            return await self._post(waiting, outlet)
        try:
            page = await self._fetcher.get(waiting.entry.url, outlet=outlet)
            await self._keeper.keep(page, outlet.id)
            article = await extracted(self._extractor, page, outlet, waiting.first_seen, waiting.entry)
        except (FetchError, ExtractError) as error:
            return await self._without_page(waiting, outlet, error)
        filed = await self._file(article, waiting, outlet, body_sha256=body_digest(page))
        return Read(waiting.entry.url, outlet.id, filed.article.fetched_at, filed=filed)

    async def _post(self, waiting: PendingEntry, outlet: Outlet) -> Read:
        """File a channel's message: the channel's page showed the whole of it, its own page shows no more."""
        now = self._clock()
        article = from_entry(waiting.entry, outlet=outlet, first_seen=waiting.first_seen, now=now)
        filed = await self._file(replace(article, origin="page"), waiting, outlet, body_sha256=waiting.shown_by)
        return Read(waiting.entry.url, outlet.id, now, filed=filed)

    def _learn(self, tx: Connection, outlet: Outlet, text: str) -> None:
        memory = LineMemory(*lines.recall(tx, outlet.id))
        after = learnt(text, memory)
        lines.keep(tx, outlet.id, after.pages, after.seen)

    async def _without_page(self, waiting: PendingEntry, outlet: Outlet, error: FetchError | ExtractError) -> Read:
        """Keep the failure; the first time, file what the feed itself tells."""
        now = self._clock()
        retry_after = error.retry_after if isinstance(error, RateLimited) else None
        failure = Failure(kind=error.kind, detail=error.cause, at=now, retry_after=retry_after)
        next_try = self._next_try(waiting, failure, error)
        told = (waiting.entry.title + waiting.entry.summary).strip()
        if waiting.state is EntryState.FEED_ONLY or not told:
            return self._settle_unread(waiting, failure, next_try)
        article = from_entry(waiting.entry, outlet=outlet, first_seen=waiting.first_seen, now=now)
        article = replace(article, url=waiting.canonical_url)
        analysis = await asyncio.to_thread(self._desk.analyse, article)
        filed = await self._filed(
            analysis,
            Assignment(article, outlet, waiting.baseline, now, entry_id=waiting.id, body_sha256=waiting.shown_by),
            lambda tx: entries.settle_feed_only(tx, waiting.id, failure, next_try),
        )
        return Read(waiting.entry.url, outlet.id, now, filed=filed, failure=failure, given_up=next_try is None)

    async def _file(self, article: Article, waiting: PendingEntry, outlet: Outlet, *, body_sha256: str | None) -> Filed:
        again = waiting.state is EntryState.FEED_ONLY
        whole = article.text
        with self._store.read() as tx:
            memory = LineMemory(*lines.recall(tx, outlet.id))
        article = replace(article, text=without_repeated(whole, memory))
        if again:
            # The page may name another canonical address; it is still the article that the feed told of.
            article = replace(article, url=waiting.canonical_url)
        analysis = await asyncio.to_thread(self._desk.analyse, article)
        assignment = Assignment(
            article, outlet, waiting.baseline, self._clock(), entry_id=waiting.id, body_sha256=body_sha256, again=again
        )

        def settle(tx: Connection) -> None:
            entries.settle_read(tx, waiting.id)
            self._learn(tx, outlet, whole)

        return await self._filed(analysis, assignment, settle)

    async def _filed(self, analysis: Analysis, assignment: Assignment, settle: Settle) -> Filed:
        """File one article at a time, and away from the loop: what is to be sent waits for no other that was read."""
        async with self._filing:
            return await asyncio.to_thread(self._desk.file, analysis, assignment, settle)

    def _next_try(self, waiting: PendingEntry, failure: Failure, error: FetchError | ExtractError) -> datetime | None:
        """When to ask again; None when nothing will change or it has been tried long enough."""
        final = isinstance(error, RobotsDisallowed | TooLarge | ExtractError)
        if final or (isinstance(error, Refused) and error.status in GONE):
            return None
        return self._again(waiting, failure)

    def _again(self, waiting: PendingEntry, failure: Failure) -> datetime | None:
        at = next_read(waiting.attempts, failure, self._rng)
        return at if at <= waiting.first_seen + self._retry_for else None

    def _settle_unread(self, waiting: PendingEntry, failure: Failure, next_try: datetime | None) -> Read:
        """Keep the failure; an article made from the feed before stays what it is."""
        settle = entries.settle_feed_only if waiting.state is EntryState.FEED_ONLY else entries.settle_failed
        with self._store.begin() as tx:
            settle(tx, waiting.id, failure, next_try)
        return Read(waiting.entry.url, waiting.outlet, failure.at, failure=failure, given_up=next_try is None)
