"""What is said: Quotation, Speaker, Recency, Act, Report, Statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onrecord.model.spans import Span

WITHHELD = "withheld"
"""Flag of a report that nothing was said: "declined to comment"."""
NEGATED = "negated"
"""Flag of a report that something was not said: "did not deny", "no party has claimed"."""
CONDITIONAL = "conditional"
"""Flag of a report of what might or will be said."""
ANSWER = "answer"
"""Flag of an answer in an interview whose label, or lack of one, does not say who gives it."""
BARE = "bare"
"""Flag of a report whose content tells nothing by itself: "denied it", "thanked God"."""
UNTOLD = frozenset({WITHHELD, CONDITIONAL, BARE})
"""Flags of reports that are kept, told to nobody, and never what another report is an echo of."""
DOUBTS = frozenset({NEGATED, CONDITIONAL, WITHHELD})
"""Flags that say that the thing was not, or not quite, said. They are shown wherever its words are."""


class Kind(StrEnum):
    """How speech is reported (Semino and Short 2004; PolNeAR)."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class When(StrEnum):
    """Whether the article itself presents a statement as its news or as told again."""

    NEW = "new"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One report of speech in one article.

    Attributes:
        parts: the content, in text order, at least one; several when the cue interrupts it. Quotation marks around
            a direct part belong to the span.
        cue: the reporting expression ("said", "according to", أكد), or None where there is none.
        speaker: the expression in the cue clause (name, title, pronoun), or None where the clause has none.
        kind: direct, mixed or indirect.
        rule: name of the rule that found it, such as ``en.direct.qsv``.
        confidence: 0 to 1, the rule's own precision as measured where it was.
        flags: "negated" (did not say), "conditional" (would say), "withheld" (declined to say), "bare"
            (denied it), "question", "headline" and the like.
        continues: it has no cue of its own and goes on with the quotation before it.
    """

    parts: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    kind: Kind
    rule: str
    confidence: float = 1.0
    flags: frozenset[str] = frozenset()
    continues: bool = False

    @property
    def span(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)

    def words(self, text: str) -> str:
        """The content in the article's own words; an interruption by the cue shows as one space."""
        return " ".join(part.of(text).strip() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a quotation is attributed to, and how we know.

    Attributes:
        name: the fullest name of the speaker in the article or, for a tracked entity, its canonical name; None for
            an anonymous source or where nobody is named.
        person: id of the tracked person, or None.
        group: id of the tracked group that the statement counts for (a wing's parent, a spokesman's group), or None.
        body: id of the very group that speaks, before parents (the wing itself); None when it is `group`.
        capacity: what he speaks as, in words ("Secretary-General of …", "spokesman"), or empty.
        how: the steps that led there, in order: ``("pronoun “he”", "“Qais al-Khazali”", "role: leader of aah")``.
        antecedent: the mention that names a speaker given by pronoun or noun, or None.
    """

    name: str | None
    person: str | None = None
    group: str | None = None
    body: str | None = None
    capacity: str = ""
    how: tuple[str, ...] = ()
    antecedent: Span | None = None


NOBODY = Speaker(name=None)


@dataclass(frozen=True, slots=True)
class Recency:
    """New or told again, with what shows it.

    Attributes:
        evidence: the place in the article that shows it, or None when nothing speaks against "new".
        why: that in words.
        said_on: the day the statement was made, where the article tells, or None.
    """

    when: When
    why: str = ""
    evidence: Span | None = None
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a statement does (claim, threat, denial, …), with the phrase that shows it."""

    name: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Report:
    """A quotation, understood: everything that one article tells about one statement.

    Attributes:
        words: the content as published, without the quotation marks around it.
    """

    quotation: Quotation
    speaker: Speaker
    recency: Recency
    words: str
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A statement that the store knows already: a candidate for being the same.

    Attributes:
        id: hexadecimal, derived from its first report.
        words: the longest wording seen.
        said_on: day of the speech, where known.
        first_seen: aware UTC.
        article_url: where it was first seen.
        outlet: id of the outlet where it was first seen.
        names: ids of tracked entities named in its words.
        occasion: id of the first statement of the occasion that it belongs to; empty: its own.
        acts: names of acts where it was first seen.
    """

    id: str
    words: str
    kind: Kind
    language: str
    group: str | None
    person: str | None
    speaker_name: str | None
    first_seen: datetime
    article_url: str
    outlet: str
    said_on: date | None = None
    names: tuple[str, ...] = ()
    occasion: str = ""
    acts: tuple[str, ...] = ()


class Novelty(StrEnum):
    """Where a report stands to the statements known before it."""

    NEW = "new"
    ECHO = "echo"


@dataclass(frozen=True, slots=True)
class Placement:
    """A report, placed: a new statement, or an echo of a known one.

    Attributes:
        statement_id: the statement's id, new or known.
        of: the known statement that it echoes, or None.
        similarity: 0 to 1 to `of`; 0 for a new one.
        why: the verdict in words.
        restates: for a new one, the earlier statement of another day that says the same, or None.
        occasion: id of the first statement of the speech or event that a new one belongs to; empty for an echo.
        joins: a statement of that occasion that is known from an earlier article, or None.
        names: ids of tracked entities named in the report's words, the speaker left out, sorted.
        keys: what the store finds it by later: signed 64-bit numbers.
    """

    report: Report
    statement_id: str
    novelty: Novelty
    of: KnownStatement | None = None
    similarity: float = 0.0
    why: str = ""
    restates: KnownStatement | None = None
    occasion: str = ""
    joins: KnownStatement | None = None
    names: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()
