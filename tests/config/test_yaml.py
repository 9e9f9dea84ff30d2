"""YAML 1.2 with lines, and without what a config file has no use for."""

from __future__ import annotations

import pytest

from config.yaml import Document, key_name, parse


def read(text: str) -> Document:
    document, problems = parse(text, "file.yaml")
    assert problems == ()
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("010", 10),
        ("0x1F", 31),
        ("1_000", 1000),
        ("1.5", 1.5),
        ("2024-01-02", "2024-01-02"),
        ("12:30", "12:30"),
        ("~", None),
        ("", None),
        ('"7"', "7"),
        ("!!str 7", "7"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_read_as_yaml_1_2_and_times_stay_text(written: str, value: object) -> None:
    assert read(f"key: {written}\n").data == {"key": value}


def test_every_key_and_item_has_its_line() -> None:
    document = read("a:\n  - b: 1\n\n  - c:\n      d: 2\n")
    assert document.line(("a",)) == 1
    assert document.line(("a", 0, "b")) == 2
    assert document.line(("a", 1)) == 4
    assert document.line(("a", 1, "c", "d")) == 5


def test_a_key_that_does_not_exist_has_the_line_of_the_one_above() -> None:
    assert read("a:\n  b:\n    c: 1\n").line(("a", "b", "missing", 3)) == 2


def test_key_paths_read_like_code() -> None:
    assert key_name(("outlets", 3, "sources", 0, "url")) == "outlets[3].sources[0].url"


def test_anchors_repeat_values_with_their_own_paths() -> None:
    document = read("one: &polite {delay: 3s}\ntwo: *polite\n")
    assert document.data == {"one": {"delay": "3s"}, "two": {"delay": "3s"}}
    assert document.line(("two", "delay")) == 1


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "--- ~\n"])
def test_an_empty_file_is_nothing(text: str) -> None:
    assert read(text).data is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a:\n\t- b\n", 2, "\\t"),
        ("a: [1, 2\nb: 3\n", 2, "not YAML"),
        ("a: 'open\n", 2, "not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: *nowhere\n", 1, "no anchor"),
        ("a: &self [*self]\n", 1, "no anchor"),
        ("a: !!python/object:os.system {}\n", 1, "means nothing here"),
        ("a: !secret b\n", 1, "means nothing here"),
        ("a: !things [b]\n", 1, "means nothing here"),
        ("? [a, b]\n: 1\n", 1, "plain text"),
        ("a: " + "[" * 40 + "]" * 40, 1, "deeper"),
        ("a: \x00\n", 0, "not YAML"),
    ],
)
def test_what_cannot_be_read_is_one_problem_with_its_line(text: str, line: int, message: str) -> None:
    document, (problem,) = parse(text, "file.yaml")
    assert document is None
    assert problem.line == line
    assert message in problem.message


def test_a_duplicate_key_is_a_problem_and_the_first_one_stays() -> None:
    document, (problem,) = parse("a:\n  b: 1\n  c: 2\n  b: 3\n", "file.yaml")
    assert document is not None
    assert document.data == {"a": {"b": 1, "c": 2}}
    assert (problem.line, problem.key, problem.message) == (4, "a.b", "given twice")


def test_anchors_that_multiply_are_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    document, (problem,) = parse("\n".join(levels), "file.yaml")
    assert document is None
    assert "holds more than" in problem.message


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    document, (problem,) = parse("#" * 5_000_001, "file.yaml")
    assert document is None
    assert "characters" in problem.message
