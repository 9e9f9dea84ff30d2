"""Which Latin spellings count as one name, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.match import Matcher
from monitor.transliteration import key
from onrecord.model import Alias, Entity, Group, Person
from onrecord.text import normalise

EVERYBODY: tuple[Entity, ...] = (
    Group("hezbollah", "Hezbollah", "party"),
    Group("asaib", "Asa'ib Ahl al-Haq", "armed_group"),
    Group("brigade", "Liwa Abu Hussein al-Qassim", "armed_group"),
    Group("fath", "Fath", "party"),
    Person("salam", "Mohammed Abdul-Salam"),
    Person("soleiman", "Soleimani", (Alias("Hadi Soleimani", ambiguous=True),)),
    Person("twin", "Faleh al-Karbalai"),
    Person("other twin", "Falih Karbalaei"),
)
MATCHER = Matcher(EVERYBODY)


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(m.entity, m.span.of(text)) for m in MATCHER.mentions(text, language=language)]


def same(one: str, other: str) -> bool:
    return key(normalise(one).text) == key(normalise(other).text)


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        ("hezbollah", "Hizballah"),
        ("hezbollah", "Hizbullah"),
        ("hezbollah", "Hezbullah"),
        ("asaib", "Asaeb Ahl el-Haq"),
        ("asaib", "Assaib Ahl Haqq"),
        ("brigade", "Liwa Abu Hossein al-Kasim"),
        ("brigade", "Liwaa Abu Husayn Qasem"),
        ("salam", "Muhammad Abdulsalam"),
        ("salam", "Mohamed Abd al-Salam"),
        ("salam", "Mohammad Abdel Salam"),
        ("salam", "Muhammed Abd-el-Salaam"),
    ],
)
def test_usual_transliterations_of_a_name_are_found(entity: str, name: str) -> None:
    assert found(f"The office of {name} said no.") == [(entity, name)]


@pytest.mark.parametrize(
    "text",
    [
        "The hizballah of words",  # no capital: not a name
        "Fateh and Fatah won.",  # too short to tell
        "Solimany played.",  # a person's single name
        "Asaib. Ahl Haq",  # not in one piece
        "Mohammed said Abdulsalam came",
        "Hazebulla",  # another consonant skeleton
        "Muhammad Abdulsattar",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_names_that_two_entities_share_by_key_count_only_as_written() -> None:
    assert found("Falih al-Karbalai and Faleh Karbalay") == []
    assert found("Falih Karbalaei came") == [("other twin", "Falih Karbalaei")]


def test_a_written_spelling_is_told_as_that_alias_and_a_transliteration_as_its_own() -> None:
    assert [m.alias for m in MATCHER.mentions("Hezbollah, Hizballah", language="en")] == ["Hezbollah", "Hezbollah"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Qais", "Qays"), ("Kassem", "Qasim"), ("Hussein", "Hossein"), ("Khamenei", "Khamenai"), ("Wafiq", "Vafik")],
)
def test_keys_of_one_name_are_equal(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khalil", "Jalil"), ("Hamas", "Homs"), ("Karim", "Kharim"), ("Salim", "Salam Ali"), ("Sadr", "Shadr")],
)
def test_keys_of_different_names_differ(one: str, other: str) -> None:
    assert not same(one, other)


@given(st.text(alphabet="abdehiklmnoqstuwyz", max_size=12))
def test_doubling_letters_never_changes_a_key(word: str) -> None:
    assert key(word.replace("m", "mm")) == key(word.replace("mm", "m"))


@given(st.text(max_size=40))
def test_any_text_can_be_looked_through(text: str) -> None:
    for mention in MATCHER.mentions(f"{text} Hizballah {text}", language="en"):
        assert mention.entity in {entity.id for entity in EVERYBODY}
