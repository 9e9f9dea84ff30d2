"""Dates as people write them: day, name of the month and year in some order, in the languages that outlets use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from babel.dates import get_month_names

from crawler import jalali

_LOCALES = ("en", "ar", "ar_LB", "ar_MA", "fa", "ur", "he", "tr", "de", "fr", "es", "it", "pt", "ru", "ku", "ckb")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u0655\u200c-\u200f]")
_ALEFS = str.maketrans("أإآٱيى", "ااااىى")
_JALALI_YEARS = range(1300, 1450)
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|º|ª|\.)?"
_MONTH = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
# Languages of which some write the month first (English, and pages that do not say what they are in).
_MONTH_MAY_COME_FIRST = {"en", ""}
_TIME = re.compile(
    r"\W{0,3}(?:\w{1,4}\W{0,2}){0,2}?(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?!\d)(?P<half>\s*[ap]\.?m\b)?"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a text.

    Attributes:
        day: in the Gregorian calendar, whichever the text uses.
        at: the time of day written behind it, or None.
        start: where it begins.
        end: where it ends, the time included.
    """

    day: date
    at: time | None
    start: int
    end: int


def find(text: str, language: str) -> Iterator[Written]:
    """The full dates (day, month, year) in a short text, in its order.

    Args:
        text: a line, not a page.
        language: ISO 639-1, or empty. 3/4/2026 is read only where it can mean one day alone, or in languages that
            write the day first.
    """
    folded = _fold(text)
    if len(folded) != len(text):
        # Combining marks are rare in dates: positions are those of the text without them.
        text = folded
    taken = 0
    matches = (found for shape in _shapes() for found in shape.finditer(folded))
    for found in sorted(matches, key=re.Match.start):
        day = _day(found, language) if found.start() >= taken else None
        if day is None:
            continue
        behind = _TIME.match(folded, found.end())
        at = _time(behind) if behind else None
        taken = behind.end() if behind and at else found.end()
        yield Written(day, at, found.start(), taken)


def _fold(text: str) -> str:
    return _MARKS.sub("", text.casefold()).translate(_ALEFS)


@cache
def _months() -> dict[str, tuple[int, bool]]:
    """Names of months, folded, to their number, and whether they are of the Iranian calendar."""
    names: dict[str, tuple[int, bool]] = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names.setdefault(_fold(name).rstrip("."), (int(number), False))
    names |= {_fold(name): (number, True) for number, name in enumerate(jalali.MONTHS, 1)}
    return names


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    longest_first = sorted(_months(), key=len, reverse=True)
    name = rf"(?P<name>{'|'.join(map(re.escape, longest_first))})\b\.?"
    shapes = (
        # Arabic outlets write both names of a month: "12 تشرين الثاني/نوفمبر 2026".
        rf"{_DAY}\s*(?:de |of |[-/.,]\s?|ב-?)?\s*{name}(?:\s*[/(]\s*\w+\)?)?\s*(?:del? |[-/.,،]\s?)?\s*{_YEAR}",
        rf"\b{name}\s*{_DAY},?\s+{_YEAR}",
        rf"(?<![\d/.-]){_YEAR}\s?[-/.年]\s?{_MONTH}\s?[-/.月]\s?(?P<last>\d{{1,2}})(?![\d/.-]*\d)",
        rf"(?<![\d/.-])(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?![/.-]\d)",
    )
    return tuple(map(re.compile, shapes))


def _day(found: re.Match[str], language: str) -> date | None:
    parts = found.groupdict()
    year = int(parts["year"])
    number, iranian = _months()[parts["name"]] if "name" in parts else (int(parts.get("month", 0)), False)
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if (
            first <= 12
            and second <= 12
            and first != second
            and parts["mark"] != "."
            and language in _MONTH_MAY_COME_FIRST
        ):
            return None
        day, number = (second, first) if second > 12 else (first, second)
    else:
        day = int(parts.get("day") or parts["last"])
    try:
        return jalali.gregorian(year, number, day) if iranian or year in _JALALI_YEARS else date(year, number, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    half = (found["half"] or "").strip()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, int(found["minute"]))
    except ValueError:
        return None
