"""A report of speech in the making: token ranges, before they become spans of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.quotations import lexicon as lx
from monitor.quotations.document import Document
from onrecord.model import Kind, Quotation, Span

_DIRECT_SHARE: Final = 0.9


@dataclass(slots=True)
class Draft:
    """A report of speech as ranges of tokens.

    Attributes:
        parts: content, first token and behind the last.
        cue: the reporting expression, or None.
        speaker: the source expression, or None.
        rule: name of the rule that made it.
        sentence: number of the sentence with the cue.
        flags: as in Quotation.
        continues: it goes on with the one before it.
    """

    parts: list[tuple[int, int]]
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    rule: str
    sentence: int
    flags: frozenset[str] = field(default_factory=frozenset)
    continues: bool = False

    def covers(self, token: int) -> bool:
        """Whether a token lies in its content."""
        return any(start <= token < stop for start, stop in self.parts)


def quotation(doc: Document, draft: Draft, confidence: float) -> Quotation:
    """The finished Quotation."""
    parts = tuple(_span(doc, start, stop) for start, stop in draft.parts)
    return Quotation(
        parts=parts,
        cue=_span(doc, *draft.cue) if draft.cue else None,
        speaker=_span(doc, *draft.speaker) if draft.speaker else None,
        kind=kind(doc, draft.parts),
        rule=draft.rule,
        confidence=confidence,
        flags=draft.flags,
        continues=draft.continues,
    )


def kind(doc: Document, parts: Sequence[tuple[int, int]]) -> Kind:
    """Direct, mixed or indirect, by the share of words that stand in quotation marks."""
    inside = outside = 0
    for start, stop in parts:
        for k in range(start, stop):
            if doc.bits[k] & lx.QUOTE:
                inside += doc.length(k)
            else:
                outside += doc.length(k)
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside >= _DIRECT_SHARE * (inside + outside) else Kind.MIXED


def _span(doc: Document, start: int, stop: int) -> Span:
    return Span(doc.begin[start], doc.end[stop - 1])
