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


Token: TypeAlias = tuple[int, int, lx.Word, int]
"""First character, the one behind the last, what the lexicon knows of the word, and its word classes."""


# No token holds white space and most pieces between white space are frequent words, so what a piece consists of is
# remembered, not its place.
@lru_cache(maxsize=1 << 16)
def tokens(piece: str) -> tuple[Token, ...]:
    """The tokens of a piece of text without white space; places are in the piece."""
    return tuple(_tokens(piece, before_name=False))


@lru_cache(maxsize=1 << 12)
def tokens_before_name(piece: str) -> tuple[Token, ...]:
    """The same where white space and a capital letter follow: the stop of “F.” belongs to an initial."""
    return tuple(_tokens(piece, before_name=True))


def _tokens(piece: str, *, before_name: bool) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(piece):
        first, last = match.span()
        if match[0] == "." and found and found[-1][1] == first:
            start = found[-1][0]
            if _abbreviates(piece[start:first]) or (
                before_name and last == len(piece) and _is_initial(piece[start:first])
            ):
                first = found.pop()[0]
        word = lx.word(piece[first:last])
        found.append((first, last, word, word.bits))
    return found


def _abbreviates(form: str) -> bool:
    """Whether a full stop directly behind a token belongs to it, whatever follows: “Mr.”, “U.S.”."""
    if form in lx.ABBREVIATIONS or (form[2:] in lx.ABBREVIATIONS and form[1] == "-"):
        return True
    return form[1:2] == "." and form[1::2].strip(".") == "" and len(form) % 2 == 1


def _is_initial(form: str) -> bool:
    return len(form) == 1 and form.isupper()
