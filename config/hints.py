"""Suggestions: what the user probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# What people write for a key of ours, because other programs call it so.
SYNONYMS = {
    "alias": "aliases",
    "also_known_as": "aliases",
    "feeds": "sources",
    "interval": "every",
    "keyword": "keywords",
    "lang": "language",
    "langs": "languages",
    "member_of": "parent",
    "part_of": "parent",
    "poll_every": "every",
    "title_en": "name",
    "tz": "timezone",
    "time_zone": "timezone",
    "uri": "url",
    "link": "url",
    "href": "url",
    "nickname": "aliases",
    "names": "aliases",
    "notes": "note",
    "people": "persons",
    "organisations": "groups",
    "organizations": "groups",
    "from": "since",
    "to": "until",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“did you mean x?” for the known word nearest to `word`, or empty when none is near."""
    options = sorted(set(known))
    synonym = SYNONYMS.get(word.lower())
    if synonym in options:
        return f"did you mean {synonym}?"
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def one_of(options: Iterable[str]) -> str:
    """The options as a list for people: “one of a, b, c”."""
    return f"one of {', '.join(sorted(options))}"


def suggestion(word: str, known: Iterable[str], *, at_most: int = 20) -> str:
    """The nearest known word or, where none is near and there are few, all of them."""
    options = sorted(set(known))
    return did_you_mean(word, options) or (one_of(options) if 0 < len(options) <= at_most else "")
