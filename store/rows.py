"""What several nouns need to get to their rows: keys, inserting what is not there yet, prefixes of ids, failures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Subquery, Table, bindparam, select, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from onrecord.errors import StoreError
from onrecord.model import Failure, Span
from onrecord.text import same_page

T = TypeVar("T")

_CHUNK = 500  # far below the number of parameters that either database takes in one statement
_HEX = re.compile(r"[0-9a-f]+")


class UnknownId(StoreError):
    """Nothing has this id."""


def key(text: str) -> str:
    """SHA-256 of a text, hexadecimal: what is compared and indexed in its place."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def page_key(url: str) -> str:
    """`key` of what all addresses of one page have in common.

    Args:
        url: canonical.
    """
    return key(same_page(url))


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """`items` in order, in pieces that fit into one SQL statement."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def insert_missing(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert those rows that collide with no unique key, in order.

    Returns:
        How many were inserted.
    """
    if not rows:
        return 0
    return len(tx.execute(_inserting_missing(table, tx.dialect.name), [dict(row) for row in rows]).all())


@cache
def _inserting_missing(table: Table, dialect: str) -> ReturningInsert[Any]:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)


def latest(key_column: Column[Any], seen: Column[Any], found: Column[Any], *, count: int, limit: int) -> Subquery:
    """The latest rows behind each of so many keys, read along an index on (key, seen).

    However many rows a key has, no more than `limit` are touched. Execute it with parameters ``k0``, ``k1``, … for the
    keys, and ``since``, before which nothing counts.

    Returns:
        The three columns, by their own names.
    """
    behind = (
        select(key_column, seen, found)
        .where(key_column == bindparam(f"k{number}"), seen >= bindparam("since"))
        .order_by(seen.desc())
        .limit(limit)
        .subquery()
        for number in range(count)
    )
    return union_all(*(select(each) for each in behind)).subquery()


def id_of(tx: Connection, column: Column[Any], prefix: str, noun: str) -> str:
    """The one id that is `prefix` or begins with it.

    Args:
        tx: the transaction.
        column: a column of hexadecimal ids.
        prefix: an id or its first digits, in any case.
        noun: what the id is of, for the message.

    Raises:
        UnknownId: no id begins so.
        StoreError: several do.
    """
    wanted = prefix.strip().lower()
    if tx.scalar(select(column).where(column == wanted)) is not None:
        return wanted
    if not _HEX.fullmatch(wanted):
        raise UnknownId(f"{noun} {prefix!r}", "not an id: ids are hexadecimal digits")
    # "g" follows every hexadecimal digit: a range, unlike LIKE, uses the index under every collation.
    found = tx.scalars(select(column).where(column >= wanted, column < f"{wanted}g").order_by(column).limit(3)).all()
    if not found:
        raise UnknownId(f"{noun} {prefix}", f"no {noun} has this id")
    if len(found) > 1:
        raise StoreError(f"{noun} {prefix}", f"several ids begin so ({found[0]}, {found[1]} …): give more digits")
    return str(found[0])


def failure_values(failure: Failure | None) -> dict[str, Any]:
    """The columns of a failure, or of none."""
    if failure is None:
        return dict.fromkeys(("failure_kind", "failure_detail", "failure_at", "failure_retry_after"))
    return {
        "failure_kind": failure.kind,
        "failure_detail": failure.detail,
        "failure_at": failure.at,
        "failure_retry_after": None if failure.retry_after is None else failure.retry_after.total_seconds(),
    }


def failure_of(row: Row[Any]) -> Failure | None:
    """The failure on a row of sources or entries."""
    if row.failure_kind is None:
        return None
    after = None if row.failure_retry_after is None else timedelta(seconds=row.failure_retry_after)
    return Failure(kind=row.failure_kind, detail=row.failure_detail, at=row.failure_at, retry_after=after)


def span_json(span: Span | None) -> list[int] | None:
    """A span as ``[start, end]``."""
    return None if span is None else [span.start, span.end]
