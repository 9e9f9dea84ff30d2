"""No word and no other name is taken for a tracked one: the starter config's names against lists of both."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from config import load
from monitor.match import Matcher

STARTER = Path(__file__).parents[2] / "config" / "starter"
LISTS = tomllib.loads((Path(__file__).parent / "name_precision.toml").read_text("utf-8"))
ORDINARY = {language: words.split() for language, words in LISTS["ordinary"].items()}


@cache
def matcher() -> Matcher:
    return Matcher(load(STARTER, env={}).entities)


@pytest.mark.parametrize("article", ["", "al-"])
def test_no_other_persons_name_is_taken_for_a_tracked_one(article: str) -> None:
    """10,000 names that nobody in the config has, of the same words as theirs."""
    persons = [f"{given} {article}{family}" for given in LISTS["given"].split() for family in LISTS["family"].split()]
    text = "\n".join(f"The mayor {person} said no." for person in persons)
    assert len(persons) > 9_000
    assert [mention.span.of(text) for mention in matcher().mentions(text, language="en")] == []


@pytest.mark.parametrize("language", ORDINARY)
def test_no_ordinary_word_is_taken_for_a_tracked_name(language: str) -> None:
    for word in ORDINARY[language]:
        text = f"{word}. {word}, {word}!"
        assert [mention.entity for mention in matcher().mentions(text, language=language)] == [], word


@pytest.mark.parametrize("clitic", ["و", "ف", "ب", "ل", "ك", "وب", "ول", "فل"])
def test_arabic_clitics_do_not_make_a_name_of_a_longer_word(clitic: str) -> None:
    for word in ORDINARY["ar"]:
        assert matcher().mentions(f"{clitic}{word}", language="ar") == (), word
