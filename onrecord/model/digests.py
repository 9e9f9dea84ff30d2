"""Several alerts in one message: Spread, DigestEntry, Digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onrecord.model.alerts import Alert, Silence


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a statement has gone by now. `independent` counts copies of one text once."""

    outlets: int = 1
    independent: int = 1


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One alert of a digest.

    Attributes:
        raised_at: when it was decided, aware UTC.
        occasion: id of the speech or event that its first statement belongs to, or of that statement; empty without
            statements.
        spreads: one for each of the alert's statements.
    """

    alert: Alert
    raised_at: datetime
    occasion: str = ""
    spreads: tuple[Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that cannot be read: its id, and why in words."""

    source: str
    detail: str


@dataclass(frozen=True, slots=True)
class Section:
    """What one group, or one person without a group, newly said: occasions, newest first, each of entries."""

    group: str
    occasions: tuple[tuple[DigestEntry, ...], ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Alerts in one message.

    Attributes:
        key: of the delivery: the same at every attempt.
        at: the hour it was asked for; None for a bundle of what was held back or came too fast.
        sections: by group, newest first.
        background: what was told again, and raised no alert.
        troubles: the sources that cannot be read.
    """

    key: str
    at: datetime | None
    sections: tuple[Section, ...]
    background: tuple[Silence, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def entries(self) -> tuple[DigestEntry, ...]:
        """All entries, in the order of the message."""
        return tuple(entry for section in self.sections for occasion in section.occasions for entry in occasion)
