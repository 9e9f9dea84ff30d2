"""Occasions: a speech or a communiqué of which several articles bring several statements.

A new statement belongs to a known occasion when its article also echoes a statement of it, or when it is about the same
thing as one of its statements; both by the same speaker within a day. It is new all the same and is told, with a word
on what it belongs to: what a second paper quotes of a speech may be its news. All new statements of one speaker in one
article are one occasion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.sameness import elsewhere, same_speaker
from monitor.wording import Wording, wording
from onrecord.model import Article, KnownStatement, Novelty, Placement, Report

CLOSE = timedelta(hours=24)
"""How far apart two articles on one occasion were first seen."""
TOPIC_SHARE = 0.5
"""Share of the shorter wording's items that make two statements be about the same thing."""
TOPIC_FEWEST = 3


def assign(
    placements: Sequence[Placement], known: Sequence[tuple[KnownStatement, Wording]], article: Article
) -> tuple[Placement, ...]:
    """The placements, the new ones with their occasions.

    Args:
        placements: of one article, in text order.
        known: the statements known before it, with their words.
        article: where the placements stand.
    """
    joined: dict[str, KnownStatement] = {}
    opened: dict[str, str] = {}
    for placement in placements:
        speaker = _speaker(placement.report)
        if speaker not in joined and (found := _known_occasion(placement, known, article)):
            joined[speaker] = found
            opened[speaker] = found.occasion or found.id
    for placement in placements:
        if placement.novelty is Novelty.NEW:
            opened.setdefault(_speaker(placement.report), placement.statement_id)
    return tuple(
        replace(placement, occasion=opened[speaker], joins=joined.get(speaker))
        if placement.novelty is Novelty.NEW and (speaker := _speaker(placement.report))
        else placement
        for placement in placements
    )


def _speaker(report: Report) -> str:
    said_on = report.recency.said_on
    return f"{report.speaker.person or report.speaker.group}|{report.recency.when}|{said_on or ''}"


def _known_occasion(
    placement: Placement, known: Sequence[tuple[KnownStatement, Wording]], article: Article
) -> KnownStatement | None:
    if placement.of:
        return placement.of if _close(placement.of, article) else None
    mine = wording(placement.report.words, article.language)
    return next(
        (
            statement
            for statement, words in known
            if statement.id != placement.statement_id
            and same_speaker(placement.report.speaker, statement)
            and _close(statement, article)
            and about_the_same(mine, words)
        ),
        None,
    )


def _close(statement: KnownStatement, article: Article) -> bool:
    return statement.article_url != article.url and abs(article.first_seen - statement.first_seen) <= CLOSE


def about_the_same(a: Wording, b: Wording) -> bool:
    """Whether two statements are about the same thing, whatever each says of it; not where one is of another event."""
    if elsewhere(a, b):
        return False
    shared = len(a.items & b.items) + len(a.places & b.places)
    fewer = min(len(a.items) + len(a.places), len(b.items) + len(b.places))
    return shared >= TOPIC_FEWEST and shared >= TOPIC_SHARE * fewer
