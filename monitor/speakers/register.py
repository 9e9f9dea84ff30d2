"""The tracked entities as speakers: whom a person speaks for, and whose alert a statement raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from monitor.speakers.lexicon import Lexicon, lexicon
from onrecord.model import Entity, Group, Mention, Person, Role, Speaker
from onrecord.text import normalise

_ROLE_LANGUAGE = "en"
"""Titles of roles are written in the language of the config."""
_SAME_SURNAME = 75.0
"""Likeness, 0 to 100, from which two transliterated surnames are taken for one: Araghchi and Araqchi have 80."""


class Register:
    """Tracked entities by id, with the ways from one to another."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._members: dict[str, list[Person]] = {}
        for entity in self._entities.values():
            if isinstance(entity, Person):
                for role in entity.roles:
                    self._members.setdefault(role.group, []).append(entity)
        self._tokens: dict[str, frozenset[frozenset[str]]] = {}
        self._holders: dict[str, frozenset[str]] = {}
        self._by_noun: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}

    def get(self, entity_id: str) -> Entity | None:
        """The entity with that id, or None."""
        return self._entities.get(entity_id)

    def is_person(self, entity_id: str) -> bool:
        """Whether the id is a person's."""
        return isinstance(self._entities.get(entity_id), Person)

    def names_person(self, mention: Mention) -> bool:
        """Whether a mention is a person's name: a tracked person's, or one that the config gives as a group's alias.

        An office often has the name of its holder among its aliases ("Netanyahu" for the prime minister's office).
        """
        if self.is_person(mention.entity):
            return True
        if mention.entity not in self._holders:
            entity = self._entities.get(mention.entity)
            self._holders[mention.entity] = _personal_spellings(entity) if isinstance(entity, Group) else frozenset()
        return bool(self._holders[mention.entity]) and _folded(mention.alias) in self._holders[mention.entity]

    def fullest_alias(self, mention: Mention) -> str:
        """The longest of the entity's aliases that are a person's name and end with the surname of this one."""
        entity = self._entities[mention.entity]
        end = normalise(mention.alias).text.split()[-1]
        personal = self._holders.get(mention.entity, frozenset())
        longer = [
            alias.text
            for alias in entity.aliases
            if (spelling := normalise(alias.text).text) in personal
            and fuzz.ratio(spelling.split()[-1], end) >= _SAME_SURNAME
        ]
        return max((*longer, mention.alias), key=len)

    def group(self, entity_id: str) -> Group | None:
        """The group with that id, or None."""
        entity = self._entities.get(entity_id)
        return entity if isinstance(entity, Group) else None

    def gender(self, entity_id: str) -> str:
        """The tracked person's gender, m or f, or an empty string."""
        entity = self._entities.get(entity_id)
        return (entity.gender or "") if isinstance(entity, Person) else ""

    def top(self, group_id: str) -> str:
        """The group that a group's statements count for: itself, or the last of its parents."""
        seen: set[str] = set()
        while group_id not in seen:
            seen.add(group_id)
            entity = self._entities.get(group_id)
            if not isinstance(entity, Group) or not entity.parent:
                break
            group_id = entity.parent
        return group_id

    def role(self, person_id: str, on: date) -> Role | None:
        """The person's first role that was current on that day, or None."""
        person = self._entities.get(person_id)
        roles = person.roles if isinstance(person, Person) else ()
        return next((role for role in roles if role.current(on)), None)

    def holders(self, group_id: str, noun_class: str, on: date) -> tuple[Person, ...]:
        """Persons whose current role in the group is of a class of nouns: head or spokesman."""
        return tuple(
            person
            for person in self._members.get(group_id, ())
            if any(
                role.group == group_id and role.current(on) and noun_class == title_class(role.title)
                for role in person.roles
            )
        )

    def spellings(self, entity_id: str) -> frozenset[frozenset[str]]:
        """The words of each of the entity's names and aliases, as sets."""
        if entity_id not in self._tokens:
            entity = self._entities[entity_id]
            names = (entity.name, *(alias.text for alias in entity.aliases))
            self._tokens[entity_id] = frozenset(frozenset(normalise(name).text.split()) for name in names)
        return self._tokens[entity_id]

    def spelled_with(self, entity_id: str, noun: str) -> bool:
        """Whether one of the entity's names or aliases holds the noun."""
        return any(noun in spelling for spelling in self.spellings(entity_id))

    def spelled(self, words: frozenset[str], noun: str, lexicon: Lexicon) -> str | None:
        """The group one of whose names stands in a phrase with nothing but nouns for bodies added.

        "The Arc-led *military* coalition" is the Arc-led coalition.
        """
        for group, spelling in self._spellings_with(noun) if noun else ():
            rest = words - spelling - lexicon.definite
            if spelling <= words and all(lexicon.body_noun(word) for word in rest):
                return group
        return None

    def _spellings_with(self, noun: str) -> tuple[tuple[str, frozenset[str]], ...]:
        if noun not in self._by_noun:
            self._by_noun[noun] = tuple(
                (entity.id, spelling)
                for entity in self._entities.values()
                if isinstance(entity, Group)
                for spelling in self.spellings(entity.id)
                if noun in spelling and len(spelling) > 1
            )
        return self._by_noun[noun]

    def speaker_of_group(self, group_id: str, how: Sequence[str]) -> Speaker:
        """The group itself speaks."""
        top, entity = self.top(group_id), self._entities[group_id]
        steps = (*how, f"{entity.name} counts for {self._name(top)}") if top != group_id else tuple(how)
        return Speaker(name=entity.name, group=top, body=group_id if top != group_id else None, how=steps)

    def speaker_of_person(self, person_id: str, on: date, how: Sequence[str]) -> Speaker:
        """The person speaks, for the group where a role is current on that day."""
        entity = self._entities[person_id]
        role = self.role(person_id, on)
        if role is None:
            return Speaker(name=entity.name, person=person_id, how=(*how, f"no role on {on.isoformat()}"))
        top = self.top(role.group)
        title = role.title or "member"
        capacity = f"{title} of {self._name(role.group)}"
        return Speaker(
            name=entity.name,
            person=person_id,
            group=top,
            body=role.group if top != role.group else None,
            capacity=capacity,
            how=(*how, f"role: {capacity}"),
        )

    def speaker_for(self, group_id: str, name: str | None, capacity: str, how: Sequence[str]) -> Speaker:
        """Somebody who is not tracked speaks for a group."""
        top = self.top(group_id)
        return Speaker(
            name=name,
            group=top,
            body=group_id if top != group_id else None,
            capacity=capacity,
            how=(*how, f"speaks for {self._name(group_id)}"),
        )

    def _name(self, entity_id: str) -> str:
        entity = self._entities.get(entity_id)
        return entity.name if entity else entity_id


