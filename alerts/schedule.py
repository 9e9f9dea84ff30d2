"""The hours of digests and of quiet, on clocks on the wall. Pure.

A time of day that the clocks leave out in spring is taken an hour later; one that comes twice in autumn is taken the
first time. So every hour that was asked for comes exactly once a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from onrecord.model import Channel, Quiet, Schedule

_WEEK: Final = 8
"""So many days hold every weekday and the same one again, if its hour of today is over."""


def next_slot(schedule: Schedule, channel: Channel, after: datetime) -> datetime:
    """The first moment of a digest after `after`, aware UTC; in the channel's quiet hours, their end."""
    zone = ZoneInfo(schedule.timezone or channel.timezone)
    today = after.astimezone(zone).date()
    return next(at for at in _slots(schedule, channel, zone, today) if at > after)


def previous_slot(schedule: Schedule, channel: Channel, before: datetime) -> datetime:
    """The last moment of a digest before `before`, aware UTC."""
    zone = ZoneInfo(schedule.timezone or channel.timezone)
    first = before.astimezone(zone).date() - timedelta(days=_WEEK)
    return max(at for at in _slots(schedule, channel, zone, first) if at < before)


def is_slot(schedule: Schedule, channel: Channel, at: datetime) -> bool:
    """Whether a digest is due at exactly this moment."""
    return next_slot(schedule, channel, at - timedelta(microseconds=1)) == at


def after_quiet(channel: Channel, at: datetime) -> datetime:
    """`at`, aware UTC; in the channel's quiet hours, their end."""
    return _quiet_end(channel.quiet, ZoneInfo(channel.timezone), at) if channel.quiet else at


def _slots(schedule: Schedule, channel: Channel, zone: ZoneInfo, first: date) -> Iterator[datetime]:
    """The moments of so many days and a week, in order."""
    for number in range(2 * _WEEK):
        day = first + timedelta(days=number)
        if day.weekday() in schedule.days:
            yield from sorted({after_quiet(channel, _moment(day, each, zone)) for each in schedule.at})


def _quiet_end(quiet: Quiet, zone: ZoneInfo, at: datetime) -> datetime:
    today = at.astimezone(zone).date()
    overnight = timedelta(days=1 if quiet.end <= quiet.start else 0)
    for day in (today - timedelta(days=1), today):
        end = _moment(day + overnight, quiet.end, zone)
        if day.weekday() in quiet.days and _moment(day, quiet.start, zone) <= at < end:
            # All day and every day would be for ever: one end is enough.
            return end
    return at


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
