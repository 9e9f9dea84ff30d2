"""Sources: what each remembers between polls, and how it fares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, update

from onrecord.errors import StoreError
from onrecord.model import Failure, Source, SourceState
from store import tables
from store.entries import EntryState
from store.rows import failure_of, failure_values, insert_missing

_sources = tables.sources
_entries = tables.entries
_articles = tables.articles


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that could not be read, and why."""

    url: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source fares.

    Attributes:
        state: as its row remembers it; ``state.failure`` is why the last poll failed, if it did.
        entries: links seen there, ever.
        unread: pages that could not be read in the last 7 days, and were not since; what the source itself tells of
            them may have been read all the same.
        read: links first seen in the last 7 days whose page was read.
        last_day: articles first seen in the last 24 hours.
        last_week: articles first seen in the last 7 days.
        unread_last: the latest of the unread pages, or None.
    """

    source_id: str
    outlet: str
    url: str
    state: SourceState
    entries: int
    unread: int
    read: int
    last_day: int
    last_week: int
    unread_last: UnreadPage | None


@dataclass(frozen=True, slots=True)
class Failing:
    """A source that failed several times in a row. `worked`: it once could be read."""

    source_id: str
    failure: Failure
    worked: bool


def sync(tx: Connection, sources: Sequence[Source], now: datetime) -> None:
    """Make the rows agree with the config.

    A new source is due at once. A known one keeps its state; when its URL has changed, what belonged to the old URL
    (ETag, Last-Modified, failure) is forgotten and it is due at once, but it stays baselined. A source that is no
    longer configured becomes inactive and is never deleted; when it comes back it is due at once.
    """
    insert_missing(tx, _sources, [_new_row(source, now) for source in sources])
    known = {row.id: row for row in tx.execute(select(_sources.c.id, _sources.c.url, _sources.c.active))}
    wanted = {source.id: source for source in sources}
    for source_id, row in known.items():
        changes = _changes(row, wanted.get(source_id), now)
        if changes:
            tx.execute(update(_sources).where(_sources.c.id == source_id).values(changes))


def due(tx: Connection, now: datetime, limit: int) -> list[tuple[str, SourceState]]:
    """The active sources whose time has come, the longest overdue first."""
    query = (
        select(_sources)
        .where(_sources.c.active, _sources.c.next_poll_at <= now)
        .order_by(_sources.c.next_poll_at, _sources.c.id)
        .limit(limit)
    )
    return [(row.id, _state(row)) for row in tx.execute(query)]


def save(tx: Connection, source_id: str, state: SourceState) -> None:
    """Keep what a poll has changed.

    Raises:
        StoreError: there is no such source.
    """
    values = {
        "next_poll_at": state.next_poll_at,
        "baselined_at": state.baselined_at,
        "last_poll_at": state.last_poll_at,
        "last_success_at": state.last_success_at,
        "last_new_at": state.last_new_at,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "streak": state.streak,
        "rhythm": None if state.rhythm is None else state.rhythm.total_seconds(),
        **failure_values(state.failure),
    }
    changed = tx.execute(update(_sources).where(_sources.c.id == source_id).values(values))
    if changed.rowcount != 1:
        raise StoreError(f"source {source_id}", "no such source in the database")


def told(tx: Connection) -> dict[str, str]:
    """The sources of whose trouble the operator was told, with the word for it."""
    query = select(_sources.c.id, _sources.c.told).where(_sources.c.active, _sources.c.told.is_not(None))
    return {row.id: row.told for row in tx.execute(query)}


def tell(tx: Connection, told: Mapping[str, str | None]) -> None:
    """Keep of which troubles the operator was told; None: that the source is well again."""
    for source_id, word in told.items():
        tx.execute(update(_sources).where(_sources.c.id == source_id).values(told=word))


def health(tx: Connection, now: datetime) -> list[SourceHealth]:
    """How every active source fares, by id."""
    day, week = now - timedelta(days=1), now - timedelta(days=7)
    read_since = (_entries.c.state == EntryState.READ) & (_entries.c.first_seen > week)
    seen = {
        row.source_id: row
        for row in tx.execute(
            select(
                _entries.c.source_id,
                func.count().label("total"),
                func.sum(case((_entries.c.failure_at > week, 1), else_=0)).label("unread"),
                func.sum(case((read_since, 1), else_=0)).label("read"),
            ).group_by(_entries.c.source_id)
        )
    }
    read = {
        row.source_id: row
        for row in tx.execute(
            select(
                _entries.c.source_id,
                func.sum(case((_articles.c.first_seen > day, 1), else_=0)).label("last_day"),
                func.count().label("last_week"),
            )
            .join_from(_articles, _entries, _articles.c.entry_id == _entries.c.id)
            .where(_articles.c.version == 1, _articles.c.first_seen > week)
            .group_by(_entries.c.source_id)
        )
    }
    unread = _unread(tx, week)
    rows = tx.execute(select(_sources).where(_sources.c.active).order_by(_sources.c.id))
    return [
        SourceHealth(
            source_id=row.id,
            outlet=row.outlet,
            url=row.url,
            state=_state(row),
            entries=seen[row.id].total if row.id in seen else 0,
            unread=seen[row.id].unread if row.id in seen else 0,
            read=seen[row.id].read if row.id in seen else 0,
            last_day=read[row.id].last_day if row.id in read else 0,
            last_week=read[row.id].last_week if row.id in read else 0,
            unread_last=unread.get(row.id),
        )
        for row in rows
    ]


def failing(tx: Connection, times: int) -> list[Failing]:
    """The active sources that failed so many times in a row, by id."""
    query = select(_sources).where(_sources.c.active, _sources.c.streak >= times).order_by(_sources.c.id)
    return [
        Failing(row.id, failure, row.last_success_at is not None)
        for row in tx.execute(query)
        if (failure := failure_of(row)) is not None
    ]


def _unread(tx: Connection, since: datetime) -> dict[str, UnreadPage]:
    """The latest page of each source that could not be read since then."""
    ranked = (
        select(
            _entries,
            func.row_number()
            .over(partition_by=_entries.c.source_id, order_by=(_entries.c.failure_at.desc(), _entries.c.id.desc()))
            .label("rank"),
        )
        .where(_entries.c.failure_at > since)
        .subquery()
    )
    return {
        row.source_id: UnreadPage(row.url, failure)
        for row in tx.execute(select(ranked).where(ranked.c.rank == 1))
        if (failure := failure_of(row))
    }


def _new_row(source: Source, now: datetime) -> dict[str, Any]:
    return {
        "id": source.id,
        "outlet": source.outlet,
        "url": source.url,
        "active": True,
        "next_poll_at": now,
        "streak": 0,
    }


def _changes(row: Row[Any, Any, Any], source: Source | None, now: datetime) -> dict[str, Any]:
    """What has to change on a known row: nothing, in most cases."""
    if source is None:
        return {"active": False} if row.active else {}
    changes: dict[str, Any] = {}
    if not row.active:
        changes |= {"active": True, "next_poll_at": now}
    if row.url != source.url:
        changes |= {
            "url": source.url,
            "etag": None,
            "last_modified": None,
            "streak": 0,
            "next_poll_at": now,
            **failure_values(None),
        }
    return changes


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        next_poll_at=row.next_poll_at,
        baselined_at=row.baselined_at,
        last_poll_at=row.last_poll_at,
        last_success_at=row.last_success_at,
        last_new_at=row.last_new_at,
        etag=row.etag,
        last_modified=row.last_modified,
        streak=row.streak,
        failure=failure_of(row),
        rhythm=None if row.rhythm is None else timedelta(seconds=row.rhythm),
    )
