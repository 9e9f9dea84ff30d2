"""Alerts: what was decided to be told, what analysts say about it, and what they want to hear no more of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from onrecord.model import CONFIRMED, FROM_FEED, Alert, Article, DeliveryState
from store import tables
from store.rows import chunks, id_of, insert_missing, page_key

_alerts = tables.alerts
_articles = tables.articles
_alert_statements = tables.alert_statements
_deliveries = tables.deliveries
_mutes = tables.mutes
_payload = TypeAdapter(Alert)

MuteKind: TypeAlias = Literal["group", "outlet", "statement"]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as it is kept.

    Attributes:
        wrong_at: when an analyst marked it as wrong, or None.
        wrong_note: what the analyst wrote, or empty.
        deliveries: how many of its deliveries stand where; states without any are left out.
    """

    alert: Alert
    article_id: int
    created_at: datetime
    wrong_at: datetime | None
    wrong_note: str
    deliveries: Mapping[DeliveryState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mute:
    """Something of which nothing is told until a moment. `key` is an id of the kind."""

    kind: MuteKind
    key: str
    until: datetime


def save(tx: Connection, alert: Alert, article_id: int, now: datetime) -> bool:
    """Keep an alert, unless it tells nothing that its watchlist was not told before.

    Args:
        tx: the transaction.
        alert: what was decided; its statements must be stored already.
        article_id: number of the stored article it points to.
        now: time of the decision.

    Returns:
        False when an alert with this id is kept already, or all its statements were alerted to this watchlist.
    """
    statement_ids = {one.statement_id for one in alert.told} if alert.kind not in {"update", "edit"} else set[str]()
    if statement_ids and statement_ids <= told(tx, alert.watchlist, statement_ids):
        return False
    row = {
        "id": alert.id,
        "kind": alert.kind,
        "watchlist": alert.watchlist,
        "group_id": alert.group,
        "outlet": alert.article.outlet,
        "article_id": article_id,
        "created_at": now,
        "payload": dump(alert),
        "wrong_note": "",
    }
    if not insert_missing(tx, _alerts, [row]):
        return False
    links = [
        {"watchlist": alert.watchlist, "statement_id": statement_id, "alert_id": alert.id}
        for statement_id in sorted(statement_ids)
    ]
    insert_missing(tx, _alert_statements, links)
    return True


def confirm(tx: Connection, article: Article) -> int:
    """Upgrade what was alerted from the feed only, now that the article's page was read.

    The alert keeps its id and its statements; its origin becomes `page`, and its notes say so. Nothing is sent again.

    Args:
        tx: the transaction.
        article: what the page holds.

    Returns:
        How many alerts were upgraded.
    """
    query = (
        select(_alerts.c.id, _alerts.c.payload)
        .join_from(_alerts, _articles, _alerts.c.article_id == _articles.c.id)
        .where(_articles.c.outlet == article.outlet, _articles.c.url_key == page_key(article.url))
    )
    rows = [(row.id, load(row.payload)) for row in tx.execute(query)]
    from_feed = [(alert_id, alert) for alert_id, alert in rows if alert.article.origin == "feed"]
    for alert_id, alert in from_feed:
        reference = replace(
            alert.article,
            title=article.title or alert.article.title,
            published=article.published or alert.article.published,
            origin=article.origin,
        )
        notes = (*(note for note in alert.notes if note != FROM_FEED), CONFIRMED)
        confirmed = replace(alert, article=reference, notes=notes)
        tx.execute(update(_alerts).where(_alerts.c.id == alert_id).values(payload=dump(confirmed)))
    return len(from_feed)


def get(tx: Connection, alert_id: str) -> AlertRow:
    """One alert, by its id or the first digits of it.

    Raises:
        StoreError: no alert's id begins so, or several do.
    """
    full = id_of(tx, _alerts.c.id, alert_id, "alert")
    return _rows(tx, [_alerts.c.id == full], 1)[0]


def listing(
    tx: Connection,
    *,
    watchlist: str | None = None,
    group: str | None = None,
    outlet: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = 50,
) -> list[AlertRow]:
    """Alerts with the states of their deliveries, the latest first.

    Args:
        tx: the transaction.
        watchlist: id of the watchlist they are for.
        group: id of the group they are about.
        outlet: id of the outlet of their article.
        since: decided at or after this moment.
        until: decided before this moment.
        limit: at most so many; None: all.
    """
    conditions: list[ColumnElement[bool]] = []
    if watchlist is not None:
        conditions.append(_alerts.c.watchlist == watchlist)
    if group is not None:
        conditions.append(_alerts.c.group_id == group)
    if outlet is not None:
        conditions.append(_alerts.c.outlet == outlet)
    if since is not None:
        conditions.append(_alerts.c.created_at >= since)
    if until is not None:
        conditions.append(_alerts.c.created_at < until)
    return _rows(tx, conditions, limit)


def mark_wrong(tx: Connection, alert_id: str, note: str, now: datetime) -> AlertRow:
    """Keep that an analyst calls an alert wrong, and why. Marking again replaces the note.

    Raises:
        StoreError: no alert's id begins so, or several do.
    """
    full = id_of(tx, _alerts.c.id, alert_id, "alert")
    tx.execute(update(_alerts).where(_alerts.c.id == full).values(wrong_at=now, wrong_note=note))
    return get(tx, full)


def mute(tx: Connection, kind: MuteKind, key: str, until: datetime) -> None:
    """Tell nothing of `key` until `until`; a mute that is there already gets this end."""
    tx.execute(delete(_mutes).where(_mutes.c.kind == kind, _mutes.c.key == key))
    tx.execute(insert(_mutes).values(kind=kind, key=key, until=until))


def unmute(tx: Connection, mute: Mute) -> None:
    """Tell of it again."""
    tx.execute(delete(_mutes).where(_mutes.c.kind == mute.kind, _mutes.c.key == mute.key))


def mutes(tx: Connection, now: datetime) -> tuple[Mute, ...]:
    """The mutes that hold now, the first to end first."""
    query = select(_mutes).where(_mutes.c.until > now).order_by(_mutes.c.until, _mutes.c.kind, _mutes.c.key)
    return tuple(Mute(kind=row.kind, key=row.key, until=row.until) for row in tx.execute(query))


def dump(alert: Alert) -> Any:
    """An alert as a JSON value; `load` gives it back."""
    return _payload.dump_python(alert, mode="json")


def load(payload: Any) -> Alert:
    """An alert from the JSON value that `dump` made."""
    return _payload.validate_python(payload)


def told(tx: Connection, watchlist: str, statement_ids: Collection[str]) -> set[str]:
    """Those of `statement_ids` that were alerted to this watchlist already."""
    query = select(_alert_statements.c.statement_id).where(
        _alert_statements.c.watchlist == watchlist, _alert_statements.c.statement_id.in_(statement_ids)
    )
    return set(tx.scalars(query))


def telling(tx: Connection, watchlist: str, statement_id: str) -> Alert | None:
    """The alert by which a watchlist was told of a statement, or None."""
    query = (
        select(_alerts.c.payload)
        .join_from(_alert_statements, _alerts, _alert_statements.c.alert_id == _alerts.c.id)
        .where(_alert_statements.c.watchlist == watchlist, _alert_statements.c.statement_id == statement_id)
    )
    payload = tx.scalar(query)
    return load(payload) if payload is not None else None


def _rows(tx: Connection, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[AlertRow]:
    query = select(_alerts).where(*conditions).order_by(_alerts.c.created_at.desc(), _alerts.c.id).limit(limit)
    rows = tx.execute(query).all()
    states = _delivery_states(tx, [row.id for row in rows])
    return [_row(row, states[row.id]) for row in rows]


def _delivery_states(tx: Connection, alert_ids: Sequence[str]) -> Mapping[str, dict[DeliveryState, int]]:
    states: dict[str, dict[DeliveryState, int]] = defaultdict(dict)
    for ids in chunks(alert_ids):
        query = (
            select(_deliveries.c.alert_id, _deliveries.c.state, func.count().label("total"))
            .where(_deliveries.c.alert_id.in_(ids))
            .group_by(_deliveries.c.alert_id, _deliveries.c.state)
        )
        for row in tx.execute(query):
            states[row.alert_id][DeliveryState(row.state)] = row.total
    return states


def _row(row: Row[Any], deliveries: Mapping[DeliveryState, int]) -> AlertRow:
    return AlertRow(
        alert=load(row.payload),
        article_id=row.article_id,
        created_at=row.created_at,
        wrong_at=row.wrong_at,
        wrong_note=row.wrong_note,
        deliveries=deliveries,
    )
