"""What users write about how they want to be told: channels, routes, digests, quiet hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field, model_validator

from config import addresses
from config.fields import Duration, Id, Language, Many, ShareOfDay, Text, TimeOfDay, Timezone, wrong
from config.section import ACTS, KINDS, KeywordSection, Section
from onrecord.model import ChannelKind, Priority

DAYS: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FILES = ("file", "atom")
"""The kinds of channels that have a path."""


def _every_day() -> list[DAYS]:
    return list(get_args(DAYS))


class WantedSection(Section):
    """Which alerts of a watchlist are meant. What is left out asks for nothing; all that is given must hold."""

    groups: Many[Id] = Field(default_factory=list)
    """Ids of groups; of a person without one, the person's."""
    persons: Many[Id] = Field(default_factory=list)
    """Ids of who speaks."""
    kinds: Many[KINDS] = Field(default_factory=list)
    """direct (the exact words), mixed, indirect (reported)."""
    acts: Many[ACTS] = Field(default_factory=list)
    """What the statement does."""
    languages: Many[Language] = Field(default_factory=list)
    """Of the article."""
    outlets: Many[Id] = Field(default_factory=list)
    """Ids of who publishes it."""
    keywords: Many[KeywordSection] = Field(default_factory=list)
    """One of these rules must hold for a statement's words."""


class PickedSection(WantedSection):
    """Which alerts go a route."""

    priorities: Many[Priority] = Field(default_factory=list)
    """high: what the watchlist calls urgent; normal: the rest."""


class DigestSection(Section):
    """Alerts in one message, at hours on the clock on the wall, summer and winter."""

    at: Many[TimeOfDay] = Field(default_factory=list)
    """Times of day: ["07:00", "18:00"]."""
    every: ShareOfDay | None = None
    """Instead: 1h, 2h, 3h, 4h, 6h, 8h, 12h, 1d, counted from midnight."""
    days: Annotated[Many[DAYS], Field(min_length=1)] = Field(default_factory=_every_day)
    """Of the week."""
    timezone: Timezone | None = None
    """IANA name; without it the channel's."""
    heartbeat: bool = False
    """Tell also that there is nothing new."""

    @model_validator(mode="after")
    def _has_hours(self) -> DigestSection:
        if bool(self.at) == (self.every is not None):
            raise wrong("needs its hours", 'write either at: ["07:00"] or every: 4h')
        return self


class RouteSection(Section):
    """Where alerts go, when, and which: at once, unless digest or threshold says otherwise."""

    channel: Id
    updates: Many[Annotated[int, Field(ge=2, le=1000)]] = Field(default_factory=list)
    """Tell a statement again when so many independent outlets have it: [3, 10]. Copies do not count."""
    edits: bool = False
    """Tell when the words of a statement were changed in, or removed from, the article that was alerted."""
    threshold: Annotated[int, Field(ge=2, le=1000)] | None = None
    """Tell a statement only when so many independent outlets have it."""
    digest: DigestSection | None = None
    """Bundle the alerts until an hour."""
    when: PickedSection = Field(default_factory=PickedSection)
    """Only these alerts."""
    wakes: bool = False
    """Quiet hours do not hold what goes this way."""

    @model_validator(mode="after")
    def _makes_sense(self) -> RouteSection:
        if self.digest and self.wakes:
            raise wrong("a digest has its hours: it wakes nobody", "remove wakes")
        return self


class QuietSection(Section):
    """Hours in which a channel gets nothing; what comes then is bundled at the end."""

    start: TimeOfDay
    """On the channel's clock."""
    end: TimeOfDay
    """At or before the start: of the next day."""
    days: Annotated[Many[DAYS], Field(min_length=1)] = Field(default_factory=_every_day)
    """On which the hours begin."""

    @model_validator(mode="after")
    def _ends(self) -> QuietSection:
        if self.start == self.end:
            raise wrong("begins when it ends", "write other hours")
        return self


class LimitSection(Section):
    """How fast a channel is sent to; what comes faster is bundled, not dropped."""

    messages: Annotated[int, Field(ge=1, le=10_000)]
    """At most so many messages, attempts that failed included,"""
    per: Duration = timedelta(minutes=10)
    """in any stretch of this length."""


class ChannelSection(Section):
    """One recipient."""

    id: Id
    kind: ChannelKind
    url: Text | None = None
    """The address with its credentials as references: ${env:NAME}, or env:NAME or file:PATH for the whole of it."""
    path: Text | None = None
    """For file and atom: where it is written, from the folder in which onrecord runs."""
    language: Language = "en"
    """Of the labels around the quote."""
    timezone: Timezone = "UTC"
    """IANA name in which times are shown."""
    quiet_hours: QuietSection | None = None
    """When nothing is sent."""
    limit: LimitSection | None = None
    """How fast it is sent to."""

    @model_validator(mode="after")
    def _has_address(self) -> ChannelSection:
        if self.kind in FILES:
            return self._has_path()
        if self.path:
            raise wrong(f"a channel of kind {self.kind} has no path", "remove path")
        if self.kind == "console" and self.url:
            raise wrong("the console has no url", "remove url")
        if self.kind != "console" and not self.url:
            raise wrong("needs a url", addresses.example(self.kind))
        return self

    def _has_path(self) -> ChannelSection:
        if self.url:
            raise wrong(f"a channel of kind {self.kind} has no url", "remove url")
        if not self.path:
            raise wrong("needs a path", "path: alerts.jsonl" if self.kind == "file" else "path: feeds/desk.atom")
        return self
