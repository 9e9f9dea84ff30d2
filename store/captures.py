"""Captures: which pages are kept as evidence, and where in the WARC files they stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from onrecord.model import Capture
from store import tables

_captures = tables.captures


def save(tx: Connection, capture: Capture, original: Capture | None = None) -> None:
    """Keep where a page stands; `original` is the capture that holds its body, where it holds none itself."""
    tx.execute(
        insert(_captures).values(
            outlet=capture.outlet,
            url=capture.url,
            sha256=capture.sha256,
            fetched_at=capture.fetched_at,
            status=capture.status,
            file=capture.file,
            offset=capture.offset,
            length=capture.length,
            original_id=None if original is None else _number(tx, original),
        )
    )


def original(tx: Connection, outlet: str, sha256: str) -> Capture | None:
    """The latest capture of an outlet that holds a body with this digest, or None."""
    query = (
        select(_captures)
        .where(_captures.c.outlet == outlet, _captures.c.sha256 == sha256, _captures.c.original_id.is_(None))
        .order_by(_captures.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else _capture(row)


def of_body(tx: Connection, outlet: str, sha256: str) -> list[Capture]:
    """Every capture of this body at an outlet, the first first: the one that holds it, then its revisits."""
    query = (
        select(_captures)
        .where(_captures.c.outlet == outlet, _captures.c.sha256 == sha256)
        .order_by(_captures.c.fetched_at, _captures.c.id)
    )
    return [_capture(row) for row in tx.execute(query)]


def stale(tx: Connection, before: datetime) -> list[str]:
    """The files of which all captures, and all revisits of these, were fetched before a moment."""
    revisits = _captures.alias("revisits")
    young = select(_captures.c.file).where(_captures.c.fetched_at >= before)
    needed = (
        select(_captures.c.file)
        .join_from(_captures, revisits, revisits.c.original_id == _captures.c.id)
        .where(revisits.c.fetched_at >= before)
    )
    old = _captures.c.fetched_at < before
    query = select(_captures.c.file).distinct().where(old, _captures.c.file.not_in(young.union(needed)))
    return list(tx.scalars(query.order_by(_captures.c.file)))


def forget(tx: Connection, file: str) -> int:
    """Forget the captures of a file, and the revisits of these; how many."""
    of_file = select(_captures.c.id).where(_captures.c.file == file).scalar_subquery()
    ids = tx.scalars(select(_captures.c.id).where((_captures.c.file == file) | _captures.c.original_id.in_(of_file)))
    return tx.execute(delete(_captures).where(_captures.c.id.in_(ids.all()))).rowcount


def _number(tx: Connection, capture: Capture) -> int:
    where = (_captures.c.file == capture.file) & (_captures.c.offset == capture.offset)
    return int(tx.execute(select(_captures.c.id).where(where)).scalar_one())


def _capture(row: Row[Any]) -> Capture:
    return Capture(
        outlet=row.outlet,
        url=row.url,
        sha256=row.sha256,
        fetched_at=row.fetched_at,
        status=row.status,
        file=row.file,
        offset=row.offset,
        length=row.length,
    )
