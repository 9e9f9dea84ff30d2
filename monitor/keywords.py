"""Keyword rules: words, phrases and prefixes that a stretch of text must, may or must not hold.

A rule is compiled once and refused where it could only match everything or nothing: an invalid rule is an error, never
a silent miss. Terms are normalised like aliases; a word also matches with the clitics and endings that its script
writes onto it (`monitor.affixes`), so that ``انسحاب`` finds ``وبالانسحاب``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from monitor import affixes
from onrecord.model import KeywordRule, Scope, Span
from onrecord.text import Normalised, normalise

_WORD = re.compile(r"[^\W_]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class KeywordHit:
    """A keyword rule that holds, and the words that show it.

    Attributes:
        rule: name of the rule.
        words: what was found, as published, in text order; empty only when a rule holds for what is not there.
        spans: where, in the text that was searched; one for each of `words`.
    """

    rule: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """A text cut into words: normalised words, where each stands, and the places of each."""

    normal: Normalised
    bounds: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    """One occurrence of a term: from its first to its last word, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Term:
    """One term of a rule.

    Attributes:
        written: as in the rule.
        ways: sequences of normalised words, any of which is the term.
        prefix: the last word may go on.
    """

    written: str
    ways: tuple[tuple[str, ...], ...]
    prefix: bool

    def occurrences(self, text: _Words, language: str) -> Iterator[_Found]:
        """Where the term stands, in no order."""
        for way in self.ways:
            for first in _starts(text, way[0], language, prefix=self.prefix and len(way) == 1, alone=len(way) == 1):
                last = first + len(way) - 1
                if len(way) == 1 or self._goes_on(text, way, first, language):
                    yield _Found(first, last)

    def _goes_on(self, text: _Words, way: Sequence[str], first: int, language: str) -> bool:
        """Whether the words after the first one follow."""
        following = text.words[first + 1 : first + len(way)]
        if len(following) < len(way) - 1 or following[:-1] != tuple(way[1:-1]):
            return False
        if self.prefix:
            return following[-1].startswith(way[-1])
        ending = following[-1].removeprefix(way[-1])
        return following[-1].startswith(way[-1]) and ending in affixes.after(way[-1], language)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A valid keyword rule, ready to search with. Made by `compile_rule`.

    Attributes:
        rule: as it was written.
    """

    rule: KeywordRule
    _groups: tuple[tuple[_Term, ...], ...]
    _none: tuple[_Term, ...]

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    @property
    def scope(self) -> Scope:
        """Where to look; cutting the stretch out is the caller's part."""
        return self.rule.scope

    def search(self, text: str, language: str) -> KeywordHit | None:
        """Looks whether the rule holds for a stretch of text.

        Args:
            text: the statement's words, a paragraph, or an article with its title, as the rule's scope says.
            language: ISO 639-1 of the text.

        Returns:
            The hit with the first occurrence of what was asked for (with `near`, the first occurrences that are near
            enough), or None where the rule does not hold or is for other languages.
        """
        if self.rule.languages and language not in self.rule.languages:
            return None
        words = _words(text)
        if any(True for term in self._none for _ in term.occurrences(words, language)):
            return None
        found = [
            sorted({found for term in group for found in term.occurrences(words, language)}, key=_by_place)
            for group in self._groups
        ]
        if not all(found):
            return None
        chosen = [group[0] for group in found] if self.rule.near is None else _near(found, self.rule.near)
        return self._hit(words, chosen) if chosen else None

    def _hit(self, words: _Words, chosen: Iterable[_Found]) -> KeywordHit:
        spans = tuple(
            words.normal.span(words.bounds[found.first][0], words.bounds[found.last][1])
            for found in sorted(set(chosen), key=_by_place)
        )
        return KeywordHit(self.rule.name, tuple(span.of(words.normal.original) for span in spans), spans)


def compile_rule(rule: KeywordRule) -> CompiledRule:
    """Compiles a keyword rule.

    Raises:
        ValueError: the rule is invalid; the message names the rule, what is wrong and what to do.
    """
    try:
        every = tuple(_term(term) for term in rule.all)
        some = tuple(_term(term) for term in rule.any)
        none = tuple(_term(term) for term in rule.none)
        _check_frame(rule)
        _check_contradictions(every, some, none)
    except ValueError as error:
        raise ValueError(f"keyword rule {rule.name!r}: {error}") from error
    groups = tuple((term,) for term in every) + ((some,) if some else ())
    return CompiledRule(rule, groups, none)


