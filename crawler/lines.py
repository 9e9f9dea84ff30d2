"""Lines that repeat from article to article of one outlet: signatures, calls to subscribe, notes on the paper's rights.

They are learnt, not listed. Only lines at the edges of a text are remembered, and few pages of an outlet are, so that
what is kept stays small and follows an outlet that changes its pages.

No statement is lost with them: a line is dropped only after it was read on three pages, with all that it reports; lines
with quotation marks and the first line of an article, its lead, always stay.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_FIRST, _LAST = 10, 20
_LONGEST = 400
_FEWEST_PAGES = 3
_SHARE = 0.1
_MOST_PAGES = 100
_QUOTED = re.compile('["“”„‟«»‹›「」『』]')
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class LineMemory:
    """What is remembered of an outlet.

    Attributes:
        pages: how many pages count; older ones count ever less.
        seen: on how many of them a line was, by its digest.
    """

    pages: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)

    def repeats(self, line: str) -> bool:
        """Whether a line was on at least three pages and on one of ten."""
        times = self.seen.get(_digest(line), 0)
        return times >= _FEWEST_PAGES and times >= _SHARE * self.pages


def without_repeated(text: str, memory: LineMemory) -> str:
    """An article's text without the lines at its edges that repeat; the whole text where none would be left.

    Args:
        text: one paragraph a line.
        memory: of its outlet, before this article.
    """
    lines = text.split("\n")
    dropped = {place for place in _edges(lines) if place and _may_go(lines[place]) and memory.repeats(lines[place])}
    return "\n".join(line for place, line in enumerate(lines) if place not in dropped)


def learnt(text: str, memory: LineMemory) -> LineMemory:
    """The memory with one more page.

    Args:
        text: the article's as extracted, with the lines that repeat.
        memory: of its outlet.
    """
    lines = text.split("\n")
    seen = Counter(memory.seen)
    seen.update({_digest(lines[place]) for place in _edges(lines) if len(lines[place]) <= _LONGEST})
    pages = memory.pages + 1
    if pages < _MOST_PAGES:
        return LineMemory(pages, dict(seen))
    return LineMemory(pages // 2, {digest: times // 2 for digest, times in seen.items() if times > 1})


def _edges(lines: list[str]) -> set[int]:
    return {*range(min(_FIRST, len(lines))), *range(max(0, len(lines) - _LAST), len(lines))}


def _may_go(line: str) -> bool:
    return len(line) <= _LONGEST and not _QUOTED.search(line)


def _digest(line: str) -> str:
    words = _NOT_WORDS.sub(" ", line.casefold()).strip()
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
