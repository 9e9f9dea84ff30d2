"""The template itself: its time grows with the text, and sentences without a telling word are passed over rightly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import languages, quotations
from monitor.quotations.template import cues, read
from monitor.quotations.template.lexicon import fold, lexicon
from monitor.quotations.template.place import Place
from monitor.quotations.template.units import Kind, sentences

CODES = sorted(languages.available() - set(quotations.FINDERS))
REPEATED = (
    "Der Müller sagte, das Wehr sei alt. „Es muss weg“, so der Bauer. ",
    "sagte, ",
    "„",
    '"a ',
    "(",
    "nach Angaben ",
    "Es sei, ",
    "hat gesagt ",
    "'İ ",
)


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_a_sentence_that_is_passed_over_reports_nothing(code: str, data: st.DataObject) -> None:
    words = lexicon(code)
    pool = sorted({*words.cues, *words.triggers, *words.auxiliaries, *words.determiners, "Adam", "Berge", ","})
    text = " ".join(data.draw(st.lists(st.sampled_from(pool), max_size=8))) + "."
    for sentence in sentences(text, code):
        if sentence.is_idle(words.wanted):
            place = Place(sentence.units, words, cues.find(sentence.units, words))
            read(place)
            assert place.drafts == []


def test_a_unit_is_a_word_a_mark_or_a_whole_quotation() -> None:
    (sentence,) = sentences("Im 3. Haus (links) sagte sie: „Nein, nie.“", "de")
    kinds = [unit.kind for unit in sentence.units]
    assert kinds == [
        *(Kind.WORD, Kind.WORD, Kind.WORD, Kind.ASIDE, Kind.WORD, Kind.WORD, Kind.COLON),
        Kind.QUOTE,
    ]


@pytest.mark.parametrize(("word", "folded"), [("İzmir", "izmir"), ("qu’elle", "qu'elle"), ("كوردي", "کوردی")])
def test_words_are_folded_to_one_spelling(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_a_pattern_makes_forms_and_joins_particles() -> None:
    forms = lexicon("de").cues
    assert {"mitteilte", "mitgeteilt", "teilte"} <= set(forms)
    assert next(iter(forms["teilte"])).particles == {"mit"}
    assert forms["mitgeteilt"][0].role == "participle"
