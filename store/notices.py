"""Notices: words to the operator, in the outbox like everything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from onrecord.model import DeliveryState
from store import tables
from store.deliveries import new_row

_deliveries = tables.deliveries
_LONGEST = 4000
"""Characters of a notice: what comes on top is in `onrecord alerts list`."""


def add(tx: Connection, channel: str, words: str, now: datetime) -> None:
    """Tell the operator, in the notice that waits already, if there is one that was not tried yet."""
    waiting = tx.execute(
        select(_deliveries.c.id, _deliveries.c.notice)
        .where(
            _deliveries.c.channel == channel,
            _deliveries.c.notice != "",
            _deliveries.c.state == DeliveryState.PENDING,
        )
        .order_by(_deliveries.c.id.desc())
    ).first()
    if waiting is None:
        tx.execute(insert(_deliveries).values(new_row(channel, now, notice=words)))
    elif len(waiting.notice) + len(words) < _LONGEST:
        joined = f"{waiting.notice}\n{words}"
        tx.execute(update(_deliveries).where(_deliveries.c.id == waiting.id).values(notice=joined))
