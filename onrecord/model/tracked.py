"""Whom we track: groups, persons, and how texts name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from onrecord.model.spans import Span

GroupType: TypeAlias = Literal["armed_group", "party", "umbrella", "military", "ministry", "office", "media", "other"]


@dataclass(frozen=True, slots=True)
class Alias:
    """One way in which texts name an entity.

    Attributes:
        text: as written; matching normalises it.
        language: ISO 639-1 code of the texts it is for, or None for any text.
        ambiguous: it also names something else (a surname, a common word, another party): it counts only in an
            article that names the entity, its group or its context in another, unambiguous way.
    """

    text: str
    language: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A tracked body: a movement, party, army, ministry or office.

    Attributes:
        parent: id of the group that this one's statements count for (an armed wing's movement), or None.
        context: words whose presence lets an ambiguous alias count.
    """

    id: str
    name: str
    type: GroupType
    aliases: tuple[Alias, ...] = ()
    parent: str | None = None
    context: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is, or was, in a group: while it lasts he speaks for the group.

    `since` and `until` are inclusive; None is open.
    """

    group: str
    title: str = ""
    since: date | None = None
    until: date | None = None

    def current(self, on: date) -> bool:
        """Whether the role was held on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """A tracked person. `gender` ("m", "f" or None) is what pronouns agree with."""

    id: str
    name: str
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    context: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None
    note: str = ""


Entity: TypeAlias = Group | Person


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article that names a tracked entity.

    Attributes:
        span: in the article's text.
        entity: id of the group or person.
        alias: the alias that matched, as written in the config.
    """

    span: Span
    entity: str
    alias: str
