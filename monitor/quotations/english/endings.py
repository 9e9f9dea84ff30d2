"""Where reported content ends: at its sentence's end, or before what belongs to the narrator again."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import clauses, cues, noun_phrases, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.reader import Reader

_VENUES: Final = frozenset(section("en", "quotations")["venues"]["nouns"].split())
_VENUE_LINKS: Final = lx.words("venue_link")
_NARRATOR: Final = lx.words("narrator")
_ADVERBIAL: Final = lx.words("adverbial")
_TIME_LEADS: Final = lx.words("time_link")
_MAY_END: Final = lx.STOP | lx.SEMI | lx.DASH | lx.COMMA | lx.QUOTE | lx.CC | lx.COLON
_ASIDE: Final = 25
_SUBJECT: Final = 9


def clause_end(r: Reader, cue: Cue, k: int, *, relative: bool = False) -> int:
    """Behind the last token of the clause or quotation that begins at `k` and is the content of `cue`.

    Args:
        r: the sentence.
        cue: its cue.
        k: the content's first token.
        relative: it stands in a relative clause, which a comma and a finite verb end.
    """
    bits = r.doc.bits
    subordinate = _in_subordinate(r, cue)
    relative = relative or bool(r.before(cue) & lx.REL)
    aside = k  # behind an aside between two dashes
    for i in range(k, r.hi):
        if i < aside or not bits[i] & _MAY_END:
            continue
        if bits[i] & lx.DASH:
            second = _dash_partner(r, i, k)
            if second is None:
                return i
            aside = second + 1
        elif _mark_ends(r, i, k, subordinate) or (relative and bits[i] & lx.COMMA and _verb_behind(r, i)):
            return i
        elif (
            bits[i] & lx.QUOTE
            and r.doc.tail(i) == ","
            and i + 1 < r.hi
            and (_comma_ends(r, i, subordinate) or (i == k and _narrates(r, i + 1)))
        ):
            return i + 1
        elif bits[i] & lx.CC and i > k and _conjunction_ends(r, i, cue):
            return i
    return r.hi


def _narrates(r: Reader, i: int) -> bool:
    """Whether the narrator goes on behind a quotation that ended with a comma: “…,” referring to, “…,” and left."""
    bits = r.doc.bits
    if bits[i] & lx.QUOTE or (i + 1 < r.hi and bits[i + 1] & lx.QUOTE):
        return False
    return bool(bits[i] & (lx.ING | lx.SUB)) or (bool(bits[i] & lx.CC) and _verb_follows(r, i, r.hi))


def _mark_ends(r: Reader, i: int, k: int, subordinate: bool) -> bool:
    """Whether content ends at the full stop, semicolon or comma at `i`."""
    bits = r.doc.bits[i]
    if bits & lx.COMMA:
        return i > k and _comma_ends(r, i, subordinate)
    if bits & lx.COLON:
        return i > k and _reports_behind(r, i)
    return bool(bits & lx.SEMI) or bool(bits & lx.STOP and i == r.hi - 1)


def _reports_behind(r: Reader, i: int) -> bool:
    """Whether a report of its own follows the colon at `i`: “called it a crime: the minister said that …”."""
    cue = next((cue for v, cue in r.found.items() if i + 1 < v), None)
    if cue is None or cue.form != cues.FINITE or "that" not in cue.frames:
        return False
    subject = noun_phrases.before(r.doc, cue.start - 1, i + 1)
    return subject is not None and subject.left == i + 1 and bool(r.doc.bits[subject.start] & (lx.CAP | lx.DET))


def _in_subordinate(r: Reader, cue: Cue) -> bool:
    """Whether the cue stands in a clause before the sentence's main clause: “When she said …, he left”."""
    first = r.doc.bits[r.lo]
    opens = lx.PREP | lx.ING if cue.form == cues.ING else lx.SUB | lx.ING | lx.ED
    return bool(first & opens) and not any(b & lx.COMMA for b in r.doc.bits[r.lo : cue.verb])


def _verb_behind(r: Reader, i: int) -> bool:
    """Whether a finite verb follows the comma at `i`: a relative clause has ended, the main clause goes on."""
    m = i + 1
    while m < r.hi and r.doc.bits[m] & lx.ADV:
        m += 1
    return m < r.hi and shapes.finite(r.doc, m, r.lo)


def _dash_partner(r: Reader, i: int, k: int) -> int | None:
    """The dash that closes the aside which the one at `i` opens; `i` for a hyphen; None where the content ends."""
    doc = r.doc
    joined = doc.begin[i] == doc.end[i - 1] and i + 1 < r.hi and doc.begin[i + 1] == doc.end[i]
    if i == k or (joined and doc.words[i].low == "-"):
        return i
    return next((m for m in range(i + 1, min(r.hi, i + _ASIDE)) if doc.bits[m] & lx.DASH), None)


def _comma_ends(r: Reader, i: int, subordinate: bool) -> bool:
    """Whether content ends at the comma at `i`: a new cue, a contrast or the main clause comes."""
    doc, hi = r.doc, r.hi
    if i + 1 >= hi:
        return True
    m = i + 1
    while m < hi and doc.bits[m] & lx.ADV and not doc.bits[m] & lx.CC:
        m += 1
    if m in r.found and r.found[m].form in (cues.ING, cues.FINITE):
        return True
    if _narrator_at(r, i + 1):
        return True
    if not subordinate or doc.bits[i + 1] & (lx.CC | lx.REL | lx.ING | lx.PREP):
        return False
    return clauses.clause_at(doc, i + 1, hi)


