"""Silent edits: what became of a quotation after it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

EditKind: TypeAlias = Literal["edited", "removed", "replaced", "gone"]
"""The words were changed; they are not there any more; the whole page shows another text; the page is not there."""

RECHECKS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
"""How long after an alert its article's page is looked at again."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of one quotation.

    Attributes:
        before: its words.
        after: the words that stand in their place, or empty.
        diff: both as one line: ``the [-first-]{+second+} of May``; empty where nothing stands in their place.
    """

    kind: EditKind
    before: str
    after: str = ""
    diff: str = ""

    @property
    def told(self) -> str:
        """The edit in words."""
        match self.kind:
            case "edited":
                return f"edited since: {self.diff}"
            case "removed":
                return f"since removed from the article: {self.before}"
            case "replaced":
                return f"the page now shows another text, without: {self.before}"
            case "gone":
                return f"the page is gone, and with it: {self.before}"


@dataclass(frozen=True, slots=True)
class Recheck:
    """A page that is to be looked at again because an alert points to it.

    Attributes:
        article_id: number of the article that the alert points to.
        planned_at: when it was to be looked at; aware UTC, as all times.
        attempts: how often that failed.
    """

    id: int
    article_id: int
    outlet: str
    url: str
    planned_at: datetime
    attempts: int
