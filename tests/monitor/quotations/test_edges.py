"""Edges: marks that are missing, sentences that break off, and paragraphs that stand before or behind.

The texts are the examples of each language's own rules, every one a single paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor import quotations
from onrecord.model import Span
from tests.monitor.quotations import (
    test_arabic,
    test_french,
    test_german,
    test_hebrew,
    test_kurdish,
    test_persian,
    test_russian,
    test_spanish,
    test_turkish,
    test_urdu,
)

EXAMPLES = {
    "ar": (
        *test_arabic.CASES,
        *test_arabic.MORE,
        *(("", *row) for row in (*test_arabic.OBJECTS, *test_arabic.SOURCES)),
    ),
    "ckb": test_kurdish.CASES,
    "de": test_german.CASES,
    "es": test_spanish.CASES,
    "fa": (*test_persian.CASES, *test_persian.MORE, *(("", *row) for row in test_persian.SOURCES)),
    "fr": test_french.CASES,
    "he": test_hebrew.CASES,
    "ru": test_russian.CASES,
    "tr": test_turkish.CASES,
    "ur": test_urdu.CASES,
}
# Paragraphs that report nothing. Some end in a word that a rule looks for before a verb, with no full stop behind it.
NEUTRAL = {
    "ar": ("هطل المطر طوال الليل.", "سألناه عن البيت فقلنا لا", "مشى الرجل وحده كما"),
    "ckb": ("شەو باران باری.",),
    "de": ("In der Nacht regnete es.", "Auf dem Markt gab es Äpfel und"),
    "es": ("Anoche llovió.", "En la plaza había manzanas y"),
    "fa": ("دیشب باران بارید.", "در بازار سیب بود و"),
    "fr": ("Il a plu cette nuit.", "Au marché il y avait des pommes et"),
    "he": ("בלילה ירד גשם.", "בשוק היו תפוחים וגם"),
    "ru": ("Ночью шёл дождь.", "На рынке были яблоки и"),
    "tr": ("Gece yağmur yağdı.", "Pazarda elma vardı ve"),
    "ur": ("رات بارش ہوئی۔",),
}
PLACES = [(language, text) for language in EXAMPLES for text in NEUTRAL[language]]
SCRIPTS = ("ar", "fa")


def paragraphs(language: str) -> Iterator[str]:
    """The examples that are one paragraph and do not break off at a colon, which asks for the paragraph below."""
    for _, text, *_ in EXAMPLES[language]:
        if "\n" not in text and not text.rstrip().endswith(":"):
            yield text


def broken(text: str) -> Iterator[str]:
    """A text with a mark too many before each word, and cut off before each word."""
    words = text.split(" ")
    for place in range(len(words)):
        for mark in '"«':
            yield " ".join((*words[:place], mark + words[place], *words[place + 1 :]))
        yield " ".join(words[: place + 1]).rstrip(" :")


def reports(text: str, language: str, shift: int = 0) -> list[object]:
    """What is found, with the places moved back by `shift` characters."""

    def moved(span: Span | None) -> tuple[int, int] | None:
        return (span.start - shift, span.end - shift) if span else None

    return [
        (one.rule, [moved(part) for part in one.parts], moved(one.cue), moved(one.speaker), one.kind, one.flags)
        for one in quotations.find(text, language)
    ]


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_missing_mark_or_a_broken_sentence_never_reads_into_the_next_paragraph(language: str) -> None:
    behind = NEUTRAL[language][0]
    for text in paragraphs(language):
        for one in broken(text):
            assert reports(f"{one}\n{behind}", language) == reports(one, language), one


@pytest.mark.parametrize(("language", "neutral"), PLACES)
def test_a_paragraph_that_reports_nothing_behind_changes_nothing(language: str, neutral: str) -> None:
    assert reports(neutral, language) == []
    for text in paragraphs(language):
        assert reports(f"{text}\n{neutral}", language) == reports(text, language), text


@pytest.mark.parametrize(("language", "neutral"), PLACES)
def test_a_paragraph_that_reports_nothing_before_changes_nothing(language: str, neutral: str) -> None:
    for text in paragraphs(language):
        before = f"{neutral}\n"
        assert reports(before + text, language, len(before)) == reports(text, language), text


@pytest.mark.parametrize("language", SCRIPTS)
def test_who_speaks_stands_beside_the_cue(language: str) -> None:
    for text in paragraphs(language):
        for one in quotations.find(text, language):
            assert one.cue is None or one.speaker is None or not one.cue.overlaps(one.speaker), text


@pytest.mark.parametrize("text", ['أدان الحزب "الهجوم', "وأدان الوزير «العدوان", 'ثمن رئيس المجلس "جهود الوسطاء'])
def test_a_mark_that_is_never_closed_is_read(text: str) -> None:
    assert reports(text, "ar") == []


def test_a_denial_does_not_hang_on_the_last_word_of_the_text() -> None:
    text = "نفى التاجر، الأحد، بيع أي بضاعة فاسدة."
    assert len(reports(text, "ar")) == 1
    assert reports(f"{text}\n\nسألناه فقال لا", "ar")[:1] == reports(text, "ar")
