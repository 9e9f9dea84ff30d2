"""`onrecord alerts`, what reads and changes rows: list, show, silent, retry, mute, wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import Connection

from alerts.render import render
from onrecord.cli.common import (
    DEFAULT_CONFIG,
    AlertArgument,
    ConfigOption,
    JsonOption,
    LimitOption,
    SinceOption,
    console,
    hostile,
    moment,
    opened,
    print_lines,
    stamp,
    table,
)
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Alert, Channel, DeliveryState, Group, Settings
from store import alerts as rows
from store import deliveries, silences, statements


class Muted(StrEnum):
    """What can be muted."""

    GROUP = "group"
    OUTLET = "outlet"
    STATEMENT = "statement"


def list_alerts(
    config: ConfigOption = DEFAULT_CONFIG,
    watchlist: Annotated[str | None, typer.Option(help="Only this watchlist's.")] = None,
    group: Annotated[str | None, typer.Option(help="Only this group's.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only from this outlet.")] = None,
    since: SinceOption = "7d",
    limit: LimitOption = 50,
    as_json: JsonOption = False,
) -> None:
    """List alerts, the latest first, with where their deliveries stand."""
    with opened(config) as (_, store), store.read() as tx:
        found = rows.listing(
            tx, watchlist=watchlist, group=group, outlet=outlet, since=moment(since, clock.now()), limit=limit
        )
    if as_json:
        print_lines(
            json.dumps({"created_at": row.created_at.isoformat(), **rows.dump(row.alert)}, ensure_ascii=False)
            for row in found
        )
        return
    listed = table("id", "raised", "watchlist", "group", "says", "outlet", "deliveries")
    for row in found:
        listed.add_row(
            row.alert.id[:8],
            stamp(row.created_at),
            row.alert.watchlist,
            hostile(row.alert.group_name or "keywords"),
            hostile(_first_words(row.alert), "strike" if row.wrong_at else ""),
            row.alert.article.outlet,
            ", ".join(f"{total} {state}" for state, total in sorted(row.deliveries.items())) or "no route",
        )
    console().print(listed if found else f"no alerts since {since}")


def _first_words(alert: Alert) -> str:
    return alert.told[0].words if alert.told else alert.excerpt


def show(alert_id: AlertArgument, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Show one alert: its statements, the whole reason chain, and every attempt to deliver it."""
    with opened(config) as (_, store), store.read() as tx:
        row = rows.get(tx, alert_id)
        sendings = [
            (delivery, deliveries.history(tx, delivery.id))
            for delivery in deliveries.listing(tx, alert_id=row.alert.id)
        ]
    typer.echo(_rendered(row.alert, Channel(id="console", kind="console")))
    out = console()
    out.print(f"\nraised {stamp(row.created_at)} UTC for watchlist {row.alert.watchlist}", markup=False)
    if row.wrong_at:
        out.print(hostile(f"marked wrong {stamp(row.wrong_at)}: {row.wrong_note}"))
    for delivery, history in sendings:
        when = f", next try {stamp(delivery.next_try_at)}" if delivery.state is DeliveryState.RETRY else ""
        out.print(f"delivery {delivery.id} to {delivery.channel}: {delivery.state}{when}", markup=False)
        for attempt in history:
            out.print(hostile(f"  {stamp(attempt.at)} {'ok' if attempt.ok else 'failed'}: {attempt.detail}"))


def _rendered(alert: Alert, channel: Channel) -> str:
    return render(alert, channel, now=clock.now()).body


def silent(config: ConfigOption = DEFAULT_CONFIG, since: SinceOption = "2d", limit: LimitOption = 100) -> None:
    """List tracked statements that raised no alert, and why not."""
    with opened(config) as (_, store), store.read() as tx:
        found = silences.listing(tx, since=moment(since, clock.now()), limit=limit)
    listed = table("why", "group", "statement", "detail", "outlet", "statement id")
    for row in found:
        one = row.silence
        listed.add_row(one.why, one.group, hostile(one.words), hostile(one.detail), row.outlet, one.statement_id[:8])
    console().print(listed if found else f"nothing stayed silent since {since}")


def retry(
    delivery: Annotated[int | None, typer.Argument(help="Number of a delivery; without it, all that are dead.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send again what was given up. The daemon picks it up within a second."""
    with opened(config) as (_, store), store.begin() as tx:
        again = deliveries.retry(tx, delivery, clock.now())
    console().print(f"{again} deliveries will be tried again", markup=False)


def mute(
    key: Annotated[str, typer.Argument(metavar="ID", help="An alert's id: mutes its group. Or an id of --kind.")],
    kind: Annotated[Muted | None, typer.Option(help="What the id is of, if not of an alert.")] = None,
    days: Annotated[float, typer.Option(help="For so many days.", min=0.01)] = 1.0,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Tell nothing of an alert's group, an outlet or a statement for a while. It is still collected and listed."""
    until = clock.now() + timedelta(days=days)
    with opened(config) as (settings, store), store.begin() as tx:
        if kind is None:
            kind, key = Muted.GROUP, _group_of(tx, key, settings)
        if kind is Muted.STATEMENT:
            key = statements.get(tx, key).statement.id
        elif kind is Muted.OUTLET:
            _check_outlet(key, settings)
        else:
            _check_group(key, settings)
        rows.mute(tx, kind.value, key, until)
    console().print(f"{kind.value} {key} is muted until {stamp(until)} UTC", markup=False)


def _group_of(tx: Connection, key: str, settings: Settings) -> str:
    """The group that a bare id means: its own, or that of the alert whose id it is."""
    if key in {entity.id for entity in settings.entities}:
        return key
    alert = rows.get(tx, key).alert
    if not alert.group:
        raise OnRecordError(
            f"alert {alert.id}", f"is of no group; mute its outlet: --kind outlet {alert.article.outlet}"
        )
    return alert.group


def _check_outlet(outlet: str, settings: Settings) -> None:
    if outlet not in {one.id for one in settings.outlets}:
        raise OnRecordError(f"outlet {outlet}", "not in the config")


def _check_group(group: str, settings: Settings) -> None:
    """Refuse to mute what no alert would ever be about."""
    entity = {entity.id: entity for entity in settings.entities}.get(group)
    if entity is None:
        raise OnRecordError(f"group {group}", "not in the config")
    if isinstance(entity, Group):
        above = entity.parent
    else:
        today = clock.now().date()
        above = next((role.group for role in entity.roles if role.current(today)), None)
    if above:
        raise OnRecordError(f"group {group}", f"what it says counts for {above}: mute that")


def wrong(
    alert_id: AlertArgument,
    note: Annotated[str, typer.Option(help="What is wrong with it.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Mark an alert as wrong: the case is kept, with your note, to mend the rules by."""
    with opened(config) as (_, store), store.begin() as tx:
        row = rows.mark_wrong(tx, alert_id, note, clock.now())
    console().print(f"{row.alert.id} is marked wrong", markup=False)
