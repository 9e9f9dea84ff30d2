"""schema.org statements that a page makes about itself in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

_DEEPEST = 20
_MOST_BYTES = 2_000_000
_CONTROL = re.compile("[\x00-\x1f]+")
_TRAILING = re.compile(r",\s*(?=[}\]])")
_ARTICLES = ("article", "posting", "report", "review", "recipe", "video", "webpage")


def article(tree: etree._Element) -> dict[str, object]:
    """The JSON-LD object that describes the page's article; empty when there is none.

    Where several could, articles come before postings, reports and so on, and the first one in the page counts.
    """
    ranked = [(rank, node) for node in _objects(tree) if (rank := _rank(node)) < len(_ARTICLES)]
    return min(ranked, key=lambda pair: pair[0], default=(0, {}))[1]


def _rank(node: dict[str, object]) -> int:
    kinds = strings(node.get("@type"))
    names = [kind.rpartition("/")[2].lower() for kind in kinds]
    ranks = [rank for rank, ending in enumerate(_ARTICLES) for name in names if name.endswith(ending)]
    return min(ranks, default=len(_ARTICLES))


def _objects(tree: etree._Element) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) < _MOST_BYTES:
            yield from _flat(_load(script.text), 0)


def _load(text: str) -> object:
    """JSON as pages write it: with raw line breaks in strings, comment marks around it, commas too many."""
    objects = text[text.find("{") : text.rfind("}") + 1]
    for attempt in (text, f"[{objects}]", _TRAILING.sub("", _CONTROL.sub(" ", f"[{objects}]"))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flat(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _flat(value.get(key), depth + 1)


def strings(value: object) -> list[str]:
    """A property's values as strings, be it one, a list, or objects with a name."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value[:50] for text in strings(item)]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("@value"))
    return []
