"""How far a message of several parts has come: its next try goes on with the part that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class Progress:
    """Which parts of which message were taken. It lives as long as the process: a crash begins the message anew."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def rest(self, key: str, parts: Sequence[str]) -> Iterator[str]:
        """The parts of the message with this key that were not taken yet; one is taken when the next is asked for."""
        for number in range(self._taken.get(key, 0), len(parts)):
            yield parts[number]
            self._taken[key] = number + 1
        self._taken.pop(key, None)
