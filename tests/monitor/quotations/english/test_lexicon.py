"""The words, and the data file that they come from."""

import pytest

from monitor.languages import section
from monitor.quotations.english import lexicon as lx

FRAMES = {
    "quote", "that", "bare", "wh", "to", "np", "ing", "whom", "after", "notice", "on+to", "to:",
    "about", "against", "as", "for", "of", "on", "with", "at", "by", "up", "needs:responsible", "needs:accountable",
}  # fmt: skip


def test_every_verb_has_known_frames_and_at_least_one() -> None:
    for base, frames in section("en", "quotations")["verbs"].items():
        assert frames.split(), base
        assert set(frames.split()) <= FRAMES, base


def test_every_irregular_verb_is_a_verb_with_four_forms() -> None:
    data = section("en", "quotations")
    for base, forms in data["irregular"].items():
        assert base in data["verbs"]
        assert len(forms.split()) == 4


@pytest.mark.parametrize(
    ("base", "past", "ing"),
    [
        ("claim", "claimed", "claiming"),
        ("argue", "argued", "arguing"),
        ("agree", "agreed", "agreeing"),
        ("deny", "denied", "denying"),
        ("brag", "bragged", "bragging"),
        ("vow", "vowed", "vowing"),
        ("admit", "admitted", "admitting"),
    ],
)
def test_regular_forms_follow_by_rule(base: str, past: str, ing: str) -> None:
    forms = lx.inflect(base, frozenset({"admit"}))
    assert (forms["past"], forms["ing"]) == (past, ing)


def test_a_form_knows_its_verb_and_its_class() -> None:
    said = lx.word("said")
    assert said.forms == {"past", "pp"}
    assert said.frames >= {"quote", "that", "bare"}
    assert said.bits & lx.CUE


def test_a_verb_with_a_particle_needs_it() -> None:
    assert "out" in lx.word("pointed").particles
    assert lx.word("spelled").sense is None


def test_names_take_no_class_from_their_ending() -> None:
    assert not lx.word("Jolly").bits & lx.ADV
    assert lx.word("quietly").bits & lx.ADV
