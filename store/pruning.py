"""Forgetting what was kept long enough, a little at a time, so that nobody waits long for a transaction.

What is unique stays unique: entries, articles, statements and alerts keep their rows, so a link is never new twice, the
same text never another version, and nobody is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import Column, Connection, Table, delete, select, update

from onrecord.model import DeliveryState
from store import tables

BATCH = 500
"""Rows of one transaction."""
_SLICES = 16
"""Parts of a table of keys; keys are hashes, evenly spread."""
Slice: TypeAlias = tuple[int, int]
"""The first and the last key of a part."""

_articles, _entries = tables.articles, tables.entries
_silences, _deliveries, _attempts = tables.silences, tables.deliveries, tables.attempts


def texts(tx: Connection, before: datetime) -> int:
    """Empty the texts of some articles fetched before a moment; how many."""
    old = select(_articles.c.id).where(_articles.c.fetched_at < before, _articles.c.text != "").limit(BATCH)
    return tx.execute(update(_articles).where(_articles.c.id.in_(old)).values(text="")).rowcount


def summaries(tx: Connection, before: datetime) -> int:
    """Empty the summaries of some entries first seen before a moment that wait for nothing; how many."""
    old = (
        select(_entries.c.id)
        .where(_entries.c.first_seen < before, _entries.c.next_try_at.is_(None), _entries.c.summary != "")
        .limit(BATCH)
    )
    return tx.execute(update(_entries).where(_entries.c.id.in_(old)).values(summary="")).rowcount


def silences(tx: Connection, before: datetime) -> int:
    """Delete some silences of articles fetched before a moment; how many."""
    old = (
        select(_silences.c.id)
        .join_from(_silences, _articles, _silences.c.article_id == _articles.c.id)
        .where(_articles.c.fetched_at < before)
        .limit(BATCH)
    )
    return tx.execute(delete(_silences).where(_silences.c.id.in_(old))).rowcount


def deliveries(tx: Connection, before: datetime) -> int:
    """Delete some deliveries that were sent or given up and were queued before a moment, with attempts; how many."""
    settled = (DeliveryState.SENT, DeliveryState.DEAD)
    old = (
        select(_deliveries.c.id)
        .where(_deliveries.c.state.in_(settled), _deliveries.c.created_at < before)
        .order_by(_deliveries.c.carrier.is_(None), _deliveries.c.id)  # what is carried before what carries it
        .limit(BATCH)
    )
    ids = tx.scalars(old).all()
    tx.execute(delete(_attempts).where(_attempts.c.delivery_id.in_(ids)))
    return tx.execute(delete(_deliveries).where(_deliveries.c.id.in_(ids))).rowcount


def slices() -> Iterator[Slice]:
    """The parts of a table of keys, one after the other."""
    step = 2**64 // _SLICES
    return ((first, first + step - 1) for first in range(-(2**63), 2**63, step))


def statement_keys(tx: Connection, before: datetime, *, part: Slice) -> int:
    """Delete what statements seen before a moment were found by, in one part of the table; how many."""
    return _keys(tx, tables.statement_keys, tables.statement_keys.c.key, before, part)


def bands(tx: Connection, before: datetime, *, part: Slice) -> int:
    """Delete what copies of articles seen before a moment were found by, in one part of the table; how many."""
    return _keys(tx, tables.article_bands, tables.article_bands.c.band, before, part)


def _keys(tx: Connection, table: Table, key: Column[int], before: datetime, part: Slice) -> int:
    seconds = int(before.astimezone(UTC).timestamp())
    return tx.execute(delete(table).where(key.between(*part), table.c.seen < seconds)).rowcount
