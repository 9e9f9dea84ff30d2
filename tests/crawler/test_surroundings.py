"""Date lines and bylines beside a title."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html

from crawler import bylines, shown_dates, surroundings
from crawler.surroundings import Surroundings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEAD = "The main quay, closed since October, will open again before the week is out."


def around(body: str) -> Surroundings:
    return surroundings.of_title(html.fromstring(f"<html><body>{body}</body></html>"), "Port reopens")


def shown(*lines: str, language: str = "en", timezone: str = "UTC") -> shown_dates.Shown | None:
    given = Surroundings(after=lines)
    return shown_dates.find(given, language=language, timezone=timezone, now=NOW)


def test_the_lines_around_the_title_are_those_that_readers_see() -> None:
    found = around(
        "<nav>Home</nav><p>World</p><h1>Port <i>reopens</i></h1><script>x</script><p>By<!-- - --> Ida Voss</p>"
        f"<p>{LEAD}</p>"
    )
    assert found == Surroundings(("World",), ("By", "Ida Voss", LEAD))


def test_without_a_heading_that_is_the_title_there_are_none() -> None:
    assert around("<h1>Another title</h1><p>Nov 14, 2026</p>") == Surroundings()


def test_the_date_line_after_the_title_gives_the_date() -> None:
    assert shown("By Ida Voss | Nov 14, 2026", LEAD) == shown_dates.Shown(datetime(2026, 11, 14, tzinfo=UTC), False)


def test_a_date_line_is_read_in_the_outlets_zone() -> None:
    found = shown("۲۳ آبان ۱۴۰۵ - ۱۴:۰۵", language="fa", timezone="Asia/Tehran")
    assert found is not None
    assert (found.moment.astimezone(UTC), found.exact) == (datetime(2026, 11, 14, 10, 35, tzinfo=UTC), True)


def test_when_it_was_changed_counts_only_where_nothing_else_does() -> None:
    published = datetime(2026, 11, 12, tzinfo=UTC)
    changed = shown("Updated Nov 14, 2026")
    assert changed is not None
    assert changed.moment.day == 14
    assert shown("Updated Nov 14, 2026", "Published Nov 12, 2026") == shown_dates.Shown(published, False)


@pytest.mark.parametrize(
    "line",
    [
        "The strike began on 14 November 2026, when the two companies that run the quay fell out with each other.",
        "A tale of the long night before the 1 May 2020 elections",
        "Nov 30, 2026",
        "Nov 14, 1926",
    ],
)
def test_dates_in_prose_in_other_titles_ahead_or_long_ago_are_none(line: str) -> None:
    assert shown(line) is None


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("By", "Ida Voss", "Nov 14, 2026"), "Ida Voss"),
        (("Written by Ida Voss and Tom Ray • Nov 14, 2026",), "Ida Voss and Tom Ray"),
        (("by: Ida Voss, Nov 14, 2026",), "Ida Voss"),
        (("Von Ida Voss, Hafenstadt",), "Ida Voss, Hafenstadt"),
        (("بقلم: مارا ليندن",), "مارا ليندن"),
        (("World", "Ida Voss", "•", "14 November 2026"), "Ida Voss"),
        (("Nov 14, 2026", "Ida de la Cruz"), "Ida de la Cruz"),
        (("By the end of the week it will be open",), ""),
        (("Ida Voss", LEAD), ""),
        (("By",), ""),
    ],
)
def test_the_byline_is_what_stands_after_by_or_beside_the_date(lines: tuple[str, ...], name: str) -> None:
    assert bylines.find(Surroundings(after=lines), "en") == name


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<a rel="author" href="/ida">Ida Voss</a>', "Ida Voss"),
        ('<div class="post-author"><span>By</span> <b>Ida Voss</b> Nov 14, 2026</div>', "Ida Voss"),
        ('<p class="byline">what readers say about this and that</p>', ""),
        (f'<div class="single-author"><p>{LEAD * 20}</p><p class="author">Ida Voss</p></div>', "Ida Voss"),
        ("<p>Ida Voss</p>", ""),
    ],
)
def test_an_element_that_is_called_the_authors_holds_the_name(markup: str, name: str) -> None:
    assert bylines.from_marks(html.fromstring(f"<div>{markup}</div>"), "en") == name
