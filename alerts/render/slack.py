"""Where to cut a Slack message that is too long for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

# Slack's reference advises 4,000 characters of text a message and cuts at 40,000.
LIMIT: Final = 3800
_QUOTE: Final = "> "


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """`text` in messages of at most `limit` characters, in order, nothing lost but the white space at the cuts.

    Cuts between paragraphs; in a paragraph that is too long, between lines; in a line that is too long, between
    words, where a quote goes on as a quote; in a word that is too long, anywhere.
    """
    messages: list[str] = []
    room = ""
    for separator, unit in _units(text, limit):
        rest = unit
        while rest:
            space = limit - len(room) - len(separator) if room else limit
            if len(rest) <= space:
                piece, rest = rest, ""
            elif len(rest) > limit and space > limit // 3:
                piece, rest = _cut(rest, space)
            else:
                messages.append(room)
                room = ""
                continue
            room = f"{room}{separator}{piece}" if room else piece
    return (*messages, room) if room else tuple(messages)


def _units(text: str, limit: int) -> Iterator[tuple[str, str]]:
    """What should stay in one piece, each with what joins it to the unit before it: paragraphs, or their lines."""
    for paragraph in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        rows = [paragraph] if len(paragraph) <= limit else paragraph.split("\n")
        for number, row in enumerate(rows):
            yield "\n" if number else "\n\n", row


def _cut(row: str, at: int) -> tuple[str, str]:
    """A line in two, the first of at most `at` characters; what is left of a quote is a quote."""
    prefix = _QUOTE if row.startswith(_QUOTE) else ""
    space = row.rfind(" ", len(prefix) + 1, at + 1)
    place = space if space > at // 2 else _outside_entity(row, at)
    rest = row[place:].lstrip()
    return row[:place].rstrip(), f"{prefix}{rest}" if rest else ""


def _outside_entity(row: str, at: int) -> int:
    """The last place up to `at` that does not cut an entity such as ``&amp;`` in two."""
    start = row.rfind("&", max(at - 5, 1), at)
    return start if start > 0 and ";" not in row[start:at] else at
