"""RSS, Atom, RDF and JSON feeds: bytes to Entries.

A tolerant XML parser reads nearly everything, broken markup included; where it finds fewer items than the text has item
tags, feedparser tries as well and the richer answer counts. Neither ever expands an entity that the feed declares.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

import feedparser
from lxml import etree

from crawler import dates, plain, xmltext
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.model import Entry

NO_LINK = "onrecord-entry"
_MOST = 5000
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)(?=[\s>])", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_XML = "{http://www.w3.org/XML/1998/namespace}"

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_CORE = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_EXTENSIONS = {*_PREFIXES.values(), "image", "video", "news", "gd", "georss", "geo", "thr", "slash", "wfw", "sy", "yt"}
_TITLES = ("title", "dc:title", "media:title")
_DATES = ("pubdate", "published", "dc:date", "dcterms:issued", "issued", "date", "dcterms:created", "created")
_CHANGED = ("updated", "modified", "dcterms:modified")
_TEASERS = ("description", "summary", "dc:description", "itunes:summary", "media:description")
_BODIES = ("content:encoded", "content", "fulltext")
_WANTED = {*_TITLES, *_DATES, *_CHANGED, *_TEASERS, *_BODIES, "language", "dc:language"}
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?][^\s#]*)?")


@dataclass(frozen=True, slots=True)
class _Context:
    """What every entry of one feed is read with."""

    url: str
    timezone: str
    now: datetime | None
    language: str | None = None


@dataclass(slots=True)
class _Raw:
    """One item as found: names of child elements, in lower case with their prefix, to their markup."""

    texts: dict[str, str] = field(default_factory=dict)
    link: str = ""
    guid: str = ""
    guid_is_link: bool = False
    language: str = ""


def parse(
    body: bytes, *, url: str, content_type: str = "", timezone: str = "UTC", now: datetime | None = None
) -> tuple[Entry, ...]:
    """The entries of a feed, in its order.

    An entry without a link gets the feed's address with its id (else its title) in the parameter `NO_LINK`: an address
    of its own, which leads to where the entry can be read.

    Args:
        body: as received, decompressed.
        url: where it came from; relative links are resolved against it.
        content_type: the HTTP header, or empty.
        timezone: IANA name; dates without an offset are read in it.
        now: when given, dates more than a day after it count as unknown.

    Returns:
        At most 5,000 entries; none for a feed without items.

    Raises:
        FeedError: the body is something else, or declares an entity bomb.
    """
    text = decode(body, content_type)
    context = _Context(url, timezone, now)
    if text.lstrip()[:1] == "{":
        raws, context = _json_items(text, context)
    else:
        raws, context = _xml_items(text, context)
    entries = (_entry(raw, context) for raw in raws[:_MOST])
    return tuple(entry for entry in entries if entry is not None)


def _xml_items(text: str, context: _Context) -> tuple[list[_Raw], _Context]:
    try:
        read = xmltext.read(text, _ROOT)
    except xmltext.EntityBombError as error:
        raise FeedError(context.url, f"declares an entity made of entities ({error}): refused") from error
    root, markup = read or (None, "")
    if root is None:
        raise FeedError(context.url, f"{xmltext.describe(text)}, not a feed")
    found = [_raw(element) for element in _elements(root)]
    if len(found) < len(_ITEM.findall(markup)) and len(found) < len(_ITEM.findall(_CDATA.sub("", markup))):
        found = max(found, _with_feedparser(markup), key=len)
    if not found and xmltext.describe(text) == "an HTML page":
        raise FeedError(context.url, "an HTML page, not a feed")
    return found, _Context(context.url, context.timezone, context.now, _feed_language(root))


@lru_cache(maxsize=1024)
def _name(tag: object) -> str:
    """Name of an element in lower case, with the usual prefix for the usual namespaces and none for a feed's own."""
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    if namespace not in _CORE:
        return f"{_PREFIXES.get(namespace, '?')}:{local.lower()}"
    # A prefix that is bound to nothing stays in the name: of the usual ones we know what they mean, any other may be
    # the feed's own.
    prefix, _, rest = local.lower().rpartition(":")
    return f"{prefix}:{rest}" if prefix in _EXTENSIONS else rest


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    found = list(root.iter("{*}item", "{*}entry"))
    for element in found or root.iter(etree.Element):
        name = _name(element.tag)
        if name in {"item", "entry"} or (name in {"?:item", "?:entry"} and _same_namespace(element, root)):
            yield element


def _same_namespace(element: etree._Element, root: etree._Element) -> bool:
    return bool(etree.QName(element).namespace == etree.QName(root).namespace)


def _feed_language(root: etree._Element) -> str | None:
    for element in root.iter(etree.Element):
        name = _name(element.tag)
        if name in {"item", "entry"}:
            break
        if name in {"language", "dc:language"}:
            return _language(element.text or "")
    return _language(root.get(f"{_XML}lang") or "")


