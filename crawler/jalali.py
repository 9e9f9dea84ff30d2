"""The solar calendar of Iran and Afghanistan."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
_LONG_MONTHS = 6
# Day 0 of the count below, as an ordinal of `datetime.date`.
_BEFORE_YEAR_ONE = 226_894


def gregorian(year: int, month: int, day: int) -> date:
    """The same day in the Gregorian calendar. Leap years by the cycle of 33, which holds from 1244 to 1472.

    Raises:
        ValueError: there is no such day.
    """
    longest = 31 if month <= _LONG_MONTHS else 30 if month < 12 or _is_leap(year) else 29
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    before = 365 * (year - 1) + _leap_years_before(year)
    within = (month - 1) * 31 - max(0, month - 1 - _LONG_MONTHS) + day
    return date.fromordinal(_BEFORE_YEAR_ONE + before + within)


def _is_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def _leap_years_before(year: int) -> int:
    cycles, rest = divmod(year, 33)
    return cycles * 8 + sum(1 for leap in (1, 5, 9, 13, 17, 22, 26, 30) if leap < rest)
