"""Edits: what became of quotations after they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from onrecord.model import Edit, Span
from store import articles, tables
from store.articles import StoredArticle
from store.rows import page_key

_edits = tables.edits
_reports = tables.reports
_articles = tables.articles


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a statement, as places in the text of its article."""

    statement_id: str
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit as it was found.

    Attributes:
        article_url: of the page.
        body_sha256: of the page as it was then, hexadecimal; None when there was none.
    """

    statement_id: str
    article_url: str
    found_at: datetime
    edit: Edit
    body_sha256: str | None


def subject(tx: Connection, article_id: int) -> tuple[StoredArticle, list[Quoted]] | None:
    """The latest version of an article that was read from its page and quotes somebody tracked, and what it quotes.

    Returns:
        None where there is no such version, or its text has been forgotten.
    """
    given = articles.get(tx, article_id)
    if given is None:
        return None
    query = (
        select(_articles.c.id)
        .where(
            _articles.c.outlet == given.article.outlet,
            _articles.c.url_key == page_key(given.article.url),
            _articles.c.origin == "page",
            _articles.c.text != "",
            _articles.c.id.in_(select(_reports.c.article_id)),
        )
        .order_by(_articles.c.version.desc())
        .limit(1)
    )
    number = tx.scalar(query)
    stored = None if number is None else articles.get(tx, number)
    if stored is None:
        return None
    rows = tx.execute(select(_reports).where(_reports.c.article_id == stored.id).order_by(_reports.c.id))
    return stored, [Quoted(row.statement_id, tuple(Span(*part) for part in row.parts)) for row in rows]


def save(
    tx: Connection, article_id: int, statement_id: str, edit: Edit, found_at: datetime, body_sha256: str | None
) -> bool:
    """Keep an edit.

    Returns:
        False when it is the one that was found there last.
    """
    of_report = (_edits.c.article_id == article_id) & (_edits.c.statement_id == statement_id)
    last = tx.execute(select(_edits).where(of_report).order_by(_edits.c.id.desc()).limit(1)).one_or_none()
    if last is not None and _edit(last) == edit:
        return False
    tx.execute(
        insert(_edits).values(
            article_id=article_id,
            statement_id=statement_id,
            found_at=found_at,
            kind=edit.kind,
            before=edit.before,
            after=edit.after,
            diff=edit.diff,
            body_sha256=body_sha256,
        )
    )
    return True


def of_statement(tx: Connection, statement_id: str) -> Sequence[EditRow]:
    """Every edit of a statement's reports, in the order in which they were found."""
    query = (
        select(_edits, _articles.c.url)
        .join_from(_edits, _articles, _edits.c.article_id == _articles.c.id)
        .where(_edits.c.statement_id == statement_id)
        .order_by(_edits.c.id)
    )
    return [EditRow(row.statement_id, row.url, row.found_at, _edit(row), row.body_sha256) for row in tx.execute(query)]


def _edit(row: Row[tuple[object, ...]]) -> Edit:
    return Edit(row.kind, row.before, row.after, row.diff)
