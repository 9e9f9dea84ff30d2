"""What users write, as pydantic models. Every key that exists is here; docs/config.md says the same in prose."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from config import rules
from config.fields import (
    AliasLanguage,
    Country,
    Duration,
    FirstDay,
    Id,
    Language,
    LastDay,
    Many,
    Moment,
    Text,
    Timezone,
    WebUrl,
    wrong,
)
from config.section import ACTS, KINDS, KeywordSection, Section
from config.telling import ChannelSection, RouteSection, WantedSection
from onrecord.model import Evidence, GroupType, SourceKind

__all__ = ["ChannelSection", "ConfigFile", "KeywordSection", "RouteSection", "Section", "WantedSection"]


class SourceSection(Section):
    """One place of an outlet where links appear."""

    kind: SourceKind
    """feed (RSS, Atom, RDF, JSON Feed), sitemap (a news sitemap or an index of them), section (an ordinary page with
    links to articles), telegram (a public channel), list (articles by address)."""
    url: WebUrl | None = None
    """Where it is. A public Telegram channel is read at https://t.me/s/NAME. A list has urls instead."""
    urls: Many[WebUrl] = Field(default_factory=list)
    """The articles of a list: each is read once, and told like any other."""
    links: Many[Text] = Field(default_factory=list)
    """CSS selectors of the links to articles on a section page, or of what holds them. Without any they are told by
    their looks."""
    name: Id | None = None
    """Tells the sources of one outlet apart; without it the kind is the name."""
    language: Language | None = None
    """When all of it is in one language; otherwise the text decides."""
    every: Duration = timedelta(minutes=10)
    """How long to wait between two polls, as long as nothing shows a rhythm."""
    fastest: Duration | None = None
    """How soon to poll a source again that brings much. Without it: five times as often as every says, a minute at
    least."""
    slowest: Duration | None = None
    """How late to poll a source again that brings little, or that says it will not change. Without it: every."""
    since: Moment | None = None
    """Alert also on what the first poll finds, when published at or after this time. Without it the first poll only
    learns what is already there."""
    evidence: Evidence | None = None
    """How we know that the URL works: P+ somebody's dated probe found it working, P- found it dead, R named in the
    outlet's robots.txt, C a program really read it, L only listed somewhere, M from memory."""
    unverified: bool = False
    """Nobody has seen it work: until it has worked once, its failure is "never reached", not a trouble."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> SourceSection:
        if self.kind == "list":
            if self.url or not self.urls:
                raise wrong("a list has urls, and no url", "urls: [https://…, https://…]")
        elif self.urls or not self.url:
            raise wrong("needs a url, and only a list has urls", "url: https://…")
        if self.fastest and self.fastest > (self.slowest or self.every):
            raise wrong("fastest is slower than slowest", "fastest: 2m, slowest: 1h")
        if self.links and self.kind != "section":
            raise wrong("only a section page has links", "remove links, or make it kind: section")
        for selector in self.links:
            if fault := rules.selector_fault(selector):
                raise wrong(f"“{selector}” is no CSS selector ({fault})", "such as article h2 a")
        return self


class PolitenessSection(Section):
    """How we behave towards an outlet's hosts."""

    delay: Duration = timedelta(seconds=1)
    """The least time between two requests to one host."""
    concurrency: Annotated[int, Field(ge=1, le=16)] = 1
    """Requests to one host at the same time."""
    robots: bool = True
    """Whether robots.txt is obeyed."""


class OutletSection(Section):
    """A publisher: a newspaper, an agency, a broadcaster, or a group's own channel."""

    id: Id
    name: Text
    country: Country
    """ISO 3166-1, two capital letters: where it is published."""
    languages: Annotated[list[Language], Field(min_length=1)]
    """ISO 639-1, most frequent first."""
    timezone: Timezone = "UTC"
    """IANA name, such as Asia/Baghdad: dates without an offset are read in it."""
    sources: Many[SourceSection] = Field(default_factory=list)
    politeness: PolitenessSection = Field(default_factory=PolitenessSection)
    speaks_for: Id | None = None
    """Id of the group whose own channel this is: its communiqués are the group's statements."""
    expect_per_day: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    """Articles a day under which silence is a trouble."""
    allow_private: bool = False
    """Allow requests to loopback and private addresses (tests, intranets)."""
    render: bool = False
    """Let a browser show its pages that need JavaScript; needs onrecord[render] and a Chromium."""
    note: str = ""
    """For yourself."""


def _by_language(value: object) -> object:
    if value is None:
        return {}
    if isinstance(value, list):
        raise wrong("should say for which texts the names are", "latin: [Name, Other name]")
    if not isinstance(value, dict):
        return value
    return {key: [] if names is None else names for key, names in value.items()}


Aliases: TypeAlias = Annotated[dict[AliasLanguage, list[Text]], BeforeValidator(_by_language)]


class GroupSection(Section):
    """A tracked body: a movement, party, army, ministry or office."""

    id: Id
    name: Text
    """The name alerts show. It counts as an alias in every language."""
    type: GroupType
    parent: Id | None = None
    """Id of the group that this one's statements count for (an armed wing's movement)."""
    aliases: Aliases = Field(default_factory=dict)
    """Other names, by the language of the texts they appear in; `latin` for any text."""
    ambiguous: Many[Text] = Field(default_factory=list)
    """Those of its names that also name something else: they count only in context."""
    context: Many[Text] = Field(default_factory=list)
    """Words whose presence in an article lets an ambiguous name count."""
    note: str = ""
    """For yourself."""


