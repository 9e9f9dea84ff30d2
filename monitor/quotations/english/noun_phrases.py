"""The noun phrase before a verb, by its shape: asides skipped, relative clauses and adjuncts taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english import shapes
from monitor.quotations.english.document import Document

_BREAK: Final = lx.COMMA | lx.SEMI | lx.COLON | lx.DASH | lx.STOP | lx.OPEN
_KEPT: Final = lx.words("noun_link") | {"to"}
_EXCEPTED: Final = lx.words("excepted")
_WINDOW: Final = 40
_COMMAS: Final = 4
"""Commas that are tried as the one that opens an aside; behind more it is a list."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Attributes:
        start: first token.
        stop: behind the last token.
        left: first token of all that belongs to it, asides before the verb included.
        bounded: it stands at the start of its clause, not behind a verb whose object it might be.
    """

    start: int
    stop: int
    left: int
    bounded: bool = True


def walk_left(doc: Document, j: int, lo: int) -> tuple[int, int]:
    """How far to the left the noun phrase reaches that ends at token `j`.

    Returns:
        Its first token, and behind its last one without a relative clause or a participle.
    """
    if doc.bits[j] & lx.PERSONAL and not doc.bits[j] & lx.DET:
        return j, j + 1
    i, stop, lo = j, j + 1, max(lo, j - _WINDOW)
    while i >= lo:
        bits = doc.bits[i]
        if bits & lx.CLOSE:
            i = _before_parenthesis(doc, i, lo)
            continue
        clause = _opens_clause(doc, i)
        if not clause and _ends_phrase(doc, i, j):
            break
        if not clause and (not shapes.finite(doc, i, lo) or _attributive(doc, i, j)):
            i -= 1
            continue
        described = _described(doc, i, lo, clause=clause)
        if described is not None:
            i = described
            continue
        head = _relative_head(doc, i, j, lo) if clause else shapes.relative_head(doc, i, lo)
        if head is None:
            break
        i, stop = head, head + 1
    return i + 1, stop


def _attributive(doc: Document, i: int, j: int) -> bool:
    """Whether a participle stands before the last noun of the phrase: “Democratic *registered* voters”."""
    return i + 1 == j and bool(doc.bits[i] & lx.ED) and not doc.bits[j] & (lx.CAP | lx.ADV | lx.TIME | lx.PRON)


def _opens_clause(doc: Document, i: int) -> bool:
    """Whether a mark or a conjunction stands at `i` that a noun phrase does not reach over by itself."""
    bits = doc.bits[i]
    asks = bits & lx.WH and (not bits & lx.DET or doc.words[i].low in ("what", "which"))
    return bool(bits & (_BREAK | lx.SUB | lx.THAT) or asks)


def _described(doc: Document, i: int, lo: int, *, clause: bool) -> int | None:
    """The noun that the participle at `i` describes: “a report *released* Friday”, “the man *known as* Karim”."""
    participle = i - 1 if clause and doc.words[i].low == "as" else i
    noun = participle - 1
    if (clause and participle == i) or noun < lo:
        return None
    return noun if shapes.reduced(doc, participle) and shapes.nominal(doc, noun) else None


def _relative_head(doc: Document, i: int, j: int, lo: int) -> int | None:
    """The noun whose relative clause the conjunction at `i` stands in, or opens."""
    bits = doc.bits[i]
    if not bits & (lx.REL | lx.SUB):
        return None
    subject = bits & lx.THAT and i < j and doc.bits[i + 1] & (lx.DET | lx.CAP | lx.PERSONAL | lx.POSS)
    return None if subject else shapes.relative_head(doc, i + 1, lo)


def _ends_phrase(doc: Document, i: int, j: int) -> bool:
    """Whether a contrast, or a quotation that is no name, stands at `i` before the noun phrase that ends at `j`."""
    if doc.bits[i] & lx.CC:
        excepts = i > 0 and doc.words[i - 1].low in _EXCEPTED  # “all but two”
        return doc.words[i].low in ("but", "yet", "nor") and not excepts
    return bool(doc.bits[i] & lx.QUOTE) and (not doc.names(i) or (i < j and bool(doc.bits[i + 1] & lx.DET)))


def _before_parenthesis(doc: Document, i: int, lo: int) -> int:
    for k in range(i - 1, max(lo, i - 15) - 1, -1):
        if doc.bits[k] & lx.OPEN:
            return k - 1
    return i - 1


def _trim(doc: Document, start: int, stop: int, at_boundary: bool) -> tuple[int, int] | None:
    """Takes off what comes before the noun phrase in its clause: adverbs, times, prepositional phrases."""
    bits = doc.bits
    if not at_boundary:  # something finite stands before: behind "and" a new subject begins
        for k in range(start, stop):
            if bits[k] & lx.CC and k + 1 < stop:
                start = k + 1
    while (
        start < stop and bits[start] & (lx.ADV | lx.CC | lx.SUB | lx.AUX | lx.PUNCT) and not bits[start] & lx.PERSONAL
    ):
        start += 1
    if start < stop and bits[start] & lx.TIME and stop - start > 1 and not bits[start + 1] & lx.POSS:
        k = start
        while k < stop and bits[k] & (lx.TIME | lx.ADV | lx.NUM):
            k += 1
        if k < stop:
            start = k
    if start < stop and _leads_phrase(doc, start, stop):
        found = _inner_start(doc, start, stop)
        if found is None:
            return None
        start = found
    return (start, stop) if start < stop else None


def _leads_phrase(doc: Document, start: int, stop: int) -> bool:
    """Whether a prepositional phrase or a participle, not the noun phrase itself, begins at `start`."""
    after = doc.bits[start + 1] if start + 1 < stop else 0
    if doc.bits[start] & lx.PREP:
        if after & lx.NUM and doc.words[start].low in ("about", "around", "over", "under"):
            return False
        return not (doc.words[start].low in ("outside", "inside") and not after & (lx.DET | lx.CAP | lx.POSS))
    opens = doc.bits[start] & lx.ING or (
        doc.bits[start] & lx.CUE and doc.bits[start] & lx.CAP
    )  # “Asked about it the envoy”
    return bool(opens and after & (lx.PREP | lx.DET | lx.PERSONAL | lx.CAP | lx.POSS | lx.TO))


def _inner_start(doc: Document, start: int, stop: int) -> int | None:
    """Where the subject begins behind a prepositional phrase without a comma: “On Tuesday the army”."""
    bits = doc.bits
    for k in range(stop - 1, start + 1, -1):
        if bits[k - 1] & lx.TIME and not bits[k] & (lx.TIME | lx.CC | lx.PREP) and not bits[k] & lx.NUM:
            return k
    for k in range(stop - 1, start + 1, -1):
        before = bits[k - 1]
        if bits[k] & (lx.DET | lx.PERSONAL) and not before & (lx.PREP | lx.CC | lx.POSS | lx.DET):
            return k
        if (
            bits[k] & lx.CAP
            and not bits[k] & lx.TIME
            and not before & (lx.CAP | lx.PREP | lx.DET | lx.POSS | lx.CC)
            and (shapes.nominal(doc, k - 1) and not before & lx.QUOTE)
        ):
            return k
    return None


def _core(doc: Document, start: int, stop: int) -> int:
    """Behind the last token that is worth keeping: a place or an occasion behind a name goes."""
    for k in range(start + 1, stop):
        bits = doc.bits[k]
        if bits & (lx.REL | lx.WH) and not bits & lx.DET:
            return k
        if bits & lx.PREP and not bits & lx.CAP and doc.words[k].low not in _KEPT and k - start >= 1:
            return k
    return stop


def before(doc: Document, j: int, lo: int) -> Phrase | None:
    """The subject whose last token is `j`, directly before its verb, asides skipped.

    Examples of the shape: “the governor”, “Ana Ruiz, a nurse,”, “officials who know the file”, “Ruiz, 49, of Leeds,”.
    """
    if j < lo:
        return None
    bits = doc.bits[j]
    if bits & (lx.COMMA | lx.DASH | lx.CLOSE) or (bits & lx.QUOTE and doc.tail(j) == "," and doc.names_title(j)):
        return _before_aside(doc, j, lo)
    if not shapes.nominal(doc, j):
        head = shapes.relative_head(doc, j, lo)  # “those who were there”
        return None if head is None else _plain(doc, head, lo)
    found = _plain(doc, j, lo)
    if found is not None and doc.words[found.start].low in ("a", "an", "the"):
        return _unclosed(doc, found, lo) or found
    return found


def _unclosed(doc: Document, found: Phrase, lo: int) -> Phrase | None:
    """The name before an apposition whose closing comma is missing: “Hope Party, a bloc in Basra said”."""
    k = found.left - 1
    if k <= lo or not doc.bits[k] & lx.COMMA or not doc.bits[k - 1] & lx.CAP or doc.bits[k - 1] & (lx.TIME | lx.ADV):
        return None
    outer = None if doc.bits[lo] & lx.ACCORDING else _plain(doc, k - 1, lo)
    if outer is None or outer.left != lo or any(doc.bits[i] & lx.TIME for i in range(outer.start, outer.stop)):
        return None
    return outer


def _plain(doc: Document, j: int, lo: int) -> Phrase | None:
    start, stop = walk_left(doc, j, lo)
    at_boundary = start <= lo or bool(doc.bits[start - 1] & (_BREAK | lx.QUOTE | lx.SUB | lx.THAT | lx.CC))
    trimmed = _trim(doc, start, stop, at_boundary)
    if trimmed is None:
        return None
    start, stop = trimmed
    stop = _core(doc, start, stop)
    if not any(shapes.nominal(doc, k) for k in range(start, stop)) or doc.bits[stop - 1] & lx.CC:
        return None
    return Phrase(start, stop, start, at_boundary or bool(doc.bits[start - 1] & lx.CC or doc.bits[start] & lx.PERSONAL))


def _before_aside(doc: Document, j: int, lo: int) -> Phrase | None:
    """The subject before an aside between commas, dashes or brackets that ends at token `j`."""
    opening = _aside_start(doc, j, lo)
    if opening is None:
        alone = doc.bits[j] & lx.COMMA and j > lo and shapes.nominal(doc, j - 1)
        return _plain(doc, j - 1, lo) if alone else None
    head = opening - 1
    if head >= lo and doc.bits[head] & lx.CLOSE:
        return before(doc, head, lo)
    found = _plain(doc, head, lo) if head >= lo and shapes.nominal(doc, head) else None
    if found is None:
        return None
    if _names_role(doc, found, opening, j):
        return Phrase(found.start, j, found.left)
    return _outer(doc, found, lo) or found


def _outer(doc: Document, found: Phrase, lo: int) -> Phrase | None:
    """The name before it when what was found is itself an aside: “Ruiz, 49, a nurse,”."""
    k = found.left - 1
    if k <= lo or not doc.bits[k] & lx.COMMA or not shapes.nominal(doc, k - 1):
        return None
    first = doc.bits[found.start]
    low = doc.words[found.start].low
    role = not first & (lx.CAP | lx.DET) and not low.endswith("s")  # “curator at the museum”: no article, no plural
    aside = first & lx.NUM or ((first & lx.DET or role) and doc.bits[k - 1] & lx.CAP) or low in ("r-", "d-")
    if not aside:
        return None
    outer = _plain(doc, k - 1, lo)
    if outer is None or (
        outer.left > lo and not doc.bits[outer.left - 1] & (_BREAK | lx.CC | lx.SUB | lx.THAT | lx.QUOTE | lx.TIME)
    ):
        return None
    return outer if doc.bits[outer.stop - 1] & lx.CAP else None


def _names_role(doc: Document, found: Phrase, opening: int, j: int) -> bool:
    """Whether the aside is the bare name that a role goes with: “the group's leader, Ana Ruiz,”."""
    inside = range(opening + 1, j)
    return (
        0 < len(inside) <= 4
        and not doc.bits[found.stop - 1] & lx.CAP
        and all(doc.bits[k] & lx.CAP and not doc.bits[k] & (lx.PREP | lx.DET) for k in inside)
        and bool(doc.bits[opening] & lx.COMMA)
    )


