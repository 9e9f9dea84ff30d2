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
        ("Aziz said they will pay the price.", "said", "they will pay the price", "en", "threat", "will pay"),
        ("The Dawn denied any role in the raid.", "denied", "any role in the raid", "en", "denial", "denied"),
        ("The Dawn condemned the raid.", "condemned", "the raid", "en", "condemnation", "condemned"),
        ("The Dawn demanded the release of all.", "demanded", "the release of all", "en", "demand", "demanded"),
        ("The Dawn called on all sides to stop.", "called on", "all sides to stop", "en", "call", "called on"),
        ("The Dawn offered talks.", "offered", "talks", "en", "offer", "offered"),
        ("The Dawn announced a truce.", "announced", "a truce", "en", "announcement", "announced"),
        ("تبنت الحركة الهجوم على القاعدة", "تبنت", "الهجوم على القاعدة", "ar", "claim", "تبنت"),
        ("وأعلنت الحركة هدنة", "وأعلنت", "هدنة", "ar", "announcement", "أعلنت"),
        ("ونفت الحركة أي دور", "ونفت", "أي دور", "ar", "denial", "نفت"),
        ("أدانت الحركة القصف", "أدانت", "القصف", "ar", "condemnation", "أدانت"),
        ("وقال عزيز إنهم سيدفعون الثمن", "وقال", "سيدفعون الثمن", "ar", "threat", "سيدفعون"),
        ("دعت الحركة إلى الحوار", "دعت", "إلى الحوار", "ar", "call", "دعت"),
        ("این جنبش حمله را محکوم کرد", "محکوم کرد", "حمله", "fa", "condemnation", "محکوم"),
        ("این جنبش تهدید کرد تنگه را می‌بندد", "تهدید کرد", "تنگه را می‌بندد", "fa", "threat", "تهدید"),
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
    ],
)
def test_plain_speech_is_no_act(text: str, cue: str, content: str) -> None:
    assert labelled(text, cue, content) == {}


def test_what_was_not_done_is_no_act() -> None:
    assert labelled("Aziz did not condemn the raid.", "condemn", "the raid", "en", "negated") == {}


def test_several_acts_come_in_the_order_of_the_data_file() -> None:
    text = "The Dawn condemned the raid, saying they will pay the price."
    assert list(labelled(text, "condemned", "the raid, saying they will pay the price")) == ["threat", "condemnation"]


def test_a_language_without_words_has_no_acts() -> None:
    assert labelled("Han hotade med krig", "hotade", "med krig", "sv") == {}
