"""Bundles: deliveries that carry others, which go out in one message and share its fate.

A digest is opened for an hour, unique on (channel, slot), before that hour: what is missed while nothing runs is due at
the next start, once. A bundle without an hour is made of what waits when too much comes at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from onrecord.model import Alert, DeliveryState
from store import alerts, tables
from store.deliveries import new_row
from store.rows import chunks, insert_missing

_deliveries = tables.deliveries
_attempts = tables.attempts
_alerts = tables.alerts
_told = tables.alert_statements


@dataclass(frozen=True, slots=True)
class Carried:
    """An alert in a bundle. `raised_at` is when it was decided."""

    alert: Alert
    raised_at: datetime


def open_slot(tx: Connection, channel: str, slot: datetime) -> int | None:
    """The bundle for an hour, made when it is not there yet; None when it is too late: it was sent, or tried."""
    insert_missing(tx, _deliveries, [new_row(channel, slot, slot=slot)])
    opened = select(_deliveries.c.id).where(
        _deliveries.c.channel == channel, _deliveries.c.slot == slot, _deliveries.c.state == DeliveryState.PENDING
    )
    return tx.scalar(opened.with_for_update())


def carried(tx: Connection, bundle: int) -> list[Carried]:
    """What a bundle carries, the first first."""
    query = (
        select(_alerts.c.payload, _alerts.c.created_at)
        .join_from(_deliveries, _alerts, _deliveries.c.alert_id == _alerts.c.id)
        .where(_deliveries.c.carrier == bundle)
        .order_by(_deliveries.c.id)
    )
    return [Carried(alerts.load(row.payload), row.created_at) for row in tx.execute(query)]


def gather(tx: Connection, channel: str, now: datetime) -> int:
    """Make one bundle of all alerts that wait for a channel and were never tried.

    Returns:
        The bundle, due now.
    """
    new = insert(_deliveries).values(new_row(channel, now)).returning(_deliveries.c.id)
    created: int = tx.execute(new).scalar_one()
    tx.execute(update(_deliveries).where(_untried(channel, now)).values(carrier=created))
    return created


def untried(tx: Connection, channel: str, now: datetime) -> int:
    """How many alerts wait for a channel, are due, and were never tried."""
    return tx.scalar(select(func.count()).select_from(_deliveries).where(_untried(channel, now))) or 0


def attempted(tx: Connection, channel: str, since: datetime) -> list[datetime]:
    """When a channel was tried to send to, after a moment."""
    query = (
        select(_attempts.c.at)
        .join_from(_attempts, _deliveries, _attempts.c.delivery_id == _deliveries.c.id)
        .where(_attempts.c.at > since, _deliveries.c.channel == channel)
    )
    return list(tx.scalars(query))


def known(tx: Connection, channel: str, statement_ids: Collection[str], *, but: int) -> set[str]:
    """Those statements that were sent to a channel already, in another message than the bundle `but`."""
    found: set[str] = set()
    for ids in chunks(sorted(statement_ids)):
        query = (
            select(_told.c.statement_id)
            .join_from(_told, _deliveries, _told.c.alert_id == _deliveries.c.alert_id)
            .where(
                _told.c.statement_id.in_(ids),
                _deliveries.c.channel == channel,
                _deliveries.c.state == DeliveryState.SENT,
                func.coalesce(_deliveries.c.carrier, 0) != but,
            )
        )
        found.update(tx.scalars(query))
    return found


def before(tx: Connection, channel: str, slot: datetime) -> datetime | None:
    """The hour of the digest before this one, if it is kept."""
    earlier = select(func.max(_deliveries.c.slot)).where(_deliveries.c.channel == channel, _deliveries.c.slot < slot)
    found: datetime | None = tx.scalar(earlier)
    return found


def discard(tx: Connection, bundle: int) -> None:
    """Forget a bundle that carries nothing, was never tried, and that nobody asked for."""
    tx.execute(delete(_deliveries).where(_deliveries.c.id == bundle))


def _untried(channel: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        tables.waiting,
        _deliveries.c.channel == channel,
        _deliveries.c.attempts == 0,
        _deliveries.c.next_try_at <= now,
        _deliveries.c.alert_id.is_not(None),
    )
