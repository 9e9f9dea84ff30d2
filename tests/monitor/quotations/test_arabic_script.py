"""Reading text in the Arabic script: spelling, tokens, marks, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.quotations.arabic_script import fold, read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أكّد", "اكد"),
        ("إلى", "الى"),
        ("مدرسة", "مدرسه"),
        ("مي‌گويد", "می‌گوید"),
        ("كتاب", "کتاب"),
        ("قـــال", "قال"),
        ("مسؤول", "مسوول"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_preposition_and_the_name_ali_are_two() -> None:
    assert read("على").forms != read("علي").forms
    assert fold("على") != fold("علي")


def sentences(text: str) -> list[str]:
    script = read(text)
    return [span.of(text) for first, after in script.sentences if (span := script.span(first, after)) is not None]


def test_a_full_stop_ends_a_sentence_but_not_in_numbers_and_initials() -> None:
    assert sentences("بلغ السعر 12.5 ريالا. قال د. سالم ذلك.") == ["بلغ السعر 12.5 ريالا", "قال د. سالم ذلك"]


def test_a_full_stop_inside_marks_does_not_end_a_sentence() -> None:
    assert len(read("قال: «ذهب. عاد». ونام.").sentences) == 2


def test_a_line_ends_a_sentence() -> None:
    assert sentences("سطر أول\nسطر ثان") == ["سطر أول", "سطر ثان"]


@pytest.mark.parametrize("text", ["«كلام طويل»", "»كلام طويل«", "“كلام طويل”", '"كلام طويل"', "''كلام طويل''"])
def test_marks_are_paired_in_every_style(text: str) -> None:
    script = read(f"قبل {text} بعد")
    ((opening, closing),) = script.partner.items()
    assert script.forms[opening + 1 : closing] == ("كلام", "طويل")


def test_an_unclosed_mark_reaches_to_the_end_of_its_paragraph() -> None:
    script = read("قال «كلام طويل\nسطر آخر")
    ((_, closing),) = script.partner.items()
    assert closing == script.paragraphs[0][1]


def test_marks_of_another_style_inside_are_part_of_the_quotation() -> None:
    script = read('«كلام "وكلام" طويل»')
    assert len(script.partner) == 1


def test_a_span_keeps_marks_with_their_partner_only() -> None:
    text = "«كلام»، ثم"
    script = read(text)
    whole = script.span(0, 4)
    broken = script.span(0, 2)
    assert whole is not None
    assert whole.of(text) == "«كلام»"
    assert broken is not None
    assert broken.of(text) == "كلام"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='قال أن،.«»"“”:\n؟ـ\u064e\u200cabc12()', max_size=80))
def test_tokens_keep_their_places(text: str) -> None:
    script = read(text)
    assert list(script.starts) == sorted(script.starts)
    assert all(start < end <= len(text) for start, end in zip(script.starts, script.ends, strict=True))
    assert all(first < after for first, after in script.sentences)
    assert all(opening < closing for opening, closing in script.partner.items())
