"""What a statement does: claim of responsibility, threat, denial, condemnation, demand, call, offer, announcement.

By words and frames, in two places: the reporting words ("denied", أدان) and what is said ("we will respond", ندين).
docs/acts.md says what each act means, `monitor/act_rules.py` what a rule is, the tables `[acts.NAME]` of a language's
data file hold the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from monitor.act_rules import Lexicon, Place, Rule, lexicon
from monitor.phrases import Hit
from monitor.reading import Reading, reading
from onrecord.model import Act, Kind, Quotation

_FRAME = 48
"""Characters after a cue that may belong to the reporting words: "claimed *responsibility*"."""
_MOST = 4000
"""Characters of a statement that are read: a communiqué's act stands at its beginning."""
_NEGATED_BY = 2
"""Words before a phrase among which a negation takes it back: "is *not* a *flagrant violation*"."""
_BACK = 40
"""Characters that hold those words."""
_UNDONE = frozenset({"negated", "conditional"})
"""Flags of a report that says that something was not said, or would be."""
_WORD = re.compile(r"\w+")


class _Found(NamedTuple):
    """A rule's phrase, in characters of the normalised text."""

    rule: Rule
    place: Place
    start: int
    end: int


def label(text: str, language: str, quotation: Quotation) -> tuple[Act, ...]:
    """The acts of a statement, each with the phrase that shows it.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it; one without words gives no acts.
        quotation: the report. What it says was not said is no act; what is said may still be one.

    Returns:
        At most one Act a name, in the order of the data file.
    """
    words = lexicon(language)
    if not words.names:
        return ()
    whole = reading(text, language)
    cues = _cues(whole, words, quotation) if quotation.flags.isdisjoint(_UNDONE) else {}
    found: dict[str, Act] = {}
    for hit in _shown(whole, words, quotation, cues):
        found.setdefault(hit.rule.act, Act(hit.rule.act, whole.normal.span(hit.start, hit.end)))
    return tuple(found[name] for name in words.names if name in found and words.yields[name].isdisjoint(found))


def _shown(whole: Reading, words: Lexicon, quotation: Quotation, cues: Mapping[Rule, _Found]) -> Iterator[_Found]:
    """The rules that hold, each with the phrase that shows it: the cue where it needs one."""
    clause = any(rule.noun for rule in cues) and _is_clause(whole, words, quotation)
    holding = {rule: hit for rule, hit in cues.items() if not (rule.noun and clause)}
    yield from (hit for rule, hit in holding.items() if not rule.said)
    if any(rule.act in words.undoing for rule in holding):
        return
    for hit in _said(whole, words, quotation):
        if not hit.rule.cue:
            yield hit
        elif hit.rule in holding:
            yield holding[hit.rule]


def _cues(whole: Reading, words: Lexicon, quotation: Quotation) -> dict[Rule, _Found]:
    """The rules whose cue stands among the reporting words, with the first of each."""
    if quotation.cue is None:
        return {}
    low, last = whole.folded(quotation.cue.start, quotation.cue.end)
    _, high = whole.folded(quotation.cue.start, min(quotation.cue.end + _FRAME, len(whole.text)))
    found: dict[Rule, _Found] = {}
    for hit in _hits(whole, words, low, high, reporting=True):
        if hit.start < last and not _taken_back(whole, words.unmade, low, hit.start):
            found.setdefault(hit.rule, hit)
    return found


def _said(whole: Reading, words: Lexicon, quotation: Quotation) -> Iterator[_Found]:
    """The rules that a phrase in what is said stands for."""
    for number, part in enumerate(quotation.parts):
        low, high = whole.folded(part.start, min(part.end, part.start + _MOST))
        quoted = quotation.kind is Kind.DIRECT
        for hit in _hits(whole, words, low, high, reporting=False):
            if hit.place is Place.WORDS:
                if not _taken_back(whole, words.negations, low, hit.start):
                    yield hit
            elif number == 0 and (hit.rule.cue or not quoted) and _reaches(whole, words, low, hit):
                yield hit


def _hits(whole: Reading, words: Lexicon, low: int, high: int, *, reporting: bool) -> Iterator[_Found]:
    """The phrases in a stretch of the normalised text, but for those that another takes back."""
    finder = words.reporting if reporting else words.saying
    hits = sorted(finder.find(whole.normal.text[low:high]), key=lambda hit: (hit.start, -hit.end))
    if not hits:
        return
    uses = [(hit, use) for hit in hits for use in words.uses[hit.label]]
    taken: dict[str, list[Hit]] = defaultdict(list)
    for hit, use in uses:
        if use.rule is None:
            taken[use.act].append(hit)
    back = {act: _Stretches(stretches) for act, stretches in taken.items()}
    for hit, use in uses:
        if use.rule is None or (use.place is Place.CUE) is not reporting:
            continue
        if use.act not in back or not back[use.act].touch(hit):
            yield _Found(use.rule, use.place, low + hit.start, low + hit.end)


class _Stretches:
    """Stretches in the order of their beginnings, asked whether one of them touches a phrase."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._starts = [hit.start for hit in hits]
        self._furthest = list(accumulate((hit.end for hit in hits), max))

    def touch(self, hit: Hit) -> bool:
        begun = bisect_left(self._starts, hit.end)
        return begun > 0 and self._furthest[begun - 1] > hit.start


def _begins(whole: Reading, words: Lexicon, low: int) -> int:
    """Where the first word of what is said begins, a leading "that" left out."""
    for word in _WORD.finditer(whole.normal.text, low):
        if word[0] not in words.that:
            return word.start()
    return low


def _reaches(whole: Reading, words: Lexicon, low: int, hit: _Found) -> bool:
    """Whether a phrase stands so near to the beginning of what is said as its rule wants."""
    begins = _begins(whole, words, low)
    if hit.start < begins or hit.start - begins > _BACK:
        return False
    before = _WORD.findall(whole.normal.text[begins : hit.start])
    return len(before) <= hit.rule.reach and words.breaks.isdisjoint(before)


def _taken_back(whole: Reading, by: frozenset[str], low: int, start: int) -> bool:
    before = _WORD.findall(whole.normal.text[max(low, start - _BACK) : start])
    return not by.isdisjoint(before[-_NEGATED_BY:])


def _is_clause(whole: Reading, words: Lexicon, quotation: Quotation) -> bool:
    """Whether what is said is opened by a "that", or stands in quotation marks."""
    if quotation.kind is Kind.DIRECT:
        return True
    low, high = whole.folded(quotation.parts[0].start, quotation.parts[0].end)
    first = _WORD.search(whole.normal.text, low, high)
    before = _WORD.findall(whole.normal.text[max(0, low - _BACK) : low])
    return (first is not None and first[0] in words.that) or bool(before and before[-1] in words.that)
