"""`onrecord alerts`, what reads and changes rows: list, show, silent, retry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

import typer
from sqlalchemy import Connection

from alerts.escape import short
from alerts.render import render
from onrecord.cli.common import (
    DEFAULT_CONFIG,
    AlertArgument,
    ConfigOption,
    JsonOption,
    LimitOption,
    SinceOption,
    call,
    console,
    hostile,
    known_channel,
    moment,
    opened,
    print_lines,
    stamp,
    table,
    unknown,
)
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Alert, Channel, ChannelState, DeliveryState, Kind
from store import alerts as rows
from store import channels, deliveries, silences

_WORDS = 120
"""Characters of a statement in a list of alerts."""


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
    with opened(config) as (settings, store), store.read() as tx:
        found = rows.listing(
            tx, watchlist=watchlist, group=group, outlet=outlet, since=moment(since, clock.now()), limit=limit
        )
        failing = channels.failing(tx)
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
    out = console()
    if not found:
        out.print(f"no alerts since {since}{unknown(settings, group=group, outlet=outlet)}", markup=False)
        return
    out.print(listed)
    _print_failing(failing)
    out.print(f"one with its reason: {call('alerts show ID', config)}", markup=False)


def _print_failing(failing: Mapping[str, ChannelState]) -> None:
    """The channels that are down, with when they are tried again."""
    for name, state in failing.items():
        if state.down and state.open_at and state.failing_since:
            since, at = stamp(state.failing_since), stamp(state.open_at)
            words = f"channel {name} is down since {since} UTC ({state.failures} failures in a row): next try {at}"
            console().print(words, style="red", markup=False)


def _first_words(alert: Alert) -> str:
    """The first statement as messages show it, and how many more there are."""
    if not alert.told:
        return short(alert.excerpt, _WORDS)
    told, more = alert.told[0], len(alert.told) - 1
    words = short(told.words, _WORDS)
    said = f"“{words}”" if told.kind is Kind.DIRECT else f"[{told.cue}] {words}" if told.cue else words
    return f"{said} (and {more} more)" if more else said


def show(alert_id: AlertArgument, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Show one alert: its statements, the whole reason chain, and every attempt to deliver it."""
    with opened(config) as (_, store), store.read() as tx:
        row = rows.get(tx, alert_id)
        sendings = [
            (delivery, deliveries.history(tx, delivery.id))
            for delivery in deliveries.listing(tx, alert_id=row.alert.id)
        ]
        failing = channels.failing(tx)
    typer.echo(_rendered(row.alert, Channel(id="console", kind="console")))
    out = console()
    out.print(f"\nraised {stamp(row.created_at)} UTC for watchlist {row.alert.watchlist}", markup=False)
    if row.wrong_at:
        out.print(hostile(f"marked wrong {stamp(row.wrong_at)}: {row.wrong_note}"))
    for delivery, history in sendings:
        waits = delivery.state is DeliveryState.RETRY or (delivery.carrier and delivery.state is DeliveryState.PENDING)
        bundled = " in a digest" if delivery.carrier else ""
        when = f"{bundled}, next try {stamp(delivery.next_try_at)}" if waits else bundled
        out.print(f"to {delivery.channel}: {delivery.state}{when}", markup=False)
        for attempt in history:
            out.print(hostile(f"  {stamp(attempt.at)} {'ok' if attempt.ok else 'failed'}: {attempt.detail}"))
    _print_failing({name: state for name, state in failing.items() if name in {one.channel for one, _ in sendings}})
    if any(delivery.state is DeliveryState.DEAD for delivery, _ in sendings):
        out.print(f"send again what was given up: {call(f'alerts retry {row.alert.id}', config)}", markup=False)


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
    alert_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="An alert's id, or its first digits; without it, all that was given up."),
    ] = None,
    channel: Annotated[str | None, typer.Option(help="Only to this channel.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send again what did not arrive; what arrived is left alone. `onrecord run` picks it up within a second."""
    with opened(config) as (settings, store), store.begin() as tx:
        if channel is not None:
            known_channel(channel, settings)
        full = None if alert_id is None else rows.get(tx, alert_id).alert.id
        again = deliveries.retry(tx, clock.now(), alert_id=full, channel=channel)
        if full is not None and not again:
            raise OnRecordError(f"alert {full}", f"nothing to send again: {_standing(tx, full, channel)}")
    out = console()
    for one in again:
        before = f"{one.state}: {one.last_error}" if one.last_error else one.state
        out.print(hostile(f"{one.subject} goes to {one.channel} again (it was {before})"))
    if not again:
        out.print("nothing was given up")


def _standing(tx: Connection, alert_id: str, channel: str | None) -> str:
    """Where an alert's deliveries stand, in words."""
    stand = deliveries.listing(tx, alert_id=alert_id, channel=channel)
    return ", ".join(f"{one.channel} {one.state}" for one in reversed(stand)) or "it has no delivery there"
