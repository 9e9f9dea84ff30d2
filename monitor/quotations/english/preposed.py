"""Cue verbs before what is said: finite verbs, participles, infinitives, passives."""

from __future__ import annotations

from typing import Final

from monitor.quotations.english import (
    clauses,
    content,
    cues,
    endings,
    following,
    noun_phrases,
    relays,
    shapes,
    subjects,
)
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.drafts import Range
from monitor.quotations.english.reader import Reader

_OPENERS: Final = lx.words("relative_subject") | {"what"}
_JUDGED: Final = lx.words("judged_link")
_CONDITIONS: Final = lx.words("conditional_link")
_NAMING: Final = lx.words("naming")


def finite(r: Reader, cue: Cue) -> None:
    """Subject, verb, content.

    svc: The mayor said (on Friday that) the bridge was closed. / The party condemned the raid in a statement.
    """
    if relays.as_saying(r, cue) or _describes_opening(r, cue):
        return
    k = content.start(r, cue)
    if k is None or k >= r.hi:
        _relative(r, cue)
        return
    speaker = subjects.of_finite(r, cue)
    if _describes_noun(r, cue, k, speaker) or relays.names_source(r, cue, k):
        return
    if speaker and speaker[0] > r.lo and r.doc.words[speaker[0] - 1].low in _CONDITIONS:
        cue = cue._replace(flags=cue.flags | {"conditional"})
    r.add("svc", [(k, content.end(r, cue, k))], cue, speaker)


def _describes_noun(r: Reader, cue: Cue, k: int, speaker: Range | None) -> bool:
    """Whether what reads as a verb with its content is a participle that describes, or names, a noun."""
    doc, prepositional = r.doc, bool(r.doc.bits[k - 1] & lx.PREP)
    if cue.bare_form and prepositional and not r.before(cue) & lx.REL and content.main_cue(r, cue):
        return True  # “officials briefed on the talks said”
    if cue.verb == r.lo and doc.words[cue.verb].low == "asked" and prepositional:
        return True  # “Asked about the raid, he left”
    if cue.base not in _NAMING or not cue.bare_form:
        return False
    if cue.verb > r.lo and doc.bits[cue.verb - 1] & lx.DASH:
        return True  # “the body – called …”
    # “a group called …” is a name, “a group called for calm” is none
    return speaker is not None and not prepositional and doc.words[speaker[0]].low in ("a", "an", "another")


def _describes_opening(r: Reader, cue: Cue) -> bool:
    """Whether a verb describes a noun of the opening adverbial: “In a statement *posted* on its site, the group”."""
    bits = r.doc.bits
    if not (bits[r.lo] & lx.PREP and cue.bare_form and shapes.reduced(r.doc, cue.verb)):
        return False
    comma = next((i for i in range(r.lo, r.hi) if bits[i] & lx.COMMA), r.lo)
    return cue.verb < comma and clauses.clause_at(r.doc, comma + 1, r.hi)


def _relative(r: Reader, cue: Cue) -> None:
    """Content that begins with a relative word before the cue clause.

    relative: The rules, which officials said will change, are old. / The raid, which it blamed on the army, failed.
    """
    doc = r.doc
    subject = noun_phrases.before(doc, cue.start - 1, r.lo)
    if subject is None or subject.left <= r.lo or cue.stop >= r.hi:
        return
    left = subject.left - 1
    clause = "bare" in cue.frames and doc.words[left].low in _OPENERS and shapes.finite(doc, cue.stop, r.lo)
    judged = "np" in cue.frames and doc.words[left].low == "which" and doc.words[cue.stop].low in _JUDGED
    if not clause and not judged:
        return
    stop = endings.clause_end(r, cue, cue.stop, relative=True)
    r.add("relative", [(left, left + 1), (cue.stop, stop)], cue, (subject.start, subject.stop))


def participle(r: Reader, cue: Cue) -> None:
    """A participle with content of its own.

    participle: She left the room, saying the talks were over. / Citing the attack, the ministry closed the border.
    """
    if cue.base == "refer" or relays.as_saying(r, cue):  # “…, referring to” only explains
        return
    if r.doc.words[cue.start - 1].low == "worth" or (cue.base in _NAMING and _reflexive(r, cue.stop)):
        return  # “it is worth mentioning”, “a group calling itself”
    k = content.start(r, cue)
    if k is not None and cue.start == r.lo:
        main = _main_clause(r, k)
        if main is not None:
            r.add("participle", [(k, main)], cue, (main, following.end(r.doc, main, r.hi)))
            return
    if k is not None and not relays.names_source(r, cue, k):
        r.add("participle", [(k, content.end(r, cue, k))], cue, subjects.of_participle(r, cue))


def _main_clause(r: Reader, k: int) -> int | None:
    """Where the main clause begins, its comma missing: “Answering a question *the minister* confirmed”."""
    bits = r.doc.bits
    for cue in r.found.values():
        if cue.verb <= k + 1 or cue.form != cues.FINITE:
            continue
        if any(bits[i] & (lx.PUNCT | lx.QUOTE | lx.THAT | lx.SUB | lx.REL) for i in range(k, cue.start)):
            return None
        subject = noun_phrases.before(r.doc, cue.start - 1, r.lo)
        return subject.start if subject is not None and subject.start > k else None
    return None


def _reflexive(r: Reader, k: int) -> bool:
    return k < r.hi and r.doc.words[k].low in ("itself", "himself", "herself", "themselves")


def infinitive(r: Reader, cue: Cue) -> None:
    """An infinitive behind a verb that leaves the speech what it is, or with content that announces itself.

    infinitive: He went on to say that talks had failed. / The movement is expected to announce a truce.
    """
    doc = r.doc
    k = content.start(r, cue)
    if k is None:
        return
    governor = cue.verb - 1
    while governor > r.lo and doc.bits[governor] & (lx.ADV | lx.NEG | lx.TO):
        governor -= 1
    raised = doc.words[governor].low in cues.RAISING or doc.words[governor].low == "on"
    if raised or doc.bits[k] & (lx.THAT | lx.QUOTE):
        r.add("infinitive", [(k, content.end(r, cue, k))], cue, subjects.nearest(r, governor))


def passive(r: Reader, cue: Cue) -> None:
    """A passive, with the speaker behind “by” or unnamed.

    passive: She was asked whether the talks would go on. / The raid was condemned by the party.
    """
    doc, hi = r.doc, r.hi
    if relays.as_saying(r, cue):
        return
    speaker: Range | None = None
    k = cue.stop
    if k < hi and doc.words[k].low == "by":
        end = following.end(doc, k + 1, hi)
        if end > k + 1:
            speaker, k = (k + 1, end), end
    start = content.at(r, cue, clauses.skip_time(doc, k, hi))
    if start is not None and _announced(r, start) and not (speaker and doc.bits[start] & lx.REL):
        r.add("passive", [(start, content.end(r, cue, start))], cue, speaker)
    elif speaker is not None and cue.frames >= {"np", "quote"} and not cue.bare_form and "whom" not in cue.frames:
        subject = noun_phrases.before(doc, cue.start - 1, r.lo)
        if subject is not None and not doc.bits[subject.start] & lx.REL:
            r.add("passive", [(subject.start, subject.stop)], cue, speaker)


def _announced(r: Reader, k: int) -> bool:
    bits = r.doc.bits
    if r.doc.words[k - 1].low == "about":
        return True
    if bits[k] & lx.QUOTE and r.doc.names(k):
        return False
    return bool(bits[k] & (lx.QUOTE | lx.THAT | lx.WH | lx.TO)) and not bits[k - 1] & lx.PREP
