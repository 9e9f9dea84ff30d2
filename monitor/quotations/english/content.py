"""What is said: where it begins behind a cue verb, as the verb's frames allow, and where it ends."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from monitor.languages import section
from monitor.quotations.english import clauses, cues, endings, following, quantities, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.reader import Reader

_UNNAMED: Final = lx.words("unnamed")
_NEEDS: Final = "needs:"
_COMPLETED: Final = 16
"""Tokens behind a verb in which the word that it needs must come."""
_NOTICES: Final = frozenset(section("en", "quotations")["nouns"]["notice"].split())
_SHORT: Final = lx.words("short")
_CONDITIONS: Final = lx.words("opens_content")
_SAYING: Final = frozenset(["quote", "that", "bare"])
_ANNOUNCED: Final = lx.THAT | lx.WH | lx.QUOTE


def start(r: Reader, cue: Cue) -> int | None:
    """The first token of the content behind a cue verb, or None where its frames allow none."""
    doc, hi = r.doc, r.hi
    k = _behind_adverbs(r, cue.stop)
    if not _completed(r, cue, k) or _hides(r, k):
        return None
    announced = at(r, cue, k)
    if announced is not None and endings.venue_at(r, k, hi) and r.mask & lx.THAT and "that" in cue.frames:
        announced = clauses.that_ahead(doc, k, hi) or announced  # “said on his channel that”
    if announced is not None:
        return announced
    if "whom" in cue.frames:
        end = following.end(doc, k, hi)
        if end > k:
            behind = _behind_places(r, end)
            if behind < hi and doc.bits[behind] & lx.TO and "to" in cue.frames:
                return k  # who is to do it belongs to what is said: “urged both sides (in Leeds) to stop”
            if "bare" in cue.frames and _is_subject(r, end):
                return k  # nobody hears it: “warned talks would fail”
            found = _behind_hearer(r, cue, end)
            return k if found is None and "np" in cue.frames and _hears_nothing(r, k, end) else found
    return _behind_adjuncts(r, cue, k)


def _hides(r: Reader, k: int) -> bool:
    """Whether all that is said is that the source stays unnamed: “asked not to be named”."""
    words = [r.doc.words[i].low for i in range(k, min(r.hi, k + 4))]
    words = words[1:] if words[:1] == ["not"] else words
    return words[:2] == ["to", "be"] and len(words) > 2 and words[2] in _UNNAMED


def _completed(r: Reader, cue: Cue, k: int) -> bool:
    """Whether the word that a verb needs to report anything follows: “held the army *responsible*”."""
    needed = {frame.removeprefix(_NEEDS) for frame in cue.frames if frame.startswith(_NEEDS)}
    if not needed:
        return True
    clause = takewhile(lambda i: not r.doc.bits[i] & lx.PUNCT, range(k, min(r.hi, k + _COMPLETED)))
    return any(r.doc.words[i].low in needed for i in clause)


def _behind_adverbs(r: Reader, k: int) -> int:
    """Behind the adverbs of a cue: “said again that”; those of what is said stay: “said only two were left”."""
    doc = r.doc
    while k < r.hi and doc.bits[k] & lx.ADV and not doc.bits[k] & (lx.DET | lx.THAT):
        if clauses.opened_by_adverb(doc, k, r.hi):
            break
        k += 1
    return k


def _is_subject(r: Reader, k: int) -> bool:
    """Whether a finite verb follows the noun phrase that ends before `k`, behind adverbs or a relative clause."""
    bits = r.doc.bits
    if k + 1 < r.hi and bits[k] & lx.COMMA and bits[k + 1] & lx.REL:
        k = 1 + next((i for i in range(k + 1, r.hi) if bits[i] & lx.COMMA), r.hi)
    while k < r.hi and r.doc.bits[k] & (lx.ADV | lx.NEG):
        k += 1
    return k < r.hi and (shapes.finite(r.doc, k, r.lo) or shapes.present(r.doc, k, r.lo))


def _behind_places(r: Reader, k: int) -> int:
    """Behind the places that describe a hearer: “all parties *in the country*”."""
    while k < r.hi and r.doc.words[k].low in ("in", "at", "across", "inside", "outside", "around"):
        end = following.end(r.doc, k + 1, r.hi)
        if end == k + 1:
            break
        k = end
    return k


def _hears_nothing(r: Reader, k: int, stop: int) -> bool:
    """Whether the noun phrase from `k` on is a thing that is asked for, not who is asked: “urged restraint”."""
    first, last = r.doc.bits[k], r.doc.words[stop - 1]
    named = first & (lx.DET | lx.CAP | lx.OBJECT | lx.PERSONAL | lx.POSS | lx.PRON | lx.NUM) or last.bits & lx.CAP
    return not named and not last.low.endswith("s") and last.low != "people"


def _behind_hearer(r: Reader, cue: Cue, k: int) -> int | None:
    """Content behind the hearer: “told reporters on Friday that …”, “urged the army to …”."""
    doc, hi = r.doc, r.hi
    after = clauses.skip_time(doc, k, hi)
    found = at(r, cue, after)
    if found is None and r.mask & lx.THAT and _adjunct_at(r, k):
        found = clauses.that_ahead(doc, k, hi)
    if found is None:
        found = bare(r, cue, after)
    if found is None:
        found = clauses.that_ahead(doc, k, hi)
    if found is None:
        after = clauses.skip_adjuncts(doc, k, hi)
        found = at(r, cue, after)
    return bare(r, cue, after) if found is None else found


def _behind_adjuncts(r: Reader, cue: Cue, k: int) -> int | None:
    """Content behind a time, a place or an occasion: “said on Friday in a statement that …”."""
    doc, hi = r.doc, r.hi
    that = clauses.that_ahead(doc, k, hi) if r.mask & lx.THAT else None
    if that is not None and "that" in cue.frames and (that == k or _adjunct_at(r, k)):
        return that
    after = clauses.skip_adjuncts(doc, k, hi)
    found = at(r, cue, after) if after > k else None
    if found is not None:
        return found
    if (
        after < hi
        and doc.bits[after] & lx.COMMA
        and doc.bits[k] & lx.PREP
        and "bare" in cue.frames
        and clauses.clause_at(doc, after + 1, hi)
    ):
        return k  # what is said begins with an adverbial: “said during the raid, a house was hit”
    return bare(r, cue, after)


def _adjunct_at(r: Reader, k: int) -> bool:
    if k >= r.hi:
        return False
    adjunct = r.doc.bits[k] & (lx.PREP | lx.TIME | lx.ADV | lx.COMMA | lx.DASH)
    return bool(adjunct) or r.doc.words[k].low in ("last", "this", "earlier")


def at(r: Reader, cue: Cue, k: int) -> int | None:
    """Content that announces itself at `k`: by a quotation, “that”, a question word, an infinitive, a preposition."""
    doc, hi, frames = r.doc, r.hi, cue.frames
    if k + 2 < hi and doc.bits[k] & lx.THAT and doc.bits[k + 1] & lx.COLON and "that" in frames:
        return k + 2  # “added that: the road is shut”
    if k >= hi:
        return None
    bits = doc.bits[k]
    if bits & (lx.COMMA | lx.COLON) and k + 1 < hi and "quote" in frames:
        return k + 1 if bits & lx.COLON or doc.bits[k + 1] & lx.QUOTE else None
    if (
        bits & lx.QUOTE
        or (bits & lx.THAT and "that" in frames)
        or (bits & lx.WH and "wh" in frames and (k == cue.stop or doc.words[k].low not in ("when", "where")))
        or (bits & lx.TO and "to" in frames)
        or (bits & lx.ING and "ing" in frames)
    ):
        return k
    return k + 1 if k + 1 < hi and _takes_preposition(r, frames, k) else None


def _takes_preposition(r: Reader, frames: frozenset[str], k: int) -> bool:
    """Whether the word at `k` is a preposition that the verb takes: “called for”, “objected to”."""
    bits, low = r.doc.bits[k], r.doc.words[k].low
    if bits & lx.TO:
        return "to:" in frames
    if low == "on" and "on+to" in frames:
        return True
    return bool(bits & lx.PREP) and low in frames and not r.doc.bits[k + 1] & lx.TIME


def bare(r: Reader, cue: Cue, k: int) -> int | None:
    """Content without an announcement at `k`: a noun phrase, or a clause without “that”."""
    doc, hi, frames = r.doc, r.hi, cue.frames
    if k >= hi:
        return None
    bits, low = doc.bits[k], doc.words[k].low
    if low in _SHORT and {"that", "bare"} <= frames and "whom" not in frames:
        return k
    if not _opens_phrase(r, k):
        return k if bits & lx.SUB and "bare" in frames and _conditions(r, k) else None
    if "np" in frames and (not bits & (lx.PREP | lx.TO) or quantities.begins(doc, k, hi)):
        return k
    if "notice" in frames:
        end = following.end(doc, k, hi)
        return k if any(doc.words[i].low in _NOTICES for i in range(k, end)) else None
    return k if "bare" in frames and clauses.clause_at(doc, k, hi) else None


def _opens_phrase(r: Reader, k: int) -> bool:
    """Whether a noun phrase can begin at `k`, or a clause without a conjunction; not the verb of “those asked said”."""
    bits = r.doc.bits[k]
    if bits & (lx.PUNCT | lx.CC) or (bits & (lx.AUX | lx.SUB) and not bits & lx.CAP):
        return False
    return not (bits & lx.VERB and bits & lx.CUE and shapes.finite(r.doc, k, r.lo))


def _conditions(r: Reader, k: int) -> bool:
    """Whether a clause like “if the raids go on,” stands at `k` and its main clause behind it."""
    if r.doc.words[k].low not in _CONDITIONS:
        return False
    comma = next((i for i in range(k, r.hi) if r.doc.bits[i] & (lx.COMMA | lx.QUOTE)), r.hi)
    return clauses.has_verb(r.doc, k + 1, comma) and clauses.clause_at(r.doc, comma + 1, r.hi)


def end(r: Reader, cue: Cue, k: int) -> int:
    """Behind the last token of the content that begins at `k`: a clause runs further than a noun phrase."""
    phrase = _is_phrase(r, cue, k)
    stop = endings.phrase_end(r, cue, k) if phrase else endings.clause_end(r, cue, k)
    if r.before(cue) & lx.REL and (phrase or r.doc.bits[k] & (lx.TO | lx.NEG)):
        stop = min(stop, main_cue(r, cue) or stop)
    return min(stop, r.limit(cue.verb))


def main_cue(r: Reader, cue: Cue) -> int | None:
    """The verb of the sentence behind a relative clause: “who asked not to be named *said*”, “briefed on it *said*”."""
    bits = r.doc.bits
    for i in range(cue.stop + 1, r.hi):
        if bits[i] & (lx.PUNCT | lx.QUOTE | lx.CC | lx.THAT | lx.REL):
            return None
        later = r.found.get(i)
        if later is not None and later.form == cues.FINITE and later.frames >= _SAYING:
            return later.start
    return None


def _is_phrase(r: Reader, cue: Cue, k: int) -> bool:
    """Whether the content at `k` is a noun phrase, not a clause."""
    doc = r.doc
    if doc.bits[k - 1] & lx.PREP and not doc.bits[k] & _ANNOUNCED:
        return True
    if doc.bits[k] & (_ANNOUNCED | lx.TO) or "whom" in cue.frames or doc.bits[k - 1] & (lx.COLON | lx.COMMA):
        return False
    return not (cue.frames & {"bare"} and clauses.clause_at(doc, k, r.hi))
