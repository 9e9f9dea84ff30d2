"""Articles: every version of every text that was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from onrecord.model import Article
from store import tables
from store.rows import insert_missing, page_key

_articles = tables.articles


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What saving an article came to.

    Attributes:
        id: of the version that holds this text.
        version: 1 for the first text seen under its URL, 2 for the next that differs.
        new: this text was not stored before.
    """

    id: int
    version: int
    new: bool


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One version of an article.

    Attributes:
        body_sha256: of the page's body as fetched, hexadecimal, or None where it was not kept.
    """

    id: int
    version: int
    article: Article
    entry_id: int | None
    body_sha256: str | None


def save(tx: Connection, article: Article, *, entry_id: int | None, body_sha256: str | None = None) -> ArticleRow:
    """Store an article as a version of its URL at its outlet.

    The same title and text are the same version, whenever they come. Another text is the next version; the earlier
    ones are kept as evidence. A text that was known from the feed only and is now confirmed by the page becomes a
    `page` article.

    Args:
        tx: the transaction.
        article: what was extracted.
        entry_id: number of the entry it was read for, or None.
        body_sha256: of the page's body, hexadecimal.
    """
    of_url = (_articles.c.outlet == article.outlet) & (_articles.c.url_key == page_key(article.url))
    same = of_url & (_articles.c.content_hash == article.content_hash)
    known = _row(tx, same)
    if known is not None:
        return _confirmed(tx, known, article, body_sha256)
    latest = tx.scalar(select(func.max(_articles.c.version)).where(of_url)) or 0
    inserted = insert_missing(tx, _articles, [_values(article, latest + 1, entry_id, body_sha256)])
    if not inserted:
        # On PostgreSQL another process may have stored a version of it since: its turn came first.
        return save(tx, article, entry_id=entry_id, body_sha256=body_sha256)
    stored = tx.execute(select(_articles.c.id, _articles.c.version).where(same)).one()
    return ArticleRow(id=stored.id, version=stored.version, new=True)


def get(tx: Connection, article_id: int) -> StoredArticle | None:
    """The version with this number, or None."""
    row = _row(tx, _articles.c.id == article_id)
    return None if row is None else _stored(row)


def by_url(tx: Connection, url: str, *, outlet: str | None = None, version: int | None = None) -> StoredArticle | None:
    """The article with this canonical URL.

    Args:
        tx: the transaction.
        url: canonical.
        outlet: whose, where several outlets have it; None: any.
        version: which version; None: the latest.
    """
    where = _articles.c.url_key == page_key(url)
    if outlet is not None:
        where &= _articles.c.outlet == outlet
    if version is not None:
        where &= _articles.c.version == version
    row = _row(tx, where)
    return None if row is None else _stored(row)


def count(tx: Connection, *, since: datetime | None = None) -> int:
    """How many articles there are, versions not counted; `since` counts those first seen at or after it."""
    query = select(func.count()).where(_articles.c.version == 1)
    if since is not None:
        query = query.where(_articles.c.first_seen >= since)
    return tx.scalar(query) or 0


def _row(tx: Connection, where: ColumnElement[bool]) -> Row[Any] | None:
    query = select(_articles).where(where)
    return tx.execute(query.order_by(_articles.c.version.desc(), _articles.c.id.desc()).limit(1)).one_or_none()


def _confirmed(tx: Connection, known: Row[Any], article: Article, body_sha256: str | None) -> ArticleRow:
    if known.origin == "feed" and article.origin == "page":
        values = {
            "origin": article.origin,
            "fetched_at": article.fetched_at,
            "published": article.published or known.published,
            "author": article.author or known.author,
            "section": article.section,
            "modified": article.modified,
            "dateline": article.dateline,
            "body_sha256": body_sha256,
        }
        tx.execute(update(_articles).where(_articles.c.id == known.id).values(values))
    return ArticleRow(id=known.id, version=known.version, new=False)


def _values(article: Article, version: int, entry_id: int | None, body_sha256: str | None) -> dict[str, Any]:
    return {
        "outlet": article.outlet,
        "url": article.url,
        "url_key": page_key(article.url),
        "version": version,
        "entry_id": entry_id,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "fetched_at": article.fetched_at,
        "first_seen": article.first_seen,
        "published": article.published,
        "author": article.author,
        "origin": article.origin,
        "content_hash": article.content_hash,
        "body_sha256": body_sha256,
        "section": article.section,
        "modified": article.modified,
        "dateline": article.dateline,
    }


def _stored(row: Row[Any]) -> StoredArticle:
    article = Article(
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        text=row.text,
        language=row.language,
        fetched_at=row.fetched_at,
        first_seen=row.first_seen,
        published=row.published,
        author=row.author,
        origin=row.origin,
        section=row.section,
        modified=row.modified,
        dateline=row.dateline,
    )
    return StoredArticle(
        id=row.id, version=row.version, article=article, entry_id=row.entry_id, body_sha256=row.body_sha256
    )
