"""Persian: the rules on sentences of our own."""

from __future__ import annotations

from monitor.quotations import find


def test_a_speaker_a_verb_and_a_colon_make_a_statement() -> None:
    text = "مدیر مدرسه گفت: کلاس‌ها از شنبه آغاز می‌شود."
    (quotation,) = find(text, "fa")
    assert quotation.words(text) == "کلاس‌ها از شنبه آغاز می‌شود"
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "مدیر مدرسه"
