"""When a channel is down, and when it is tried again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from onrecord.model import ChannelState, Receipt

FAILURES: Final = 3
"""So many attempts in a row must fail before a channel counts as down: fewer are the messages' own bad luck."""
PATIENCE: Final = timedelta(minutes=5)
"""How long it must have failed before the operator is told: most outages pass."""
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(minutes=5)
LONGEST_ASKED_WAIT: Final = timedelta(days=1)


def after(state: ChannelState, receipt: Receipt, delivery: int, *, now: datetime, rng: Random) -> ChannelState:
    """How a channel fares after an attempt to send `delivery` there brought `receipt`.

    A channel that is down is tried again after 1 min, 2 min, 4 min, and then every 5 min, each shortened by up to a
    half at random. It is up again as soon as the other side answers, be it with a refusal, or takes a part of a
    message. A wish to be left alone holds it in either case, though one of more than a day counts as a day.
    """
    if receipt.ok or not receipt.retryable:
        return ChannelState()
    if receipt.taken:
        state = ChannelState()
    failures, since = state.failures + 1, state.failing_since or now
    waits = []
    if failures >= FAILURES:
        waits.append(min(FIRST_WAIT * 2 ** min(failures - FAILURES, 16), LONGEST_WAIT) * rng.uniform(0.5, 1.0))
    if receipt.retry_after is not None:
        waits.append(min(receipt.retry_after, LONGEST_ASKED_WAIT))
    return ChannelState(
        open_at=now + max(waits) if waits else None,
        failures=failures,
        failing_since=since,
        probe=delivery if failures >= FAILURES else None,
        told=state.told or (failures >= FAILURES and now - since >= PATIENCE),
    )
