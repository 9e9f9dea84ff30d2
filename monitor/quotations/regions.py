"""Stretches in quotation marks, paragraph by paragraph. The same for every language.

Marks are never paired over a paragraph's end: an opening mark that is never closed runs to the end of its paragraph,
and a closing mark that comes first in a paragraph closes what an earlier one opened.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

PARAGRAPH: Final = re.compile(r"[^\n]+")
_MARK: Final = re.compile(r"[\"“”„‟«»〝〞＂״‘’'`]{1,3}")
_GERSHAYIM: Final = re.compile(r"(?<=[א-ת])[\"״“”](?=[א-ת](?![א-ת]))|(?<=[א-ת])[\"״](?=[א-ת]{2,3}\b)(?<=[א-ת]{3}.)")
"""The mark in a Hebrew acronym stands before its last letter, or before an ending of two or three."""
_STRAIGHT: Final = frozenset(['"', "＂", "״", "''", "``", "'''"])
_OPENING: Final = frozenset("“«„‟〝")
_CLOSING: Final = frozenset("”»〞")


class Region(NamedTuple):
    """A stretch in quotation marks, marks included.

    Attributes:
        start: first character, the opening mark where there is one.
        end: behind the last character.
        opened: it begins with a mark of its own, not before the paragraph's start.
        closed: it ends with a mark of its own, not with the paragraph's end.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True


class Paragraph(NamedTuple):
    """One paragraph and the stretches in quotation marks in it, in order, never overlapping."""

    start: int
    end: int
    regions: tuple[Region, ...]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text that hold more than space, each with its quoted stretches."""
    return [
        Paragraph(match.start(), match.end(), tuple(_Pairing(text, *match.span()).regions()))
        for match in PARAGRAPH.finditer(text)
        if not match.group().isspace()
    ]


class _Pairing:
    """Pairs the marks of one paragraph, left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.found: list[Region] = []
        self.open_at: int | None = None
        self.single = False  # the open mark is a single one
        self.german = False
        self.reversed = False
        self.curled = False  # ”reversed curly marks“

    def regions(self) -> list[Region]:
        text, start, end = self.text, self.start, self.end
        self.german = text.find("„", start, end) >= 0
        left, right = text.find("«", start, end), text.find("»", start, end)
        self.reversed = 0 <= right < left
        self.curled = not self.german and self._stands_before(text.find("”", start, end), text.find("“", start, end))
        for match in _MARK.finditer(text, start, end):
            mark = match.group()
            if len(mark) == 1 and _GERSHAYIM.match(text, match.start(), end):
                continue
            if mark in _STRAIGHT or len(mark) == 1:
                self._meet(mark, match.start(), match.end())
            else:
                self._meet_many(mark, match.start())
        if self.open_at is not None and not self.single:
            self.found.append(Region(self.open_at, end, closed=False))
        return self.found

    def _meet_many(self, marks: str, at: int) -> None:
        """Doubled and nested marks: each by itself."""
        for offset, mark in enumerate(marks):
            self._meet(mark, at + offset, at + offset + 1)

    def _meet(self, mark: str, at: int, behind: int) -> None:
        if mark in ("‘", "’", "'", "`"):
            self._meet_single(mark, at, behind)
        elif self._opens(mark, at):
            if self.open_at is None or self.single:
                self.open_at, self.single = at, False
        elif self.open_at is not None and not self.single:
            self.found.append(Region(self.open_at, behind))
            self.open_at = None
        elif mark in _CLOSING and not self.found:
            self.found.append(Region(self.start, behind, opened=False))
            self.open_at = None

    def _opens(self, mark: str, at: int) -> bool:
        if mark in _STRAIGHT:
            closes = self.open_at is not None and not self.single
            inches = mark == '"' and at > self.start and self.text[at - 1].isdigit()
            return not closes and not inches
        if self.german and mark == "“":
            return False
        if mark in _OPENING and self.open_at is not None and not self.single and self._stands_behind(at):
            return False  # an opening mark set where a closing one belongs
        if self.reversed and mark in "»«":
            return mark == "»"
        if self.curled and mark in "“”":
            return mark == "”" and (self.open_at is None or self.single)
        return mark in _OPENING

    def _stands_before(self, at: int, other: int) -> bool:
        """Whether a closing mark at `at` comes before the first opening one and stands before a word like one."""
        if at < 0 or 0 <= other < at or at + 1 >= self.end:
            return False
        apart = at == self.start or self.text[at - 1] in " \u00a0:("
        again = max(other, self.text.find("”", at + 1, self.end))
        return apart and self.text[at + 1].isalnum() and again > at

    def _stands_behind(self, at: int) -> bool:
        """Whether the mark at `at` stands directly behind a word, and nothing directly behind it."""
        after = self.text[at + 1] if at + 1 < self.end else " "
        return at > self.start and not self.text[at - 1].isspace() and not after.isalnum()

    def _meet_single(self, mark: str, at: int, behind: int) -> None:
        """Single marks are quotation marks only where they stand like ones; mostly they are apostrophes."""
        before = self.text[at - 1] if at > self.start else " "
        after = self.text[behind] if behind < self.end else " "
        if self.open_at is None:
            if mark != "’" and not before.isalnum() and before not in ".,’'" and after.isalpha():
                self.open_at, self.single = at, True
        elif self.single and mark in "’'" and not after.isalnum() and not before.isspace():
            self.found.append(Region(self.open_at, behind))
            self.open_at, self.single = None, False
