"""Amounts that begin with a preposition or an adverb: “at least three”, “more than 20”, “up to a dozen”."""

from __future__ import annotations

from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document

_APPROXIMATE: Final = lx.words("approximate")
NUMERALS: Final = lx.words("numeral")
"""Numerals in letters."""
_LONGEST: Final = 4


def number(doc: Document, k: int, hi: int) -> int | None:
    """The numeral of the amount that begins at token `k`, or None where none does."""
    for i in range(k, min(hi, k + _LONGEST)):
        if doc.bits[i] & lx.NUM or doc.words[i].low in NUMERALS:
            return i
        if doc.words[i].low not in _APPROXIMATE:
            return None
    return None


def begins(doc: Document, k: int, hi: int) -> bool:
    """Whether an amount with words before its numeral begins at `k`."""
    found = number(doc, k, hi)
    return found is not None and found > k
