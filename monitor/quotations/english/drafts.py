"""A report of speech in the making: token ranges, before they become spans of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document
from onrecord.model import Kind, Quotation, Span

_DIRECT_SHARE: Final = 0.9

Range = tuple[int, int]
"""First token, and behind the last."""


@dataclass(slots=True)
class Draft:
    """A report of speech as ranges of tokens.

    Attributes:
        parts: the content; empty while it is still to come in the next paragraph.
        cue: the reporting expression, or None.
        speaker: the source expression, or None.
        rule: short name of the rule that made it.
        sentence: number of the sentence with the cue.
        flags: as in Quotation.
        instead_of: the report that this one took the place of, for where no content comes.
    """

    parts: list[Range]
    cue: Range | None
    speaker: Range | None
    rule: str
    sentence: int
    flags: frozenset[str] = field(default_factory=frozenset)
    instead_of: Draft | None = None

    def covers(self, token: int) -> bool:
        """Whether a token lies in its content."""
        return any(start <= token < stop for start, stop in self.parts)


def quotation(doc: Document, draft: Draft, confidence: float) -> Quotation:
    """The finished Quotation; its rule is named like ``en.direct.qsv``."""
    sort = kind(doc, draft.parts)
    return Quotation(
        parts=tuple(_span(doc, start, stop) for start, stop in draft.parts),
        cue=_span(doc, *draft.cue) if draft.cue else None,
        speaker=_span(doc, *draft.speaker) if draft.speaker else None,
        kind=sort,
        rule=f"en.{sort.value}.{draft.rule}",
        confidence=confidence,
        flags=draft.flags,
    )


def kind(doc: Document, parts: Sequence[Range]) -> Kind:
    """Direct, mixed or indirect, by the share of words that stand in quotation marks."""
    inside = outside = 0
    for start, stop in parts:
        for k in range(start, stop):
            if doc.bits[k] & lx.QUOTE:
                inside += doc.length(k)
            elif not doc.bits[k] & lx.PUNCT:
                outside += 1
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside >= _DIRECT_SHARE * (inside + outside) else Kind.MIXED


def _span(doc: Document, start: int, stop: int) -> Span:
    return Span(doc.begin[start], doc.end[stop - 1])
