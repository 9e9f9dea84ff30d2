"""Who speaks: the subject of a cue verb, beside it, before it, or taken over from the report before."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import following, noun_phrases, relays, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.drafts import Draft, Range
from monitor.quotations.english.noun_phrases import Phrase
from monitor.quotations.english.reader import Reader

_RELATIVES: Final = lx.words("relative_subject")
_DOCUMENTS: Final = frozenset(section("en", "quotations")["nouns"]["documents"].split())


def of_finite(r: Reader, cue: Cue) -> Range | None:
    """The subject of a finite cue verb: “the group (that …) said”, “who said”, “… and denied”."""
    doc, lo = r.doc, r.lo
    i = cue.start - 1
    if i < lo or doc.bits[i] & lx.CC:
        return inherited(r, cue)
    if doc.words[i].low in _RELATIVES:
        return i, i + 1
    cited = relays.cited_aside(r, cue)
    if cited is not None:
        return cited
    subject = noun_phrases.before(doc, i, lo)
    if subject is None or doc.bits[i] & lx.TIME:
        return at(r, i) or inherited(r, cue)
    if not subject.bounded and doc.bits[i] & lx.COMMA:  # what stands there is the object of the verb before
        return nearest(r, subject.left - 1) or inherited(r, cue)
    return subject.start, subject.stop


def inherited(r: Reader, cue: Cue) -> Range | None:
    """The speaker of the report before it in the sentence, or the nearest subject."""
    last = r.last_before(cue)
    return last.speaker if last is not None else nearest(r, cue.start - 1)


def nearest(r: Reader, j: int) -> Range | None:
    """The subject of the nearest finite verb at or before token `j`."""
    doc, lo = r.doc, r.lo
    for i in range(j, lo, -1):
        if shapes.finite(doc, i, lo):
            k = i - 1
            while k > lo and doc.bits[k] & (lx.ADV | lx.AUX | lx.NEG) and not doc.bits[k] & lx.PERSONAL:
                k -= 1
            subject = at(r, k)
            if subject is not None:
                return subject
    return None


def at(r: Reader, k: int) -> Range | None:
    """The subject whose last token is `k`, times and adverbs behind it left out; a relative pronoun counts."""
    doc, lo = r.doc, r.lo
    if k < lo:
        return None
    while k > lo and _time_or_adverb(r, k):
        k -= 1
    if doc.words[k].low in _RELATIVES:
        return k, k + 1
    found = noun_phrases.before(doc, k, lo)
    return (found.start, found.stop) if found and found.bounded else None


def _time_or_adverb(r: Reader, k: int) -> bool:
    bits = r.doc.bits[k]
    if bits & (lx.TIME | lx.ADV):
        return not bits & lx.PERSONAL
    return bool(bits & (lx.DET | lx.PREP) and not bits & lx.REL and r.doc.bits[k + 1] & lx.TIME)


def of_participle(r: Reader, cue: Cue) -> Range | None:
    """Who speaks in a participle: the noun it stands behind, the last speaker, or the subject of its clause."""
    doc, lo = r.doc, r.lo
    i = cue.start - 1
    quoted = relays.quoted(r, cue)
    if quoted is not None:
        return quoted
    while i > lo and doc.bits[i] & (lx.PREP | lx.CC | lx.SUB | lx.ADV):
        i -= 1
    if i <= lo:
        return _behind_comma(r, cue)
    if doc.bits[i] & (lx.COMMA | lx.DASH) or i < cue.start - 1:
        last = r.last_before(cue)
        if last is not None and last.parts and (last.parts[-1][1] >= i - 1 or _is_postposed(last)):
            return last.speaker
        return nearest(r, i) or (last.speaker if last else at(r, i - 1))
    while i > lo and doc.bits[i] & lx.TIME:
        i -= 1
    phrase = _beside(r, i) if shapes.nominal(doc, i) else None
    if phrase is None or (doc.words[phrase.stop - 1].low in _DOCUMENTS and _is_object(r, phrase.start)):
        return nearest(r, i)
    return phrase.start, phrase.stop


def _is_postposed(draft: Draft) -> bool:
    """Whether its cue clause stands behind what is said, and so is what a participle behind it belongs to."""
    return draft.cue is not None and draft.parts[0][1] <= draft.cue[0]


def _beside(r: Reader, i: int) -> Phrase | None:
    """The noun phrase directly before a participle, unless it is the object of a verb with an auxiliary."""
    start, _ = noun_phrases.walk_left(r.doc, i, r.lo)
    if start < i and r.doc.words[start].low in ("with", "from"):
        return Phrase(start + 1, i + 1, start)
    phrase = noun_phrases.before(r.doc, i, r.lo)
    if phrase is None or (not phrase.bounded and r.doc.bits[phrase.left - 1] & lx.AUX):
        return None
    return phrase


def _is_object(r: Reader, start: int) -> bool:
    """Whether the noun phrase that begins at `start` is the object of a verb: “issued a statement”."""
    k = start - 1
    while k >= r.lo and r.doc.bits[k] & (lx.ADV | lx.PREP):
        k -= 1
    return k >= r.lo and bool(r.doc.bits[k] & (lx.VERB | lx.CUE | lx.ED | lx.ING))


def _behind_comma(r: Reader, cue: Cue) -> Range | None:
    """The subject behind a participle that opens the sentence: “Citing the attack, the ministry closed …”."""
    doc, hi = r.doc, r.hi
    for i in range(cue.stop, hi):
        if doc.bits[i] & lx.COMMA or (doc.bits[i] & lx.QUOTE and doc.tail(i) == ","):
            stop = following.end(doc, i + 1, hi)
            if i + 1 < stop < hi and (shapes.finite(doc, stop, r.lo) or doc.bits[stop] & (lx.COMMA | lx.ADV)):
                return i + 1, stop
    return None


def owner(r: Reader, i: int) -> Range | None:
    """The possessor of the noun at `i`: “his repeated claim”, “the minister's claim”."""
    doc = r.doc
    for k in range(i - 1, max(r.lo, i - 4) - 1, -1):
        bits = doc.bits[k]
        if doc.words[k].low in ("'s", "'"):
            phrase = noun_phrases.before(doc, k - 1, r.lo)
            return (phrase.start, phrase.stop) if phrase else None
        if bits & lx.POSS:
            return k, k + 1
        if bits & (lx.PUNCT | lx.PREP | lx.AUX | lx.DET | lx.VERB):
            return None
    return None