def _aside_start(doc: Document, j: int, lo: int) -> int | None:
    """The mark that opens the aside which ends at `j`."""
    closing = doc.bits[j]
    wanted = lx.OPEN if closing & lx.CLOSE else lx.DASH if closing & lx.DASH else lx.COMMA
    candidate, tries = None, _COMMAS
    for k in range(j - 1, max(lo, j - _WINDOW) - 1, -1):
        bits = doc.bits[k]
        if bits & wanted:
            if wanted != lx.COMMA or _aside_shape(doc, k + 1, j):
                return k
            candidate, tries = k, tries - 1
            if not tries:
                break
            continue
        if wanted != lx.OPEN and (bits & (lx.STOP | lx.SEMI | lx.COLON) or (bits & lx.QUOTE and not doc.names(k))):
            break
    return candidate if candidate is not None and wanted != lx.COMMA else None


def aside(doc: Document, start: int, stop: int) -> bool:
    """Whether what stands between two commas describes the name before them: a role, a name, a relative clause."""
    if start >= stop:
        return False
    first = doc.bits[start]
    relative = first & (lx.REL | lx.ING) and doc.words[start].low != "that"
    if not relative and any(
        (shapes.finite(doc, k, start) and not shapes.reduced(doc, k)) or doc.bits[k] & lx.ING
        for k in range(start, stop)
    ):
        return False
    names = all(doc.bits[k] & (lx.CAP | lx.NUM | lx.DOTTED) for k in range(start, stop))
    roles = shapes.nominal(doc, start) and not first & (lx.CAP | lx.TIME | lx.ADV | lx.PERSONAL)
    return bool(relative or first & lx.DET or names or roles)


def _aside_shape(doc: Document, start: int, stop: int) -> bool:
    """Whether the tokens between two commas read as an aside, not as a clause with a subject of its own."""
    if start >= stop:
        return False
    first = doc.bits[start]
    low = doc.words[start].low
    if low in ("and", "or", "but"):
        return False
    if first & lx.REL and low != "that":
        return True
    if first & (lx.ING | lx.PREP | lx.ADV | lx.SUB):
        return True
    return not any(
        shapes.finite(doc, k, start) and not shapes.reduced(doc, k) for k in range(start, stop)
    ) or _relative_inside(doc, start, stop)


def _relative_inside(doc: Document, start: int, stop: int) -> bool:
    for k in range(start, stop):
        if doc.bits[k] & lx.REL:
            return True
        if shapes.finite(doc, k, start):
            return False
    return False
