"""Rechecks: which pages are looked at again after an alert, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from onrecord.model import RECHECKS, Recheck
from store import tables
from store.rows import insert_missing

_rechecks = tables.rechecks
_articles = tables.articles


def plan(tx: Connection, article_id: int, now: datetime) -> None:
    """Plan the rechecks of an article that was alerted now. Those that are planned already stay."""
    rows = [
        {
            "article_id": article_id,
            "step": step,
            "planned_at": now + after,
            "due_at": now + after,
            "attempts": 0,
            "outcome": "",
        }
        for step, after in enumerate(RECHECKS)
    ]
    insert_missing(tx, _rechecks, rows)


def due(tx: Connection, now: datetime, limit: int, *, exclude: Collection[int] = ()) -> list[Recheck]:
    """The rechecks whose time has come, the longest overdue first."""
    query = (
        select(_rechecks, _articles.c.outlet, _articles.c.url)
        .join_from(_rechecks, _articles, _rechecks.c.article_id == _articles.c.id)
        .where(_rechecks.c.due_at <= now, _rechecks.c.id.not_in(exclude))
        .order_by(_rechecks.c.due_at, _rechecks.c.id)
        .limit(limit)
    )
    return [
        Recheck(row.id, row.article_id, row.outlet, row.url, row.planned_at, row.attempts) for row in tx.execute(query)
    ]


def settle(tx: Connection, recheck: Recheck, outcome: str, next_try: datetime | None = None) -> None:
    """Keep what came of a recheck, in words, and when it is to be tried again, if it is."""
    values = {"outcome": outcome, "due_at": next_try, "attempts": recheck.attempts + 1}
    tx.execute(update(_rechecks).where(_rechecks.c.id == recheck.id).values(values))
