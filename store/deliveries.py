"""Deliveries: the outbox. A delivery is unique on (alert, channel) and ends as sent or dead.

What a bundle carries (`store.bundles`) is not sent by itself: it is where its bundle is.

    pending ─┐                 ┌─ ok ──────────────── sent
             ├─ start → sending ┼─ not ok, next try ── retry
    retry  ──┘                 └─ not ok, no next ─── dead

A process that dies between `start` and `settle` leaves `sending`: `recover` makes it `retry` at the next start, so
that a crash may repeat the one message in flight and loses none; of a message of several parts, those of the attempt in
flight.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, Select, bindparam, func, insert, or_, select, update

from onrecord.errors import StoreError
from onrecord.model import Delivery, DeliveryState, Notice, Receipt
from store import alerts, channels, tables
from store.rows import chunks, insert_missing
from store.types import UTCDateTime

_deliveries = tables.deliveries
_attempts = tables.attempts
_alerts = tables.alerts

WAITING = (DeliveryState.PENDING, DeliveryState.RETRY)
_INTERRUPTED = "interrupted: the process ended while sending; the message may have arrived"


def _channels_waiting() -> CTE:
    """The channels for which something waits, and NULL: each looked up along the index, however much waits for it."""
    smallest = select(func.min(_deliveries.c.channel)).where(tables.waiting)
    found = select(smallest.scalar_subquery().label("channel")).cte("channels_waiting", recursive=True)
    following = smallest.where(_deliveries.c.channel > found.c.channel).scalar_subquery()
    return found.union_all(select(following).where(found.c.channel.is_not(None)))


def _oldest() -> Select[Any]:
    """Of each channel that is open and not busy the oldest delivery that is due, with the channel's last probe."""
    waiting, held = _channels_waiting(), tables.channels
    oldest = _FIRST_DUE.where(_deliveries.c.channel == waiting.c.channel).scalar_subquery()
    return (
        select(waiting.c.channel, held.c.probe, oldest.label("oldest"))
        .outerjoin_from(waiting, held, held.c.id == waiting.c.channel)
        .where(
            waiting.c.channel.not_in(bindparam("busy", expanding=True)),
            func.coalesce(held.c.open_at, _NOW) <= _NOW,
            oldest.is_not(None),
        )
    )


