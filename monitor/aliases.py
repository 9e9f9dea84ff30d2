"""From the aliases that an analyst wrote to the spellings that texts use.

Variants are rules of spelling, each safe by itself; a variant never takes a spelling that somebody else's alias has.

- Arabic script: the spaces of a name may be missing (``حزبالله``, ``ابوحسين``) and may stand before ``الله`` and
  ``الدين`` or after ``عبد`` and ``ابو`` where the alias has none; a hamza after a final alef may be missing
  (``نجبا``); the sound masculine plural has two cases (``الحوثيون``, ``الحوثيين``) and may stand without article.
- Persons' full names may stand with or without the Arabic article before the last name (``قیس خزعلی``,
  *Qais Khazali*).
- A group's name without its place, "the Islamic Front" for *the Islamic Front in Arcadia*: ambiguous, so that it counts
  only in an article that names the group otherwise.
- The branches of an army, *the Arcadian navy* for *the Arcadian military*: ambiguous likewise.
- Latin script: the article is *al*, *el*, *ul* or assimilated (*ash-Shaabi*), joined or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from monitor.affixes import merged, script
from onrecord.model import Alias, Entity, Person
from onrecord.text import normalise

Case: TypeAlias = Literal["any", "capital", "capitals"]

_EDGES = re.compile(r"^\W+|\W+$")
_ARTICLES = ("al", "el", "ul")
_MOST_GAPS = 3
_LONGEST_ACRONYM = 4
_LATE_HAMZA = re.compile(r"(?<=\wا)ء\b")
_PLURAL = re.compile(r"\b(ال)?(\w{2,}ي)(ون|ين)\b")
_IN_A_PLACE = re.compile(r"(?P<name>\S+ .*\S) (?:in|في|در) \S+(?: \S+)?")
_ARMIES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(army), tuple(normalise(branch).text for branch in branches))
    for army, branches in (
        (r"(?P<whose>\S+) (?:military|armed forces)", ("{} navy", "{} air force", "{} ground forces")),
        (r"الجيش (?P<whose>ال\S+)", ("سلاح الجو {}", "سلاح البحرية {}", "البحرية {}ة", "القوات الجوية {}ة")),
        (r"ارتش (?P<whose>\S.*)", ("نیروی هوایی {}", "نیروی دریایی {}", "نیروی زمینی {}", "یگان دریایی {}")),
    )
)
_COMPOUND = re.compile(r"\b(عبد|ابو)(?=\w{3})|(?<=\w{3})(?=(?:الله|الدين)\b)")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling under which an entity, or a context word of it, is looked for.

    Attributes:
        words: normalised.
        entity: id.
        alias: as written in the config.
        language: as the alias has it.
        ambiguous: as the alias has it.
        generated: the spelling follows from the alias by rule.
        clitic: how many letters at its beginning are a clitic (the first of a merged ``لل``).
        case: how a Latin name must be written: an acronym of up to four letters in capitals, another single word with
            one, since *saree* and *hashd* are words and not everybody's *aah* is a group.
    """

    words: str
    entity: str
    alias: str
    language: str | None = None
    ambiguous: bool = False
    generated: bool = False
    clitic: int = 0
    case: Case = "any"


def forms(entity: Entity) -> Iterator[Form]:
    """All spellings of an entity: its aliases, its name, and what follows from them by rule.

    The name is unambiguous unless an alias of the same spelling is not.
    """
    aliases = [(alias, words) for alias in entity.aliases if (words := _trimmed(alias.text))]
    unclear = {words for alias, words in aliases if alias.ambiguous}
    name = _trimmed(entity.name)
    if name:
        aliases.insert(0, (Alias(entity.name, ambiguous=name in unclear), name))
    for alias, words in aliases:
        case = _case(alias.text, words)
        yield Form(words, entity.id, alias.text, alias.language, alias.ambiguous, case=case)
        for spelling in sorted(_spellings(words, person=isinstance(entity, Person))):
            clitic = int(spelling.startswith("لل") and not words.startswith("لل"))
            yield Form(spelling, entity.id, alias.text, alias.language, alias.ambiguous, True, clitic, case)
        if not isinstance(entity, Person):
            for spelling in _in_context(words):
                yield Form(spelling, entity.id, alias.text, alias.language, ambiguous=True, generated=True)


