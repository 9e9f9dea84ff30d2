"""Cue clauses behind or inside what is said: “…,” she said; …, said the minister, …."""

from __future__ import annotations

from typing import Final

from monitor.quotations.english import clauses, cues, endings, following, noun_phrases, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.drafts import Range
from monitor.quotations.english.noun_phrases import Phrase
from monitor.quotations.english.reader import Reader

_AFTER_CUE: Final = (
    lx.STOP | lx.COMMA | lx.SEMI | lx.DASH | lx.COLON | lx.CC | lx.SUB | lx.QUOTE | lx.CLOSE | lx.ING
)  # fmt: skip
_LINK: Final = lx.COMMA | lx.DASH
_SPOKEN: Final = frozenset(",.!?…—")
_AFTER_SUBJECT: Final = lx.STOP | lx.COMMA | lx.PREP | lx.REL | lx.TIME
_FEW_WORDS: Final = 4
_ASIDE: Final = 25


def rule(r: Reader, cue: Cue) -> None:
    """Subject and verb behind what is said.

    qsv: “The bridge is closed,” the mayor said. / “We wait,” Amal told the court, “and we hope.”
    csv: The bridge is closed, the mayor said. / The army, officials said, has left the town.
    as:  As the agency reported, the road is open. / The road is open, as the mayor pointed out.
    """
    if not cue.frames & {"quote", "bare", "after"} or _inverted(r, cue):
        return
    subject = noun_phrases.before(r.doc, cue.start - 1, r.lo)
    if subject is None or subject.left <= r.lo:
        return
    left = subject.left - 1
    if r.doc.words[left].low == "as":
        _as_clause(r, cue, subject, left)
    elif _quote_before(r, left) is not None:
        _after_quote(r, cue, subject, left)
    else:
        _after_clause(r, cue, subject, left)


def _quote_before(r: Reader, left: int) -> int | None:
    """The quoted stretch that ends at token `left`, or before the comma or dash there."""
    bits = r.doc.bits
    if bits[left] & lx.QUOTE:
        return left
    return left - 1 if bits[left] & _LINK and left > r.lo and bits[left - 1] & lx.QUOTE else None


def _behind(r: Reader, cue: Cue) -> int:
    """Behind the cue clause: its hearer, times and places skipped."""
    k = cue.stop
    if "whom" in cue.frames:
        k = following.end(r.doc, k, r.hi)
    return clauses.skip_adjuncts(r.doc, k, r.hi)


def _closes(r: Reader, k: int) -> bool:
    return k >= r.hi or bool(r.doc.bits[k] & _AFTER_CUE)


def _after_quote(r: Reader, cue: Cue, subject: Phrase, left: int) -> None:
    quote = _quote_before(r, left)
    k = _behind(r, cue)
    if quote is None or _describes(r, quote):
        return
    ends_like_speech = r.doc.tail(quote) in _SPOKEN or r.doc.bits[left] & lx.COMMA
    if _closes(r, k) or (r.doc.length(quote) >= _FEW_WORDS and ends_like_speech):
        _attach(r, "qsv", cue, (subject.start, subject.stop), left, k)


def _describes(r: Reader, quote: int) -> bool:
    """Whether the quoted stretch ends words of the narrator's: “Calling it “a crime,” …”, “Ruiz, of “Noon,” …”."""
    start = _start(r, quote)
    if start >= quote or clauses.has_verb(r.doc, start, quote):
        return False
    first = r.doc.bits[start]
    described = any(b & lx.COMMA for b in r.doc.bits[start:quote])
    return bool(first & lx.ING and not r.doc.names(quote)) or (
        described and bool(first & lx.CAP) and r.doc.names_title(quote)
    )


