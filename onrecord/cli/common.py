"""What several commands share: options, loading, and printing text that strangers wrote."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import config
from config import Probes
from onrecord.daemon.narration import hostile, many
from onrecord.errors import OnRecordError
from onrecord.model import Channel, Settings
from store.database import Store

__all__ = [
    "DEFAULT_CONFIG",
    "AlertArgument",
    "ConfigOption",
    "JsonOption",
    "LimitOption",
    "SinceOption",
    "call",
    "console",
    "end",
    "hostile",
    "known_channel",
    "many",
    "moment",
    "opened",
    "print_lines",
    "program",
    "settings_of",
    "stamp",
    "table",
    "unknown",
]

DEFAULT_CONFIG = Path("onrecord-config")

ConfigOption = Annotated[
    Path,
    typer.Option("--config", "-c", envvar="ONRECORD_CONFIG", help="The config folder (or one file)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON lines instead of a table.")]
SinceOption = Annotated[str, typer.Option(help="Since then: 12h, 3d, 2w or an ISO date.")]
AlertArgument = Annotated[str, typer.Argument(metavar="ID", help="An alert's id, or its first digits.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many rows.")]

_SPAN = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def settings_of(path: Path, probes: Probes | None = None) -> Settings:
    """The config at `path`; the environment's ``ONRECORD_DATABASE`` and ``ONRECORD_CHROMIUM``, if set, come before it.

    Args:
        path: a folder or a file.
        probes: also ask these what is wrong with the channels and the keyword rules.

    Raises:
        ConfigError: with every problem at once.
    """
    if not path.exists():
        raise OnRecordError(str(path), f"no such config; make one with: {program()} init")
    settings = config.load(path, env=os.environ, probes=probes or Probes())
    return replace(
        settings,
        database=os.environ.get("ONRECORD_DATABASE") or settings.database,
        chromium=os.environ.get("ONRECORD_CHROMIUM") or settings.chromium,
    )


@contextmanager
def opened(path: Path) -> Iterator[tuple[Settings, Store]]:
    """The config at `path` and its database, brought up to date; closed at the end."""
    settings = settings_of(path)
    store = Store.open(settings.database)
    try:
        store.migrate()
        yield settings, store
    finally:
        store.close()


def program() -> str:
    """How to call this program again from here: by its name when the shell would find it."""
    called = Path(sys.argv[0])
    return os.path.relpath(called) if called.name == "onrecord" and not shutil.which("onrecord") else "onrecord"


def call(words: str, config: Path) -> str:
    """A command to type next, with the config that this one was given."""
    option = "" if config == DEFAULT_CONFIG else f" --config {shlex.quote(str(config))}"
    return f"{program()} {words}{option}"


def unknown(settings: Settings, *, group: str | None, outlet: str | None, person: str | None = None) -> str:
    """What of a filter is not in the config, in words: why nothing was found. Empty when all is."""
    asked = (
        ("group", group, {entity.id for entity in settings.entities}),
        ("person", person, {one.id for one in settings.persons}),
        ("outlet", outlet, {one.id for one in settings.outlets}),
    )
    odd = [f"{noun} {wanted}" for noun, wanted, known in asked if wanted is not None and wanted not in known]
    return f"; not in the config: {', '.join(odd)}" if odd else ""


def known_channel(channel: str, settings: Settings) -> Channel:
    """The channel of the config with this id.

    Raises:
        OnRecordError: there is none; the message lists those there are.
    """
    known = {one.id: one for one in settings.channels}
    if channel not in known:
        raise OnRecordError(f"channel {channel}", f"not configured; there are: {', '.join(known) or 'none'}")
    return known[channel]


def moment(text: str, now: datetime) -> datetime:
    """A moment in the past, from ``90m``, ``12h``, ``3d``, ``2w``, or an ISO date or time (UTC when it has no offset).

    Raises:
        typer.BadParameter: it is none of these.
    """
    return _moment(text, now, -1)


def end(text: str, now: datetime) -> datetime:
    """A moment to come, written in the same ways.

    Raises:
        typer.BadParameter: it is none of these, or past.
    """
    at = _moment(text, now, 1)
    if at <= now:
        raise typer.BadParameter(f"{text!r} is not in the future")
    return at


def _moment(text: str, now: datetime, direction: int) -> datetime:
    span = _SPAN.fullmatch(text.strip())
    try:
        if span:
            return now + direction * timedelta(**{_UNITS[span[2]]: int(span[1])})
        parsed = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"{text!r} is neither a time span such as 12h or 3d nor an ISO date") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def stamp(at: datetime | None) -> str:
    """A moment as the commands print it, to the minute, in UTC; a dash when there is none."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at else "–"


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table in the house's style; its first column is not folded."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        made.add_column(column, no_wrap=number == 0, overflow="fold")
    return made


def console(*, stderr: bool = False) -> Console:
    """A console. Piped output is not cut to a terminal's width."""
    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=160)


def print_lines(lines: Iterable[str]) -> None:
    """Write machine-readable lines to standard output as they are."""
    for one in lines:
        typer.echo(one)
