"""Where reported content begins and ends, judged by the words around it."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import cues, noun_phrases
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.document import Document

_ADJUNCTS: Final = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "to",
        "from",
        "via",
        "through",
        "with",
        "before",
        "after",
        "by",
        "following",
        "for",
        "amid",
        "per",
        "since",
        "under",
        "over",
        "about",
        "of",
    ]
)
_LOOK_AHEAD: Final = 24
_VENUES: Final = frozenset(section("en", "quotations")["venues"]["nouns"].split())
_VENUE_LINKS: Final = frozenset(["in", "on", "at", "during", "via"])


def skip_time(doc: Document, k: int, hi: int) -> int:
    """Behind adverbs and expressions of time that begin at `k`: “again late last Friday”."""
    while k < hi:
        bits, low = doc.bits[k], doc.words[k].low
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
        if k < hi and doc.words[k].low in _ADJUNCTS and not doc.bits[k] & lx.CAP:
            end = after_preposition(doc, k, hi)
            if end > k + 1:
                k = end
        if k == start:
            break
    return k


def after_preposition(doc: Document, k: int, hi: int) -> int:
    """Behind the prepositional phrase whose preposition is token `k`; `k + 1` when none is there."""
    i = k + 1
    if i < hi and doc.bits[i] & lx.ING and doc.words[k].low in ("before", "after", "by", "while"):
        i += 1
    return noun_phrases.after(doc, i, hi)


def that_ahead(doc: Document, k: int, hi: int) -> int | None:
    """The conjunction “that” behind adjuncts of the cue: “said in a statement on Friday that”."""
    for i in range(k, min(hi, k + _LOOK_AHEAD)):
        bits = doc.bits[i]
        if bits & lx.THAT:
            return i if i == k or not doc.bits[i - 1] & (lx.PREP | lx.DET) else None
        if bits & (lx.STOP | lx.SEMI | lx.COLON | lx.QUOTE | lx.AUX) or (i > k and noun_phrases.finite(doc, i, k)):
            return None
        if bits & lx.COMMA and i > k + 1 and not (i + 1 < hi and doc.bits[i + 1] & lx.THAT):
            continue
    return None


def has_verb(doc: Document, k: int, hi: int) -> bool:
    """Whether the tokens from `k` on, up to the first strong mark, hold a finite verb."""
    for i in range(k, hi):
        if doc.bits[i] & (lx.SEMI | lx.STOP):
            return False
        if noun_phrases.finite(doc, i, k) or (doc.words[i].low == "'s" and i > k and doc.bits[i - 1] & lx.PERSONAL):
            return True
    return False


def clause_at(doc: Document, k: int, hi: int) -> bool:
    """Whether a subject and a finite verb begin at `k`."""
    if k >= hi:
        return False
    end = noun_phrases.after(doc, k, hi)
    if end == k:
        return bool(doc.bits[k] & (lx.PREP | lx.SUB | lx.QUOTE)) and has_verb(doc, k, hi)
    i = end
    while i < hi and doc.bits[i] & (lx.ADV | lx.NEG):
        i += 1
    if i < hi and (noun_phrases.finite(doc, i, k) or doc.words[i].low in ("'s", "'d", "'ll", "'re", "'ve", "'m")):
        return True
    return has_verb(doc, k, hi)


def phrase_end(doc: Document, k: int, hi: int, cue: Cue, found: dict[int, Cue], lo: int) -> int:
    """Where content ends that is a noun phrase, not a clause: also before times, venues and further clauses."""
    limit = end(doc, k, hi, cue, found, lo)
    quote = next((i for i in range(limit - 1, k, -1) if doc.bits[i] & lx.QUOTE), k)
    for i in range(k + 1, limit):
        bits, low = doc.bits[i], doc.words[i].low
        if bits & lx.CC and low != "&" and _verb_follows(doc, i, limit):
            return i
        if i < quote:
            continue
        if bits & lx.QUOTE and doc.tail(i) == ",":
            return i + 1
        if bits & lx.COMMA and not _list_goes_on(doc, i, limit):
            return i
        if bits & lx.TIME and _time_adjunct(doc, i):
            return i if low not in ("week", "month", "year", "night") else i - 1
        if low in _VENUE_LINKS and venue_at(doc, i, limit):
            return i
        if low in ("when", "while", "after", "before", "since", "although", "though", "despite", "following"):
            return i
        if low == "as" and i + 1 < limit and doc.bits[i + 1] & lx.PERSONAL and not doc.bits[i + 1] & lx.DET:
            return i
    return limit


def _list_goes_on(doc: Document, i: int, limit: int) -> bool:
    """Whether the comma at `i` stands in a list: “the raid, the siege and the blockade”."""
    if i + 1 >= limit:
        return False
    if doc.words[i + 1].low in ("and", "or", "including", "not"):
        return True
    return any(
        doc.words[m].low in ("and", "or") and not _verb_follows(doc, m, limit) for m in range(i + 2, min(limit, i + 9))
    )


def _time_adjunct(doc: Document, i: int) -> bool:
    before = doc.words[i - 1].low
    if before in ("last", "this", "next", "on", "earlier", "later"):
        return True
    low = doc.words[i].low
    return low in ("today", "yesterday", "tonight") or (
        low.endswith("day") and not doc.bits[i - 1] & (lx.DET | lx.PREP | lx.CAP)
    )


def venue_at(doc: Document, i: int, limit: int) -> bool:
    """Whether the preposition at `i` opens a place of saying: “in an interview with the BBC”."""
    for m in range(i + 1, min(limit, i + 6)):
        if doc.words[m].low in _VENUES:
            return True
        if doc.bits[m] & (lx.PREP | lx.PUNCT | lx.CC | lx.AUX):
            return False
    return False


def _verb_follows(doc: Document, i: int, limit: int) -> bool:
    """Whether a finite verb, with or without adverbs, follows the conjunction at `i`."""
    m = i + 1
    while m < limit and doc.bits[m] & (lx.ADV | lx.NEG):
        m += 1
    if m >= limit:
        return False
    bits = doc.bits[m]
    if bits & lx.AUX:
        return True
    return bool(bits & (lx.VERB | lx.ED)) and not bits & lx.CAP and m + 1 <= limit and noun_phrases.finite(doc, m, m)


def end(doc: Document, k: int, hi: int, cue: Cue, found: dict[int, Cue], lo: int) -> int:
    """Where the content that begins at `k` ends: at the sentence's end, or before what belongs to the narrator.

    Args:
        doc: the document.
        k: first token of the content.
        hi: behind the sentence's last token.
        cue: its cue.
        found: the sentence's cues by the token of their verb.
        lo: first token of the sentence.
    """
    subordinate = _in_subordinate(doc, cue, lo)
    aside = k  # behind an aside between two dashes
    for i in range(k, hi):
        bits = doc.bits[i]
        if i < aside:
            continue
        if bits & lx.STOP and i == hi - 1:
            return i
        if bits & lx.SEMI:
            return i
        if bits & lx.DASH and i > k and not _hyphen(doc, i, hi):
            second = next((m for m in range(i + 1, min(hi, i + 25)) if doc.bits[m] & lx.DASH), None)
            if second is None:
                return i
            aside = second + 1
        if bits & lx.COMMA and i > k and _comma_ends(doc, i, hi, found, subordinate, k):
            return i
        if bits & lx.QUOTE and i + 1 < hi and doc.tail(i) == "," and _comma_ends(doc, i, hi, found, subordinate, k):
            return i + 1
        if bits & lx.CC and i > k and _conjunction_ends(doc, i, hi, found, cue):
            return i
    return hi


def _in_subordinate(doc: Document, cue: Cue, lo: int) -> bool:
    """Whether the cue stands in a clause that comes before the sentence's main clause: “When she said …, he left”."""
    first = doc.bits[lo]
    if cue.form == cues.ING and first & (lx.PREP | lx.ING):
        return not any(doc.bits[i] & lx.COMMA for i in range(lo, cue.verb))
    if not (first & (lx.SUB | lx.ING | lx.ED)):
        return False
    return not any(doc.bits[i] & lx.COMMA for i in range(lo, cue.verb))


