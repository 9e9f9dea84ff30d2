"""When a recipient wants to be told: hours of a digest, quiet hours, a limit on messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)
"""Days of the week as `datetime.weekday` counts them: Monday is 0."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The moments of a digest, on a clock on the wall.

    Attributes:
        at: times of day, at least one.
        days: of the week, Monday is 0.
        timezone: IANA name; empty: the channel's.
        heartbeat: tell also that there is nothing new.
    """

    at: tuple[time, ...]
    days: tuple[int, ...] = EVERY_DAY
    timezone: str = ""
    heartbeat: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which a recipient is told nothing, on the channel's clock. An end at or before the start is tomorrow's.

    `days` are those on which the hours begin.
    """

    start: time
    end: time
    days: tuple[int, ...] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many messages in any stretch of time of this length."""

    messages: int
    per: timedelta
