"""Kurdish: every rule on sentences of our own, read by the template with the data file alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    ("direct.colon", "Berdevkê partiyê got: «Em li vir dimînin.»", "«Em li vir dimînin.»", "Berdevkê partiyê"),
    ("indirect.that", "Serokê şaredariyê diyar kir ku pir dê vebe.", "ku pir dê vebe", "Serokê şaredariyê"),
    ("indirect.that", "Wezîr ragihand ku zevî baş in.", "ku zevî baş in", "Wezîr"),
    ("indirect.that", "Partî di daxuyaniyekê de ragihand ku pir vebûye.", "ku pir vebûye", "Partî"),
    ("indirect.that", "پارتەکە لە ڕاگەیەندراوێکدا ڕایگەیاند کە پردەکە کراوەتەوە.", "کە پردەکە کراوەتەوە", "پارتەکە"),
    ("source.first", "Li gorî wezareta çandiniyê, zevî baş in.", "zevî baş in", "wezareta çandiniyê"),
    ("direct.qvs", "«Em li vir dimînin», got şivan.", "«Em li vir dimînin»", "şivan"),
    ("direct.colon", "وتەبێژی پارتەکە گوتی: «ئێمە لێرە دەمێنینەوە.»", "«ئێمە لێرە دەمێنینەوە.»", "وتەبێژی پارتەکە"),
    ("indirect.that", "سەرۆکی شارەوانی ڕایگەیاند کە پردەکە دەکرێتەوە.", "کە پردەکە دەکرێتەوە", "سەرۆکی شارەوانی"),
    ("source.first", "بە گوتەی وەزارەتی کشتوکاڵ، بەرهەم باشە.", "بەرهەم باشە", "وەزارەتی کشتوکاڵ"),
    ("indirect.that", "وەزیر ئاماژەی بەوە کرد کە بەرهەم باشە.", "کە بەرهەم باشە", "وەزیر"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "ku") == [(rule, words, speaker)]


def test_a_second_report_follows_the_first() -> None:
    text = "Tevger got ku rê vekirî ye. Wê her wiha got ku derî girtî ye."
    assert read(text, "ku") == [
        ("indirect.that", "ku rê vekirî ye", "Tevger"),
        ("indirect.that", "ku derî girtî ye", "Wê"),
    ]


@pytest.mark.parametrize("text", ["باران لە بەندەر دەبارێت.", "Baran li benderê dibare.", "Pisîk ket malê."])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "ku") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("Wezîr negot ku zevî baş in.", "ku")
    assert found.flags == {"negated"}


@given(st.text(alphabet='aeêiîuûşçkn کوردیستانە «»":،,.\n', max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "ku"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
