"""Reports without a cue verb: “according to”, nouns, colons."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import clauses, cues, endings, following, noun_phrases, shapes, subjects
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.drafts import Draft, Range
from monitor.quotations.english.reader import Reader

_FEW: Final = 4
"""Tokens that a report has at least."""
_PAPERS: Final = frozenset(section("en", "speakers")["documents"]["issued"])


def _marker(start: int, stop: int) -> Cue:
    """A cue that is no verb."""
    return Cue(start, start, stop, cues.FINITE, frozenset(), "", frozenset(), bare_form=True)


def according(r: Reader) -> None:
    """The source behind “according to”.

    according: The road is open, according to the army. / According to two officials, talks failed.
    """
    doc, lo, hi, begin = r.doc, r.lo, r.hi, r.lo
    for i in range(lo, hi - 1):
        if not doc.bits[i] & lx.ACCORDING or doc.words[i + 1].low != "to":
            continue
        end = following.end(doc, i + 2, hi)
        if end == i + 2:
            continue
        cue = _marker(i, i + 2)
        if i == lo or doc.bits[i] & lx.CAP or (i == lo + 1 and not doc.bits[lo] & lx.QUOTE):
            k = _behind_source(r, end)
            r.add("according", [(k, endings.clause_end(r, cue, k + 1))], cue, (i + 2, end))
        else:
            parts = [(begin, i)]
            told = clauses.has_verb(doc, lo, i) or any(b & lx.QUOTE for b in doc.bits[begin:i])
            if end + 1 < hi and doc.bits[end] & lx.COMMA and not told:
                parts.append((end + 1, endings.clause_end(r, cue, end + 1)))  # “In all, according to him, …”
            r.add("according", parts, cue, (i + 2, end))
        begin = end  # what one source said is not said by the next as well


def per(r: Reader) -> None:
    """The source behind “per” that closes a sentence.

    per: Four people were hurt, per the Health Ministry. / The road is open, as per the army.
    """
    doc, hi = r.doc, r.hi
    for i in range(r.lo + _FEW, hi - 1):
        comma = i - 2 if doc.words[i - 1].low == "as" else i - 1
        if doc.words[i].low != "per" or not doc.bits[comma] & lx.COMMA or r.covered(i):
            continue
        end = following.end(doc, i + 1, hi)
        named = doc.bits[i + 1] & (lx.DET | lx.CAP | lx.POSS)
        if named and end > i + 1 and (end >= hi or doc.bits[end] & lx.STOP) and clauses.has_verb(doc, r.lo, comma):
            r.add("according", [(r.lo, comma)], _marker(i, i + 1), (i + 1, end))


def _behind_source(r: Reader, k: int) -> int:
    """The comma behind the source and what describes it, or `k` where there is none."""
    doc = r.doc
    relative = k < r.hi and doc.bits[k] & lx.REL
    for i in range(k, r.hi):
        if doc.bits[i] & lx.COMMA:
            return _behind_asides(r, i)
        if doc.bits[i] & lx.COLON:
            return i
        if doc.bits[i] & lx.AUX and not relative:
            break
    return k


def _behind_asides(r: Reader, first: int) -> int:
    """The comma behind all that describes a source: “Ruiz, 63, a voter raised in Leeds, …”."""
    bits = r.doc.bits
    comma, last = first, first
    while (second := next((m for m in range(comma + 1, r.hi) if bits[m] & lx.COMMA), None)) is not None:
        if not noun_phrases.aside(r.doc, comma + 1, second):
            break
        comma = second
        last = comma if _clause(r, comma + 1) else last
    return last


def _clause(r: Reader, k: int) -> bool:
    """Whether a clause begins at `k`, not the next part of a list."""
    return k < r.hi and not r.doc.bits[k] & (lx.CC | lx.REL) and clauses.clause_at(r.doc, k, r.hi)


def nouns(r: Reader) -> None:
    """A noun that is itself a report, with its owner and a that-clause.

    noun: The minister's claim that the road was open surprised many. / He repeated the warning by the army that …
    """
    doc, hi = r.doc, r.hi
    for i in range(r.lo + 1, hi - 2):
        if not doc.bits[i] & lx.NOUN or doc.bits[i] & lx.CAP or i in r.used or r.covered(i):
            continue
        speaker, k = subjects.owner(r, i), i + 1
        if doc.words[k].low in ("by", "from"):
            end = following.end(doc, k + 1, hi)
            speaker, k = (k + 1, end), end
        if speaker is None or k >= hi or speaker[0] == speaker[1]:
            continue
        if speaker[0] > r.lo and doc.words[speaker[0] - 1].low in ("in", "during", "at"):
            continue  # “stressing in his remarks that …”: the clause belongs to the verb
        if doc.bits[k] & lx.THAT and clauses.has_verb(doc, k + 1, hi):
            cue = _marker(i, i + 1)
            r.add("noun", [(k, min(endings.clause_end(r, cue, k), _main_verb(r, k)))], cue, speaker)


def _main_verb(r: Reader, k: int) -> int:
    """The verb whose subject the noun with its clause at `k` is: “his claim that it had fled *was* false”."""
    bits = r.doc.bits
    seen = False  # the clause has its own verb
    for i in range(k + 1, r.hi):
        if bits[i] & (lx.CC | lx.REL | lx.THAT | lx.SUB | lx.WH | lx.PUNCT | lx.QUOTE):
            seen = False
        elif shapes.finite(r.doc, i, k + 1) and not bits[i - 1] & (lx.AUX | lx.ADV | lx.NEG | lx.PERSONAL):
            if seen:
                return i
            seen = True
    return r.hi


def colon(r: Reader) -> None:
    """A quotation behind a colon that no cue verb has taken.

    colon: He had only this for his critics: “Wait and see.” / The mayor: “We are ready for them.”
    """
    doc, lo = r.doc, r.lo
    for i in range(lo + 1, r.hi - 1):
        if not (doc.bits[i] & lx.COLON and doc.bits[i + 1] & lx.QUOTE) or r.covered(i + 1) or doc.names(i + 1):
            continue
        cue = _marker(i, i + 1)
        r.add("colon", [(i + 1, endings.clause_end(r, cue, i + 1))], cue, _before_colon(r, i))


def _before_colon(r: Reader, i: int) -> Range | None:
    subject = noun_phrases.before(r.doc, i - 1, r.lo)
    if subject and subject.bounded and any(r.doc.bits[k] & lx.CAP for k in range(subject.start, subject.stop)):
        return subject.start, subject.stop
    return subjects.nearest(r, i - 1)


def colon_at_end(r: Reader) -> None:
    """A sentence that ends in a colon: what is said comes in the next paragraphs (`floating` fills it in).

    colon: The ministry stated: ¶ “The crossing is closed.” ¶ / The group issued the following statement: ¶ “We …”
    """
    i = r.hi - 1
    if not r.doc.bits[i] & lx.COLON:
        return
    replaced = None
    if r.drafts and r.drafts[-1].parts and r.drafts[-1].parts[-1][1] >= i and len(r.found) == 1:
        replaced = r.drafts.pop()  # “issued the following statement” was no content
    verbs = [cue for cue in r.found.values() if cue.form == cues.FINITE and cue.frames & {"quote", "np"}]
    if verbs:
        r.drafts.append(
            Draft(
                [],
                (verbs[-1].verb, verbs[-1].stop),
                subjects.of_finite(r, verbs[-1]),
                "colon",
                r.number,
                instead_of=replaced,
            )
        )
    else:
        speaker = _issuer(r) or subjects.nearest(r, i - 1)
        r.drafts.append(Draft([], (i, i + 1), speaker, "colon", r.number, instead_of=replaced))


def _issuer(r: Reader) -> Range | None:
    """Who issues the paper that a sentence announces: “Communiqué (issued) by the Dawn Brigades:”."""
    papers = [k for k in range(r.lo, r.hi - 2) if r.doc.words[k].low in _PAPERS]
    for k in papers[:1]:
        for i in range(k + 1, min(r.hi - 1, k + 4)):
            if r.doc.words[i].low in ("by", "from"):
                stop = following.end(r.doc, i + 1, r.hi)
                return (i + 1, stop) if stop > i + 1 else None
    return None
