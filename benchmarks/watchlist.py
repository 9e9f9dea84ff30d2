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
    affiliation says before "of". An alias is ambiguous where the file says so, except where another entity's longer
    alias holds it ("Hezbollah" in "Kata'ib Hezbollah"): the longest match settles that.
    """
    raw: Sequence[Mapping[str, Any]] = YAML(typ="safe").load(path)["entities"]
    return tuple(
        _entity(entry, [spelling for other in raw if other is not entry for spelling in _spellings(other)])
        for entry in raw
    )


def top(entities: Iterable[Entity]) -> dict[str, str]:
    """For every entity the one whose alert its statements raise: its top parent, else itself."""
    by_id = {entity.id: entity for entity in entities}

    def climb(entity: Entity) -> str:
        above = entity.parent if isinstance(entity, Group) else (entity.roles[0].group if entity.roles else None)
        return climb(by_id[above]) if above else entity.id

    return {entity_id: climb(entity) for entity_id, entity in by_id.items()}


def _entity(entry: Mapping[str, Any], others: Sequence[str]) -> Entity:
    aliases, note = _aliases(entry, others), entry.get("affiliation", "")
    if entry["type"] != "person":
        return Group(
            id=entry["id"],
            name=entry["name"],
            type=entry["type"],
            aliases=aliases,
            parent=entry.get("member_of"),
            note=note,
        )
    title = _TITLE_END.split(note, maxsplit=1)[0].strip()
    roles = (Role(entry["member_of"], title),) if entry.get("member_of") else ()
    return Person(id=entry["id"], name=entry["name"], aliases=aliases, roles=roles, note=note)


def _aliases(entry: Mapping[str, Any], others: Sequence[str]) -> tuple[Alias, ...]:
    ambiguous = {spelling for spelling in entry.get("ambiguous", ()) if not _settled_by_length(spelling, others)}
    named = [(entry["name"], None)]
    named += [
        (spelling, None if script == _LATIN else script)
        for script, written in entry.get("aliases", {}).items()
        for spelling in written
    ]
    return tuple(Alias(str(text), language, str(text) in ambiguous) for text, language in dict.fromkeys(named))


def _spellings(entry: Mapping[str, Any]) -> list[str]:
    return [entry["name"], *(str(text) for written in entry.get("aliases", {}).values() for text in written)]


def _settled_by_length(spelling: str, others: Iterable[str]) -> bool:
    """Whether another entity's longer alias holds the spelling as whole words."""
    return any(f" {spelling} " in f" {other} " for other in others if other != spelling)
