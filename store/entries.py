"""Entries: which links are new, which wait to be read, and what came of reading them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, Integer, Row, Select, bindparam, func, select, update

from onrecord.errors import StoreError
from onrecord.model import Entry, Failure, Source
from onrecord.text import same_page
from store import tables
from store.rows import chunks, failure_values, insert_missing, key, page_key

_entries = tables.entries

Link: TypeAlias = tuple[str, Entry]
"""An entry with its canonical URL."""


class EntryState(StrEnum):
    """Where an entry stands.

    Attributes:
        PENDING: not read yet.
        READ: its article is stored.
        FAILED: its page could not be read; to be tried again when the row has a next try, given up otherwise.
        FEED_ONLY: analysed from the source's title and summary; its page is to be tried again, as above.
    """

    PENDING = "pending"
    READ = "read"
    FAILED = "failed"
    FEED_ONLY = "feed_only"


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose page is to be fetched.

    Attributes:
        first_seen: when a source first showed the link, aware UTC.
        baseline: found at the first contact with its source: analysed, not alerted.
        state: `FEED_ONLY` when an article made from the feed is stored already.
        attempts: how often its page was tried.
        shown_by: SHA-256 of the source's body that showed it, hexadecimal, or None.
    """

    id: int
    source_id: str
    outlet: str
    canonical_url: str
    entry: Entry
    first_seen: datetime
    baseline: bool
    state: EntryState
    attempts: int
    shown_by: str | None = None


def unseen(tx: Connection, source_id: str, pairs: Sequence[Link]) -> list[Link]:
    """Those of `pairs` that are new: neither is their page known at this outlet, nor their id at this source.

    A page is known by what all its addresses have in common (`onrecord.text.same_page`).

    Dates play no part: several items of one date, or an item that appears late with an old date, are told apart by
    URL and id alone. Duplicates among `pairs` collapse into the first. An id that several of them share under
    different titles identifies nothing (some feeds give every item the same); it is dropped from what is returned.

    Args:
        tx: the transaction.
        source_id: where they were found.
        pairs: canonical URL and entry, in the source's order.

    Returns:
        The new ones, in that order, to be given to `add`.

    Raises:
        StoreError: there is no such source.
    """
    outlet = tx.scalar(select(tables.sources.c.outlet).where(tables.sources.c.id == source_id))
    if outlet is None:
        raise StoreError(f"source {source_id}", "no such source in the database")
    distinct = _distinct(pairs)
    ids = [key(entry.entry_id) for _, entry in distinct if entry.entry_id]
    pages = [page_key(url) for url, _ in distinct]
    known_pages = _known(tx, _entries.c.url_key, _entries.c.outlet == outlet, pages)
    known_ids = _known(tx, _entries.c.entry_key, _entries.c.source_id == source_id, ids)
    return [
        (url, entry)
        for page, (url, entry) in zip(pages, distinct, strict=True)
        if page not in known_pages and (not entry.entry_id or key(entry.entry_id) not in known_ids)
    ]


def add(
    tx: Connection,
    source: Source,
    new: Sequence[Link],
    *,
    first_seen: datetime,
    baseline: bool,
    shown_by: str | None = None,
) -> int:
    """Store new entries, to be read as soon as possible.

    Args:
        tx: the transaction.
        source: where they were found.
        new: what `unseen` gave.
        first_seen: the time of the poll.
        baseline: whether they are part of the first contact with the source.
        shown_by: SHA-256 of the source's body that showed them, hexadecimal.

    Returns:
        How many were stored; fewer than given when another source of the outlet brought one in the meantime.
    """
    rows = [
        {
            "source_id": source.id,
            "outlet": source.outlet,
            "url": entry.url,
            "canonical_url": url,
            "url_key": page_key(url),
            "entry_id": entry.entry_id or None,
            "entry_key": key(entry.entry_id) if entry.entry_id else None,
            "title": entry.title,
            "published": entry.published,
            "summary": entry.summary,
            "language": entry.language,
            "first_seen": first_seen,
            "baseline": baseline,
            "state": EntryState.PENDING,
            "attempts": 0,
            "next_try_at": first_seen,
            "shown_by": shown_by,
        }
        for url, entry in new
    ]
    return insert_missing(tx, _entries, rows)


def pending(
    tx: Connection, now: datetime, limit: int, *, exclude: Collection[int] = (), each: int | None = None
) -> list[PendingEntry]:
    """The entries whose page is to be fetched now.

    News goes before baseline, and the outlets take turns: an outlet with a thousand entries, or one that hangs, does
    not keep the others waiting. Within an outlet the longest due come first.

    Args:
        tx: the transaction.
        now: entries due at or before this moment.
        limit: at most so many.
        exclude: ids that are being read already.
        each: at most so many of one outlet, those that are being read counted; None: any number.
    """
    given = {"now": now, "limit": limit, "exclude": list(exclude), **({} if each is None else {"each": each})}
    return [_pending(row) for row in tx.execute(_next(each is not None), given)]


