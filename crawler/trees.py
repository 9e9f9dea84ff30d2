"""A page's bytes as a tree of elements."""

from __future__ import annotations

import re

from lxml import etree, html
from trafilatura.utils import decode_file

from crawler import xmltext
from crawler.decode import decode
from onrecord.errors import ExtractError

_NO_PAGES = {"an empty answer", "a feed", "a sitemap", "a PDF file", "JSON of another kind", "binary data"}
_HEAD = 4000
_BEGINNING = 50
# "<html />": libxml2 takes what follows for another document.
_CLOSED_ROOT = re.compile(r"(<html\b[^<>]{0,1000}?)\s*/>", re.IGNORECASE)
# What XML forbids, and lxml refuses to write. Dropped without a pattern, which would take longer than parsing.
_FORBIDDEN = ("\ufffe", "\uffff")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
# As trafilatura's own, but for the classes: lxml.html asks Python for the class of every element it touches.
_PARSER = etree.HTMLParser(
    collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))


def parse(body: bytes, url: str) -> html.HtmlElement:
    """The root of a page.

    Args:
        body: as received, decompressed. The bytes decide about the encoding, not what headers claim.
        url: what errors call it.

    Raises:
        ExtractError: it is no page at all; the error says what it is.
    """
    # What it is, its first bytes tell better than any header.
    what = xmltext.describe(decode(body[:_HEAD]))
    if what in _NO_PAGES:
        raise ExtractError(url, f"{what}, not an article")
    text = decode_file(body)
    beginning = text[:_BEGINNING].lower()
    mended = _CLOSED_ROOT.sub(r"\1>", text[:_HEAD], count=1) + text[_HEAD:]
    for forbidden in _FORBIDDEN:
        mended = mended.replace(forbidden, "")
    markup = mended.encode("utf-8", errors="surrogatepass").translate(None, _CONTROLS)
    try:
        tree = html.fromstring(markup, parser=_PARSER)
    except etree.LxmlError as error:
        raise ExtractError(url, f"{what}, not an article") from error
    if "html" not in beginning and len(tree) < 2:
        raise ExtractError(url, f"{what}, not an article")
    return tree


def lighten(tree: etree._Element) -> None:
    """Takes out what holds no text of an article: programs, styles, the insides of drawings, the head's links and tags.

    Data of schema.org stays: for some pages it is the only place of their text. Links and drawings in the body stay as
    elements: trafilatura tells by them that what it found is not clean.
    """
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            script.tag = "style"
    etree.strip_elements(tree, "style", with_tail=False)
    for head in tree.iter("head"):
        etree.strip_elements(head, "link", "meta", with_tail=False)
    for drawing in tree.iter("svg"):
        drawing.text = None
        del drawing[:]