def context_forms(entity: Entity) -> Iterator[Form]:
    """The words that let an ambiguous alias of the entity count.

    They are its context words and, for a group, its qualifiers: what a longer alias adds after an ambiguous one
    (``اللبناني`` in ``حزب الله اللبناني``). Where Arabic merges the article, the merged form too.
    """
    hints = {words: word for word in entity.context if (words := _trimmed(word))}
    if not isinstance(entity, Person):
        hints |= dict.fromkeys(_qualifiers(entity), "")
    for words, word in hints.items():
        for spelling in (words, merged(words)):
            if spelling:
                yield Form(spelling, entity.id, word or words)


def _in_context(words: str) -> Iterator[str]:
    """What names the same body in an article that also names it otherwise: without its place, or a branch of it."""
    shorter = _IN_A_PLACE.fullmatch(words)
    if shorter:
        yield shorter["name"]
    for army, branches in _ARMIES:
        whole = army.fullmatch(words)
        if whole:
            yield from (branch.format(whole["whose"]) for branch in branches)


def _qualifiers(entity: Entity) -> frozenset[str]:
    written = {_trimmed(alias.text): alias.ambiguous for alias in entity.aliases}
    return frozenset(
        longer.removeprefix(f"{words} ")
        for words, ambiguous in written.items()
        for longer in written
        if ambiguous and longer.startswith(f"{words} ")
    )


def vocabulary(entity: Entity) -> frozenset[str]:
    """Every normalised word of the entity's name, aliases and context words."""
    texts = (entity.name, *(alias.text for alias in entity.aliases), *entity.context)
    return frozenset(word for text in texts for word in normalise(text).text.split())


def _trimmed(text: str) -> str:
    """Normalised, without the marks around it."""
    return _EDGES.sub("", normalise(text).text)


def _case(text: str, words: str) -> Case:
    if script(words) != "latin" or " " in words or text.islower():
        return "any"
    return "capitals" if text.isupper() and len(words) <= _LONGEST_ACRONYM else "capital"


def _spellings(words: str, *, person: bool) -> frozenset[str]:
    """The other ways in which texts write a normalised alias."""
    found: set[str] = set()
    kind = script(words)
    if kind == "arabic":
        found.update(_arabic(words, person=person))
    elif kind == "latin":
        found.update(_latin(words, person=person))
    return frozenset(found - {words})


def _arabic(words: str, *, person: bool) -> Iterator[str]:
    forms = {words, _LATE_HAMZA.sub("", words), *_plurals(words)}
    forms |= {_COMPOUND.sub(lambda match: f"{match[0]} ", form) for form in forms}
    if person:
        forms |= {without for form in forms if (without := _without_arabic_article(form))}
    for form in forms:
        for spaced in _gaps(form):
            yield spaced
            if with_to := merged(spaced):
                yield with_to


def _plurals(words: str) -> Iterator[str]:
    if (match := _PLURAL.fullmatch(words)) is None:
        return
    for ending in ("ون", "ين"):
        for article in ("", "ال"):
            yield f"{article}{match[2]}{ending}"


def _without_arabic_article(name: str) -> str | None:
    """A full name with the article of its last part dropped, or None where there is none to drop."""
    first, _, last = name.rpartition(" ")
    return f"{first} {last[2:]}" if first and last.startswith("ال") and len(last) > 4 and last != "الله" else None


def _gaps(words: str) -> Iterator[str]:
    """The phrase with some or all of its spaces left out."""
    yield words
    parts = words.split(" ")
    gaps = len(parts) - 1
    if not gaps:
        return
    choices: Iterable[int] = range(1, 1 << gaps) if gaps <= _MOST_GAPS else [1 << gap for gap in range(gaps)]
    for closed in choices:
        yield parts[0] + "".join(part if closed & (1 << gap) else f" {part}" for gap, part in enumerate(parts[1:]))


def _latin(words: str, *, person: bool) -> Iterator[str]:
    parts = words.split(" ")
    places = [place for place, part in enumerate(parts[:-1]) if part in _articles(parts[place + 1])]
    for place in places:
        head, rest = parts[:place], parts[place + 1 :]
        yield from (" ".join((*head, article, *rest)) for article in _articles(rest[0]))
        yield " ".join((*head, f"al{rest[0]}", *rest[1:]))
        if len(head) + len(rest) > 1:
            yield " ".join((*head, *rest))
    if person and not places and len(parts) == 2:
        yield from (f"{parts[0]} {article} {parts[1]}" for article in ("al", "el"))


def _articles(word: str) -> tuple[str, ...]:
    """The ways to write the Arabic article before a word: plain, and assimilated to its first consonant."""
    for consonant in ("sh", "th", "d", "s", "n", "r", "z", "t"):
        if word.startswith(consonant):
            return (*_ARTICLES, f"a{consonant}")
    return _ARTICLES
