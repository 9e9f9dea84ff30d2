"""A text cut into sentences of units: words, marks, and whole stretches in quotation marks or brackets.

A stretch in quotation marks is one unit, so that no rule looks for a subject or a verb inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from monitor.quotations import regions
from monitor.quotations.template.lexicon import fold
from monitor.reading import reading
from onrecord.model import Span

_TOKEN = re.compile(
    r"([^\W_]+(?:(?=[-.,:'’ʼ׳\"״\u200c\u064b-\u065f])"  # most words end here, after one look
    r"(?:(?<=\d)[.,:](?=\d)[^\W_]+|(?:[-'’ʼ׳\u200c]|(?<=[א-ת])[\"״](?=[א-ת]))[^\W_]+|[\u064b-\u065f]+))*)"
    r"|([,،])|([.!?…؟۔]+)|(:)|([;؛])|((?<=\s)[-–—]+(?=\s)|[–—])"
    r"|(\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\])"
)
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 250
"""Units of a sentence that are read: a longer one is a list, and the rules would take quadratic time."""
_NAMED = re.compile(r"(?:^|-)[A-ZÀ-ÖØ-ÞİŞĞА-ЯЁ]")
_MARKS = "\"'”“»«’‘‹› "
_PUNCTUATION = frozenset(",.!?…؟۔")


class Kind:
    """What a unit is, as a number: every rule asks every unit, and a member of an enum is slow to look up."""

    WORD: Final = 0
    COMMA: Final = 1
    SEMI: Final = 2
    COLON: Final = 3
    STOP: Final = 4
    DASH: Final = 5
    QUOTE: Final = 6
    ASIDE: Final = 7


_KINDS = (Kind.WORD, Kind.WORD, Kind.COMMA, Kind.STOP, Kind.COLON, Kind.SEMI, Kind.DASH, Kind.ASIDE)
"""The kind of a unit by the number of its group in the pattern."""


class Unit(NamedTuple):
    """One unit of a sentence.

    Attributes:
        kind: one of the numbers of `Kind`.
        low: a word, folded; empty for all else.
        capital: a word that begins with a capital letter.
        length: the words in a quoted stretch.
        stopped: a quoted stretch that ends with a mark of punctuation of its own.
    """

    start: int
    end: int
    kind: int
    low: str = ""
    capital: bool = False
    length: int = 0
    stopped: bool = False


_new = partial(tuple.__new__, Unit)
"""Makes a unit of all its fields: every word of every article becomes one."""


class Sentence:
    """A sentence, cut into units when somebody asks for them.

    Attributes:
        start, end: where it stands in the text.
        paragraph: the number of its paragraph.
        quoted: the stretches in quotation marks in it.
    """

    def __init__(self, text: str, start: int, end: int, paragraph: int, quoted: Sequence[regions.Region]) -> None:
        self._text, self.start, self.end = text, start, end
        self.paragraph, self.quoted = paragraph, quoted
        self._units: tuple[Unit, ...] | None = None

    def is_idle(self, wanted: frozenset[str]) -> bool:
        """Whether nothing in it can be reported speech: no word of a list and no quotation mark."""
        return not self.quoted and wanted.isdisjoint(_WORD.findall(fold(self._text[self.start : self.end])))

    @property
    def units(self) -> tuple[Unit, ...]:
        """Its units; words in brackets and in quotation marks are none of their own."""
        if self._units is None:
            self._units = self._cut()
        return self._units

    def _cut(self) -> tuple[Unit, ...]:
        found: list[Unit] = []
        at, text = self.start, self._text
        for region in self.quoted:
            first, end = max(region.start, self.start), min(region.end, self.end)
            _tokens(text, at, first, found)
            words, inner = len(_WORD.findall(text, first, end)), text[first:end].rstrip(_MARKS)
            found.append(Unit(first, end, Kind.QUOTE, length=words, stopped=inner[-1:] in _PUNCTUATION))
            at = end
        _tokens(text, at, self.end, found)
        return _without_stops(found[:_LONGEST])


def sentences(text: str, language: str) -> list[Sentence]:
    """The sentences of a text; one that would begin inside a quoted stretch goes on instead."""
    paragraphs = regions.paragraphs(text)
    starts = [paragraph.start for paragraph in paragraphs]
    quoted = [region for paragraph in paragraphs for region in paragraph.regions]
    begins, ends = [region.start for region in quoted], [region.end for region in quoted]
    spans: list[tuple[int, int, int]] = []
    for span in reading(text, language).sentences:
        number = bisect_right(starts, span.start) - 1
        around = bisect_right(ends, span.start)
        inside = around < len(quoted) and begins[around] < span.start
        if inside and spans and spans[-1][2] == number:
            spans[-1] = (spans[-1][0], span.end, number)
        else:
            spans.append((span.start, span.end, number))
    return [
        Sentence(text, start, end, number, quoted[bisect_right(ends, start) : bisect_left(begins, end)])
        for start, end, number in spans
    ]


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[str, bool]:
    """A word folded, and whether it has a capital."""
    return fold(word), _NAMED.search(word) is not None


def _tokens(text: str, start: int, end: int, units: list[Unit]) -> None:
    append = units.append
    for match in _TOKEN.finditer(text, start, end):
        first, after = match.span()
        if match.lastindex == 1:
            low, capital = _known(match[0])
            append(_new((first, after, Kind.WORD, low, capital, 0, False)))
        else:
            append(_new((first, after, _KINDS[match.lastindex or 0], "", False, 0, False)))


def _without_stops(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Leaves out full stops of abbreviations and ordinals."""
    last = len(units) - 1
    while last >= 0 and units[last].kind is not Kind.WORD:
        last -= 1
    return tuple(
        unit
        for k, unit in enumerate(units)
        if unit.kind is not Kind.STOP or k > last or (k and units[k - 1].kind is Kind.QUOTE)
    )


def hull(units: Sequence[Unit], first: int, after: int) -> Span:
    """From the first of some units to the last."""
    return Span(units[first].start, units[after - 1].end)
