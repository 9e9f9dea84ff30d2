"""What a script's grammar writes onto a word: the clitics and endings that leave it the same word.

Facts of writing systems, so they stand here and not in the languages' data files. All forms are as
`onrecord.text.normalise` leaves them.

- Arabic writes *and*, *then*, *in*, *to*, *like* and the article before a word without a space: ``وحماس``,
  ``بالحركة``; *to* and the article merge to ``لل`` (``للحركة``).
- Persian writes its plural after a word, sometimes without the non-joiner, and an ezafe ``ي`` after a final alef or
  vav (``نجبای عراق``).
- Hebrew writes *and*, *that*, *in*, *to*, *from*, *like* and the article before a word: ``ובחמאס``.
- German names take ``s`` in the genitive; English, French and Spanish ones in ``-i`` take it in the plural
  (``Houthis``). The English possessive is a word of its own once normalised.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from types import MappingProxyType

NONE: frozenset[str] = frozenset({""})

# Shorter words are too often the beginning or end of another one.
_SHORTEST = 3
_PERSIAN_LIKE = frozenset({"fa", "ckb", "ku", "ur", "ps", "az"})
_AND = ("", "و", "ف")
_PROCLITICS = frozenset(map("".join, product(_AND, ("", "ب", "ل", "ك"))))
_PROCLITICS_OF_SHORT_NAMES = frozenset(map("".join, product(_AND, ("", "ب", "ل"))))
_BEFORE_ARTICLE = frozenset(map("".join, product(_AND, ("", "ب", "ك"))))
_WITH_ARTICLE = frozenset(map("".join, product(_AND, ("ال", "بال", "كال", "لل"))))
_PERSIAN = frozenset({"", "و"})
_HEBREW = frozenset(map("".join, product(("", "ו"), ("", "ש", "כש"), ("", "ב", "ל", "מ", "כ"), ("", "ה"))))
# Letters for *and*, *then* before any word, and for *in*, *to* before a noun.
_LETTERS = MappingProxyType({"ar": ("وف", "بل")})
# What an Arabic noun is found without, the longest first.
_ARABIC_NOUN = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_ARABIC_DEFINITE = ("ال", "لل", "وال", "بال")
# A noun that takes the article when it is one word: nisba adjectives, feminines, sound plurals.
_TAKES_ARTICLE = re.compile(r"(?:ي|ه|ون|ين|ات)$")
_ARABIC = re.compile(r"[\u0620-\u06ff\u0750-\u077f]")
_HEBREW_LETTER = re.compile(r"[א-ת]")
_LATIN = re.compile(r"[a-z]")


def script(word: str) -> str:
    """The script of a normalised word's first letter: ``arabic``, ``hebrew``, ``latin`` or ``other``."""
    for name, letter in (("arabic", _ARABIC), ("hebrew", _HEBREW_LETTER), ("latin", _LATIN)):
        if letter.match(word):
            return name
    return "other"


def conjunctions(language: str) -> str:
    """The letters for *and* and *then* that a language writes onto the word behind them, whatever it is."""
    return _LETTERS.get(language, ("", ""))[0]


def proclitics(language: str) -> str:
    """The letters that a language writes onto a noun: its conjunctions, and the prepositions *in* and *to*."""
    return "".join(_LETTERS.get(language, ()))


def noun_prefixes(language: str) -> tuple[str, ...]:
    """What a common noun is looked up without, besides: whole prefixes, the longest first."""
    return _ARABIC_NOUN if language == "ar" else ()


def definite_prefixes(language: str) -> tuple[str, ...]:
    """The prefixes that hold the article, where a language writes it onto its noun by rule."""
    return _ARABIC_DEFINITE if language == "ar" else ()


@lru_cache(maxsize=1 << 16)
def before(words: str, language: str, *, noun: bool = False) -> frozenset[str]:
    """What may be written onto the beginning of a word or phrase, the empty string included.

    Args:
        words: normalised, without white space around.
        language: ISO 639-1 of the text.
        noun: it is a common noun, which takes the article, not a name, which mostly does not.
    """
    kind = script(words)
    if len(words) < _SHORTEST or kind not in {"arabic", "hebrew"}:
        return NONE
    if kind == "hebrew":
        return _HEBREW
    if language in _PERSIAN_LIKE:
        return _PERSIAN if len(words) > _SHORTEST else NONE
    return _arabic_before(words, noun=noun)


def _arabic_before(words: str, *, noun: bool) -> frozenset[str]:
    if words.startswith("لل"):
        return frozenset(_AND)
    if words.startswith("ال"):
        return _BEFORE_ARTICLE
    takes_article = noun or (" " not in words and _TAKES_ARTICLE.search(words))
    proclitics = _PROCLITICS
    if len(words) == _SHORTEST:
        # كتاب is no تاب with *like*, nor بدار a دار: a short noun takes a preposition only before the article.
        proclitics = frozenset(_AND) if noun else _PROCLITICS_OF_SHORT_NAMES
    return proclitics | _WITH_ARTICLE if takes_article else proclitics


@lru_cache(maxsize=1 << 16)
def after(words: str, language: str) -> frozenset[str]:
    """What may be written onto the end of a name, the empty string included. Arguments as for `before`."""
    kind = script(words)
    if kind == "arabic" and language == "fa" and len(words) >= _SHORTEST:
        return frozenset({"", "ها", "هاي", "ي"}) if words[-1] in "او" else frozenset({"", "ها", "هاي"})
    if kind != "latin" or words.endswith("s"):
        return NONE
    if language == "de" or (language in {"en", "fr", "es"} and words.endswith("i")):
        return frozenset({"", "s"})
    return NONE


def merged(words: str) -> str | None:
    """A phrase that begins with the Arabic article, with *to* before it: ``الحركه`` becomes ``للحركه``."""
    return f"لل{words[2:]}" if words.startswith("ال") and len(words) > 4 else None
