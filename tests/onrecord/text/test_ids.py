"""Ids derived from their content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import derived_id

PARTS = st.lists(st.text(st.characters(exclude_categories=()), max_size=5), max_size=4)


@given(PARTS, PARTS)
def test_only_the_same_parts_give_the_same_id(one: list[str], other: list[str]) -> None:
    assert (derived_id(*one, length=16) == derived_id(*other, length=16)) is (one == other)


def test_parts_do_not_run_into_one() -> None:
    assert derived_id("a|b", "c", length=12) != derived_id("a", "b|c", length=12)


def test_half_a_character_has_an_id() -> None:
    assert len(derived_id("\ud83d", length=12)) == 12