def _after_clause(r: Reader, cue: Cue, subject: Phrase, left: int) -> None:
    k = _behind(r, cue)
    if cue.flags or not _closes(r, k) or _takes_content(r, cue) or r.doc.words[subject.start].low == "something":
        return  # “…, something the army denied” takes it back
    speaker = (subject.start, subject.stop)
    if r.doc.bits[left] & _LINK:
        if cue.frames & {"bare", "after"} and _leads(r, left, k):
            _attach(r, "csv", cue, speaker, left, k)
    elif "bare" in cue.frames and _ends_sentence(r, k) and _whole_clause(r, subject):
        _attach(r, "csv", cue, speaker, subject.left, k)  # the comma is missing


def _ends_sentence(r: Reader, k: int) -> bool:
    return k >= r.hi or bool(r.doc.bits[k] & lx.STOP)


def _takes_content(r: Reader, cue: Cue) -> bool:
    """Whether what is said comes behind the verb after all, or the sentence asks: “…, they agreed as one that …”."""
    doc = r.doc
    if cue.stop < r.hi and doc.bits[cue.stop] & lx.TO and "to" in cue.frames:
        return True
    if doc.words[r.hi - 1].low == "?":
        return True
    that = clauses.that_ahead(doc, cue.stop, r.hi) if r.mask & lx.THAT else None
    return that is not None and not any(b & lx.COMMA for b in doc.bits[cue.stop : that])


def _whole_clause(r: Reader, subject: Phrase) -> bool:
    """Whether a clause without a cue of its own fills the sentence up to the subject."""
    doc, stop = r.doc, subject.left
    if doc.bits[stop] & lx.PERSONAL or doc.bits[stop - 1] & (lx.SUB | lx.WH | lx.REL | lx.THAT | lx.CC | lx.PREP):
        return False  # “everything he said”, “when he said”
    return clauses.has_verb(doc, r.lo, stop) and not any(r.lo < v < stop for v in r.found)


def _as_clause(r: Reader, cue: Cue, subject: Phrase, left: int) -> None:
    doc, lo, hi = r.doc, r.lo, r.hi
    k = _behind(r, cue)
    if k < hi and doc.words[k].low == "it":  # “as she put it”
        k += 1
    if k < hi and not doc.bits[k] & (lx.STOP | lx.COMMA | lx.SEMI | lx.COLON):
        return
    if not cue.frames >= {"quote", "that", "bare"}:
        return
    goes_on = k + 1 < hi
    parts: list[Range] = []
    if left > lo + 1:
        if not doc.bits[left - 1] & _LINK:
            return
        parts.append((_start(r, left - 1), left))
        goes_on = goes_on and bool(doc.bits[k] & lx.COMMA)
    if goes_on:
        parts.append((k + 1, endings.clause_end(r, cue, k + 1)))
    r.add("as", parts, cue, (subject.start, subject.stop))


def _inverted(r: Reader, cue: Cue) -> bool:
    """Verb and subject behind what is said.

    qvs: “The bridge is closed,” said the mayor. / “Who knows?” asked Amal, 31.
    cvs: The bridge is closed, said the mayor. / The army has left, according to the town, said Amal.
    """
    doc, lo, hi = r.doc, r.lo, r.hi
    if not cue.bare_form or cue.verb <= lo or not doc.bits[cue.verb - 1] & (lx.QUOTE | _LINK):
        return False
    end = following.end(doc, cue.stop, hi)
    if end == cue.stop or doc.bits[cue.stop] & lx.ING:
        return False
    if not any(shapes.nominal(doc, k) for k in range(cue.stop, end)):
        return False
    left = cue.verb - 1
    quote = _quote_before(r, left)
    quoted = quote is not None
    if (quote is not None and _describes(r, quote)) or (
        not quoted and (_described_subject(r, left) or not _inverts_clause(r, cue, end))
    ):
        return False
    k = end
    while k < hi and not doc.bits[k] & (lx.STOP | lx.QUOTE):
        k += 1
    _attach(r, "qvs" if quoted else "cvs", cue, (cue.stop, end), left, k)
    return True


