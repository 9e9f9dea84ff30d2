"""ChannelState: what is remembered of a channel between two attempts to send there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel fares. All times are aware and in UTC.

    Attributes:
        open_at: nothing is sent there before, None: anything may be. Set while it is down, when the other side asked to
            be left alone, and when the channel's own limit is used up.
        failures: attempts in a row that failed and are to be repeated, whatever they were to send.
        failing_since: when the first of them was made.
        probe: the delivery that was tried last while the channel was down; None: it is not down.
        told: the operator was told that it is down.
    """

    open_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    probe: int | None = None
    told: bool = False

    @property
    def down(self) -> bool:
        """Whether it is given one message at a time, to see if it takes any."""
        return self.probe is not None
