"""Small ones of everything that the store keeps, for tests that are about the store."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from onrecord.model import (
    Act,
    Alert,
    Article,
    ArticleRef,
    Entry,
    Kind,
    KnownStatement,
    Novelty,
    Placement,
    Quotation,
    Recency,
    Report,
    Silence,
    Source,
    Span,
    Speaker,
    Step,
    Told,
    When,
)
from store import articles, sources, statements

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

FEED = Source(id="gazette/main", outlet="gazette", kind="feed", url="https://gazette.example/feed")
SECOND_FEED = Source(id="gazette/politics", outlet="gazette", kind="feed", url="https://gazette.example/politics")
OTHER_OUTLET = Source(id="courier/main", outlet="courier", kind="feed", url="https://courier.example/feed")


def hex_id(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


def entry(number: int, **changes: Any) -> Entry:
    return replace(
        Entry(
            url=f"https://gazette.example/{number}?from=feed",
            entry_id=f"tag:gazette,{number}",
            title=f"Item {number}",
            published=NOW,
            summary="Ein Satz, جملة, یک جمله",
            language="en",
        ),
        **changes,
    )


def link(number: int, **changes: Any) -> tuple[str, Entry]:
    return f"https://gazette.example/{number}", entry(number, **changes)


def article(number: int = 1, **changes: Any) -> Article:
    return replace(
        Article(
            url=f"https://gazette.example/{number}",
            outlet="gazette",
            title=f"Harbour talks, day {number}",
            text="“The harbour stays open,” the minister said.\nNothing else was decided.",
            language="en",
            fetched_at=NOW + timedelta(minutes=1),
            first_seen=NOW,
            published=NOW - HOUR,
            author="A. Writer",
            section="Harbour",
            modified=NOW - HOUR / 2,
            dateline="ARC (Wire)",
        ),
        **changes,
    )


def placement(
    seed: str = "harbour",
    *,
    words: str = "The harbour stays open,",
    kind: Kind = Kind.DIRECT,
    novelty: Novelty = Novelty.NEW,
    group: str | None = "ministry",
    person: str | None = "minister",
    when: When = When.NEW,
    of: KnownStatement | None = None,
    start: int = 0,
) -> Placement:
    content = Span(start, start + len(words) + 2)
    quotation = Quotation(
        parts=(content,),
        cue=Span(content.end + 14, content.end + 18),
        speaker=Span(content.end + 1, content.end + 13),
        kind=kind,
        rule="en.direct.qsv",
        confidence=0.9,
        flags=frozenset({"negated", "headline"}),
    )
    report = Report(
        quotation=quotation,
        speaker=Speaker(name="A. Minister", person=person, group=group, capacity="minister", how=("role noun",)),
        recency=Recency(when=when, why="", said_on=NOW.date()),
        words=words,
        acts=(Act("announcement", content),),
    )
    return Placement(report=report, statement_id=hex_id(seed), novelty=novelty, of=of, similarity=0.5, why="because")


def told(seed: str = "harbour") -> Told:
    return Told(
        statement_id=hex_id(seed),
        words="The harbour stays open,",
        cue="said",
        kind=Kind.DIRECT,
        speaker="A. Minister",
        surface="the minister",
        capacity="minister",
        language="en",
        acts=("announcement",),
        reason=(Step("cue", "“said”"),),
    )


def alert(seed: str = "alert", *seeds: str, watchlist: str = "desk", **changes: Any) -> Alert:
    source = article()
    return replace(
        Alert(
            id=hex_id(seed),
            kind="statement" if seeds else "mention",
            watchlist=watchlist,
            group="ministry",
            group_name="The Ministry",
            article=ArticleRef(
                url=source.url,
                title=source.title,
                outlet=source.outlet,
                outlet_name="The Gazette",
                language="en",
                published=source.published,
                first_seen=source.first_seen,
                origin="page",
            ),
            told=tuple(told(each) for each in seeds),
        ),
        **changes,
    )


def silence(why: str = "echo", **changes: Any) -> Silence:
    return replace(
        Silence(
            why=why,
            detail="told before",
            words="The harbour stays open,",
            speaker="A. Minister",
            group="ministry",
            statement_id=hex_id("harbour"),
            watchlist="desk",
        ),
        **changes,
    )


def with_sources(tx: Connection) -> None:
    sources.sync(tx, [FEED, SECOND_FEED, OTHER_OUTLET], NOW)


def with_statements(tx: Connection, *seeds: str) -> int:
    """An article with one statement per seed. Gives the article's number."""
    source = article()
    row = articles.save(tx, source, entry_id=None)
    places = [placement(seed, start=number * 100) for number, seed in enumerate(seeds)]
    statements.save(tx, row.id, places, source)
    return row.id
