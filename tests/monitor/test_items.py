"""Where the items of round-ups and live blogs begin, and what belongs to a dateline."""

from __future__ import annotations

import pytest

from monitor.items import items
from onrecord.model import Span


@pytest.mark.parametrize(
    "opening",
    ["14:05 The ferry", "2:05 p.m. The ferry", "• The ferry", "- The ferry", "ARC, March 9 - The ferry",
     "ARC, Arcadia (Wire) — The ferry"],
)  # fmt: skip
def test_a_time_a_bullet_or_a_dateline_begins_an_item(opening: str) -> None:
    text = f"The mayor spoke.\n\n{opening} sank."
    assert items(text, "en").start(len(text) - 2) == text.index(opening)


@pytest.mark.parametrize("opening", ["The ferry", "• He also said that it", "1905 was the year when it", "“We” and it"])
def test_an_ordinary_paragraph_and_one_with_a_pronoun_go_on(opening: str) -> None:
    text = f"The mayor spoke.\n\n{opening} sank."
    assert items(text, "en").start(len(text) - 2) == 0


def test_only_a_clock_opens_an_item_of_a_live_blog() -> None:
    text = "The mayor spoke.\n\n14:05 The ferry sank.\n\nIt was old."
    found = items(text, "en")
    assert found.clock(3) is None
    assert found.clock(len(text) - 2) == text.index("14:05")


def test_a_dateline_holds_its_date() -> None:
    text = "ARC, March 9 (Wire) - The ferry sank on March 6."
    found = items(text, "en")
    nine, six = text.index("March 9"), text.index("March 6")
    assert found.in_dateline(Span(nine, nine + 7))
    assert not found.in_dateline(Span(six, six + 7))
