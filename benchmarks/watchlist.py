"""The watch list of a benchmark folder as tracked entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onrecord.model import Alias, Entity, Group, Person, Role

_TITLE_END = re.compile(r"\s+of\b|[,;(]|\s+\d|\s+from\b|\s+until\b")
_LATIN = "latin"


def read(path: Path) -> tuple[Entity, ...]:
    """The entities of a ``watchlist.yaml``: `id`, `name`, `type`, `member_of`, `affiliation`, `aliases`, `ambiguous`.

    A person's `member_of` becomes a role without dates, because the file gives none; its title is what the
    affiliation says before "of". An alias is ambiguous where the file says so, except where the only other meaning
    is a longer alias of the same list: the longest match settles that.
    """
    raw: Sequence[Mapping[str, Any]] = YAML(typ="safe").load(path)["entities"]
    spellings = [spelling for entry in raw for spelling in _spellings(entry)]
    return tuple(_entity(entry, spellings) for entry in raw)


def top(entities: Iterable[Entity]) -> dict[str, str]:
    """For every entity the one whose alert its statements raise: its top parent, else itself."""
    by_id = {entity.id: entity for entity in entities}

    def climb(entity: Entity) -> str:
        above = entity.parent if isinstance(entity, Group) else (entity.roles[0].group if entity.roles else None)
        return climb(by_id[above]) if above else entity.id

    return {entity_id: climb(entity) for entity_id, entity in by_id.items()}


def _entity(entry: Mapping[str, Any], spellings: Sequence[str]) -> Entity:
    aliases, note = _aliases(entry, spellings), entry.get("affiliation", "")
    if entry["type"] != "person":
        return Group(
            id=entry["id"],
            name=entry["name"],
            type=entry["type"],
            aliases=aliases,
            parent=entry.get("member_of"),
            note=note,
        )
    title = _TITLE_END.split(note, maxsplit=1)[0]
    roles = (Role(entry["member_of"], title),) if entry.get("member_of") else ()
    return Person(id=entry["id"], name=entry["name"], aliases=aliases, roles=roles, note=note)


def _aliases(entry: Mapping[str, Any], spellings: Sequence[str]) -> tuple[Alias, ...]:
    ambiguous = {spelling for spelling in entry.get("ambiguous", ()) if not _settled_by_length(spelling, spellings)}
    named = [(entry["name"], None)]
    named += [
        (spelling, None if script == _LATIN else script)
        for script, written in entry.get("aliases", {}).items()
        for spelling in written
    ]
    return tuple(Alias(str(text), language, str(text) in ambiguous) for text, language in dict.fromkeys(named))


def _spellings(entry: Mapping[str, Any]) -> list[str]:
    return [entry["name"], *(str(text) for written in entry.get("aliases", {}).values() for text in written)]


def _settled_by_length(spelling: str, spellings: Iterable[str]) -> bool:
    return any(spelling in longer.split(" ", 1)[-1:] or f" {spelling}" in longer for longer in spellings)
