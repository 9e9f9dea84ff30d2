"""Sections as written → the model's dataclasses. Everything here has been checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config import convert_telling as telling
from config import sections
from onrecord.model import (
    Alias,
    Conditions,
    Group,
    Keep,
    Kind,
    Outlet,
    Person,
    Politeness,
    Role,
    Settings,
    Source,
    Watchlist,
)
from onrecord.text import normalise


def settings(files: Sequence[sections.ConfigFile], secrets: dict[str, str], folder: Path) -> Settings:
    """All files as one.

    Args:
        files: checked, in order.
        secrets: texts that hold references → what they come to.
        folder: of the config, where relative paths of things to be read begin.
    """
    program = next((file.onrecord for file in files if file.onrecord), sections.ProgramSection())
    return Settings(
        database=secrets.get(program.database, program.database),
        user_agent=program.user_agent,
        outlets=tuple(outlet(section) for file in files for section in file.outlets),
        groups=tuple(group(section) for file in files for section in file.groups),
        persons=tuple(person(section) for file in files for section in file.persons),
        watchlists=tuple(watchlist(section) for file in files for section in file.watchlists),
        channels=tuple(telling.channel(section, secrets) for file in files for section in file.channels),
        retry_for=program.retry_for,
        workers=program.workers,
        templates=folder / program.templates if program.templates else None,
        keep=Keep(program.keep.texts, program.keep.silences, program.keep.deliveries, program.keep.pages),
        evidence=program.evidence or None,
        chromium=program.chromium,
        operator=program.operator,
    )


def outlet(section: sections.OutletSection) -> Outlet:
    """An outlet with its sources."""
    polite = section.politeness
    return Outlet(
        id=section.id,
        name=section.name,
        country=section.country,
        languages=tuple(dict.fromkeys(section.languages)),
        timezone=section.timezone,
        sources=tuple(source(inner, section) for inner in section.sources),
        politeness=Politeness(polite.delay, polite.concurrency, polite.robots),
        speaks_for=section.speaks_for,
        expect_per_day=section.expect_per_day,
        allow_private=section.allow_private,
        render=section.render,
    )


def source(section: sections.SourceSection, owner: sections.OutletSection) -> Source:
    """One source. Its id is ``outlet/name``, where the kind is the name if none is given."""
    return Source(
        id=f"{owner.id}/{section.name or section.kind}",
        outlet=owner.id,
        kind=section.kind,
        url=section.url or section.urls[0],
        urls=tuple(section.urls),
        links=tuple(section.links),
        language=section.language,
        every=section.every,
        fastest=section.fastest,
        slowest=section.slowest,
        since=_utc(section.since, owner.timezone),
        evidence=section.evidence,
        unverified=section.unverified,
    )


def _utc(moment: datetime | None, timezone: str) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def aliases(section: sections.GroupSection | sections.PersonSection) -> tuple[Alias, ...]:
    """The name and the aliases, each once per language; one for any text makes the same one for a language moot."""
    ambiguous = {normalise(text).text for text in section.ambiguous}
    every = [(section.name, None), *_by_language(section.aliases)]
    anywhere = {text for text, language in every if language is None}
    kept = dict.fromkeys((text, language) for text, language in every if language is None or text not in anywhere)
    return tuple(Alias(text, language, normalise(text).text in ambiguous) for text, language in kept)


def _by_language(written: dict[str, list[str]]) -> Iterable[tuple[str, str | None]]:
    for key, texts in written.items():
        for text in texts:
            yield text, None if key == "latin" else key


def group(section: sections.GroupSection) -> Group:
    """A group."""
    return Group(
        id=section.id,
        name=section.name,
        type=section.type,
        aliases=aliases(section),
        parent=section.parent,
        context=tuple(section.context),
        note=section.note,
    )


def person(section: sections.PersonSection) -> Person:
    """A person with all roles, past ones too: what was said then counts for the group of then."""
    return Person(
        id=section.id,
        name=section.name,
        aliases=aliases(section),
        roles=tuple(Role(role.group, role.title, role.since, role.until) for role in section.roles),
        context=tuple(section.context),
        gender=section.gender,
        note=section.note,
    )


def watchlist(section: sections.WatchlistSection) -> Watchlist:
    """A watchlist with its conditions and routes."""
    wanted = section.conditions
    return Watchlist(
        id=section.id,
        name=section.name,
        groups=tuple(section.groups),
        persons=tuple(section.persons),
        conditions=Conditions(
            keywords=tuple(telling.keyword_rule(rule) for rule in wanted.keywords),
            kinds=tuple(Kind(kind) for kind in wanted.kinds),
            acts=tuple(wanted.acts),
            languages=tuple(wanted.languages),
            outlets=tuple(wanted.outlets),
        ),
        routes=tuple(telling.route(route) for route in section.routes),
        mentions=section.mentions,
        keywords_alone=section.keywords_alone,
        max_age=section.max_age,
        urgent=telling.wanted(section.urgent) if section.urgent else None,
    )
