"""`onrecord demo`: the real pipeline against a small press on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.common import console, program
from onrecord.demo.show import show


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for what the demonstration leaves.")] = Path(
        "onrecord-demo"
    ),
    keep: Annotated[bool, typer.Option("--keep", help="Stay up for a look, until Ctrl-C.")] = False,
) -> None:
    """Watch a small invented press for half a minute: from the first poll to the delivered alert.

    Everything is real (Scrapy, trafilatura, SQLite, Apprise, a mail server), everything stays on this machine.
    """
    raise typer.Exit(show(output, keep=keep, out=console(), program=program()))
