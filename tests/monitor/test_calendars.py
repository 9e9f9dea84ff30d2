"""Days of other calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.calendars import Calendar, day_of, year_of


@pytest.mark.parametrize(
    ("calendar", "day", "gregorian"),
    [
        ("jalali", (1403, 1, 1), date(2024, 3, 20)),
        ("jalali", (1404, 12, 29), date(2026, 3, 20)),
        ("hijri", (1445, 1, 1), date(2023, 7, 19)),
        ("hijri", (1400, 1, 1), date(1979, 11, 21)),
        ("gregorian", (2026, 5, 14), date(2026, 5, 14)),
    ],
)
def test_a_day_is_the_one_that_almanacs_give(calendar: Calendar, day: tuple[int, int, int], gregorian: date) -> None:
    found = day_of(calendar, *day)
    assert found is not None
    assert abs(found - gregorian) <= timedelta(days=calendar == "hijri")


@pytest.mark.parametrize("day", [(1404, 13, 1), (1404, 7, 31), (1404, 1, 0)])
def test_there_is_no_such_day(day: tuple[int, int, int]) -> None:
    assert day_of("jalali", *day) is None
    assert day_of("hijri", *day) is None


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_year_at_a_day_is_right_within_one(day: date) -> None:
    for calendar in ("jalali", "hijri"):
        began = [first for year in (-1, 0, 1) if (first := day_of(calendar, year_of(calendar, day) + year, 1, 1))]
        assert began[0] <= day
        assert began[-1] + timedelta(days=366) > day
