"""Reports of what was not said, might be said, or says nothing by itself; each gets a flag and stays a report.

"*No party* has claimed the attack", "*Neither* Dawn *nor* Arcadia has said", "Dawn *stopped short of* saying": negated.
"One can *imagine* Dawn saying", "Dawn *will* say": conditional. "Dawn thanked *God*", "Dawn denied *it*": bare.

The table `[doubts]` of a language's data file holds the words: `short`, what before a cue takes it back; `supposed`,
what before a cue makes it a supposition; `imagined`, likewise, with the speaker in between; `judging`, cues whose bare
object tells nothing; `empty`, contents that only point to what was said elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from monitor import languages
from monitor.phrases import Closing
from monitor.reading import Reading, reading
from monitor.speakers.lexicon import lexicon
from onrecord.model import BARE, CONDITIONAL, NEGATED, Kind, Quotation
from onrecord.text import normalise

_REACH = 64
"""Characters before a speaker or a cue in which a doubt stands."""
_WORD = 24
"""Characters that hold the word before a speaker."""
_FEW = 2
"""Words of an object that tells nothing by itself."""
_LAST = re.compile(r"\w+(?=\W*\Z)")
_SHORT = 80
"""Characters that so few words do not exceed."""


def flagged(text: str, language: str, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The quotations with the flags that their surroundings and contents give them.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it; without words for it none is flagged.
        quotations: in any order.
    """
    if not languages.section(language, "doubts"):
        return tuple(quotations)
    whole = reading(text, language)
    return tuple(_with_flags(each, whole) for each in quotations)


def _with_flags(quotation: Quotation, whole: Reading) -> Quotation:
    flags = _flags(quotation, whole) - quotation.flags
    return replace(quotation, flags=quotation.flags | flags) if flags else quotation


def _flags(quotation: Quotation, whole: Reading) -> frozenset[str]:
    found = set[str]()
    lead = _lead(quotation, whole)
    if _nobody(quotation, whole) or _before(whole.language, "short").ends(lead):
        found.add(NEGATED)
    if quotation.kind is not Kind.DIRECT and (
        _before(whole.language, "supposed").ends(lead) or _imagined(quotation, whole)
    ):
        found.add(CONDITIONAL)
    if _bare(quotation, whole):
        found.add(BARE)
    return frozenset(found)


def _nobody(quotation: Quotation, whole: Reading) -> bool:
    """Whether nobody is the speaker: "No party", "None of the leaders", "Neither Dawn nor *Arcadia*"."""
    speaker = quotation.speaker
    if speaker is None:
        return False
    words, none = whole.words(speaker.start, speaker.end), lexicon(whole.language).nobody
    if words and words[0].form in none:
        return True
    before = _LAST.search(whole.normal.text, *whole.lead(speaker.start, _WORD))
    return before is not None and before[0] in none


def _lead(quotation: Quotation, whole: Reading) -> str:
    """What stands before the cue, normalised."""
    if quotation.cue is None:
        return ""
    low, high = whole.lead(quotation.cue.start, _REACH)
    return whole.normal.text[low:high]


def _imagined(quotation: Quotation, whole: Reading) -> bool:
    """Whether somebody is only imagined to say it: "one can *imagine* Dawn saying"."""
    if quotation.cue is None or not quotation.cue.of(whole.text).endswith("ing"):
        return False
    start = max(quotation.cue.start - _REACH, whole.sentences[whole.sentence(quotation.cue.start)].start)
    imagined = _words(whole.language, "imagined")
    clause = max(start, whole.text.rfind(",", start, quotation.cue.start))
    return any(word.form in imagined for word in whole.words(clause, quotation.cue.start))


def _bare(quotation: Quotation, whole: Reading) -> bool:
    """Whether what is said is but a pronoun, or the one or two words of whom or what somebody judges."""
    cue = quotation.cue
    span = quotation.span
    if cue is None or quotation.kind is not Kind.INDIRECT or len(quotation.parts) > 1 or span.end - span.start > _SHORT:
        return False
    words = whole.words(span.start, span.end)
    if len(words) == 1 and words[0].form in _words(whole.language, "empty"):
        return True
    verb = whole.words(cue.start, cue.end)
    judging = _words(whole.language, "judging")
    return 0 < len(words) <= _FEW and bool(verb) and verb[-1].form in judging


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(normalise(word).text for word in languages.section(language, "doubts").get(key, ()))


@cache
def _before(language: str, key: str) -> Closing:
    return Closing(_words(language, key), behind=r"(?: (?:\w+ly|also|soon|never))?")
