"""`onrecord alerts test | preview`: see an alert as its recipients do, before they do."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, get_args

import typer

from alerts.deliver import Deliverer
from alerts.render import render
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, hostile, known_channel, opened, settings_of
from onrecord.cli.samples import sample_alert
from onrecord.daemon import clock
from onrecord.model import Channel, ChannelKind
from store import alerts as rows
from store.alerts import AlertRow

SUFFIXES = {"email": "html", "webhook": "json"}


def try_channel(
    channel: Annotated[str, typer.Argument(help="Id of a channel in the config.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send a sample alert to one channel and say what came back. Exit code 1 when it was not accepted."""
    settings = settings_of(config)
    tried = known_channel(channel, settings)
    message = render(sample_alert(clock.now()), tried, now=clock.now())
    with closing(Deliverer((tried,), sys.stdout)) as deliverer:
        receipt = asyncio.run(deliverer.send(message, channel))
    console().print(hostile(f"{channel}: {'accepted' if receipt.ok else 'not accepted'}: {receipt.detail}"))
    raise typer.Exit(0 if receipt.ok else 1)


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