_NOW = bindparam("now", type_=UTCDateTime)
_FIRST_DUE = (
    select(_deliveries.c.id)
    .where(tables.waiting, _deliveries.c.next_try_at <= _NOW)
    .order_by(_deliveries.c.id)
    .limit(1)
)
_OLDEST = _oldest()
_FOLLOWING = _FIRST_DUE.where(_deliveries.c.channel == bindparam("channel"), _deliveries.c.id > bindparam("oldest"))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to send. `detail` is what the other side said, without secrets."""

    at: datetime
    ok: bool
    detail: str


def enqueue(tx: Connection, alert_id: str, channel: str, not_before: datetime, *, carrier: int | None = None) -> bool:
    """Put a delivery into the outbox.

    Args:
        tx: the transaction.
        alert_id: of an alert that is stored.
        channel: id of the channel, never its URL.
        not_before: when it may be sent for the first time.
        carrier: the bundle that it waits in, or None: it is sent by itself.

    Returns:
        False when this alert is in the outbox for this channel already.
    """
    return insert_missing(tx, _deliveries, [new_row(channel, not_before, alert_id=alert_id, carrier=carrier)]) == 1


def new_row(channel: str, at: datetime, **values: Any) -> dict[str, Any]:
    """The columns of a delivery that waits for its first attempt, which is due at a moment; `values` are the rest."""
    return {
        "alert_id": None,
        "channel": channel,
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "next_try_at": at,
        "created_at": at,
        "last_error": "",
        "carrier": None,
        "slot": None,
        "notices": None,
        **values,
    }


def due(tx: Connection, now: datetime, limit: int, *, exclude_channels: Collection[str] = ()) -> list[Delivery]:
    """The deliveries whose time has come: of each channel that is open the oldest, the oldest first.

    One per channel, so that each channel gets its messages in order and a long queue for one does not keep the
    others waiting. Ask again when one is settled. Of a channel that is down it is the oldest but the one that was tried
    last, if there is another: a message that alone breaks the connection keeps no other back.

    Args:
        tx: the transaction.
        now: deliveries due at or before this moment.
        limit: at most so many.
        exclude_channels: ids of channels that are busy.
    """
    asked = {"now": now, "busy": sorted(exclude_channels)}
    ids = []
    for row in tx.execute(_OLDEST, asked).all():
        another = tx.scalar(_FOLLOWING, {**asked, **row._asdict()}) if row.oldest == row.probe else None
        ids.append(another or row.oldest)
    chosen = with_alert().where(_deliveries.c.id.in_(ids)).order_by(_deliveries.c.id).limit(limit)
    return [of_row(row) for row in tx.execute(chosen)]


def lock(tx: Connection, delivery_id: int) -> Delivery | None:
    """A delivery as it is by now, kept from others until the transaction ends; None when it waits no more."""
    waiting = with_alert().where(_deliveries.c.id == delivery_id, _deliveries.c.state.in_(WAITING))
    row = tx.execute(waiting.with_for_update(of=_deliveries)).one_or_none()
    return None if row is None else of_row(row)


def start(tx: Connection, delivery_id: int, now: datetime) -> bool:
    """Claim a delivery for one attempt: from here on it is `sending`. Commit before sending.

    Returns:
        False when it is not waiting any more, or not due yet: another sender was faster.
    """
    changed = tx.execute(
        update(_deliveries)
        .where(
            _deliveries.c.id == delivery_id,
            _deliveries.c.state.in_(WAITING),
            _deliveries.c.next_try_at <= now,
        )
        .values(state=DeliveryState.SENDING, attempts=_deliveries.c.attempts + 1)
    )
    if changed.rowcount != 1:
        return False
    tx.execute(
        update(_deliveries)
        .where(_deliveries.c.carrier == delivery_id)
        .values(state=DeliveryState.SENDING, attempts=_deliveries.c.attempts + 1)
    )
    return True


def settle(tx: Connection, delivery_id: int, receipt: Receipt, next_try_at: datetime | None) -> DeliveryState:
    """Keep what came of an attempt.

    Which parts of a long message were taken is kept as long as it is tried again, and the first thread that one of them
    gave: a later attempt sends only the others, and what goes on from the message goes on from its beginning.

    Args:
        tx: the transaction.
        delivery_id: what `start` claimed.
        receipt: what the channel said.
        next_try_at: when to try again after a failure; None: the delivery is given up. Of no meaning after a success.

    Returns:
        The new state.

    Raises:
        StoreError: the delivery is not `sending`.
    """
    which = _deliveries.c.id == delivery_id, _deliveries.c.state == DeliveryState.SENDING
    before = tx.execute(select(_deliveries.c.taken, _deliveries.c.thread).where(*which).with_for_update()).one_or_none()
    if before is None:
        raise StoreError(f"delivery {delivery_id}", "is not being sent: nothing to settle")
    thread = before.thread or receipt.thread or None
    # What is carried shares the fate of its bundle; the parts are those of the bundle's own message.
    shared: dict[str, Any] = {"last_error": receipt.detail}
    own: dict[str, Any] = {"taken": None, "thread": None}
    if receipt.ok:
        state = DeliveryState.SENT
        shared = {"last_error": "", "sent_at": receipt.at, "thread": thread}
    elif next_try_at is not None:
        state = DeliveryState.RETRY
        shared["next_try_at"] = next_try_at
        own = {"taken": sorted({*(before.taken or ()), *receipt.taken}) or None, "thread": thread}
    else:
        state = DeliveryState.DEAD
    tx.execute(update(_deliveries).where(*which).values(state=state, **(own | shared)))
    tx.execute(update(_deliveries).where(_deliveries.c.carrier == delivery_id).values(state=state, **shared))
    tx.execute(insert(_attempts).values(delivery_id=delivery_id, at=receipt.at, ok=receipt.ok, detail=receipt.detail))
    return state


def thread(tx: Connection, alert_id: str, channel: str) -> str:
    """Where a message goes on from the one that told an alert on a channel, alone or in a bundle; or empty."""
    query = select(_deliveries.c.thread).where(_deliveries.c.alert_id == alert_id, _deliveries.c.channel == channel)
    return tx.scalar(query) or ""


def recover(tx: Connection, now: datetime) -> int:
    """Put back what a process that died was sending. Call it once at start-up, before anything is sent.

    Returns:
        How many deliveries go out again.
    """
    lost = tx.scalars(select(_deliveries.c.id).where(tables.sending, _deliveries.c.carrier.is_(None))).all()
    if not lost:
        return 0
    tx.execute(
        update(_deliveries)
        .where(tables.sending)
        .values(state=DeliveryState.RETRY, next_try_at=now, last_error=_INTERRUPTED)
    )
    tx.execute(
        insert(_attempts), [{"delivery_id": each, "at": now, "ok": False, "detail": _INTERRUPTED} for each in lost]
    )
    return len(lost)


def counts(tx: Connection) -> dict[DeliveryState, int]:
    """How many deliveries stand where. States without deliveries are 0."""
    query = select(_deliveries.c.state, func.count().label("total")).group_by(_deliveries.c.state)
    found: dict[str, int] = {row.state: row.total for row in tx.execute(query)}
    return {state: found.get(state, 0) for state in DeliveryState}


def listing(
    tx: Connection,
    *,
    state: DeliveryState | None = None,
    channel: str | None = None,
    alert_id: str | None = None,
    limit: int | None = 100,
) -> list[Delivery]:
    """Deliveries, the latest first.

    Args:
        tx: the transaction.
        state: only those that stand there.
        channel: only those to this channel.
        alert_id: only those of this alert; the whole id.
        limit: at most so many; None: all.
    """
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(_deliveries.c.state == state)
    if channel is not None:
        conditions.append(_deliveries.c.channel == channel)
    if alert_id is not None:
        conditions.append(_deliveries.c.alert_id == alert_id)
    query = with_alert().where(*conditions).order_by(_deliveries.c.id.desc()).limit(limit)
    return [of_row(row) for row in tx.execute(query)]


def history(tx: Connection, delivery_id: int) -> list[Attempt]:
    """Every attempt at a delivery, or at the bundle that carries it, the first first."""
    bundle = select(_deliveries.c.carrier).where(_deliveries.c.id == delivery_id).scalar_subquery()
    query = select(_attempts).where(_attempts.c.delivery_id.in_((delivery_id, bundle))).order_by(_attempts.c.id)
    return [Attempt(at=row.at, ok=row.ok, detail=row.detail) for row in tx.execute(query)]


def retry(tx: Connection, now: datetime, *, alert_id: str | None = None, channel: str | None = None) -> list[Delivery]:
    """Try again at once, and for as long as a new delivery.

    Args:
        tx: the transaction.
        now: becomes the time of the next try.
        alert_id: only this alert's, those that wait for their next try or for their digest too; the whole id. They are
            taken out of their bundle. None: all that are dead, bundles as such.
        channel: only those to this channel.

    The channels are open again, whatever held them.

    Returns:
        What goes out again, as it stood, the first first.
    """
    states = (DeliveryState.DEAD,) if alert_id is None else (DeliveryState.DEAD, *WAITING)
    found = [
        one
        for one in reversed(listing(tx, alert_id=alert_id, channel=channel, limit=None))
        if one.state in states and (alert_id is not None or one.carrier is None)
    ]
    again = {"state": DeliveryState.RETRY, "next_try_at": now, "created_at": now}
    for ids in chunks([one.id for one in found]):
        chosen = _deliveries.c.id.in_(ids)
        if alert_id is not None:
            tx.execute(update(_deliveries).where(chosen).values(carrier=None, **again))
        else:
            tx.execute(update(_deliveries).where(or_(chosen, _deliveries.c.carrier.in_(ids))).values(**again))
    channels.open_now(tx, {one.channel for one in found})
    return found


def with_alert() -> Select[Any]:
    """Deliveries, with the alert of each that has one; `of_row` makes them of it."""
    return select(_deliveries, _alerts.c.payload).outerjoin_from(
        _deliveries, _alerts, _deliveries.c.alert_id == _alerts.c.id
    )


def of_row(row: Row[Any]) -> Delivery:
    """A delivery from a row of `with_alert`."""
    return Delivery(
        id=row.id,
        alert=None if row.payload is None else alerts.load(row.payload),
        channel=row.channel,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        created_at=row.created_at,
        last_error=row.last_error,
        sent_at=row.sent_at,
        slot=row.slot,
        carrier=row.carrier,
        notices=tuple(Notice(**each) for each in row.notices or ()),
        taken=frozenset(row.taken or ()),
    )
