"""The data files of the languages: complete, marked when unmeasured, and told of in the docs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor import acts, languages, quotations, recency, times
from monitor.quotations.template.lexicon import lexicon
from onrecord.model import When

CODES = sorted(languages.available())
BY_TEMPLATE = sorted(set(CODES) - set(quotations.FINDERS))
SECTIONS = ("language", "novelty", "speakers", "quotations", "recency", "acts", "own_channels", "words")
SPEAKERS = ("definite", "indefinite", "links", "blockers", "titles", "feminine", "masculine", "places", "unnamed")
RECENCY = ("past", "recent", "recap", "units", "ago", "months", "weekdays", "calendar", "year_words", "month_words")
ACTS = {"claim", "threat", "denial", "condemnation", "demand", "call", "offer", "announcement"}
DOCS = (Path(__file__).parents[2] / "docs" / "languages.md").read_text("utf-8")


def test_the_languages_of_the_groups_and_of_the_agencies_are_there() -> None:
    assert set(CODES) >= {"ar", "de", "en", "es", "fa", "fr", "he", "ku", "ru", "tr", "ur"}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", SECTIONS)
def test_every_file_has_every_section(code: str, name: str) -> None:
    assert languages.section(code, name)


@pytest.mark.parametrize("code", CODES)
def test_every_file_has_the_words_that_the_stages_ask_for(code: str) -> None:
    speakers = languages.section(code, "speakers")
    assert [key for key in SPEAKERS if not speakers.get(key)] == []
    assert {"pronouns", "people", "bodies", "parts", "documents"} <= set(speakers)
    assert speakers["people"]["spokesman"]
    table = languages.section(code, "recency")
    assert [key for key in RECENCY if key not in table] == []
    assert (len(table["months"]), len(table["weekdays"])) == (12, 7)
    assert set(languages.section(code, "acts")) >= ACTS
    assert languages.section(code, "novelty")["stopwords"]
    assert languages.section(code, "novelty")["negations"]


@pytest.mark.parametrize("code", BY_TEMPLATE)
def test_the_template_finds_its_words(code: str) -> None:
    words = lexicon(code)
    assert words.order in {"svo", "v2", "vso", "sov"}
    assert words.cues
    assert words.before or words.after
    assert words.negations


@pytest.mark.parametrize("code", CODES)
def test_a_file_says_whether_its_rules_were_measured_and_so_do_the_docs(code: str) -> None:
    table = languages.section(code, "language")
    row = next(line for line in DOCS.splitlines() if line.startswith(f"| `{code}` "))
    assert table["name"] in row
    assert table["measured"] is ("unmeasured" not in row)


def test_five_languages_are_unmeasured() -> None:
    assert {code for code in CODES if not languages.measured(code)} == {"es", "fr", "ku", "ru", "ur"}


def test_a_language_without_a_file_is_unmeasured_and_reads_nothing() -> None:
    assert not languages.measured("xx")
    assert quotations.find('"Yes," said the smith.', "xx") == ()


# language, a report of long ago
LONG_AGO = (
    ("de", "Im vergangenen Jahr sagte die Müllerin, die Mühle sei alt."),
    ("he", "בשנה שעברה אמרה המנהלת כי הגשר ישן."),
    ("tr", "Geçen yıl müdür, köprünün eski olduğunu söyledi."),
    ("fr", "L'année dernière, la meunière a déclaré que le moulin était vieux."),
    ("es", "El año pasado, la molinera declaró que el molino era viejo."),
    ("ru", "В прошлом году директор заявил, что мельница старая."),
    ("ku", "Sala borî, rêveber got ku pir kevn e."),
    ("ur", "گزشتہ سال ڈائریکٹر نے کہا کہ پل پرانا ہے۔"),
)


@pytest.mark.parametrize(("code", "text"), LONG_AGO)
def test_a_phrase_of_time_tells_that_a_report_is_old(code: str, text: str) -> None:
    found = quotations.find(text, code)
    (judged,) = recency.judge(text, code, found, published=None, timezone="UTC")
    assert judged.when is When.BACKGROUND


# language, a date in March of the year before the reference day
DATES = (
    ("de", "Am 3. März 2025 kam der Zug."),
    ("he", "הרכבת הגיעה ב-3 במרץ 2025."),
    ("tr", "Tren 3 Mart 2025 geldi."),
    ("fr", "Le train arriva le 3 mars 2025."),
    ("es", "El tren llegó el 3 de marzo de 2025."),
    ("ru", "Поезд пришел 3 марта 2025 года."),
    ("ku", "Trên di 3 Adar 2025 hat."),
    ("ur", "ٹرین 3 مارچ 2025 کو پہنچی۔"),
)


@pytest.mark.parametrize(("code", "text"), DATES)
def test_a_date_with_a_month_is_read(code: str, text: str) -> None:
    words = times.find(text, code, date(2026, 6, 1))
    assert any(word.past for word in words if word.kind == "date")


# language, a condemnation
CONDEMNED = (
    ("de", "Die Bewegung verurteilte den Angriff auf das Dorf."),
    ("he", "התנועה גינתה את המתקפה על הכפר."),
    ("tr", 'Hareket, "Saldırıyı kınıyoruz" dedi.'),
    ("fr", "Le mouvement a condamné l'attaque contre le village."),
    ("es", "El movimiento condenó el ataque contra el pueblo."),
    ("ru", "Движение осудило нападение на деревню."),
    ("ku", "Tevgerê êrîşa li ser gund şermezar kir û got ku tawana şer e."),
    ("ur", "تحریک نے گاؤں پر حملے کی مذمت کی۔"),
)


@pytest.mark.parametrize(("code", "text"), CONDEMNED)
def test_an_act_is_known_by_its_words(code: str, text: str) -> None:
    found = quotations.find(text, code)
    assert "condemnation" in {act.name for one in found for act in acts.label(text, code, one)}
