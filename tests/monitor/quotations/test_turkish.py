"""Turkish: every rule on sentences of our own, read by the template with Turkish's data file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.quotations import template
from tests.monitor.quotations.readings import read

# rule, text, what is said, who says it
CASES = (
    ("direct.sov", 'Öğretmen, "Sınav ertelendi" dedi.', '"Sınav ertelendi"', "Öğretmen"),
    ("direct.sov", '"Sınav ertelendi" diye konuştu öğretmen.', '"Sınav ertelendi"', "öğretmen"),
    (
        "direct.sov",
        'Belediye Başkanı Selim Kaya, "Park yarın açılıyor. Herkes davetli" ifadelerini kullandı.',
        '"Park yarın açılıyor. Herkes davetli"',
        "Belediye Başkanı Selim Kaya",
    ),
    (
        "direct.colon",
        'Belediye başkanı şöyle dedi: "Park yarın açılıyor."',
        '"Park yarın açılıyor."',
        "Belediye başkanı",
    ),
    ("indirect.nominal", "Bakan, köprünün yakında açılacağını söyledi.", "köprünün yakında açılacağını", "Bakan"),
    ("indirect.nominal", "Bakan köprünün yakında açılacağını açıkladı.", "köprünün yakında açılacağını", "Bakan"),
    (
        "indirect.nominal",
        "Vali, suların çekildiğini ve yolların açıldığını belirtti.",
        "suların çekildiğini ve yolların açıldığını",
        "Vali",
    ),
    ("source.first", "Yetkililere göre köprü yarın açılacak.", "köprü yarın açılacak", "Yetkililere"),
    ("source.first", "Limandan yapılan yazılı açıklamaya göre, köprü kapandı.", "köprü kapandı", "Limandan"),
    (
        "indirect.nominal",
        "Liman sözcüsü Derya Ak, yaptığı açıklamada, köprünün kapandığını duyurdu.",
        "köprünün kapandığını",
        "Liman sözcüsü Derya Ak",
    ),
    (
        "indirect.nominal",
        "Limandan yapılan açıklamada, köprünün kapalı olduğu belirtildi.",
        "köprünün kapalı olduğu",
        "Limandan",
    ),
    (
        "direct.sov",
        'Limandan yapılan açıklamada, "Köprü kapalı" ifadesi kullanıldı.',
        '"Köprü kapalı"',
        "Limandan",
    ),
    ("complement", "Bakanlık iddiaları yalanladı.", "iddiaları", "Bakanlık"),
    ("indirect.nominal", "Muhtar, köprünün yıkılmasını sert dille kınadı.", "köprünün yıkılmasını", "Muhtar"),
    ("complement", "Dernek yangının sorumluluğunu üstlendi.", "yangının sorumluluğunu", "Dernek"),
    ("colon", 'Sözcü Derya Ak: "Kapılar açık kalacak"', '"Kapılar açık kalacak"', "Sözcü Derya Ak"),
)


@pytest.mark.parametrize(("rule", "text", "words", "speaker"), CASES)
def test_a_rule_reads_its_examples(rule: str, text: str, words: str, speaker: str) -> None:
    assert read(text, "tr") == [(rule, words, speaker)]


def test_what_is_said_in_an_unnamed_paper_has_no_speaker() -> None:
    assert read("Açıklamada, köprünün kapalı olduğu belirtildi.", "tr") == [
        ("indirect.nominal", "köprünün kapalı olduğu", None)
    ]


def test_a_text_below_a_heading_is_a_communique() -> None:
    text = "Balıkçılar Derneği açıklaması\nLimanın kapatılmasını kınıyoruz. Herkesi yarın iskeleye bekliyoruz."
    assert read(text, "tr") == [("communique", text.split("\n")[1], "Balıkçılar Derneği")]


def test_a_participle_before_its_noun_reports_too() -> None:
    first, second = read('Yolun kapalı olduğunu hatırlatan şoför, "Beklemekten yorulduk" dedi.', "tr")
    assert first == ("indirect.nominal", "Yolun kapalı olduğunu", "şoför")
    assert second == ("direct.sov", '"Beklemekten yorulduk"', "şoför")


def test_a_converb_has_the_speaker_of_its_sentence() -> None:
    first, second = read("Müdür, yolun uzun olduğunu kaydederek, sabır istediğini söyledi.", "tr")
    assert (first.words, first.speaker) == ("yolun uzun olduğunu", "Müdür")
    assert (second.words, second.speaker) == ("sabır istediğini", "Müdür")


def test_a_verb_without_a_subject_names_nobody() -> None:
    assert read("İsrail'in yeni bir yol yapacağını iddia etti.", "tr") == [
        ("indirect.nominal", "İsrail'in yeni bir yol yapacağını", None)
    ]


def test_a_quoted_fragment_belongs_to_what_is_said() -> None:
    assert read('Vali, eski köprüyü "bir yara" olarak niteledi.', "tr") == [
        ("direct.sov", 'eski köprüyü "bir yara" olarak', "Vali")
    ]


@pytest.mark.parametrize("text", ["Kedi ağaçtan indi ve eve girdi.", '"Bir facia" sözü gazetede çıktı.'])
def test_what_is_no_report_stays_one(text: str) -> None:
    assert read(text, "tr") == []


@given(st.text(alphabet="aeıioöuüdğşçkn ’'\"“”:,.\nİI", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for found in template.find(text, "tr"):
        assert all(0 <= part.start < part.end <= len(text) for part in found.parts)
