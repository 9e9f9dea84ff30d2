"""Text of broken XML made parseable, and parsed without trusting it."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITY = re.compile(r"""<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL)
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)(?P<name>\w{1,32};)?")
_CHARACTER = re.compile(r"(?:[^&]|&#\w+;){0,200}")
# libxml2 drops named references, even these five, once it has recovered from an error; numbers it keeps.
_PREDEFINED = {"&amp;": "&#38;", "&lt;": "&#60;", "&gt;": "&#62;", "&quot;": "&#34;", "&apos;": "&#39;"}


class EntityBombError(ValueError):
    """The document declares entities that are made of other entities, or huge ones."""


def read(text: str, pattern: re.Pattern[str]) -> tuple[etree._Element | None, str] | None:
    """The root element that `pattern` finds, and its markup: as written where that is well-formed, else mended.

    Most documents need no mending, and mending costs as much as parsing.

    Returns:
        None where the pattern finds nothing; no element where nothing can be read even when mended.

    Raises:
        EntityBombError: the document type declares entities made of entities.
    """
    found = pattern.search(text)
    if found is None:
        return None
    entities = _declared(text[: found.start()])
    markup = text[found.start() :]
    root = _parse(markup, recover=False)
    if root is None:
        markup = _ampersands(_CONTROL.sub("", markup), entities)
        root = _parse(markup, recover=True)
    return root, markup


def root_at(text: str, pattern: re.Pattern[str]) -> str | None:
    """`text` from where the root element that `pattern` finds begins, made well-formed as far as characters go.

    What stands before (declaration, document type, junk of any kind) is dropped: the text is decoded already, and
    entities that a document type declares are only taken over when they are plain characters.

    Raises:
        EntityBombError: the document type declares entities made of entities.
    """
    found = pattern.search(text)
    if found is None:
        return None
    entities = _declared(text[: found.start()])
    return _ampersands(_CONTROL.sub("", text[found.start() :]), entities)


def _declared(prolog: str) -> dict[str, str]:
    entities: dict[str, str] = {}
    for entity in _ENTITY.finditer(prolog):
        if not _CHARACTER.fullmatch(entity["value"]):
            raise EntityBombError(entity["name"])
        entities[entity["name"] + ";"] = entity["value"]
    return entities


def _ampersands(text: str, entities: dict[str, str]) -> str:
    """`text` with every reference written as a number, and every loose ampersand as one to itself.

    CDATA is not spared: what stands there is HTML, in which the numbers mean the same.
    """
    if "&" not in text:
        return text
    for name, number in _PREDEFINED.items():
        text = text.replace(name, number)
    return _AMPERSAND.sub(lambda match: _numbered(match["name"] or "", entities), text)


def _numbered(name: str, entities: dict[str, str]) -> str:
    if name in entities:
        return entities[name]
    known = html5.get(name)
    return "".join(f"&#{ord(character)};" for character in known) if known else f"&#38;{name}"


def parse(text: str) -> etree._Element | None:
    """The root element, whatever is broken; None when nothing can be read. No entity, no network, no huge tree."""
    return _parse(text, recover=True)


def _parse(text: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=recover,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None


def describe(text: str) -> str:
    """What a body is, in words, for a message that it is not what it should be."""
    head = text.lstrip()[:2000].lower()
    kinds = (
        (not head, "an empty answer"),
        (re.search(r"<!doctype html|<html\b|<body\b|<head\b", head) is not None, "an HTML page"),
        ("<urlset" in head or "<sitemapindex" in head, "a sitemap"),
        (re.search(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", head) is not None, "a feed"),
        (head.startswith("%pdf"), "a PDF file"),
        (head.startswith(("{", "[")), "JSON of another kind"),
        (head.startswith("<"), "XML of another kind"),
        (head.count("\ufffd") > 10 or "\0" in head, "binary data"),
    )
    return next((name for holds, name in kinds if holds), "plain text")