def _narrator_at(r: Reader, i: int) -> bool:
    """Whether the narrator takes over with the conjunction at `i`: a contrast, the next report."""
    low = r.doc.words[i].low
    after = r.doc.bits[i + 1] if i + 1 < r.hi else lx.STOP
    if low == "without" and after & lx.ING:  # “…, without giving details”
        return True
    if low in _NARRATOR:
        return not (low == "but" and after & lx.THAT)  # “said that it had left, but that it would return”
    if low in ("and", "yet", "as") and _cue_clause(r, i + 1):
        return True
    return low == "and" and bool(after & lx.HAVE)


def _cue_clause(r: Reader, i: int) -> bool:
    """Whether a subject with a cue verb of its own begins at `i`, or a cue verb alone."""
    for m in range(i, min(r.hi, i + _SUBJECT)):
        if m in r.found:
            return r.found[m].form == cues.FINITE
        if r.doc.bits[m] & (lx.COMMA | lx.QUOTE | lx.AUX) and not r.doc.bits[m] & lx.HAVE:
            return False
    return False


def _conjunction_ends(r: Reader, i: int, cue: Cue) -> bool:
    """“and said …”, “but denied …”: the next report of the same speaker."""
    doc = r.doc
    if doc.words[i].low not in ("and", "but", "or"):
        return False
    m = i + 1
    if m < r.hi and doc.bits[m] & lx.PERSONAL:  # “and she accused …”
        following = r.found.get(m + 1)
        return following is not None and following.form == cues.FINITE and doc.words[i].low == "and"
    while m < r.hi and doc.bits[m] & (lx.ADV | lx.AUX):
        m += 1
    following = r.found.get(m)
    if following is None:
        return False
    if following.form == cues.FINITE:
        forms = doc.words[m].forms
        return "past" in forms or ("s" in forms and ("s" in doc.words[cue.verb].forms or not cues.may_be_noun(doc, m)))
    return following.form == cues.ING and cue.form == cues.ING


def phrase_end(r: Reader, cue: Cue, k: int) -> int:
    """Behind the last token of the noun phrase that begins at `k`: times, venues and further clauses end it too."""
    doc = r.doc
    limit = clause_end(r, cue, k)
    quote = next((i for i in range(limit - 1, k, -1) if doc.bits[i] & lx.QUOTE), k)
    for i in range(k + 1, limit):
        if doc.bits[i] & lx.CC:
            if doc.words[i].low != "&" and _verb_follows(r, i, limit):
                return i
        elif i >= quote:
            stop = _adjunct_start(r, i, limit)
            if stop is not None:
                return stop
    return limit


def _adjunct_start(r: Reader, i: int, limit: int) -> int | None:
    """Where content stops because of the token at `i`, or None where it goes on."""
    bits, low = r.doc.bits[i], r.doc.words[i].low
    if bits & lx.QUOTE:
        return i + 1 if r.doc.tail(i) == "," else None
    if bits & lx.COMMA:
        return None if _list_goes_on(r, i, limit) else i
    if bits & lx.TIME:
        counted = i + 1 < limit and r.doc.words[i + 1].low in _ADVERBIAL  # “denied it hours after the raid”
        return i if counted and not r.doc.bits[i - 1] & (lx.NUM | lx.DET | lx.PREP) else _time_start(r, i)
    if low in _ADVERBIAL or (low in _VENUE_LINKS and venue_at(r, i, limit)):
        return i
    if low == "as" and i + 1 < limit and r.doc.bits[i + 1] & lx.PERSONAL and not r.doc.bits[i + 1] & lx.DET:
        return i
    return None


def _time_start(r: Reader, i: int) -> int | None:
    """Where the expression of time begins that ends at `i` and belongs to the cue: “last week”, “on Friday”."""
    if r.doc.words[i - 1].low in _TIME_LEADS:
        return i - 2 if r.doc.words[i - 2].low in ("early", "late") else i - 1
    low = r.doc.words[i].low
    by_itself = low.endswith("day") and not r.doc.bits[i - 1] & (lx.DET | lx.PREP | lx.CAP)
    return i if by_itself or low in ("today", "yesterday", "tonight") else None


def _list_goes_on(r: Reader, i: int, limit: int) -> bool:
    """Whether the comma at `i` stands in a list: “the raid, the siege and the blockade”."""
    words = r.doc.words
    if i + 1 >= limit:
        return False
    if words[i + 1].low in ("and", "or", "including", "not"):
        return i + 2 >= limit or not r.doc.bits[i + 2] & lx.PERSONAL
    ahead = range(i + 2, min(limit, i + _SUBJECT))
    return any(words[m].low in ("and", "or") and not _verb_follows(r, m, limit) for m in ahead)


def venue_at(r: Reader, i: int, limit: int) -> bool:
    """Whether the preposition at `i` opens a place of saying: “in an interview with the BBC”."""
    for m in range(i + 1, min(limit, i + 6)):
        if r.doc.words[m].low in _VENUES:
            return True
        if r.doc.bits[m] & (lx.PREP | lx.PUNCT | lx.CC | lx.AUX):
            return False
    return False


def _verb_follows(r: Reader, i: int, limit: int) -> bool:
    """Whether a finite verb, with or without adverbs, follows the conjunction at `i`."""
    bits = r.doc.bits
    m = i + 1
    while m < limit and bits[m] & (lx.ADV | lx.NEG):
        m += 1
    if m >= limit:
        return False
    if bits[m] & lx.AUX:
        return True
    return bool(bits[m] & (lx.VERB | lx.ED)) and not bits[m] & lx.CAP and shapes.finite(r.doc, m, m)
