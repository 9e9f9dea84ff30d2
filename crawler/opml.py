"""OPML: the lists of feeds that readers export."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from crawler import plain, xmltext
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.text import canonical_url

_ROOT = re.compile(r"<opml(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list.

    Attributes:
        url: of the feed.
        title: as the list calls it, or empty.
        site: address of the site that it belongs to, or empty.
        language: as the list says, or empty.
    """

    url: str
    title: str
    site: str
    language: str


def parse(body: bytes, *, name: str) -> tuple[Outline, ...]:
    """The feeds of an OPML file, each once, in its order, however deep in folders.

    Args:
        body: the file.
        name: what to call it in messages.

    Raises:
        FeedError: it is no OPML file, or declares an entity bomb.
    """
    text = decode(body)
    try:
        markup = xmltext.root_at(text, _ROOT)
    except xmltext.EntityBombError as error:
        raise FeedError(name, f"declares an entity made of entities ({error}): refused") from error
    root = xmltext.parse(markup) if markup is not None else None
    if root is None:
        raise FeedError(name, f"{xmltext.describe(text)}, not an OPML file")
    found: dict[str, Outline] = {}
    for element in root.iter(etree.Element):
        values = {key.lower(): value for key, value in element.attrib.items()}
        url = _address(values.get("xmlurl", ""))
        if url:
            title = plain.line(plain.from_html(values.get("title") or values.get("text") or ""))
            language = values.get("language", "").lower().partition("-")[0]
            found.setdefault(url, Outline(url, title, _address(values.get("htmlurl", "")), language))
    return tuple(found.values())


def _address(written: str) -> str:
    try:
        return canonical_url(written)
    except ValueError:
        return ""
