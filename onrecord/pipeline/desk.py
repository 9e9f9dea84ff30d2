"""The desk: from an article to rows. Understand, place, decide and route are pure; all is saved in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from monitor import copies, novelty
from monitor.analysis import Analysis, Analyst
from monitor.decide import Decider, Decision
from monitor.verdicts import Circumstances
from onrecord.model import Alert, Article, Novelty, Outlet, Placement, Report, Settings, Silence
from onrecord.pipeline.dispatch import Dispatcher
from onrecord.pipeline.outcomes import Filed
from onrecord.pipeline.updates import updates
from store import alerts, articles, lineages, rechecks, silences, statements
from store.alerts import Mute
from store.database import Store

Settle = Callable[[Connection], None]
"""What else belongs into the article's transaction: the settling of its entry."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An article to be filed, and what is known around it.

    Attributes:
        entry_id: number of its row in the store, or None when it came by hand.
        body_sha256: of the page it was extracted from, or None.
        now: aware UTC.
        again: the article was filed before, from the feed only.
    """

    article: Article
    outlet: Outlet
    baseline: bool
    now: datetime
    entry_id: int | None = None
    body_sha256: str | None = None
    again: bool = False


class Desk:
    """Files articles. Built once for a config."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._watchlists = settings.watchlists
        self._dispatcher = Dispatcher(settings)
        self._analyst = Analyst(settings.entities, settings.outlets)
        self._decider = Decider(settings.watchlists, settings.entities)

    def analyse(self, article: Article) -> Analysis:
        """Understand an article. Pure, and the slow part: callers may run it in a thread."""
        return self._analyst.analyse(article)

    def file(self, analysis: Analysis, assignment: Assignment, settle: Settle | None = None) -> Filed:
        """Place, decide, route and save, in one transaction.

        Candidates are read in the transaction that stores the new statements, so two copies of one story read side
        by side cannot both be new.
        """
        with self._store.begin() as tx:
            filed = self._file(tx, analysis, assignment)
            if settle is not None:
                settle(tx)
        return filed

    def _file(self, tx: Connection, analysis: Analysis, assignment: Assignment) -> Filed:
        article, now = assignment.article, assignment.now
        placements = self._place(tx, analysis, article)
        unmet = silences.unmet(tx, {placement.statement_id for placement in placements})
        around = Circumstances(assignment.outlet, assignment.baseline, now, again=assignment.again, unmet=unmet)
        decision = _without_muted(self._decider.decide(analysis, placements, around), alerts.mutes(tx, now))
        if assignment.again:
            decision = replace(decision, alerts=_untold(tx, decision.alerts))
        row = articles.save(tx, article, entry_id=assignment.entry_id, body_sha256=assignment.body_sha256)
        if placements:  # whose text it is matters only where it reports something
            _trace(tx, row.id, article, assignment.outlet)
        statements.save(tx, row.id, placements, article, baseline=assignment.baseline)
        silences.save(tx, row.id, decision.silences)
        decided = (*decision.alerts, *self._updates(tx, placements, assignment))
        raised = tuple(alert for alert in decided if alerts.save(tx, alert, row.id, now))
        if any(alert.told for alert in raised):
            rechecks.plan(tx, row.id, now)
        for alert in raised:
            self._dispatcher.dispatch(tx, alert, now)
        if article.origin == "page":
            alerts.confirm(tx, article)
        return Filed(
            article=article,
            article_id=row.id,
            quotations=len(analysis.reports),
            statements=len({placement.statement_id for placement in placements}),
            new=sum(placement.novelty is Novelty.NEW for placement in placements),
            mentioned=tuple(dict.fromkeys(mention.entity for mention in analysis.mentions)),
            alerts=raised,
            silences=decision.silences,
        )

    def _updates(self, tx: Connection, placements: Sequence[Placement], assignment: Assignment) -> tuple[Alert, ...]:
        """What is told again; nothing that is muted or that a source's first poll finds."""
        if assignment.baseline:
            return ()
        again = updates(tx, placements, self._watchlists, assignment.article, assignment.outlet)
        return _without_muted(Decision(again, ()), alerts.mutes(tx, assignment.now)).alerts if again else ()

    def _place(self, tx: Connection, analysis: Analysis, article: Article) -> tuple[Placement, ...]:
        tracked = novelty.tracked(analysis.reports)
        if not tracked:
            return ()
        known = statements.candidates(
            tx,
            groups=_ids(tracked, lambda report: report.speaker.group),
            persons=_ids(tracked, lambda report: report.speaker.person),
            since=article.first_seen - novelty.REMEMBERED,
            keys=novelty.keys(analysis.reports, article=article, mentions=analysis.mentions),
        )
        return novelty.place(analysis.reports, known, article=article, day=analysis.day, mentions=analysis.mentions)


def _trace(tx: Connection, article_id: int, article: Article, outlet: Outlet) -> None:
    """Find out whose text an article is, and keep it."""
    sketch = copies.sketch(article.text)
    known = lineages.candidates(tx, sketch.bands, article, since=article.first_seen - copies.WINDOW)
    lineages.save(tx, article_id, copies.trace(article, sketch, known, outlet=outlet), article.first_seen)


def _ids(reports: Sequence[Report], pick: Callable[[Report], str | None]) -> frozenset[str]:
    return frozenset(found for report in reports if (found := pick(report)))


def _untold(tx: Connection, decided: Sequence[Alert]) -> tuple[Alert, ...]:
    """The alerts without the statements that their watchlist was told before."""
    kept = []
    for alert in decided:
        known = alerts.told(tx, alert.watchlist, {one.statement_id for one in alert.told})
        told = tuple(one for one in alert.told if one.statement_id not in known)
        if told or alert.kind != "statement":
            kept.append(replace(alert, told=told))
    return tuple(kept)


def _without_muted(decision: Decision, mutes: Sequence[Mute]) -> Decision:
    """The decision with what the analyst muted turned into silences."""
    muted = frozenset((mute.kind, mute.key) for mute in mutes)
    kept: list[Alert] = []
    silenced: list[Silence] = []
    for alert in decision.alerts:
        whole = _muted_whole(alert, muted)
        told = tuple(one for one in alert.told if not whole and ("statement", one.statement_id) not in muted)
        silenced += [
            Silence(
                why="muted",
                detail=whole or f"statement {one.statement_id} is muted",
                words=one.words,
                speaker=one.speaker,
                group=alert.group,
                statement_id=one.statement_id,
                watchlist=alert.watchlist,
            )
            for one in alert.told
            if one not in told
        ]
        if whole and alert.kind != "statement":
            silenced.append(Silence("muted", whole, alert.excerpt, "", alert.group, "", alert.watchlist))
        if not whole and (told or alert.kind != "statement"):
            kept.append(replace(alert, told=told))
    return Decision(tuple(kept), (*decision.silences, *silenced))


def _muted_whole(alert: Alert, muted: frozenset[tuple[str, str]]) -> str:
    """Why the whole alert is muted, or an empty string."""
    if ("group", alert.group) in muted:
        return f"group {alert.group} is muted"
    if ("outlet", alert.article.outlet) in muted:
        return f"outlet {alert.article.outlet} is muted"
    return ""
