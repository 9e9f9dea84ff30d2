"""Other extractors, each as a function from address, bytes and decoded text of a page to what it found.

None is a dependency of the project but trafilatura: what is not installed is left out and named.

    pip install readability-lxml 'newspaper4k[nlp]' resiliparse
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from crawler import jsonld

Row = dict[str, Any]
Peer = Callable[[str, bytes, str], Row]


def installed() -> tuple[dict[str, Peer], tuple[str, ...]]:
    """The peers that can run here by name, and the names of those that cannot."""
    peers: dict[str, Peer] = {
        "trafilatura": _trafilatura,
        "trafilatura-precision": partial(_trafilatura, favor_precision=True),
        "trafilatura-recall": partial(_trafilatura, favor_recall=True),
        "trafilatura-fast": partial(_trafilatura, fast=True),
        "jsonld": _jsonld,
    }
    missing = []
    for name, module, peer in _OPTIONAL:
        try:
            peers[name] = partial(peer, importlib.import_module(module))
        except ImportError:
            missing.append(name)
    return peers, tuple(missing)


def _trafilatura(url: str, body: bytes, _text: str, **settings: Any) -> Row:
    found = trafilatura.bare_extraction(body, url=url, with_metadata=True, include_comments=False, **settings)
    if not isinstance(found, Document):
        return {}
    return {
        "title": found.title,
        "text": found.text,
        "author": found.author,
        "published": found.date,
        "language": found.language,
    }


def _jsonld(_url: str, body: bytes, _text: str) -> Row:
    """Metadata alone: JSON-LD as it stands, then OpenGraph, then the first h1."""
    tree = trafilatura.load_html(body)
    if tree is None:
        return {}
    about = jsonld.article(tree)

    def stated(*properties: str) -> str:
        wanted = (tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name) for name in properties)
        return next((str(values[0]) for values in wanted if values), "")

    headings = tree.xpath("//h1")
    heading = "".join(headings[0].itertext()) if headings else ""
    return {
        "title": next(iter(jsonld.strings(about.get("headline"))), "") or stated("og:title") or heading,
        "author": jsonld.strings(about.get("author")) or stated("author", "article:author"),
        "published": next(iter(jsonld.strings(about.get("datePublished"))), "") or stated("article:published_time"),
    }


def _readability(library: ModuleType, url: str, body: bytes, _text: str) -> Row:
    document = library.Document(body, url=url)
    try:
        kept = html.fromstring(document.summary(html_partial=True))
        return {"title": document.short_title(), "text": "\n".join(kept.itertext())}
    except (library.readability.Unparseable, etree.ParserError, ValueError):
        return {}


def _newspaper(library: ModuleType, url: str, _body: bytes, text: str) -> Row:
    article = library.Article(url, fetch_images=False)
    article.download(input_html=text)
    try:
        article.parse()
    except (library.ArticleException, etree.ParserError, ImportError, LookupError, ValueError):
        # It needs further packages, and data that it would download, for some languages.
        return {}
    date = article.publish_date
    return {
        "title": article.title,
        "text": article.text,
        "author": article.authors,
        "published": date.isoformat() if date else None,
        "language": article.meta_lang,
    }


def _resiliparse(library: ModuleType, _url: str, _body: bytes, text: str) -> Row:
    return {"text": library.extract_plain_text(text, main_content=True)}


_OPTIONAL: tuple[tuple[str, str, Callable[[ModuleType, str, bytes, str], Row]], ...] = (
    ("readability-lxml", "readability", _readability),
    ("newspaper4k", "newspaper", _newspaper),
    ("resiliparse", "resiliparse.extract.html2text", _resiliparse),
)

Peers = Mapping[str, Peer]
