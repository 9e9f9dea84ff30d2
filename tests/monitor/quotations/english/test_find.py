"""What holds for every text."""

from hypothesis import given
from hypothesis import strategies as st

from monitor import quotations
from monitor.quotations.english.sieve import CONFIDENCE

TOKENS = """
the army Ruiz he said says told that according to , . : “ ” " - ( ) and but adding called for on Friday was asked
who whose 's claims ? “We “No.” as when Mr. U.S. not would of a point out ; ’
"""
WORDS = st.sampled_from([*TOKENS.split(), "“We wait,”", "\n", "\n\n"])


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_findings_lie_in_the_text_in_order_with_parts_that_do_not_overlap(text: str) -> None:
    found = quotations.find(text, "en")
    assert list(found) == sorted(found, key=lambda q: (q.parts[0].start, q.parts[-1].end))
    for quotation in found:
        assert quotation.parts
        for part in quotation.parts:
            assert part.of(text).strip()
        for first, second in zip(quotation.parts, quotation.parts[1:], strict=False):
            assert first.end <= second.start
        for span in (quotation.cue, quotation.speaker):
            assert span is None or span.of(text).strip()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for quotation in quotations.find(text, "en"):
        assert quotation.parts[-1].end <= len(text)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_rule_has_its_confidence_and_the_name_its_kind(text: str) -> None:
    for quotation in quotations.find(text, "en"):
        language, kind, rule = quotation.rule.split(".")
        assert (language, kind) == ("en", quotation.kind.value)
        assert quotation.confidence == CONFIDENCE[rule]


def test_an_empty_text_holds_nothing() -> None:
    assert quotations.find("", "en") == ()


def test_a_language_without_a_finder_finds_nothing() -> None:
    assert quotations.find("“Ja,” sagte er.", "xx") == ()