@cache
def _next(capped: bool) -> Select[Any]:
    """What `pending` asks. Building it takes as long as asking it, and it is asked whenever a page was read."""
    outlets = select(tables.sources.c.outlet).distinct().subquery()
    waiting = _entries.alias()
    first = (
        select(waiting.c.id)
        .where(waiting.c.outlet == outlets.c.outlet, waiting.c.next_try_at <= bindparam("now"))
        .order_by(waiting.c.baseline, waiting.c.next_try_at, waiting.c.id)
        .limit(bindparam("each", type_=Integer) if capped else None)
        .correlate(outlets)
    )
    turn = func.row_number().over(
        partition_by=(_entries.c.outlet, _entries.c.baseline), order_by=(_entries.c.next_try_at, _entries.c.id)
    )
    ranked = select(_entries.c.id, turn.label("turn")).join_from(outlets, _entries, _entries.c.id.in_(first)).subquery()
    return (
        select(_entries)
        .join(ranked, ranked.c.id == _entries.c.id)
        .where(_entries.c.id.not_in(bindparam("exclude", expanding=True)))
        .order_by(_entries.c.baseline, ranked.c.turn, _entries.c.next_try_at, _entries.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


def settle_read(tx: Connection, entry_id: int) -> None:
    """The page was read and its article stored: done.

    Raises:
        StoreError: there is no such entry.
    """
    _settle(tx, entry_id, EntryState.READ, None, None)


def settle_failed(tx: Connection, entry_id: int, failure: Failure, next_try_at: datetime | None) -> None:
    """The page could not be read. Without a next try the entry is given up.

    Raises:
        StoreError: there is no such entry.
    """
    _settle(tx, entry_id, EntryState.FAILED, failure, next_try_at)


def settle_feed_only(tx: Connection, entry_id: int, failure: Failure, next_try_at: datetime | None) -> None:
    """The page could not be read; the article made from the feed is stored. Without a next try it stays so.

    Raises:
        StoreError: there is no such entry.
    """
    _settle(tx, entry_id, EntryState.FEED_ONLY, failure, next_try_at)


def counts(tx: Connection) -> dict[EntryState, int]:
    """How many entries stand where. States without entries are 0."""
    found: dict[str, int] = {
        row.state: row.total
        for row in tx.execute(select(_entries.c.state, func.count().label("total")).group_by(_entries.c.state))
    }
    return {state: found.get(state, 0) for state in EntryState}


def _distinct(pairs: Sequence[Link]) -> list[Link]:
    """`pairs` without repetitions, and without ids that identify nothing."""
    titles = defaultdict(set)
    for _, entry in pairs:
        if entry.entry_id:
            titles[entry.entry_id].add(entry.title)
    kept: list[Link] = []
    pages: set[str] = set()
    ids: set[str] = set()
    for url, entry in pairs:
        trusted = entry.entry_id if entry.entry_id and len(titles[entry.entry_id]) == 1 else None
        page = same_page(url)
        if page in pages or trusted in ids:
            continue
        pages.add(page)
        if trusted is not None:
            ids.add(trusted)
        kept.append((url, entry if trusted == entry.entry_id else replace(entry, entry_id=trusted)))
    return kept


def _known(tx: Connection, column: Column[Any], where: ColumnElement[bool], keys: Sequence[str]) -> set[str]:
    """Those of `keys` that stand in `column` already."""
    found: set[str] = set()
    for some in chunks(keys):
        found.update(tx.scalars(select(column).where(where, column.in_(some))))
    return found


def _settle(
    tx: Connection, entry_id: int, state: EntryState, failure: Failure | None, next_try_at: datetime | None
) -> None:
    values = {
        "state": state,
        "attempts": _entries.c.attempts + 1,
        "next_try_at": next_try_at,
        **failure_values(failure),
    }
    changed = tx.execute(update(_entries).where(_entries.c.id == entry_id).values(values))
    if changed.rowcount != 1:
        raise StoreError(f"entry {entry_id}", "no such entry in the database")


def _pending(row: Row[Any]) -> PendingEntry:
    return PendingEntry(
        id=row.id,
        source_id=row.source_id,
        outlet=row.outlet,
        canonical_url=row.canonical_url,
        entry=Entry(
            url=row.url,
            entry_id=row.entry_id,
            title=row.title,
            published=row.published,
            summary=row.summary,
            language=row.language,
        ),
        first_seen=row.first_seen,
        baseline=row.baseline,
        state=EntryState(row.state),
        attempts=row.attempts,
        shown_by=row.shown_by,
    )
