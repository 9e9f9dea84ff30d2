"""Exhibits: what proves one statement, article by article: the report, the text it stands in, the pages as received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from onrecord.model import Capture
from store import articles, captures, tables
from store.articles import StoredArticle
from store.rows import id_of

_reports = tables.reports
_NOT_SHOWN = {"id", "article_id", "said_on"}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One report of a statement.

    Attributes:
        report: its row: words, offsets into the article's text, cue, speaker, rule, flags, verdict.
        captures: of the page that the article was read from: the one that holds the body, then its revisits. None
            when the article was read from a feed, its page was not kept, or has been forgotten.
    """

    report: Mapping[str, Any]
    article: StoredArticle
    captures: tuple[Capture, ...]


def of_statement(tx: Connection, statement_id: str) -> list[Exhibit]:
    """Every exhibit of a statement, the first report first.

    Args:
        tx: the transaction.
        statement_id: its id or the first digits of it.

    Raises:
        StoreError: no statement's id begins so, or several do.
    """
    full = id_of(tx, tables.statements.c.id, statement_id, "statement")
    query = (
        select(_reports)
        .join_from(_reports, tables.articles, _reports.c.article_id == tables.articles.c.id)
        .where(_reports.c.statement_id == full)
        .order_by(tables.articles.c.first_seen, _reports.c.id)
    )
    found = []
    for row in tx.execute(query):
        article = articles.get(tx, row.article_id)
        if article is not None:
            kept = captures.of_body(tx, article.article.outlet, article.body_sha256) if article.body_sha256 else []
            found.append(Exhibit(_report(row), article, tuple(kept)))
    return found


def reports(tx: Connection, article_id: int) -> list[Mapping[str, Any]]:
    """The rows of all reports of tracked statements in one version of an article, in text order."""
    query = select(_reports).where(_reports.c.article_id == article_id)
    return [_report(row) for row in tx.execute(query.order_by(_reports.c.span_start, _reports.c.id))]


def _report(row: Row[Any]) -> Mapping[str, Any]:
    told = {name: value for name, value in row._mapping.items() if name not in _NOT_SHOWN}
    return {**told, "said_on": row.said_on.isoformat() if row.said_on else None}
