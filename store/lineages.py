"""Lineages: whose text an article is, and what its copies will be found by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, Select, distinct, func, select

from onrecord.model import Article, KnownArticle, Lineage
from store import tables
from store.rows import insert_missing, latest, page_key

LATEST = 16
"""Articles behind one band that are looked at, the latest first."""
MOST = 6
"""Candidates of one article: those that share the most bands."""

_articles = tables.articles
_lineages = tables.lineages
_bands = tables.article_bands


def candidates(tx: Connection, bands: Sequence[int], article: Article, *, since: datetime) -> list[KnownArticle]:
    """Earlier articles that this one could be a copy of: those with its address at other outlets, those like it.

    Other versions of the article itself are left out.

    Args:
        tx: the transaction.
        bands: of its sketch.
        article: the article.
        since: first seen at or after this moment.
    """
    ids = set(_sharing(tx, bands, since))
    page = page_key(article.url)
    ids |= set(tx.scalars(select(_articles.c.id).where(_articles.c.url_key == page).limit(MOST)))
    query = (
        select(_articles, func.coalesce(_lineages.c.voice, _articles.c.outlet).label("voice"))
        .outerjoin(_lineages, _lineages.c.article_id == _articles.c.id)
        .where(_articles.c.id.in_(sorted(ids)), _articles.c.first_seen <= article.first_seen)
        .order_by(_articles.c.first_seen, _articles.c.id)
    )
    return [
        KnownArticle(row.id, row.outlet, row.url, row.title, row.text, row.first_seen, row.voice)
        for row in tx.execute(query)
        if (row.outlet, row.url_key) != (article.outlet, page)
    ]


def save(tx: Connection, article_id: int, lineage: Lineage, first_seen: datetime) -> None:
    """Keep an article's lineage. What was found first stays: an article does not change whom it copied."""
    row = {
        "article_id": article_id,
        "copy_of": lineage.copy_of,
        "share": lineage.share,
        "credit": lineage.credit,
        "voice": lineage.voice,
        "why": lineage.why,
    }
    insert_missing(tx, _lineages, [row])
    seen = int(first_seen.astimezone(UTC).timestamp())
    bands = [{"band": band, "seen": seen, "article_id": article_id} for band in lineage.bands]
    insert_missing(tx, _bands, bands)


def _sharing(tx: Connection, bands: Sequence[int], since: datetime) -> list[int]:
    different = list(dict.fromkeys(bands))
    if not different:
        return []
    parameters: dict[str, int] = {f"k{number}": band for number, band in enumerate(different)}
    seconds = int(since.astimezone(UTC).timestamp())
    return list(tx.scalars(_look_up(len(different)), parameters | {"since": seconds}))


@cache
def _look_up(count: int) -> Select[tuple[int]]:
    found = latest(_bands.c.band, _bands.c.seen, _bands.c.article_id, count=count, limit=LATEST)
    shared = func.count(distinct(found.c.band))
    return (
        select(found.c.article_id).group_by(found.c.article_id).order_by(shared.desc(), found.c.article_id).limit(MOST)
    )
