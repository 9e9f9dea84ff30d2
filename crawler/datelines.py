"""The dateline that opens a report: where it was written, often when, and by which agency.

"ARC, March 9 (Wire) - The quay …", "PORT ARC, Harland — The quay …", "أرك (الوكالة) - …", "أرك / 9 مارس / الوكالة - …".
"""

from __future__ import annotations

import re

_REACH = 120
_WORD = r"[^\W\d_][\w.’'-]*"
_PLACE = rf"(?P<place>{_WORD}(?:[ ,/]{{1,2}}{_WORD}){{0,4}}?)"
_DAY = r",?\s(?:[^\W\d_]{2,10}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{2,10}\.?)(?:,?\s\d{4})?"
_AGENCY = r"\s*\([^()\n]{2,40}\)"
_DASH = r"\s*(?:--|[–—ـ-])\s+(?=\S)"
# What stands in brackets, or a date, tells a dateline from a sentence with a dash; so do capitals alone.
_MARKED = re.compile(rf"(?P<line>{_PLACE}(?:(?:{_DAY})?{_AGENCY}|{_DAY}))(?:{_DASH}|\s*:\s+)")
_BARE = re.compile(rf"(?P<line>{_PLACE}){_DASH}")
# In scripts without capitals two marks do: a place, who reports, and the report.
_SHORT = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
_BETWEEN = r"\s?[-–/ـ]\s?"
_PARTED = re.compile(
    rf"(?P<line>(?=[^\x00-\x7f])(?P<place>{_SHORT}){_BETWEEN}(?:\d{{1,2}}\s{_WORD}(?:\s\d{{4}})?{_BETWEEN})?{_SHORT})"
    rf"(?:{_DASH}|\s*:\s+)"
)
_SMALL = {"of", "al", "el", "de", "la", "le", "del", "di", "am", "an", "der", "sur", "the"}


def find(text: str) -> str | None:
    """The dateline as it is printed, without the mark that ends it; None where the text opens without one.

    Args:
        text: of an article; only the beginning of its first line is looked at.
    """
    opening = text[:_REACH].partition("\n")[0]
    for shape, fits in ((_MARKED, _named), (_BARE, _in_capitals), (_PARTED, _uncased)):
        found = shape.match(opening)
        if found and fits(found["place"]):
            return found["line"].strip()
    return None


def _named(place: str) -> bool:
    """Whether every word could be a name's: scripts without capitals cannot tell."""
    return not any(word[0].islower() and word not in _SMALL for word in re.findall(_WORD, place))


def _in_capitals(place: str) -> bool:
    """Whether the town is in capitals: a country may follow in small letters."""
    return place.partition(",")[0].isupper() and _named(place)


def _uncased(place: str) -> bool:
    return place.upper() == place.lower()
