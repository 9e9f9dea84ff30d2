"""Whether a report is a new statement, an echo of one already known, or an earlier one said again on another day.

`monitor.sameness` says whether two wordings say the same. Here stands who may echo whom, and when: the same speaker,
within a fortnight; what is said again on another day is new, and linked to the earlier one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor import occasions
from monitor.sameness import Likeness, compare, same_speaker
from monitor.wording import Wording, named, wording
from onrecord.model import UNTOLD, Article, Kind, KnownStatement, Mention, Novelty, Placement, Report, When
from onrecord.text import derived_id

WINDOW = timedelta(days=14)
"""How long a statement is remembered as the same; said again later, it is said anew."""
REMEMBERED = timedelta(days=90)
"""How long a statement is remembered at all, so that one said again can be linked to it."""
OTHER_DAY = timedelta(days=3)
"""Papers report a speech up to two days late; what a paper presents as new after so long was said again."""
OWN_WORDS = 25
"""So many words quoted directly and literally the same are the same speech, however late a paper brings it; what is
shorter may be a formula that ends every communiqué."""

_DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known statement, ready to be compared."""

    known: KnownStatement
    words: Wording


@dataclass(frozen=True, slots=True)
class _Match:
    """A known statement that says the same, and how that is known."""

    known: KnownStatement
    likeness: Likeness
    again: str = ""


def candidate(known: KnownStatement) -> Candidate:
    """A known statement with its words made ready."""
    entities = named(known.names, known.group, known.person)
    return Candidate(known, _read(known.words, known.language, entities, known.kind, known.acts))


def statement_id(report: Report, article: Article) -> str:
    """A statement's id, from its first report: the same report always gives the same."""
    group, person = report.speaker.group or "", report.speaker.person or ""
    return derived_id(article.outlet, article.url, group, person, report.words, length=16)


def tracked(reports: Collection[Report]) -> tuple[Report, ...]:
    """The reports whose speaker is tracked: only they become statements."""
    return tuple(report for report in reports if report.speaker.group or report.speaker.person)


def keys(
    reports: Sequence[Report], *, article: Article, mentions: Sequence[Mention] = ()
) -> tuple[tuple[int, ...], ...]:
    """What the store is asked by for the statements that each of an article's tracked reports could be an echo of."""
    return tuple(_keys(report, _wording(report, article, mentions)) for report in tracked(reports))


def place(
    reports: Sequence[Report],
    candidates: Sequence[KnownStatement],
    *,
    article: Article,
    day: date,
    mentions: Sequence[Mention] = (),
) -> tuple[Placement, ...]:
    """Place the tracked reports of one article among the statements known before it.

    A report may also echo an earlier one of the same article (a lead and its quote): the article's own statements
    join the candidates in text order.

    Args:
        reports: all reports of the article; those of untracked speakers are left out.
        candidates: known statements of the same groups and persons. One id may stand several times, in other words.
        article: where the reports stand.
        day: the article's own, at its outlet (`Analysis.day`).
        mentions: of tracked entities in the article's text.

    Returns:
        One placement a tracked report, in text order.
    """
    pool = [candidate(known) for known in sorted(candidates, key=lambda known: (known.first_seen, known.id))]
    before = tuple(pool)
    placements = []
    for report in tracked(reports):
        mine = _wording(report, article, mentions)
        if report.quotation.flags & UNTOLD:
            placements.append(_apart(report, article, day, mine))
            continue
        placement = _place_one(report, article, day, pool, mine)
        placements.append(placement)
        if placement.novelty is Novelty.NEW:
            pool.append(Candidate(_known(placement, article), mine))
    return occasions.assign(placements, [(each.known, each.words) for each in before], article)


def _wording(report: Report, article: Article, mentions: Sequence[Mention]) -> Wording:
    parts = report.quotation.parts
    inside = {mention.entity for mention in mentions if any(part.overlaps(mention.span) for part in parts)}
    entities = named(inside, report.speaker.group, report.speaker.person)
    acts = tuple(act.name for act in report.acts)
    return _read(report.words, article.language, entities, report.quotation.kind, acts)


