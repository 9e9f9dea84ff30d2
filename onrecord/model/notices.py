"""Notice: what the operator is told, beside what analysts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

NoticeKind: TypeAlias = Literal["source_trouble", "source_well", "given_up", "channel_down", "channel_back"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened, for the operator.

    Attributes:
        about: id of the source or channel; of what was given up, what it is in a few words.
        words: what is wrong with it and what to do, or that it is well again; without secrets.
    """

    kind: NoticeKind
    about: str
    words: str
