"""One poll: ask a source, read its answer, plan the next time, keep the new entries. One transaction at the end."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime

from crawler import schedule
from onrecord.errors import FeedError, FetchError, RateLimited
from onrecord.model import Entry, Failure, Settings, Source, SourceState
from onrecord.pipeline.asking import Answer, Fetches, Unchanged, ask
from onrecord.pipeline.keeping import Keeps, Nowhere
from onrecord.pipeline.outcomes import Polled
from onrecord.text import canonical_url
from store import entries
from store import sources as source_rows
from store.database import Store

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def failure_of(error: FetchError | FeedError, now: datetime) -> Failure:
    """An expected error as a value for the row it belongs to."""
    retry_after = error.retry_after if isinstance(error, RateLimited) else None
    return Failure(kind=error.kind, detail=error.cause, at=now, retry_after=retry_after)


class Poller:
    """Polls sources. One instance serves all of them.

    Attributes:
        width: how many can be in work: all of them, so that none waits for those that hang.
    """

    def __init__(
        self,
        store: Store,
        fetcher: Fetches,
        settings: Settings,
        *,
        clock: Clock,
        rng: random.Random,
        keeper: Keeps | None = None,
    ) -> None:
        self._store, self._fetcher, self._clock, self._rng = store, fetcher, clock, rng
        self._keeper = keeper or Nowhere()
        self._sources = {source.id: source for source in settings.sources}
        self.width = max(1, len(self._sources))
        self._outlets = {outlet.id: outlet for outlet in settings.outlets}

    def due(self, busy: frozenset[str], limit: int) -> Sequence[tuple[str, SourceState]]:
        """The sources to poll now, longest overdue first, without those in work."""
        with self._store.read() as tx:
            waiting = source_rows.due(tx, self._clock(), limit + len(busy))
        return [(source_id, state) for source_id, state in waiting if source_id not in busy][:limit]

    async def poll(self, source_id: str, state: SourceState) -> Polled:
        """Poll one source and commit what came of it: the plan and the new entries together.

        What nobody expected of the answer is kept on the source's row, and logged loudly: it stops no other source.
        """
        source = self._sources[source_id]
        outlet = self._outlets[source.outlet]
        try:
            answer = await ask(source, outlet, state, self._fetcher)
        except (FetchError, FeedError) as error:
            return self._failed(source, state, failure_of(error, self._clock()))
        except Exception as error:
            log.exception("polling %s ended in an error nobody expected", source.id)
            failure = Failure("unexpected", f"{type(error).__name__}: {error}"[:300], self._clock())
            return self._failed(source, state, failure)
        if isinstance(answer, Unchanged):
            return self._unchanged(source, state, answer)
        polled = self._found(source, state, answer)
        if polled.new:
            # What a source tells may be all that is ever known of an article.
            for page in answer.pages:
                await self._keeper.keep(page, outlet.id)
        return polled

    def _unchanged(self, source: Source, state: SourceState, answer: Unchanged) -> Polled:
        now, fresh_for = self._clock(), schedule.fresh_for(answer.cache_control)
        after = schedule.after_unchanged(source, state, now, rng=self._rng, fresh_for=fresh_for)
        with self._store.begin() as tx:
            source_rows.save(tx, source.id, after)
        return Polled(source.id, now, unchanged=True, failure=after.failure)

    def _failed(self, source: Source, state: SourceState, failure: Failure) -> Polled:
        now = self._clock()
        with self._store.begin() as tx:
            source_rows.save(tx, source.id, schedule.after_failure(source, state, now, failure, rng=self._rng))
        return Polled(source.id, now, failure=failure)

    def _found(self, source: Source, state: SourceState, answer: Answer) -> Polled:
        now, found = self._clock(), answer.entries
        links = _links(found, source.url)
        with self._store.begin() as tx:
            unseen = entries.unseen(tx, source.id, links)
            baseline = [link for link in unseen if _is_baseline(source, state, link[1])]
            news = [link for link in unseen if not _is_baseline(source, state, link[1])]
            new = entries.add(tx, source, baseline, first_seen=now, baseline=True, shown_by=answer.digest)
            new += entries.add(tx, source, news, first_seen=now, baseline=False, shown_by=answer.digest)
            after = schedule.after_success(
                source,
                state,
                now,
                new=new,
                etag=answer.etag,
                last_modified=answer.last_modified,
                fresh_for=schedule.fresh_for(answer.cache_control),
                stated=answer.stated,
                rng=self._rng,
            )
            source_rows.save(tx, source.id, after)
        return Polled(source.id, now, found=len(found), new=new, baseline=state.baselined_at is None)


def _links(found: Sequence[Entry], base: str) -> list[tuple[str, Entry]]:
    """Entries with their canonical URLs; one whose link is no web address cannot be fetched and is left out."""
    links = []
    for entry in found:
        try:
            links.append((canonical_url(entry.url, base), entry))
        except ValueError:
            continue
    return links


def _is_baseline(source: Source, state: SourceState, entry: Entry) -> bool:
    """Whether an entry belongs to the first contact: stored and analysed, but not told."""
    if state.baselined_at is not None or source.kind == "list":
        return False
    asked_for = source.since is not None and entry.published is not None and entry.published >= source.since
    return not asked_for
