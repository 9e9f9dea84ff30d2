"""Stretches of a clause by the look of their words: adjuncts to be skipped, that-clauses, clauses with a verb."""

from __future__ import annotations

from typing import Final

from monitor.quotations.english import following, quantities, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document

_ADJUNCTS: Final = lx.words("adjunct")
_LOOK_AHEAD: Final = 24
_VERBAL: Final = lx.AUX | lx.VERB | lx.PRESENT
_ANNOUNCES: Final = lx.THAT | lx.QUOTE | lx.PUNCT
_MEDIA: Final = lx.words("medium")
_LIMITING: Final = lx.words("limiting")


def opened_by_adverb(doc: Document, k: int, hi: int) -> bool:
    """Whether the adverb at `k` opens a clause: “only two were left”, “there was”; not “said again”."""
    if k + 1 >= hi or not doc.bits[k] & lx.ADV:
        return False
    low, after = doc.words[k].low, doc.bits[k + 1]
    if low in ("there", "here"):
        return bool(after & _VERBAL)
    return low in _LIMITING and not after & _ANNOUNCES


def skip_time(doc: Document, k: int, hi: int) -> int:
    """Behind adverbs and expressions of time that begin at `k`: “again late last Friday”."""
    while k < hi:
        bits, low = doc.bits[k], doc.words[k].low
        if opened_by_adverb(doc, k, hi):
            break
        if bits & lx.TIME or (bits & lx.ADV and not bits & (lx.DET | lx.PREP)):
            k += 1
        elif (
            low in ("last", "this", "next", "earlier", "later", "early", "late", "the", "a", "one", "two")
            and (k + 1 < hi and doc.bits[k + 1] & lx.TIME)
        ) or (low == "in" and k + 1 < hi and (doc.bits[k + 1] & lx.NUM or doc.words[k + 1].low == "part")):
            k += 2
        else:
            break
    return k


def skip_adjuncts(doc: Document, k: int, hi: int) -> int:
    """Behind adverbs, times and prepositional phrases of the cue clause that begin at `k`."""
    for _ in range(5):
        start = k
        k = skip_time(doc, k, hi)
        if k + 1 < hi and doc.words[k].low == "by" and doc.words[k + 1].low in _MEDIA:
            k += 2  # “said by telephone”
        if k < hi and doc.words[k].low in _ADJUNCTS and not doc.bits[k] & lx.CAP and not quantities.begins(doc, k, hi):
            end = after_preposition(doc, k, hi)
            if end > k + 1:
                k = end
            if start < k < hi and shapes.reduced(doc, k) and shapes.nominal(doc, k - 1):
                k = max(k, after_preposition(doc, k + 1, hi))  # “in a message sent to the agency”
        if k == start:
            break
    return k


def after_preposition(doc: Document, k: int, hi: int) -> int:
    """Behind the prepositional phrase whose preposition is token `k`; `k + 1` when none is there."""
    i = k + 1
    if i < hi and doc.bits[i] & lx.ING and doc.words[k].low in ("before", "after", "by", "while"):
        i += 1
    return following.end(doc, i, hi)


def that_ahead(doc: Document, k: int, hi: int) -> int | None:
    """The conjunction “that” behind adjuncts of the cue: “said in a statement on Friday that”."""
    for i in range(k, min(hi, k + _LOOK_AHEAD)):
        bits = doc.bits[i]
        if bits & lx.THAT:
            return i if i == k or not doc.bits[i - 1] & (lx.PREP | lx.DET) else None
        if (
            bits & (lx.STOP | lx.SEMI | lx.COLON | lx.QUOTE | lx.AUX)
            or doc.words[i].low == "but"
            or (i > k and shapes.finite(doc, i, k) and not shapes.reduced(doc, i))
        ):
            return None
    return None


def has_verb(doc: Document, k: int, hi: int) -> bool:
    """Whether the tokens from `k` on, up to the first strong mark, hold a finite verb."""
    for i in range(k, hi):
        if doc.bits[i] & (lx.SEMI | lx.STOP):
            return False
        if (
            (shapes.finite(doc, i, k) and not _describes(doc, i, k))
            or shapes.present(doc, i, k)
            or (doc.words[i].low == "'s" and i > k and doc.bits[i - 1] & lx.PERSONAL)
        ):
            return True
    return False


def _describes(doc: Document, i: int, k: int) -> bool:
    """Whether the participle at `i` belongs to a common noun: “in a statement posted on Friday”."""
    before = doc.bits[i - 1] if i > k else lx.PERSONAL
    if before & lx.COMMA:
        return shapes.reduced(doc, i)  # “the bloc, listed as criminal by the ministry,”
    if before & (lx.PERSONAL | lx.PRON | lx.CAP | lx.ADV | lx.REL) or not shapes.nominal(doc, i - 1):
        return False
    return shapes.reduced(doc, i) and any(doc.words[m].low in ("a", "an") for m in range(max(k, i - 3), i))


def clause_at(doc: Document, k: int, hi: int) -> bool:
    """Whether a subject and a finite verb begin at `k`."""
    if k >= hi:
        return False
    if opened_by_adverb(doc, k, hi):
        return has_verb(doc, k + 1, hi)
    end = following.end(doc, k, hi)
    if end == k:
        return bool(doc.bits[k] & (lx.PREP | lx.SUB | lx.QUOTE)) and has_verb(doc, k, hi)
    i = end
    while i < hi and doc.bits[i] & (lx.ADV | lx.NEG):
        i += 1
    if i < hi and (
        shapes.finite(doc, i, k)
        or shapes.present(doc, i, k)
        or doc.words[i].low in ("'s", "'d", "'ll", "'re", "'ve", "'m")
    ):
        return True
    return has_verb(doc, k, hi)
