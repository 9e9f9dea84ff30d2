"""Whether one watchlist is told of one statement, and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.keywords import CompiledRule, KeywordHit, compile_rule
from onrecord.model import (
    BARE,
    CONDITIONAL,
    WITHHELD,
    Article,
    Conditions,
    Entity,
    Group,
    Kind,
    Novelty,
    Outlet,
    Person,
    Placement,
    Watchlist,
    When,
)
from onrecord.text import paragraphs

_WHY_UNTOLD = {
    WITHHELD: "reports that nothing was said",
    CONDITIONAL: "reports what might or will be said, not what was",
    BARE: "its content tells nothing by itself",
}
"""Why a report with such a flag is told to nobody; the first that it has counts."""
_WORDING_ORDER = {Kind.DIRECT: 2, Kind.MIXED: 1, Kind.INDIRECT: 0}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What beside the text bears on a decision.

    Attributes:
        baseline: the entry was found by its source's first poll: stored, not told.
        now: aware UTC.
        again: the article was filed before, from the feed only: what that alone made known is no echo.
        unmet: watchlists and known statements of which every report so far failed the watchlist's conditions: to
            such a watchlist the statement is no echo.
    """

    outlet: Outlet
    baseline: bool
    now: datetime
    again: bool = False
    unmet: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in one article: all its placements there, in text order."""

    placements: tuple[Placement, ...]

    @property
    def first(self) -> Placement:
        """The placement that says whether the statement was known before the article."""
        return self.placements[0]

    @property
    def shown(self) -> Placement:
        """The placement whose wording is shown: direct before mixed before indirect, then the longest."""
        return max(self.placements, key=lambda p: (_WORDING_ORDER[p.report.quotation.kind], len(p.report.words)))

    def from_article(self, article: Article) -> bool:
        """Whether the statement was known before, but from an earlier version of this very article."""
        known = self.first.of
        return known is not None and (known.outlet, known.article_url) == (article.outlet, article.url)

    @property
    def recent(self) -> Placement | None:
        """A placement that the article presents as new, or None when all are told again."""
        return next((p for p in self.placements if p.report.recency.when is When.NEW), None)


def by_statement(placements: Sequence[Placement]) -> tuple[Said, ...]:
    """Gather an article's placements by statement, in the order of their first reports."""
    grouped: dict[str, list[Placement]] = {}
    for placement in placements:
        grouped.setdefault(placement.statement_id, []).append(placement)
    return tuple(Said(tuple(group)) for group in grouped.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a statement stays silent (`why` is one word to group by) or, with an empty `why`, that it is told.

    Attributes:
        hit: the keyword rule that held, if the watchlist has any.
    """

    why: str = ""
    detail: str = ""
    hit: KeywordHit | None = None


class Coverage:
    """Which groups and persons a watchlist covers: a group brings its sub-bodies and those who speak for it."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities: Mapping[str, Entity] = {entity.id: entity for entity in entities}

    def name(self, entity_id: str) -> str:
        """The canonical name of a tracked entity; the id itself when it is not tracked."""
        entity = self._entities.get(entity_id)
        return entity.name if entity else entity_id

    def counts_for(self, entity_id: str) -> str:
        """The group that a mention counts for: a person's first role, a wing's parent, or the entity itself."""
        entity = self._entities.get(entity_id)
        if isinstance(entity, Person) and entity.roles:
            return self.counts_for(entity.roles[0].group)
        if isinstance(entity, Group) and entity.parent:
            return self.counts_for(entity.parent)
        return entity_id

    def group(self, watchlist: Watchlist, group: str | None) -> bool:
        """Whether the watchlist tracks the group or one that it is part of."""
        while group:
            if group in watchlist.groups:
                return True
            entity = self._entities.get(group)
            group = entity.parent if isinstance(entity, Group) else None
        return False

    def entity(self, watchlist: Watchlist, entity_id: str) -> bool:
        """Whether a mention of the entity is one of somebody whom the watchlist tracks."""
        if entity_id in watchlist.persons or self.group(watchlist, entity_id):
            return True
        entity = self._entities.get(entity_id)
        return isinstance(entity, Person) and any(self.group(watchlist, role.group) for role in entity.roles)

    def said(self, watchlist: Watchlist, said: Said) -> bool:
        """Whether the watchlist tracks who says it, in any of the article's reports of it."""
        return any(self.speaker(watchlist, placement) for placement in said.placements)

    def speaker(self, watchlist: Watchlist, placement: Placement) -> bool:
        """Whether the watchlist tracks who speaks."""
        speaker = placement.report.speaker
        return (
            self.group(watchlist, speaker.body)
            or self.group(watchlist, speaker.group)
            or (speaker.person is not None and speaker.person in watchlist.persons)
        )


class Judge:
    """One watchlist's conditions, its keyword rules compiled.

    Raises:
        ValueError: a keyword rule is invalid.
    """

    def __init__(self, watchlist: Watchlist) -> None:
        self.watchlist = watchlist
        self.rules: tuple[CompiledRule, ...] = tuple(compile_rule(rule) for rule in watchlist.conditions.keywords)

    def judge(self, said: Said, article: Article, around: Circumstances) -> Verdict:
        """Whether a statement by somebody whom the watchlist tracks is told."""
        if around.baseline:
            return Verdict("baseline", "found by the source's first poll")
        if self.stale(article, around.now):
            return Verdict("old", f"published {article.published:%Y-%m-%d}, longer ago than the watchlist's max_age")
        untold = [_untold(placement) for placement in said.placements]
        if all(untold):
            return Verdict(untold[0], _WHY_UNTOLD[untold[0]])
        if said.first.novelty is Novelty.ECHO and not self._unheard(said, article, around):
            return Verdict("echo", said.first.why)
        if said.recent is None:
            return Verdict("background", said.first.report.recency.why)
        return self._conditions(said, article, around.outlet)

    def _unheard(self, said: Said, article: Article, around: Circumstances) -> bool:
        """Whether a known statement is news to this watchlist all the same."""
        from_feed = around.again and said.from_article(article)
        return from_feed or (self.watchlist.id, said.first.statement_id) in around.unmet

    def stale(self, article: Article, now: datetime) -> bool:
        """Whether the article was published longer ago than the watchlist's `max_age`."""
        return article.published is not None and now - article.published > self.watchlist.max_age

    def outside(self, article: Article, outlet: Outlet) -> str:
        """Why an article lies outside the watchlist's languages and outlets, or an empty string."""
        conditions = self.watchlist.conditions
        if conditions.languages and article.language not in conditions.languages:
            return f"language {article.language} is not among the watchlist's"
        if conditions.outlets and outlet.id not in conditions.outlets:
            return f"outlet {outlet.id} is not among the watchlist's"
        return ""

    def _conditions(self, said: Said, article: Article, outlet: Outlet) -> Verdict:
        unmet = self.outside(article, outlet) or _unmet(self.watchlist.conditions, said)
        if unmet:
            return Verdict("condition", unmet)
        if not self.rules:
            return Verdict()
        hits = (
            rule.search(scope(rule, placement, article), article.language)
            for rule in self.rules
            for placement in said.placements
        )
        hit = next((hit for hit in hits if hit), None)
        return Verdict(hit=hit) if hit else Verdict("condition", "no keyword rule of the watchlist holds")


def _untold(placement: Placement) -> str:
    """The first flag for which a report is told to nobody, or an empty string."""
    return next((flag for flag in _WHY_UNTOLD if flag in placement.report.quotation.flags), "")


def _unmet(conditions: Conditions, said: Said) -> str:
    """Which condition on kind or act a statement does not meet, or an empty string."""
    kinds = {placement.report.quotation.kind for placement in said.placements}
    if conditions.kinds and not kinds & set(conditions.kinds):
        return f"kind {said.shown.report.quotation.kind} is not among the watchlist's"
    acts = {act.name for placement in said.placements for act in placement.report.acts}
    if conditions.acts and not acts & set(conditions.acts):
        return f"none of the watchlist's acts was found ({', '.join(conditions.acts)})"
    return ""


def scope(rule: CompiledRule, placement: Placement, article: Article) -> str:
    """The stretch of the article that a keyword rule looks at for one report."""
    match rule.rule.scope:
        case "statement":
            return placement.report.words
        case "article":
            return f"{article.title}\n{article.text}"
        case "paragraph":
            span = placement.report.quotation.span
            around = [p.of(article.text) for p in paragraphs(article.text) if p.overlaps(span)]
            return "\n".join(around) or placement.report.words
