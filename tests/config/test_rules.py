"""The config refuses the keyword rules that the monitor refuses, and no others."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.rules import fault
from monitor.keywords import compile_rule
from onrecord.model import KeywordRule

TERMS = st.lists(
    st.one_of(
        st.sampled_from(
            ["pull", "pull out", "PULL", "pull*", "pull out*", "out", "pul*", "with*draw", "*", "?", "a *", ""]
        ),
        st.text(alphabet="ab *-_.?", max_size=5),
    ),
    max_size=3,
)


@given(every=TERMS, some=TERMS, none=TERMS, near=st.one_of(st.none(), st.integers(1, 9)))
@example(every=["pull out"], some=[], none=["out"], near=None)
@example(every=[], some=["pull", "out"], none=["pul*", "out"], near=None)
@example(every=["pull"], some=["out"], none=[], near=3)
def test_config_and_monitor_agree(every: list[str], some: list[str], none: list[str], near: int | None) -> None:
    rule = KeywordRule("r", tuple(every), tuple(some), tuple(none), near)
    assert (fault(every, some, none, near) is None) == compiles(rule)


def compiles(rule: KeywordRule) -> bool:
    try:
        compile_rule(rule)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("every", "none"),
    [(["withdrawal"], ["withdraw*"]), (["troops withdraw"], ["withdraw"]), (["الانسحاب"], ["الإنسحاب"])],
)
def test_a_term_that_another_forbids(every: list[str], none: list[str]) -> None:
    found = fault(every, [], none, None)
    assert found is not None
    assert found.message == f"all: asks for “{every[0]}”, which “{none[0]}” in none: forbids"


def test_a_prefix_is_not_forbidden_by_one_of_its_words() -> None:
    assert fault(["withdraw*"], [], ["withdrawn"], None) is None