def _read(words: str, language: str, entities: frozenset[str], kind: Kind, acts: Collection[str]) -> Wording:
    """A statement's words with what its cue makes of them: "denied the raid" and "we did not raid" say the same."""
    plain = wording(words, language, entities)
    if kind is Kind.DIRECT or plain.negated or _DENIAL not in acts:
        return plain
    return wording(words, language, entities, taken_back=True)


def _keys(report: Report, words: Wording) -> tuple[int, ...]:
    return words.keys(report.speaker.group or report.speaker.person or "")


def _place_one(report: Report, article: Article, day: date, pool: Sequence[Candidate], mine: Wording) -> Placement:
    placed = Placement(
        report,
        statement_id(report, article),
        Novelty.NEW,
        why="nothing like it is known",
        names=tuple(sorted(mine.entities)),
        keys=_keys(report, mine),
    )
    matches = list(_matches(report, article, day, pool, mine))
    echoed = min((match for match in matches if not match.again), key=_rank, default=None)
    if echoed:
        known, likeness = echoed.known, echoed.likeness
        where = "earlier in this article" if known.article_url == article.url else f"first seen at {known.outlet}"
        why = f"{likeness.why}: {where}, {known.first_seen:%Y-%m-%d %H:%M} UTC"
        return replace(
            placed,
            statement_id=known.id,
            novelty=Novelty.ECHO,
            of=known,
            similarity=likeness.similarity,
            why=why,
        )
    latest = max(matches, key=lambda match: (match.known.first_seen, match.known.id), default=None)
    if latest and latest.known.id != placed.statement_id:
        return replace(placed, restates=latest.known, why=f"said again: {latest.again}")
    return placed


def _apart(report: Report, article: Article, day: date, mine: Wording) -> Placement:
    """The placement of a report that nothing was said: it echoes nothing, and what is said later is no echo of it."""
    return replace(_place_one(report, article, day, (), mine), keys=())


def _matches(report: Report, article: Article, day: date, pool: Sequence[Candidate], mine: Wording) -> list[_Match]:
    found = []
    for each in pool:
        if same_speaker(report.speaker, each.known) and (likeness := compare(mine, each.words)).same:
            again = _said_again(report, article, day, each.known, likeness)
            found.append(_Match(each.known, likeness, again))
    return found


def _rank(match: _Match) -> tuple[float, object, str]:
    """Of several that are equally alike the first one said, whatever their order."""
    return -match.likeness.similarity, match.known.first_seen, match.known.id


def _said_again(report: Report, article: Article, day: date, known: KnownStatement, likeness: Likeness) -> str:
    """Why a report that says the same as a known statement is of another occasion; empty when it is its echo."""
    if known.article_url == article.url and known.outlet == article.outlet:
        return ""
    then = known.said_on or known.first_seen.date()
    mine, theirs = report.recency.said_on, known.said_on
    if mine and theirs and mine != theirs:
        return f"on {mine}, before on {theirs}" if mine > theirs else ""
    if report.recency.when is When.BACKGROUND:
        return ""
    if article.first_seen - known.first_seen > WINDOW:
        return f"on {mine or day}, before on {then}"
    late = (mine or day) - then >= OTHER_DAY
    quoted = likeness.similarity >= 0.99 and report.quotation.kind is Kind.DIRECT
    if not late or (quoted and len(report.words.split()) >= OWN_WORDS):
        return ""
    return f"on {mine or day}, before on {then}"


def _known(placement: Placement, article: Article) -> KnownStatement:
    report = placement.report
    return KnownStatement(
        id=placement.statement_id,
        words=report.words,
        kind=report.quotation.kind,
        language=article.language,
        group=report.speaker.group,
        person=report.speaker.person,
        speaker_name=report.speaker.name,
        first_seen=article.first_seen,
        article_url=article.url,
        outlet=article.outlet,
        said_on=report.recency.said_on,
        names=placement.names,
        acts=tuple(act.name for act in report.acts),
    )
