"""The date that a page shows beside its title, for pages that state none in their marks.

A line that holds little else than a date, there, is the date line. Dates in prose are what the article tells of, dates
further away those of other articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from crawler import dates, written_dates
from crawler.surroundings import Surroundings, letters

_LONGEST_LINE = 120
_MOST_OTHER_LETTERS = 30
_CHANGED = re.compile(
    r"updat|modif|revis|review|last |edited|mis à jour|actuali[sz]|aktualisiert|geändert|güncel|обновл|изменен"
    r"|به ?روز|تحديث|تعديل|עודכן|עדכון",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A date line's date.

    Attributes:
        moment: aware, in the outlet's zone; midnight there where the line gives no time.
        exact: it gives one.
    """

    moment: datetime
    exact: bool


def find(around: Surroundings, *, language: str, timezone: str, now: datetime) -> Shown | None:
    """The date shown next after the title, else next before it; None where there is no date line.

    A line that says when the page was changed counts only where no other does: it is never too old.

    Args:
        around: the lines around the title.
        language: of the page, ISO 639-1, or empty.
        timezone: IANA name of the zone the outlet writes in.
        now: dates more than a day after it are not believed.
    """
    changed: Shown | None = None
    for line in (*around.after, *reversed(around.before)):
        found = _of_line(line, language, timezone, now)
        if found is None:
            continue
        if not _CHANGED.search(line):
            return found
        changed = changed or found
    return changed


def _of_line(line: str, language: str, timezone: str, now: datetime) -> Shown | None:
    if len(line) > _LONGEST_LINE or not any(map(str.isdecimal, line)):
        return None
    found = next(written_dates.find(line, language), None)
    if found is None or len(letters(line)) - len(letters(line[found.start : found.end])) > _MOST_OTHER_LETTERS:
        return None
    moment = datetime.combine(found.day, found.at or time(), tzinfo=dates.zone(timezone))
    return Shown(moment, found.at is not None) if dates.believable(moment, now) else None
