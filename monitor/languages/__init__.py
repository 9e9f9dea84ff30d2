"""One file of data per language: cue verbs, pronouns, titles, marks, recency phrases.

A language is a TOML file here, named by its ISO 639-1 code. Each stage of the monitor reads its own section of it
and turns it into what it needs; the words themselves stand nowhere else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def available() -> frozenset[str]:
    """ISO 639-1 codes of the languages that have a data file."""
    return frozenset(
        entry.name.removesuffix(".toml") for entry in files(__name__).iterdir() if entry.name.endswith(".toml")
    )


@cache
def _data(language: str) -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8")))


@cache
def section(language: str, name: str) -> Mapping[str, Any]:
    """The table `name` of a language's data file.

    Returns:
        The table as parsed, or an empty one when the language has no file or no such table.
    """
    if language not in available():
        return MappingProxyType({})
    return MappingProxyType(dict(_data(language).get(name, {})))


def measured(language: str) -> bool:
    """Whether the reports found in a language have been counted against a corpus; docs/languages.md has the figures."""
    return bool(section(language, "language").get("measured", False))
