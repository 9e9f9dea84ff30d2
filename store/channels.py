"""Channels: how each fares. One without a row is open and has not failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from onrecord.model import ChannelState
from store import tables
from store.rows import insert_missing

_channels = tables.channels


def get(tx: Connection, channel: str) -> ChannelState:
    """How a channel fares."""
    row = tx.execute(select(_channels).where(_channels.c.id == channel)).one_or_none()
    return ChannelState() if row is None else _state(row)


def failing(tx: Connection) -> dict[str, ChannelState]:
    """The channels whose last attempt failed, by id."""
    query = select(_channels).where(_channels.c.failures > 0).order_by(_channels.c.id)
    return {row.id: _state(row) for row in tx.execute(query)}


def save(tx: Connection, channel: str, state: ChannelState) -> None:
    """Keep how a channel fares."""
    values = asdict(state)
    if not insert_missing(tx, _channels, [{"id": channel, **values}]):
        tx.execute(update(_channels).where(_channels.c.id == channel).values(values))


def hold(tx: Connection, channel: str, until: datetime) -> None:
    """Send nothing to a channel before a moment, nor before what held it already."""
    insert_missing(tx, _channels, [{"id": channel, **asdict(ChannelState())}])
    later = or_(_channels.c.open_at.is_(None), _channels.c.open_at < until)
    tx.execute(update(_channels).where(_channels.c.id == channel, later).values(open_at=until))


def open_now(tx: Connection, channels: Collection[str]) -> None:
    """Whatever held these channels holds them no longer."""
    tx.execute(update(_channels).where(_channels.c.id.in_(channels)).values(open_at=None))


def _state(row: Row[Any]) -> ChannelState:
    return ChannelState(row.open_at, row.failures, row.failing_since, row.probe, row.told)
