"""A statement's words, made ready to be compared with another statement's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from monitor import affixes, languages
from monitor.concepts import Meaning, meaning, opens_pair, vocabulary
from monitor.skeletons import skeleton
from monitor.stems import denied_verb, stem
from onrecord.text import normalise, sentences

LONGEST = 12_000
"""Characters of a statement that are read; a communiqué that is longer repeats itself."""

MOST_KEYS = 300
"""Keys of a statement: what stands behind them in a communiqué is found by what stands before."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s+|[\"“«(\[]\s*)$")
BRIEF = 16
"""In a wording of so few things a word after a preposition of place is one; in a longer one it may be anything."""
_REACH = 2
"""Content words that a negation denies: after it, or before a Persian verb that is negated."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words, ready to be compared.

    Attributes:
        language: ISO 639-1.
        tokens: all words, normalised, in order, joined by single spaces.
        items: what the content words stand for: ``~id`` for a concept, else the stem.
        order: the same in the order of the text, numbers and places among them.
        numbers: the numbers among the words, in digits.
        places: ids of places of the gazetteer.
        names: words that are names by their capital, normalised, places of the gazetteer left out.
        skeletons: those of every content word that the table of concepts does not know.
        entities: ids of tracked entities named in it, the speaker left out.
        weekdays: days of the week named in it.
        where: content words after a preposition of place, unknown to the table.
        denied: what a negation stands before (in Persian, after), and what a word denies by itself.
        refused: those of them that a word denies by itself: *refuse* of accepting.
        negated: whether anything is negated.
        taken_back: whether the cue denies all of it: *denied* the raid on the mill.
        counted: what is counted, with its number, in order: five *members*.
        text: the words as published.
    """

    language: str
    tokens: str
    items: frozenset[str]
    order: tuple[str, ...]
    numbers: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    skeletons: frozenset[str]
    entities: frozenset[str]
    weekdays: frozenset[str]
    where: frozenset[str]
    denied: frozenset[str]
    refused: frozenset[str]
    negated: bool
    taken_back: bool
    counted: tuple[tuple[str, str], ...]
    text: str = field(repr=False)

    @property
    def concepts(self) -> frozenset[str]:
        """The items that mean the same in every language."""
        return frozenset(item for item in self.items if item[0] == "~")

    def keys(self, speaker: str) -> tuple[int, ...]:
        """What a store finds the wording by: two keys for all its words, one for each thing that it holds.

        Wordings that are the same statement share at least two. The keys are the
        speaker's: what others say does not lengthen the list that is looked through.
        """
        things = dict.fromkeys(self.order)
        return tuple(
            _key(f"{speaker}|{thing}")
            for thing in (f"\n{self.tokens}", f"\n\n{self.tokens}", *list(things)[:MOST_KEYS])
        )


@dataclass(slots=True)
class _Reading:
    """What has been read of a wording so far."""

    order: list[str] = field(default_factory=list)
    items: set[str] = field(default_factory=set)
    found: dict[str, set[str]] = field(
        default_factory=lambda: {sort: set() for sort in ("number", "place", "weekday", "name", "skeleton", "where")}
    )
    denied: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    denying: int = 0
    clause: int = 0
    negated: bool = False

    def deny(self, *, before: bool) -> None:
        """A negation: of what comes next, or of what came last, in the same clause."""
        self.negated = True
        if before:
            self.denied.update(item for item in self.order[self.clause :][-_REACH:] if item in self.items)
        else:
            self.denying = _REACH

    def join(self) -> None:
        """A conjunction: what is denied before it is not denied behind it."""
        self.clause, self.denying = len(self.order), 0

    def scale(self, times: int) -> None:
        """A word that multiplies the number before it: *three hundred*; alone it is only many."""
        last = self.order[-1] if self.order else ""
        value = last.removeprefix("number:")
        if value == last or not _is_number(value):
            self.add(f"~{times}")
            return
        multiplied = f"{float(value) * times:.12g}"
        self.found["number"].discard(value)
        self.found["number"].add(multiplied)
        self.order[-1] = f"number:{multiplied}"

    def add(self, item: str) -> None:
        """A content word."""
        self.items.add(item)
        self.order.append(item)
        if self.denying:
            self.denied.add(item)
            self.denying -= 1


@dataclass(frozen=True, slots=True)
class _Lists:
    stopwords: frozenset[str]
    negations: frozenset[str]
    denials: frozenset[str]
    locatives: frozenset[str]
    joins: frozenset[str]


@cache
def _lists(language: str) -> _Lists:
    table = languages.section(language, "novelty")
    return _Lists(
        *(
            frozenset(normalise(word).text for word in table.get(key, ()))
            for key in ("stopwords", "negations", "denials", "locatives", "joins")
        )
    )


