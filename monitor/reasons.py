"""The chain shown to people: alias → cue → speaker → role → rule → keyword → recency → novelty."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.analysis import Analysis
from monitor.keywords import KeywordHit
from onrecord.model import DOUBTS, FROM_FEED, Article, KnownStatement, Mention, Placement, Reason, Speaker, Step

TOLD_FLAGS = DOUBTS | {"question", "headline"}
"""What a reader must know of how a thing was said; other flags are between the rules."""


def speaker_steps(speaker: Speaker) -> Reason:
    """How the speaker was found, and what he speaks as."""
    way = [step for step in speaker.how if not step.startswith("role:")]
    found = [Step("speaker", " → ".join(way))] if way else []
    return (*found, Step("role", speaker.capacity)) if speaker.capacity else tuple(found)


def _alias(placement: Placement, analysis: Analysis) -> Step | None:
    """The mention that names the speaker: in the cue clause, or the antecedent of its pronoun."""
    places = (placement.report.quotation.speaker, placement.report.speaker.antecedent)
    for place in places:
        for mention in analysis.mentions:
            if place and place.overlaps(mention.span):
                return Step("alias", f"“{mention.span.of(analysis.article.text)}” names {mention.entity}")
    return None


def _cue(placement: Placement, article: Article) -> Step:
    quotation = placement.report.quotation
    if quotation.cue:
        return Step("cue", f"“{quotation.cue.of(article.text)}”")
    return Step("cue", "goes on with the quotation before it" if quotation.continues else "none")


def keyword_reason(hit: KeywordHit) -> Reason:
    """The reason of a keyword hit."""
    return (Step("keyword", f"rule {hit.rule}: {', '.join(f'“{word}”' for word in hit.words)}"),)


def mention_reason(mention: Mention, article: Article) -> Reason:
    """The reason of an alert about a mere mention."""
    return (Step("alias", f"“{mention.span.of(article.text)}” names {mention.entity}"),)


def statement_reason(shown: Placement, first: Placement, analysis: Analysis, hit: KeywordHit | None) -> Reason:
    """Why a statement is told: every link from the name in the text to the verdict.

    Args:
        shown: the placement whose wording is shown.
        first: the placement that says whether the statement was known.
        analysis: the article, understood.
        hit: the keyword rule that held, if the watchlist has any.
    """
    report = shown.report
    steps = [_alias(shown, analysis), _cue(shown, analysis.article)]
    steps += speaker_steps(report.speaker)
    flags = "".join(f", {flag}" for flag in sorted(report.quotation.flags & TOLD_FLAGS))
    steps.append(Step("rule", f"{report.quotation.rule}: {report.quotation.kind}{flags}"))
    if hit:
        steps += keyword_reason(hit)
    steps.append(Step("recency", report.recency.why or "nothing in the article puts it earlier"))
    steps.append(Step("novelty", first.why))
    return tuple(step for step in steps if step is not None)


def notes(article: Article, told: Sequence[Placement] = ()) -> tuple[str, ...]:
    """What the reader must know about an alert: where its text is from, what was said before.

    Args:
        article: the article that it points to.
        told: the placements of its statements.
    """
    found = [FROM_FEED] if article.origin == "feed" else []
    if article.published is None:
        found.append(f"undated, first seen {article.first_seen:%Y-%m-%d %H:%M} UTC")
    for placement in told:
        if placement.restates:
            found.append(f"said before: first seen at {_where(placement.restates)}")
        elif placement.joins:
            found.append(f"more of an occasion first seen at {_where(placement.joins)}")
    return tuple(dict.fromkeys(found))


def _where(known: KnownStatement) -> str:
    said_on = f", said on {known.said_on}" if known.said_on else ""
    return f"{known.outlet}, {known.first_seen:%Y-%m-%d %H:%M} UTC{said_on}"
