"""What a rule finds in a sentence, and what becomes of it in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from monitor.quotations.template.lexicon import Cue
from monitor.quotations.template.nouns import Range, is_name
from monitor.quotations.template.units import Kind, Unit, hull
from onrecord.model import Kind as Reported
from onrecord.model import Quotation, Span


class Draft(NamedTuple):
    """A report of speech in one sentence, in ranges of its units.

    Attributes:
        parts: the content, in order.
        through: the unit behind the last that belongs to the report; the next rule begins there.
    """

    rule: str
    parts: tuple[Range, ...]
    cue: Range | None
    speaker: Range | None
    through: int
    flags: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A report with its place in the text.

    Attributes:
        speaker_span: who said it, the speaker of the report that it continues included.
        sentence: the number of its sentence.
    """

    quotation: Quotation
    speaker_span: Span | None
    sentence: int


class Match(NamedTuple):
    """A reporting expression in a sentence.

    Attributes:
        at: its first unit; the auxiliary where one stands apart before it.
        after: the unit behind its last word that stands together.
        form: what the data file says of it.
        closing: the unit of the word that closes the verb's bracket (participle, particle), or -1.
    """

    at: int
    after: int
    form: Cue
    closing: int = -1

    @property
    def cue(self) -> Range:
        """The units that tell what kind of saying it is: the participle, not its auxiliary."""
        bracket = self.form.role == "participle" and self.closing > self.after
        return (self.closing, self.closing + 1) if bracket else (self.at, self.after)


def trimmed(units: Sequence[Unit], first: int, after: int) -> Range | None:
    """A range without the marks at its ends; None when nothing is left."""
    while first < after and units[first].kind not in (Kind.WORD, Kind.QUOTE):
        first += 1
    while after > first and units[after - 1].kind not in (Kind.WORD, Kind.QUOTE, Kind.ASIDE):
        after -= 1
    return (first, after) if after > first else None


def quotation_of(language: str, units: Sequence[Unit], draft: Draft) -> Quotation:
    """The quotation that a draft stands for."""
    held = [unit for first, after in draft.parts for unit in units[first:after]]
    if all(unit.kind is not Kind.WORD for unit in held):
        kind = Reported.DIRECT
    elif any(unit.kind is Kind.QUOTE and not is_name(unit) for unit in held):
        kind = Reported.MIXED
    else:
        kind = Reported.INDIRECT
    return Quotation(
        parts=tuple(hull(units, *part) for part in draft.parts),
        cue=hull(units, *draft.cue) if draft.cue else None,
        speaker=hull(units, *draft.speaker) if draft.speaker else None,
        kind=kind,
        rule=f"{language}.{draft.rule}",
        flags=draft.flags,
    )
