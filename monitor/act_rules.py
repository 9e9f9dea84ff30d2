"""The rules by which acts are told, read from the tables `[acts]` and `[acts.NAME]` of a language's data file.

A rule shows one act. It asks for a phrase among the reporting words, for one in what is said, or for both. Phrases may
hold lists of the table `[acts]`: ``{own} {will} strike`` stands for each of `own` before each of `will`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import product
from typing import Any

from monitor import affixes, languages
from monitor.phrases import PhraseFinder
from onrecord.text import normalise

_LIST = re.compile(r"\{(\w+)\}")


class Place(Enum):
    """Where a rule's phrase stands."""

    CUE = "cues"
    """Among the reporting words."""
    WORDS = "words"
    """Anywhere in what is said."""
    OPENING = "openings"
    """At the beginning of what is said; without a cue, only outside quotation marks, where "it" is who speaks."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What shows an act.

    Attributes:
        act: its name.
        cue: a phrase among the reporting words is needed.
        said: a phrase in what is said is needed.
        noun: what is said must not be a clause: "announced a truce", not "announced that …".
        reach: so many words may stand before a phrase of the opening: "asked *the court* to".
    """

    act: str
    cue: bool
    said: bool
    noun: bool = False
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """What a phrase does: it shows an act by a rule or, without one, takes back the act's phrases that it touches."""

    act: str
    rule: Rule | None
    place: Place


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules of a language.

    Attributes:
        names: the acts in their order.
        reporting: finds phrases among the reporting words; a hit's label is the phrase as written in the file.
        saying: the same for what is said.
        uses: what each phrase is good for.
        that: words that open a clause, normalised.
        negations: words that take back what follows them, normalised.
        unmade: these and the words that do so among the reporting words: "*would* condemn".
        breaks: words before which an opening ends: "asked *whether* the court was to".
        undoing: acts whose cue takes back what is said: what is denied is not done.
        yields: acts that are not told where another is: own harm is a threat and no announcement.
    """

    names: tuple[str, ...]
    reporting: PhraseFinder
    saying: PhraseFinder
    uses: Mapping[str, tuple[Use, ...]]
    that: frozenset[str]
    negations: frozenset[str]
    unmade: frozenset[str]
    breaks: frozenset[str]
    undoing: frozenset[str]
    yields: Mapping[str, frozenset[str]]


@cache
def lexicon(language: str) -> Lexicon:
    """The rules of a language; none where it has no file or no table.

    Raises:
        KeyError: a phrase names a list that the table `[acts]` lacks.
    """
    table = languages.section(language, "acts")
    acts = {name: act for name, act in table.items() if isinstance(act, Mapping)}
    lists = {name: words for name, words in table.items() if name not in acts}
    uses: dict[str, list[Use]] = defaultdict(list)
    for phrase, use in _uses(acts, lists):
        uses[phrase].append(use)
    clitics = affixes.conjunctions(language)
    reporting = {phrase: phrase for phrase, has in uses.items() if any(_reports(use) for use in has)}
    saying = {phrase: phrase for phrase, has in uses.items() if any(use.place is not Place.CUE for use in has)}
    return Lexicon(
        tuple(acts),
        PhraseFinder(reporting, clitics=clitics),
        PhraseFinder(saying, clitics=clitics),
        {phrase: tuple(has) for phrase, has in uses.items()},
        _normalised(lists.get("that", ())),
        _normalised(lists.get("negations", ())),
        _normalised((*lists.get("negations", ()), *lists.get("unreal", ()))),
        _normalised(lists.get("breaks", ())),
        frozenset(name for name, act in acts.items() if act.get("undoes")),
        {name: frozenset(act.get("yields_to", ())) for name, act in acts.items()},
    )


def _reports(use: Use) -> bool:
    return use.place is Place.CUE or use.rule is None


def _uses(acts: Mapping[str, Any], lists: Mapping[str, Any]) -> Iterator[tuple[str, Use]]:
    for name, act in acts.items():
        for place in Place:
            rule = Rule(name, cue=place is Place.CUE, said=place is not Place.CUE)
            yield from _phrases(act, place, rule, lists)
        for frame in act.get("frames", ()):
            said = bool(frame.get("words") or frame.get("openings"))
            rule = Rule(name, True, said, bool(frame.get("noun", False)), int(frame.get("reach", 0)))
            for place in Place:
                yield from _phrases(frame, place, rule, lists)
        for phrase in _expanded(act.get("never", ()), lists):
            yield phrase, Use(name, None, Place.WORDS)


def _phrases(
    holder: Mapping[str, Any], place: Place, rule: Rule, lists: Mapping[str, Any]
) -> Iterator[tuple[str, Use]]:
    for phrase in _expanded(holder.get(place.value, ()), lists):
        yield phrase, Use(rule.act, rule, place)


def _expanded(phrases: Iterable[str], lists: Mapping[str, Any]) -> Iterator[str]:
    """The phrases with every choice of the lists that they name."""
    for phrase in phrases:
        fixed_and_names = _LIST.split(phrase)
        choices = [lists[piece] if n % 2 else (piece,) for n, piece in enumerate(fixed_and_names)]
        yield from ("".join(choice) for choice in product(*choices))


def _normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(word).text for word in words)
