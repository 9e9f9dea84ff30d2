"""Dates as outlets write them, to aware UTC; what cannot be read is unknown, never "now"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FUTURE = timedelta(days=1)
_EARLIEST = 1990

_ISO = re.compile(
    r"""^\s*(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)
    (?:[T\s]\s*(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?
    \s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_NAME = re.compile(r"^\s*[^\W\d]+\.?,?\s+(?=\d)")
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?$")


def zone(name: str) -> tzinfo:
    """The time zone with an IANA name; UTC when there is no such zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def read(text: str | None, *, timezone: str = "UTC", now: datetime | None = None) -> datetime | None:
    """A date in ISO 8601 or RFC 822 form as aware UTC.

    Args:
        text: as published.
        timezone: IANA name of the zone in which a date without an offset is read.
        now: when given, a date more than a day after it is a mistake and counts as unknown.

    Returns:
        The moment, or None when it cannot be read, lies before 1990 or too far ahead.
    """
    found = as_written(text, timezone=timezone, now=now)
    return found.astimezone(UTC) if found else None


def as_written(text: str | None, *, timezone: str = "UTC", now: datetime | None = None) -> datetime | None:
    """`read`, in the zone that the text names (else `timezone`): its calendar day is the one that readers saw."""
    if not text or len(text) > 100:
        return None
    try:
        found = _iso(text) or _rfc822(text)
        if found is None:
            return None
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone(timezone))
        return found if believable(found.astimezone(UTC), now) else None
    except (ValueError, OverflowError):
        return None


def believable(moment: datetime, now: datetime | None) -> bool:
    """Whether a moment (aware) may be when an article came out: from 1990 on, at most a day after `now` if given."""
    return moment.year >= _EARLIEST and (now is None or moment <= now + _FUTURE)


def has_time(text: str | None) -> bool:
    """Whether a date as published also gives the time of day."""
    return bool(text) and bool(re.search(r"\d\d?:\d\d|\dT\d{4}", text or ""))


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (
        int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    carry = timedelta(0)
    if (hour, minute, second) == (24, 0, 0):
        hour, carry = 0, timedelta(days=1)
    found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_offset(match["zone"]))
    return found + carry


def _offset(written: str | None) -> tzinfo | None:
    if not written:
        return None
    match = _ZONE.match(written)
    if match is None:
        return UTC
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return fixed_zone(-offset if match["sign"] == "-" else offset)


def _rfc822(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(_DAY_NAME.sub("", text.strip()))
    except (ValueError, TypeError, IndexError):
        return None
    # "-0000" is UTC of unknown origin (RFC 5322, 3.3), which the standard library reads as no zone.
    return found.replace(tzinfo=UTC) if found.tzinfo is None and text.strip().endswith("-0000") else found
