"""Section pages: the links to articles on an ordinary page, by CSS selectors or, without any, by their looks.

Without selectors a link counts as one to an article when its address is shaped like one (a number, a date or a slug in
it), its text reads like a headline, it stands outside menus and footers, and others on the page look the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.cssselect import CSSSelector

from crawler import plain, xmltext
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.model import Entry

_MOST = 500
_FURNITURE_TAGS = {"nav", "footer", "aside", "form", "menu"}
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|sidebar|share|social|cookie|tags?|topbar"
    r"|pagination|pager|subscribe|login|lang(?:uage)?s?|most-?read|popular|trending|related|ads?)(?:[-_ ]|$)",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|zip|mp[34]|m3u8|css|js|xml|rss|json|apk)$", re.IGNORECASE
)
_NO_ARTICLES = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|login|register|subscribe|about|contact|privacy|terms|page|feed"
    r"|wp-login|account|video-?s?|galler(?:y|ies))(?:/|$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_HEADLINE = 4
"""Words of a headline, at least; half of them where the script sets no spaces between."""
_ALONE = 6
"""Words of a headline that no other on the page is like."""


@dataclass(slots=True)
class _Link:
    """A link as it stands on the page, all places taken together."""

    url: str
    title: str
    shape: str
    outside: bool
    """Whether it stands outside the page's furniture at all."""


def parse(body: bytes, *, url: str, content_type: str = "", links: Sequence[str] = ()) -> tuple[Entry, ...]:
    """The links to articles on a page, in its order, each once, with their longest text as title.

    Args:
        body: as received, decompressed.
        url: where it came from; relative links are resolved against it.
        content_type: the HTTP header, or empty.
        links: CSS selectors of the links, or of what holds them; empty: learn which links are articles.

    Raises:
        FeedError: the body is no HTML page, or no link on it leads to an article.
    """
    text = decode(body, content_type)
    what = xmltext.describe(text)
    if what != "an HTML page":
        raise FeedError(url, f"{what}, not a section page")
    try:
        root = lxml_html.document_fromstring(
            text.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise FeedError(url, "a page without anything on it") from error
    found = _collected(_selected(root, links, url) if links else root.iter("a"), _base(root, url))
    chosen = list(found.values()) if links else _learnt(found.values())
    if not chosen:
        hint = "no link matches the selectors" if links else "no link looks like one to an article; give selectors"
        raise FeedError(url, f"{hint} (links:)")
    return tuple(Entry(link.url, title=link.title) for link in chosen[:_MOST])


def _base(root: etree._Element, url: str) -> str:
    """What relative links are resolved against: what the page says, if that is an address."""
    try:
        return urljoin(url, str(root.xpath("string(//base/@href)")))
    except ValueError:
        return url


def _selected(root: etree._Element, selectors: Sequence[str], url: str) -> Iterator[etree._Element]:
    """The links that the selectors name: themselves, or what stands inside or around what they name."""
    named = {element for selector in selectors for element in CSSSelector(selector, translator="html")(root)}
    if not named:
        raise FeedError(url, "no element matches the selectors (links:)")
    for link in root.iter("a"):
        if (
            link in named
            or any(parent in named for parent in link.iterancestors())
            or any(map(named.__contains__, link))
        ):
            yield link


def _collected(anchors: Iterable[etree._Element], base: str) -> dict[str, _Link]:
    """The links of the page's own site, by address, in the order of the page."""
    found: dict[str, _Link] = {}
    here = urlsplit(base)
    for anchor in anchors:
        address = _address(anchor.get("href") or "", base)
        parts = urlsplit(address)
        if not address or _site(parts.hostname) != _site(here.hostname) or parts.path in {"", "/", here.path}:
            continue
        title = plain.line(anchor.text_content() or "") or plain.line(anchor.get("title") or "")
        link = found.setdefault(address, _Link(address, "", _shape(address), outside=False))
        link.title = max(link.title, title, key=len)
        link.outside = link.outside or not _in_furniture(anchor)
    return found


def _address(href: str, base: str) -> str:
    """The link's address without its fragment; empty where it is no page of the web."""
    try:
        address = urljoin(base, href.strip()).partition("#")[0]
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not _FILES.search(parts.path)
    except ValueError:
        return ""
    return address if good else ""


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def _in_furniture(anchor: etree._Element) -> bool:
    for element in anchor.iterancestors():
        if element.tag in {"article", "main"}:
            return False
        if element.tag in _FURNITURE_TAGS or _FURNITURE.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        ):
            return True
    return False


def _learnt(links: Iterable[_Link]) -> list[_Link]:
    """The links that look like articles, alone or as a group of one shape."""
    candidates = [
        link for link in links if link.outside and link.shape and not _NO_ARTICLES.search(urlsplit(link.url).path)
    ]
    groups: defaultdict[str, list[_Link]] = defaultdict(list)
    for link in candidates:
        groups[link.shape].append(link)
    good = {
        shape
        for shape, members in groups.items()
        if median(_length(link.title) for link in members) >= (_HEADLINE if len(members) > 1 else _ALONE)
    }
    return [link for link in candidates if link.shape in good and link.title]


def _length(title: str) -> float:
    """Words; letters by fours where a script sets no spaces."""
    words = len(_WORDS.findall(title))
    return words if words > 1 else len(title) / 4


def _shape(url: str) -> str:
    """What an address looks like, with its numbers, dates and slugs named; empty where it holds none of them."""
    parts = urlsplit(url)
    kinds = [_kind(unquote(segment)) for segment in parts.path.split("/") if segment]
    kinds += [f"{name}={_kind(value)}" for name, value in parse_qsl(parts.query)]
    telling = any(kind.rpartition("=")[2] in {"#", "slug", "date"} for kind in kinds)
    return "/".join(kinds) if telling else ""


def _kind(segment: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d(?:[-_]?\d\d){0,2}|\d{1,2}", segment):
        return "date"
    if re.search(r"\d{4,}", segment):
        return "#"
    if len(re.findall(r"[^\W_]+", segment)) >= 4 or len(segment) > 40:
        return "slug"
    return segment if segment.isascii() and len(segment) <= 20 else "word"
