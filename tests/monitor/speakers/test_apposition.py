"""Names beside roles: who is called what, and for whom he speaks."""

from __future__ import annotations

import pytest

from tests.monitor.speakers.marked import last, who


@pytest.mark.parametrize(
    ("sentence", "name", "capacity"),
    [
        ("[The mayor of Arc], Omar Habib, {said} <the road is open>.", "Omar Habib", "The mayor of Arc"),
        ("[The mayor of Arc, Omar Habib], {said} <the road is open>.", "Omar Habib", "The mayor of Arc"),
        ("<“The road is open”>, {said} [its then-envoy] in Arc, Omar Habib.", "Omar Habib", "its then-envoy in Arc"),
        ("<“The road is open”>, {said} [the mayor of Arc], Omar Habib, on Monday.", "Omar Habib", "the mayor of Arc"),
        ("[A member of the Salt and Grain Board], Omar Habib, {said} <yes>.", "Omar Habib", None),
        ("<“Yes”>, [the Utopian envoy], Omar Habib, {said}.", "Omar Habib", "the Utopian envoy"),
        ("<“Yes”>, [the spokesman], Jawad al-Habib, {said}.", "Jawad al-Habib", "the spokesman"),
        (
            "[The aide to the Chief of the Royal Guard], Major General Jawad al-Habib, {said} <yes>.",
            "Jawad al-Habib",
            None,
        ),
        ("[The mayor of Springwell, Arcadia, Omar Habib], {said} <yes>.", "Omar Habib", "The mayor of Springwell"),
        ("[Omar Habib], the mayor of Arc, {said} <yes>.", "Omar Habib", "the mayor of Arc"),
        ("[Utopian Secretary of State Mary Holt] {said} <yes>.", "Mary Holt", "Utopian Secretary of State"),
        ("[The head of the Watch for Human Rights Sabah Karam] {said} <yes>.", "Sabah Karam", None),
        ("[Sabah Karam head of the Watch for Human Rights] {said} <yes>.", "Sabah Karam", None),
    ],
)
def test_a_name_beside_a_role_names_the_speaker(sentence: str, name: str, capacity: str | None) -> None:
    speaker = last(sentence)
    assert speaker.name == name
    assert capacity is None or speaker.capacity == capacity


@pytest.mark.parametrize(
    "sentence",
    [
        "[The mayor of Arc] {said} <the road is open>.",
        "[A member of the Salt and Grain Board] {said} <the road is open>.",
        "[The UN envoy] {said} <the road is open>.",
        "[Harbour analysts] {said} <the road is open>.",
        "[A leader of the Free Miners] {said} <the road is open>.",
        "<“Yes”>, {said} [the minister]. Omar Habib, a doctor, left.",
        "<“Yes”>, {said} [the minister], whose party lost.",
    ],
)
def test_a_place_or_body_inside_a_role_is_nobodys_name(sentence: str) -> None:
    assert last(sentence).name is None


def test_a_title_with_a_tracked_group_keeps_it_for_the_surname_and_the_pronoun() -> None:
    speakers = who(
        "[The deputy leader of the Dawn Movement], Sheikh Omar Habib, {said} <one>.|"
        " [Habib] {said} <two>.| [He] {added} <three>.| [The deputy leader] {said} <four>."
    )
    assert [(one.name, one.group) for one in speakers] == [("Omar Habib", "dawn")] * 4


def test_a_tracked_person_is_found_behind_his_title() -> None:
    speaker = last("<“We are ready”>, {said} [the secretary-general of the Dawn Movement], Murad Aziz.")
    assert speaker.person == "murad"


@pytest.mark.parametrize(
    "before",
    [
        "The deputy leader of the Dawn Movement, Sheikh Omar Habib, arrived on Monday.",
        "Omar Habib, a Dawn Movement official, arrived on Monday.",
        "Senior Dawn Movement official Omar Habib arrived on Monday.",
        "They had invited the deputy leader of the Dawn Movement, Omar Habib.",
    ],
)
def test_the_role_of_a_first_mention_holds_for_the_surname_later(before: str) -> None:
    speaker = last(f"{before} [Habib] {{said}} <yes>.")
    assert (speaker.name, speaker.group) == ("Omar Habib", "dawn")


def test_its_spokesman_by_name_speaks_for_it() -> None:
    speaker = last("[The Dawn Movement] {said} <one>.| [Its spokesman, Omar Habib], {said} <two>.")
    assert (speaker.name, speaker.group, speaker.capacity) == ("Omar Habib", "dawn", "Its spokesman")


def test_a_spokesman_who_is_named_later_speaks_for_the_same_body() -> None:
    speaker = last("[A Dawn Movement spokesman] {said} <one>.| [The spokesman], Omar Habib, {said} <two>.")
    assert (speaker.name, speaker.group) == ("Omar Habib", "dawn")


def test_the_governor_of_another_place_is_somebody_else() -> None:
    speakers = who(
        "[The governor of Arc], Omar Habib, {said} <one>.| [The governor of Utopia] {said} <two>.|"
        " [The Arc governor] {said} <three>."
    )
    assert [one.name for one in speakers] == ["Omar Habib", None, "Omar Habib"]


def test_a_description_with_an_office_of_its_own_is_not_named_by_the_next_speaker() -> None:
    first, _ = who("[A civil defence official] {said} <one>.| [The governor of Arc], Omar Habib, {said} <two>.")
    assert first.name is None


def test_a_body_keeps_the_small_words_of_its_name() -> None:
    assert last("[The Committee for the Relief of Sailors] {said} <yes>.").name == "Committee for the Relief of Sailors"
    assert last("[The Ministry of Tides] {said} <yes>.").name == "Ministry of Tides"


def test_bodies_that_speak_together_are_named_together() -> None:
    assert last("[Arcadia, Utopia and Erewhon] {said} <yes>.").name == "Arcadia, Utopia and Erewhon"


@pytest.mark.parametrize(
    "phrase", ["His office", "One of them", "The report", "State television", "Police", "The group", "Her brother"]
)
def test_a_description_without_a_name_names_nobody(phrase: str) -> None:
    speaker = last(f"[{phrase}] {{said}} <yes>.")
    assert (speaker.name, speaker.capacity) == (None, phrase)


def test_a_body_called_after_its_country_is_called_so() -> None:
    assert last("[The Syrian army] {said} <yes>.").name == "The Syrian army"


@pytest.mark.parametrize(
    "before",
    [
        "[A militia calling itself Ansar al-Bahr] {claimed} <the attack>.|",
        "A group calling itself Ansar al-Bahr was behind the attack.",
        "The attack was claimed by a faction known as Ansar al-Bahr.",
        "[Ansar al-Bahr], a little-known militia, {claimed} <the attack>.|",
    ],
)
def test_a_body_that_is_not_tracked_keeps_its_name(before: str) -> None:
    speakers = who(f"The Dawn Movement left. {before} [The group] {{said}} <one>.| [It] {{added}} <two>.")
    assert {(one.name, one.group) for one in speakers} == {("Ansar al-Bahr", None)}


def test_a_tracked_body_that_is_named_after_it_is_the_group_again() -> None:
    speaker = last(
        "A group calling itself Ansar al-Bahr was behind the attack. [The Dawn Movement] {said} <one>.|"
        " [The group] {said} <two>."
    )
    assert speaker.group == "dawn"
