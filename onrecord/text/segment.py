"""Cutting a text into paragraphs and sentences, by rules of punctuation, in linear time.

A sentence ends at ``. ! ? …`` and their Arabic, Urdu and Armenian kin (``؟ ۔ ։``), with the closing quotation marks
and brackets that follow, where white space or the end of the paragraph comes after and nothing speaks against it:

- a full stop after a known abbreviation (*Gen.*, *bzw.*), after an initial (*J.*) or after a number before a lower-case
  word or a month (*am 3. Oktober*) ends nothing; an initialism (*U.S.*) ends a sentence only before a word that
  usually begins one (*The*, *But*);
- a lower-case word after the mark means that the sentence goes on (*"Why?" he asked*).

Where an outlet forgot the space (*said.The*, *done.”He*) the sentence ends too. No sentence crosses a newline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from onrecord.model import Span
from onrecord.text.abbreviations import (
    AFTER_HOURS,
    BY_LANGUAGE,
    COMMON,
    GERMAN_AFTER_ORDINALS,
    GERMAN_BEFORE_ORDINALS,
    STARTERS,
)

Place: TypeAlias = tuple[int, int]
"""First character, and the one behind the last."""

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x85]+")
_CLOSING = "\"'”’»›)\\]}“"
# A straight or German closing mark opens a quotation when white space stands before it: only marks that follow the
# stop directly close one.
# A run of marks is looked at once, from its beginning: otherwise a page of dots would take quadratic time. The pattern
# begins with the marks themselves, because re skips to a set of characters fast and to a look-behind slowly.
_MARKS = "[.!?…؟۔։]"
_END = re.compile(
    rf"(?P<mark>{_MARKS}(?<!{_MARKS}{{2}}){_MARKS}*+)"
    rf"(?:(?P<closing>[{_CLOSING}]*+)(?=\s|$)|(?<=[a-zäöüß]{{2}}\.)[”’»\"]?(?=[A-ZÄÖÜ][a-zäöü ]))"
)
_ALNUM = re.compile(r"[^\W_]")
_INSIDE = re.compile(r"[\"'“”‘’«»()\[\]،؛,;:—–/]")
_NEXT = re.compile(r"[\s\"'“”„‘’«»‹›()\[\]\-–—]*(?P<word>[^\W_]+)?")
_BACK = 40  # how far to look back for the two words before a stop: longer than any abbreviation


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text: its lines that hold more than white space, without the white space around them."""
    return tuple(Span(*place) for place in _paragraphs(text))


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a text, in order.

    Args:
        text: any text; newlines end paragraphs.
        language: ISO 639-1; chooses the abbreviations. An unknown language gets the common ones.

    Returns:
        Spans without white space at either end that together cover everything else. Marks alone are no sentence:
        they belong to the one before them in their paragraph.
    """
    found: list[Place] = []
    for paragraph in _paragraphs(text):
        first = len(found)
        start, stop = paragraph
        for end in (*_ends(text, paragraph, language), stop):
            if piece := _trimmed(text, start, end):
                if len(found) > first and not _ALNUM.search(text, *piece):
                    found[-1] = (found[-1][0], piece[1])
                else:
                    found.append(piece)
            start = end
    return tuple(Span(*place) for place in found)


def _paragraphs(text: str) -> Iterator[Place]:
    for match in _PARAGRAPH.finditer(text):
        if place := _trimmed(text, *match.span()):
            yield place


def _trimmed(text: str, start: int, end: int) -> Place | None:
    kept = text[start:end].strip()
    if not kept:
        return None
    first = text.index(kept[0], start)
    return first, first + len(kept)


def _ends(text: str, paragraph: Place, language: str) -> Iterator[int]:
    for match in _END.finditer(text, *paragraph):
        if match["closing"] is None or _ends_here(text, match, paragraph, language):
            yield match.end()


def _ends_here(text: str, match: re.Match[str], paragraph: Place, language: str) -> bool:
    begin, stop = paragraph
    following = _NEXT.match(text, match.end(), stop)
    next_word = (following["word"] or "") if following else ""
    if next_word[:1].islower():
        return False
    if match["mark"] != "." or match["closing"]:
        return True
    # Tokenised newswire has a space before the stop, which split() forgives.
    words = text[max(begin, match.start() - _BACK) : match.start()].split()
    word = _INSIDE.split(words[-1])[-1] if words else ""
    if not word:
        return True
    if word.isdigit():
        numbered = len(words) == 1 and match.start() - begin < _BACK
        return not numbered and not (language == "de" and _is_ordinal(words[-2] if words[1:] else "", word, next_word))
    return _stop_ends(word, next_word, language)


def _is_ordinal(earlier: str, number: str, next_word: str) -> bool:
    """Whether a German number before a stop is an ordinal: *die 14. Minute*, *3. Oktober*."""
    if len(number) > 3:
        return False
    return next_word.lower() in GERMAN_AFTER_ORDINALS or earlier.lower() in GERMAN_BEFORE_ORDINALS


def _stop_ends(word: str, next_word: str, language: str) -> bool:
    """Whether a full stop between these two words ends a sentence."""
    lower = word.lower()
    if lower in {"a.m", "p.m"}:
        return next_word.lower() not in AFTER_HOURS
    if "." in word and all(len(part) == 1 for part in word.split(".") if part):
        return next_word.lower() in STARTERS
    if len(word) == 1 and word.isalpha():
        return word == "I" and language == "en" and next_word.lower() in STARTERS
    if lower in {"no", "nos"}:
        return not next_word[:1].isdigit()
    return lower not in BY_LANGUAGE.get(language, COMMON)
