"""The measure of speed: what it measures, not how fast this machine is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import trafilatura

from benchmarks import pages, speed, texts
from monitor import languages
from monitor.analysis import Analyst


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(texts.written(2)) == list(texts.written(2))
    assert list(texts.written(2, seed=1)) != list(texts.written(2, seed=2))


def test_there_are_texts_of_the_claimed_length_in_all_measured_languages() -> None:
    found = list(texts.written(1))
    assert {one.language for one in found} == {one for one in languages.available() if languages.measured(one)}
    assert all(texts.LENGTH <= len(one.text) < 1.2 * texts.LENGTH for one in found)


def test_short_gold_texts_are_put_together_and_nothing_else_of_a_line_is_read(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [{"lang": "en", "text": "The road is open. " * 100}] * 7 + [{"lang": "tr", "text": "Yol açık. " * 500}]
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    found = list(texts.of_gold([gold], most=9))
    assert [(one.language, len(one.text)) for one in found] == [("en", 5402), ("en", 5402), ("tr", 5000)]
    assert len(list(texts.of_gold([gold], most=1))) == 2


def test_extraction_gives_back_the_text_that_the_analysis_reads() -> None:
    for page in pages.samples(texts.written(1)):
        extracted = trafilatura.extract(page.html, url=page.url, with_metadata=True, output_format="json")
        assert extracted is not None
        article = json.loads(extracted)
        assert article["text"] == page.text.replace("\u200c", "")  # trafilatura drops what does not print
        assert article["date"] == "2026-05-14"


def test_the_texts_give_the_analysis_something_to_do() -> None:
    analyst = Analyst(speed.entities(3), ())
    for page in pages.samples(texts.written(1)):
        reports = analyst.analyse(speed.article(page)).reports
        assert len(reports) >= 8, page.language
        if page.language in {"ar", "en", "fa"}:
            assert any(report.speaker.group == "dawn" for report in reports)


def test_saved_pages_are_measured_where_the_monitor_can_read_them(tmp_path: Path) -> None:
    known = {page.language: page for page in pages.samples(texts.written(1))}
    for number, language in enumerate(("en", "ar", "de")):
        (tmp_path / f"{number}.html.gz").write_bytes(gzip.compress(known[language].html))
    polish = "Ministerstwo ogłosiło w poniedziałek, że most zostanie zamknięty na czas remontu drogi. " * 30
    unread = next(pages.samples([texts.Text(polish, "pl")]))
    (tmp_path / "0-unread.html").write_bytes(unread.html)
    (tmp_path / "empty.html").write_bytes(b"<html></html>")
    (tmp_path / "notes.txt").write_bytes(b"no page")
    found = list(speed.saved(tmp_path, 10))
    assert [page.language for page in found] == ["en", "ar", "de"]
    assert found[0].text == known["en"].text


def test_each_language_is_told_by_its_total_and_its_middle_page() -> None:
    one = speed.Measured("en", (4_000, 4_000, 8_000), (0.010, 0.020, 0.060), (0.001, 0.002, 0.015))
    assert one.total(one.extraction) == pytest.approx(22.5)
    assert one.median(one.extraction) == pytest.approx(20.0)
    assert one.ratio == pytest.approx(5.0)
    assert one.median_ratio == pytest.approx(10.0)


def test_both_are_measured_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = speed.main(["--pages", "1", "--rounds", "1", "--stages"])
    told = capsys.readouterr().out
    assert code in {0, 1}
    for word in ("analysis: pure Python", "extraction", "analysis", "ar ", "tr ", "must: 1/6", "speakers", "recency"):
        assert word in told


def test_the_frame_is_compared_with_saved_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = next(pages.samples(texts.written(1)))
    (tmp_path / "page.html").write_bytes(page.html)
    (tmp_path / "empty.html").write_bytes(b"<html></html>")
    assert pages.main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "1 saved" in told
    rows = {line.split()[0]: line.split()[1] for line in told.splitlines()[1:]}
    assert rows["text"] == f"{len(page.text):,}"
    assert rows["bytes"] == f"{len(page.html):,}"
