"""Credit lines: the agency or paper that an article names as its source (`monitor/agencies.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.model import Article, Outlet
from onrecord.text import normalise

_OPENING = 400
"""Characters at the beginning of a text in which a credit holds for all of it; further down it is for a sentence."""
_ENDING = 120


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("monitor").joinpath("agencies.toml").read_text("utf-8"))


@cache
def _names() -> Mapping[str, str]:
    """Every name, normalised, with the id of its agency."""
    return {normalise(name).text: agency for agency, names in _table()["agency"].items() for name in names}


def agency(name: str) -> str:
    """The id of the agency that has this name, or an empty string."""
    return _names().get(normalise(name).text.strip(), "")


def credited(article: Article, outlet: Outlet) -> str:
    """The agency that an article credits.

    Args:
        article: its author, its beginning and its end are read.
        outlet: its outlet; an agency does not credit itself.

    Returns:
        The agency's id, or an empty string.
    """
    own = agency(outlet.name) or agency(outlet.id)
    opening = normalise(article.text[:_OPENING]).text
    ending = normalise(article.text[-_ENDING:]).text
    named = [agency(article.author or "")]
    for pattern in _patterns(article.language):
        named += [_names()[match[1]] for place in (opening, ending) for match in pattern.finditer(place)]
    return next((each for each in named if each and each != own), "")


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Where a name is a credit: in brackets, before a dash after a place, in the language's words of credit."""
    name = "|".join(re.escape(each) for each in sorted(_names(), key=len, reverse=True))
    written = (_shape(words, name) for words in _table()["credit"].get(language, ()))
    return (
        re.compile(rf"[(\[/] ?({name}) ?[)\]/]"),
        re.compile(rf"^[^\n]{{0,40}}\b({name}) ?(?:-{{1,2}}|:) "),
        *written,
    )


def _shape(words: str, name: str) -> re.Pattern[str]:
    before, after = (re.escape(normalise(part).text.strip()) for part in words.split("{}"))
    prefix = rf"\b{before} ?" if before else r"\b"
    return re.compile(rf"{prefix}({name})\b" + (rf" {after}\b" if after else ""))
