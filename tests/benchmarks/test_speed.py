"""The measure of speed: what it measures, not how fast this machine is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import trafilatura

from benchmarks import speed
from benchmarks.pages import LENGTHS, samples
from monitor.analysis import Analyst


def test_the_same_seed_gives_the_same_pages() -> None:
    assert list(samples(6)) == list(samples(6))
    assert list(samples(6, seed=1)) != list(samples(6, seed=2))


def test_pages_are_of_all_languages_and_lengths() -> None:
    pages = list(samples(3 * len(LENGTHS)))
    assert {page.language for page in pages} == {"en", "ar", "fa"}
    assert {min(LENGTHS, key=lambda length: abs(length - len(page.text))) for page in pages} == set(LENGTHS)


def test_extraction_gives_back_the_text_that_the_analysis_reads() -> None:
    page = next(samples(1))
    extracted = trafilatura.extract(page.html, url=page.url, with_metadata=True, output_format="json")
    assert extracted is not None
    article = json.loads(extracted)
    assert article["text"] == page.text
    assert article["date"] == "2026-05-14"


def test_the_texts_give_the_analysis_something_to_do() -> None:
    analyst = Analyst(speed.entities(3), ())
    for page in samples(6):
        reports = analyst.analyse(speed.article(page)).reports
        assert any(report.speaker.group == "dawn" for report in reports)


def test_saved_pages_can_be_measured(tmp_path: Path) -> None:
    for number, page in enumerate(samples(4)):
        (tmp_path / f"{number}.html.gz").write_bytes(gzip.compress(page.html))
    (tmp_path / "empty.html").write_bytes(b"<html></html>")
    (tmp_path / "notes.txt").write_bytes(b"no page")
    pages = list(speed.saved(tmp_path, 10))
    assert [page.language for page in pages] == ["en", "ar", "fa", "en"]
    assert pages[0].text == next(samples(1)).text


def test_both_are_measured_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = speed.main(["--pages", "3", "--rounds", "1", "--stages"])
    told = capsys.readouterr().out
    assert code in {0, 1}
    for word in ("extraction", "analysis", "articles/s", "must: 1/6", "speakers", "recency"):
        assert word in told
