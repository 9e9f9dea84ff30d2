"""How far a message of several parts has come: its next try goes on with the part that failed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import timedelta
from typing import Final

from alerts.plugins.taken import Taken
from onrecord.errors import DeliveryError
from onrecord.text import derived_id

PATIENCE: Final = timedelta(seconds=45)
"""No part is begun later than this after the first: what is left comes with the next try. An attempt that lasts longer
than a deliverer waits would be taken for one that hangs, and go on beside the next."""

_DIGITS: Final = 32


class Progress:
    """Which parts of one message were taken: before, and in this one attempt.

    The attempt runs in a thread of its own; what was taken so far may be asked from another at any time.
    """

    def __init__(self, before: Collection[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing was taken in this attempt yet.

        Args:
            before: the ids of the parts that were taken in earlier attempts.
            clock: gives seconds.
        """
        self._before = frozenset(before)
        self._clock = clock
        self._taken: list[str] = []
        self._thread = ""

    @property
    def taken(self) -> tuple[str, ...]:
        """The ids of the parts that were taken in this attempt, in order."""
        return tuple(self._taken)

    @property
    def thread(self) -> str:
        """The thread of the first part that was taken in this attempt, or empty."""
        return self._thread

    def send(self, parts: Sequence[str], post: Callable[[str], Taken]) -> Taken:
        """Post the parts that were not taken yet, in order.

        Returns:
            The words of the last one, the thread of the first.

        Raises:
            DeliveryError: of the part that failed, or because there are too many for one attempt.
        """
        words = "all parts were taken before"
        until = self._clock() + PATIENCE.total_seconds()
        for number, (part_id, part) in enumerate(_named(parts)):
            if part_id in self._before:
                continue
            if self._taken and self._clock() > until:
                taken = f"{number} of {len(parts)} parts were taken, the rest follows"
                raise DeliveryError("", taken, retryable=True)
            answer = post(part)
            self._thread = self._thread or answer.thread
            self._taken.append(part_id)
            words = answer.words
        return Taken(words, self._thread)


def _named(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every part with its id: of its text, and of which of those with the same text it is.

    Not of its place: a digest that is written anew may be cut elsewhere.
    """
    seen = Counter[str]()
    for part in parts:
        seen[part] += 1
        yield derived_id(part, str(seen[part]), length=_DIGITS), part
