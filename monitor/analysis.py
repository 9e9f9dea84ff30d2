"""Everything that one article tells, in order. Pure.

match → find → doubts → withheld → separated → resolve → recency → acts → own channels and the headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from monitor import acts, doubts, languages, own_channels, recency, withheld
from monitor.calendars import day_in
from monitor.match import Matcher
from monitor.quotations import find
from monitor.speakers import Register, resolve, separated
from onrecord.model import (
    Article,
    Entity,
    Kind,
    Mention,
    Outlet,
    Quotation,
    Recency,
    Report,
    Span,
    Speaker,
    When,
)

_UTC = "UTC"
_PAIRS = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'", "‹": "›"}


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article, understood.

    Attributes:
        day: the article's own, in its outlet's zone: published, or fetched when it has no date.
        mentions: of tracked entities, in text order.
        reports: in text order; one from the headline alone comes first.
    """

    article: Article
    day: date
    mentions: tuple[Mention, ...]
    reports: tuple[Report, ...]


LONGEST = 40_000
"""Characters of a text that are read: no news is longer, and a hostile page must not hold up the others."""


class Analyst:
    """Understands articles. Built once for a config; then every call is independent of the others."""

    def __init__(self, entities: Sequence[Entity], outlets: Sequence[Outlet]) -> None:
        self._register = Register(entities)
        self._matcher = Matcher(entities)
        self._outlets = {outlet.id: outlet for outlet in outlets}

    def analyse(self, article: Article) -> Analysis:
        """Finds the tracked entities that an article mentions and the statements that it reports.

        Args:
            article: the article; its dates are all that is known of time: roles count on the day it was published,
                or fetched when it has no date.

        Returns:
            Its mentions and reports; a report has a speaker, a recency and acts.
        """
        if len(article.text) > LONGEST:
            article = replace(article, text=article.text[:LONGEST])
        text, language = article.text, article.language
        outlet = self._outlets.get(article.outlet)
        on = self._day(article, outlet)
        mentions = self._matcher.mentions(text, title=article.title, language=language)
        found = withheld.flagged(text, language, doubts.flagged(text, language, find(text, language)))
        quotations = separated(text, language, found, mentions, self._register)
        speakers = resolve(text, language, quotations, mentions, self._register, on=on, title=article.title)
        recencies = recency.judge(
            text,
            language,
            quotations,
            published=article.published,
            timezone=outlet.timezone if outlet else _UTC,
            speakers=speakers,
        )
        reports = [
            Report(quotation, speaker, when, words_of(quotation, text, language), acts.label(text, language, quotation))
            for quotation, speaker, when in zip(quotations, speakers, recencies, strict=True)
        ]
        reports += self._without_cue(article, outlet, reports, on)
        return Analysis(article, on, mentions, tuple(sorted(reports, key=lambda report: report.quotation.span)))

    def _day(self, article: Article, outlet: Outlet | None) -> date:
        return day_in(outlet.timezone if outlet else _UTC, article.published or article.fetched_at)

    def _without_cue(
        self, article: Article, outlet: Outlet | None, reports: Sequence[Report], on: date
    ) -> list[Report]:
        """What an own channel or the headline says without a cue."""
        found: list[Report] = []
        if outlet and outlet.speaks_for:
            group = self._register.speaker_of_group(outlet.speaks_for, (f"{outlet.name} is its own channel",))
            quotation = own_channels.communique(article, outlet, reports, group)
            if quotation:
                found.append(
                    self._report(article, quotation, group, words_of(quotation, article.text, article.language))
                )

        def attribute(title: str, quotation: Quotation) -> Speaker:
            mentions = self._matcher.mentions(title, language=article.language)
            return resolve(title, article.language, (quotation,), mentions, self._register, on=on)[0]

        headed = own_channels.headline(article, [*reports, *found], attribute)
        if headed:
            found.append(self._report(article, *headed))
        return found

    def _report(self, article: Article, quotation: Quotation, speaker: Speaker, words: str) -> Report:
        act = acts.label(article.text, article.language, quotation)
        return Report(quotation, speaker, Recency(When.NEW), words, act)


def words_of(quotation: Quotation, text: str, language: str) -> str:
    """A quotation's content as published, without the marks that enclose its parts and without "that" before it.

    A mark that opens a part of a mixed or indirect report and closes inside it stays. Where the cue interrupts, an
    ellipsis stands.
    """
    words = " … ".join(filter(None, (_bare(part, text, quotation.kind) for part in quotation.parts)))
    first, _, rest = words.partition(" ")
    if quotation.kind is not Kind.DIRECT and rest and first.lower() in _complementisers(language):
        return rest.lstrip()
    return words


@cache
def _complementisers(language: str) -> frozenset[str]:
    return frozenset(languages.section(language, "words").get("complementisers", ()))


def _bare(part: Span, text: str, kind: Kind) -> str:
    words = part.of(text).strip()
    while words and words[0] in _PAIRS:
        closing = _PAIRS[words[0]]
        if words[-1] in closing and len(words) > 1 and not any(mark in words[1:-1] for mark in closing):
            words = words[1:-1].strip()
        elif kind is Kind.DIRECT:
            words = words[1:].strip()
        else:
            break
    if kind is not Kind.DIRECT:
        return words
    return words.removesuffix("”").removesuffix("»").removesuffix('"').rstrip(" ,،")
