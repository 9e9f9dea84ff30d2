"""Outages: what an attempt says about its channel is kept, and the operator told once when it is down and when back."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import Connection

from alerts import outage
from onrecord.model import ChannelState, Delivery, Notice, Receipt
from onrecord.pipeline.notifying import Operator
from store import channels


def note(
    tx: Connection, delivery: Delivery, receipt: Receipt, operator: Operator, *, now: datetime, rng: random.Random
) -> ChannelState:
    """Keep how the channel fares after an attempt, tell what is to be told, and give it."""
    before = channels.get(tx, delivery.channel)
    fares = outage.after(before, receipt, delivery.id, now=now, rng=rng)
    if fares != before:
        channels.save(tx, delivery.channel, fares)
    notice = _change(delivery.channel, before, fares, receipt, now)
    if notice is not None:
        operator.tell(tx, (notice,), now, by=delivery.channel)
    return fares


def _change(channel: str, before: ChannelState, fares: ChannelState, receipt: Receipt, now: datetime) -> Notice | None:
    if fares.told and not before.told and fares.failing_since is not None:
        words = (
            f"down since {fares.failing_since:%Y-%m-%d %H:%M} UTC, {fares.failures} attempts failed, the last with: "
            f"{receipt.detail}. What comes waits; one message at a time is tried"
        )
        return Notice("channel_down", channel, words)
    if before.told and not fares.told and before.failing_since is not None:
        minutes = (now - before.failing_since) // timedelta(minutes=1)
        return Notice("channel_back", channel, f"takes messages again, after {minutes} min; what waited goes out now")
    return None
