"""The JSON Schema of a config file, for editors: ``python -m config.json_schema FILE`` writes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from config.sections import ConfigFile


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of one config file. `load` is stricter: it also knows ids, codes and time zones."""
    described = ConfigFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "onrecord config file",
    }


def as_text() -> str:
    """The schema as it is kept in docs/."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(as_text(), encoding="utf-8")
