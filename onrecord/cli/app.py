"""The command tree."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli.lazy import Lazy, lazy_typer

COMMANDS = {
    "init": Lazy(
        "onrecord.cli.init:init",
        "Copy the starter config into a folder: real outlets, groups and persons, and one watchlist to change.",
    ),
    "check": Lazy(
        "onrecord.cli.check:check",
        "Find every problem of the config: file, line, key, and what to do. Exit code 2 when there is one.",
    ),
    "run": Lazy(
        "onrecord.cli.run:run",
        "Poll the outlets, read what is new, send alerts; until stopped (Ctrl-C or SIGTERM).",
    ),
    "demo": Lazy(
        "onrecord.cli.demo:demo",
        "Watch a small invented press for half a minute: from the first poll to the delivered alert.",
    ),
    "read": Lazy(
        "onrecord.cli.read:read",
        "Analyse one article: who says what in it, what is tracked, new or told again, what would alert, and why.",
    ),
    "statements": Lazy(
        "onrecord.cli.statements:statements",
        "List the statements of tracked groups, the latest first, with how many articles and outlets carried each.",
    ),
    "evidence": Lazy(
        "onrecord.cli.evidence:evidence",
        "Export what proves one statement: record, texts, pages as received, hashes, and a card to look at.",
    ),
    "outlets": Lazy(
        "onrecord.cli.outlet_commands:app",
        "Show every source: when it last worked, what it brings, what is wrong and since when.",
    ),
    "alerts": Lazy("onrecord.cli.alerts:app", "List, show, test, preview, retry, mute and correct alerts."),
}

app = lazy_typer(
    COMMANDS, name="onrecord", help="A news monitor that alerts on new statements by the groups you track."
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
