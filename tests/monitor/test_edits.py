"""Silent edits: words that were changed, removed or replaced, and changes that are none."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edits import compare, diff, gone
from onrecord.model import Edit, Span

SAID = "We will open the sluice on Monday, whatever the council of the upper valley decides"
TEXT = "\n".join(
    (
        "The keeper of the sluice spoke to the farmers on Thursday evening in a crowded barn.",
        f"“{SAID},” Ane Holt told them, and there was applause from the back rows.",
        "The council has not met since the flood of last spring, when two bridges were lost.",
    )
)


def part(words: str, text: str = TEXT) -> list[Span]:
    start = text.index(words)
    return [Span(start, start + len(words))]


def became(after: str) -> Edit | None:
    (edit,) = compare(TEXT, [part(SAID)], after, "en")
    return edit


def test_a_text_that_did_not_change_changed_nothing() -> None:
    assert became(TEXT) is None


@pytest.mark.parametrize(
    "after",
    [
        TEXT.replace("“", '"').replace("”", '"').replace("will", "WILL"),
        TEXT.replace("Monday,", "Monday –"),
        TEXT + "\nThe paper will report on the opening.",
        TEXT.replace("\n", "\n\n").replace("  ", " "),
    ],
)
def test_typography_and_what_stands_elsewhere_are_no_edit(after: str) -> None:
    assert became(after) is None


def test_a_changed_word_is_an_edit_with_its_diff() -> None:
    edit = became(TEXT.replace("on Monday", "in June"))
    assert edit is not None
    assert (edit.kind, edit.before) == ("edited", SAID)
    assert edit.after == SAID.replace("on Monday", "in June")
    assert "the sluice [-on Monday-]{+in June+}" in edit.diff
    assert edit.told.startswith("edited since: We will open")


def test_a_negation_that_was_slipped_in_is_an_edit() -> None:
    edit = became(TEXT.replace("will open", "will not open"))
    assert edit is not None
    assert edit.kind == "edited"
    assert edit.diff.startswith("We will {+not+} open")


def test_words_that_were_cut_are_removed() -> None:
    kept = TEXT.split("\n")
    edit = became("\n".join([kept[0], kept[2]]))
    assert edit == Edit("removed", SAID)
    assert edit.told == f"since removed from the article: {SAID}"


def test_another_text_in_its_place_is_told_apart_from_a_removal() -> None:
    edit = became("This page is no longer available. Read our other news of the day on the front page.")
    assert edit == Edit("replaced", SAID)


def test_a_page_that_is_gone_takes_every_quotation_with_it() -> None:
    assert [edit.kind for edit in gone(TEXT, [part(SAID), part("a crowded barn")])] == ["gone"] * 2


def test_each_quotation_has_its_own_verdict() -> None:
    other = "there was applause from the back rows"
    first, second = compare(TEXT, [part(SAID), part(other)], TEXT.replace("whatever", "provided that"), "en")
    assert first is not None
    assert first.kind == "edited"
    assert second is None


def test_harakat_are_no_edit_and_words_are() -> None:
    said = "لن نفتح السد قبل نهاية الشهر مهما قال المجلس"
    text = f"قال حارس السد أمام المزارعين في القرية القديمة: «{said}».\nولم يجتمع المجلس منذ فيضان الربيع الماضي."
    assert compare(text, [part(said, text)], text.replace("السد قبل", "السَّد قبل"), "ar") == (None,)
    (edit,) = compare(text, [part(said, text)], text.replace("لن نفتح", "قد نفتح"), "ar")
    assert edit is not None
    assert edit.kind == "edited"


def test_a_diff_reads_in_order() -> None:
    assert diff("a b c d", "a x c") == "a [-b-]{+x+} c [-d-]"


class TestAQuotationInParts:
    TEXT: ClassVar = "“The sluice stays shut,” said Ane Holt, “until the last bridge has been built again.”"
    PARTS: ClassVar = [*part("The sluice stays shut", TEXT), *part("until the last bridge has been built again", TEXT)]

    def became(self, after: str) -> Edit | None:
        (edit,) = compare(self.TEXT, [self.PARTS], after, "en")
        return edit

    def test_may_be_moved_around_its_cue(self) -> None:
        assert self.became("Ane Holt: “The sluice stays shut until the last bridge has been built again.”") is None

    def test_is_edited_when_one_part_is(self) -> None:
        edit = self.became(self.TEXT.replace("built again", "paid for"))
        assert edit is not None
        assert edit.kind == "edited"
        assert edit.after == "The sluice stays shut … until the last bridge has been paid for"
        assert edit.diff == "The sluice stays shut … until the last bridge has been [-built again-]{+paid for+}"

    def test_is_edited_when_one_part_is_cut(self) -> None:
        edit = self.became("“The sluice stays shut,” said Ane Holt.")
        assert edit is not None
        assert edit.diff == "The sluice stays shut … [-until the last bridge has been built again-]"

    def test_is_removed_when_all_is_cut(self) -> None:
        edit = self.became("Ane Holt went home before the vote on the harbour dues was over that evening.")
        assert edit is not None
        assert edit.kind == "replaced"


@given(st.text(min_size=1, max_size=80), st.integers(0, 79), st.integers(0, 79), st.text(max_size=80))
def test_any_texts_can_be_compared(before: str, start: int, length: int, after: str) -> None:
    start = min(start, len(before) - 1)
    span = Span(start, min(start + length + 1, len(before)))
    (edit,) = compare(before, [[span]], after, "en")
    assert edit is None or edit.before == before[span.start : span.end]
