"""Noun phrases by their shape: the subject before a verb, the name behind one. No parser, no model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document

_BREAK: Final = lx.COMMA | lx.SEMI | lx.COLON | lx.DASH | lx.STOP | lx.OPEN
_LINKS: Final = frozenset(["of", "for", "with", "from", "in", "at", "on", "to", "against", "behind", "near", "inside"])
_KEPT: Final = frozenset(["of", "for", "with", "from"])
_KEPT_LEFT: Final = _KEPT | {"to"}
_WINDOW: Final = 40
_FOLLOWS_VERB: Final = (
    lx.PUNCT | lx.PREP | lx.DET | lx.PERSONAL | lx.OBJECT | lx.POSS | lx.CAP | lx.TO | lx.TIME | lx.ADV | lx.QUOTE | lx.WH
    | lx.SUB | lx.NUM | lx.CC
)  # fmt: skip


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


def nominal(doc: Document, i: int) -> bool:
    """Whether a token can end a noun phrase: a noun, a name, a pronoun, a quoted name."""
    bits = doc.bits[i]
    if bits & (lx.PUNCT | lx.PREP | lx.AUX | lx.CC | lx.SUB | lx.THAT):
        return bool(bits & lx.CAP and not bits & (lx.PUNCT | lx.SUB | lx.PREP | lx.CC | lx.AUX))
    return not (bits & (lx.POSS | lx.ADV) and not bits & lx.CAP and not bits & lx.PERSONAL)


def finite(doc: Document, i: int, lo: int) -> bool:
    """Whether a token reads as a finite verb, judged by its form and its neighbours."""
    bits = doc.bits[i]
    if bits & lx.AUX:
        return doc.words[i].low not in ("being", "been", "having")
    if (bits & lx.CAP and i > lo) or (bits & lx.ED and "-" in doc.words[i].low):
        return False
    if not bits & (lx.VERB | lx.CUE | lx.ED):
        return False
    before = doc.bits[i - 1] if i > lo else 0
    after = doc.bits[i + 1] if i + 1 < len(doc.bits) else lx.STOP
    if bits & lx.ED and not bits & lx.VERB and not after & _FOLLOWS_VERB:
        return False
    if bits & (lx.ED | lx.VERB):
        attributive = before & (lx.DET | lx.POSS | lx.PREP | lx.NUM | lx.CC) or (not before and i > lo)
        return not (attributive and not before & lx.PRON and not after & (lx.PUNCT | lx.PREP | lx.DET))
    forms = doc.words[i].forms
    if "s" in forms or "base" in forms:
        return bool(after & (lx.THAT | lx.DET | lx.PERSONAL | lx.QUOTE)) and not before & (lx.DET | lx.POSS | lx.PREP)
    return False


def _reduced(doc: Document, i: int) -> bool:
    """Whether the participle at `i` belongs to the noun before it: “a report released Friday”."""
    if doc.bits[i] & lx.AUX or not (doc.bits[i] & lx.ED or "pp" in doc.words[i].forms):
        return False
    after = doc.bits[i + 1] if i + 1 < len(doc.bits) else lx.STOP
    return bool(after & (lx.PREP | lx.TIME)) and not after & lx.THAT


def _relative_head(doc: Document, i: int, lo: int) -> int | None:
    """The last token of the noun before a relative clause that holds token `i`, or None."""
    for k in range(i - 1, max(lo, i - 10) - 1, -1):
        bits = doc.bits[k]
        if bits & (lx.COMMA | lx.STOP | lx.COLON | lx.SEMI | lx.QUOTE):
            return None
        if doc.words[k].low in ("who", "that", "which", "whose", "whom"):
            if k > lo and nominal(doc, k - 1) and not finite(doc, k - 1, lo) and not doc.bits[k - 1] & lx.ING:
                return k - 1
            return None
    return None


def walk_left(doc: Document, j: int, lo: int) -> tuple[int, int]:
    """How far to the left the noun phrase reaches that ends at token `j`.

    Returns:
        Its first token, and behind its last one without a relative clause or a participle.
    """
    if doc.bits[j] & lx.PERSONAL and not doc.bits[j] & lx.DET:
        return j, j + 1
    i, stop = j, j + 1
    while i >= lo:
        bits = doc.bits[i]
        if bits & lx.CLOSE:
            i = _before_parenthesis(doc, i, lo)
            continue
        if (
            bits & _BREAK
            or bits & (lx.SUB | lx.THAT)
            or (bits & lx.WH and (not bits & lx.DET or doc.words[i].low == "what"))
        ):
            head = _relative_head(doc, i + 1, lo) if bits & (lx.REL | lx.THAT) else None
            if head is None:
                break
            i, stop = head, head + 1
            continue
        if bits & lx.QUOTE and (not doc.names(i) or (i < j and doc.bits[i + 1] & lx.DET)):
            break
        if finite(doc, i, lo):
            if _reduced(doc, i) and i > lo and nominal(doc, i - 1):
                i -= 1
                continue
            head = _relative_head(doc, i, lo)
            if head is None:
                break
            i, stop = head, head + 1
            continue
        i -= 1
    return i + 1, stop


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
        return not (doc.words[start].low in ("outside", "inside") and not after & (lx.DET | lx.CAP | lx.POSS))
    return bool(doc.bits[start] & lx.ING and after & (lx.PREP | lx.DET | lx.PERSONAL | lx.CAP | lx.POSS | lx.TO))


def _inner_start(doc: Document, start: int, stop: int) -> int | None:
    """Where the subject begins behind a prepositional phrase without a comma: “On Tuesday the army”."""
    bits = doc.bits
    for k in range(stop - 1, start + 1, -1):
        before = bits[k - 1]
        if bits[k] & (lx.DET | lx.PERSONAL) and not before & (lx.PREP | lx.CC | lx.POSS | lx.DET):
            return k
        if bits[k] & lx.CAP and before & lx.TIME and not bits[k] & lx.TIME:
            return k
        if (
            bits[k] & lx.CAP
            and not bits[k] & lx.TIME
            and not before & (lx.CAP | lx.PREP | lx.DET | lx.POSS | lx.CC)
            and (nominal(doc, k - 1) and not before & lx.QUOTE)
        ):
            return k
    return None


def _core(doc: Document, start: int, stop: int) -> int:
    """Behind the last token that is worth keeping: a place or an occasion behind a name goes."""
    for k in range(start + 1, stop):
        bits = doc.bits[k]
        if bits & (lx.REL | lx.WH) and not bits & lx.DET:
            return k
        if bits & lx.PREP and not bits & lx.CAP and doc.words[k].low not in _KEPT_LEFT and k - start >= 1:
            return k
    return stop


def before(doc: Document, j: int, lo: int) -> Phrase | None:
    """The subject whose last token is `j`, directly before its verb, asides skipped.

    Examples of the shape: “the governor”, “Ana Ruiz, a nurse,”, “officials who know the file”, “Ruiz, 49, of Leeds,”.
    """
    if j < lo:
        return None
    bits = doc.bits[j]
    if bits & (lx.COMMA | lx.DASH | lx.CLOSE):
        return _before_aside(doc, j, lo)
    if not nominal(doc, j):
        return None
    found = _plain(doc, j, lo)
    if found is not None and doc.words[found.start].low in ("a", "an", "the"):
        return _unclosed(doc, found, lo) or found
    return found


def _unclosed(doc: Document, found: Phrase, lo: int) -> Phrase | None:
    """The name before an apposition whose closing comma is missing: “Hope Party, a bloc in Basra said”."""
    k = found.left - 1
    if k <= lo or not doc.bits[k] & lx.COMMA or not doc.bits[k - 1] & lx.CAP or doc.bits[k - 1] & (lx.TIME | lx.ADV):
        return None
    outer = _plain(doc, k - 1, lo)
    if outer is None or outer.left != lo or any(doc.bits[i] & lx.TIME for i in range(outer.start, outer.stop)):
        return None
    return outer


def _plain(doc: Document, j: int, lo: int) -> Phrase | None:
    start, stop = walk_left(doc, j, lo)
    at_boundary = start <= lo or bool(doc.bits[start - 1] & (_BREAK | lx.QUOTE | lx.SUB | lx.THAT))
    trimmed = _trim(doc, start, stop, at_boundary)
    if trimmed is None:
        return None
    start, stop = trimmed
    stop = _core(doc, start, stop)
    if not any(nominal(doc, k) for k in range(start, stop)) or doc.bits[stop - 1] & lx.CC:
        return None
    return Phrase(start, stop, start, at_boundary or bool(doc.bits[start - 1] & lx.CC))


def _before_aside(doc: Document, j: int, lo: int) -> Phrase | None:
    """The subject before an aside between commas, dashes or brackets that ends at token `j`."""
    opening = _aside_start(doc, j, lo)
    if opening is None:
        if not doc.bits[j] & lx.COMMA:
            return None
        return _plain(doc, j - 1, lo) if j - 1 >= lo and nominal(doc, j - 1) else None
    head = opening - 1
    if head < lo:
        return None
    if doc.bits[head] & lx.CLOSE:
        return before(doc, head, lo)
    if not nominal(doc, head):
        return None
    found = _plain(doc, head, lo)
    if found is None:
        return None
    outer = _outer(doc, found, lo)
    if outer is not None:
        return outer
    if _names_role(doc, found, opening, j):
        return Phrase(found.start, j, found.left)
    return found


def _outer(doc: Document, found: Phrase, lo: int) -> Phrase | None:
    """The name before it when what was found is itself an aside: “Ruiz, 49, a nurse,”."""
    k = found.left - 1
    if k <= lo or not doc.bits[k] & lx.COMMA or not nominal(doc, k - 1):
        return None
    first = doc.bits[found.start]
    aside = (
        first & lx.NUM or (first & lx.DET and doc.bits[k - 1] & lx.CAP) or doc.words[found.start].low in ("r-", "d-")
    )
    if not aside:
        return None
    outer = _plain(doc, k - 1, lo)
    if outer is None or (
        outer.left > lo and not doc.bits[outer.left - 1] & (_BREAK | lx.CC | lx.SUB | lx.THAT | lx.QUOTE)
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
    candidate = None
    for k in range(j - 1, max(lo, j - _WINDOW) - 1, -1):
        bits = doc.bits[k]
        if bits & wanted:
            if wanted != lx.COMMA or _aside_shape(doc, k + 1, j):
                return k
            candidate = k
            continue
        if wanted != lx.OPEN and (bits & (lx.STOP | lx.SEMI | lx.COLON) or (bits & lx.QUOTE and not doc.names(k))):
            break
    return candidate if candidate is not None and wanted != lx.COMMA else None


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
    return not any(finite(doc, k, start) and not _reduced(doc, k) for k in range(start, stop)) or _relative_inside(
        doc, start, stop
    )


def _relative_inside(doc: Document, start: int, stop: int) -> bool:
    for k in range(start, stop):
        if doc.words[k].low in ("who", "which", "whose", "where", "that"):
            return True
        if finite(doc, k, start):
            return False
    return False


def after(doc: Document, i: int, hi: int) -> int:
    """Behind the noun phrase that begins at token `i`; `i` itself when none begins there."""
    bits = doc.bits
    k = i
    if k < hi and bits[k] & (lx.PERSONAL | lx.OBJECT):
        if not bits[k] & (lx.POSS | lx.DET) or (
            k + 1 < hi and bits[k + 1] & (lx.DET | lx.PERSONAL | lx.THAT | lx.PUNCT)
        ):
            return k + 1
    while k < hi:
        b = bits[k]
        if b & lx.OPEN:
            close = next((m for m in range(k, min(hi, k + 12)) if bits[m] & lx.CLOSE), None)
            if close is None:
                break
            k = close + 1
            continue
        if b & (lx.PUNCT | lx.QUOTE | lx.THAT):
            break
        if b & lx.PREP:
            if k > i and doc.words[k].low in _KEPT and k + 1 < hi and not bits[k + 1] & (lx.PUNCT | lx.ING):
                k += 2
                continue
            break
        if b & lx.TIME and k > i and not bits[k - 1] & (lx.DET | lx.POSS | lx.PREP):
            break
        if b & lx.ED and k > i and k + 2 < hi and doc.words[k + 1].low == "by" and nominal(doc, k - 1):
            k += 2
            continue
        if (b & (lx.SUB | lx.WH) and not b & lx.DET) or b & lx.TO or finite(doc, k, i) or b & lx.NEG:
            break
        if b & lx.ADV and k == i:
            break
        if b & (lx.DET | lx.PERSONAL) and k > i and not bits[k - 1] & (lx.PREP | lx.CC | lx.DET | lx.NUM):
            break
        if b & lx.CC and (k == i or k + 1 >= hi or (not nominal(doc, k + 1) and not bits[k + 1] & lx.DET)):
            break
        k += 1
    while k > i and bits[k - 1] & (lx.CC | lx.DET) and k - 1 > i:
        k -= 1
    return k
