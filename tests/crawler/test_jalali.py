"""The Iranian calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler import jalali


@pytest.mark.parametrize(
    ("day", "same"),
    [
        ((1405, 1, 1), date(2026, 3, 21)),
        ((1405, 8, 23), date(2026, 11, 14)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1376, 1, 1), date(1997, 3, 21)),
    ],
)
def test_a_day_is_the_same_in_both_calendars(day: tuple[int, int, int], same: date) -> None:
    assert jalali.gregorian(*day) == same


def test_a_year_follows_on_the_one_before_without_a_gap() -> None:
    for year in range(1370, 1420):
        try:
            last = jalali.gregorian(year, 12, 30)
        except ValueError:
            last = jalali.gregorian(year, 12, 29)
        assert jalali.gregorian(year + 1, 1, 1) - last == timedelta(days=1)


@pytest.mark.parametrize("day", [(1404, 12, 30), (1405, 13, 1), (1405, 7, 31), (1405, 0, 1), (1405, 1, 0), (1, 1, 1)])
def test_there_is_no_such_day(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such day"):
        jalali.gregorian(*day)
