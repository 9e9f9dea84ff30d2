"""Statements: what was said, once; and reports: who told of it, in which words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select, update

from onrecord.model import Article, Kind, KnownStatement, Novelty, Placement, When
from store import candidates as _candidates
from store import tables
from store.candidates import known
from store.rows import chunks, id_of, insert_missing, span_json

_statements = tables.statements
_reports = tables.reports
_articles = tables.articles
_lineages = tables.lineages
_originals = tables.articles.alias("originals")
_voice = func.coalesce(_lineages.c.voice, _articles.c.outlet)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it is listed.

    Attributes:
        capacity: what the speaker spoke as where it was first seen, or empty.
        when: what the article where it was first seen presents it as.
        baseline: first seen in an article of a source's first contact.
        article_title: of the article where it was first seen.
        articles: how many articles report it, the first included, versions not counted.
        outlets: how many outlets these belong to.
        independent: how many voices these outlets are: copies of one text, and texts that credit one agency, are one.
        languages: in how many languages it was reported.
        restates: id of the earlier statement of another day that it says again, or empty.
        flags: how the report where it was first seen puts it: "negated", "conditional", "withheld" and the like.
    """

    statement: KnownStatement
    capacity: str
    when: When
    baseline: bool
    article_title: str
    articles: int
    outlets: int
    independent: int = 1
    languages: int = 1
    restates: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Echo:
    """One report of a statement: a link of the chain from the first to the latest.

    Attributes:
        version: of the article, where its text changed.
        first_seen: when the article was first seen.
        words: as this article has them.
        why: the verdict on its novelty.
        language: ISO 639-1 of the article.
        voice: whose text the article is: an agency's, another outlet's, or its own outlet's.
        copy_of: URL of the article that it copies, or empty.
        source: what shows that it is a copy or from an agency, in words, or empty.
        flags: how this article puts it: "negated", "conditional", "withheld" and the like.
    """

    statement_id: str
    article_id: int
    article_url: str
    article_title: str
    outlet: str
    version: int
    first_seen: datetime
    published: datetime | None
    novelty: Novelty
    similarity: float
    words: str
    kind: Kind
    why: str
    language: str = ""
    voice: str = ""
    copy_of: str = ""
    source: str = ""
    flags: tuple[str, ...] = ()


def save(
    tx: Connection, article_id: int, placements: Sequence[Placement], article: Article, *, baseline: bool = False
) -> None:
    """Store what one article reports. Saving the same again changes nothing.

    A new statement gets its row, every placement its report. Where a report quotes a known statement directly, in its
    language and at greater length, its words become the statement's.

    Args:
        tx: the transaction.
        article_id: number of the stored article.
        placements: its reports, placed.
        article: the same article.
        baseline: whether it belongs to the first contact with its source.
    """
    insert_missing(tx, _statements, [_statement(article_id, each, article, baseline) for each in placements])
    insert_missing(tx, _reports, [_report(article_id, each) for each in placements])
    _candidates.save(tx, placements, article)
    for placement in placements:
        if placement.report.quotation.kind is Kind.DIRECT:
            _lengthen(tx, placement, article.language)


def candidates(
    tx: Connection,
    *,
    groups: Collection[str],
    persons: Collection[str],
    since: datetime,
    keys: Sequence[Sequence[int]] | None = None,
) -> list[KnownStatement]:
    """The statements that a new report of these speakers could be an echo of, the earliest first.

    Args:
        tx: the transaction.
        groups: ids; a statement counts when it is of one of these,
        persons: or of one of these.
        since: first seen at or after this moment.
        keys: of each report (`Placement.keys`): only statements that share at least two with one of them, the ones
            that share most; a statement that was reported in several languages stands once in each. None: all.
    """
    if keys is None:
        return _candidates.of_speakers(tx, groups=groups, persons=persons, since=since)
    return _candidates.by_keys(tx, keys, since=since)


