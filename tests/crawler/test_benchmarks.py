"""The benchmarks of reading run, and see no gold."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import extract, feeds

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title><item><title>Quay reopens</title>
<link>/quay</link></item><item><title>Bridge closes</title><link>/bridge</link></item></channel></rss>"""


def test_a_feed_survives_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xml").write_bytes(FEED)
    entries = [["/quay", "Quay reopens"], ["/bridge", "Bridge closes"]]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"file": "a.xml", "entries": entries}))
    out = tmp_path / "out.jsonl"
    feeds.main([str(tmp_path), "--out", str(out)])
    printed = capsys.readouterr().out
    assert f"complete {len(feeds.FAULTS):4}  (100.0%)" in printed
    assert "bomb billion laughs: declares an entity made of entities" in printed
    assert len(out.read_text().splitlines()) == 1 + len(feeds.FAULTS)


def test_a_missing_entry_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xml").write_bytes(FEED)
    (tmp_path / "gold.jsonl").write_text(json.dumps({"file": "a.xml", "entries": [["/other", "Something else"]]}))
    feeds.main([str(tmp_path)])
    assert "missed a.xml, none" in capsys.readouterr().out


def test_extraction_gives_the_same_without_gold(tmp_path: Path) -> None:
    paragraph = "The quay reopened on Monday after a long dispute between the two companies that run it. " * 3
    page = f"<html><body><article><h1>Quay reopens</h1><p>{paragraph}</p></article></body></html>"
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(page.encode()))
    row = {"id": "1", "url": "https://press.example/quay", "html": "page.html.gz"}
    written = []
    for name, gold in {
        "bare": row,
        "full": {**row, "title": "Wrong", "text": "Wrong", "published": "2001-01-01"},
    }.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(gold) + "\n")
        extract.main([str(tmp_path / f"{name}.jsonl"), str(tmp_path / f"{name}.out")])
        written.append((tmp_path / f"{name}.out").read_text())
    assert written[0] == written[1]
    assert json.loads(written[0])["title"] == "Quay reopens"
