"""What normalising makes equal, what it keeps apart, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.text import normalise

LETTERS = "aZéßİıĞæ'’ʿ-–.\"״׳־ \t\n\u00a0\u200c\u200b\u200f\u0640\u064b\u0651\u0301صحزبأإآؤئءةىیيکكه۱٣حپצהלﷲﻻ𝗛ﬁs"
texts = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=30))


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("Asa'ib Ahl al-Haq", "ASA’IB AHL AL HAQ"),
        ("Asaʿib", "Asaib"),
        ("Sha‘abi", "Shaabi"),
        ("al-‘Abadi", "Al Abadi"),
        ("‘Abd", "Abd"),
        ("U.S. Central Command", "US Central Command"),
        ("US-led", "U.S.-led"),
        ("Hezbolá", "hezbola"),
        ("ﬁrst", "first"),
        ("𝗛𝗮𝗺𝗮𝘀", "hamas"),
        ("Ｈａｍａｓ", "Hamas"),
        ("Kata'ib\u00a0 Hezbollah", "kata'ib hezbollah"),
        ("Hez\u200bbol\u00adlah", "hezbollah"),
        ("Hez\u200cbollah", "hezbollah"),
        ("İSTANBUL", "istanbul"),
        ("Işık", "ışık"),
        ("Straße", "strasse"),
        ("أحمد", "احمد"),
        ("إيران", "ایران"),
        ("مقتدى", "مقتدی"),
        ("حركة", "حركه"),
        ("القُوَّاتُ", "القوات"),
        ("الحـــشد", "الحشد"),
        ("ﺣﺰﺏ ﷲ", "حزب الله"),
        ("حزب‌الله", "حزب الله"),
        ("حوثی‌ها", "حوثي ها"),
        ("پ.ک.ک", "پ‌ک‌ک"),
        ("کتائب", "كتايب"),
        ("۱۹۹۷ و ١٩٩٧", "1997 و 1997"),
        ('צה"ל', "צה״ל"),
        ("צה״ל", "צהל"),
        ("חַמָּאס", "חמאס"),
        ("אל־קסאם", "אל-קסאם"),
        ("\u202bحماس\u202c", "حماس"),
    ],
)
def test_spellings_of_one_name_become_equal(spelling: str, other: str) -> None:
    assert normalise(spelling).text == normalise(other).text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Iran's army", "iran s army"),
        ("l’Iran et d'Irak", "l iran et d irak"),
        ("the 'movement' said", "the movement said"),
        ("He left.He came", "he left.he came"),
        ("3.5 and 1-2", "3.5 and 1 2"),
        ("he paid ‘‘nothing’’", "he paid ''nothing''"),
        ("one\r\n\n two", "one\ntwo"),
        ("J. Smith", "j. smith"),
        ("Hamas™ x²", "hamas™ x²"),
    ],
)
def test_words_stay_words(text: str, normal: str) -> None:
    assert normalise(text).text == normal


def test_a_span_includes_the_marks_of_its_last_letter_and_nothing_else() -> None:
    text = "قال حـزبُ‌اللّٰهِ إن"
    normal = normalise(text)
    start = normal.text.index("حزب")
    assert normal.span(start, start + 3).of(text) == "حـزبُ"
    assert normal.span(start, start + 8).of(text) == "حـزبُ‌اللّٰهِ"


def test_a_span_of_an_expanded_letter_is_that_letter() -> None:
    normal = normalise("die Straße dort")
    assert normal.span(4, 11).of(normal.original) == "Straße"
    assert normal.span(8, 9).of(normal.original) == "ß"


def test_a_stretch_outside_of_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"of 5 characters: 2\.\.9"):
        normalise("hamas").span(2, 9)


@given(texts)
@example("a'.b")
@example("a.b.'")
@example("U.S.-led")
@example("x's'-y.z")
@example('א.ב."ג')
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(texts)
def test_every_character_maps_into_the_original_and_in_order(text: str) -> None:
    normal = normalise(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normal.offsets[-1] == len(text)
    for place in range(len(normal.text)):
        span = normal.span(place, place + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(texts, st.data())
def test_a_span_maps_back_to_the_same_letters(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    letters = [c for c in normal.text[start:end] if c.isalnum()]
    again = [c for c in normalise(normal.span(start, end).of(text)).text if c.isalnum()]
    # A letter that expands (ß, ﷲ) comes back whole when the stretch cuts it.
    assert _inside(letters, again)
    assert normal.span(start, end).end <= len(text)


@given(texts, texts)
def test_a_long_text_maps_like_a_short_one(text: str, filler: str) -> None:
    long = f"{filler * 3}\n\n{text}"
    normal = normalise(long)
    assert normal.offsets[-1] == len(long)
    assert normal.span(0, len(normal.text)).end <= len(long)


def test_texts_longer_than_the_prepared_map_work() -> None:
    text = "Ḥamās said. " * 5000
    normal = normalise(text)
    assert normal.text.startswith("hamas said. hamas")
    assert normal.span(48_000, 48_005).of(text) == "Ḥamās"


@given(st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x24F)))
def test_canonically_equal_texts_are_equal(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normalise(composed).text == normalise(decomposed).text


def test_half_a_character_becomes_one_that_can_be_written() -> None:
    assert normalise("a\ud83d b\udfff").text == "a\ufffd b\ufffd"


def test_an_empty_text_is_empty() -> None:
    assert normalise("").text == ""
    assert normalise("").span(0, 0) == Span(0, 0)


def _inside(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)
