"""What a statement does: claim of responsibility, threat, denial, condemnation, demand, call, offer, announcement.

By lexicon, in two places: the reporting words ("denied", أدان) and what is said ("we will respond", ندين). The tables
`[acts.NAME]` of a language's data file hold the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from monitor import languages
from monitor.phrases import PhraseFinder
from monitor.reading import Reading, reading
from onrecord.model import Act, Quotation, Span

_FRAME = 48
"""Characters after a cue's first word that still belong to the reporting words: "claimed *responsibility*"."""
_MOST = 4000
"""Characters of a statement that are read: a communiqué's act stands at its beginning."""


@cache
def _finders(language: str) -> tuple[PhraseFinder, PhraseFinder, tuple[str, ...]]:
    """The finders for reporting words and for what is said, and the acts in their order."""
    table = languages.section(language, "acts")
    clitics = "وف" if language == "ar" else ""
    cues = {phrase: name for name, act in table.items() for phrase in act.get("cues", ())}
    words = {phrase: name for name, act in table.items() for phrase in act.get("words", ())}
    return PhraseFinder(cues, clitics=clitics), PhraseFinder(words, clitics=clitics), tuple(table)


def label(text: str, language: str, quotation: Quotation) -> tuple[Act, ...]:
    """The acts of a statement, each with the phrase that shows it.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it; one without words gives no acts.
        quotation: the report. What it says was not said ("negated") is no act; what is said may still be one.

    Returns:
        At most one Act a name, in the order of the data file.
    """
    cues, words, names = _finders(language)
    if not names:
        return ()
    whole = reading(text, language)
    found: dict[str, Act] = {}
    if quotation.cue and "negated" not in quotation.flags:
        for act in _acts(whole, _frame(quotation.cue, len(text)), cues, until=quotation.cue):
            found.setdefault(act.name, act)
    for part in quotation.parts:
        for act in _acts(whole, Span(part.start, min(part.end, part.start + _MOST)), words):
            found.setdefault(act.name, act)
    return tuple(found[name] for name in names if name in found)


def _frame(cue: Span, length: int) -> Span:
    return Span(cue.start, min(cue.end + _FRAME, length))


def _acts(whole: Reading, span: Span, finder: PhraseFinder, until: Span | None = None) -> Iterator[Act]:
    """The acts whose phrases stand in a stretch; with `until`, only phrases that begin in that span."""
    low, high = whole.folded(span.start, span.end)
    for hit in finder.find(whole.normal.text[low:high]):
        evidence = whole.normal.span(low + hit.start, low + hit.end)
        if until is None or evidence.start < until.end:
            yield Act(hit.label, evidence)
