"""Sitemaps, plain and news (sitemaps.org 0.9; the news extension): bytes to Entries."""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler import dates, plain, xmltext
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.model import Entry

_MOST = 50_000
_LIMIT = 50 * 1024 * 1024
_INDEX = re.compile(r"<(?:[\w.-]+:)?sitemapindex(?=[\s>])", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)


def parse(
    body: bytes, *, url: str, content_type: str = "", timezone: str = "UTC", now: datetime | None = None
) -> tuple[Entry, ...]:
    """The addresses of a sitemap, in its order.

    The news extension gives title, date and language. `lastmod` is when a page changed, not when it was published: it
    is not read. A sitemap index holds no articles and gives none.

    Args:
        body: as received; gzip files are unpacked.
        url: where it came from.
        content_type: the HTTP header, or empty.
        timezone: IANA name; dates without an offset are read in it.
        now: when given, dates more than a day after it count as unknown.

    Raises:
        FeedError: the body is something else.
    """
    text = decode(_unpacked(body, url), content_type)
    try:
        markup = xmltext.root_at(text, _ROOT)
    except xmltext.EntityBombError as error:
        raise FeedError(url, f"declares an entity made of entities ({error}): refused") from error
    root = xmltext.parse(markup) if markup is not None else None
    if root is None:
        raise FeedError(url, f"{xmltext.describe(text)}, not a sitemap")
    found: dict[str, Entry] = {}
    for element in root.iter(etree.Element):
        if _local(element) == "url" and len(found) < _MOST:
            entry = _entry(element, url, timezone, now)
            if entry is not None:
                found.setdefault(entry.url, entry)
    return tuple(found.values())


def children(body: bytes, *, url: str, content_type: str = "") -> tuple[str, ...]:
    """The addresses of the sitemaps that an index names, the likeliest to hold news first.

    First those that have "news" in their name, then those that changed last, then the last of those that do not say.

    Returns:
        Nothing where the body is no index.

    Raises:
        FeedError: the body is no sitemap at all.
    """
    text = decode(_unpacked(body, url), content_type)
    try:
        markup = xmltext.root_at(text, _INDEX)
    except xmltext.EntityBombError as error:
        raise FeedError(url, f"declares an entity made of entities ({error}): refused") from error
    root = xmltext.parse(markup) if markup is not None else None
    if root is None:
        return ()
    found: dict[str, tuple[bool, float, int]] = {}
    for number, element in enumerate(root.iter(etree.Element)):
        if _local(element) == "sitemap" and len(found) < _MOST:
            texts = {_local(child): (child.text or "").strip() for child in element}
            address = _web_address(texts.get("loc", ""), url)
            changed = dates.read(texts.get("lastmod"))
            if address:
                found[address] = ("news" in address.lower(), changed.timestamp() if changed else 0.0, number)
    return tuple(sorted(found, key=found.__getitem__, reverse=True))


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, _LIMIT)
    except zlib.error as error:
        raise FeedError(url, "a damaged gzip file, not a sitemap") from error
    if unpacker.unconsumed_tail:
        raise FeedError(url, f"a gzip file of more than {_LIMIT // 1024 // 1024} MB: refused")
    return unpacked


def _web_address(written: str, base: str) -> str:
    """An absolute address of the web, or empty."""
    try:
        address = urljoin(base, "".join(written.split()))
        good = bool(written) and urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        return ""
    return address if good else ""


def _local(element: etree._Element) -> str:
    tag = element.tag
    return re.split("[}:]", tag)[-1].lower() if isinstance(tag, str) else ""


def _entry(element: etree._Element, base: str, timezone: str, now: datetime | None) -> Entry | None:
    texts: dict[str, str] = {}
    for child in element.iter(etree.Element):
        # Images and videos have titles and addresses of their own.
        if not any(name in str(child.tag) for name in ("image", "video")):
            texts.setdefault(_local(child), (child.text or "").strip())
    address = _web_address(texts.get("loc", ""), base)
    if not address:
        return None
    language = texts.get("language", "").lower().partition("-")[0]
    return Entry(
        url=address,
        title=plain.line(plain.from_html(texts.get("title", ""))),
        published=dates.read(texts.get("publication_date"), timezone=timezone, now=now),
        language=language if re.fullmatch("[a-z]{2,3}", language) else None,
    )
