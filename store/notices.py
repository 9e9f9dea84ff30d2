"""Notices: what the operator is told, in the outbox like everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from onrecord.model import DeliveryState, Notice
from store import tables
from store.deliveries import new_row

_deliveries = tables.deliveries
MOST = 100
"""So many messages that were given up are told in one notice; `onrecord alerts show` has those on top of that."""


def add(tx: Connection, channel: str, told: Sequence[Notice], at: datetime) -> None:
    """Tell the operator, in the message that waits already, if there is one that was not tried yet.

    Args:
        tx: the transaction.
        channel: id of the operator's.
        told: in the order in which it happened.
        at: when a new message may be sent for the first time.
    """
    waiting = tx.execute(
        select(_deliveries.c.id, _deliveries.c.notices)
        .where(
            tables.waiting,
            _deliveries.c.channel == channel,
            _deliveries.c.notices.is_not(None),
            _deliveries.c.state == DeliveryState.PENDING,
        )
        .order_by(_deliveries.c.id.desc())
        .limit(1)
        .with_for_update()
    ).first()
    if waiting is None:
        tx.execute(insert(_deliveries).values(new_row(channel, at, notices=[asdict(each) for each in told])))
        return
    full = sum(each["kind"] == "given_up" for each in waiting.notices) >= MOST
    joined = [*waiting.notices, *(asdict(each) for each in told if not (full and each.kind == "given_up"))]
    tx.execute(update(_deliveries).where(_deliveries.c.id == waiting.id).values(notices=joined))
