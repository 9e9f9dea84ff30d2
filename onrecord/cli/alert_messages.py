"""`onrecord alerts test | preview`: see an alert as its recipients do, before they do."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from alerts.deliver import Deliverer
from alerts.labels import labels
from alerts.render import SHIPPED, Templates, render, render_digest
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, hostile, known_channel, opened, settings_of
from onrecord.cli.preview_files import as_files, channels
from onrecord.cli.samples import arabic_alert, sample_alert, sample_digest
from onrecord.daemon import clock
from store import alerts as rows
from store.alerts import AlertRow


def try_channel(
    channel: Annotated[str, typer.Argument(help="Id of a channel in the config.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send a sample alert to one channel and say what came back. Exit code 1 when it was not accepted."""
    settings = settings_of(config)
    tried = known_channel(channel, settings)
    message = render(sample_alert(clock.now()), tried, now=clock.now(), by=Templates(settings.templates))
    with closing(Deliverer((tried,), sys.stdout)) as deliverer:
        receipt = asyncio.run(deliverer.send(message, channel))
    console().print(hostile(f"{channel}: {'accepted' if receipt.ok else 'not accepted'}: {receipt.detail}"))
    raise typer.Exit(0 if receipt.ok else 1)


def preview(
    alert_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="An alert; without it, samples.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = Path("onrecord-preview"),
    language: Annotated[str, typer.Option(help="Of the labels: en, ar, fa.")] = "en",
    timezone: Annotated[str, typer.Option(help="In which times are shown, such as Asia/Baghdad.")] = "UTC",
) -> None:
    """Write every medium's rendering of an alert to files; without an id, of a sample alert and a sample digest."""
    now, out = clock.now(), console()
    sample = arabic_alert if labels(language).direction == "rtl" else sample_alert
    alert = sample(now) if alert_id is None else _stored(config, alert_id).alert
    by = Templates(settings_of(config).templates) if config.exists() else SHIPPED
    output.mkdir(parents=True, exist_ok=True)
    for medium, shown in channels(language, timezone).items():
        messages = {alert.id: render(alert, shown, now=now, by=by)}
        if alert_id is None:
            messages["digest"] = render_digest(sample_digest(now), shown, now=now, by=by)
        for name, message in messages.items():
            for suffix, content in as_files(message, shown, now).items():
                path = output / f"{name}-{medium}.{suffix}"
                path.write_bytes(content)
                out.print(f"{medium:10} {path}", markup=False)


def _stored(config: Path, alert_id: str) -> AlertRow:
    with opened(config) as (_, store), store.read() as tx:
        return rows.get(tx, alert_id)
