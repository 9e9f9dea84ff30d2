"""Spanish: every rule on sentences of our own, read by the template with the data file alone."""

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
        "direct.qvs",
        "«El puente está cerrado», dijo la alcaldesa, «y no abrirá hoy».",
        "«El puente está cerrado» / «y no abrirá hoy»",
        "la alcaldesa",
    ),
    (
        "indirect.that",
        "El alcalde afirmó que la piscina abrirá en junio.",
        "que la piscina abrirá en junio",
        "El alcalde",
    ),
    (
        "direct.colon",
        "La portavoz del partido, Ana Ruiz, declaró ayer: «Nos quedamos».",
        "«Nos quedamos»",
        "La portavoz del partido, Ana Ruiz",
    ),
    (
        "indirect.cvs",
        "Las escuelas abrirán el lunes, anunció la ministra.",
        "Las escuelas abrirán el lunes",
        "la ministra",
    ),
    ("source.first", "Según el ministerio, la cosecha será buena.", "la cosecha será buena", "el ministerio"),
    ("source.last", "La cosecha será buena, según el ministerio.", "La cosecha será buena", "el ministerio"),
    ("complement", "El sindicato ha denunciado los despidos previstos.", "los despidos previstos", "El sindicato"),
    ("as", "Como dijo el pastor, la montaña es de todos.", "la montaña es de todos", "el pastor"),
    ("colon", "El jefe de la milicia: «Guardamos el puente»", "«Guardamos el puente»", "El jefe de la milicia"),
    (
        "indirect.that",
        "La ministra visitó la fábrica y afirmó que seguirá abierta.",
        "que seguirá abierta",
        "La ministra",
    ),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "es") == [(rule, words, speaker)]


def test_a_second_report_follows_the_first() -> None:
    text = "«Nos quedamos aquí», dijo el pastor. «La montaña es de todos.»"
    assert read(text, "es") == [
        ("direct.qvs", "«Nos quedamos aquí»", "el pastor"),
        ("floating", "«La montaña es de todos.»", "el pastor"),
    ]


@pytest.mark.parametrize("text", ["La lluvia cae sobre el puerto."])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "es") == []


def test_what_was_not_said_is_flagged() -> None:
    (found,) = quotations.find("El director no dijo que la fábrica cerraría.", "es")
    assert found.flags == {"negated"}


@given(st.text(alphabet='aeéiílnñorstu "«»:,.\n', max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "es"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
