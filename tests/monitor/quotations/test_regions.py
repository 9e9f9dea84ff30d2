"""Stretches in quotation marks."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.quotations.regions import paragraphs


def quoted(text: str) -> list[str]:
    return [text[region.start : region.end] for paragraph in paragraphs(text) for region in paragraph.regions]


def test_curly_straight_and_angle_marks_are_found() -> None:
    assert quoted('He said “go”, she said "stay", they said «wait».') == ["“go”", '"stay"', "«wait»"]


def test_doubled_apostrophes_count_as_marks() -> None:
    assert quoted("''We wait,'' he said.") == ["''We wait,''"]


def test_an_unclosed_mark_runs_to_the_end_of_its_paragraph_and_no_further() -> None:
    assert quoted("“We wait. And wait.\nNobody came.") == ["“We wait. And wait."]


def test_a_doubled_opening_mark_opens_once() -> None:
    assert quoted("He said, ““We wait.”") == ["““We wait.”"]


def test_a_closing_mark_that_comes_first_closes_what_an_earlier_paragraph_opened() -> None:
    assert quoted("and so we stay,” he said.") == ["and so we stay,”"]


def test_apostrophes_are_no_marks() -> None:
    assert quoted("The rebels’ leader didn’t say the '90s were the minister's best.") == []


def test_single_marks_round_speech_are_marks() -> None:
    assert quoted("‘I’ll go,’ the driver said.") == ["‘I’ll go,’"]


def test_single_marks_inside_double_ones_belong_to_the_outer() -> None:
    assert quoted("“They called it ‘the wall’ here,” he said.") == ["“They called it ‘the wall’ here,”"]


def test_an_opening_mark_where_a_closing_one_belongs_closes() -> None:
    assert quoted("A “quick review“ of the case and a “full report” came.") == ["“quick review“", "“full report”"]


def test_reversed_curly_marks_are_marks() -> None:
    assert quoted("استاد نے کہا: ”ہم آتے ہیں“ اور ”جاتے ہیں“۔") == ["”ہم آتے ہیں“", "”جاتے ہیں“"]
    assert quoted("قال: ”نحن هنا”، ثم خرج.") == ["”نحن هنا”"]


def test_inches_are_no_marks() -> None:
    assert quoted('A 5\'10" man said "no" to it.') == ['"no"']


@given(st.text(alphabet="“”\"«»‘’'„ ab.,\n", max_size=80))
def test_regions_lie_in_their_paragraph_in_order_and_never_overlap(text: str) -> None:
    for paragraph in paragraphs(text):
        position = paragraph.start
        for region in paragraph.regions:
            assert position <= region.start < region.end <= paragraph.end
            position = region.end
