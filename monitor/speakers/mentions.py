"""The mentions of an article by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.model import Mention

_MOST = 60
"""Mentions that are looked back over: further back nothing is meant."""


class Mentions:
    """Mentions in text order; looking some up does not cost more in a longer text."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self._mentions]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that overlap a stretch, in text order."""
        first = max(bisect_left(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [mention for mention in self._mentions[first:last] if mention.span.end > start]

    def before(self, place: int) -> Iterator[Mention]:
        """The mentions that end at or before a place, the last first; no more than a few dozen."""
        last = bisect_left(self._starts, place)
        for at in range(last - 1, max(last - _MOST, 0) - 1, -1):
            if self._mentions[at].span.end <= place:
                yield self._mentions[at]
