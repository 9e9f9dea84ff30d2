"""Reports of reports: what the press says that somebody said, and whom it quotes."""

from __future__ import annotations

from typing import Final

from monitor.languages import section
from monitor.quotations.english import cues, following, noun_phrases
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.drafts import Draft, Range
from monitor.quotations.english.reader import Reader

_RELAYS: Final = frozenset(["csv", "cvs", "according"])
_SAYING: Final = frozenset(["quote", "that", "bare"])
_REPORTING: Final = lx.words("reporting")
_CITING: Final = lx.words("citing")
_PEOPLE: Final = frozenset(noun for nouns in section("en", "speakers")["people"].values() for noun in nouns)
_PRESS: Final = frozenset(section("en", "speakers")["press"] + section("en", "speakers")["bodies"]["media"])
_AGENCY: Final = 12
"""Tokens between "was quoted" and "as saying"."""


def heard(r: Reader, cue: Cue) -> bool:
    """Whether a cue inside a report is heard by itself: a report of a report counts at both levels.

    “Haddad said the road was open, Reuters reported”; “Ruiz said Haddad had told him the road was open”.
    """
    return all(_relays(r, draft, cue) for draft in r.drafts if draft.covers(cue.verb))


def _relays(r: Reader, draft: Draft, cue: Cue) -> bool:
    if cue.form != cues.FINITE or not cue.frames >= _SAYING:
        return False
    return _begins_with(r, draft, cue) or _named(r, draft, cue)


def _begins_with(r: Reader, draft: Draft, cue: Cue) -> bool:
    """Whether the press reports what begins with somebody's saying something, before it names itself."""
    if draft.rule not in _RELAYS or draft.cue is None:
        return False
    inside = [other for other in r.found.values() if draft.covers(other.verb)]
    return cue is inside[0] and _press(r, draft)


def _named(r: Reader, draft: Draft, cue: Cue) -> bool:
    """Whether what is said is that somebody, named, had said something before, or what the press heard him say."""
    bits, start = r.doc.bits, draft.parts[0][0]
    start += bool(bits[start] & lx.THAT)
    if draft.rule != "svc" or bits[start] & lx.PERSONAL or not (bits[cue.start] & lx.HAVE or _press(r, draft)):
        return False
    subject = noun_phrases.before(r.doc, cue.start - 1, start)
    return subject is not None and subject.start == start


def _press(r: Reader, draft: Draft) -> bool:
    """Whether a report is one of the press."""
    cue, speaker = draft.cue or (0, 0), draft.speaker or (0, 0)
    words = r.doc.words
    return words[cue[0]].low in _REPORTING or any(words[k].low in _PRESS for k in range(*speaker))


def names_source(r: Reader, cue: Cue, k: int) -> bool:
    """Whether the content at `k` is not what is said but who is quoted: “quoting Ana Ruiz”, “citing two diplomats”."""
    if cue.base not in _CITING or r.doc.bits[k] & (lx.QUOTE | lx.THAT):
        return False
    stop = min((following.end(r.doc, k, r.hi), *(other.start for v, other in r.found.items() if v > k)))
    last = r.doc.words[stop - 1].low if stop > k else ""
    return bool(r.doc.bits[stop - 1] & lx.CAP) or last in _PEOPLE or last.removesuffix("s") in _PEOPLE


def as_saying(r: Reader, cue: Cue) -> int | None:
    """The participle that tells what somebody is quoted as saying: “was quoted (by the daily) as saying”."""
    if cue.base not in _CITING:
        return None
    for i in range(cue.stop, min(r.hi - 1, cue.stop + _AGENCY)):
        if r.doc.words[i].low == "as" and r.doc.bits[i + 1] & lx.CUE and r.doc.bits[i + 1] & lx.ING:
            return i + 1
        if r.doc.bits[i] & (lx.PUNCT | lx.QUOTE):
            return None
    return None


def quoted(r: Reader, participle: Cue) -> Range | None:
    """Who is quoted as saying what the participle tells, or None where nobody is."""
    for cue in r.found.values():
        if as_saying(r, cue) != participle.verb:
            continue
        if cue.form == cues.PASSIVE:
            subject = noun_phrases.before(r.doc, cue.start - 1, r.lo)
            return (subject.start, subject.stop) if subject else None
        stop = following.end(r.doc, cue.stop, r.hi)
        return (cue.stop, stop) if stop > cue.stop else None
    return None


def closing(r: Reader, cue: Cue) -> Cue | None:
    """The cue “was quoted by the daily as saying” where it ends its clause, as one verb of saying."""
    saying = as_saying(r, cue)
    if saying is None or not r.doc.bits[saying + 1] & (lx.STOP | lx.COMMA):
        return None
    return cue._replace(stop=saying + 1, form=cues.FINITE, frames=_SAYING)


def cited_aside(r: Reader, cue: Cue) -> Range | None:
    """Whom the press quotes between its name and its verb: “State television, quoting Ana Ruiz, said …”."""
    stop = cue.start - 1
    if stop <= r.lo or not r.doc.bits[stop] & lx.COMMA:
        return None
    for other in r.found.values():
        inside = other.form == cues.ING and other.verb < stop and following.end(r.doc, other.stop, r.hi) == stop
        if inside and names_source(r, other, other.stop):
            return other.stop, stop
    return None
