"""The JSON Schema of a config file, for editors."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from config.fields import written
from config.sections import ConfigFile


class _Generator(GenerateJsonSchema):
    """Shows the default of a duration as one would write it."""

    def encode_default(self, dft: Any) -> Any:
        return written(dft) if isinstance(dft, timedelta) else super().encode_default(dft)


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of one config file. `load` is stricter: it also knows ids, codes and time zones."""
    described = ConfigFile.model_json_schema(schema_generator=_Generator)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "onrecord config file",
    }


def as_text() -> str:
    """The schema as it is kept in docs/."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
