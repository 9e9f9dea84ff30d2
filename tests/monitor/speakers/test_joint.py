"""Joint statements count for every body that makes them."""

from __future__ import annotations

import pytest

from monitor.speakers import Register, separated
from onrecord.model import Group, Kind, Mention, Quotation, Span

REGISTER = Register(
    (Group("dawn", "Dawn Movement", "armed_group"), Group("valley", "Valley Party", "party"),
     Group("falcons", "Falcon Brigades", "armed_group", parent="dawn"))
)  # fmt: skip
NAMES = {
    "dawn": ("Dawn Movement", "حركة الفجر", "جنبش فجر"),
    "valley": ("Valley Party", "حزب الوادي", "حزب دره"),
    "falcons": ("Falcon Brigades",),
}


def speakers(phrase: str, language: str = "en") -> list[str]:
    text = f"{phrase} said no."
    found = (
        Mention(Span(text.find(n), text.find(n) + len(n)), e, n) for e, ns in NAMES.items() for n in ns if n in text
    )
    mentions = sorted(found, key=lambda mention: mention.span)
    words = Span(len(phrase) + 6, len(phrase) + 8)
    quotation = Quotation((words,), None, Span(0, len(phrase)), Kind.INDIRECT, "test")
    each = separated(text, language, (quotation,), mentions, REGISTER)
    assert all(one.parts == (words,) for one in each)
    return [one.speaker.of(text) for one in each if one.speaker]


@pytest.mark.parametrize(
    ("phrase", "language", "expected"),
    [
        ("The Dawn Movement and the Valley Party", "en", ["The Dawn Movement", "Valley Party"]),
        ("The Dawn Movement, together with the Valley Party", "en", ["The Dawn Movement", "Valley Party"]),
        ("حركة الفجر وحزب الوادي", "ar", ["حركة الفجر", "حزب الوادي"]),
        ("جنبش فجر و حزب دره", "fa", ["جنبش فجر", "حزب دره"]),
        ("Die Dawn Movement und die Valley Party", "de", ["Die Dawn Movement", "Valley Party"]),
        ("Dawn Movement et Valley Party", "fr", ["Dawn Movement", "Valley Party"]),
        ("Dawn Movement ve Valley Party", "tr", ["Dawn Movement", "Valley Party"]),
    ],
)
def test_each_body_gets_the_statement(phrase: str, language: str, expected: list[str]) -> None:
    assert speakers(phrase, language) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "The Dawn Movement",
        "The Dawn Movement and the Falcon Brigades",
        "The Dawn Movement, an enemy of the Valley Party",
        "The Dawn Movement official who left the Valley Party",
        "The Dawn Movement und die Valley Party",
    ],
)
def test_one_speaker_stays_one(phrase: str) -> None:
    assert speakers(phrase) == [phrase]
