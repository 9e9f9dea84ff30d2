"""Readers of what came out, as the receiving programs have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

VOID = frozenset({"meta", "br"})
DOUBLES = str.maketrans("∗ˍ∼ˋ∣‹›［］＼＄＠∶", "*_~`|<>[]\\$@:")
UNSEEN = str.maketrans(dict.fromkeys("\u2060\u2068\u2069"))


@dataclass
class Html(HTMLParser):
    """A parsed HTML document: every start tag with its attributes, the text, and whether tags nest."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    nested: bool = True
    pieces: list[tuple[tuple[str, ...], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, document: str) -> Html:
        """Parse the whole document."""
        parsed = cls()
        parsed.feed(document)
        parsed.close()
        return parsed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.nested = self.nested and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self.pieces.append((tuple(self.open), data))

    def attributes(self, name: str) -> list[str]:
        """The values of an attribute wherever it occurs."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    def within(self, tag: str) -> list[str]:
        """The text of every such element."""
        found: list[str] = []
        before = False
        for around, data in self.pieces:
            if tag in around:
                found[-1:] = [found[-1] + data] if before else [*found[-1:], data]
            before = tag in around
        return found

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and text of every link."""
        return list(zip(self.attributes("href"), self.within("a"), strict=True))

    def find(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


@dataclass(frozen=True)
class Mrkdwn:
    """A parsed Slack message: its ``<…>`` constructs, and the text that Slack shows."""

    constructs: tuple[str, ...]
    shown: str

    @classmethod
    def of(cls, text: str) -> Mrkdwn:
        """Read it as docs.slack.dev/messaging/formatting-message-text says."""
        constructs = tuple(re.findall(r"<([^<>]*)>", text))
        shown = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", text)
        return cls(constructs, unescape(shown))


MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])


@dataclass(frozen=True)
class Markdown:
    """A parsed Markdown message, read as CommonMark with GitHub's tables and strikethrough.

    Attributes:
        kinds: of every token in it.
        links: (address, text) of every link.
        quotes: the text of every quoted paragraph.
        shown: the text that is seen, one line for each line.
    """

    kinds: frozenset[str]
    links: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]
    shown: str

    @classmethod
    def of(cls, text: str) -> Markdown:
        """Parse the whole message."""
        tokens = tuple(_flat(MARKDOWN.parse(text)))
        shown, links, quotes, target = "", [], [], None
        for token in tokens:
            if token.type == "blockquote_open":
                quoted = len(shown)
            elif token.type == "blockquote_close":
                quotes.append(shown[quoted:])
            if token.type == "link_open":
                target, start = str(token.attrs["href"]), len(shown)
            elif token.type == "link_close" and target is not None:
                links.append((target, shown[start:]))
            elif token.type in ("softbreak", "hardbreak", "paragraph_close"):
                shown += "\n"
            elif not token.children:
                shown += token.content
        return cls(frozenset(token.type for token in tokens), tuple(links), tuple(quotes), shown)


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def seen(text: str) -> str:
    """Text as a person reads it: typographic doubles for what they stand for, nothing invisible, single spaces."""
    return " ".join(text.translate(UNSEEN).translate(DOUBLES).split())
