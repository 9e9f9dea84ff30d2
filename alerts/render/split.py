"""A chat message as it is sent: in as many parts as its length needs, cut between quotes. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from alerts.forms import Dialect, Form

_QUOTES: Final[dict[Dialect, tuple[str, str]]] = {
    "mrkdwn": ("> ", ""),
    "markdown": ("> ", ""),
    "html": ("<blockquote>", "</blockquote>"),
    "bare": ("", ""),
}
_ENTITY: Final = re.compile(r"&[#\w]{0,8}$")
_LONGEST_ENTITY: Final = 10


def split(text: str, form: Form, *, limit: int | None = None) -> tuple[str, ...]:
    """`text` in messages that the service takes, in order, nothing lost but the white space at the cuts.

    Cuts between paragraphs; in a paragraph that is too long, between lines; in a line that is too long, between
    words, where a quote goes on as a quote; in a word that is too long, anywhere but in an escaped character.

    Args:
        text: as the templates wrote it: a quote has a line to itself.
        form: of the service.
        limit: in place of the form's own.
    """
    most = limit or form.limit or len(text) * 4 + 1

    def fits(message: str) -> bool:
        return form.length(_finished(message, form)) <= most

    return tuple(_finished(message, form) for message in _messages(text, form.markup, fits))


def _messages(text: str, markup: Dialect, fits: Callable[[str], bool]) -> Iterator[str]:
    room = ""
    for separator, unit in _units(text, fits):
        rest = unit
        while rest:
            before = f"{room}{separator}" if room else ""
            if fits(before + rest):
                room, rest = before + rest, ""
            elif fits(rest) or (room and not fits(before + rest[: len(room) // 2])):
                # It fits a message of its own, or only a crumb of it would fit this one.
                yield room
                room = ""
            else:
                piece, rest = _cut(rest, markup, before, fits)
                yield before + piece
                room = ""
    if room:
        yield room


def _units(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """What should stay in one piece, each with what joins it to the unit before it: paragraphs, or their lines."""
    for paragraph in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        rows = [paragraph] if fits(paragraph) else paragraph.split("\n")
        for number, row in enumerate(rows):
            yield "\n" if number else "\n\n", row


def _cut(row: str, markup: Dialect, before: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    """A line in two, the first of which fits after what is before it; what is left of a quote is a quote."""
    opening, closing = _QUOTES[markup]
    if not (row.startswith(opening) and row.endswith(closing)):
        opening = closing = ""
    words = row[len(opening) : len(row) - len(closing)]
    # At least one character goes, or a limit that nothing fits would never be done with.
    most = max(
        bisect_right(range(1, len(words)), False, key=lambda end: not fits(before + opening + words[:end] + closing)), 1
    )
    space = words.rfind(" ", 1, most + 1)
    place = space if space > most // 2 else _outside_escape(words, most)
    rest = words[place:].lstrip()
    return f"{opening}{words[:place].rstrip()}{closing}", f"{opening}{rest}{closing}" if rest else ""


def _outside_escape(words: str, at: int) -> int:
    """The last place up to `at` that cuts neither an entity such as ``&amp;`` in two nor a backslash from its mark."""
    entity = _ENTITY.search(words, max(at - _LONGEST_ENTITY, 0), at)
    if entity and ";" in words[at : at + _LONGEST_ENTITY]:
        at = entity.start()
    backslashes = len(words[:at]) - len(words[:at].rstrip("\\"))
    return max(at - backslashes % 2, 1)


def _finished(message: str, form: Form) -> str:
    """A message with the line breaks that its mark-up knows."""
    if form.markup == "markdown" and form.loose:
        return "\n\n".join(filter(None, message.split("\n")))
    if form.markup == "markdown":
        return "\n".join(_markdown_rows(message.split("\n")))
    if form.markup == "html":
        return "".join(_html_rows(message.split("\n")))
    return message


def _markdown_rows(rows: list[str]) -> Iterator[str]:
    """Two spaces break a line; a quote ends at a blank one."""
    for row, following in zip(rows, (*rows[1:], ""), strict=True):
        if row.startswith("> ") and following and not following.startswith("> "):
            yield f"{row}\n"
        else:
            yield f"{row}  " if row and following and not following.startswith("> ") else row


def _html_rows(rows: list[str]) -> Iterator[str]:
    """A quote is a block: it breaks lines by itself."""
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        quoted = any((each or "").startswith("<blockquote>") for each in (row, following))
        yield row if following is None else f"{row}\n" if quoted else f"{row}<br>\n"
