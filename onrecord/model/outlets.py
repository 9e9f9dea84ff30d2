"""Where news comes from: outlets, their sources, and what a source's row remembers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

SourceKind: TypeAlias = Literal["feed", "sitemap", "section", "telegram", "list"]
Evidence: TypeAlias = Literal["P+", "P-", "R", "C", "L", "M"]


@dataclass(frozen=True, slots=True)
class Politeness:
    """How we behave towards an outlet's hosts. `delay` is the least time between two requests to one host."""

    delay: timedelta = timedelta(seconds=1)
    concurrency: int = 1
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """One place of an outlet where links appear.

    Attributes:
        id: unique over all outlets: ``outlet/name``.
        every: how long to wait between two polls, as long as nothing shows a rhythm.
        fastest: how often to poll a source that brings much; None: five times as often as `every` says.
        slowest: how seldom to poll one that brings little; None: `every`.
        since: alert also on what the first poll finds, when published at or after this moment; None: the first
            successful poll is a baseline, stored and analysed but not alerted.
        evidence: how we know that the URL works (grades in the starter config); None: the operator's own.
        links: CSS selectors of the links to articles on a section page; empty: they are told by their looks.
        urls: the addresses of a list, which is never fetched itself; `url` is the first of them.
        unverified: nobody has seen it work; until it has worked once, its failure is "never reached", no trouble.
    """

    id: str
    outlet: str
    kind: SourceKind
    url: str
    language: str | None = None
    every: timedelta = timedelta(minutes=10)
    since: datetime | None = None
    evidence: Evidence | None = None
    unverified: bool = False
    fastest: timedelta | None = None
    slowest: timedelta | None = None
    links: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    Attributes:
        languages: ISO 639-1 codes, most frequent first; the prior for language identification.
        timezone: IANA name; dates without an offset are read in it.
        speaks_for: id of the group whose own channel this is, or None.
        expect_per_day: articles a day under which silence is a trouble, or None.
        allow_private: requests to loopback and private addresses are allowed (tests, intranets).
        render: pages that show their text only with JavaScript are shown by a browser first.
    """

    id: str
    name: str
    country: str
    languages: tuple[str, ...]
    timezone: str = "UTC"
    sources: tuple[Source, ...] = ()
    politeness: Politeness = Politeness()
    speaks_for: str | None = None
    expect_per_day: float | None = None
    allow_private: bool = False
    render: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An expected failure, kept as a value on the row it belongs to.

    Attributes:
        kind: one or two words to group by ("unreachable", "not a feed", "no article").
        detail: the cause in words, safe to show.
        at: when it happened.
        retry_after: how long the other side asked us to stay away, if it did.
    """

    kind: str
    detail: str
    at: datetime
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a source's row remembers between polls. All times are aware and in UTC.

    Attributes:
        baselined_at: when the first successful poll happened; None before it.
        streak: failures in a row, 0 after a success.
        rhythm: the usual time between two new entries; None before there was any.
    """

    next_poll_at: datetime
    baselined_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    streak: int = 0
    failure: Failure | None = None
    rhythm: timedelta | None = None
