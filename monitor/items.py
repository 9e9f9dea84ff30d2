"""Where an article begins anew: the items of a round-up or a live blog, and the datelines that open them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from monitor import languages
from onrecord.model import Span
from onrecord.text import normalise, paragraphs

_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)(?:\s?(?:[ap]\.?m\.?|GMT|UTC))?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[•▪■●◦‣*–—-]\s+")
_DATELINE = re.compile(
    r"[A-Z][A-Z’'. -]{2,40}(?:[,/ ]\s?[A-Z][\w.’' -]{1,30})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"\s?(?:\([^)\n]{1,40}\)\s?)?(?:--|[–—-]|:(?=\s))\s"
)
_FIRST = re.compile(r"[^\W\d_]+")
_KEPT = 8
"""Texts that are kept: the stages read one article after the other."""


class Items:
    """The places of one text where an item begins. A paragraph that begins with a pronoun goes on with the last."""

    def __init__(self, text: str, language: str) -> None:
        clocks, starts, datelines = list[int](), [0], list[Span]()
        pronouns = _pronouns(language)
        for paragraph in paragraphs(text):
            at = paragraph.start
            clock = _CLOCK.match(text, at, paragraph.end)
            dateline = _DATELINE.match(text, at, paragraph.end)
            mark = clock or dateline or _BULLET.match(text, at, paragraph.end)
            first = _FIRST.match(text, mark.end(), paragraph.end) if mark else None
            if dateline:
                datelines.append(Span(*dateline.span()))
            if mark and not (first and normalise(first[0]).text in pronouns):
                starts.append(paragraph.start)
                clocks += [paragraph.start] if clock else []
        self._starts, self._clocks, self._datelines = starts, clocks, datelines

    def start(self, place: int) -> int:
        """Where the item begins that holds a place: beyond it no pronoun reaches."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def clock(self, place: int) -> int | None:
        """Where the live blog's item begins that holds a place, or None."""
        at = bisect_right(self._clocks, place) - 1
        return self._clocks[at] if at >= 0 else None

    def in_dateline(self, span: Span) -> bool:
        """Whether a stretch belongs to a dateline: "ARC, March 9 (Wire) - "."""
        at = bisect_right(self._datelines, Span(span.start, 10**9)) - 1
        return at >= 0 and self._datelines[at].contains(span)


@cache
def _pronouns(language: str) -> frozenset[str]:
    classes = languages.section(language, "speakers").get("pronouns", {})
    return frozenset(normalise(word).text for words in classes.values() for word in words)


@lru_cache(maxsize=_KEPT)
def items(text: str, language: str) -> Items:
    """The items of a text; stages that ask for the same text share them."""
    return Items(text, language)
