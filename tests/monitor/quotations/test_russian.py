"""Russian: every rule on sentences of our own, read by the template with the data file alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations import template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    ("direct.qvs", "«Мост закрыт», — сказала мэр города.", "«Мост закрыт»", "мэр города"),
    ("indirect.that", "Министр заявил, что урожай будет хорошим.", "что урожай будет хорошим", "Министр"),
    (
        "direct.colon",
        "Директор школы Анна Орлова сообщила: «Занятия начнутся завтра».",
        "«Занятия начнутся завтра»",
        "Директор школы Анна Орлова",
    ),
    ("source.first", "По словам министра, урожай будет хорошим.", "урожай будет хорошим", "министра"),
    ("indirect.cvs", "Урожай будет хорошим, сообщил министр.", "Урожай будет хорошим", "министр"),
    ("as", "Как сообщил зоопарк, бегемот здоров.", "бегемот здоров", "зоопарк"),
    ("complement", "Профсоюз осудил планируемые увольнения.", "планируемые увольнения", "Профсоюз"),
    ("colon", "Капитан порта: «Сегодня корабли не выйдут»", "«Сегодня корабли не выйдут»", "Капитан порта"),
    ("indirect.that", "Она вошла в зал и заявила, что поезд уйдет вовремя.", "что поезд уйдет вовремя", "Она"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "ru") == [(rule, words, speaker)]


def test_a_second_report_follows_the_first() -> None:
    text = "«Мы остаемся здесь», — сказал пастух. «Эта гора принадлежит всем нам»."
    assert read(text, "ru") == [
        ("direct.qvs", "«Мы остаемся здесь»", "пастух"),
        ("floating", "«Эта гора принадлежит всем нам»", "пастух"),
    ]


@pytest.mark.parametrize("text", ["Дождь идет над портом."])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "ru") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("Директор не сказал, что завод закроют.", "ru")
    assert found.flags == {"negated"}


@given(st.text(alphabet="абвгдеиклмнопрст «»:,.—\n", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "ru"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
