"""How dates are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates

TEN = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-23T10:15:00Z",
        "2026-11-23T10:15:00.250Z",
        "2026-11-23T13:45:00+03:30",
        "2026-11-23T13:15:00+0300",
        "2026-11-23T13:15+03",
        "2026-11-23 10:15:00 UTC",
        "20261123T101500Z",
        "  2026-11-23T10:15Z\n",
        "Mon, 23 Nov 2026 10:15:00 GMT",
        "Mon, 23 Nov 2026 13:15:00 +0300",
        "23 Nov 2026 05:15 EST",
        "Monday, 23 November 2026 10:15:00 +0000",
        "Mon, 23 Nov 2026 10:15:00 -0000",
        "Lun, 23 Nov 2026 10:15:00 GMT",
    ],
)
def test_the_usual_forms_are_read(written: str) -> None:
    moment = dates.read(written)
    assert moment is not None
    assert moment.replace(microsecond=0) == TEN
    assert moment.tzinfo is UTC


def test_without_an_offset_the_outlets_zone_counts() -> None:
    assert dates.read("2026-11-23 13:45:00", timezone="Asia/Tehran") == TEN
    assert dates.read("Mon, 23 Nov 2026 13:45:00", timezone="Asia/Tehran") == TEN
    assert dates.read("23 Nov 2026 13:45 IRST", timezone="Asia/Tehran") == TEN
    assert dates.read("2026-11-23", timezone="Asia/Tehran") == TEN.replace(hour=20, minute=30, day=22)


def test_an_unknown_zone_is_utc() -> None:
    assert dates.read("2026-11-23 10:15", timezone="Mars/Olympus") == TEN


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "now",
        "yesterday",
        "2026",
        "11/23/2026",
        "2026-02-30",
        "2026-11-23T25:00Z",
        "9" * 50,
        "x" * 1000,
        "1970-01-01T00:00:00Z",
        "0001-01-01",
        "9999-12-31T23:59:59-23:59",
        "Mon, 23 Nov 2026 99:99:99 +9999",
    ],
)
def test_what_cannot_be_read_is_unknown(written: str | None) -> None:
    assert dates.read(written) is None


def test_midnight_may_be_written_as_24() -> None:
    assert dates.read("2026-11-23T24:00:00Z") == datetime(2026, 11, 24, tzinfo=UTC)


def test_more_than_a_day_ahead_is_a_mistake() -> None:
    assert dates.read("2026-11-24T10:00:00Z", now=TEN) is not None
    assert dates.read("2026-11-24T10:16:00Z", now=TEN) is None


@pytest.mark.parametrize(("written", "has"), [("2026-11-23", False), ("2026-11-23T10:15Z", True), (None, False)])
def test_whether_a_date_has_a_time(written: str | None, has: bool) -> None:
    assert dates.has_time(written) is has


EPOCH = datetime(1990, 1, 2, tzinfo=UTC)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda seconds, offset: (EPOCH + timedelta(seconds=seconds)).astimezone(offset),
    st.integers(0, 3_000_000_000),
    offsets,
)


@given(moments)
def test_iso_dates_come_back(moment: datetime) -> None:
    assert dates.read(moment.isoformat(timespec="seconds")) == moment.replace(microsecond=0)


@given(st.text(max_size=60))
def test_nothing_crashes(text: str) -> None:
    moment = dates.read(text)
    assert moment is None or moment.tzinfo is UTC