def _inverts_clause(r: Reader, cue: Cue, end: int) -> bool:
    """Whether “…, said X” reports the words before it, and is not “…, said X is …” or the next verb of a list."""
    doc, lo, hi = r.doc, r.lo, r.hi
    left = cue.verb - 1
    after = doc.bits[end] if end < hi else lx.STOP
    if after & lx.ED and shapes.reduced(doc, end):
        after = lx.PREP  # “…, said a report released on Friday”
    if "bare" not in cue.frames or cue.base == "tell" or after & lx.THAT or not after & _AFTER_SUBJECT:
        return False
    if after & lx.COMMA and end + 1 < hi and shapes.finite(doc, end + 1, end):
        return not _adverbial(r, left)  # “The guests, said the minister, are at home.”
    if doc.bits[cue.stop] & lx.PERSONAL or (end + 1 < hi and doc.bits[end + 1] & (lx.THAT | lx.QUOTE)):
        return False
    says = clauses.has_verb(doc, lo, left) or any(b & lx.QUOTE for b in doc.bits[lo:left])
    if not says or left - lo < _FEW_WORDS - 1:
        return False
    if after & (lx.STOP | lx.COMMA) or noun_phrases.before(doc, cue.start - 1, lo) is None:
        return True
    verbs = sum(shapes.finite(doc, k, end) for k in range(end, hi))  # not “…, said people in Leeds had left”
    return verbs <= (1 if after & lx.REL else 0)


def _described_subject(r: Reader, left: int) -> bool:
    """Whether the cue's own subject stands before it, with a relative clause: “The group, which is banned, claimed”."""
    doc = r.doc
    if not doc.bits[left] & lx.COMMA:
        return False
    opening = next((i for i in range(left - 1, r.lo, -1) if doc.bits[i] & lx.COMMA), r.lo)
    if opening == r.lo or not doc.bits[opening + 1] & lx.REL or doc.words[opening + 1].low == "that":
        return False
    return not clauses.has_verb(doc, r.lo, opening)


def _leads(r: Reader, left: int, k: int) -> bool:
    """Whether the words before a cue clause are content: a clause, or the beginning of one that goes on behind."""
    doc, lo, hi = r.doc, _clause_start(r, left), r.hi
    goes_on = k + 1 < hi and bool(doc.bits[k] & _LINK)
    if goes_on and doc.bits[k + 1] & lx.QUOTE:
        return doc.goes_on(k + 1) and not _adverbial(r, left) and not clauses.has_verb(doc, lo, left)
    if goes_on and (_condition(r, left) or not doc.bits[lo] & lx.SUB) and _has_verb_behind(r, k):
        return True
    if goes_on and clauses.has_verb(doc, lo, left) and not _adverbial(r, left):
        return True  # “It was, he said, a crime”
    return left - lo >= _FEW_WORDS - 1 and not _adverbial(r, left)


def _clause_start(r: Reader, left: int) -> int:
    """Behind the last semicolon before `left`, and an “and” there: what stands before it is another clause."""
    start = next((i + 1 for i in range(left - 1, r.lo, -1) if r.doc.bits[i] & lx.SEMI), r.lo)
    return start + 1 if start > r.lo and r.doc.bits[start] & lx.CC else start


def _condition(r: Reader, left: int) -> bool:
    """Whether a clause like “If the raids go on” fills the sentence up to `left`, not “When asked”."""
    doc, lo = r.doc, _clause_start(r, left)
    return bool(doc.bits[lo] & lx.SUB) and not doc.bits[lo + 1] & lx.CUE and clauses.has_verb(doc, lo + 1, left)


def _has_verb_behind(r: Reader, k: int) -> bool:
    verb = lx.CUE | lx.VERB | lx.AUX | lx.ED
    return bool(r.doc.bits[k + 1] & verb and not r.doc.bits[k + 1] & lx.ING) or clauses.has_verb(r.doc, k + 1, r.hi)


