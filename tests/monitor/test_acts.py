"""What a statement does."""

from __future__ import annotations

import pytest

from monitor import acts
from onrecord.model import Kind, Quotation, Span


def labelled(text: str, cue: str, content: str, language: str = "en", *flags: str) -> dict[str, str]:
    at = text.index(content)
    begins = text.index(cue)
    quotation = Quotation(
        (Span(at, at + len(content)),),
        Span(begins, begins + len(cue)),
        None,
        Kind.INDIRECT,
        "test",
        1.0,
        frozenset(flags),
    )
    return {act.name: act.evidence.of(text) for act in acts.label(text, language, quotation)}


@pytest.mark.parametrize(
    ("text", "cue", "content", "language", "act", "evidence"),
    [
        ("It claimed responsibility for the raid.", "claimed", "the raid", "en", "claim", "claimed responsibility"),
        ("It said its fighters struck us.", "said", "its fighters struck us", "en", "claim", "its fighters struck"),
        ("It threatened to close the bay.", "threatened", "to close the bay", "en", "threat", "threatened"),
        ("Aziz said they will pay the price.", "said", "they will pay the price", "en", "threat", "pay the price"),
        ("The Dawn denied any role in the raid.", "denied", "any role in the raid", "en", "denial", "denied"),
        ("The Dawn condemned the raid.", "condemned", "the raid", "en", "condemnation", "condemned"),
        ("The Dawn demanded the release of all.", "demanded", "the release of all", "en", "demand", "demanded"),
        ("The Dawn called on all sides to stop.", "called on", "all sides to stop", "en", "call", "called on"),
        ("The Dawn offered talks.", "offered", "talks", "en", "offer", "offered"),
        ("It said it had targeted two bases.", "said", "it had targeted two bases", "en", "claim", "it had targeted"),
        ("It vowed to avenge him.", "vowed", "to avenge him", "en", "threat", "vowed to avenge"),
        ("Aziz said it would retaliate.", "said", "it would retaliate", "en", "threat", "it would retaliate"),
        ("“We will not hesitate,” he said.", "said", "We will not hesitate", "en", "threat", "We will not hesitate"),
        ("It rejected the claim of fraud.", "rejected", "the claim of fraud", "en", "denial", "rejected the claim"),
        ("Aziz said the report is baseless.", "said", "the report is baseless", "en", "denial", "is baseless"),
        ("He called it a heinous crime.", "called", "it a heinous crime", "en", "condemnation", "heinous crime"),
        ("Aziz said they must withdraw.", "said", "they must withdraw", "en", "demand", "must withdraw"),
        ("Aziz warned the crews not to sail.", "warned", "the crews not to sail", "en", "call", "warned"),
        ("Aziz asked the court to step in.", "asked", "the court to step in", "en", "call", "asked"),
        ("It said it is ready to negotiate.", "said", "it is ready to negotiate", "en", "offer", "ready to negotiate"),
        ("Aziz said he would run.", "said", "he would run", "en", "announcement", "he would"),
        ("Aziz promised new roads.", "promised", "new roads", "en", "announcement", "promised"),
        ("It announced plans to march.", "announced", "plans to march", "en", "announcement", "announced"),
        ("The Dawn announced a truce.", "announced", "a truce", "en", "announcement", "announced"),
        ("أعلنت الحركة استهداف القاعدة", "أعلنت", "استهداف القاعدة", "ar", "claim", "أعلنت"),
        ("وقال عزيز إننا سنرد على القصف", "قال", "سنرد على القصف", "ar", "threat", "سنرد"),
        ("وقال إن الخبر عار عن الصحة", "قال", "الخبر عار عن الصحة", "ar", "denial", "عار عن الصحة"),
        ("طالبت الحركة بالإفراج عنهم", "طالبت", "بالإفراج عنهم", "ar", "demand", "طالبت"),
        ("وقال إن الحركة ستشارك في الحوار", "قال", "الحركة ستشارك في الحوار", "ar", "announcement", "الحركة ستشارك"),
        ("أبدت الحركة استعدادها للحوار", "أبدت", "استعدادها للحوار", "ar", "offer", "استعدادها للحوار"),
        ("او این خبر را تکذیب کرد", "تکذیب کرد", "این خبر", "fa", "denial", "تکذیب کرد"),
        ("او خواستار گفتگو شد", "خواستار", "گفتگو", "fa", "call", "خواستار"),
        ("او گفت: تنگه باید فورا باز شود", "گفت", "تنگه باید فورا باز شود", "fa", "demand", "باید فورا"),
        ("تبنت الحركة الهجوم على القاعدة", "تبنت", "الهجوم على القاعدة", "ar", "claim", "تبنت"),
        ("وأعلنت الحركة هدنة", "وأعلنت", "هدنة", "ar", "announcement", "أعلنت"),
        ("ونفت الحركة أي دور", "ونفت", "أي دور", "ar", "denial", "نفت"),
        ("أدانت الحركة القصف", "أدانت", "القصف", "ar", "condemnation", "أدانت"),
        ("وقال عزيز إنهم سيدفعون الثمن", "وقال", "سيدفعون الثمن", "ar", "threat", "سيدفعون الثمن"),
        ("دعت الحركة إلى الحوار", "دعت", "إلى الحوار", "ar", "call", "دعت"),
        ("این جنبش حمله را محکوم کرد", "محکوم کرد", "حمله", "fa", "condemnation", "محکوم کرد"),
        ("این جنبش تهدید کرد تنگه را می‌بندد", "تهدید کرد", "تنگه را می‌بندد", "fa", "threat", "تهدید کرد"),
        ("او گفت: پاسخ کوبنده خواهیم داد", "گفت", "پاسخ کوبنده خواهیم داد", "fa", "threat", "پاسخ کوبنده"),
    ],
)  # fmt: skip
def test_an_act_is_known_by_its_phrase(
    text: str, cue: str, content: str, language: str, act: str, evidence: str
) -> None:
    assert labelled(text, cue, content, language)[act] == evidence


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Aziz said the road is open.", "said", "the road is open"),
        ("Aziz said the offering was small.", "said", "the offering was small"),
        ("Aziz said he met his fighters.", "said", "he met his fighters"),
        ("The Dawn announced that three people had died.", "announced", "that three people had died"),
        ("Aziz said he would be glad.", "said", "he would be glad"),
        ("Aziz asked why the court was to sit.", "asked", "why the court was to sit"),
        ("Aziz warned that rain was to come.", "warned", "that rain was to come"),
        ("Aziz said they must have slept.", "said", "they must have slept"),
        ("Aziz said we should leave early.", "said", "we should leave early"),
        ("Aziz said it was not a flagrant violation.", "said", "it was not a flagrant violation"),
        ("Aziz offered no details.", "offered", "no details"),
    ],
)
def test_plain_speech_is_no_act(text: str, cue: str, content: str) -> None:
    assert labelled(text, cue, content) == {}


