"""Cutting English text into tokens: words, marks, and abbreviations with their full stop."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from monitor.quotations.english import lexicon as lx

_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}-[^\W_]+"
    r"|[^\W_]+(?:(?:[-./&_]|['’](?!(?:s|d|ll|ve|re|m|S)\b))[^\W_]+)*"
    r"|['’](?:s|d|ll|ve|re|m|S)\b"
    r"|\.{2,}|-{2,}|\S"
)


Token: TypeAlias = tuple[int, int, lx.Word]
"""First character, the one behind the last, what the lexicon knows of the word."""


class _Single(dict[str, lx.Word | None]):
    """Remembers pieces: most are frequent words. A look-up costs half of what a call of a cached function does."""

    def __missing__(self, piece: str) -> lx.Word | None:
        if len(self) >= _KEPT:
            self.clear()
        found = tokens(piece, before_name=False)
        word = found[0][2] if len(found) == 1 and piece[-1] != "." and found[0][:2] == (0, len(piece)) else None
        self[piece] = word
        return word


_KEPT: Final = 1 << 16
single: Final = _Single()
"""What the lexicon knows of a piece of text without a space that is one token; None for any other piece."""


@lru_cache(maxsize=1 << 16)
def tokens(piece: str, *, before_name: bool) -> tuple[Token, ...]:
    """The tokens of a piece of text; places are in the piece.

    Args:
        piece: without a space in it; other white space separates tokens.
        before_name: a space and a capital letter follow, so that the stop of a last “F.” belongs to an initial.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(piece):
        first, last = match.span()
        if match[0] == "." and found and found[-1][1] == first:
            start = found[-1][0]
            after = piece[last:]
            named = after[1:2].isupper() if after[:1].isspace() else before_name and not after
            if _abbreviates(piece[start:first]) or (named and _is_initial(piece[start:first])):
                first = found.pop()[0]
        found.append((first, last, lx.word(piece[first:last])))
    return tuple(found)


def _abbreviates(form: str) -> bool:
    """Whether a full stop directly behind a token belongs to it, whatever follows: “Mr.”, “U.S.”."""
    if form in lx.ABBREVIATIONS or (form[2:] in lx.ABBREVIATIONS and form[1] == "-"):
        return True
    return form[1:2] == "." and form[1::2].strip(".") == "" and len(form) % 2 == 1


def _is_initial(form: str) -> bool:
    return len(form) == 1 and form.isupper()