def _adverbial(r: Reader, stop: int) -> bool:
    """Whether what stands before the cue clause is only an adverbial: “On Friday”, “When asked”."""
    lo = _clause_start(r, stop)
    first = r.doc.bits[lo]
    if first & lx.ADV and r.doc.bits[lo + 1] & lx.SUB:  # “Soon after”
        first = r.doc.bits[lo + 1]
    asked = first & lx.CUE and first & lx.CAP and r.doc.bits[lo + 1] & (lx.PREP | lx.WH)
    if clauses.has_verb(r.doc, lo, stop):
        several = any(b & lx.COMMA for b in r.doc.bits[lo:stop])
        return bool(first & (lx.SUB | lx.ED)) and (not several or bool(asked))
    return bool(asked or first & (lx.PREP | lx.ADV | lx.TIME | lx.ING | lx.SUB | lx.ACCORDING))


def _attach(r: Reader, name: str, cue: Cue, speaker: Range, left: int, k: int) -> None:
    """Adds the content before the cue clause, and behind it where it goes on."""
    doc, hi = r.doc, r.hi
    first = (_start(r, left), left + 1 if doc.bits[left] & lx.QUOTE else left)
    parts = [first]
    if k + 1 < hi and doc.bits[k] & (_LINK | lx.COLON):
        quoted = any(doc.bits[i] & lx.QUOTE for i in range(*first))
        if doc.bits[k + 1] & lx.QUOTE or (not quoted and _goes_on(r, k + 1, first)):
            parts.append((k + 1, endings.clause_end(r, cue, k + 1)))
    again = _quote_again(r, cue, first, k) if len(parts) == 1 else None
    if again is not None:
        parts.append((again, endings.clause_end(r, cue, again)))
    r.add(name, parts, cue, speaker)


def _quote_again(r: Reader, cue: Cue, first: Range, k: int) -> int | None:
    """A quotation further on that the first one, broken off with a comma, goes on with: “…,” she said in Leeds, “…”."""
    doc = r.doc
    if not doc.bits[first[1] - 1] & lx.QUOTE or doc.tail(first[1] - 1) != ",":
        return None
    for i in range(max(k, cue.stop), min(r.hi, k + _ASIDE)):
        opens = doc.bits[i - 1] & lx.COMMA
        if doc.bits[i] & lx.QUOTE and (not doc.names(i) or (opens and doc.goes_on(i))):
            joins = doc.words[i - 1].low == "but" and doc.bits[i - 2] & lx.COMMA
            return i - 1 if joins else i if opens else None
        if (i in r.found and r.found[i].form in (cues.FINITE, cues.ING)) or (doc.bits[i] & lx.CC and not _joins(r, i)):
            return None
    return None


def _joins(r: Reader, i: int) -> bool:
    """Whether a quoted stretch comes right behind the conjunction at `i`."""
    return i + 1 < r.hi and bool(r.doc.bits[i + 1] & lx.QUOTE)


def _goes_on(r: Reader, k: int, first: Range) -> bool:
    """Whether what begins at `k`, behind the cue clause, is more of what is said."""
    if k in r.found and r.found[k].form == cues.ING:
        return False
    if r.doc.bits[k] & (lx.CC | lx.SUB | lx.ING) and r.doc.words[k].low != "including":
        return not clauses.has_verb(r.doc, *first)
    return True


def _start(r: Reader, left: int) -> int:
    """Where the content begins that ends at `left`: behind what other reports in the sentence hold."""
    bits = r.doc.bits
    start = max([r.lo, *(stop for draft in r.drafts for _, stop in draft.parts)])
    clause = _clause_start(r, left)
    if any(v < clause for v in r.found):
        start = max(start, clause)  # another report stands before the semicolon
    if bits[left] & lx.QUOTE:
        for v, cue in r.found.items():
            if v < left - 1 and not bits[cue.start] & lx.MODAL:  # “will respond with “calm,” he said”
                start = max(start, next(i for i in range(v, left + 1) if bits[i] & lx.QUOTE))
    while start < left and bits[start] & (lx.PUNCT | lx.CC):
        start += 1
    return start
