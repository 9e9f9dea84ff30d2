"""Finding many phrases at once in a normalised text, as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from onrecord.text import normalise

_WORD = re.compile(r"\w+")


class Hit(NamedTuple):
    """A phrase in a normalised text: its label and the place, in characters of that text."""

    label: str
    phrase: str
    start: int
    end: int


class PhraseFinder:
    """Finds labelled phrases; ``claim* responsibility`` lets a word have any ending.

    Only the words before the first star are looked for by the automaton; the rest is compared word by word.
    """

    def __init__(self, phrases: Mapping[str, str], *, clitics: str = "") -> None:
        """Prepares the phrases.

        Args:
            phrases: phrase to label, as written in a data file; they are normalised here.
            clitics: letters that may stand before a phrase without a space (Arabic و ف ب ل).
        """
        self._tails: dict[str, list[tuple[str, str, str]]] = {}
        for phrase, label in phrases.items():
            folded = _normalised(phrase)
            head = folded.split("*", 1)[0]
            self._tails.setdefault(head, []).append((folded[len(head) :], folded, label))
        self._heads = list(self._tails)
        self._finder = AhoCorasick(self._heads, matchkind=MatchKind.Standard) if self._heads else None
        self._clitics = clitics

    def find(self, folded: str) -> Iterator[Hit]:
        """The hits in a normalised text, by the place where they end; they may overlap."""
        if self._finder is None:
            return
        for number, start, head_end in self._finder.find_matches_as_indexes(folded, overlapping=True):
            if not self._begins_word(folded, start):
                continue
            for tail, phrase, label in self._tails[self._heads[number]]:
                end = _end(folded, tail, head_end)
                if end is not None:
                    yield Hit(label, phrase, start, end)

    def _begins_word(self, folded: str, start: int) -> bool:
        before = folded[start - 1] if start else " "
        if not before.isalnum():
            return True
        return before in self._clitics and not folded[start - 2 : start - 1].isalnum()


class Closing:
    """Reads a phrase at the end of a normalised text."""

    def __init__(self, phrases: Iterable[str], *, behind: str = "") -> None:
        """Prepares the phrases.

        Args:
            phrases: normalised.
            behind: a pattern of what may stand between the phrase and the end; white space always may.
        """
        every = sorted(phrases)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, every)) or '(?!)'}){behind}\s*$")
        self._last = frozenset(word for phrase in every for word in _WORD.findall(phrase)[-1:])

    def ends(self, folded: str) -> re.Match[str] | None:
        """The phrase with what follows it, or None."""
        if self._last.isdisjoint(_WORD.findall(folded)):  # the rule, and seen faster than by the pattern
            return None
        return self._pattern.search(folded)


def _end(folded: str, tail: str, end: int) -> int | None:
    """Where a phrase ends, once the stars of its tail are filled in; None where the text does not go on like that."""
    while tail:
        if tail[0] == "*":
            while end < len(folded) and folded[end].isalnum():
                end += 1
            tail = tail[1:]
            continue
        piece, star, after = tail.partition("*")
        if not folded.startswith(piece, end):
            return None
        end += len(piece)
        tail = star + after
    ends_word = end >= len(folded) or not folded[end].isalnum()
    return end if ends_word else None


def _normalised(phrase: str) -> str:
    return " ".join(_word(word) for word in phrase.split())


@lru_cache(maxsize=1 << 12)
def _word(word: str) -> str:
    folded = normalise(word.rstrip("*")).text
    return f"{folded}*" if word.endswith("*") else folded
