"""Which language a text is in."""

from __future__ import annotations

import socket

import pytest

from crawler.language import identify

SENTENCES = {
    "en": "The harbour authority said on Monday that ships would return next week.",
    "ar": "قالت هيئة الميناء يوم الاثنين إن السفن ستعود الأسبوع المقبل.",
    "fa": "سازمان بندر روز دوشنبه اعلام کرد که کشتی‌ها هفته آینده بازمی‌گردند.",
    "tr": "Liman idaresi pazartesi günü gemilerin gelecek hafta döneceğini açıkladı.",
    "he": "רשות הנמל הודיעה ביום שני כי הספינות ישובו בשבוע הבא.",
    "ku": "Desteya benderê roja duşemê got ku keştî dê hefteya bê vegerin.",
    "ur": "بندرگاہ کے حکام نے پیر کو کہا کہ جہاز اگلے ہفتے واپس آئیں گے۔",
    "de": "Die Hafenbehörde teilte am Montag mit, dass die Schiffe nächste Woche zurückkehren.",
    "fr": "L'autorité portuaire a déclaré lundi que les navires reviendraient la semaine prochaine.",
    "es": "La autoridad portuaria informó el lunes de que los barcos volverán la próxima semana.",
    "ru": "Управление порта сообщило в понедельник, что суда вернутся на следующей неделе.",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_speaks_for_itself(language: str, sentence: str) -> None:
    assert identify(sentence) == language
    assert identify(sentence, ("en", "ar")) == language


def test_sorani_counts_as_kurdish() -> None:
    assert identify("دەسەڵاتی بەندەر ڕۆژی دووشەممە ڕایگەیاند کە کەشتییەکان هەفتەی داهاتوو دەگەڕێنەوە.") == "ku"


def test_the_outlets_languages_decide_about_a_single_word() -> None:
    assert identify("Ankara", ("tr",)) == "tr"
    assert identify("Ankara", ("de",)) == "de"
    assert identify("سلام", ("fa",)) == "fa"
    assert identify("سلام", ("ar",)) == "ar"


def test_a_language_in_another_script_is_no_candidate() -> None:
    assert identify("Washington Post", ("fa", "ar")) not in {"fa", "ar"}
    assert identify("بيان", ("en",)) == "ar"


def test_a_quotation_in_another_script_does_not_make_a_text_anothers() -> None:
    english = "The harbour authority said on Monday that ships would return next week."
    arabic = "قالت هيئة الميناء يوم الاثنين إن السفن ستعود."
    assert identify(f"{english}\n{arabic}\n{english}", ("en",)) == "en"
    assert identify(f"{english[:40]}\n{arabic}\n{arabic}", ("en",)) == "ar"


@pytest.mark.parametrize("text", ["", "  ", "123 456", "…!", "https://press.example/a"])
def test_without_letters_the_outlets_first_language_counts(text: str) -> None:
    assert identify(text, ("fa", "en")) == "fa"
    assert identify(text) == "und"


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert identify("A sentence that is long enough to be known.") == "en"
