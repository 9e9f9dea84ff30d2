"""The halves of a gold file, and the peer that shows how hard they are."""

import json
from pathlib import Path

from benchmarks import halves, naive


def test_every_article_is_in_one_half_and_always_the_same(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    names = [f"article-{number}" for number in range(40)]
    gold.write_text("".join(json.dumps({"id": name, "lang": "en", "text": "T."}) + "\n" for name in names))
    halves.main([str(gold), str(tmp_path / "halves")])
    read = {
        half: [json.loads(line)["id"] for line in (tmp_path / "halves" / f"{half}.jsonl").read_text().splitlines()]
        for half in ("even", "odd")
    }
    assert sorted(read["even"] + read["odd"]) == sorted(names)
    assert read["even"] == [name for name in names if halves.half(name) == "even"]
    assert len(read["even"]) > 5
    assert len(read["odd"]) > 5


def test_the_naive_peer_finds_plain_quotations_and_clauses() -> None:
    text = "“The bridge is closed for now,” Ana Ruiz said. The ministry said that the road was open again."
    found = [(text[slice(*s["quote"])], text[slice(*s["speaker"])]) for s in naive.statements(text)]  # type: ignore[misc]
    assert found == [
        ("“The bridge is closed for now,”", "Ana Ruiz"),
        ("that the road was open again", "The ministry"),
    ]
