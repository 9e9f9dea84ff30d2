"""Whether a keyword rule makes sense.

The config may not know the monitor, which compiles rules and refuses the same ones; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cssselect import HTMLTranslator, SelectorError

from onrecord.text import normalise

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a rule, and what to do."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    prefix: bool

    def stands_in(self, other: _Term) -> bool:
        """Whether this term is found wherever `other` is."""
        if other.prefix and not self.prefix:
            return False
        length = len(self.words)
        windows = (other.words[start : start + length] for start in range(len(other.words) - length + 1))
        return any(self._is(window) for window in windows)

    def _is(self, window: tuple[str, ...]) -> bool:
        if not self.prefix:
            return window == self.words
        return window[:-1] == self.words[:-1] and window[-1].startswith(self.words[-1])


def fault(every: Sequence[str], some: Sequence[str], none: Sequence[str], near: int | None) -> Fault | None:
    """The first fault of a rule with these `all`, `any` and `none` terms and this proximity, or None.

    An invalid rule would match nothing, or everything, without a word: hence an error.
    """
    for written in (*every, *some, *none):
        if found := _term_fault(written):
            return found
    if not every and not some:
        return Fault("it asks for nothing", "give all: or any: terms; none: alone would match every other text")
    if near is not None and len(every) + bool(some) < 2:
        return Fault("near needs two terms", "two in all:, or one there and some in any:")
    return _contradiction(every, some, none)


def _term_fault(written: str) -> Fault | None:
    stem = written.strip()
    prefix = stem.endswith("*")
    stem = stem.removesuffix("*")
    if "*" in stem:
        return Fault(f"in “{written}” the * may only end the term", "as in withdraw*")
    if prefix and not stem[-1:].isalnum():
        return Fault(f"in “{written}” the * must follow a letter", "as in withdraw*")
    if not _words(stem):
        return Fault(f"the term “{written}” holds no letter or digit", "write a word, a phrase or a prefix")
    return None


def _contradiction(every: Iterable[str], some: Sequence[str], none: Iterable[str]) -> Fault | None:
    forbidden = {written: _term(written) for written in none}
    for written in every:
        if against := _forbidden(_term(written), forbidden):
            return Fault(f"all: asks for “{written}”, which “{against}” in none: forbids", "remove one of the two")
    if some and all(_forbidden(_term(written), forbidden) for written in some):
        return Fault("none: forbids every term of any:", "remove them from one of the two")
    return None


def _forbidden(term: _Term, none: dict[str, _Term]) -> str:
    return next((written for written, against in none.items() if against.stands_in(term)), "")


def _term(written: str) -> _Term:
    return _Term(_words(written.strip().removesuffix("*")), written.strip().endswith("*"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(normalise(text).text))


def selector_fault(selector: str) -> str | None:
    """What is wrong with a CSS selector, or None."""
    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        return str(error)
    return None