def title_class(title: str) -> str:
    """The class of a role's title: head, spokesman, member, or empty; a deputy is no head."""
    words = lexicon(_ROLE_LANGUAGE)
    classes = {words.people[noun] for word in normalise(title).text.split() if (noun := words.person_noun(word))}
    if "spokesman" in classes:
        return "spokesman"
    if "head" in classes and not (words.deputies & set(normalise(title).text.split())):
        return "head"
    return "member" if classes else ""


def _personal_spellings(group: Group) -> frozenset[str]:
    """The aliases of a group that are names of persons: a given name begins them, or they are the end of such a one.

    Of an office or a ministry also those that share no word with its name and hold no noun for a body or a place.
    """
    words = lexicon(_ROLE_LANGUAGE)
    named = set(normalise(group.name).text.split())
    spellings = [tuple(normalise(alias.text).text.split()) for alias in group.aliases]
    given = {
        spelling
        for spelling in spellings
        if len(spelling) > 1 and not named & set(spelling) and _given(spelling[0], words, lexicon("ar"), lexicon("fa"))
    }
    personal = {spelling for spelling in spellings if any(full[-len(spelling) :] == spelling for full in given)}
    if group.type in {"office", "ministry"}:
        personal |= {
            spelling
            for spelling in spellings
            if not named & set(spelling) and not any(_common(word) for word in spelling)
        }
        personal -= {tuple(normalise(a.text).text.split()) for a in group.aliases if a.text.isupper()}
    return frozenset(" ".join(spelling) for spelling in personal)


def _given(word: str, *lexicons: Lexicon) -> bool:
    return any(word in words.masculine or word in words.feminine for words in lexicons)


def _common(word: str) -> bool:
    return any(
        words.body_noun(word) or words.person_noun(word) or words.is_part(word) or word in words.places
        for words in (lexicon("en"), lexicon("ar"), lexicon("fa"))
    )


@lru_cache(maxsize=4096)
def _folded(alias: str) -> str:
    return normalise(alias).text
