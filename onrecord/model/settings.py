"""The whole config as plain values, checked: what `config.load` gives and everything else reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from onrecord.model.outlets import Outlet, Source
from onrecord.model.tracked import Entity, Group, Person
from onrecord.model.watch import Channel, Watchlist

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Keep:
    """How long is kept what can be forgotten. Statements, their reports and alerts are kept for ever.

    Attributes:
        texts: of articles, and summaries of entries, after they were fetched.
        silences: what was not told, and why.
        deliveries: those that were sent or given up, with their attempts.
        pages: as they were received, in the folder of evidence.
    """

    texts: timedelta = timedelta(days=180)
    silences: timedelta = timedelta(days=180)
    deliveries: timedelta = timedelta(days=180)
    pages: timedelta = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator and the analysts configured.

    Attributes:
        database: SQLAlchemy URL; it may hold a password, so `repr` leaves it out.
        user_agent: what we call ourselves, with a contact.
        retry_for: how long an unread page or an undelivered message is tried again before it is given up.
        evidence: folder for the pages that were read; relative to that of an SQLite database, else to the current one.
            None: pages are not kept.
        templates: folder with templates of the user's, before the shipped ones; None: there are none.
        operator: id of the channel that is told of messages given up and of sources in trouble, or None.
        chromium: path of the browser for outlets that need one; None: the one on the system's path.
    """

    database: str = field(default="sqlite:///onrecord.db", repr=False)
    user_agent: str = "onrecord/0.1 (news monitor)"
    outlets: tuple[Outlet, ...] = ()
    groups: tuple[Group, ...] = ()
    persons: tuple[Person, ...] = ()
    watchlists: tuple[Watchlist, ...] = ()
    channels: tuple[Channel, ...] = ()
    retry_for: timedelta = timedelta(days=2)
    workers: int = 2
    keep: Keep = Keep()
    operator: str | None = None
    templates: Path | None = None
    evidence: str | None = "onrecord-evidence"
    chromium: str | None = None

    @property
    def evidence_folder(self) -> Path | None:
        """Where pages are kept, or None."""
        if self.evidence is None:
            return None
        file = self.database.removeprefix(_SQLITE).partition("?")[0] if self.database.startswith(_SQLITE) else ""
        return Path(file).parent / self.evidence

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Groups, then persons."""
        return (*self.groups, *self.persons)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all outlets."""
        return tuple(source for outlet in self.outlets for source in outlet.sources)
