"""Latency is measured from outside: from the source's answer to the message at the server."""

from __future__ import annotations

import pytest

from benchmarks.latency import Load, measured, rows
from benchmarks.latency_town import LENGTH, MARK, Kind, Noted, paragraphs

MARKS = [f"berth-{number:06d}" for number in range(40)]


def test_an_article_is_long_and_one_in_so_many_is_news() -> None:
    texts = ["\n".join(paragraphs(number, 3)) for number in range(6)]
    assert all(len(text) >= LENGTH for text in texts)
    assert [MARK.findall(text) for text in texts] == [["berth-000000"], [], [], ["berth-000003"], [], []]


@pytest.mark.parametrize("kind", ["feed", "telegram"])
async def test_every_article_that_is_news_arrives_at_both_servers(kind: Kind) -> None:
    found = await measured(Load(kind, rate=40, each=2, share=2), 4, workers=1, patience=60)
    assert set(found.noted.shown) == set(found.noted.mail) == set(found.noted.webhook) == {MARKS[0], MARKS[2]}
    assert all(found.noted.mail[mark] > shown for mark, shown in found.noted.shown.items())


SHOWN = {mark: float(number) for number, mark in enumerate(MARKS)}


class TestFigures:
    def lines(self, wait: float, missing: int = 0) -> list[tuple[str, bool]]:
        arrived = {mark: at + wait for mark, at in list(SHOWN.items())[missing:]}
        return list(rows("pages", Noted(SHOWN, arrived, arrived), 0))

    def test_say_how_long_it_took(self) -> None:
        (mail, holds), _ = self.lines(0.5)
        assert mail.startswith("pages → mail: 40 messages at 1.0 a second: median 0.50 s, 95 % within 0.50 s")
        assert holds

    def test_are_not_reached_where_it_took_too_long_or_something_is_missing(self) -> None:
        assert [holds for _, holds in self.lines(1.5)] == [False, False]
        assert [holds for _, holds in self.lines(0.5, missing=1)] == [False, False]
