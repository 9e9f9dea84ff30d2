"""The words that speakers are resolved by, read from a language's data file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from monitor import affixes, languages
from onrecord.text import normalise

_ARABIC_SUFFIXES = ("ها", "هم", "ه")
PERSONS = frozenset({"head", "spokesman", "member", "other"})
"""Classes of nouns for persons."""
_SETS = (
    *("definite", "indefinite", "relatives", "links", "blockers", "titles", "feminine", "masculine"),
    *("places", "offices", "unnamed", "issuers", "generic", "deputies", "press", "particles", "bound_particles"),
    *("joints", "conjunctions", "nobody"),
)
"""Keys of the table that are plain lists of words."""
_LEAST = 3
"""Letters that must be left of an Arabic word when a clitic is taken off."""
_LONG = 8
"""Letters of a noun that is known again with two of them exchanged."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The `[speakers]` table of one language. All words are normalised.

    Attributes:
        head_last: whether a noun phrase ends with its head (English) or begins with it (Arabic, Persian).
        drops: whether a verb may stand without its subject and then goes on with the last speaker (not in English).
        prefixes, suffixes: what may be written together with a noun, before and behind it.
        articles: those of the prefixes that make it definite.
        articleless: the language has no articles, so that a bare noun can speak of somebody known.
        pronouns: pronoun to class: m, f, n, p (plural), s (a person of either sex), inside, possessive_m …; mn and fn
            (also a body, where bodies have a gender; fn also a plural).
        people: noun to class: head, spokesman, member (they speak for their body), other (for themselves).
        bodies: noun to the types of tracked group that it can stand for; "media" and "other" for untracked ones.
        parts: nouns for parts of a body, which speak for the whole.
        offices: words that the names of offices and regions end with: the Secretary of *State* Omar Habib.
        nobody: what begins a phrase for nobody: *no* official, *none* of them.
        issuers: words between a paper and its issuer: a statement *by* the army.
        generic: nouns that can stand for any body of a fitting type; others only for bodies named with them.
        deputies: words that make a head a deputy.
        press: names of news outlets.
        particles: small words inside names ("bin", "van"); `bound_particles`: those only with a hyphen behind ("as-").
        joints: words between bodies that speak jointly ("and", "together with").
        conjunctions: words behind which another noun phrase begins ("and", "or"), where the head comes last.
        participle_ending: how a verb ends that goes on with the sentence's subject ("adding"), or empty.
        naming: what stands between a body and the name that it has: a militia *calling itself* Ansar al-Fajr.
        issued: nouns for papers whose words are their issuer's; `reported`: for those of the press.
    """

    language: str
    head_last: bool
    drops: bool
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    articles: tuple[str, ...]
    articleless: bool
    definite: frozenset[str]
    indefinite: frozenset[str]
    relatives: frozenset[str]
    links: frozenset[str]
    blockers: frozenset[str]
    titles: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    places: frozenset[str]
    offices: frozenset[str]
    unnamed: frozenset[str]
    nobody: frozenset[str]
    issuers: frozenset[str]
    generic: frozenset[str]
    deputies: frozenset[str]
    press: frozenset[str]
    particles: frozenset[str]
    bound_particles: frozenset[str]
    joints: frozenset[str]
    conjunctions: frozenset[str]
    participle_ending: str
    remarks: tuple[str, ...]
    naming: tuple[str, ...]
    pronouns: Mapping[str, str]
    people: Mapping[str, str]
    bodies: Mapping[str, frozenset[str]]
    parts: frozenset[str]
    issued: frozenset[str]
    reported: frozenset[str]

    def person_noun(self, word: str) -> str:
        """The base form of a noun for a person, or an empty string."""
        return _entry(self.language, word).person

    def body_noun(self, word: str) -> str:
        """The base form of a noun for a body, or an empty string."""
        return _entry(self.language, word).body

    def paper_noun(self, word: str) -> str:
        """The base form of a noun for a statement or a report, or an empty string."""
        return _entry(self.language, word).paper

    def is_part(self, word: str) -> bool:
        """Whether the word is a noun for a part of a body."""
        return _entry(self.language, word).part

    def blocks(self, word: str) -> bool:
        """Whether a name after (in English also before) the word is not whom the speaker speaks for."""
        return _entry(self.language, word).blocks

    def noun_sort(self, word: str) -> tuple[str, str]:
        """The base form of a noun that can head a speaker's phrase, with its class; two empty strings for others."""
        paper = self.paper_noun(word)
        if paper:
            return paper, "issued" if paper in self.issued else "reported"
        person = self.person_noun(word)
        if person:
            return person, self.people[person]
        body = self.body_noun(word)
        if not body and self.is_part(word) and not self.head_last:
            body = word
        return (body, "body") if body else ("", "")

    def is_given(self, word: str) -> bool:
        """Whether the word is a given name."""
        return word in self.masculine or word in self.feminine

    def is_unnamed(self, word: str) -> bool:
        """Whether the word shows that the source stays unnamed."""
        return _entry(self.language, word).unnamed

    def sex(self, words: Iterable[str]) -> str:
        """What titles and given names tell of a person's sex: m, f or an empty string."""
        found = ""
        for word in words:
            if word in self.feminine:
                return "f"
            if word in self.masculine:
                found = "m"
        return found

    def has_article(self, word: str) -> bool:
        """Whether a word is definite by itself: it carries the article, or the language has none."""
        written_on = affixes.definite_prefixes(self.language) or self.articles
        return self.articleless or (bool(written_on) and word.startswith(written_on))


