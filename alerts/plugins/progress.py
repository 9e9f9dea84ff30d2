"""How far a message of several parts has come: its next try goes on with the part that failed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from onrecord.errors import DeliveryError

AnswerT = TypeVar("AnswerT")


PATIENCE: Final = timedelta(seconds=45)
"""No part is begun later than this after the first: what is left comes with the next try. An attempt that lasts longer
than a deliverer waits would be taken for one that hangs, and go on beside the next."""


class Progress:
    """Which parts of which message were taken. It lives as long as the process: a crash begins the message anew."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of no message yet; `clock` gives seconds."""
        self._clock = clock
        self._taken: dict[str, set[int]] = {}

    def send(self, key: str, parts: Sequence[str], post: Callable[[str], AnswerT]) -> AnswerT | None:
        """Post the parts of the message with this key that were not taken yet, in order.

        Parts are known by their text, and which of those with the same text they are: a digest that is written anew may
        be cut elsewhere.

        Returns:
            What `post` gave for the last one; None when there was none.

        Raises:
            DeliveryError: of the part that failed, or because there are too many for one attempt; `partly` where others
                were taken just before.
        """
        taken, now, answer = self._taken.setdefault(key, set()), 0, None
        until = self._clock() + PATIENCE.total_seconds()
        seen = Counter[str]()
        for number, part in enumerate(parts):
            seen[part] += 1
            if (mark := hash((part, seen[part]))) in taken:
                continue
            if now and self._clock() > until:
                raise _the_rest_follows(number, len(parts))
            try:
                answer = post(part)
            except DeliveryError as error:
                error.partly = now > 0
                raise
            taken.add(mark)
            now += 1
        del self._taken[key]
        return answer


def _the_rest_follows(taken: int, parts: int) -> DeliveryError:
    error = DeliveryError("", f"{taken} of {parts} parts were taken, the rest follows", retryable=True)
    error.partly = True
    return error
