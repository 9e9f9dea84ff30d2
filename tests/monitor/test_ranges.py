"""Ranges of days, of which the last counts."""

from __future__ import annotations

from datetime import date

import pytest

from monitor import ranges, times
from monitor.reading import reading
from monitor.times import TimeWord

TODAY = date(2026, 5, 14)


def found(text: str, language: str = "en", today: date | None = TODAY) -> list[tuple[str, bool]]:
    words: tuple[TimeWord, ...] = ranges.joined(times.find(text, language, today), reading(text, language), today)
    return [(word.span.of(text), word.past) for word in words]


@pytest.mark.parametrize(
    ("text", "language", "shown", "past"),
    [
        ("The fair was held between May 3 and May 5.", "en", "between May 3 and May 5", True),
        ("The fair was held from 10 to 13 May.", "en", "from 10 to 13 May", False),
        ("The fair was held on May 12-14.", "en", "May 12-14", False),
        ("The fair was held on 3–5 April.", "en", "3–5 April", True),
        ("أقيم السوق بين 3 و5 أيار.", "ar", "بين 3 و5 أيار", True),
        ("أقيم السوق من 10 إلى 13 أيار.", "ar", "من 10 إلى 13 أيار", False),
        ("بازار از ۳ تا ۵ فروردین برپا بود.", "fa", "از ۳ تا ۵ فروردین", True),
        ("Der Markt war vom 10. bis 13. Mai.", "de", "vom 10. bis 13. Mai", False),
    ],
)
def test_a_range_is_one_time_that_ends_on_its_last_day(text: str, language: str, shown: str, past: bool) -> None:
    assert found(text, language) == [(shown, past)]


def test_two_numbers_side_by_side_are_no_range() -> None:
    assert found("On May 9 14 carts were burnt.") == [("May 9", True)]
    assert found("On May 9 and 40 times more.") == [("May 9", True)]


def test_a_day_that_the_month_does_not_have_is_none() -> None:
    assert found("From April 3 to 31 carts.") == [("April 3", True)]


def test_an_article_without_a_date_knows_no_day_of_its_own() -> None:
    assert found("The fair was held from 10 to 13 May.", today=None) == [("from 10 to 13 May", True)]
