"""The config that ``onrecord init`` copies."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable


def starter_files() -> dict[str, str]:
    """Relative path, with /, → content of every file of the starter config."""
    return dict(_files(resources.files(__name__), ""))


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{above}{entry.name}", entry.read_text("utf-8")
