"""Which known statements a new report could be an echo of, found along an index however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, distinct, func, select

from onrecord.model import Article, Kind, KnownStatement, Novelty, Placement
from store import tables
from store.rows import chunks, insert_missing, latest

LATEST = 32
"""Statements behind one key that are looked at, the latest first: what more have in common tells little."""
MOST = 8
"""Candidates of one report: those that share the rarest keys."""
OTHER_WORDS = 0.9
"""An echo less similar than this is found by its own words too."""

_statements = tables.statements
_reports = tables.reports
_articles = tables.articles
_keys = tables.statement_keys


_WHOLE = (
    select(_statements, _articles.c.url.label("article_url"))
    .join_from(_statements, _articles, _statements.c.article_id == _articles.c.id)
    .where(_statements.c.id.in_(bindparam("ids", expanding=True)), _statements.c.first_seen >= bindparam("since"))
)
_TRANSLATED = (
    select(_reports.c.statement_id, _reports.c.words, _reports.c.kind, _articles.c.language)
    .join_from(_statements, _reports, _reports.c.statement_id == _statements.c.id)
    .join(_articles, _reports.c.article_id == _articles.c.id)
    .where(_statements.c.id.in_(bindparam("ids", expanding=True)), _articles.c.language != _statements.c.language)
    .order_by(_reports.c.id.desc())  # the first report comes last, and stays
)


def save(tx: Connection, placements: Sequence[Placement], article: Article) -> None:
    """Store what the statements of an article are found by: the new ones, and those told in other words."""
    seen = _seconds(article.first_seen)
    rows = [
        {"key": key, "seen": seen, "statement_id": placement.statement_id}
        for placement in placements
        if placement.novelty is Novelty.NEW or placement.similarity < OTHER_WORDS
        for key in placement.keys
    ]
    if rows:
        insert_missing(tx, _keys, rows)


def of_speakers(
    tx: Connection, *, groups: Collection[str], persons: Collection[str], since: datetime
) -> list[KnownStatement]:
    """All statements of some groups and persons since a moment, the earliest first."""
    # Two look-ups, each along its own index: one WHERE with OR would not use them.
    found: dict[str, KnownStatement] = {}
    for column, ids in ((_statements.c.group_id, groups), (_statements.c.person_id, persons)):
        if ids:
            query = (
                select(_statements, _articles.c.url.label("article_url"))
                .join_from(_statements, _articles, _statements.c.article_id == _articles.c.id)
                .where(column.in_(ids), _statements.c.first_seen >= since)
            )
            found |= {row.id: known(row) for row in tx.execute(query)}
    return sorted(found.values(), key=_order)


def by_keys(tx: Connection, keys: Sequence[Sequence[int]], *, since: datetime) -> list[KnownStatement]:
    """The statements that share at least two keys with one report, and those that share most, the earliest first.

    Args:
        tx: the transaction.
        keys: of each report.
        since: first seen at or after this moment.
    """
    ids = {found for of_one in keys for found in _sharing(tx, of_one, _seconds(since))}
    found: list[KnownStatement] = []
    for some in chunks(sorted(ids)):
        whole = [known(row) for row in tx.execute(_WHOLE, {"ids": list(some), "since": since})]
        found += [*whole, *_translated(tx, whole)]
    return sorted(found, key=_order)


def known(row: Row[Any]) -> KnownStatement:
    """A known statement from a row of `statements` with `article_url`."""
    return KnownStatement(
        id=row.id,
        words=row.words,
        kind=Kind(row.kind),
        language=row.language,
        group=row.group_id,
        person=row.person_id,
        speaker_name=row.speaker_name,
        first_seen=row.first_seen,
        article_url=row.article_url,
        outlet=row.outlet,
        said_on=row.said_on,
        names=tuple(row.names),
        occasion=row.occasion,
        acts=tuple(row.acts),
    )


def _order(statement: KnownStatement) -> tuple[datetime, str, str]:
    return statement.first_seen, statement.id, statement.language


def _sharing(tx: Connection, keys: Sequence[int], since: int) -> list[str]:
    """Ids of the statements that share at least two keys, those that share the rarest first."""
    different = list(dict.fromkeys(keys))
    if not different:
        return []
    parameters: dict[str, int] = {f"k{number}": key for number, key in enumerate(different)}
    return list(tx.scalars(_look_up(len(different)), parameters | {"since": since}))


@cache
def _look_up(count: int) -> Select[tuple[str]]:
    """The query for so many keys: each reads its latest few rows along the primary key, whatever else there is."""
    found = latest(_keys.c.key, _keys.c.seen, _keys.c.statement_id, count=count, limit=LATEST)
    # A key that few statements have tells more than one that all have: the words themselves, a rare name.
    behind = func.count().over(partition_by=found.c.key)
    weighed = select(found.c.key, found.c.seen, found.c.statement_id, (1.0 / behind).label("weight")).subquery()
    return (
        select(weighed.c.statement_id)
        .group_by(weighed.c.statement_id)
        .having(func.count(distinct(weighed.c.key)) >= 2)
        .order_by(func.sum(weighed.c.weight).desc(), func.max(weighed.c.seen).desc(), weighed.c.statement_id)
        .limit(MOST)
    )


def _translated(tx: Connection, whole: Sequence[KnownStatement]) -> list[KnownStatement]:
    """The same statements in the words of their first report in each other language."""
    statements = {statement.id: statement for statement in whole}
    found = {
        (row.statement_id, row.language): replace(
            statements[row.statement_id], words=row.words, kind=Kind(row.kind), language=row.language
        )
        for row in tx.execute(_TRANSLATED, {"ids": list(statements)})
    }
    return list(found.values())


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
