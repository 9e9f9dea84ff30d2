"""What no section can know by itself: ids, references between sections, names shared by two entities.

The checks read the plain values, not the models: a section with a mistake elsewhere still counts, so that one mistake
neither hides another nor makes a second one up.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from config.fields import is_private
from config.hints import did_you_mean, suggestion
from config.yaml import Document, KeyPath
from onrecord.errors import Problem
from onrecord.text import canonical_url, normalise

EACH: Final = "*"

SPACES: Final = {
    "outlet": ("outlets",),
    "group": ("groups",),
    "person": ("persons",),
    "watchlist": ("watchlists",),
    "channel": ("channels",),
    "group or person": ("groups", "persons"),
}
SHARED_SPACES: Final = (("outlets",), ("groups", "persons"), ("watchlists",), ("channels",))
REFERENCES: Final[tuple[tuple[KeyPath, str], ...]] = (
    (("outlets", EACH, "speaks_for"), "group"),
    (("groups", EACH, "parent"), "group"),
    (("persons", EACH, "roles", EACH, "group"), "group"),
    (("watchlists", EACH, "groups", EACH), "group"),
    (("watchlists", EACH, "persons", EACH), "person"),
    (("watchlists", EACH, "conditions", "outlets", EACH), "outlet"),
    (("watchlists", EACH, "routes", EACH, "channel"), "channel"),
    (("onrecord", "operator"), "channel"),
    *(
        ((*place, f"{kind}s", EACH), kind)
        for place in (("watchlists", EACH, "routes", EACH, "when"), ("watchlists", EACH, "urgent"))
        for kind in ("person", "outlet")
    ),
    (("watchlists", EACH, "routes", EACH, "when", "groups", EACH), "group or person"),
    (("watchlists", EACH, "urgent", "groups", EACH), "group or person"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a config file, and where."""

    document: Document
    path: KeyPath
    value: object

    @property
    def text(self) -> str:
        """The value, when it is text; else empty."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def place(self) -> str:
        """File and line for a message."""
        return f"{self.document.file}:{self.document.line(self.path)}"

    def problem(self, message: str, hint: str = "") -> Problem:
        """A problem with this value."""
        return self.document.problem(self.path, message, hint)


Check: TypeAlias = Callable[[Sequence[Document], frozenset[str]], Iterable[Problem]]


def check(documents: Sequence[Document], elsewhere: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """All problems between sections and files.

    Args:
        documents: all files that could be read.
        elsewhere: ids that files which could not be read seem to define; a reference to one is not called unknown.
    """
    return tuple(problem for one in _CHECKS for problem in one(documents, elsewhere))


def find(documents: Iterable[Document], pattern: KeyPath) -> Iterator[Found]:
    """Every value at a path in which `EACH` stands for any index or key."""
    for document in documents:
        for path, value in _matches(document.data, pattern, ()):
            yield Found(document, path, value)


def _matches(value: object, pattern: KeyPath, at: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    if not pattern:
        yield at, value
        return
    first, rest = pattern[0], pattern[1:]
    if first == EACH:
        for key, inner in _children(value):
            yield from _matches(inner, rest, (*at, key))
    elif isinstance(value, dict) and first in value:
        yield from _matches(value[first], rest, (*at, first))


def _children(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _texts(documents: Iterable[Document], pattern: KeyPath) -> Iterator[Found]:
    return (found for found in find(documents, pattern) if found.text)


def _ids(documents: Sequence[Document], sections: Iterable[str]) -> list[Found]:
    return [found for section in sections for found in _texts(documents, (section, EACH, "id"))]


def _duplicate_ids(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    for sections in SHARED_SPACES:
        seen: dict[str, Found] = {}
        for found in _ids(documents, sections):
            first = seen.setdefault(found.text, found)
            if first is not found:
                yield found.problem(f"the id “{found.text}” is taken", f"by {first.place}; choose another")


def _unknown_references(documents: Sequence[Document], elsewhere: frozenset[str]) -> Iterator[Problem]:
    known = {kind: {found.text for found in _ids(documents, sections)} for kind, sections in SPACES.items()}
    for pattern, kind in REFERENCES:
        for found in _texts(documents, pattern):
            if found.text not in known[kind] | elsewhere:
                yield found.problem(f"unknown {kind} “{found.text}”", _reference_hint(found.text, kind, known))


def _reference_hint(wanted: str, kind: str, known: Mapping[str, set[str]]) -> str:
    other = next((name for name, ids in known.items() if wanted in ids), "")
    near = did_you_mean(wanted, known[kind])
    if other and not near:
        return f"“{wanted}” is the id of {'an' if other == 'outlet' else 'a'} {other}"
    return near or suggestion(wanted, known[kind]) or f"define the {kind} or remove this"


def _parent_cycles(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    parents: dict[str, Found] = {}
    for group in find(documents, ("groups", EACH)):
        if isinstance(group.value, dict) and isinstance(group.value.get("parent"), str):
            parents[str(group.value.get("id"))] = Found(group.document, (*group.path, "parent"), group.value["parent"])
    reported: set[str] = set()
    for start in parents:
        circle = _circle(start, parents)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            chain = " → ".join((*circle, circle[0]))
            yield parents[circle[-1]].problem(f"goes round in a circle: {chain}", "remove one of these parents")


def _circle(start: str, parents: Mapping[str, Found]) -> tuple[str, ...]:
    """The ids from `start` back to itself, or none when the way up ends or runs into another circle."""
    way = [start]
    while way[-1] in parents:
        above = parents[way[-1]].text
        if above == start:
            return tuple(way)
        if above in way:
            return ()
        way.append(above)
    return ()


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of one entity."""

    found: Found
    owner: str
    language: str | None
    ambiguous: bool

    def meets(self, other: _Name) -> bool:
        """Whether there are texts in which both names count."""
        return self.language is None or other.language is None or self.language == other.language


