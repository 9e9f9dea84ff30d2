"""The table of injected inputs: what strangers may write into titles, names, quotes and addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final


def _text(cell: str | Mapping[str, Any]) -> str:
    return cell if isinstance(cell, str) else str(cell["text"]) * int(cell["times"])


_TABLE: Final = json.loads(Path(__file__).with_name("table.json").read_text("ascii"))

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    family: tuple(map(_text, cells)) for family, cells in _TABLE["texts"].items()
}
"""By what they want to be."""
ADDRESSES: Final[tuple[str, ...]] = tuple(_TABLE["addresses"])
"""Of articles."""
