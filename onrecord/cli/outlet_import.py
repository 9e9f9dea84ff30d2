"""`onrecord outlets import`: the feeds of another reader, as config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler import opml
from onrecord.cli.common import console, many
from onrecord.cli.outlet_yaml import FILL_IN, FoundSource, as_yaml, by_site
from onrecord.errors import OnRecordError


def import_opml(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="The list of feeds that another reader exported.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A new file of the config folder. Without it: print.")
    ] = None,
) -> None:
    """Turn an OPML file into config: one outlet per site, with its feeds."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise OnRecordError(str(file), f"cannot be read ({error.strerror})") from error
    listed = opml.parse(body, name=str(file))
    if not listed:
        raise OnRecordError(str(file), "holds no feeds")
    found = by_site([(one.site or one.url, FoundSource("feed", one.url, one.title), one.language) for one in listed])
    write(as_yaml(found), output)
    console(stderr=True).print(
        f"{many(len(found), 'outlet')}, {many(len(listed), 'feed')}; what says “{FILL_IN}” needs your hand",
        markup=False,
    )


def write(text: str, output: Path | None) -> None:
    """Print config, or write it into a new file.

    Raises:
        OnRecordError: the file is there already, or cannot be written.
    """
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise OnRecordError(str(output), "is there already; name another file") from error
    except OSError as error:
        raise OnRecordError(str(output), f"cannot be written ({error.strerror})") from error
