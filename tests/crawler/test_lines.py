"""Lines that repeat across an outlet's articles."""

from __future__ import annotations

from crawler.lines import LineMemory, learnt, without_repeated

FOOTER = "Follow the Harbour Post for more news from the coast."


def article(number: int, *more: str) -> str:
    own = (f"Harbour news number {number}.", f"The council met for the {number}th time.", f"It ended at {number}.")
    return "\n".join((*own, *more))


def after(*texts: str) -> LineMemory:
    memory = LineMemory()
    for text in texts:
        memory = learnt(text, memory)
    return memory


def test_a_line_goes_once_it_was_on_three_pages() -> None:
    two = after(*(article(number, FOOTER) for number in range(2)))
    assert without_repeated(article(9, FOOTER), two) == article(9, FOOTER)
    three = after(*(article(number, FOOTER) for number in range(3)))
    assert without_repeated(article(9, FOOTER), three) == article(9)


def test_case_and_marks_make_no_other_line() -> None:
    memory = after(*(article(number, FOOTER) for number in range(3)))
    assert without_repeated(article(9, f"— {FOOTER.upper()} —"), memory) == article(9)


def test_a_line_on_less_than_one_page_in_ten_stays() -> None:
    rarely = after(*(article(number, *([FOOTER] if number < 3 else [])) for number in range(40)))
    assert without_repeated(article(99, FOOTER), rarely) == article(99, FOOTER)


def test_quoted_words_and_the_first_line_always_stay() -> None:
    quoted = "“We shall open the quay,” said Mara Linden."
    lead = "The port authority said the quay would open."
    texts = [f"{lead}\n{article(number, quoted)}" for number in range(5)]
    assert without_repeated(texts[0], after(*texts)) == texts[0]


def test_lines_in_the_middle_of_a_long_text_are_not_looked_at() -> None:
    own = [f"Line {number} of the long report." for number in range(15)]
    texts = [
        "\n".join([f"{text} {page}" for text in own] + [FOOTER] + [f"{text} {page}!" for text in own * 2])
        for page in range(5)
    ]
    assert without_repeated(texts[0], after(*texts)) == texts[0]


def test_the_memory_follows_an_outlet_that_changes_and_stays_small() -> None:
    old = after(*(article(number, FOOTER) for number in range(50)))
    memory = old
    for number in range(2_000):
        memory = learnt(article(number, "Write to the editors at any time."), memory)
    assert not memory.repeats(FOOTER)
    assert memory.repeats("Write to the editors at any time.")
    assert len(memory.seen) < 1_000
