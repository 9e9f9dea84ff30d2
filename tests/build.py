"""Small ones of the values that the monitor and the pipeline pass, for tests that are not about making them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.analysis import Analysis
from onrecord.model import (
    Act,
    Alias,
    Article,
    Group,
    Kind,
    KnownStatement,
    Mention,
    Outlet,
    Person,
    Quotation,
    Recency,
    Report,
    Role,
    Source,
    Span,
    Speaker,
    Watchlist,
    When,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

GUILD = Group("guild", "Weavers Guild", "party")
LOOM = Group("loom", "Loom Wing", "armed_group", parent="guild")
UNION = Group("union", "Dyers Union", "party")
SPEAKER = Person("marit", "Marit Solheim", (Alias("Solheim"),), roles=(Role("guild", "chair"),), gender="f")
RIVAL = Person("brandt", "Ole Brandt", (Alias("Brandt"),), roles=(Role("union", "chair"),), gender="m")
LONER = Person("vik", "Tora Vik", (Alias("Vik"),), gender="f")
ENTITIES = (GUILD, LOOM, UNION, SPEAKER, RIVAL, LONER)

FEED = Source(id="gazette/feed", outlet="gazette", kind="feed", url="https://gazette.example/feed.xml")
GAZETTE = Outlet(id="gazette", name="The Gazette", country="NO", languages=("en",), sources=(FEED,))
COURIER = Outlet(
    id="courier",
    name="The Courier",
    country="NO",
    languages=("en",),
    sources=(Source(id="courier/feed", outlet="courier", kind="feed", url="https://courier.example/feed.xml"),),
)

CHAIR = Speaker(name="Marit Solheim", person="marit", group="guild", capacity="chair of Weavers Guild")
BODY = Speaker(name="Weavers Guild", group="guild")


def article(text: str = "", **changes: Any) -> Article:
    """An article of the Gazette, published an hour ago."""
    return replace(
        Article(
            url="https://gazette.example/1",
            outlet="gazette",
            title="A day at the mill",
            text=text,
            language="en",
            fetched_at=NOW,
            first_seen=NOW,
            published=NOW - HOUR,
        ),
        **changes,
    )


def report(
    words: str,
    *,
    text: str = "",
    speaker: Speaker = CHAIR,
    kind: Kind = Kind.DIRECT,
    when: When = When.NEW,
    acts: Sequence[str] = (),
    cue: str = "",
    surface: str = "",
    why: str = "",
    **changes: Any,
) -> Report:
    """A report of `words`, at their place in `text`, where they stand there."""
    start = max(text.find(words), 0)
    span = Span(start, start + len(words))
    quotation = Quotation(
        parts=(span,), cue=place(cue, text), speaker=place(surface, text), kind=kind, rule="test.rule", **changes
    )
    return Report(quotation, speaker, Recency(when, why), words, tuple(Act(act, span) for act in acts))


def place(words: str, text: str) -> Span | None:
    """Where `words` stand in `text`; None when they are empty."""
    if not words:
        return None
    start = text.index(words)
    return Span(start, start + len(words))


def mention(words: str, entity: str, text: str) -> Mention:
    """A mention of an entity at the first place of `words` in `text`."""
    start = text.index(words)
    return Mention(Span(start, start + len(words)), entity, words)


def known(words: str, **changes: Any) -> KnownStatement:
    """A statement of the guild's chair, first seen at the Courier a day ago."""
    return replace(
        KnownStatement(
            id="0123456789abcdef",
            words=words,
            kind=Kind.DIRECT,
            language="en",
            group="guild",
            person="marit",
            speaker_name="Marit Solheim",
            first_seen=NOW - DAY,
            article_url="https://courier.example/9",
            outlet="courier",
        ),
        **changes,
    )


def analysis(of: Article, *reports: Report, mentions: Sequence[Mention] = ()) -> Analysis:
    """An article, as if it had been understood so."""
    return Analysis(of, TODAY, tuple(mentions), reports)


def watchlist(**changes: Any) -> Watchlist:
    """A watchlist for the guild."""
    return replace(Watchlist(id="desk", name="Desk", groups=("guild",)), **changes)
