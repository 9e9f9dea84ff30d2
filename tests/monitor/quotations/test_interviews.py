"""Interviews that are printed as questions and answers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.quotations import find, interviews
from onrecord.model import ANSWER, Kind

LEAD = "The Outlet spoke to Karim Haddad in Arc on Sunday.\n\n"


def answers(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    """Who answers, as the text has it, and what."""
    found = (one for one in find(text, language) if one.rule.endswith(".interview"))
    return [(one.speaker.of(text) if one.speaker else None, one.words(text)) for one in found]


def test_each_answer_behind_a_letter_is_one_statement_of_somebody_whom_the_lead_names() -> None:
    text = LEAD + "Q: Will you stop?\n\nA: No. We will go on.\n\nQ: And the talks?\n\nA: We are ready for them."
    assert answers(text) == [(None, "No. We will go on."), (None, "We are ready for them.")]
    assert all(ANSWER in one.flags for one in find(text, "en") if one.rule.endswith(".interview"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Outlet: Will you stop?\nHaddad: {0}\nThe Outlet: And the talks?\nHaddad: {1}", "en"),
        ("REPORTER: Will you stop?\nHADDAD: {0}\nREPORTER: Since when?\nHADDAD: {1}", "en"),
        ("Dr. Ruiz: Will you stop?\nKarim al-Haddad: {0}\nDr. Ruiz: Since when?\nKarim al-Haddad: {1}", "en"),
        ("الصحيفة: هل ستتوقفون؟\nحداد: {0}\nالصحيفة: ومتى؟\nحداد: {1}", "ar"),
        ("روزنامه: آیا متوقف می‌شوید؟\nحداد: {0}\nروزنامه: از کی؟\nحداد: {1}", "fa"),
        ("Zeitung: Hören Sie auf?\nHaddad: {0}\nZeitung: Seit wann?\nHaddad: {1}", "de"),
    ],
)
def test_a_name_in_front_of_an_answer_is_its_speaker_and_who_asks_says_nothing(text: str, language: str) -> None:
    first, second = "No. We will go on.", "Since Friday."
    found = answers(text.format(first, second), language)
    assert [said for _, said in found] == [first, second]
    assert {str(name).rsplit(" ", 1)[-1].removeprefix("al-").casefold() for name, _ in found} <= {"haddad", "حداد"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("س: هل ستتوقفون؟\nج: لن نتوقف.\nس: ومتى؟\nج: منذ الجمعة.", "ar"),
        ("سوال: متوقف می‌شوید؟\nپاسخ: نه.\nسوال: از کی؟\nپاسخ: از جمعه.", "fa"),
        ("Frage: Hören Sie auf?\nAntwort: Nein.\nFrage: Seit wann?\nAntwort: Seit Freitag.", "de"),
        ("Q1: Will you stop?\nA1: No.\nQ2: Since when?\nA2: Since Friday.", "en"),
    ],
)
def test_every_language_has_its_letters_for_questions_and_answers(text: str, language: str) -> None:
    assert [name for name, _ in answers(text, language)] == [None, None]


def test_questions_without_labels_are_told_from_the_answers_below_them() -> None:
    text = LEAD + "Will you stop?\n\nNo. We will go on.\n\nI have said so before.\n\nAnd the talks?\n\nWe are ready."
    assert [said for _, said in answers(text)] == ["No. We will go on.\n\nI have said so before.", "We are ready."]


def test_an_answer_goes_on_over_paragraphs_until_the_next_question() -> None:
    text = "Q: Will you stop?\nA: No.\nWe will go on.\nQ: Since when?\nA: Since Friday.\nKarim Haddad was born in Arc."
    assert [said for _, said in answers(text)] == ["No.\nWe will go on.", "Since Friday."]


def test_turns_with_names_among_letters_and_questions_without_a_label_end_an_answer() -> None:
    text = (
        "Q: Will you stop?\nA: No.\nThe Outlet: Since when?\nHaddad: Since Friday.\nDid they reply?\nThey sent tea.\n"
        "Q: And now?\nA: We wait."
    )
    assert answers(text) == [(None, "No."), ("Haddad", "Since Friday."), (None, "They sent tea."), (None, "We wait.")]


def test_what_somebody_else_is_told_to_have_said_inside_an_answer_stays_a_report_of_its_own() -> None:
    text = "Q: Will you stop?\nA: No. The army told us that the road was shut.\nQ: Since when?\nA: Since Friday."
    assert [one.rule for one in find(text, "en") if one.cue and one.cue.of(text) == "told"] == ["en.indirect.svc"]


@pytest.mark.parametrize(
    "text",
    [
        "What is the Dawn Movement?\n\nIt is a party in Arc.\n\nWho leads it?\n\nKarim Haddad has led it since May.",
        LEAD + "What is the movement?\n\nIt is a party in Arc.\n\nWho leads it?\n\nKarim Haddad has led it since May.",
        "Date: Monday\nPlace: Arc\nDeaths: three\nCause: unknown",
        "Update: The road is shut.\nUpdate: The road is open.\nUpdate: The port is shut.",
        "Will the truce hold? Nobody knows.\n\nWill the road open? The army says it will.",
    ],
)
def test_an_explainer_a_table_and_a_live_blog_are_no_interviews(text: str) -> None:
    assert answers(text) == []


def test_answers_are_direct_speech() -> None:
    text = "Q: Will you stop?\nA: No.\nQ: Since when?\nA: Since Friday."
    assert {one.kind for one in find(text, "en")} == {Kind.DIRECT}


@given(st.lists(st.sampled_from(["Q: Why?", "A: We are.", "Haddad: No.", "We go on.", "Who?", "Arc:", ":", "", "؟"])))
def test_whatever_the_lines_the_answers_lie_in_the_text_in_order_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = interviews.read(text, "en", ())
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
