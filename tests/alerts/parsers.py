"""Readers of what came out, as the receiving programs have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

VOID = frozenset({"meta"})


@dataclass
class Html(HTMLParser):
    """A parsed HTML document: every start tag with its attributes, the text, and whether tags nest."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    nested: bool = True

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

    def attributes(self, name: str) -> list[str]:
        """The values of an attribute wherever it occurs."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]

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
