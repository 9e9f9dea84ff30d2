"""Many phrases at once, as whole words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.phrases import PhraseFinder
from onrecord.text import normalise


def hits(finder: PhraseFinder, text: str) -> list[tuple[str, str]]:
    folded = normalise(text).text
    return [(hit.label, folded[hit.start : hit.end]) for hit in finder.find(folded)]


def test_a_phrase_is_found_as_whole_words_only() -> None:
    finder = PhraseFinder({"last week": "past"})
    assert hits(finder, "Last week, at last weekly") == [("past", "last week")]


def test_a_star_stands_for_any_ending() -> None:
    finder = PhraseFinder({"claim* responsibility": "claim", "condemn*": "condemnation"})
    found = hits(finder, "It claimed responsibility, claimed no responsibility and condemned nothing, the condemn.")
    assert found == [
        ("claim", "claimed responsibility"), ("condemnation", "condemned"), ("condemnation", "condemn"),
    ]  # fmt: skip


def test_clitics_may_stand_before_a_phrase() -> None:
    finder = PhraseFinder({"أعلنت": "announcement"}, clitics="وف")
    assert [label for label, _ in hits(finder, "وأعلنت فأعلنت أعلنت بأعلنت أأعلنت")] == ["announcement"] * 3


def test_no_phrases_find_nothing() -> None:
    assert hits(PhraseFinder({}), "anything") == []


@given(st.text(max_size=80))
def test_a_hit_is_a_stretch_of_the_text(text: str) -> None:
    finder = PhraseFinder({"a": "x", "a* b": "y"})
    for label, words in hits(finder, text):
        assert label in "xy"
        assert words