def _raw(item: etree._Element) -> _Raw:
    raw = _Raw(language=item.get(f"{_XML}lang") or "")
    links: list[tuple[int, str]] = []
    for child in item:
        name = _name(child.tag)
        if name.startswith("?:"):
            name = name[2:] if _same_namespace(child, item) else name
        if name == "link":
            links.append(_link(child))
        elif name in {"guid", "id"}:
            raw.guid = raw.guid or (child.text or "").strip()
            raw.guid_is_link = name == "guid" and (child.get("isPermaLink") or "true").lower() != "false"
        elif name in _WANTED and not raw.texts.get(name):
            raw.texts[name] = _markup(child)
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    raw.guid = raw.guid or about or ""
    raw.language = raw.language or raw.texts.get("dc:language", "") or raw.texts.get("language", "")
    raw.link = min((link for link in links if link[1]), default=(0, ""))[1] if links else ""
    return raw


def _link(element: etree._Element) -> tuple[int, str]:
    """How good a link is (0 is best), and where it leads, with its xml:base."""
    href = element.get("href")
    target = "".join((href or element.text or "").split())
    base = next(
        (node.get(f"{_XML}base") for node in (element, *element.iterancestors()) if node.get(f"{_XML}base")), ""
    )
    if base and target:
        target = urljoin(base, target)
    if href is None:
        return 0, target
    if (element.get("rel") or "alternate").lower() != "alternate":
        return 9, ""
    return (1 if "html" in (element.get("type") or "html") else 2), target


def _markup(element: etree._Element) -> str:
    """What an element holds, as HTML: its text, which is escaped markup, or its child elements (Atom's xhtml)."""
    if len(element) == 0:
        return element.text or ""
    inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + "".join(inner)


def _with_feedparser(markup: str) -> list[_Raw]:
    parsed = feedparser.parse(
        io.BytesIO(markup.encode("utf-8", errors="replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    raws = []
    for entry in parsed.entries:
        contents = [str(content.get("value") or "") for content in entry.get("content", ())]
        texts = {
            "title": entry.get("title") or "",
            "published": entry.get("published") or "",
            "updated": entry.get("updated") or "",
            "summary": entry.get("summary") or "",
            "content": max(contents, key=len, default=""),
        }
        raws.append(_Raw(texts=texts, link=entry.get("link") or "", guid=entry.get("id") or ""))
    return raws


def _json_items(text: str, context: _Context) -> tuple[list[_Raw], _Context]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(context.url, "damaged JSON, not a feed") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise FeedError(context.url, "JSON of another kind, not a feed")
    language = _language(_string(document, "language"))
    raws = [_json_raw(item) for item in items if isinstance(item, dict)]
    return raws, _Context(context.url, context.timezone, context.now, language)


def _json_raw(item: dict[str, object]) -> _Raw:
    texts = {
        "title": _string(item, "title"),
        "published": _string(item, "date_published"),
        "updated": _string(item, "date_modified"),
        "summary": _string(item, "summary"),
        "content": _string(item, "content_html") or _string(item, "content_text"),
    }
    link = _string(item, "url") or _string(item, "external_url")
    return _Raw(texts=texts, link=link, guid=_string(item, "id"), guid_is_link=True, language=_string(item, "language"))


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _entry(raw: _Raw, context: _Context) -> Entry | None:
    title = plain.line(plain.from_html(_first(raw, _TITLES)))
    summary = _summary(raw)
    address = _address(raw, title, context.url)
    if not address or not (title or summary or raw.link or raw.guid_is_link):
        return None
    return Entry(
        url=address,
        entry_id=plain.line(raw.guid) or None,
        title=title,
        published=_published(raw, context),
        summary=summary,
        language=_language(raw.language) or context.language,
    )


def _first(raw: _Raw, names: tuple[str, ...]) -> str:
    return next((raw.texts[name] for name in names if raw.texts.get(name, "").strip()), "")


def _summary(raw: _Raw) -> str:
    teaser, body = _first(raw, _TEASERS), _first(raw, _BODIES)
    longer, shorter = (body, teaser) if len(body) > len(teaser) else (teaser, body)
    return plain.from_html(longer) or plain.from_html(shorter)


def _published(raw: _Raw, context: _Context) -> datetime | None:
    written = (raw.texts.get(name, "") for name in (*_DATES, *_CHANGED))
    moments = (dates.read(text.strip(), timezone=context.timezone, now=context.now) for text in written if text)
    return next((moment for moment in moments if moment is not None), None)


def _address(raw: _Raw, title: str, feed: str) -> str:
    for link in (raw.link, raw.guid if raw.guid_is_link or not raw.link else ""):
        address = _absolute(link, feed) if link else ""
        if address and (link == raw.link or "/" in link):
            return address
    name = raw.guid or title
    base = feed.partition("#")[0]
    return f"{base}{'&' if '?' in base else '?'}{NO_LINK}={quote(name, safe='')}" if name else ""


def _absolute(link: str, base: str) -> str:
    # Addresses that were escaped twice keep one escape.
    link = "".join(link.split()).replace("&amp;", "&").replace("&#38;", "&")
    if _ADDRESS.fullmatch(link):
        return link
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.hostname else ""


def _language(written: str) -> str | None:
    code = written.strip().lower().replace("_", "-").partition("-")[0]
    return code if _LANGUAGE.fullmatch(code) else None
