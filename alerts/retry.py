"""When to try a failed delivery again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from onrecord.model import Receipt

FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(hours=1)
LONGEST_ASKED_WAIT: Final = timedelta(days=1)


def next_try(
    attempts: int,
    now: datetime,
    receipt: Receipt,
    *,
    created_at: datetime,
    retry_for: timedelta,
    rng: Random,
) -> datetime | None:
    """When to try again after the `attempts`-th attempt (1 is the first) brought `receipt`; None: never.

    Waits 15 s, 30 s, 1 min … up to 1 h, each shortened by up to a half at random, so that deliveries that failed
    together do not come back together ("equal jitter": M. Brooker, Exponential Backoff And Jitter, 2015). Never
    sooner than the other side asked, though a wish of more than a day counts as a day. None when there is nothing to
    repeat, when repeating makes no sense, or when the try would come later than `retry_for` after `created_at`.
    """
    if receipt.ok or not receipt.retryable:
        return None
    wait = min(FIRST_WAIT * 2 ** min(max(attempts, 1) - 1, 16), LONGEST_WAIT)
    wait *= rng.uniform(0.5, 1.0)
    if receipt.retry_after is not None:
        wait = max(wait, min(receipt.retry_after, LONGEST_ASKED_WAIT))
    at = now + wait
    return at if at <= created_at + retry_for else None
