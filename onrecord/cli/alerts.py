"""`onrecord alerts`: list, show, test, preview, retry, mute, mark wrong, and what stayed silent."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from alerts.deliver import Deliverer
from alerts.render import render
from onrecord.cli.common import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    LimitOption,
    console,
    hostile,
    moment,
    opened,
    print_lines,
    settings_of,
    stamp,
    table,
)
from onrecord.cli.samples import sample_alert
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Alert, Channel, ChannelKind, DeliveryState
from store import alerts as rows
from store import deliveries, silences
from store.alerts import AlertRow

app = typer.Typer(help="List, show, test, preview, retry, mute and correct alerts.", no_args_is_help=True)

SinceOption = Annotated[str, typer.Option(help="Since then: 12h, 3d, 2w or an ISO date.")]
AlertArgument = Annotated[str, typer.Argument(metavar="ID", help="An alert's id, or its first digits.")]
SUFFIXES = {"email": "html", "webhook": "json"}


class Muted(StrEnum):
    """What can be muted."""

    GROUP = "group"
    OUTLET = "outlet"
    STATEMENT = "statement"


@app.command("list")
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


@app.command()
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


@app.command()
def silent(config: ConfigOption = DEFAULT_CONFIG, since: SinceOption = "2d", limit: LimitOption = 100) -> None:
    """List tracked statements that raised no alert, and why not."""
    with opened(config) as (_, store), store.read() as tx:
        found = silences.listing(tx, since=moment(since, clock.now()), limit=limit)
    listed = table("why", "group", "statement", "detail", "outlet", "statement id")
    for row in found:
        one = row.silence
        listed.add_row(one.why, one.group, hostile(one.words), hostile(one.detail), row.outlet, one.statement_id[:8])
    console().print(listed if found else f"nothing stayed silent since {since}")


@app.command("test")
def try_channel(
    channel: Annotated[str, typer.Argument(help="Id of a channel in the config.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send a sample alert to one channel and say what came back. Exit code 1 when it was not accepted."""
    settings = settings_of(config)
    known = {one.id: one for one in settings.channels}
    if channel not in known:
        raise OnRecordError(f"channel {channel}", f"not configured; there are: {', '.join(known) or 'none'}")
    message = render(sample_alert(clock.now()), known[channel], now=clock.now())
    receipt = asyncio.run(Deliverer(settings.channels, sys.stdout).send(message, channel))
    console().print(hostile(f"{channel}: {'accepted' if receipt.ok else 'not accepted'}: {receipt.detail}"))
    raise typer.Exit(0 if receipt.ok else 1)


@app.command()
def preview(
    alert_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="An alert; without it, a sample.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = Path("onrecord-preview"),
) -> None:
    """Write every medium's rendering of an alert to files."""
    alert = sample_alert(clock.now()) if alert_id is None else _stored(config, alert_id).alert
    output.mkdir(parents=True, exist_ok=True)
    out = console()
    for kind in get_args(ChannelKind):
        message = render(alert, Channel(id=kind, kind=kind), now=clock.now())
        path = output / f"{alert.id}-{kind}.{SUFFIXES.get(kind, 'txt')}"
        path.write_text(message.body, encoding="utf-8")
        out.print(f"{kind:8} {path}", markup=False)


def _stored(config: Path, alert_id: str) -> AlertRow:
    with opened(config) as (_, store), store.read() as tx:
        return rows.get(tx, alert_id)


@app.command()
def retry(
    delivery: Annotated[int | None, typer.Argument(help="Number of a delivery; without it, all that are dead.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send again what was given up. The daemon picks it up within a second."""
    with opened(config) as (_, store), store.begin() as tx:
        again = deliveries.retry(tx, delivery, clock.now())
    console().print(f"{again} deliveries will be tried again", markup=False)


@app.command()
def mute(
    key: Annotated[str, typer.Argument(help="Id of a group, an outlet or a statement.")],
    kind: Annotated[Muted, typer.Option(help="What the id is of.")] = Muted.GROUP,
    days: Annotated[float, typer.Option(help="For so many days.", min=0.01)] = 1.0,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Tell nothing of a group, an outlet or a statement for a while. It is still collected and listed."""
    until = clock.now() + timedelta(days=days)
    with opened(config) as (settings, store):
        known = {
            Muted.GROUP: {entity.id for entity in settings.entities},
            Muted.OUTLET: {outlet.id for outlet in settings.outlets},
        }.get(kind)
        if known is not None and key not in known:
            raise OnRecordError(f"{kind.value} {key}", "not in the config")
        with store.begin() as tx:
            rows.mute(tx, kind.value, key, until)
    console().print(f"{kind.value} {key} is muted until {stamp(until)} UTC", markup=False)


@app.command()
def wrong(
    alert_id: AlertArgument,
    note: Annotated[str, typer.Option(help="What is wrong with it.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Mark an alert as wrong: the case is kept, with your note, to mend the rules by."""
    with opened(config) as (_, store), store.begin() as tx:
        row = rows.mark_wrong(tx, alert_id, note, clock.now())
    console().print(f"{row.alert.id} is marked wrong", markup=False)
