"""What a word is by its form and its neighbours: a noun, a finite verb, a participle behind its noun."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document

_FOLLOWS_VERB: Final = (
    lx.PUNCT | lx.PREP | lx.DET | lx.PERSONAL | lx.OBJECT | lx.POSS | lx.CAP | lx.TO | lx.TIME | lx.ADV | lx.QUOTE
    | lx.WH | lx.SUB | lx.NUM | lx.CC
)  # fmt: skip
_ATTRIBUTIVE: Final = lx.DET | lx.POSS | lx.PREP | lx.NUM | lx.CC
_OPENS_PHRASE: Final = lx.PUNCT | lx.QUOTE | lx.TIME | lx.SUB
_PARTICIPLES: Final = frozenset(section("en", "quotations")["common"]["participles"].split())
_RELATIVES: Final = lx.words("relative_pronoun")
_NO_HEAD: Final = lx.TIME | lx.ADV | lx.PERSONAL | lx.QUOTE | lx.VERB | lx.ED
_PLURALS: Final = lx.words("plural")


def nominal(doc: Document, i: int) -> bool:
    """Whether a token can end a noun phrase: a noun, a name, a pronoun, a quoted name."""
    bits = doc.bits[i]
    if bits & (lx.PUNCT | lx.PREP | lx.AUX | lx.CC | lx.SUB | lx.THAT):
        return bool(bits & lx.CAP and not bits & (lx.PUNCT | lx.SUB | lx.PREP | lx.CC | lx.AUX))
    return not (bits & (lx.POSS | lx.ADV) and not bits & lx.CAP and not bits & lx.PERSONAL)


def finite(doc: Document, i: int, lo: int) -> bool:
    """Whether a token reads as a finite verb, judged by its form and its neighbours.

    Args:
        doc: the document.
        i: the token.
        lo: the first token that counts as a neighbour.
    """
    bits = doc.bits[i]
    if not bits & (lx.AUX | lx.VERB | lx.CUE | lx.ED):
        return False
    if bits & lx.AUX:
        return doc.words[i].low not in ("being", "been", "having")
    named = bits & lx.CAP and (i > lo or bits & lx.ED)  # “Registered voters”
    if named or (bits & lx.ED and "-" in doc.words[i].low):
        return False
    before = doc.bits[i - 1] if i > lo else 0
    after = doc.bits[i + 1] if i + 1 < len(doc.bits) else lx.STOP
    if bits & (lx.ED | lx.VERB):
        if i == lo + 1 and before & lx.CC:  # “But informed sources”
            before = lx.COMMA
        return _past(bits, before, after, i == lo)
    if doc.words[i].forms & {"s", "base"}:
        return bool(after & (lx.THAT | lx.DET | lx.PERSONAL | lx.QUOTE)) and not before & (lx.DET | lx.POSS | lx.PREP)
    return False


def _past(bits: int, before: int, after: int, first: bool) -> bool:
    """A past form is a participle where it stands like an adjective: “the proposed plan”."""
    if not after & _FOLLOWS_VERB and (not bits & lx.VERB or (bits & lx.ED and before & _OPENS_PHRASE)):
        return False
    attributive = before & _ATTRIBUTIVE or (not before and not first)
    return not (attributive and not before & lx.PRON and not after & (lx.PUNCT | lx.PREP | lx.DET))


def present(doc: Document, i: int, lo: int) -> bool:
    """Whether a token reads as the present form of a verb, by its agreement with the noun before it.

    “Prices rise”, “the process often leaves families”: the form with -s behind a noun without one, and the reverse.
    Only for places where a clause is expected: the form alone is as often a noun's.
    """
    bits = doc.bits[i]
    if not bits & lx.PRESENT or bits & lx.CAP or i <= lo:
        return False
    k = i - 1
    while k > lo and doc.bits[k] & (lx.ADV | lx.NEG) and not doc.bits[k] & lx.PERSONAL:
        k -= 1
    before, after = doc.bits[k], doc.bits[i + 1] if i + 1 < len(doc.bits) else lx.STOP
    if not nominal(doc, k) or (before & lx.DET and not before & lx.PRON):
        return False
    if not after & _FOLLOWS_VERB and k == i - 1:
        return False
    third = doc.words[i].low.endswith("s") and not doc.words[i].low.endswith("ss")
    return third != plural(doc, k)


def plural(doc: Document, k: int) -> bool:
    """Whether the token at `k` is a plural by its form."""
    low = doc.words[k].low
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def reduced(doc: Document, i: int) -> bool:
    """Whether the participle at `i` belongs to the noun before it: “a report released Friday”."""
    word = doc.words[i]
    if doc.bits[i] & lx.AUX or not (doc.bits[i] & lx.ED or "pp" in word.forms or word.low in _PARTICIPLES):
        return False
    if i + 1 >= len(doc.bits):
        return False
    after = doc.bits[i + 1]
    if after & (lx.PREP | lx.TIME) or doc.words[i + 1].low == "as":
        return not after & lx.THAT
    k = i + 1
    while k + 1 < len(doc.bits) and doc.bits[k] & lx.ADV:
        k += 1
    return bool(doc.bits[k] & lx.CUE and doc.bits[k] & lx.VERB)  # “those asked also said”


def relative_head(doc: Document, i: int, lo: int) -> int | None:
    """The last token of the noun before a relative clause that holds token `i`, or None."""
    if i - 2 >= lo and doc.bits[i - 1] & lx.PERSONAL and nominal(doc, i - 2) and not doc.bits[i - 2] & _NO_HEAD:
        return i - 2  # “everyone I met”
    for k in range(i - 1, max(lo, i - 10) - 1, -1):
        if doc.bits[k] & (lx.COMMA | lx.STOP | lx.COLON | lx.SEMI | lx.QUOTE):
            return None
        if doc.words[k].low in _RELATIVES:
            headed = k > lo and nominal(doc, k - 1) and not finite(doc, k - 1, lo) and not doc.bits[k - 1] & lx.ING
            return k - 1 if headed else None
    return None
