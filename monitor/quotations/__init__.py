"""Finding reported speech by rules.

`find` is the one door. English, Arabic and Persian have finders of their own, sieves of named rules in modules named
after the language. Every other language that has a data file with a `[quotations]` table is read by `template`, whose
rules hold no words: to add a language, write a data file (docs/languages.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from monitor import languages
from monitor.quotations import arabic, english, interviews, persian, template
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
        language: ISO 639-1 code. For a language without a data file nothing is found.

    Returns:
        One Quotation for each cue clause; spans are characters of `text`.
    """
    finder = FINDERS.get(language)
    if finder is not None:
        found = finder(text)
    elif languages.section(language, "quotations"):
        found = template.find(text, language)
    else:
        return ()
    return interviews.read(text, language, found)
