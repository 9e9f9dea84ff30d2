"""Hebrew: every rule on sentences of our own, read by the template with Hebrew's data file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import regions, template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    ("indirect.that", "דובר הנמל אמר כי הגשר סגור.", "כי הגשר סגור", "דובר הנמל"),
    ("indirect.that", "שר החקלאות הודיע שהיבול השנה גדול.", "שהיבול השנה גדול", "שר החקלאות"),
    ("indirect.that", "שרת החינוך, דנה כהן, אמרה שבית הספר ייסגר.", "שבית הספר ייסגר", "שרת החינוך, דנה כהן"),
    ("direct.qvs", '"הגשר סגור", אמר דובר הנמל.', '"הגשר סגור"', "דובר הנמל"),
    ("direct.qvs", '"הגשר סגור", אמרה רות לוי, "והוא ייפתח מחר".', '"הגשר סגור" / "והוא ייפתח מחר"', "רות לוי"),
    ("direct.colon", 'ראש העיר אמר היום: "הגשר ייפתח מחר".', '"הגשר ייפתח מחר"', "ראש העיר"),
    ("direct.colon", 'דובר צה"ל מסר: "הכוחות יישארו במקום".', '"הכוחות יישארו במקום"', 'דובר צה"ל'),
    ("indirect.cvs", "הרכבת תצא בזמן, מסרה החברה.", "הרכבת תצא בזמן", "החברה"),
    ("source.first", "לדברי שר החקלאות, היבול השנה גדול.", "היבול השנה גדול", "שר החקלאות"),
    ("source.first", "על פי הודעת המשרד, הכביש ייסגר בלילה.", "הכביש ייסגר בלילה", "המשרד"),
    ("source.last", "היבול גדול, לדברי שר החקלאות.", "היבול גדול", "שר החקלאות"),
    ("as", "כפי שהודיע המשרד, הכביש ייסגר בלילה.", "הכביש ייסגר בלילה", "המשרד"),
    ("complement", "התנועה גינתה את המתקפה על הכפר.", "את המתקפה על הכפר", "התנועה"),
    ("complement", "הוועד קרא לעירייה לפתוח את הגשר.", "לעירייה לפתוח את הגשר", "הוועד"),
    ("complement", "התנועה דחתה את ההצעה החדשה.", "את ההצעה החדשה", "התנועה"),
    ("complement", "הארגון נטל אחריות על השריפה בנמל.", "על השריפה בנמל", "הארגון"),
    ("indirect.that", "בהודעה שפרסם הנמל נאמר כי הגשר סגור.", "כי הגשר סגור", "הנמל"),
    ("direct.colon", 'בתגובה לשביתה מסר הנמל: "נמשיך לעבוד כרגיל".', '"נמשיך לעבוד כרגיל"', "הנמל"),
    ("colon", 'ראש העיר: "הגשר ייפתח מחר".', '"הגשר ייפתח מחר"', "ראש העיר"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "he") == [(rule, words, speaker)]


def test_a_joined_verb_has_the_speaker_of_the_one_before() -> None:
    first, second = read("המנהל אמר כי הבריכה תיפתח והוסיף כי הכניסה חופשית.", "he")
    assert first == ("indirect.that", "כי הבריכה תיפתח", "המנהל")
    assert second == ("indirect.that", "כי הכניסה חופשית", "המנהל")


def test_a_word_hands_a_sentence_to_the_speaker_before() -> None:
    _, second = read("המנהל אמר כי הבריכה תיפתח. לדבריו, הכניסה חופשית לכולם.", "he")
    assert second == ("thus", "הכניסה חופשית לכולם", "המנהל")


@pytest.mark.parametrize("heading", ["הודעת דובר הנמל", "דובר הנמל:", "הודעה מטעם דובר הנמל"])
def test_a_text_below_a_heading_is_a_communique(heading: str) -> None:
    text = f"{heading}\nהגשר ייסגר הלילה לשעתיים.\nאנו קוראים לנהגים לנסוע בדרך אחרת.\n@namal"
    body = "הגשר ייסגר הלילה לשעתיים.\nאנו קוראים לנהגים לנסוע בדרך אחרת."
    assert read(text, "he") == [("communique", body, "דובר הנמל")]


def test_an_article_under_a_short_line_is_no_communique() -> None:
    text = "הודעת הנמל\nדובר הנמל אמר כי הגשר סגור.\nשר התחבורה הוסיף כי הכביש פתוח."
    assert [one.rule for one in read(text, "he")] == ["indirect.that", "indirect.that"]


def test_words_behind_a_colon_go_on_to_the_next_report() -> None:
    text = "הנמל הודיע: הגשר ייסגר הלילה. הכביש פתוח כרגיל. המנהל אמר כי אין סכנה."
    first, second = read(text, "he")
    assert first == ("indirect.colon", "הגשר ייסגר הלילה. הכביש פתוח כרגיל", "הנמל")
    assert second == ("indirect.that", "כי אין סכנה", "המנהל")


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    _, second = read('"נמשיך לעבוד", אמרה המנהלת. "לא נעצור עד הסוף".', "he")
    assert second == ("floating", '"לא נעצור עד הסוף"', "המנהלת")


def test_an_interview_names_its_speakers_with_colons() -> None:
    found = read('לוי: "הגשר חייב להיפתח מחר" כהן: "אין לנו תקציב לזה השנה"', "he")
    assert [one.speaker for one in found] == ["לוי", "כהן"]


def test_the_clitic_joins_quoted_words() -> None:
    assert read('המורה אמרה ש"אין לנו ברירה אחרת".', "he")[0].speaker == "המורה"


@pytest.mark.parametrize("text", ["של מי הבית הזה?", "הגשר נסגר אתמול.", "שני הילדים שיחקו בחצר."])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "he") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("הוא לא אמר כי הגשר סגור.", "he")
    assert found.flags == {"negated"}


@pytest.mark.parametrize("word", ['צה"ל', 'השב"כ', 'מנכ"לית', "ארה״ב"])
def test_the_mark_of_an_acronym_is_no_quotation_mark(word: str) -> None:
    text = f'{word} אמר: "הכול בסדר".'
    (paragraph,) = regions.paragraphs(text)
    assert [text[region.start : region.end] for region in paragraph.regions] == ['"הכול בסדר"']


@given(st.text(alphabet='אבגדהוזחטילמנסעפקרשת "״״:,.-\n', max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "he"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
