"""Finding reported speech by rules.

`find` is the one door. Every language has a finder of its own, a sieve of named rules in a module named after the
language; to add one, write ``find(text: str) -> tuple[Quotation, ...]`` and enter it in `FINDERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from monitor.quotations import arabic, english, persian
from onrecord.model import Quotation

Finder = Callable[[str], tuple[Quotation, ...]]

FINDERS: Mapping[str, Finder] = MappingProxyType(
    {
        "ar": arabic.find,
        "en": english.find,
        "fa": persian.find,
    }
)


def find(text: str, language: str) -> tuple[Quotation, ...]:
    """All reported speech in a text, in text order.

    Args:
        text: an article's text, one or more newlines between paragraphs.
        language: ISO 639-1 code. For a language without a finder nothing is found.

    Returns:
        One Quotation for each cue clause; spans are characters of `text`.
    """
    finder = FINDERS.get(language)
    return finder(text) if finder else ()