@lru_cache(maxsize=1 << 13)
def wording(words: str, language: str, entities: frozenset[str] = frozenset(), *, taken_back: bool = False) -> Wording:
    """Prepare a statement's words for comparison.

    Args:
        words: as published.
        language: ISO 639-1 of the words.
        entities: ids of the tracked entities named in them, the speaker left out.
        taken_back: whether the cue denies them.
    """
    words = words[:LONGEST]
    normal = normalise(words)
    spans = [match.span() for match in _WORD.finditer(normal.text)]
    tokens = [_THOUSANDS.sub("", normal.text[start:end]) for start, end in spans]
    capitals = [_is_capital(words, normal.offsets[start]) for start, _ in spans]
    read = _read(tokens, capitals, language)
    return Wording(
        language=language,
        tokens=" ".join(tokens),
        items=frozenset(read.items),
        order=tuple(read.order),
        numbers=frozenset(read.found["number"]),
        places=frozenset(read.found["place"]),
        names=frozenset(read.found["name"]),
        skeletons=frozenset(read.found["skeleton"]),
        entities=entities,
        weekdays=frozenset(read.found["weekday"]),
        where=frozenset(read.found["where"] if len(read.order) <= BRIEF else ()),
        denied=frozenset(read.items if taken_back else read.denied),
        refused=frozenset(read.refused),
        negated=read.negated or taken_back,
        taken_back=taken_back,
        counted=tuple(_counted(read.order)),
        text=words,
    )


@lru_cache(maxsize=1 << 10)
def pieces(whole: Wording, count: int = 1) -> tuple[Wording, ...]:
    """Every so many sentences that follow each other: what an excerpt may have been taken from.

    Returns:
        Nothing where there are not more sentences than that.
    """
    spans = sentences(whole.text, whole.language)
    if len(spans) <= count:
        return ()
    runs = [(spans[at].start, spans[at + count - 1].end) for at in range(len(spans) - count + 1)]
    return tuple(
        wording(whole.text[start:end], whole.language, whole.entities, taken_back=whole.taken_back)
        for start, end in runs
    )


@lru_cache(maxsize=1 << 10)
def sentence_count(whole: Wording) -> int:
    """How many sentences a wording has; one where it has no letter."""
    return max(len(sentences(whole.text, whole.language)), 1)


def _is_capital(words: str, place: int) -> bool:
    """Whether a word begins with a capital where no sentence begins."""
    return bool(_CAPITAL.match(words, place)) and not _SENTENCE_START.search(words[max(place - 4, 0) : place])


def _read(tokens: list[str], capitals: list[bool], language: str) -> _Reading:
    lists, read = _lists(language), _Reading()
    located = 0
    place = 0
    while place < len(tokens):
        token, width = tokens[place], 1
        if _negates(token, language):
            read.deny(before=False)
        elif token in lists.joins:
            read.join()
        elif token in lists.denials or (denied_verb(token, language) and token not in vocabulary(language)):
            read.deny(before=True)
        elif token in lists.locatives:
            located = _REACH
            place += 1
            continue
        elif token not in lists.stopwords:
            width, meant = _meaning(tokens, place, language)
            _note(read, token, meant, language, capital=capitals[place], located=located > 0)
            located = 0 if meant is None or meant.sort == "place" else located - 1
        place += width
    return read


def _negates(token: str, language: str) -> bool:
    """Whether a word denies what follows; "and" may be written onto it: ولن."""
    negations = _lists(language).negations
    return token in negations or (token[0] in affixes.conjunctions(language) and token[1:] in negations)


def _meaning(tokens: list[str], place: int, language: str) -> tuple[int, Meaning | None]:
    if opens_pair(tokens[place], language) and (meant := meaning(" ".join(tokens[place : place + 2]), language)):
        return len(tokens[place : place + 2]), meant
    return 1, meaning(tokens[place], language)


def _note(read: _Reading, token: str, meant: Meaning | None, language: str, *, capital: bool, located: bool) -> None:
    """Put one content word where it belongs."""
    if meant is None and token[0].isdecimal():
        meant = Meaning("number", token.lstrip("0") or "0")
    if meant and meant.sort == "scale":
        read.scale(int(meant.id))
    elif meant is None:
        item = stem(token, language)
        read.add(item)
        bones = skeleton(token)
        if bones:
            read.found["skeleton"].add(bones)
        if capital:
            read.found["name"].add(token)
        if located and not capital:
            read.found["where"].add(item)
    elif meant.sort == "concept":
        item = f"~{meant.id}"
        read.add(item)
        if meant.denied:
            read.negated = True
            read.denied.add(item)
            read.refused.add(item)
    else:
        read.found[meant.sort].add(meant.id)
        read.order.append(f"{meant.sort}:{meant.id}")


def _counted(order: list[str]) -> Iterator[tuple[str, str]]:
    for number, item in pairwise(order):
        sort, _, value = number.partition(":")
        if sort == "number" and ":" not in item:
            yield item, value


def _key(thing: str) -> int:
    digest = hashlib.blake2b(thing.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isdecimal()


def named(mentioned: Collection[str], *speaker: str | None) -> frozenset[str]:
    """Ids of tracked entities, those of the speaker left out: naming oneself tells nothing."""
    return frozenset(mentioned) - frozenset(filter(None, speaker))