class RoleSection(Section):
    """What a person is, or was, in a group: while it lasts, what he says counts for the group."""

    group: Id
    title: str = ""
    """In words: Secretary-General, spokesman."""
    since: FirstDay | None = None
    """First day; a year or a month is enough. Without it: always."""
    until: LastDay | None = None
    """Last day; a year or a month is enough. Without it: still."""

    @model_validator(mode="after")
    def _in_order(self) -> RoleSection:
        if self.since and self.until and self.until < self.since:
            raise wrong(f"ends ({self.until}) before it begins ({self.since})", "swap since and until")
        return self


class PersonSection(Section):
    """A tracked person."""

    id: Id
    name: Text
    """The name alerts show. It counts as an alias in every language."""
    roles: Many[RoleSection] = Field(default_factory=list)
    gender: Literal["m", "f"] | None = None
    """What pronouns agree with."""
    aliases: Aliases = Field(default_factory=dict)
    """Other names, by the language of the texts they appear in; `latin` for any text."""
    ambiguous: Many[Text] = Field(default_factory=list)
    """Those of its names that also name something else: they count only in context."""
    context: Many[Text] = Field(default_factory=list)
    """Words whose presence in an article lets an ambiguous name count."""
    note: str = ""
    """For yourself."""


class ConditionsSection(Section):
    """What a statement must be, beside its speaker. What is left out asks for nothing."""

    keywords: Many[KeywordSection] = Field(default_factory=list)
    """One of these rules must hold."""
    kinds: Many[KINDS] = Field(default_factory=list)
    """direct (the exact words), mixed, indirect (reported)."""
    acts: Many[ACTS] = Field(default_factory=list)
    """What the statement does."""
    languages: Many[Language] = Field(default_factory=list)
    """Of the article."""
    outlets: Many[Id] = Field(default_factory=list)
    """Ids: only what these publish."""


class WatchlistSection(Section):
    """What an analyst tracks, and where its alerts go."""

    id: Id
    name: Text
    groups: Many[Id] = Field(default_factory=list)
    """Ids; a group brings its sub-bodies and the persons who speak for it."""
    persons: Many[Id] = Field(default_factory=list)
    """Ids of persons tracked beside or without a group."""
    conditions: ConditionsSection = Field(default_factory=ConditionsSection)
    routes: Annotated[list[RouteSection], Field(min_length=1)]
    mentions: bool = False
    """Alert also on articles that merely mention a tracked group or person."""
    keywords_alone: bool = False
    """Alert also on articles that meet a keyword rule, whoever speaks."""
    max_age: Duration = timedelta(days=3)
    """An article published longer ago than this is filed, not alerted."""
    urgent: WantedSection | None = None
    """Which of its alerts are of high priority, for routes to ask for."""

    @model_validator(mode="after")
    def _watches_something(self) -> WatchlistSection:
        if self.keywords_alone and not self.conditions.keywords:
            raise wrong("keywords_alone without a keyword rule", "add one under conditions: keywords:")
        if not (self.groups or self.persons or self.keywords_alone):
            raise wrong("watches nothing", "list groups or persons, or keyword rules with keywords_alone: true")
        return self


class KeepSection(Section):
    """How long is kept what can be forgotten. Statements, their reports and alerts are kept for ever."""

    texts: Duration = timedelta(days=180)
    """The texts of articles. Their titles, addresses and what was reported in them stay."""
    silences: Duration = timedelta(days=180)
    """What was not told, and why."""
    deliveries: Duration = timedelta(days=180)
    """What was sent or given up, with every attempt."""
    pages: Duration = timedelta(days=365)
    """Pages as they were received, in the folder of evidence."""


class ProgramSection(Section):
    """The program itself."""

    database: Text = "sqlite:///onrecord.db"
    """SQLAlchemy URL: SQLite, or postgresql+psycopg://…"""
    user_agent: Text = "onrecord/0.1 (news monitor)"
    """What we call ourselves; put a contact there."""
    retry_for: Duration = timedelta(days=2)
    """How long an unread page or an undelivered message is tried again."""
    templates: Text | None = None
    """Folder with templates of your own, from the config folder."""
    workers: Annotated[int, Field(ge=1, le=64)] = 2
    """Processes that extract text."""
    evidence: Text | Literal[False] = "onrecord-evidence"
    """Folder for the pages that were read, as WARC: relative to the folder of an SQLite database, else to the current
    one. false: pages are not kept."""
    chromium: Text | None = None
    """Path of the browser for outlets with render: true; without it, the one on the system's path."""
    operator: Id | None = None
    """Channel that is told of messages that were given up, and when a source is in trouble or well again."""
    keep: KeepSection = Field(default_factory=KeepSection)


class ConfigFile(Section):
    """One config file. All files of a config folder are read as one."""

    onrecord: ProgramSection | None = None
    outlets: Many[OutletSection] = Field(default_factory=list)
    groups: Many[GroupSection] = Field(default_factory=list)
    persons: Many[PersonSection] = Field(default_factory=list)
    watchlists: Many[WatchlistSection] = Field(default_factory=list)
    channels: Many[ChannelSection] = Field(default_factory=list)
