"""What is written onto a word."""

from __future__ import annotations

import pytest

from monitor import affixes
from monitor.languages import available


def test_arabic_writes_and_then_in_and_to_onto_the_word_behind() -> None:
    assert affixes.conjunctions("ar") == "وف"
    assert affixes.proclitics("ar") == "وفبل"


@pytest.mark.parametrize("language", sorted(available() - {"ar"}))
def test_others_write_no_letter_on_by_rule(language: str) -> None:
    assert affixes.conjunctions(language) == affixes.proclitics(language) == ""
    assert affixes.noun_prefixes(language) == affixes.definite_prefixes(language) == ()
