"""`onrecord init`: copy the starter config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import config
from onrecord.cli.common import DEFAULT_CONFIG, call, console
from onrecord.errors import OnRecordError


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put the config; made if it is not there.")] = DEFAULT_CONFIG,
) -> None:
    """Copy the starter config into a folder: real outlets, groups and persons, and one watchlist to change.

    Existing files are never overwritten.
    """
    files = dict(config.starter_files())
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise OnRecordError(str(folder), f"{', '.join(sorted(taken))} exists already; nothing was written")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    out = console()
    out.print(f"{len(files)} files written to {folder}/", markup=False)
    out.print(f"  1. Look at {folder}/ and change the watchlist: whom to track, where to send.", markup=False)
    out.print(f"  2. {call('check', folder)}", markup=False)
    out.print(f"  3. {call('run', folder)}", markup=False)
