"""Days: of the Iranian and the Islamic calendar as Gregorian ones, and of a moment in a zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

Calendar: TypeAlias = Literal["gregorian", "jalali", "hijri"]

_HIJRI_EPOCH = 1_948_440 - 385 - 1_721_425
"""What the tabular count of days adds to an ordinal of `date`: the Hijra's Julian day, less that of 1 January 1."""


def day_of(calendar: Calendar, year: int, month: int, number: int) -> date | None:
    """The Gregorian day, or None where there is no such day. A Hijri day can be one off: the moon decides it."""
    try:
        return _CONVERTERS[calendar](year, month, number)
    except (ValueError, OverflowError):
        return None


def day_in(timezone: str, moment: datetime) -> date:
    """The day at an aware moment in a zone, by its IANA name; in the moment's own where that lies off the calendar."""
    try:
        return moment.astimezone(ZoneInfo(timezone)).date()
    except OverflowError:
        return moment.date()


def year_of(calendar: Calendar, day: date) -> int:
    """The calendar's year at about a day, one too many or too few at the turn of the year."""
    if calendar == "jalali":
        return day.year - 621
    return (day.year - 622) * 33 // 32 if calendar == "hijri" else day.year


def _from_jalali(year: int, month: int, number: int) -> date:
    """By the 33-year rule of leap years (exact from 1206 to 1498).

    Raises:
        ValueError: no such day.
    """
    longest = 31 if month <= 6 else 30
    if not 1 <= number <= longest or not 1 <= month <= 12:
        raise ValueError(f"no day {number} in month {month}")
    shifted = year + 1595
    days = -355668 + 365 * shifted + shifted // 33 * 8 + (shifted % 33 + 3) // 4 + number
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date(1, 1, 1) + timedelta(days=days - 366)


def _from_hijri(year: int, month: int, number: int) -> date:
    """By the tabular calendar: months of 30 and 29 days, eleven leap years in thirty.

    Raises:
        ValueError: no such day.
    """
    if not 1 <= number <= 30 or not 1 <= month <= 12:
        raise ValueError(f"no day {number} in month {month}")
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + number
    return date.fromordinal(days + _HIJRI_EPOCH)


_CONVERTERS: Mapping[Calendar, Callable[[int, int, int], date]] = MappingProxyType(
    {"gregorian": date, "jalali": _from_jalali, "hijri": _from_hijri}
)
