"""Expressions of time, and which of them are old."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import times

TODAY = date(2026, 5, 14)


def found(text: str, language: str = "en", reference: date | None = TODAY) -> dict[str, times.TimeWord]:
    return {word.span.of(text): word for word in times.find(text, language, reference)}


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("She resigned last month over it.", "en", "last month"),
        ("He spoke three weeks ago in Tyre.", "en", "three weeks ago"),
        ("He spoke in late April in Tyre.", "en", "late April"),
        ("He spoke on April 3 in Tyre.", "en", "April 3"),
        ("He spoke on 3rd of April, 2026, in Tyre.", "en", "3rd of April, 2026"),
        ("He spoke in 2019 in Tyre.", "en", "2019"),
        ("قال ذلك الشهر الماضي في صور", "ar", "الشهر الماضي"),
        ("والشهر الماضي قال ذلك", "ar", "الشهر الماضي"),
        ("قال قبل أسبوعين إنه سيعود", "ar", "قبل أسبوعين"),
        ("قال في 3 نيسان/أبريل إنه سيعود", "ar", "3 نيسان/أبريل"),
        ("او ماه گذشته گفت", "fa", "ماه گذشته"),
        ("او سه هفته پیش گفت", "fa", "سه هفته پیش"),
        ("او ۱۵ فروردین گفت", "fa", "۱۵ فروردین"),
        ("۳ خرداد ۱۴۰۴ بود", "fa", "۳ خرداد ۱۴۰۴"),
        ("تاریخ ۱۴۰۴/۱۰/۱۲ بود", "fa", "۱۴۰۴/۱۰/۱۲"),
        ("۱۵ شعبان ۱۴۴۷ بود", "fa", "۱۵ شعبان ۱۴۴۷"),
        ("قال في 15 رمضان إنه سيعود", "ar", "15 رمضان"),
        ("قال في 12 ذي الحجة 1446هـ إنه سيعود", "ar", "12 ذي الحجة 1446هـ"),
        ("قال في الخامس عشر من شهر رمضان إنه سيعود", "ar", "الخامس عشر من شهر رمضان"),
        ("قال في الثالث من آذار إنه سيعود", "ar", "الثالث من آذار"),
        ("26 تشرين الثاني/نوفمبر 2025 قال ذلك", "ar", "26 تشرين الثاني/نوفمبر 2025"),
    ],
)
def test_an_old_time_is_found_with_its_words(text: str, language: str, words: str) -> None:
    assert found(text, language)[words].past


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He spoke earlier today.", "en"),
        ("He spoke on May 14.", "en"),
        ("He spoke on May 13.", "en"),
        ("He spoke in May.", "en"),
        ("He may 3 times a day march 2 miles.", "en"),
        ("He spoke two hours ago.", "en"),
        ("قال في وقت سابق اليوم", "ar"),
        ("قال أمس إنه سيعود", "ar"),
        ("او شب گذشته گفت", "fa"),
    ],
)
def test_the_articles_own_day_and_the_day_before_are_not_old(text: str, language: str) -> None:
    assert not any(word.past for word in found(text, language).values())


def test_a_date_without_a_year_is_the_last_one_of_that_name() -> None:
    assert found("on June 3")["June 3"].day == date(2025, 6, 3)
    assert found("on April 3")["April 3"].day == date(2026, 4, 3)


def test_a_date_in_an_article_without_one_is_taken_for_old() -> None:
    word = found("on April 3", reference=None)["April 3"]
    assert (word.past, word.day) == (True, None)


@pytest.mark.parametrize(
    ("written", "day"),
    [("۱ فروردین ۱۴۰۰", date(2021, 3, 21)), ("۳۰ اسفند ۱۴۰۳", date(2025, 3, 20)), ("۱۰ مهر ۱۴۰۴", date(2025, 10, 2))],
)
def test_dates_of_the_iranian_calendar(written: str, day: date) -> None:
    assert found(f"در {written} گفت", "fa")[written].day == day


def test_a_day_that_the_calendar_does_not_have_is_no_day() -> None:
    assert found("on February 30")["February 30"].day is None


def test_days_of_the_week_and_their_marks() -> None:
    words = found("on Sunday, and last Tuesday")
    assert (words["Sunday"].weekday, words["Sunday"].marked) == (6, False)
    assert (words["last Tuesday"].weekday, words["last Tuesday"].marked) == (1, True)


def test_a_language_without_words_has_no_times() -> None:
    assert times.find("Han sade det den 3 april.", "sv", TODAY) == ()


@given(st.text(alphabet="aprilmy 0123456789/,.-stقبليومأ", max_size=60), st.sampled_from(["en", "ar", "fa"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    for word in times.find(text, language, TODAY):
        assert 0 <= word.span.start < word.span.end <= len(text)
