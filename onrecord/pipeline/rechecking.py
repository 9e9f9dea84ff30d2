"""One recheck: fetch the page of an alert again, and see whether what was told still stands there as it was told."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus

from sqlalchemy import Connection

from crawler import telegram
from crawler.extract import from_entry
from crawler.lines import LineMemory, without_repeated
from monitor import edits as compared
from onrecord.errors import ExtractError, FeedError, FetchError, RateLimited, Refused
from onrecord.model import Alert, Article, Edit, Failure, Outlet, Page, Recheck, Settings, Source, Watchlist
from onrecord.pipeline.asking import Fetches, parsed
from onrecord.pipeline.dispatch import Dispatcher
from onrecord.pipeline.keeping import Keeps, Nowhere, body_digest
from onrecord.pipeline.outcomes import Rechecked
from onrecord.pipeline.polling import Clock
from onrecord.pipeline.reading import GONE, Extracts, extracted, next_read
from onrecord.text import derived_id
from store import alerts, articles, edits, lines, rechecks
from store.articles import StoredArticle
from store.database import Store
from store.edits import Quoted

log = logging.getLogger(__name__)

Became = Sequence[tuple[Quoted, Edit | None]]
"""The quotations of an article, each with what became of it."""


class Rechecker:
    """Looks at pages again. One instance serves all of them."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetches,
        extractor: Extracts,
        settings: Settings,
        *,
        clock: Clock,
        rng: random.Random,
        keeper: Keeps | None = None,
    ) -> None:
        self._store, self._fetcher, self._extractor = store, fetcher, extractor
        self._clock, self._rng, self._keeper = clock, rng, keeper or Nowhere()
        self._watchlists, self._retry_for = settings.watchlists, settings.retry_for
        self._dispatcher = Dispatcher(settings)
        self._outlets = {outlet.id: outlet for outlet in settings.outlets}
        channels = (source for source in settings.sources if source.kind == "telegram")
        self._channels = {(source.outlet, telegram.channel(source.url)): source for source in channels}

    def due(self, busy: frozenset[str], limit: int) -> Sequence[Recheck]:
        """The rechecks to make now, without those in work."""
        with self._store.read() as tx:
            return rechecks.due(tx, self._clock(), limit, exclude=[int(number) for number in busy])

    async def recheck(self, planned: Recheck) -> Rechecked:
        """Look at one page again and commit what came of it. What nobody expected is logged loudly, and tried again."""
        try:
            return await self._recheck(planned)
        except Exception as error:
            log.exception("looking at %s again ended in an error nobody expected", planned.url)
            return self._failed(planned, "unexpected", f"{type(error).__name__}: {error}"[:300])

    async def _recheck(self, planned: Recheck) -> Rechecked:
        outlet = self._outlets.get(planned.outlet)
        with self._store.read() as tx:
            found = edits.subject(tx, planned.article_id)
        message = telegram.message(planned.url)
        channel = self._channels.get((planned.outlet, message[0])) if message else None
        if outlet is None or found is None or (message and channel is None):
            return self._done(planned, "nothing to compare with")
        known, quoted = found
        try:
            if message and channel:
                page, article = await self._message(planned.url, message[1], channel, outlet, known)
            else:
                page = await self._fetcher.get(planned.url, outlet=outlet)
                await self._keeper.keep(page, outlet.id)
                article = await extracted(self._extractor, page, outlet, known.article.first_seen)
        except Refused as error:
            if error.status in GONE:
                became = compared.gone(known.article.text, [each.parts for each in quoted])
                return self._compared(planned, known, list(zip(quoted, became, strict=True)))
            return self._failed(planned, error.kind, error.cause)
        except (FetchError, ExtractError, FeedError) as error:
            wait = error.retry_after if isinstance(error, RateLimited) else None
            return self._failed(planned, error.kind, error.cause, Failure("", "", self._clock(), wait))
        parts = [each.parts for each in quoted]
        verdicts = compared.compare(known.article.text, parts, article.text, known.article.language)
        return self._compared(planned, known, list(zip(quoted, verdicts, strict=True)), article, page)

    async def _message(
        self, url: str, number: int, channel: Source, outlet: Outlet, known: StoredArticle
    ) -> tuple[Page, Article]:
        """A channel's message as the channel shows it now.

        Raises:
            Refused: the channel has removed it.
            FetchError: the channel's page was not to be had.
            FeedError: it does not show whether the message is still there.
        """
        page = await self._fetcher.get(telegram.ending_with(channel.url, number), outlet=outlet)
        await self._keeper.keep(page, outlet.id)
        entry = telegram.find(parsed(page, channel, outlet), url)
        if entry is None:
            raise Refused(url, "the channel does not show this message any more", HTTPStatus.GONE)
        article = from_entry(entry, outlet=outlet, first_seen=known.article.first_seen, now=page.fetched_at)
        return page, replace(article, origin="page")

    def _compared(
        self,
        planned: Recheck,
        known: StoredArticle,
        became: Became,
        article: Article | None = None,
        page: Page | None = None,
    ) -> Rechecked:
        """Keep the edits and the text as it is now, and tell who asked for it: one transaction."""
        now, digest = self._clock(), None if page is None else body_digest(page)
        with self._store.begin() as tx:
            if article is not None and _differs(tx, article, known.article):
                version = replace(article, url=known.article.url)
                articles.save(tx, version, entry_id=known.entry_id, body_sha256=digest)
            new = {
                each.statement_id: edit
                for each, edit in became
                if edit is not None and edits.save(tx, known.id, each.statement_id, edit, now, digest)
            }
            raised = tuple(alert for alert in _told(tx, new, self._watchlists) if alerts.save(tx, alert, known.id, now))
            for alert in raised:
                self._dispatcher.dispatch(tx, alert, now)
            stands = all(edit is None for _, edit in became)
            rechecks.settle(tx, planned, "as it was" if stands else "changed")
        return Rechecked(planned.url, planned.outlet, now, edits=tuple(new.values()), alerts=raised)

    def _done(self, planned: Recheck, outcome: str) -> Rechecked:
        with self._store.begin() as tx:
            rechecks.settle(tx, planned, outcome)
        return Rechecked(planned.url, planned.outlet, self._clock())

    def _failed(self, planned: Recheck, kind: str, detail: str, asked: Failure | None = None) -> Rechecked:
        """Try again later, as long as a page is tried at all."""
        failure = replace(asked or Failure("", "", self._clock()), kind=kind, detail=detail)
        again = next_read(planned.attempts, failure, self._rng)
        with self._store.begin() as tx:
            last = planned.planned_at + self._retry_for
            rechecks.settle(tx, planned, f"{kind}: {detail}", again if again <= last else None)
        return Rechecked(planned.url, planned.outlet, failure.at, failure=failure)


