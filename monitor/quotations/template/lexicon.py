"""The words of one language, read from the `[quotations]` table of its data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from monitor import languages

Role: TypeAlias = Literal["finite", "participle", "relative", "converb"]
"""What a form can do: stand alone; only with an auxiliary; before the noun it describes; beside the main verb."""
_ROLES: Mapping[str, Role] = MappingProxyType(
    {"": "finite", "participle": "participle", "relative": "relative", "converb": "converb"}
)
_FOLD = (("i̇", "i"), ("ي", "ی"), ("ك", "ک"), ("ى", "ی"), ("’", "'"), ("ʼ", "'"), ("״", '"'), ("׳", "'"))
CLAUSE, QUOTE, OBJECT = "clause", "quote", "object"
"""Frames: a clause is what is said; only quoted words are; a noun phrase is. Any other frame is a preposition."""


def fold(word: str) -> str:
    """A word in the form in which the lists hold it: lower case, one spelling of each letter."""
    folded = word.lower()
    if not folded.isascii():
        for letter, spelling in _FOLD:
            folded = folded.replace(letter, spelling)
    return folded


class Cue(NamedTuple):
    """One form of a reporting expression.

    Attributes:
        rest: the words after its first.
        frames: what carries the content.
        particles: a separable part, one of which must close the clause ("teilte … mit"); empty where there is none.
        joined: a conjunction is written together with it.
        relative: a relative pronoun is written together with it.
    """

    rest: tuple[str, ...]
    role: Role
    frames: frozenset[str]
    particles: frozenset[str] = frozenset()
    joined: bool = False
    relative: bool = False


class Source(NamedTuple):
    """An expression that hands a content to a source ("laut", "nach Angaben", "…'e göre").

    Attributes:
        rest: the words after its first.
        noun: one of the nouns of speech must stand in the phrase ("nach Ansicht", not "nach Berlin").
    """

    rest: tuple[str, ...]
    noun: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The `[quotations]` table. All words are folded; docs/languages.md says what each key means.

    Attributes:
        order: where the verb stands: ``svo``, ``v2``, ``vso`` or ``sov``.
        cues: first word to the forms that begin with it, longest first.
        before, after: prepositions and postpositions of a source, by their first word.
        triggers: words that begin a rule and are no verbs.
        wanted: what one of must stand in a sentence without quotation marks that reports speech.
    """

    language: str
    order: str
    bare: bool
    capital_nouns: bool
    runs_on: bool
    cues: Mapping[str, tuple[Cue, ...]]
    before: Mapping[str, tuple[Source, ...]]
    after: Mapping[str, tuple[Source, ...]]
    speech_nouns: frozenset[str]
    endings: tuple[str, ...]
    genitives: tuple[str, ...]
    accusatives: tuple[str, ...]
    verb_endings: tuple[str, ...]
    subjunctive_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    complementisers: frozenset[str]
    complementiser_prefixes: tuple[str, ...]
    prefix_exceptions: frozenset[str]
    questions: frozenset[str]
    auxiliaries: frozenset[str]
    subjunctive: frozenset[str]
    subjunctive_weak: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    links: frozenset[str]
    determiners: frozenset[str]
    adverbs: frozenset[str]
    reflexives: frozenset[str]
    negations: frozenset[str]
    pronouns: frozenset[str]
    likewise: frozenset[str]
    quotatives: frozenset[str]
    no_subject: frozenset[str]
    hypothetical: frozenset[str]
    infinitives: frozenset[str]
    anaphors: frozenset[str]
    purpose: frozenset[str]
    thus: frozenset[str]
    passives: frozenset[str]
    agents: frozenset[str]
    oblique: frozenset[str]
    genitive_determiners: frozenset[str]
    headings: frozenset[str]
    closers: frozenset[str]
    first_person: frozenset[str]
    triggers: frozenset[str]
    wanted: frozenset[str]

    @property
    def verb_final(self) -> bool:
        """Whether the verb of saying ends its clause."""
        return self.order == "sov"

    def opens_clause(self, word: str) -> bool:
        """Whether a word introduces a reported clause, as a word or joined to the next one (ש)."""
        if word in self.complementisers or word in self.questions:
            return True
        return any(
            word.startswith(prefix) and len(word) > len(prefix) + 1 and word not in self.prefix_exceptions
            for prefix in self.complementiser_prefixes
        )


