"""The words of a noun phrase, normalised, each with its place in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.text import normalise

_WORD = re.compile(r"\w+")
_LONGEST = 60
"""Words of a phrase that are read: no speaker's name takes more."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase.

    Attributes:
        form: normalised.
        span: in the article.
        gap: the characters between the word before and this one.
        capital: it begins with a capital letter.
    """

    form: str
    span: Span
    gap: str
    capital: bool


def words_of(text: str, span: Span) -> tuple[Word, ...]:
    """The words of a stretch of text, normalised, with their places."""
    shown = normalise(span.of(text))
    words: list[Word] = []
    end = span.start
    for match in _WORD.finditer(shown.text):
        place = shown.span(*match.span()).shifted(span.start)
        words.append(Word(match[0], place, text[end : place.start], text[place.start].isupper()))
        end = place.end
        if len(words) == _LONGEST:
            break
    return tuple(words)


def possessed(words: Sequence[Word], place: int) -> bool:
    """Whether a possessive s follows the word."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after is not None and after.form == "s" and after.gap in {"'", "’"}
