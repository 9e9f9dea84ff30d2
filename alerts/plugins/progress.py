"""How far a message of several parts has come: its next try goes on with the part that failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from onrecord.errors import DeliveryError

AnswerT = TypeVar("AnswerT")


class Progress:
    """Which parts of which message were taken. It lives as long as the process: a crash begins the message anew."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def send(self, key: str, parts: Sequence[str], post: Callable[[str], AnswerT]) -> AnswerT | None:
        """Post the parts of the message with this key that were not taken yet, in order.

        Returns:
            What `post` gave for the last one; None when there was none.

        Raises:
            DeliveryError: of the part that failed; `partly` where others were taken just before.
        """
        first, answer = self._taken.get(key, 0), None
        for number in range(first, len(parts)):
            try:
                answer = post(parts[number])
            except DeliveryError as error:
                error.partly = number > first
                raise
            self._taken[key] = number + 1
        self._taken.pop(key, None)
        return answer
