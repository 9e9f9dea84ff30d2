"""Urdu: every rule on sentences of our own, read by the template with the data file alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    (
        "indirect.that",
        "بندرگاہ کے ترجمان نے پیر کو ایک بیان میں کہا کہ پل بند ہے۔",
        "کہ پل بند ہے",
        "بندرگاہ کے ترجمان",
    ),
    ("indirect.that", "وزیر زراعت کا کہنا ہے کہ فصل اچھی ہے۔", "کہ فصل اچھی ہے", "وزیر زراعت"),
    ("indirect.that", "انہوں نے مزید کہا کہ سڑک کھلی ہے۔", "کہ سڑک کھلی ہے", "انہوں"),
    ("indirect.that", "انجمن نے خبردار کیا کہ سیلاب قریب ہے۔", "کہ سیلاب قریب ہے", "انجمن"),
    ("direct.colon", "استاد نے کہا: ”امتحان ملتوی ہو گیا ہے۔“", "”امتحان ملتوی ہو گیا ہے۔“", "استاد"),
    ("direct.qvs", "”ہم یہیں رہیں گے“، گاؤں کے استاد نے کہا۔", "”ہم یہیں رہیں گے“", "گاؤں کے استاد"),
    ("source.first", "محکمہ موسمیات کے مطابق کل بارش ہوگی۔", "کل بارش ہوگی", "محکمہ موسمیات"),
    ("complement", "انجمن نے اس فیصلے کی شدید مذمت کی ہے۔", "اس فیصلے", "انجمن"),
    ("complement", "تنظیم نے آگ لگانے کی ذمہ داری قبول کر لی۔", "آگ لگانے", "تنظیم"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "ur") == [(rule, words, speaker)]


def test_a_joined_verb_has_the_speaker_of_the_one_before() -> None:
    first, second = read("وزیر نے خبروں کی تردید کی اور کہا کہ پل محفوظ ہے۔", "ur")
    assert first == ("complement", "خبروں", "وزیر")
    assert second == ("indirect.that", "کہ پل محفوظ ہے", "وزیر")


def test_a_text_below_a_heading_is_a_communique() -> None:
    text = "انجمن ماہی گیراں کے ترجمان:\nہم بندرگاہ بند کرنے کی مذمت کرتے ہیں۔ کل سب ساحل پر جمع ہوں۔"
    (found,) = read(text, "ur")
    assert (found.rule, found.speaker) == ("communique", "انجمن ماہی گیراں کے ترجمان")


@pytest.mark.parametrize("text", ["بندرگاہ پر بارش ہو رہی ہے۔", "بلی گھر میں سو گئی۔"])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "ur") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("وزیر نے نہیں کہا کہ پل بند ہے۔", "ur")
    assert found.flags == {"negated"}


@given(st.text(alphabet='ابپتٹجچحخدڈرڑزسشصضعغفقکگلمنوہیےں "”“:۔،\n', max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "ur"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
