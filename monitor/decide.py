"""The decision to tell, or to stay silent, each with its reason. Pure: it is handed everything it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from monitor.analysis import Analysis
from monitor.keywords import CompiledRule
from monitor.reasons import keyword_reason, mention_reason, notes, statement_reason
from monitor.verdicts import Circumstances, Coverage, Judge, Said, Verdict, by_statement
from onrecord.model import (
    DOUBTS,
    Alert,
    AlertKind,
    Article,
    ArticleRef,
    Entity,
    Mention,
    Placement,
    Quotation,
    Reason,
    Silence,
    Told,
    Watchlist,
)
from onrecord.text import derived_id, paragraphs

EXCERPT = 600
"""Characters of a paragraph that a mention or keyword alert shows at most."""
_alert_id = partial(derived_id, length=12)  # short: people type it


@dataclass(frozen=True, slots=True)
class Decision:
    """What one article leads to."""

    alerts: tuple[Alert, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One article before one watchlist."""

    judge: Judge
    analysis: Analysis
    around: Circumstances
    told: list[tuple[Said, Verdict]] = field(default_factory=list)

    @property
    def watchlist(self) -> Watchlist:
        return self.judge.watchlist

    @property
    def article(self) -> Article:
        return self.analysis.article


class Decider:
    """Decides for a fixed set of watchlists.

    Raises:
        ValueError: a keyword rule is invalid.
    """

    def __init__(self, watchlists: Sequence[Watchlist], entities: Sequence[Entity]) -> None:
        self._judges = tuple(Judge(watchlist) for watchlist in watchlists)
        self._coverage = Coverage(entities)

    def decide(self, analysis: Analysis, placements: Sequence[Placement], around: Circumstances) -> Decision:
        """What to tell of one article, and what not, and why.

        Args:
            analysis: the article, understood.
            placements: its tracked reports, placed by `novelty.place`.
            around: baseline, outlet and time.

        Returns:
            At most one statement alert per watchlist and group, and a silence for every statement that a watchlist
            tracks but is not told.
        """
        alerts: list[Alert] = []
        silences: list[Silence] = []
        statements = by_statement(placements)
        for judge in self._judges:
            case = _Case(judge, analysis, around)
            for said in statements:
                if self._coverage.said(judge.watchlist, said):
                    verdict = judge.judge(said, analysis.article, around)
                    if verdict.why:
                        silences.append(_silence(judge.watchlist, said, verdict))
                    else:
                        case.told.append((said, verdict))
            alerts += self._alerts(case)
        return Decision(tuple(alerts), tuple(silences))

    def _alerts(self, case: _Case) -> list[Alert]:
        told = self._statement_alerts(case)
        judge = case.judge
        out = judge.stale(case.article, case.around.now) or judge.outside(case.article, case.around.outlet)
        if case.around.baseline or out:
            return told
        by_keyword = self._keyword_alerts(case) if case.watchlist.keywords_alone and not told else []
        mentioned = self._mention_alerts(case, {alert.group for alert in told}) if case.watchlist.mentions else []
        return [*told, *by_keyword, *mentioned]

    def _statement_alerts(self, case: _Case) -> list[Alert]:
        alerts = []
        for group, pairs in groupby(sorted(case.told, key=_group_of), key=_group_of):
            in_text_order = sorted(pairs, key=lambda pair: pair[0].shown.report.quotation.span)
            told = tuple(_told(said, verdict, case.analysis) for said, verdict in in_text_order)
            alert_id = _alert_id("statement", case.watchlist.id, group, *sorted(one.statement_id for one in told))
            alerts.append(self._alert("statement", alert_id, group, case, told=told))
        return alerts

    def _keyword_alerts(self, case: _Case) -> list[Alert]:
        article = case.article
        for rule in case.judge.rules:
            for stretch in _stretches(rule, article):
                hit = rule.search(stretch, article.language)
                if hit:
                    alert_id = _alert_id("keyword", case.watchlist.id, article.outlet, article.url)
                    return [
                        self._alert(
                            "keyword", alert_id, "", case, reason=keyword_reason(hit), excerpt=stretch.strip()[:EXCERPT]
                        )
                    ]
        return []

    def _mention_alerts(self, case: _Case, already: set[str]) -> list[Alert]:
        alerts = []
        for mention in case.analysis.mentions:
            group = self._coverage.counts_for(mention.entity)
            if group in already or not self._coverage.entity(case.watchlist, mention.entity):
                continue
            already.add(group)
            article = case.article
            alert_id = _alert_id("mention", case.watchlist.id, group, article.outlet, article.url)
            reason = mention_reason(mention, article)
            excerpt = _paragraph(mention, article)[:EXCERPT]
            alerts.append(self._alert("mention", alert_id, group, case, reason=reason, excerpt=excerpt))
        return alerts

    def _alert(
        self,
        kind: AlertKind,
        alert_id: str,
        group: str,
        case: _Case,
        *,
        told: tuple[Told, ...] = (),
        reason: Reason = (),
        excerpt: str = "",
    ) -> Alert:
        return Alert(
            id=alert_id,
            kind=kind,
            watchlist=case.watchlist.id,
            group=group,
            group_name=self._coverage.name(group),
            article=ArticleRef.to(case.article, case.around.outlet.name),
            told=told,
            notes=notes(case.article, [pair[0].first for pair in case.told if _group_of(pair) == group]),
            reason=reason,
            excerpt=excerpt,
        )


def _group_of(pair: tuple[Said, Verdict]) -> str:
    speaker = pair[0].first.report.speaker
    return speaker.group or speaker.person or ""


def _silence(watchlist: Watchlist, said: Said, verdict: Verdict) -> Silence:
    report = said.shown.report
    return Silence(
        why=verdict.why,
        detail=verdict.detail,
        words=report.words,
        speaker=report.speaker.name or "",
        group=report.speaker.group or report.speaker.person or "",
        statement_id=said.first.statement_id,
        watchlist=watchlist.id,
    )


def _told(said: Said, verdict: Verdict, analysis: Analysis) -> Told:
    article, report = analysis.article, said.shown.report
    quotation = report.quotation
    return Told(
        statement_id=said.first.statement_id,
        words=report.words,
        kind=quotation.kind,
        cue=cue_of(quotation, article.text),
        speaker=report.speaker.name or "",
        surface=quotation.speaker.of(article.text) if quotation.speaker else "",
        capacity=report.speaker.capacity,
        language=article.language,
        acts=tuple(act.name for act in report.acts),
        reason=statement_reason(said.shown, said.first, analysis, verdict.hit),
        restates=said.first.restates.id if said.first.restates else "",
        person=report.speaker.person or "",
    )


def cue_of(quotation: Quotation, text: str) -> str:
    """The reporting words; with what the article says of them, where it does not say that the thing was said."""
    cue = quotation.cue.of(text) if quotation.cue else ""
    doubts = sorted(quotation.flags & DOUBTS)
    return f"{', '.join(doubts)}: {cue}" if cue and doubts else cue


def _paragraph(mention: Mention, article: Article) -> str:
    around = (p.of(article.text) for p in paragraphs(article.text) if p.overlaps(mention.span))
    return next(around, article.title)


def _stretches(rule: CompiledRule, article: Article) -> tuple[str, ...]:
    """The stretches of an article that a keyword rule without a speaker looks at."""
    if rule.rule.scope == "article":
        return (f"{article.title}\n{article.text}",)
    return (article.title, *(span.of(article.text) for span in paragraphs(article.text)))