def _shared_names(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    names: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in _all_names(documents):
        key = normalise(name.found.text).text.strip()
        if not any(_stands_for_sound(character) for character in key):
            yield name.found.problem(f"the name “{name.found.text}” holds no letter", "remove it")
            continue
        rival = next((other for other in names[key] if _rivals(name, other)), None)
        names[key].append(name)
        if rival:
            hint = f"also names {rival.owner} at {rival.found.place}; remove one or list it under ambiguous: in both"
            yield name.found.problem(f"the name “{name.found.text}” is shared", hint)


def _stands_for_sound(character: str) -> bool:
    """Whether it is a letter or a digit; a tatweel, which only stretches a word, is a modifier."""
    kind = unicodedata.category(character)
    return kind[0] in "LN" and kind != "Lm"


def _rivals(one: _Name, other: _Name) -> bool:
    return one.owner != other.owner and one.meets(other) and not (one.ambiguous and other.ambiguous)


def _all_names(documents: Sequence[Document]) -> Iterator[_Name]:
    for section in ("groups", "persons"):
        for entity in find(documents, (section, EACH)):
            yield from _names(entity)


def _names(entity: Found) -> Iterator[_Name]:
    if not isinstance(entity.value, dict):
        return
    owner = str(entity.value.get("id"))
    ambiguous = {normalise(found.text).text for found in _inside(entity, ("ambiguous", EACH))}
    for found in (*_inside(entity, ("name",)), *_inside(entity, ("aliases", EACH, EACH))):
        key = str(found.path[-2]) if found.path[-1] != "name" else "latin"
        language = None if key == "latin" else key
        yield _Name(found, owner, language, normalise(found.text).text in ambiguous)


def _inside(entity: Found, pattern: KeyPath) -> Iterator[Found]:
    for path, value in _matches(entity.value, pattern, entity.path):
        if isinstance(value, str) and value:
            yield Found(entity.document, path, value)


def _stray_ambiguous(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    for section in ("groups", "persons"):
        for entity in find(documents, (section, EACH)):
            names = [name.found.text for name in _names(entity)]
            known = {normalise(name).text for name in names}
            for found in _inside(entity, ("ambiguous", EACH)):
                if normalise(found.text).text not in known:
                    hint = did_you_mean(found.text, names) or "add it to aliases: too"
                    yield found.problem(f"“{found.text}” is none of its names", hint)


def _same_urls(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    seen: dict[str, Found] = {}
    for found in _texts(documents, ("outlets", EACH, "sources", EACH, "url")):
        first = seen.setdefault(_canonical(found.text), found)
        if first is not found:
            hint = f"{first.place}; its articles would count twice: remove one"
            yield found.problem("another source has this URL", hint)


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except ValueError:
        return url


def _same_source_names(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    for sources in find(documents, ("outlets", EACH, "sources")):
        seen: set[str] = set()
        for index, source in _children(sources.value):
            if not isinstance(source, dict):
                continue
            name = source.get("name") or source.get("kind")
            if isinstance(name, str) and name in seen:
                where = Found(sources.document, (*sources.path, index), source)
                yield where.problem(f"two sources of this outlet are called “{name}”", "give this one a name:")
            seen.add(str(name))


def _private_urls(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    for outlet in find(documents, ("outlets", EACH)):
        if isinstance(outlet.value, dict) and outlet.value.get("allow_private") is not True:
            for found in _inside(outlet, ("sources", EACH, "url")):
                if is_private(found.text):
                    yield found.problem(
                        "is a private address", "add allow_private: true to the outlet if that is meant"
                    )


def _two_programs(documents: Sequence[Document], _elsewhere: frozenset[str]) -> Iterator[Problem]:
    sections = [*find(documents, ("onrecord",))]
    for found in sections[1:]:
        yield found.problem("a second onrecord: section", f"the first is at {sections[0].place}; put both into one")


_CHECKS: Final[tuple[Check, ...]] = (
    _two_programs,
    _duplicate_ids,
    _unknown_references,
    _parent_cycles,
    _shared_names,
    _stray_ambiguous,
    _same_urls,
    _same_source_names,
    _private_urls,
)
