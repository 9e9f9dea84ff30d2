"""The command tree."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli import alerts, check, demo, init, outlets, read, run, statements

app = typer.Typer(
    name="onrecord",
    help="A news monitor that alerts on new statements by the groups you track.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A news monitor that alerts on new statements by the groups you track."""


app.command("init")(init.init)
app.command("check")(check.check)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("read")(read.read)
app.command("statements")(statements.statements)
app.command("outlets")(outlets.outlets)
app.add_typer(alerts.app, name="alerts")
