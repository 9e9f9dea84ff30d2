"""The lines that a page shows around its title: there it says when the article came out, and by whom."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from crawler import plain

_UNSEEN = {"script", "style", "noscript", "template", "nav", "footer", "select", "option", "title", "head"}
_HEADINGS = ("h1", "h2", "h3", "h4")
_MOST_HEADINGS = 500
_AFTER = 15
_BEFORE = 5
_NOT_LETTERS = re.compile(r"[\W_\d]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines of plain text, none empty, in the order of the page.

    Attributes:
        before: the last few before the title.
        after: the first few after it.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def of_title(tree: etree._Element, title: str) -> Surroundings:
    """What stands around the first heading that is the title; nothing where no heading is."""
    wanted = letters(title)
    headings = islice(tree.iter(*_HEADINGS), _MOST_HEADINGS)
    titles = {heading for heading in headings if wanted and _reads(heading, wanted)}
    if not titles:
        return Surroundings()
    before: deque[str] = deque(maxlen=_BEFORE)
    after: list[str] = []
    found: etree._Element | None = None
    for heading, text in _texts(tree):
        if found is None and heading in titles:
            found = heading
        elif found is None:
            before.append(text)
        elif heading is not found and (line := plain.line(text)):
            after.append(line)
        if len(after) == _AFTER:
            break
    if found is None:
        return Surroundings()
    return Surroundings(tuple(filter(None, map(plain.line, before))), tuple(after))


def _reads(heading: etree._Element, wanted: str) -> bool:
    """Whether the letters of a heading are these. One that was never closed holds the whole page: it is not read on."""
    read = ""
    for text in heading.itertext():
        read += letters(text)
        if len(read) > len(wanted):
            return False
    return read == wanted


def letters(text: str) -> str:
    """The letters of a text alone, to compare what is written with different marks."""
    return _NOT_LETTERS.sub("", text.casefold())


def _texts(tree: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Texts, each with the heading that it stands in; without what readers do not see."""
    skipped: etree._Element | None = None
    headings: list[etree._Element] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if skipped is not None:
            if node is not skipped or event != "end":
                continue
            skipped = None
        elif event == "start" and node.tag in _UNSEEN:
            skipped = node
            continue
        elif event == "start" and node.tag in _HEADINGS:
            headings.append(node)
        elif event == "end" and headings and node is headings[-1]:
            headings.pop()
        # What follows an element, a comment or an instruction belongs to what is around it.
        text = node.text if event == "start" else node.tail
        if text and not text.isspace():
            yield (headings[-1] if headings else None), text
