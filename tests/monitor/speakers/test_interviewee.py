"""Who answers in an interview whose answers bear no name."""

from __future__ import annotations

import pytest

from monitor import quotations, speakers
from onrecord.model import ANSWER, Speaker
from tests.monitor.speakers.marked import ON, REGISTER, mentions

ENGLISH = "\n\nQ: Will you stop?\nA: No. We will go on.\nQ: Since when?\nA: Since Friday."
ARABIC = "\n\nس: هل ستتوقفون؟\nج: لن نتوقف.\nس: ومتى؟\nج: منذ الجمعة."
PERSIAN = "\n\nسوال: متوقف می‌شوید؟\nپاسخ: نه.\nسوال: از کی؟\nپاسخ: از جمعه."


def answering(text: str, language: str) -> set[Speaker]:
    """Whom the answers of an interview are given to."""
    found = quotations.find(text, language)
    resolved = speakers.resolve(text, language, found, mentions(text), REGISTER, on=ON)
    return {speaker for one, speaker in zip(found, resolved, strict=True) if ANSWER in one.flags}


@pytest.mark.parametrize(
    ("lead", "name", "group"),
    [
        ("The Outlet spoke to Murad Aziz in Arc on Sunday.", "Murad Aziz", "dawn"),
        ("Murad Aziz sat down with The Outlet in Arc.", "Murad Aziz", "dawn"),
        ("In an interview with The Outlet, Murad Aziz spoke about the truce.", "Murad Aziz", "dawn"),
        ("Omar Habib, a spokesman for the Dawn Movement, sat down with The Outlet.", "Omar Habib", "dawn"),
        ("The Outlet spoke with Omar Habib, a spokesman for the Dawn Movement.", "Omar Habib", "dawn"),
        ("We talked to a spokesman for the Dawn Movement.", None, "dawn"),
        ("This is an interview with Omar Habib.", "Omar Habib", None),
        ("Murad Aziz is back in Arc.", "Murad Aziz", "dawn"),
        ("Nobody was named.", None, None),
        ("Interview by Mona Said. Omar Habib, head of the guild, is back. He spoke to The Outlet.", "Omar Habib", None),
    ],
)
def test_the_lead_tells_who_answers_and_for_whom(lead: str, name: str | None, group: str | None) -> None:
    assert {(speaker.name, speaker.group) for speaker in answering(lead + ENGLISH, "en")} == {(name, group)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أجرت الصحيفة مقابلة مع مراد عزيز، الأمين العام لحركة الفجر." + ARABIC, "ar"),
        ("در گفت‌وگو با مراد عزیز، دبیرکل جنبش فجر." + PERSIAN, "fa"),
    ],
)
def test_the_lead_is_read_in_other_languages(text: str, language: str) -> None:
    assert {speaker.person for speaker in answering(text, language)} == {"murad"}


def test_the_steps_say_that_it_is_an_interview() -> None:
    (speaker,) = answering("The Outlet spoke to Murad Aziz." + ENGLISH, "en")
    assert speaker.how[0] == "answers in the interview"


def test_the_capacity_is_without_the_stop_of_the_sentence() -> None:
    (speaker,) = answering("We talked to a spokesman for the Dawn Movement." + ENGLISH, "en")
    assert speaker.capacity == "a spokesman for the Dawn Movement"
