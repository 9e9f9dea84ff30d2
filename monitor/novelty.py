"""Whether a report is a new statement or an echo of one already known.

Two reports are of the same statement when the same speaker says the same thing: the same words, one wording inside
the other, or enough of the same content words, and nothing speaks against it (other numbers, other polarity). Words
are compared by their first five letters, a stemmer that works alike in English, Arabic and Persian.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from monitor import languages
from onrecord.model import Article, KnownStatement, Novelty, Placement, Report
from onrecord.text import normalise

SAME_SHARE = 0.6
"""Share of the shorter wording's content words that the longer one must hold."""
SAME_JACCARD = 0.34
"""Shared content words over all content words: keeps a short wording from drowning in a long one."""
FEWEST_WORDS = 3
"""Under so many content words only equal wordings are the same: "we will respond" is said too often."""
WINDOW = timedelta(days=14)
"""How long a statement is remembered as the same; said again later, it is said anew."""
STEM = 5
"""Letters of a word that are compared."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words, ready to be compared.

    Attributes:
        tokens: all words, normalised, in order, joined by single spaces.
        stems: first letters of the content words.
        numbers: the numbers among the words, in digits.
        negated: whether an odd number of its words negates.
        denied: stems that come right after a negation.
    """

    tokens: str
    stems: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    denied: frozenset[str] = frozenset()

    def contradicts(self, other: Wording) -> bool:
        """Whether one denies what the other affirms: "will not leave" and "will leave"."""
        if self.negated == other.negated:
            return False
        mine, theirs = self.denied - other.denied, other.denied - self.denied
        return self.stems == other.stems or bool(mine & other.stems or theirs & self.stems)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are, and what says so."""

    same: bool
    similarity: float
    why: str


@dataclass(frozen=True, slots=True)
class _Lists:
    """A language's words that a comparison treats apart, normalised.

    Attributes:
        numerals: words for small numbers, with their digits.
        scales: words that multiply the number before them.
    """

    stopwords: frozenset[str]
    negations: frozenset[str]
    numerals: Mapping[str, str]
    scales: frozenset[str]


@cache
def _lists(language: str) -> _Lists:
    table = languages.section(language, "novelty")
    stopwords, negations, scales = (
        frozenset(normalise(word).text for word in table.get(key, ())) for key in ("stopwords", "negations", "scales")
    )
    numerals = {normalise(word).text: digits for word, digits in table.get("numerals", {}).items()}
    return _Lists(stopwords, negations, numerals, scales)


def wording(words: str, language: str) -> Wording:
    """Prepare a statement's words for comparison."""
    lists = _lists(language)
    tokens = _WORD.findall(normalise(words).text)
    stems: set[str] = set()
    numbers: set[str] = set()
    denied: set[str] = set()
    after_negation = False
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token in lists.negations:
            after_negation = True
        elif token.isdigit():
            numbers.add(token)
        elif token in lists.numerals and following not in lists.scales:
            numbers.add(lists.numerals[token])
        elif token not in lists.stopwords:
            stems.add(token[:STEM])
            if after_negation:
                denied.add(token[:STEM])
            after_negation = False
    return Wording(
        tokens=" ".join(tokens),
        stems=frozenset(stems),
        numbers=frozenset(numbers),
        negated=sum(token in lists.negations for token in tokens) % 2 == 1,
        denied=frozenset(denied),
    )


def compare(a: Wording, b: Wording) -> Likeness:
    """Whether two wordings of one speaker are the same statement."""
    if a.tokens == b.tokens:
        return Likeness(bool(a.tokens), 1.0, "the same words")
    if min(len(a.stems), len(b.stems)) < FEWEST_WORDS:
        return Likeness(False, 0.0, "too short to compare")
    shared = len(a.stems & b.stems)
    share = shared / min(len(a.stems), len(b.stems))
    jaccard = shared / len(a.stems | b.stems)
    if objection := _objection(a, b, share):
        return Likeness(False, jaccard, objection)
    if f" {a.tokens} " in f" {b.tokens} " or f" {b.tokens} " in f" {a.tokens} ":
        return Likeness(True, 0.99, "one wording holds the other")
    same = share >= SAME_SHARE and jaccard >= SAME_JACCARD
    return Likeness(same, jaccard, f"{shared} content words shared, {share:.0%} of the shorter wording")


def _objection(a: Wording, b: Wording, share: float) -> str:
    """What speaks against two similar wordings being the same statement, or an empty string."""
    if a.contradicts(b):
        return "one denies what the other says"
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return "other numbers"
    return "one is negated" if a.negated != b.negated and share < 1 else ""


def _same_speaker(report: Report, known: KnownStatement) -> bool:
    mine, theirs = report.speaker, known
    if mine.person and theirs.person:
        return mine.person == theirs.person
    if mine.group or theirs.group:
        return mine.group == theirs.group
    return bool(mine.person) and mine.person == theirs.person


def statement_id(report: Report, article: Article) -> str:
    """A statement's id, from its first report: the same report always gives the same."""
    speaker = report.speaker
    seed = "|".join((article.outlet, article.url, speaker.group or "", speaker.person or "", report.words))
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


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
    )


def _best(
    report: Report, mine: Wording, pool: Iterable[tuple[KnownStatement, Wording]]
) -> tuple[KnownStatement, Likeness] | None:
    found = [
        (known, likeness)
        for known, theirs in pool
        if _same_speaker(report, known) and (likeness := compare(mine, theirs)).same
    ]
    # Of several that are equally alike the first one said, whatever their order.
    return min(found, key=lambda pair: (-pair[1].similarity, pair[0].first_seen, pair[0].id), default=None)


def _place_one(
    report: Report, article: Article, pool: Sequence[tuple[KnownStatement, Wording]], mine: Wording
) -> Placement:
    best = _best(report, mine, pool)
    if best is None:
        return Placement(report, statement_id(report, article), Novelty.NEW, why="nothing like it is known")
    known, likeness = best
    where = "earlier in this article" if known.article_url == article.url else f"first seen at {known.outlet}"
    why = f"{likeness.why}: {where}, {known.first_seen:%Y-%m-%d %H:%M} UTC"
    return Placement(report, known.id, Novelty.ECHO, of=known, similarity=likeness.similarity, why=why)


def tracked(reports: Collection[Report]) -> tuple[Report, ...]:
    """The reports whose speaker is tracked: only they become statements."""
    return tuple(report for report in reports if report.speaker.group or report.speaker.person)


def place(
    reports: Sequence[Report], candidates: Sequence[KnownStatement], *, article: Article
) -> tuple[Placement, ...]:
    """Place the tracked reports of one article among the statements known before it.

    A report may also echo an earlier one of the same article (a lead and its quote): the article's own statements
    join the candidates in text order.

    Args:
        reports: all reports of the article; those of untracked speakers are left out.
        candidates: known statements of the same groups and persons, recent enough to count as the same.
        article: where the reports stand.

    Returns:
        One placement a tracked report, in text order.
    """
    pool = [(known, wording(known.words, known.language)) for known in candidates]
    placements = []
    for report in tracked(reports):
        mine = wording(report.words, article.language)
        placement = _place_one(report, article, pool, mine)
        placements.append(placement)
        if placement.novelty is Novelty.NEW:
            pool.append((_known(placement, article), mine))
    return tuple(placements)
