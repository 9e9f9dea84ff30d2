"""Reports that nothing was said: "declined to comment", "did not say when". They are kept, and told to nobody.

The table `[withheld]` of a language's data file holds the words: `refusals`, cues that take what was not said as their
content ("declined"); `silence`, what such a content begins with ("to comment"); `speech`, cues of which nothing is left
where they are negated ("did not say", unlike "did not deny" and "does not believe"); `answers`, what is quoted where
somebody says nothing ("No comment").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from monitor import affixes, languages
from monitor.phrases import PhraseFinder
from monitor.reading import Reading, reading
from onrecord.model import WITHHELD, Kind, Quotation, Span
from onrecord.text import normalise

_NEAR = 16
"""Characters after which a refused content no longer begins: "to *immediately* comment"."""
_LONGEST = 48
"""Characters that the words of silence may take."""


@cache
def _finders(language: str) -> tuple[PhraseFinder, PhraseFinder, PhraseFinder]:
    table = languages.section(language, "withheld")
    clitics = affixes.conjunctions(language)
    refusals, silence, speech = (
        PhraseFinder(dict.fromkeys(table.get(name, ()), name), clitics=clitics)
        for name in ("refusals", "silence", "speech")
    )
    return refusals, silence, speech


@cache
def _answers(language: str) -> frozenset[str]:
    return frozenset(normalise(answer).text for answer in languages.section(language, "withheld").get("answers", ()))


def flagged(text: str, language: str, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, those that report that nothing was said with the flag `WITHHELD`.

    "The guild declined to comment on the strike.", "The guild did not say when the strike would end." What is quoted
    directly was said, unless it is "No comment".

    Args:
        text: the article's text.
        language: ISO 639-1 code of it; without words for it none is flagged.
        quotations: in any order.
    """
    whole = reading(text, language)
    return tuple(
        replace(each, flags=each.flags | {WITHHELD}) if _withheld(each, whole, language) else each
        for each in quotations
    )


def _withheld(quotation: Quotation, whole: Reading, language: str) -> bool:
    if quotation.kind is Kind.DIRECT:
        return _whole_words(whole, quotation.span) in _answers(language)
    cue = quotation.cue
    if cue is None:
        return False
    refusals, silence, speech = _finders(language)
    if "negated" in quotation.flags:
        return _begins(whole, cue, speech, len(cue))
    content = Span(max(cue.end, quotation.parts[0].start), max(cue.end, quotation.parts[-1].end))
    return _begins(whole, cue, refusals, len(cue)) and _begins(whole, content, silence, _NEAR)


def _begins(whole: Reading, span: Span, finder: PhraseFinder, near: int) -> bool:
    """Whether a phrase begins in the first characters of a span."""
    low, high = whole.folded(span.start, min(span.start + _LONGEST, span.end))
    return any(hit.start < near for hit in finder.find(whole.normal.text[low:high]))


def _whole_words(whole: Reading, span: Span) -> str:
    """What a short span holds, normalised, without marks; empty where it is long."""
    if len(span) > _LONGEST:
        return ""
    return " ".join(word.form for word in whole.words(span.start, span.end))
