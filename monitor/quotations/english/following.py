"""The noun phrase behind a word: a hearer, a source, an inverted subject."""

from __future__ import annotations

from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english import quantities, shapes
from monitor.quotations.english.document import Document

_KEPT: Final = lx.words("noun_link")
_PARENTHESIS: Final = 12
_ENDS: Final = lx.PUNCT | lx.QUOTE | lx.THAT | lx.TO | lx.NEG
_NEW_PHRASE: Final = lx.DET | lx.PERSONAL
_INSIDE: Final = lx.PREP | lx.CC | lx.DET | lx.NUM


def end(doc: Document, i: int, hi: int) -> int:
    """Behind the noun phrase that begins at token `i`; `i` itself when none begins there."""
    bits = doc.bits
    if i < hi and bits[i] & (lx.PERSONAL | lx.OBJECT) and _stands_alone(doc, i, hi):
        return i + 1
    if i < hi and bits[i] & lx.TIME and bits[i] & lx.CAP:
        return _time_end(doc, i, hi)
    first = quantities.number(doc, i, hi)
    if first is not None and first > i:
        return end(doc, first, hi)
    k = i
    while k < hi:
        step = _step(doc, k, i, hi)
        if not step:
            break
        k += step
    while k - 1 > i and bits[k - 1] & (lx.CC | lx.DET) and doc.words[k - 1].low not in quantities.NUMERALS:
        k -= 1
    return k


def _time_end(doc: Document, i: int, hi: int) -> int:
    """Behind a day or a date: “Friday morning”, “March 3, 2016”. What follows it is a phrase of its own."""
    while i < hi and doc.bits[i] & (lx.TIME | lx.NUM):
        i += 1
        if i + 1 < hi and doc.bits[i] & lx.COMMA and doc.bits[i + 1] & lx.NUM:
            i += 1
    return i


def _stands_alone(doc: Document, i: int, hi: int) -> bool:
    """A pronoun, unless it is the “her” of “her office”."""
    if not doc.bits[i] & (lx.POSS | lx.DET):
        return True
    return i + 1 < hi and bool(doc.bits[i + 1] & (lx.DET | lx.PERSONAL | lx.THAT | lx.PUNCT))


def _step(doc: Document, k: int, i: int, hi: int) -> int:
    """How many tokens from `k` on belong to the phrase that began at `i`; 0 where it ends."""
    b = doc.bits[k]
    if b & lx.OPEN:
        return _parenthesis(doc, k, hi)
    if b & _ENDS or (b & (lx.SUB | lx.WH) and not b & lx.DET and not b & lx.PREP):
        return 0
    if b & lx.PREP:
        linked = k > i and k + 1 < hi and doc.words[k].low in _KEPT and not doc.bits[k + 1] & (lx.PUNCT | lx.ING)
        return 2 if linked else 0
    if k == i:
        return 0 if b & (lx.ADV | lx.CC) or shapes.finite(doc, k, i) else 1
    return _inner_step(doc, k, i, hi)


def _parenthesis(doc: Document, k: int, hi: int) -> int:
    close = next((m for m in range(k, min(hi, k + _PARENTHESIS)) if doc.bits[m] & lx.CLOSE), None)
    return 0 if close is None else close + 1 - k


def _inner_step(doc: Document, k: int, i: int, hi: int) -> int:
    """As `_step`, for a token that is not the first."""
    b, before = doc.bits[k], doc.bits[k - 1]
    if b & lx.TIME and not before & (lx.DET | lx.POSS | lx.PREP):
        return 0
    if b & lx.ED and k + 2 < hi and doc.words[k + 1].low == "by" and shapes.nominal(doc, k - 1):
        return 2  # “documents released by the court”
    if (
        (b & lx.CUE and b & lx.ING)
        or shapes.finite(doc, k, i)
        or shapes.present(doc, k, i)
        or (b & _NEW_PHRASE and not before & _INSIDE)
    ):
        return 0
    if b & lx.CC and (k + 1 >= hi or not (shapes.nominal(doc, k + 1) or doc.bits[k + 1] & lx.DET)):
        return 0
    return 1
