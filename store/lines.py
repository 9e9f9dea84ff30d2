"""What is remembered of each outlet's lines, to tell those that repeat from article to article."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from store import tables
from store.rows import insert_missing

_lines = tables.outlet_lines


def recall(tx: Connection, outlet: str) -> tuple[int, Mapping[str, int]]:
    """How many pages count, and on how many of them each line was, by digest; nothing for a new outlet."""
    row = tx.execute(select(_lines.c.pages, _lines.c.seen).where(_lines.c.outlet == outlet)).one_or_none()
    return (row.pages, row.seen) if row else (0, {})


def keep(tx: Connection, outlet: str, pages: int, seen: Mapping[str, int]) -> None:
    """Remember this in place of what was remembered of the outlet."""
    values = {"pages": pages, "seen": dict(seen)}
    if not insert_missing(tx, _lines, [{"outlet": outlet, **values}]):
        tx.execute(update(_lines).where(_lines.c.outlet == outlet).values(values))
