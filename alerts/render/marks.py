"""What marks text up in each chat: the filters of the chats' templates. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from alerts.escape import (
    Direction,
    Marked,
    bare,
    chat_html,
    chat_html_link,
    markdown,
    markdown_link,
    mrkdwn,
    mrkdwn_link,
)
from alerts.forms import Dialect


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark-up.

    Attributes:
        name: of templates that are for it alone: ``alert.NAME.txt``.
        escape: text as the mark-up shows it as it is; isolated, when foreign to the direction around it.
        link: of an address and a text.
    """

    name: str
    escape: Callable[[str, Direction | None], Marked]
    link: Callable[[str, str], Marked]
    of_bold: tuple[str, str]
    of_italic: tuple[str, str]
    of_code: tuple[str, str]
    of_quote: tuple[str, str]

    def alone(self, text: str, _around: Direction | None = None) -> Marked:
        """Text that has its line to itself and gives it its direction."""
        return self.escape(text, None)

    def bold(self, text: str, around: Direction | None = None) -> Marked:
        """Strong, in a line that runs `around`."""
        return self._between(self.escape(text, around), self.of_bold)

    def italic(self, text: str, around: Direction | None = None) -> Marked:
        """With emphasis, in a line that runs `around`."""
        return self._between(self.escape(text, around), self.of_italic)

    def code(self, text: str, _around: Direction | None = None) -> Marked:
        """As typed: in code no escape is read, so marks get their doubles."""
        return self._between(self.alone(bare(text)), self.of_code)

    def quote(self, text: str, _around: Direction | None = None) -> Marked:
        """A line of its own that quotes."""
        return self._between(self.alone(text), self.of_quote)

    def _between(self, text: Marked, marks: tuple[str, str]) -> Marked:
        return Marked(f"{marks[0]}{text}{marks[1]}") if text else text


MARKS: Final[Mapping[Dialect, Marks]] = {
    "mrkdwn": Marks("slack", mrkdwn, mrkdwn_link, ("*", "*"), ("_", "_"), ("`", "`"), ("> ", "")),
    "markdown": Marks("markdown", markdown, markdown_link, ("**", "**"), ("*", "*"), ("`", "`"), ("> ", "")),
    "html": Marks(
        "tags",
        chat_html,
        chat_html_link,
        ("<b>", "</b>"),
        ("<i>", "</i>"),
        ("<code>", "</code>"),
        ("<blockquote>", "</blockquote>"),
    ),
}
"""Of every mark-up that has marks."""


def escape_for(markup: Dialect) -> Callable[[str], str]:
    """What makes one line of text harmless in a mark-up."""
    return bare if markup == "bare" else MARKS[markup].alone
