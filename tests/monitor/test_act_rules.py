"""The rules by which acts are told, as the data files hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from monitor import languages
from monitor.act_rules import Lexicon, Place, lexicon

CODES = sorted(languages.available())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Lexicon:
    table: Mapping[str, Any] = {
        "own": ["we", "they"],
        "will": ["will", "shall"],
        "that": ["that"],
        "negations": ["not"],
        "unreal": ["would"],
        "threat": {"words": ["{own} {will} strike"], "never": ["strike a deal"]},
        "call": {"frames": [{"cues": ["ask*"], "openings": ["to"], "reach": 3}], "yields_to": ["threat"]},
        "denial": {"cues": ["den*"], "undoes": True},
    }
    monkeypatch.setattr(languages, "section", lambda language, name: table)
    return lexicon.__wrapped__("xx")


def test_a_list_stands_for_each_of_its_phrases(made: Lexicon) -> None:
    assert {"we will strike", "we shall strike", "they will strike", "they shall strike"} <= set(made.uses)


def test_the_acts_keep_the_order_of_the_file(made: Lexicon) -> None:
    assert made.names == ("threat", "call", "denial")


def test_a_frame_needs_both_its_cue_and_what_is_said(made: Lexicon) -> None:
    (asking,) = made.uses["ask*"]
    (opening,) = made.uses["to"]
    assert asking.rule == opening.rule
    assert asking.rule is not None
    assert (asking.rule.cue, asking.rule.said, asking.rule.reach) == (True, True, 3)
    assert (asking.place, opening.place) == (Place.CUE, Place.OPENING)


def test_what_takes_a_phrase_back_belongs_to_its_act_and_shows_nothing(made: Lexicon) -> None:
    (use,) = made.uses["strike a deal"]
    assert (use.act, use.rule) == ("threat", None)


def test_a_would_counts_among_the_reporting_words_only(made: Lexicon) -> None:
    assert made.negations == {"not"}
    assert made.unmade == {"not", "would"}


def test_what_undoes_and_what_yields_is_known(made: Lexicon) -> None:
    assert made.undoing == {"denial"}
    assert made.yields["call"] == {"threat"}


def test_a_list_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "section", lambda language, name: {"threat": {"words": ["{own} strike"]}})
    with pytest.raises(KeyError, match="own"):
        lexicon.__wrapped__("xx")


@pytest.mark.parametrize("code", CODES)
def test_the_phrases_of_every_file_can_be_read(code: str) -> None:
    words = lexicon(code)
    assert words.undoing == {"denial"}
    assert not [phrase for phrase in words.uses if "{" in phrase or not phrase.strip(" *")]


@pytest.mark.parametrize("code", CODES)
def test_acts_yield_to_acts_that_there_are(code: str) -> None:
    words = lexicon(code)
    assert set().union(*words.yields.values()) <= set(words.names)
