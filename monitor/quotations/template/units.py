"""A text cut into sentences of units: words, marks, and whole stretches in quotation marks or brackets.

A stretch in quotation marks is one unit, so that no rule looks for a subject or a verb inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from monitor.quotations import regions
from monitor.quotations.template.lexicon import fold
from monitor.reading import reading
from onrecord.model import Span

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:(?<=\d)[.,:](?=\d)[^\W_]+|(?:[-'’ʼ׳\u200c]|(?<=[א-ת])[\"״](?=[א-ת]))[^\W_]+|[\u064b-\u065f]+)*)"
    r"|(?P<aside>\([^()\n]{0,300}\)|\[[^\[\]\n]{0,300}\])|(?P<comma>[,،])|(?P<semi>[;؛])|(?P<colon>:)|(?P<stop>[.!?…؟۔]+)|(?P<dash>(?<=\s)[-–—]+(?=\s)|[–—])"
)
_WORD = re.compile(r"[^\W_]+")
_NAMED = re.compile(r"(?:^|-)[A-ZÀ-ÖØ-ÞİŞĞА-ЯЁ]")
_MARKS = "\"'”“»«’‘‹› "
_PUNCTUATION = frozenset(",.!?…؟۔")


class Kind(IntEnum):
    """What a unit is."""

    WORD = 0
    COMMA = 1
    SEMI = 2
    COLON = 3
    STOP = 4
    DASH = 5
    QUOTE = 6
    ASIDE = 7


_KINDS = {name.lower(): kind for name, kind in Kind.__members__.items()}


class Unit(NamedTuple):
    """One unit of a sentence.

    Attributes:
        low: a word, folded; empty for all else.
        capital: a word that begins with a capital letter.
        length: the words in a quoted stretch.
        stopped: a quoted stretch that ends with a mark of punctuation of its own.
    """

    start: int
    end: int
    kind: Kind
    low: str = ""
    capital: bool = False
    length: int = 0
    stopped: bool = False


class Sentence(NamedTuple):
    """The units of a sentence, where it stands in the text, and the number of its paragraph."""

    units: tuple[Unit, ...]
    start: int
    end: int
    paragraph: int


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
    units = _units(text, quoted)
    firsts = [unit.start for unit in units]
    edges = [bisect_left(firsts, start) for start, _, _ in spans] + [len(units)]
    return [
        Sentence(_without_stops(units[first:after]), start, end, number)
        for (start, end, number), (first, after) in zip(spans, pairwise(edges), strict=True)
    ]


def _units(text: str, quoted: Sequence[regions.Region]) -> list[Unit]:
    """The units of a text; words in brackets and in quotation marks are none of their own."""
    units: list[Unit] = []
    at = 0
    for region in quoted:
        _tokens(text, at, region.start, units)
        words, inner = len(_WORD.findall(text, region.start, region.end)), text[region.start : region.end]
        stopped = inner.rstrip(_MARKS)[-1:] in _PUNCTUATION
        units.append(Unit(region.start, region.end, Kind.QUOTE, length=words, stopped=stopped))
        at = region.end
    _tokens(text, at, len(text), units)
    return units


def _tokens(text: str, start: int, end: int, units: list[Unit]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        name = match.lastgroup
        first, after = match.span()
        if name == "word":
            word = match[0]
            units.append(Unit(first, after, Kind.WORD, fold(word), _NAMED.search(word) is not None))
        else:
            units.append(Unit(first, after, _KINDS[name or ""]))


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
