"""Hours on the wall, summer and winter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.schedule import after_quiet, is_slot, next_slot, previous_slot
from onrecord.model import Channel, Quiet, Schedule

BERLIN = Channel("desk", "console", timezone="Europe/Berlin")
SEVEN = Schedule((time(7),))
NIGHT = replace(BERLIN, quiet=Quiet(time(22), time(7)))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(
    ["Europe/Berlin", "Asia/Beirut", "Asia/Tehran", "America/New_York", "Australia/Lord_Howe", "UTC"]
)
HOURS = st.lists(st.times(), min_size=1, max_size=4, unique=True).map(tuple)
DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """A moment as a clock in that zone shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def slots(schedule: Schedule, channel: Channel, start: str, count: int) -> list[str]:
    """The next moments as the channel's clock shows them."""
    now, shown = at(start), []
    for _ in range(count):
        now = next_slot(schedule, channel, now)
        shown.append(f"{now.astimezone(ZoneInfo(channel.timezone)):%a %d %H:%M}")
    return shown


def test_a_daily_digest_comes_at_its_hour_on_the_wall_over_both_changes_of_the_clocks() -> None:
    # Clocks go forward on 29 March 2026 and back on 25 October 2026.
    assert slots(SEVEN, BERLIN, "2026-03-28T06:59", 3) == ["Sat 28 07:00", "Sun 29 07:00", "Mon 30 07:00"]
    assert slots(SEVEN, BERLIN, "2026-10-24T06:59", 3) == ["Sat 24 07:00", "Sun 25 07:00", "Mon 26 07:00"]
    assert next_slot(SEVEN, BERLIN, at("2026-03-28T07:00")) - at("2026-03-28T07:00") == timedelta(hours=23)


def test_an_hour_that_the_clocks_leave_out_comes_an_hour_later_and_one_that_comes_twice_counts_once() -> None:
    early = Schedule((time(2, 30),))
    assert slots(early, BERLIN, "2026-03-28T12:00", 2) == ["Sun 29 03:30", "Mon 30 02:30"]
    assert slots(early, BERLIN, "2026-10-24T12:00", 2) == ["Sun 25 02:30", "Mon 26 02:30"]


def test_every_few_hours_on_the_night_the_clocks_change() -> None:
    every_two = Schedule(tuple(time(hour) for hour in range(0, 24, 2)))
    assert slots(every_two, BERLIN, "2026-03-28T23:00", 4) == [
        "Sun 29 00:00",
        "Sun 29 03:00",
        "Sun 29 04:00",
        "Sun 29 06:00",
    ]
    assert slots(every_two, BERLIN, "2026-10-24T23:00", 3) == ["Sun 25 00:00", "Sun 25 02:00", "Sun 25 04:00"]


def test_weekdays_only() -> None:
    assert slots(replace(SEVEN, days=(0, 1, 2, 3, 4)), BERLIN, "2026-11-26T08:00", 3) == [
        "Fri 27 07:00",
        "Mon 30 07:00",
        "Tue 01 07:00",
    ]


def test_a_digest_may_have_a_time_zone_of_its_own() -> None:
    assert slots(replace(SEVEN, timezone="Asia/Tehran"), BERLIN, "2026-11-26T00:00", 1) == ["Thu 26 04:30"]


def test_a_digest_in_quiet_hours_comes_at_their_end() -> None:
    assert slots(Schedule((time(3), time(7), time(9))), NIGHT, "2026-11-26T00:00", 2) == [
        "Thu 26 07:00",
        "Thu 26 09:00",
    ]


def test_quiet_hours_end_at_their_hour_on_the_wall() -> None:
    assert after_quiet(NIGHT, at("2026-03-28T23:30")) == at("2026-03-29T07:00")
    assert after_quiet(NIGHT, at("2026-10-25T01:30")) == at("2026-10-25T07:00")
    assert after_quiet(NIGHT, at("2026-10-25T07:00")) == at("2026-10-25T07:00")
    assert after_quiet(NIGHT, at("2026-10-25T21:59")) == at("2026-10-25T21:59")
    assert after_quiet(BERLIN, at("2026-10-25T23:00")) == at("2026-10-25T23:00")


def test_quiet_hours_of_some_days_begin_on_those_days() -> None:
    weekend = replace(BERLIN, quiet=Quiet(time(20), time(8), days=(4, 5)))
    assert after_quiet(weekend, at("2026-11-28T03:00")) == at("2026-11-28T08:00")
    assert after_quiet(weekend, at("2026-11-30T03:00")) == at("2026-11-30T03:00")
    noon = replace(BERLIN, quiet=Quiet(time(12), time(14)))
    assert after_quiet(noon, at("2026-11-30T13:00")) == at("2026-11-30T14:00")


@given(MOMENTS, ZONES, HOURS, DAYS)
def test_the_next_hour_is_after_now_one_of_those_asked_for_and_within_a_week(
    now: datetime, zone: str, hours: tuple[time, ...], days: tuple[int, ...]
) -> None:
    channel = replace(BERLIN, timezone=zone)
    schedule = Schedule(hours, days)
    found = next_slot(schedule, channel, now)
    assert now < found <= now + timedelta(days=7, hours=2)
    assert is_slot(schedule, channel, found)
    assert previous_slot(schedule, channel, found) <= now
    assert next_slot(schedule, channel, previous_slot(schedule, channel, found)) == found


@given(MOMENTS, ZONES, st.times(), st.times())
def test_after_quiet_hours_it_is_not_quiet(now: datetime, zone: str, start: time, end: time) -> None:
    channel = replace(BERLIN, timezone=zone, quiet=Quiet(start, end))
    found = after_quiet(channel, now)
    assert now <= found <= now + timedelta(hours=26)


@pytest.mark.parametrize("now", ["2026-11-26T07:00:00", "2026-11-26T07:00:00.000001", "2026-11-26T06:59:59.999999"])
def test_only_the_very_moment_is_one_of_the_hours(now: str) -> None:
    assert is_slot(SEVEN, BERLIN, at(now)) == (now == "2026-11-26T07:00:00")
