"""Dates as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import written_dates

DAY = date(2026, 11, 14)


@pytest.mark.parametrize(
    "line",
    [
        "Nov 14, 2026",
        "November 14th, 2026",
        "Saturday, 14 November 2026",
        "Published on Nov. 14 2026 | 5 min read",
        "2026-11-14",
        "2026年11月14日",
        "14/11/2026",
        "11/14/2026",
        "14.11.2026",
        "14. November 2026",
        "Publié le 14 novembre 2026",
        "14 de noviembre de 2026",
        "14 Kasım 2026 Cumartesi",
        "14 ноября 2026 г.",
        "السبت 14 نوفمبر 2026",
        "14 تشرين الثاني/نوفمبر 2026",
        "١٤ نوفمبر ٢٠٢٦",
        "۲۳ آبان ۱۴۰۵",
        "1405/08/23",
        "14 בנובמבר 2026",
    ],
)
def test_a_day_is_read_in_the_way_its_language_writes_it(line: str) -> None:
    assert [found.day for found in written_dates.find(line, "")] == [DAY]


@pytest.mark.parametrize(
    "line",
    ["Nov 2026", "November 14", "31 November 2026", "99/99/2026", "2026", "1.2.3.2026", "14/11/26", "1405/12/30"],
)
def test_what_is_no_full_date_is_none(line: str) -> None:
    assert not list(written_dates.find(line, "en"))


def test_numbers_that_may_mean_two_days_mean_none_where_either_order_is_in_use() -> None:
    assert not list(written_dates.find("03/04/2026", "en"))
    assert not list(written_dates.find("03/04/2026", ""))
    assert [found.day for found in written_dates.find("03/04/2026", "fr")] == [date(2026, 4, 3)]
    assert [found.day for found in written_dates.find("04.04.2026", "en")] == [date(2026, 4, 4)]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Nov 14, 2026 9:05 pm", time(21, 5)),
        ("14 novembre 2026 à 14h30", None),
        ("14.11.2026, 16:20 Uhr", time(16, 20)),
        ("۲۳ آبان ۱۴۰۵ - ۱۴:۰۵", time(14, 5)),
        ("14 Nov 2026 at 25:00", None),
    ],
)
def test_the_time_behind_it_is_read_too(line: str, at: time | None) -> None:
    assert [found.at for found in written_dates.find(line, "")] == [at]


@given(st.text(alphabet="0123456789/-.: NovemberآبانMayde", max_size=120))
def test_nothing_crashes_and_what_is_found_lies_in_the_text(line: str) -> None:
    for found in written_dates.find(line, "en"):
        assert 0 <= found.start < found.end <= len(line)