def _hyphen(doc: Document, i: int, hi: int) -> bool:
    """Whether the mark at `i` joins words without space on both sides."""
    return doc.begin[i] == doc.end[i - 1] and i + 1 < hi and doc.begin[i + 1] == doc.end[i] and doc.words[i].low == "-"


def _comma_ends(doc: Document, i: int, hi: int, found: dict[int, Cue], subordinate: bool, k: int) -> bool:
    if i + 1 >= hi:
        return True
    following = doc.words[i + 1]
    bits = doc.bits[i + 1]
    m = i + 1
    while m < hi and doc.bits[m] & lx.ADV and not doc.bits[m] & lx.CC:
        m += 1
    if m in found and found[m].form in (cues.ING, cues.FINITE):
        return True
    if following.low in ("but", "while", "though", "although", "whereas", "when", "according"):
        return True
    if following.low in ("and", "yet") and _cue_clause(doc, i + 2, hi, found):
        return True
    if following.low == "as" and _cue_clause(doc, i + 2, hi, found):
        return True
    return subordinate and not bits & (lx.CC | lx.REL | lx.ING | lx.PREP) and clause_at(doc, i + 1, hi)


def _conjunction_ends(doc: Document, i: int, hi: int, found: dict[int, Cue], before: Cue) -> bool:
    """“and said …”, “but denied …”: the next report of the same speaker."""
    if doc.words[i].low not in ("and", "but", "or"):
        return False
    m = i + 1
    while m < hi and doc.bits[m] & (lx.ADV | lx.AUX):
        m += 1
    cue = found.get(m)
    if cue is None:
        return False
    if cue.form == cues.FINITE:
        return "past" in doc.words[m].forms or ("s" in doc.words[m].forms and "s" in doc.words[before.verb].forms)
    return cue.form == cues.ING and before.form == cues.ING


def _cue_clause(doc: Document, i: int, hi: int, found: dict[int, Cue]) -> bool:
    """Whether a subject with a cue verb of its own begins at `i`, or a cue verb alone."""
    for m in range(i, min(hi, i + 9)):
        if m in found:
            return found[m].form == cues.FINITE
        if doc.bits[m] & (lx.COMMA | lx.QUOTE | lx.AUX) and not doc.bits[m] & lx.HAVE:
            return False
    return False
