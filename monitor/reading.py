"""An article's text, normalised and cut into sentences once, for all stages that read it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import Span
from onrecord.text import normalise, sentences

_WORD = re.compile(r"\w+")
_LONGEST = 60
"""Words of a stretch that are read: no speaker's noun phrase takes more."""
_KEPT = 4
"""Texts that are kept: the stages read one article after the other, a few at a time in threads."""


class Word(NamedTuple):
    """A word of an article.

    Attributes:
        form: normalised.
        start: where it begins in the article.
        end: where it ends there.
        gap: the characters between the word before, or the stretch's beginning, and this one.
        capital: it begins with a capital letter.
    """

    form: str
    start: int
    end: int
    gap: str
    capital: bool


class Reading:
    """A text with its normalised form, its sentences and its words.

    Attributes:
        normal: the normalised text with its map back.
        sentences: at least one: a text without any is one.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.normal = normalise(text)
        self.sentences = sentences(text, language) or (Span(0, len(text)),)
        self._starts = [span.start for span in self.sentences]
        self._folded = _Places(self.normal.offsets)
        self._words: dict[tuple[int, int], tuple[Word, ...]] = {}

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds the place."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands in the normalised text."""
        return self._folded[start], self._folded[end]

    def lead(self, place: int, reach: int) -> tuple[int, int]:
        """Where what stands before a place in its sentence, at most so many characters, is in the normalised text."""
        return self.folded(max(self.sentences[self.sentence(place)].start, place - reach), place)

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The first words of a stretch, at most 60."""
        known = self._words.get((start, end))
        if known is None:
            known = self._words[start, end] = self._cut(start, end)
        return known

    def _cut(self, start: int, end: int) -> tuple[Word, ...]:
        normal, text, found, before = self.normal, self.text, list[Word](), start
        offsets, (low, high) = normal.offsets, self.folded(start, end)
        for match in _WORD.finditer(normal.text, low, high):
            first = offsets[match.start()]
            last = offsets[match.end() - 1] + 1
            while last < end and text[last] in _MARKS:
                last += 1
            found.append(Word(match[0], first, last, text[before:first], text[first].isupper()))
            before = last
            if len(found) == _LONGEST:
                break
        return tuple(found)


class _Places(dict[int, int]):
    """Places of the text to those of the normalised text: the stages ask for the same ones again and again."""

    def __init__(self, offsets: array[int]) -> None:
        super().__init__()
        self._offsets = offsets

    def __missing__(self, place: int) -> int:
        found = self[place] = bisect_left(self._offsets, place)
        return found


_MARKS = frozenset(map(chr, (*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, 0x0640)))
"""Accents, harakat and tatweel, which belong to the letter before."""


@lru_cache(maxsize=_KEPT)
def reading(text: str, language: str) -> Reading:
    """The reading of a text; stages that ask for the same text share one."""
    return Reading(text, language)


def possessed(words: Sequence[Word], place: int) -> bool:
    """Whether a possessive s follows the word."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after is not None and after.form == "s" and after.gap in {"'", "’"}
