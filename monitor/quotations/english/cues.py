"""Cue verbs in a sentence: which tokens belong to the verb group, and in which form it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from monitor.languages import section
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english import quantities, shapes
from monitor.quotations.english.document import Document

_AMBIGUOUS: Final = frozenset(section("en", "quotations")["ambiguous"]["noun"].split())
RAISING: Final = frozenset(section("en", "quotations")["ambiguous"]["raising"].split())
_OPENS_PHRASE: Final = lx.THAT | lx.DET | lx.PERSONAL | lx.OBJECT | lx.POSS | lx.QUOTE | lx.TO
_FLAGS: Final = {
    (False, False): frozenset[str](),
    (True, False): frozenset({"negated"}),
    (False, True): frozenset({"conditional"}),
    (True, True): frozenset({"negated", "conditional"}),
}
_OPENS_OBJECT: Final = (
    lx.DET
    | lx.OBJECT
    | lx.PERSONAL
    | lx.POSS
    | lx.CAP
    | lx.NUM
    | lx.QUOTE
    | lx.WH
    | lx.ADV
    | lx.TIME
    | lx.THAT
    | lx.SUB
)
_BEFORE_PHRASE: Final = lx.QUOTE | lx.TIME | lx.COMMA | lx.SUB
_FLOATING: Final = lx.words("floating")
_SPOKEN: Final = frozenset(",.!?…")
_MEDIA: Final = lx.words("medium")
_MAX_GROUP: Final = 10
_SHORT_CLAUSE: Final = 8

FINITE, ING, INFINITIVE, PASSIVE = "finite", "ing", "infinitive", "passive"


class Cue(NamedTuple):
    """A cue verb with its auxiliaries.

    Attributes:
        verb: token of the verb itself.
        start: first token of its group ("has" of "has also said").
        stop: behind the verb and its particle.
        form: finite, ing, infinitive or passive.
        frames: those of all its readings.
        base: base form of the first reading.
        flags: "negated", "conditional".
        bare_form: it has no auxiliary: "said", "says", "say".
    """

    verb: int
    start: int
    stop: int
    form: str
    frames: frozenset[str]
    base: str
    flags: frozenset[str]
    bare_form: bool


@dataclass(slots=True)
class _Group:
    """What stands before the verb and belongs to it."""

    start: int
    be: bool = False
    have: bool = False
    modal: bool = False
    negated: bool = False
    conditional: bool = False

    @property
    def auxiliary(self) -> bool:
        return self.be or self.have or self.modal


def read(doc: Document, v: int, lo: int, hi: int, *, headline: bool = False) -> Cue | None:
    """Reads the token `v` as a cue verb, or finds that it is none.

    Args:
        doc: the document.
        v: a token with the bit CUE.
        lo: first token of the sentence.
        hi: behind its last.
        headline: the sentence is in title case, so that a capital letter says nothing.

    Returns:
        The verb group, or None for a noun, an adjective or a name.
    """
    sense = _sense(doc, v, hi)
    if sense is None or (doc.bits[v] & lx.CAP and not headline and not _opens(doc, v, lo)):
        return None
    group = _group(doc, v, lo)
    form = _form(doc, v, group, lo, hi)
    if form is None:
        return None
    stop = v + 2 if sense.particle else v + 1
    flags = _FLAGS[group.negated, group.conditional]
    return Cue(v, group.start, stop, form, sense.frames, sense.base, flags, not group.auxiliary)


def _opens(doc: Document, v: int, lo: int) -> bool:
    """Whether the word opens its sentence, but for a bullet: “- Condemns the raid.”."""
    return all(doc.bits[k] & lx.PUNCT for k in range(lo, v))


def _sense(doc: Document, v: int, hi: int) -> lx.Sense | None:
    """The reading that the next word allows: the one with its particle, or else without."""
    word = doc.words[v]
    if word.particles and v + 1 < hi and doc.words[v + 1].low in word.particles:
        return word.particles[doc.words[v + 1].low]
    return word.sense


def _group(doc: Document, v: int, lo: int) -> _Group:
    """Auxiliaries and adverbs to the left of a verb."""
    group = _Group(v)
    i = v - 1
    while i >= lo and v - i < _MAX_GROUP:
        bits, low = doc.bits[i], doc.words[i].low
        if bits & lx.AUX or (low == "'s" and i > lo and _takes_clitic(doc, i - 1)):
            group.be = group.be or bool(bits & lx.BE) or (low == "'s" and "ing" in doc.words[v].forms)
            group.have = group.have or bool(bits & lx.HAVE) or low == "'s"
            group.modal = group.modal or bool(bits & (lx.MODAL | lx.DO))
            group.start = i
        elif low == "to" and "base" in doc.words[v].forms:
            pass
        elif low in _FLOATING and i > lo and doc.bits[i - 1] & lx.AUX:
            pass  # “have both said”
        elif low in ("there", "here"):
            break  # “those who were there said”
        elif not (bits & (lx.ADV | lx.NEG)) or (bits & (lx.DET | lx.PRON) and low != "not"):
            break
        group.negated = group.negated or bool(bits & lx.NEG)
        group.conditional = group.conditional or bool(bits & lx.COND)
        if low == "to":
            break
        i -= 1
    if group.start > i + 1 and i + 1 < v:
        group.start = i + 1
    return group


def _takes_clitic(doc: Document, i: int) -> bool:
    return bool(doc.bits[i] & (lx.PERSONAL | lx.REL)) or doc.words[i].low in ("that", "there", "here", "what")


def _form(doc: Document, v: int, group: _Group, lo: int, hi: int) -> str | None:
    forms = doc.words[v].forms
    before = doc.bits[group.start - 1] if group.start > lo else 0
    infinitive = _to_before(doc, v, lo)
    if "base" in forms and infinitive:
        return INFINITIVE
    if "ing" in forms:
        return _ing(doc, v, group, before)
    if group.be and "pp" in forms and not (group.modal and not group.be):
        return PASSIVE
    if group.auxiliary:
        return FINITE if "base" in forms or "pp" in forms or "past" in forms else None
    if "past" in forms or "pp" in forms:
        return _past(doc, v, before, lo, hi)
    return _present(doc, v, before, lo, hi)


def _to_before(doc: Document, v: int, lo: int) -> bool:
    for i in range(v - 1, max(lo, v - 4) - 1, -1):
        if doc.words[i].low == "to":
            return True
        if not doc.bits[i] & lx.ADV:
            return False
    return False


def _ing(doc: Document, v: int, group: _Group, before: int) -> str | None:
    if group.be:
        return FINITE
    after = doc.bits[v + 1] if v + 1 < len(doc.bits) else lx.STOP
    if before & (lx.DET | lx.POSS):
        return None
    if doc.words[v].low in ("according", "regarding", "including"):
        return None
    return ING if not after & lx.STOP else None


def _past(doc: Document, v: int, before: int, lo: int, hi: int) -> str | None:
    """A past form: a verb, unless it stands like an adjective or a participle behind its noun."""
    after = doc.bits[v + 1] if v + 1 < hi else lx.STOP
    if doc.bits[v] & lx.ED and v + 1 < hi and not after & _OPENS_OBJECT and shapes.nominal(doc, v + 1):
        opening = doc.bits[v] & lx.CAP if v == lo else v == lo + 1 and before & lx.CC
        if opening or (
            before & _BEFORE_PHRASE and v + 2 < hi and doc.bits[v + 2] & lx.CUE and doc.bits[v + 2] & lx.VERB
        ):
            return None  # “Informed sources said”
    counted = doc.words[v - 1].low in quantities.NUMERALS and not doc.bits[v] & lx.ED  # “the two said”
    if before & (lx.DET | lx.POSS | lx.PREP) and not before & (lx.PRON | lx.PERSONAL) and not counted:
        return FINITE if after & (lx.THAT | lx.QUOTE | lx.PERSONAL) else None
    if v + 1 < hi and doc.words[v + 1].low == "by" and not (v + 2 < hi and doc.words[v + 2].low in _MEDIA):
        return PASSIVE
    return FINITE


def _present(doc: Document, v: int, before: int, lo: int, hi: int) -> str | None:
    """A base or -s form without an auxiliary: a verb, or the noun of the same form."""
    if v > lo and doc.words[v - 1].low in ("'s", "'"):
        return None
    if _behind_quotation(doc, v, hi):
        return FINITE
    agrees = before & (lx.PERSONAL | lx.REL) or "s" in doc.words[v].forms or _plural_before(doc, v, before)
    if before & (lx.PERSONAL | lx.REL):
        return FINITE
    with_particle = v + 1 < hi and doc.words[v + 1].low in doc.words[v].particles
    if with_particle or not may_be_noun(doc, v):
        inside = before & (lx.DET | lx.POSS | lx.PREP) and not before & lx.PRON
        return FINITE if not inside and (agrees or (v > lo and shapes.nominal(doc, v - 1))) else None
    inside = bool(before & lx.DET) or (before & (lx.POSS | lx.PREP | lx.NUM) and not before & lx.PRON)
    named = before & lx.CAP or _headed_by_noun(doc, v)
    return FINITE if agrees and not inside and named and _complement_follows(doc, v, hi) else None


def _behind_quotation(doc: Document, v: int, hi: int) -> bool:
    """Whether the word stands in a clause like “…,” the senior adviser notes; “…,” notes the senior adviser."""
    if v and doc.bits[v - 1] & lx.QUOTE and doc.tail(v - 1) in _SPOKEN:
        return v + 1 < hi and bool(doc.bits[v + 1] & (lx.DET | lx.CAP | lx.POSS))
    if (v + 1 < hi and not doc.bits[v + 1] & (lx.STOP | lx.COMMA | lx.COLON)) or "quote" not in doc.words[v].frames:
        return False
    for k in range(v - 1, max(-1, v - _SHORT_CLAUSE), -1):
        if doc.bits[k] & lx.QUOTE:
            return k < v - 1 and doc.tail(k) in _SPOKEN
        if doc.bits[k] & (lx.PUNCT | lx.PREP | lx.CC | lx.AUX | lx.SUB):
            return False
    return False


def _verb(word: lx.Word) -> str:
    """The base form, without a particle."""
    sense = word.sense or next(iter(word.particles.values()))
    return sense.base.split(" ")[0]


def may_be_noun(doc: Document, v: int) -> bool:
    """Whether the bare and the -s form of the verb at `v` are as often nouns."""
    return _verb(doc.words[v]) in _AMBIGUOUS


def _complement_follows(doc: Document, v: int, hi: int) -> bool:
    """Whether what a verb takes, not what a noun takes, follows the word at `v`."""
    if v + 1 >= hi:
        return False
    after, low = doc.bits[v + 1], doc.words[v + 1].low
    if after & (lx.COLON | lx.COMMA) and v + 2 < hi and doc.bits[v + 2] & lx.QUOTE:
        return "quote" in doc.words[v].frames
    frames = doc.words[v].frames
    if "whom" in frames and v + 2 < hi and doc.bits[v + 2] & (lx.THAT | lx.TO):
        return shapes.nominal(doc, v + 1)
    if after & _OPENS_PHRASE or low in frames or f"{low}+to" in frames or (after & lx.WH and not after & lx.PREP):
        return True
    if "np" in frames:
        return not after & (lx.PUNCT | lx.PREP | lx.VERB | lx.AUX | lx.CC)
    return bool(after & lx.CAP and not after & lx.PREP)


def _headed_by_noun(doc: Document, v: int) -> bool:
    """Whether “the senator”, not “favourable”, stands before the verb."""
    low = doc.words[v - 1].low if v else ""
    if low.endswith(("able", "ible", "ous", "ful", "less", "ish")):
        return False
    return any(doc.bits[k] & (lx.DET | lx.POSS | lx.CAP) for k in range(max(0, v - 4), v - 1))


def _plural_before(doc: Document, v: int, before: int) -> bool:
    i = v - 1
    while i > 0 and doc.bits[i] & (lx.ADV | lx.CLOSE | lx.COMMA):
        i -= 1
    if any(doc.words[k].low == "and" for k in range(max(0, i - 4), i)) and before & lx.CAP:
        return True
    return bool(before & (lx.COMMA | lx.CLOSE)) or shapes.plural(doc, i)
