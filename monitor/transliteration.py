"""One Arabic or Persian name in the many ways in which Latin letters write it.

A name is reduced to a key of what transliterations agree on; two names with one key are taken for the same. The key
keeps the consonants and tells round vowels from others: Arabic writes three short vowels, of which press
transliterations confuse *a*, *e*, *i* (*Qassem*, *Qasim*) and *o*, *u* (*Mohammed*, *Muhammad*), rarely across.

- doubled letters count once; the signs for hamza and ayn are gone already (`onrecord.text.normalise`);
- *q*, *c* and *k* are one, *w* and *v*, *dj* and *j*, *th* and *t*, *dh* and *d*; *kh*, *sh*, *gh*, *ch* stay apart;
- *ee*, *ei*, *ay* … are one vowel, *oo*, *ou* … another; a final *h* after a vowel is dropped;
- before a final *-llah*, where *Hezbollah*, *Hizballah* and *Hizbullah* differ, the vowel does not count;
- the article is dropped, in whatever form; *Abdul-Salam*, *Abdel Salam* and *Abdulsalam* are one word.

Short keys collide with ordinary words and other people's names. So a name takes part only when it has two words or
more, or is a group's, and its key has five consonants, or four when it has ten letters (a group's single word:
eight); and a text must write every word of it with a capital.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from monitor.affixes import script
from monitor.aliases import Form
from onrecord.text import Normalised, normalise

ARTICLES = frozenset({"al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "ath", "az"})

_WORD = re.compile(r"[^\W\d_]+")
# With the separator behind it that ends the word whatever follows; an apostrophe does not.
_CAPITALISED = re.compile(r"([A-ZÀ-ÖØ-ÞĀ-ſ\u1e00-\u1eff][^\W\d_]*)([\s,;:)]|(?<=\w\w)\.|$)?")
_DOUBLED = re.compile(r"(.)\1+")
_GAPS = frozenset({" ", *(f" {article} " for article in ARTICLES)})
_LONGEST_GAP = max(map(len, _GAPS))
_DIGRAPHS = (("kh", "x"), ("sh", "$"), ("gh", "9"), ("ch", "%"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("dj", "j"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "w": "v"})
_GOD = re.compile(r"[aeiou]llah?$")
_SERVANT = re.compile(r"abd(?:[aeou]l(?!lah))?(?=\w{3})")
_SERVANT_APART = frozenset({"abd", "abdul", "abdel", "abdal", "abdol"})
_VOWELS = re.compile(r"[aeiouy]+")
_FINAL_H = re.compile(r"(?<=[AO])h$")
_CONSONANTS = re.compile(r"[^AO? ]")
_ENOUGH_CONSONANTS = 5
_FEWEST_CONSONANTS = 4
_SHORTEST_PHRASE = 10  # letters
_SHORTEST_WORD = 8
_LONGEST_NAME = 6  # words


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """What the transliterations of one word agree on.

    Args:
        word: normalised, in Latin letters.

    Returns:
        Consonants as letters and signs, ``O`` for a group of vowels that begins with *o* or *u*, ``A`` for another.
    """
    word = _SERVANT.sub("abd", word, count=1) if word.startswith("abd") else word
    for digraph, sign in _DIGRAPHS:
        word = word.replace(digraph, sign)
    word = _GOD.sub("?la", word).translate(_LETTERS)
    word = _VOWELS.sub(lambda match: "O" if match[0][0] in "ou" else "A", word)
    return _FINAL_H.sub("", _DOUBLED.sub(r"\1", word))


_SERVANT_KEYS = frozenset(map(key, _SERVANT_APART))


class Transliterations:
    """The names of tracked entities by key. Built once; pure."""

    def __init__(self, forms: Iterable[Form], *, groups: frozenset[str]) -> None:
        """Builds the table.

        Args:
            forms: of every entity, written ones; those not in Latin letters are left out, and keys that two entities
                share.
            groups: ids of the entities that are groups.
        """
        found: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            if name_key := _name_key(form.words, single=form.entity in groups):
                found[name_key].append(form)
        self._forms = {
            name_key: tuple(same) for name_key, same in found.items() if len({form.entity for form in same}) == 1
        }
        self._known = _SERVANT_KEYS.union(*(name_key.split() for name_key in self._forms))

    def find(self, normal: Normalised) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
        """The names in a text by key: start and end in the normalised text, and the forms that have the key."""
        if not self._forms:
            return
        for run in _runs(normal, self._known):
            keys = [name_key for _, _, name_key in run]
            for first in range(len(run)):
                for last in range(first, min(len(run), first + _LONGEST_NAME)):
                    if forms := self._forms.get(" ".join(keys[first : last + 1])):
                        yield run[first][0], run[last][1], forms


def _name_key(words: str, *, single: bool) -> str | None:
    """The key of a whole name, or None where it is too short to be one."""
    parts = [part for part in words.split() if part not in ARTICLES]
    if not parts or any(script(part) != "latin" or not part.isalpha() for part in parts):
        return None
    whole = " ".join(map(key, _servants_joined(parts)))
    consonants = len(_CONSONANTS.findall(whole))
    letters = sum(map(len, parts))
    if len(parts) > 1:
        fits = consonants >= _ENOUGH_CONSONANTS or (consonants == _FEWEST_CONSONANTS and letters >= _SHORTEST_PHRASE)
    else:
        fits = single and consonants >= _FEWEST_CONSONANTS and letters >= _SHORTEST_WORD
    return whole if fits else None


def _servants_joined(parts: Iterable[str]) -> Iterator[str]:
    """The words with *Abd*, *Abdul* … joined to the one that follows."""
    servant = ""
    for part in parts:
        if part in _SERVANT_APART:
            servant = "abd"
            continue
        yield servant + part
        servant = ""
    if servant:
        yield servant


def _runs(normal: Normalised, known: frozenset[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Words with a capital and a known key in a row, articles between them left out: start, end and key of each."""
    run: list[tuple[int, int, str]] = []
    servant: int | None = None
    last = 0
    for start, end, word in _candidates(normal, known):
        if start - last > _LONGEST_GAP or normal.text[last:start] not in _GAPS:
            if run:
                yield run
            run, servant = [], None
        last = end
        if word in _SERVANT_APART:
            servant = start
            continue
        word_key = key(word if servant is None else f"abd{word}")
        if word_key in known:
            run.append((start if servant is None else servant, end, word_key))
        else:
            last = 0  # whatever follows does not follow a known word
        servant = None
    if run:
        yield run


def _candidates(normal: Normalised, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The words that the original begins with a capital and whose key is known, alone or behind *Abd*; articles aside.

    Among a hundred names there is one that anybody tracks, so the others go by their key alone, before it is looked up
    where they stand in the normalised text.
    """
    done, servant = 0, False
    for match in _CAPITALISED.finditer(normal.original):
        surface, separated = match.groups()
        if separated is not None and not servant and _surface_key(surface) not in known:
            continue
        start = bisect_left(normal.offsets, match.start(), done)
        word = _WORD.match(normal.text, start)
        if word is None or start < done or (start and normal.text[start - 1].isalnum()):
            continue
        done = word.end()
        if word[0] not in ARTICLES:
            servant = word[0] in _SERVANT_APART
            yield start, done, word[0]


@lru_cache(maxsize=1 << 16)
def _surface_key(surface: str) -> str:
    """The key of a word of letters as it was written."""
    return key(surface.lower() if surface.isascii() else normalise(surface).text)