class _Entry(NamedTuple):
    """What the lexicon knows of one word."""

    person: str
    body: str
    paper: str
    part: bool
    blocks: bool
    unnamed: bool


@lru_cache(maxsize=20_000)
def _entry(language: str, word: str) -> _Entry:
    words = lexicon(language)
    forms = tuple(_forms(language, word))
    papers = words.issued | words.reported
    return _Entry(
        person=next((form for form in forms if form in words.people), ""),
        body=next((form for form in forms if form in words.bodies), ""),
        paper=next((form for form in forms if form in papers), ""),
        part=any(form in words.parts for form in forms),
        blocks=word in words.blockers or (language == "ar" and any(form in words.blockers for form in forms)),
        unnamed=any(form in words.unnamed for form in forms),
    )


def _forms(language: str, word: str) -> Iterator[str]:
    yield word
    if language == "en":
        yield from _english_forms(word)
        if word in _misspelt(language):
            yield _misspelt(language)[word]
    elif language == "ar":
        yield from _arabic_forms(word)
    elif language == "fa" and word.endswith("ي"):
        yield word[:-1]
    else:
        yield from _listed_forms(lexicon(language), word)


@cache
def _misspelt(language: str) -> Mapping[str, str]:
    """The long nouns for persons and bodies with two neighbouring letters exchanged: *colaition*."""
    words = lexicon(language)
    nouns = sorted(noun for noun in (*words.people, *words.bodies) if len(noun) >= _LONG)
    return {
        f"{noun[:at]}{noun[at + 1]}{noun[at]}{noun[at + 2 :]}": noun for noun in nouns for at in range(len(noun) - 1)
    }


def _listed_forms(words: Lexicon, word: str) -> Iterator[str]:
    """The word without the prefixes and suffixes that the data file lists, one of each at most."""
    for prefix in words.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST - 1:
            yield word[len(prefix) :]
    for suffix in words.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            yield word[: -len(suffix)]


def _english_forms(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("s"):
        yield word[:-1]


def _arabic_forms(word: str) -> Iterator[str]:
    for prefix in affixes.noun_prefixes("ar"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST:
            yield word[len(prefix) :]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            yield word[: -len(suffix)]


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in normalise(word).text.split()[:1])


def _by_class(table: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return MappingProxyType({word: name for name, words in table.items() for word in _words(words)})


def _types(table: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    types: dict[str, frozenset[str]] = {}
    for name, words in table.items():
        for word in _words(words):
            types[word] = types.get(word, frozenset()) | {name}
    return MappingProxyType(types)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without words for a language that has no data file."""
    table = languages.section(language, "speakers")
    papers = table.get("documents", {})
    return Lexicon(
        language=language,
        head_last=table.get("head", "last") == "last",
        drops=bool(table.get("drops", True)),
        participle_ending=table.get("participle_ending", ""),
        prefixes=tuple(normalise(prefix).text for prefix in table.get("prefixes", ())),
        suffixes=tuple(normalise(suffix).text for suffix in table.get("suffixes", ())),
        articleless=bool(table.get("articleless", False)),
        articles=tuple(normalise(article).text for article in table.get("article", ())),
        remarks=tuple(table.get("remarks", ())),
        naming=tuple(table.get("naming", ())),
        pronouns=_by_class(table.get("pronouns", {})),
        people=_by_class(table.get("people", {})),
        bodies=_types(table.get("bodies", {})),
        parts=_words(table.get("parts", {}).get("nouns", ())),
        issued=_words(papers.get("issued", ())),
        reported=_words(papers.get("reported", ())),
        **{name: _words(table.get(name, ())) for name in _SETS},
    )