def test_what_was_not_done_is_no_act() -> None:
    assert labelled("Aziz did not condemn the raid.", "condemn", "the raid", "en", "negated") == {}


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Aziz did not condemn the raid.", "did not condemn", "the raid"),
        ("The Dawn has not claimed responsibility for it.", "has not claimed", "responsibility for it"),
        ("Aziz would condemn such a raid.", "would condemn", "such a raid"),
    ],
)
def test_a_negation_or_a_would_among_the_reporting_words_takes_the_act_back(text: str, cue: str, content: str) -> None:
    assert labelled(text, cue, content) == {}


def test_what_would_be_said_is_no_act() -> None:
    assert labelled("If Aziz condemned the raid, all would.", "condemned", "the raid", "en", "conditional") == {}


def test_a_denied_threat_is_a_denial_alone() -> None:
    assert set(labelled("Aziz denied threatening the port.", "denied", "threatening the port")) == {"denial"}


def test_what_is_denied_is_not_done() -> None:
    assert set(labelled("Aziz denied that it would strike us.", "denied", "that it would strike us")) == {"denial"}
    assert set(labelled("نفت الحركة أنها ستشارك", "نفت", "أنها ستشارك", "ar")) == {"denial"}


def test_a_vow_of_harm_is_a_threat_and_no_announcement() -> None:
    assert set(labelled("Aziz vowed to bomb the port.", "vowed", "to bomb the port")) == {"threat"}


def test_in_quotation_marks_he_is_somebody_else() -> None:
    text = "“He will strike us,” Aziz said."
    begins = text.index("He")
    quoted = Quotation((Span(begins, begins + 17),), Span(26, 30), None, Kind.DIRECT, "test")
    assert acts.label(text, "en", quoted) == ()


def test_a_verdict_of_another_act_does_not_take_a_phrase_back() -> None:
    text = "Aziz said the ships will be targeted."
    assert set(labelled(text, "said", "the ships will be targeted")) == {"threat"}


def test_several_acts_come_in_the_order_of_the_data_file() -> None:
    text = "The Dawn condemned the raid, saying they will pay the price."
    assert list(labelled(text, "condemned", "the raid, saying they will pay the price")) == ["threat", "condemnation"]


def test_a_language_without_words_has_no_acts() -> None:
    assert labelled("Han hotade med krig", "hotade", "med krig", "sv") == {}
