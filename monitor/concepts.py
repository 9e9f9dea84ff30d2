"""Words as meanings: which concept, place, number or weekday a word of a language names (`monitor/concepts.toml`).

A small table of hand-picked equivalents serves two ends: synonyms inside one language, and translations, where only
names and numbers would be left otherwise. It is no dictionary; a word without a line stays a word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from monitor import languages
from monitor.stems import forms
from onrecord.text import normalise

Sort: TypeAlias = Literal["concept", "place", "number", "scale", "weekday"]
_TABLES: Mapping[str, Sort] = {
    "weekday": "weekday",
    "number": "number",
    "scale": "scale",
    "place": "place",
    "concept": "concept",
    "happening": "concept",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or two stand for.

    Attributes:
        sort: which table it is from.
        id: its line.
        denied: the word says the opposite: *reject* of accepting.
    """

    sort: Sort
    id: str
    denied: bool = False


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("monitor").joinpath("concepts.toml").read_text("utf-8"))


@cache
def loose() -> frozenset[str]:
    """Concepts of what happens, when and between whom; the others are things, of which one is not another."""
    return frozenset((*_table()["loose"], *_table()["happening"]))


@cache
def vocabulary(language: str) -> Mapping[str, Meaning]:
    """Every written form of a language, normalised, with its meaning; a form in two lines has the first one's.

    A language without lines here may have its `numerals` in its own data file.
    """
    found: dict[str, Meaning] = {}
    for table, sort in _TABLES.items():
        for name, written in _table()[table].items():
            for form in written.get(language, ()):
                found.setdefault(normalise(form.lstrip("!")).text, Meaning(sort, name, form.startswith("!")))
    numerals = languages.section(language, "novelty").get("numerals", {})
    return found | {normalise(word).text: Meaning("number", digits) for word, digits in numerals.items()}


@cache
def _first_words(language: str) -> frozenset[str]:
    return frozenset(form.partition(" ")[0] for form in vocabulary(language) if " " in form)


@lru_cache(maxsize=1 << 16)
def opens_pair(word: str, language: str) -> bool:
    """Whether a normalised word can be the first of two that have one meaning."""
    return not _first_words(language).isdisjoint(forms(word, language))


@lru_cache(maxsize=1 << 16)
def meaning(word: str, language: str) -> Meaning | None:
    """What a normalised word, or two with a space between, stand for, clitics and endings aside.

    Returns:
        Its meaning, or None for a word that is not in the table.
    """
    words = vocabulary(language)
    return next((found for form in forms(word, language) if (found := words.get(form))), None)
