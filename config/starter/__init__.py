"""The config that ``onrecord init`` copies."""

from __future__ import annotations

from importlib import resources


def starter_files() -> dict[str, str]:
    """Relative file name → content of every file of the starter config."""
    folder = resources.files(__name__)
    return {
        entry.name: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }
