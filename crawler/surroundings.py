"""The lines that a page shows around its title: there it says when the article came out, and by whom."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler import plain

_UNSEEN = {"script", "style", "noscript", "template", "nav", "footer", "select", "option", "title", "head"}
_HEADINGS = ("h1", "h2", "h3", "h4")
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
    if not wanted:
        return Surroundings()
    before: deque[str] = deque(maxlen=_BEFORE)
    after: list[str] = []
    found: etree._Element | None = None
    # Each heading is read once: one that was never closed holds the whole page.
    judged: dict[etree._Element, bool] = {}
    for element, line in _lines(tree):
        heading = _heading(element)
        if found is not None:
            if heading is not found:
                after.append(line)
            if len(after) == _AFTER:
                break
            continue
        if heading is not None and heading not in judged:
            judged[heading] = letters("".join(heading.itertext())) == wanted
        if heading is not None and judged[heading]:
            found = heading
        else:
            before.append(line)
    return Surroundings(tuple(before), tuple(after)) if found is not None else Surroundings()


def letters(text: str) -> str:
    """The letters of a text alone, to compare what is written with different marks."""
    return _NOT_LETTERS.sub("", text.casefold())


def _heading(element: etree._Element) -> etree._Element | None:
    if element.tag in _HEADINGS:
        return element
    return next(iter(element.iterancestors(*_HEADINGS)), None)


def _lines(tree: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Texts, each with the element that holds it; without what readers do not see."""
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if skipped is None and event == "start" and node.tag in _UNSEEN:
            skipped = node
        elif node is skipped and event == "end":
            skipped = None
        if skipped is not None:
            continue
        # What follows an element, a comment or an instruction belongs to what is around it.
        holder, text = (node, node.text) if event == "start" else (node.getparent(), node.tail)
        if holder is not None and text and (line := plain.line(text)):
            yield holder, line