def listing(
    tx: Connection,
    *,
    group: str | None = None,
    person: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    outlet: str | None = None,
    when: When | None = None,
    limit: int | None = 100,
) -> list[StatementRow]:
    """Statements with their echo counts, the latest first.

    Args:
        tx: the transaction.
        group: id of the group it counts for.
        person: id of its speaker.
        since: first seen at or after this moment.
        until: first seen before this moment.
        outlet: id of an outlet that reported it, first or later.
        when: presented as new, or as told again, where it was first seen.
        limit: at most so many; None: all.
    """
    conditions: list[ColumnElement[bool]] = []
    if group is not None:
        conditions.append(_statements.c.group_id == group)
    if person is not None:
        conditions.append(_statements.c.person_id == person)
    if since is not None:
        conditions.append(_statements.c.first_seen >= since)
    if until is not None:
        conditions.append(_statements.c.first_seen < until)
    if when is not None:
        conditions.append(_statements.c.recency == when)
    if outlet is not None:
        conditions.append(_statements.c.id.in_(_reported_by(outlet)))
    return _listed(tx, conditions, limit)


def get(tx: Connection, statement_id: str) -> StatementRow:
    """One statement with its echo counts, by its id or the first digits of it.

    Raises:
        StoreError: no statement's id begins so, or several do.
    """
    full = id_of(tx, _statements.c.id, statement_id, "statement")
    return _listed(tx, [_statements.c.id == full], 1)[0]


def some(tx: Connection, statement_ids: Collection[str]) -> dict[str, StatementRow]:
    """Those of these statements that there are, by their whole ids."""
    found: dict[str, StatementRow] = {}
    for ids in chunks(sorted(statement_ids)):
        found |= {row.statement.id: row for row in _listed(tx, [_statements.c.id.in_(ids)], None)}
    return found


def echoes(tx: Connection, statement_id: str) -> list[Echo]:
    """Every report of a statement, in the order in which the articles were seen.

    Args:
        tx: the transaction.
        statement_id: its id or the first digits of it.

    Raises:
        StoreError: no statement's id begins so, or several do.
    """
    full = id_of(tx, _statements.c.id, statement_id, "statement")
    query = (
        select(
            _reports,
            _articles.c.url,
            _articles.c.title,
            _articles.c.outlet,
            _articles.c.version,
            _articles.c.first_seen,
            _articles.c.published,
            _articles.c.language,
            _voice.label("voice"),
            _originals.c.url.label("copy_of"),
            _lineages.c.why.label("source"),
        )
        .join_from(_reports, _articles, _reports.c.article_id == _articles.c.id)
        .outerjoin(_lineages, _lineages.c.article_id == _articles.c.id)
        .outerjoin(_originals, _lineages.c.copy_of == _originals.c.id)
        .where(_reports.c.statement_id == full)
        .order_by(_articles.c.first_seen, _reports.c.id)
    )
    return [
        Echo(
            statement_id=full,
            article_id=row.article_id,
            article_url=row.url,
            article_title=row.title,
            outlet=row.outlet,
            version=row.version,
            first_seen=row.first_seen,
            published=row.published,
            novelty=Novelty(row.novelty),
            similarity=row.similarity,
            words=row.words,
            kind=Kind(row.kind),
            why=row.why,
            language=row.language,
            voice=row.voice,
            copy_of=row.copy_of or "",
            source=row.source or "",
            flags=tuple(row.flags),
        )
        for row in tx.execute(query)
    ]


def _reported_by(outlet: str) -> Any:
    return (
        select(_reports.c.statement_id)
        .join_from(_reports, _articles, _reports.c.article_id == _articles.c.id)
        .where(_articles.c.outlet == outlet)
    )


