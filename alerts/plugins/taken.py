"""That a message was taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back when a message was taken.

    Attributes:
        words: of the other side, not yet masked.
        thread: what a later message names to go on from this one; empty where the medium has no threads.
    """

    words: str
    thread: str = ""
