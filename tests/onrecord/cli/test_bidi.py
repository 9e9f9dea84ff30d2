from __future__ import annotations

import pytest

from onrecord.cli import bidi


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("אבג (CNN) דהו", "והד (CNN) גבא"),
        ("אבג (דה) CNN (US)", "CNN (US) (הד) גבא"),
        ("«אבג» ⟦1 דה⟧", "⟦הד 1⟧ «גבא»"),
    ],
)
def test_brackets_turn_round_where_the_text_runs_from_right_to_left(logical: str, visual: str) -> None:
    assert bidi.reordered(logical, base="R") == visual


def test_arabic_letters_are_joined() -> None:
    joined = bidi.reordered("باب", base="R")
    assert joined == "\ufe8f\ufe8e\ufe91"


def test_left_to_right_lines_stay_as_they_are() -> None:
    assert bidi.lines("A plain line (with brackets).", 80, visual=True) == ["A plain line (with brackets)."]


def test_right_to_left_paragraphs_are_wrapped_before_they_are_turned_and_stand_at_the_right_edge() -> None:
    shown = bidi.lines("אחת שתיים שלוש ארבע", 12, visual=True)
    assert [line.strip() for line in shown] == ["םייתש תחא", "עברא שולש"]
    assert all(len(line) == 12 for line in shown)


def test_a_terminal_that_orders_by_itself_is_left_to_it() -> None:
    assert bidi.terminal_orders({"VTE_VERSION": "7600"})
    assert not bidi.terminal_orders({"VTE_VERSION": "7600", "TMUX": "/tmp/tmux"})
    assert not bidi.terminal_orders({"TERM": "xterm-256color"})
