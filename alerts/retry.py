"""When to try a failed delivery again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from onrecord.model import ChannelState, Receipt

FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(hours=1)


def next_try(
    attempts: int,
    now: datetime,
    receipt: Receipt,
    *,
    created_at: datetime,
    retry_for: timedelta,
    rng: Random,
    channel: ChannelState,
) -> datetime | None:
    """When to try again after the `attempts`-th attempt (1 is the first) brought `receipt`; None: never.

    Waits 15 s, 30 s, 1 min … up to 1 h, each shortened by up to a half at random, so that deliveries that failed
    together do not come back together ("equal jitter": M. Brooker, Exponential Backoff And Jitter, 2015); an attempt
    by which some parts of a message came through counts as the first. Never before the channel is open; when it is
    down, as soon as it is open, so that messages keep their order. None when there is nothing to repeat, when repeating
    makes no sense, or when the try would come later than `retry_for` after `created_at`.
    """
    if receipt.ok or not receipt.retryable:
        return None
    doublings = 0 if receipt.taken else min(max(attempts, 1) - 1, 16)
    wait = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    at = now if channel.down else now + wait * rng.uniform(0.5, 1.0)
    if channel.open_at is not None:
        at = max(at, channel.open_at)
    return at if at <= created_at + retry_for else None