def _differs(tx: Connection, article: Article, known: Article) -> bool:
    """Whether an article is another version: lines that its outlet repeats were left out when it was read first."""
    memory = LineMemory(*lines.recall(tx, known.outlet))
    texts = {without_repeated(each.text, memory) for each in (article, known)}
    return len(texts) > 1 or article.title != known.title


def _told(tx: Connection, new: dict[str, Edit], watchlists: Iterable[Watchlist]) -> list[Alert]:
    """What to tell of new edits: one alert for each that told of the statements, where a route asks for it."""
    raised: list[Alert] = []
    for watchlist in watchlists:
        if not any(way.edits for way in watchlist.routes):
            continue
        before = {alert.id: alert for each in new if (alert := alerts.telling(tx, watchlist.id, each)) is not None}
        raised += [_edited(alert, new) for alert in before.values()]
    return raised


def _edited(before: Alert, new: dict[str, Edit]) -> Alert:
    told = tuple(one for one in before.told if one.statement_id in new)
    edit_of = [new[one.statement_id] for one in told]
    changes = (part for edit in edit_of for part in (edit.kind, edit.after))
    return replace(
        before,
        id=derived_id("edit", before.id, *changes, length=12),
        kind="edit",
        told=told,
        notes=tuple(edit.told for edit in edit_of),
        follows=before.id,
    )
