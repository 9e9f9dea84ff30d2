"""Sections about telling as written → the model's dataclasses. Everything here has been checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from typing import Final, get_args

from config import telling
from config.section import KeywordSection
from onrecord.model import Channel, KeywordRule, Kind, Limit, Quiet, Route, Schedule, Secret, Wanted

_WEEK: Final = get_args(telling.DAYS)


def route(section: telling.RouteSection) -> Route:
    """A route."""
    return Route(
        channel=section.channel,
        updates=tuple(sorted(set(section.updates))),
        edits=section.edits,
        threshold=section.threshold,
        digest=schedule(section.digest) if section.digest else None,
        wanted=wanted(section.when, section.when.priorities),
        wakes=section.wakes,
    )


def wanted(section: telling.WantedSection, priorities: Iterable[str] = ()) -> Wanted:
    """Which alerts are meant."""
    return Wanted(
        groups=tuple(section.groups),
        persons=tuple(section.persons),
        kinds=tuple(Kind(kind) for kind in section.kinds),
        acts=tuple(section.acts),
        languages=tuple(section.languages),
        outlets=tuple(section.outlets),
        keywords=tuple(keyword_rule(rule) for rule in section.keywords),
        priorities=tuple("high" if priority == "high" else "normal" for priority in priorities),
    )


def schedule(section: telling.DigestSection) -> Schedule:
    """The hours of a digest; `every` becomes hours from midnight."""
    hours = range(0, 24, section.every // timedelta(hours=1)) if section.every else ()
    return Schedule(
        at=tuple(sorted({*section.at, *map(time, hours)})),
        days=_days(section.days),
        timezone=section.timezone or "",
        heartbeat=section.heartbeat,
    )


def _days(names: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({_WEEK.index(name) for name in names}))


def keyword_rule(section: KeywordSection) -> KeywordRule:
    """A keyword rule."""
    return KeywordRule(
        name=section.name,
        all=tuple(section.all),
        any=tuple(section.any),
        none=tuple(section.none),
        near=section.near,
        languages=tuple(section.languages),
        scope=section.scope,
    )


def channel(section: telling.ChannelSection, secrets: Mapping[str, str]) -> Channel:
    """A channel; its address goes into a `Secret` whole."""
    quiet, limit = section.quiet_hours, section.limit
    return Channel(
        id=section.id,
        kind=section.kind,
        url=None if section.url is None else Secret(secrets.get(section.url, section.url)),
        language=section.language,
        timezone=section.timezone,
        quiet=Quiet(quiet.start, quiet.end, _days(quiet.days)) if quiet else None,
        limit=Limit(limit.messages, limit.per) if limit else None,
        path=section.path or "",
    )
