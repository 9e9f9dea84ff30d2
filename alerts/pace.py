"""How fast one channel is sent to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import Limit


@dataclass(frozen=True, slots=True)
class Pace:
    """What to do with the messages that wait for a channel.

    Attributes:
        wait_until: send none before then; None: send now.
        bundle: send all alerts that wait and were never tried in one.
    """

    wait_until: datetime | None = None
    bundle: bool = False


def pace(attempts: Sequence[datetime], waiting: int, limit: Limit, now: datetime) -> Pace:
    """Keep within the limit, and drop nothing: what comes too fast goes out in one.

    The last message that the limit allows carries every alert that waits, so that a flood of a hundred is told at once.

    Args:
        attempts: when the channel was tried to send to, at least those within `limit.per`, in any order.
        waiting: how many alerts wait that were never tried.
        limit: of the channel.
        now: aware UTC.
    """
    recent = sorted(at for at in attempts if at > now - limit.per)
    free = limit.messages - len(recent)
    if free <= 0:
        return Pace(wait_until=recent[-limit.messages] + limit.per)
    return Pace(bundle=free == 1 and waiting > 1)
