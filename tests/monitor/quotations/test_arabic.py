"""Arabic: the rules on sentences of our own."""

from __future__ import annotations

from monitor.quotations import find


def test_the_verb_comes_first_and_an_begins_the_content() -> None:
    text = "وأكد المدير أن القطار سيصل غدا."
    (quotation,) = find(text, "ar")
    assert quotation.words(text) == "القطار سيصل غدا"
    assert quotation.speaker is not None
    assert quotation.speaker.of(text) == "المدير"
    assert quotation.cue is not None
    assert quotation.cue.of(text) == "أكد"
