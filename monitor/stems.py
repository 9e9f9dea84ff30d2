"""What is left of a word when a script's grammar is taken off it: light stemming for comparing wordings.

Light stemming (Larkey, Ballesteros and Connell 2002, for Arabic) strips what is written onto a word and nothing that
changes inside it; the irregular forms stand in `monitor/concepts.toml`. All forms are as `normalise` leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 5
"""Letters of a stem that are compared: a prefix of five evens out endings that no rule strips."""
_SHORTEST = 3

_ARABIC_BEFORE = (
    "وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل", "وسي", "وست", "وسن", "سي", "ست", "سن",
    "وب", "ول", "وي", "وت", "و", "ف", "ب", "ل", "ك", "ي", "ت", "ن",
)  # fmt: skip
_ARABIC_AFTER = (
    "اتها",
    "اتهم",
    "تها",
    "تهم",
    "ات",
    "ون",
    "ين",
    "ان",
    "يه",
    "نا",
    "ها",
    "هم",
    "وا",
    "تا",
    "ه",
    "ي",
    "ت",
    "ا",
)
_PERSIAN_BEFORE = ("مي", "ب")
_PERSIAN_AFTER = ("هايي", "هاي", "ها", "ان", "ات", "اي", "يي", "اند", "ند", "م", "ش", "ي", "ه")
_ENGLISH_AFTER = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "ly", "d", "al", "e")


_PERSIAN_PAST = (
    "كرد|شد|داشت|داد|گرفت|رفت|امد|يافت|گفت|بود|خواست|ديد|ماند|گذاشت|رسيد|پذيرفت|توانست|فرستاد|زد|برد|خورد|دانست|شناخت|"
    "گذشت|نشست|ايستاد|كشيد|كشت|ساخت|بست|شكست|باخت|پرداخت|انداخت|افتاد|اورد|خواند|نوشت|شنيد|بخشيد|ترسيد|جنگيد|ايد"
)
_PERSIAN_DENIED = re.compile(rf"ن(?:ي(?=[ا]))?(?:{_PERSIAN_PAST})(?:ه|م|ي|يم|يد|ند|ه ?ام|ه ?ايم|ه ?اند)?")


def denied_verb(word: str, language: str) -> bool:
    """Whether a normalised word is a verb with its negation written onto it, as in Persian «نیافته»."""
    return language == "fa" and _PERSIAN_DENIED.fullmatch(word) is not None


@lru_cache(maxsize=1 << 16)
def forms(word: str, language: str) -> tuple[str, ...]:
    """The word and what it could be the written form of, the least stripped first."""
    return tuple(dict.fromkeys(_forms(word, language)))


def _forms(word: str, language: str) -> Iterator[str]:
    yield word
    if language == "en":
        yield from _english(word)
        return
    before, after = _affixes(language)
    starts = [word, *(word[len(p) :] for p in before if word.startswith(p) and len(word) - len(p) >= _SHORTEST)]
    for start in starts:
        yield start
    for start in starts:
        for ending in after:
            if start.endswith(ending) and len(start) - len(ending) >= _SHORTEST:
                yield start[: -len(ending)]
        # The ta marbuta is a ta before a pronoun: حكومته, and is lost before ات: هجمات.
        if language == "ar" and start.endswith(("ته", "تها", "ات")):
            yield f"{start.removesuffix('ها').removesuffix('ه').removesuffix('ات').removesuffix('ت')}ه"


def _affixes(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if language == "ar":
        return _ARABIC_BEFORE, _ARABIC_AFTER
    if language == "fa":
        return _PERSIAN_BEFORE, _PERSIAN_AFTER
    return (), ()


def _english(word: str) -> Iterator[str]:
    for ending in _ENGLISH_AFTER:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            yield stem
            yield f"{stem}y" if ending in {"ies", "ied"} else f"{stem}e"
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The letters of a word that are compared with those of another."""
    if language == "ar":
        for prefix in ("وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل"):
            if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
                word = word[len(prefix) :]
                break
    elif language == "en" and len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:LONGEST]
