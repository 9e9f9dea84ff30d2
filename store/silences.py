"""Silences: the reports that raised no alert, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from onrecord.model import Silence
from store import tables
from store.rows import chunks

_silences = tables.silences
_articles = tables.articles
_told = tables.alert_statements


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """A silence with the article it is about. `at` is when that article was fetched."""

    silence: Silence
    article_url: str
    article_title: str
    outlet: str
    at: datetime


def save(tx: Connection, article_id: int, silences: Sequence[Silence]) -> None:
    """Keep why an article's reports did not alert, in place of what was kept for it before."""
    tx.execute(delete(_silences).where(_silences.c.article_id == article_id))
    rows = [
        {
            "article_id": article_id,
            "why": silence.why,
            "detail": silence.detail,
            "words": silence.words,
            "speaker": silence.speaker,
            "group_id": silence.group,
            "statement_id": silence.statement_id,
            "watchlist": silence.watchlist,
        }
        for silence in silences
    ]
    if rows:
        tx.execute(insert(_silences), rows)


def unmet(tx: Connection, statement_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Which watchlists stayed silent on which statements only because a condition was not met.

    Returns:
        Pairs of watchlist and statement id. A statement of which one report met the watchlist's conditions, or stayed
        silent for another reason than being an echo, is not among them.
    """
    found: set[tuple[str, str]] = set()
    for ids in chunks(sorted(statement_ids)):
        columns = (_silences.c.watchlist, _silences.c.statement_id)
        held = select(*columns).where(_silences.c.statement_id.in_(ids))
        lacking = {tuple(row) for row in tx.execute(held.where(_silences.c.why == "condition"))}
        others = {tuple(row) for row in tx.execute(held.where(_silences.c.why.not_in(("condition", "echo"))))}
        told = select(_told.c.watchlist, _told.c.statement_id).where(_told.c.statement_id.in_(ids))
        found |= lacking - others - {tuple(row) for row in tx.execute(told)}
    return frozenset(found)


def background(
    tx: Connection, watchlists: Collection[str], since: datetime, until: datetime, *, limit: int
) -> list[Silence]:
    """What was told again, in articles fetched from `since` until before `until`, and silent watchlists of these."""
    query = (
        select(_silences)
        .join_from(_silences, _articles, _silences.c.article_id == _articles.c.id)
        .where(
            _silences.c.why == "background",
            _silences.c.watchlist.in_(watchlists),
            _articles.c.fetched_at >= since,
            _articles.c.fetched_at < until,
        )
        .order_by(_articles.c.fetched_at.desc(), _silences.c.id)
        .limit(limit)
    )
    return [_silence(row) for row in tx.execute(query)]


def listing(tx: Connection, *, since: datetime | None = None, limit: int = 100) -> list[SilenceRow]:
    """The silences of the articles fetched at or after `since`, the latest article first, in text order within it."""
    query = select(_silences, _articles.c.url, _articles.c.title, _articles.c.outlet, _articles.c.fetched_at).join_from(
        _silences, _articles, _silences.c.article_id == _articles.c.id
    )
    if since is not None:
        query = query.where(_articles.c.fetched_at >= since)
    ordered = query.order_by(_articles.c.fetched_at.desc(), _articles.c.id.desc(), _silences.c.id).limit(limit)
    return [
        SilenceRow(
            silence=_silence(row),
            article_url=row.url,
            article_title=row.title,
            outlet=row.outlet,
            at=row.fetched_at,
        )
        for row in tx.execute(ordered)
    ]


def _silence(row: Row[Any]) -> Silence:
    return Silence(
        why=row.why,
        detail=row.detail,
        words=row.words,
        speaker=row.speaker,
        group=row.group_id,
        statement_id=row.statement_id,
        watchlist=row.watchlist,
    )