_SETS = (
    "speech_nouns", "complementisers", "prefix_exceptions", "questions", "auxiliaries", "subjunctive",
    "subjunctive_weak", "relatives", "subordinators", "conjunctions", "prepositions", "links", "determiners", "adverbs",
    "reflexives", "negations", "likewise", "quotatives", "no_subject", "hypothetical", "infinitives",
    "anaphors", "purpose", "thus", "passives", "agents", "oblique", "genitive_determiners", "headings", "closers",
)  # fmt: skip
"""Keys of the table that are plain lists of words."""
_SPEAKING = ("thus", "subjunctive", "subjunctive_weak", "quotatives", "speech_nouns")
"""Lists of words that report by themselves."""
_RUN = re.compile(r"[^\W_]+")


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; the data file is read once."""
    table = languages.section(language, "quotations")
    speakers = languages.section(language, "speakers")
    pronouns = speakers.get("pronouns", {})
    before, after = _sources(table.get("before", ())), _sources(table.get("after", ()))
    cues = _cues(table)
    triggers = frozenset(before) | frozenset(after) | _words(table.get("quotatives", ()))
    return Lexicon(
        language=language,
        order=table.get("order", "svo"),
        bare=table.get("bare", False),
        capital_nouns=table.get("capital_nouns", False),
        runs_on=table.get("runs_on", False),
        cues=cues,
        before=before,
        after=after,
        endings=tuple(map(fold, table.get("endings", ()))),
        genitives=tuple(map(fold, table.get("genitives", ()))),
        accusatives=tuple(map(fold, table.get("accusatives", ()))),
        verb_endings=tuple(table.get("verb_endings", ())),
        past_endings=tuple(table.get("past_endings", ())),
        subjunctive_endings=tuple(table.get("subjunctive_endings", ())),
        complementiser_prefixes=tuple(table.get("complementiser_prefixes", ())),
        pronouns=_words(
            word for name, words in pronouns.items() if not name.startswith("possessive") for word in words
        ),
        triggers=triggers,
        wanted=frozenset(map(_first_run, _telling(table, cues, before, after))),
        first_person=_words(pronouns.get("inside", ())),
        **{name: _words(table.get(name, ())) for name in _SETS},
    )


def _telling(table: Mapping[str, Any], *expressions: Mapping[str, tuple[Cue | Source, ...]]) -> Iterator[str]:
    """One word of every expression, the last, which is the rarest; of a source with a noun of speech, the nouns."""
    for forms in expressions:
        for first, ones in forms.items():
            for one in ones:
                if not (isinstance(one, Source) and one.noun):
                    yield one.rest[-1] if one.rest else first
    for name in _SPEAKING:
        yield from _words(table.get(name, ()))


def _first_run(word: str) -> str:
    """The letters with which a word begins, up to an apostrophe or a hyphen."""
    found = _RUN.search(word)
    return found[0] if found else word


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _cues(table: Mapping[str, Any]) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for line in table.get("cues", ()):
        stem, pattern, frames = line[:3]
        particles = line[3].split() if len(line) > 3 else []
        for form, role in _forms(stem, table.get("patterns", {}).get(pattern, ())):
            for words, cue in _cue_forms(form, role, frozenset(frames.split()), particles):
                for first, one in _with_prefixes(words, cue, table):
                    found.setdefault(first, []).append(one)
    return MappingProxyType({first: tuple(sorted(cues, key=_longest_first)) for first, cues in found.items()})


def _longest_first(cue: Cue) -> tuple[int, int, bool]:
    return -len(cue.rest), -len(cue.particles), cue.role != "participle"


def _forms(stem: str, pattern: Iterable[str]) -> Iterator[tuple[str, Role]]:
    """The inflected forms: the stem in place of each ~; without a pattern, the words as they stand, by commas."""
    shapes = pattern or [shape.strip() for shape in stem.split(",")]
    for shape in shapes:
        form, _, role = shape.partition(":")
        yield form.replace("~", stem), _ROLES[role]


def _cue_forms(form: str, role: Role, frames: frozenset[str], particles: list[str]) -> Iterator[tuple[list[str], Cue]]:
    """A form, and with a separable particle also the forms joined to it: "teilte … mit", "mitteilte", "mitgeteilt"."""
    words = fold(form).split()
    alone = not particles or "-" in particles
    apart = frozenset(map(fold, particles)) - {"-"}
    if alone:
        yield words, Cue(tuple(words[1:]), role, frames)
    if apart:
        if role == "finite":
            yield words, Cue(tuple(words[1:]), role, frames, apart)
        for particle in apart:
            yield [particle + words[0], *words[1:]], Cue(tuple(words[1:]), role, frames)


def _with_prefixes(words: list[str], cue: Cue, table: Mapping[str, Any]) -> Iterator[tuple[str, Cue]]:
    yield words[0], cue
    for prefix in table.get("conjunction_prefixes", ()):
        yield prefix + words[0], cue._replace(joined=True)
    for prefix in table.get("complementiser_prefixes", ()):
        yield prefix + words[0], cue._replace(relative=True)


def _sources(lines: Iterable[str]) -> Mapping[str, tuple[Source, ...]]:
    """Expressions of a source by their first word; a star demands a noun of speech in the phrase."""
    found: dict[str, list[Source]] = {}
    for line in lines:
        words = fold(line.rstrip("*")).split()
        found.setdefault(words[0], []).append(Source(tuple(words[1:]), line.endswith("*")))
    return MappingProxyType(
        {first: tuple(sorted(sources, key=lambda source: -len(source.rest))) for first, sources in found.items()}
    )
