"""The benchmark of texts that nobody writes."""

from __future__ import annotations

import pytest

from benchmarks import hostile
from monitor import languages


def test_growth_is_what_one_doubling_costs() -> None:
    assert hostile.Growth("x", (1.0, 2.0, 4.0)).factor == pytest.approx(2.0)
    assert hostile.Growth("x", (1.0, 4.0, 16.0)).factor > hostile.WORST


def test_a_finder_that_looks_back_over_the_whole_text_is_caught() -> None:
    def slow(text: str) -> int:
        return sum(text.count("said", 0, end) for end in range(len(text)))

    assert hostile.grow("slow", "said ", slow, length=4_000).factor > hostile.WORST


def test_there_are_words_for_every_measured_language() -> None:
    measured = {one for one in languages.available() if languages.measured(one)}
    seeds = {language: hostile.texts(language) for language in measured}
    assert all({"ordinary", *hostile.TEXTS} == set(one) for one in seeds.values())
    assert seeds["ar"]["commas"] == "وقال، "


def test_a_text_that_costs_too_much_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    costs = {"ordinary": (1.0, 2.0, 4.0), "commas": (9.0, 18.0, 39.0), "dates": (1.0, 3.0, 9.0)}
    monkeypatch.setattr(hostile, "texts", lambda _language: {name: name for name in costs})
    monkeypatch.setattr(hostile, "grow", lambda name, _seed, _find: hostile.Growth(name, costs[name]))
    assert hostile.main(["en"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert ["TOO MUCH" in line for line in told] == [False, False, True]
    costs["dates"] = (9.0, 18.0, 41.0)
    assert hostile.main(["en"]) == 1
    costs["dates"] = (1.0, 2.0, 4.0)
    assert hostile.main(["en"]) == 0
