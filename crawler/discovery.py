"""Where an outlet's sources may be: told by its front page, its robots.txt and custom. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from crawler import plain
from crawler.decode import decode
from onrecord.model import Evidence, SourceKind

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
_CUSTOM: tuple[tuple[SourceKind, tuple[str, ...]], ...] = (
    ("sitemap", ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml")),
    (
        "feed",
        ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default", "/feed.json"),
    ),
    ("sitemap", ("/sitemap.xml", "/sitemap_index.xml")),
)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_CHANNEL = re.compile(r"^https?://(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{3,31})/?$")
_NO_CHANNELS = {"share", "iv", "joinchat", "proxy", "addstickers"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a source may be. `evidence` is how we know of it."""

    kind: SourceKind
    url: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Front:
    """What an outlet's front page says of itself: name and language, or empty."""

    name: str
    language: str
    candidates: tuple[Candidate, ...]


def of_page(body: bytes, *, url: str, content_type: str = "") -> Front:
    """What a front page names: feeds by ``link rel=alternate``, links to feeds, the Telegram channel."""
    text = decode(body, content_type).encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return Front("", "", ())
    name = root.xpath("string(//meta[@property='og:site_name']/@content)") or root.xpath("string(//title)")
    language = root.xpath("string(/html/@lang)").lower().partition("-")[0].strip()
    found = tuple(dict.fromkeys(_named(root, url)))
    return Front(plain.line(str(name))[:80], language if re.fullmatch("[a-z]{2}", language) else "", found)


def _named(root: etree._Element, url: str) -> Iterator[Candidate]:
    for link in root.xpath("//link[@href]"):
        alternate = "alternate" in (link.get("rel") or "").lower().split()
        if alternate and (link.get("type") or "").lower().partition(";")[0].strip() in _FEED_TYPES:
            yield from _candidate("feed", link.get("href"), url)
    for link in root.xpath("//a[@href]"):
        href = str(link.get("href")).strip()
        channel = _CHANNEL.match(href)
        if channel and channel[1].lower() not in _NO_CHANNELS:
            yield Candidate("telegram", f"https://t.me/s/{channel[1]}", "L")
        elif re.search(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:[/._-]|$)", href.partition("?")[0], re.IGNORECASE):
            yield from _candidate("feed", href, url)


def of_robots(text: str, *, url: str) -> tuple[Candidate, ...]:
    """The sitemaps that a robots.txt names."""
    named = (candidate for found in _SITEMAP.findall(text) for candidate in _candidate("sitemap", found, url, "R"))
    return tuple(dict.fromkeys(named))


def by_custom(url: str) -> tuple[Candidate, ...]:
    """The places where such things usually are."""
    return tuple(Candidate(kind, urljoin(url, path), "M") for kind, paths in _CUSTOM for path in paths)


def _candidate(kind: SourceKind, href: str, base: str, evidence: Evidence = "L") -> Iterator[Candidate]:
    try:
        address = urljoin(base, href.strip())
        good = urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).hostname)
    except ValueError:
        return
    if good:
        yield Candidate(kind, address, evidence)
