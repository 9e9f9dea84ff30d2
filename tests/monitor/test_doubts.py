"""What was not said, might be said, or says nothing by itself; and what looks like it and is none of these."""

from __future__ import annotations

import pytest

from monitor import doubts
from monitor.quotations import find
from onrecord.model import BARE, CONDITIONAL, NEGATED


def flags(text: str, language: str = "en") -> list[frozenset[str]]:
    found = doubts.flagged(text, language, find(text, language))
    assert found
    return [each.flags for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Neither the guild nor the mill has said whether the strike would go on.",
        "No guild has said that it would strike.",
        "None of the weavers said that they would strike.",
        "The guild stopped short of saying that the mill must close.",
        "The weavers left without saying whether they would be back.",
    ],
)
def test_what_nobody_said_is_negated(text: str) -> None:
    assert all(NEGATED in each for each in flags(text))


@pytest.mark.parametrize(
    "text",
    [
        "The guild will say that the strike was a success.",
        "The guild is expected to announce that the strike is over.",
        "One can imagine the guild saying that the strike is over.",
        "The guild might have said that the strike was over.",
        "The guild will soon announce that the strike is over.",
    ],
)
def test_what_might_be_or_will_be_said_is_conditional(text: str) -> None:
    assert all(CONDITIONAL in each for each in flags(text))


@pytest.mark.parametrize(
    "text",
    [
        "The guild denied it.",
        "The guild thanked God.",
        "The guild slammed the government.",
        "The guild praised Arcadia.",
    ],
)
def test_a_pronoun_or_whom_somebody_judges_is_bare(text: str) -> None:
    assert all(BARE in each for each in flags(text))


@pytest.mark.parametrize(
    "text",
    [
        "The guild said that the strike will go on.",
        "“We will go on,” the guild said.",
        "The guild said nobody would be hurt.",
        "The guild condemned the attack.",
        "The guild rejected the deal.",
        "The guild praised the government for its patience with the weavers.",
        "Imagine the mill without wool, the guild said.",
        "The guild did not deny that it had called the strike.",
    ],
)
def test_what_was_said_is_none_of_these(text: str) -> None:
    assert not any(each & {CONDITIONAL, BARE} for each in flags(text))


def test_a_language_without_words_for_doubts_has_none() -> None:
    assert flags("Die Gilde sagte, dass der Streik endet.", "de") == [frozenset()]
