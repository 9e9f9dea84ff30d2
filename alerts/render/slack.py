"""Slack: mrkdwn, and where to cut a message that is too long for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from alerts.render import templates
from alerts.render.view import View

# Slack's reference advises 4,000 characters of text a message and cuts at 40,000.
LIMIT: Final = 3800
_QUOTE: Final = "> "


def body(seen: View) -> str:
    """The whole message as one mrkdwn text; `split` makes messages of it."""
    return templates.slack(seen)


def split(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """`text` in messages of at most `limit` characters, in order, nothing lost but the white space at the cuts.

    Cuts between paragraphs; in a paragraph that is too long, between lines; in a line that is too long, between
    words, where a quote goes on as a quote; in a word that is too long, anywhere.
    """
    messages: list[str] = []
    room = ""
    for separator, piece in _pieces(text, limit):
        if room and len(room) + len(separator) + len(piece) > limit:
            messages.append(room)
            room = piece
        else:
            room = f"{room}{separator}{piece}" if room else piece
    if room:
        messages.append(room)
    return tuple(messages)


def _pieces(text: str, limit: int) -> Iterator[tuple[str, str]]:
    """Pieces of at most `limit` characters, each with what joins it to the piece before it."""
    for paragraph in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        if len(paragraph) <= limit:
            yield "\n\n", paragraph
            continue
        for number, row in enumerate(paragraph.split("\n")):
            for part, cut in enumerate(_rows(row, limit)):
                yield "\n\n" if number == part == 0 else "\n", cut


def _rows(row: str, limit: int) -> Iterator[str]:
    prefix = _QUOTE if row.startswith(_QUOTE) else ""
    while len(row) > limit:
        at = row.rfind(" ", len(prefix) + 1, limit + 1)
        at = at if at > limit // 2 else _outside_entity(row, limit)
        yield row[:at].rstrip()
        row = prefix + row[at:].lstrip()
    yield row


def _outside_entity(row: str, at: int) -> int:
    """The last place up to `at` that does not cut an entity such as ``&amp;`` in two."""
    start = row.rfind("&", max(at - 5, 1), at)
    return start if start > 0 and ";" not in row[start:at] else at