def _listed(tx: Connection, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[StatementRow]:
    first = (
        select(_reports.c.flags)
        .where(_reports.c.statement_id == _statements.c.id)
        .order_by(_reports.c.id)
        .limit(1)
        .scalar_subquery()
    )
    page = (
        select(
            _statements,
            first.label("flags"),
            _articles.c.url.label("article_url"),
            _articles.c.title.label("article_title"),
        )
        .join_from(_statements, _articles, _statements.c.article_id == _articles.c.id)
        .where(*conditions)
        .order_by(_statements.c.first_seen.desc(), _statements.c.id)
        .limit(limit)
        .subquery()
    )
    told = (
        select(
            _reports.c.statement_id,
            func.count(distinct(_articles.c.url_key)).label("articles"),
            func.count(distinct(_articles.c.outlet)).label("outlets"),
            func.count(distinct(_voice)).label("independent"),
            func.count(distinct(_articles.c.language)).label("languages"),
        )
        .join_from(_reports, _articles, _reports.c.article_id == _articles.c.id)
        .outerjoin(_lineages, _lineages.c.article_id == _articles.c.id)
        .where(_reports.c.statement_id.in_(select(page.c.id)))
        .group_by(_reports.c.statement_id)
        .subquery()
    )
    query = (
        select(page, told.c.articles, told.c.outlets, told.c.independent, told.c.languages)
        .join_from(page, told, page.c.id == told.c.statement_id)
        .order_by(page.c.first_seen.desc(), page.c.id)
    )
    return [
        StatementRow(
            statement=known(row),
            capacity=row.capacity,
            when=When(row.recency),
            baseline=row.baseline,
            article_title=row.article_title,
            articles=row.articles,
            outlets=row.outlets,
            independent=row.independent,
            languages=row.languages,
            restates=row.restates or "",
            flags=tuple(row.flags or ()),
        )
        for row in tx.execute(query)
    ]


def _lengthen(tx: Connection, placement: Placement, language: str) -> None:
    words = placement.report.words
    tx.execute(
        update(_statements)
        .where(
            _statements.c.id == placement.statement_id,
            _statements.c.language == language,
            func.length(_statements.c.words) < len(words),
        )
        .values(words=words, kind=Kind.DIRECT)
    )


def _statement(article_id: int, placement: Placement, article: Article, baseline: bool) -> dict[str, Any]:
    report = placement.report
    return {
        "id": placement.statement_id,
        "words": report.words,
        "kind": report.quotation.kind,
        "language": article.language,
        "group_id": report.speaker.group,
        "person_id": report.speaker.person,
        "speaker_name": report.speaker.name,
        "capacity": report.speaker.capacity,
        "acts": [act.name for act in report.acts],
        "first_seen": article.first_seen,
        "said_on": report.recency.said_on,
        "article_id": article_id,
        "outlet": article.outlet,
        "recency": report.recency.when,
        "baseline": baseline,
        "names": list(placement.names),
        "occasion": placement.occasion,
        "restates": placement.restates.id if placement.restates else None,
    }


def _report(article_id: int, placement: Placement) -> dict[str, Any]:
    report = placement.report
    quotation, speaker, recency = report.quotation, report.speaker, report.recency
    return {
        "article_id": article_id,
        "statement_id": placement.statement_id,
        "novelty": placement.novelty,
        "similarity": placement.similarity,
        "why": placement.why,
        "words": report.words,
        "kind": quotation.kind,
        "span_start": quotation.span.start,
        "span_end": quotation.span.end,
        "parts": [span_json(part) for part in quotation.parts],
        "cue": span_json(quotation.cue),
        "speaker": span_json(quotation.speaker),
        "rule": quotation.rule,
        "confidence": quotation.confidence,
        "flags": sorted(quotation.flags),
        "continues": quotation.continues,
        "speaker_name": speaker.name,
        "person_id": speaker.person,
        "group_id": speaker.group,
        "capacity": speaker.capacity,
        "how": list(speaker.how),
        "antecedent": span_json(speaker.antecedent),
        "acts": [{"name": act.name, "evidence": span_json(act.evidence)} for act in report.acts],
        "recency": recency.when,
        "recency_why": recency.why,
        "recency_evidence": span_json(recency.evidence),
        "said_on": recency.said_on,
    }
