"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import paragraphs, sentences

texts = st.text(alphabet='aBc. ?!…؟"”’»()\n\u2028 U.S5é', max_size=60)


def cut(text: str, language: str) -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    text = "  One.\n\n \nTwo. \r\nThree\u2029Four"
    assert [span.of(text) for span in paragraphs(text)] == ["One.", "Two.", "Three", "Four"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Gen. Amir met Lt. Col. Rami on Tuesday.", "They talked."]),
        ("en", ["The U.S. Army left.", "It was the U.S.", "The base is empty."]),
        ("en", ["J. R. Karim and M. Said signed.", "No. 7 was missing."]),
        ("en", ["It fell by 3.5 percent.", "Then 2 more."]),
        ("en", ["“Is it over?” he asked.", "“No!”", "Nobody laughed."]),
        ("en", ["He said: “We will stay.”", "She left."]),
        ("en", ["They met at 5 p.m.", "Then they left."]),
        ("en", ["They met at 5 p.m. Tuesday in Basra.", "Nobody came."]),
        ("en", ["He waited…", "Nothing came."]),
        ("en", ["1. Borders stay open.", "It was 2019.", "They closed."]),
        ("en", ["Did he say yes?", "He said no.", "Yes!"]),
        ("ar", ["قال إنه سيعود غدا.", "هل يعود؟", "نعم!"]),
        ("ar", ["التقى د . سامي بالوفد .", "ثم غادر ."]),
        ("ar", ["التقى د. سامي بالوفد.", "ثم غادر."]),
        ("fa", ["او گفت: «می‌آییم.»", "آیا آمدند؟", "نه."]),
        ("de", ["Am 3. Oktober kam er z.B. nach Erbil.", "Danach ging er bzw. floh."]),
        ("de", ["In der 14. Minute fiel das Tor.", "Zum 90. Mal.", "Es waren 14.", "Niemand jubelte."]),
        ("de", ["Das war 2019.", "Heute ist es anders."]),
        ("he", ["הוא אמר שיבוא.", "האם בא?", "לא."]),
        ("he", ['ד"ר לוי אמר: "נבוא".', 'מנכ"ל החברה הסכים.']),
        ("tr", ["Dr. Demir geldi.", "Sonra gitti."]),
        ("tr", ['"Yol açık" dedi.', "Av. Kaya sustu.", "Neden?"]),
        ("de", ["„Wir bleiben.“", "Sie ging am 3. März 2025 heim.", "Prof. Brandt schwieg."]),
        ("fr", ["M. Morel est parti.", "« Pourquoi ? » a-t-il dit."]),
        ("es", ["La Sra. Ruiz habló.", "¿Por qué?", "Nadie lo sabe."]),
        ("ru", ["Ущерб составил 3 млн. рублей.", "Проф. Орлов молчал.", "Почему?"]),
        ("ku", ["Dr. Azad çû.", "Paşê hat."]),
        ("ku", ["د. ئازاد ڕۆیشت.", "بۆچی؟", "کەس نازانێت."]),
        ("xx", ["One here.", "Two there."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, expected: list[str]) -> None:
    assert cut(" ".join(expected), language) == expected


def test_a_forgotten_space_does_not_glue_sentences() -> None:
    assert cut("They agreed.The talks end.”He left.", "en") == ["They agreed.", "The talks end.”", "He left."]


def test_marks_alone_belong_to_the_sentence_before_them() -> None:
    assert cut('He said "no." . She left! ) .', "en") == ['He said "no." .', "She left! ) ."]


def test_no_sentence_crosses_a_newline() -> None:
    assert cut("No stop here\nand none there", "en") == ["No stop here", "and none there"]


@given(texts, st.sampled_from(["en", "ar", "de", "xx"]))
def test_sentences_cover_everything_but_white_space_in_order(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
