"""Atom (RFC 4287): entries of a feed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from alerts.escape import line
from alerts.render.templates import Templates
from alerts.render.view import View

ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_id(channel: str) -> str:
    """The id of a channel's feed: the same for ever."""
    return _id(f"feed/{channel}")


def entries(views: Iterable[tuple[str, View]], by: Templates, *, now: datetime) -> str:
    """A feed of nothing but entries, the newest first: each with the key that its id is made from."""
    feed = _feed()
    for key, seen in views:
        _entry(feed, key, seen.subject, seen.url, by.mail("entry", seen), now)
    return _text(feed)


def entry(key: str, subject: str, html: str, *, now: datetime) -> str:
    """The same with one entry, of which nothing but a subject and some HTML is known."""
    feed = _feed()
    _entry(feed, key, subject, "", html, now)
    return _text(feed)


def _feed() -> etree._Element:
    return etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})


def _entry(feed: etree._Element, key: str, subject: str, url: str, html: str, now: datetime) -> None:
    made = etree.SubElement(feed, f"{{{ATOM}}}entry")
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    for name, text in (("id", _id(key)), ("title", line(subject)), ("updated", at), ("published", at)):
        _add(made, name).text = _xml(text)
    _add(_add(made, "author"), "name").text = "onrecord"
    if url:
        _add(made, "link", rel="alternate", href=url)
    _add(made, "content", type="html").text = _xml(html)


def _add(to: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(to, f"{{{ATOM}}}{name}", **attributes)


def _xml(text: str) -> str:
    """Text without the characters that XML does not have."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(feed: etree._Element) -> str:
    return str(etree.tostring(feed, encoding="unicode"))


def _id(of: str) -> str:
    return uuid5(NAMESPACE_URL, f"https://onrecord.example/{of}").urn