def _term(written: str) -> _Term:
    stem = written.strip()
    prefix = stem.endswith("*")
    stem = stem.removesuffix("*")
    if "*" in stem:
        raise ValueError(f"in {written!r} the * may only end the term, as in withdraw*")
    if prefix and not stem[-1:].isalnum():
        raise ValueError(f"in {written!r} the * must follow a letter, as in withdraw*")
    normal = normalise(stem).text
    words = tuple(_WORD.findall(normal))
    if not words:
        raise ValueError(f"the term {written!r} holds no letter or digit; write a word, a phrase or a prefix")
    joined = ("".join(words),) if len(words) > 1 and affixes.script(words[0]) == "arabic" else ()
    return _Term(written, (words, joined) if joined else (words,), prefix)


def _check_frame(rule: KeywordRule) -> None:
    if not rule.all and not rule.any:
        raise ValueError("it asks for nothing; give all: or any: terms (none: alone would match every other text)")
    if rule.scope not in get_args(Scope):
        raise ValueError(f"unknown scope {rule.scope!r}; it is one of {', '.join(get_args(Scope))}")
    for language in rule.languages:
        if not _LANGUAGE.fullmatch(language):
            raise ValueError(f"{language!r} is not a language code; write ISO 639-1 such as ar or en")
    if rule.near is not None and rule.near < 1:
        raise ValueError(f"near is {rule.near}; it counts words and is at least 1")
    if rule.near is not None and len(rule.all) + bool(rule.any) < 2:
        raise ValueError("near needs two terms: two in all:, or one there and some in any:")


def _check_contradictions(every: Sequence[_Term], some: Sequence[_Term], none: Sequence[_Term]) -> None:
    for term in every:
        if against := _forbidden(term, none):
            raise ValueError(f"all: asks for {term.written!r}, which {against.written!r} in none: forbids")
    if some and all(_forbidden(term, none) for term in some):
        raise ValueError("none: forbids every term of any:")


def _forbidden(term: _Term, none: Sequence[_Term]) -> _Term | None:
    """The `none` term that stands wherever `term` does, or None."""
    for against in none:
        if term.prefix and not against.prefix:
            continue
        if any(True for _ in against.occurrences(_words(" ".join(term.ways[0])), "")):
            return against
    return None


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    """A text's words. Cached, because several rules look at one stretch."""
    normal = normalise(text)
    bounds = tuple(match.span() for match in _WORD.finditer(normal.text))
    words = tuple(normal.text[start:end] for start, end in bounds)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    return _Words(normal, bounds, words, {word: tuple(found) for word, found in places.items()})


def _starts(text: _Words, word: str, language: str, *, prefix: bool, alone: bool) -> Iterator[int]:
    """Where a word stands, clitics before it included; with `prefix` it may go on, `alone` it may have an ending."""
    begun = _begun(word, language)
    if prefix:
        for found, places in text.places.items():
            if found.startswith(begun):
                yield from places
        return
    endings = affixes.after(word, language) if alone else affixes.NONE
    for beginning in begun:
        for ending in endings:
            yield from text.places.get(beginning + ending, ())


@lru_cache(maxsize=1 << 12)
def _begun(word: str, language: str) -> tuple[str, ...]:
    """The word with everything that may be written before it."""
    begun = {clitic + word for clitic in affixes.before(word, language, noun=True)}
    if with_to := affixes.merged(word):
        begun |= {clitic + with_to for clitic in affixes.before(with_to, language)}
    return tuple(sorted(begun))


def _by_place(found: _Found) -> tuple[int, int]:
    return found.first, found.last


def _near(groups: Sequence[Sequence[_Found]], near: int) -> list[_Found]:
    """The first occurrences, one of each group, that lie within `near` words of each other; empty where none do.

    Two neighbouring words are one word from each other. Linear in the number of occurrences, once they are sorted.
    """
    everywhere = sorted(
        ((found, group) for group, occurrences in enumerate(groups) for found in occurrences),
        key=lambda item: _by_place(item[0]),
    )
    latest: dict[int, _Found] = {}
    for found, group in everywhere:
        latest[group] = found
        if len(latest) == len(groups) and found.first - min(one.last for one in latest.values()) <= near:
            return list(latest.values())
    return []
