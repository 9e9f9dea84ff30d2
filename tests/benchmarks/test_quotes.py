"""The quotation benchmark reads the text, never the gold."""

import json
from pathlib import Path

import pytest

from benchmarks import errors, quotes

TEXT = "“We wait,” Ana Ruiz said. She said the road was closed, adding that help was near."


def _gold(path: Path, **more: object) -> Path:
    entry = {"id": "a", "lang": "en", "text": TEXT, **more}
    path.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    return path


def _statement(quote: str, cue: str, speaker: str, kind: str, **more: object) -> dict[str, object]:
    def span(words: str) -> list[int]:
        start = TEXT.index(words)
        return [start, start + len(words)]

    return {"quote": span(quote), "cue": span(cue), "speaker": span(speaker), "kind": kind, **more}


STATEMENTS = [
    _statement("“We wait,”", "said", "Ana Ruiz", "direct"),
    _statement("the road was closed", "said the", "Ana Ruiz", "indirect"),
    _statement("help was", "near", "She", "indirect", speech=False),
]


def test_stripping_the_gold_changes_nothing(tmp_path: Path) -> None:
    full = _gold(tmp_path / "full.jsonl", statements=STATEMENTS, ignore=[[0, 5]])
    bare = _gold(tmp_path / "bare.jsonl")
    assert quotes.main([str(full), str(tmp_path / "full.out")]) == 0
    assert quotes.main([str(bare), str(tmp_path / "bare.out")]) == 0
    assert (tmp_path / "full.out").read_bytes() == (tmp_path / "bare.out").read_bytes()


def test_predictions_have_the_scorers_format_and_name_whom_a_pronoun_means(tmp_path: Path) -> None:
    quotes.main([str(_gold(tmp_path / "gold.jsonl")), str(tmp_path / "out.jsonl")])
    line = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    direct, indirect, participle = line["statements"]
    assert line["id"] == "a"
    assert direct["kind"] == "direct"
    assert TEXT[slice(*direct["quote"])] == "“We wait,”"
    assert TEXT[slice(*indirect["speaker"])] == "She"
    assert TEXT[slice(*indirect["resolved"])] == "Ana Ruiz"
    assert TEXT[slice(*participle["cue"])] == "adding"


def test_without_two_paths_it_says_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert quotes.main([]) == 2
    assert "GOLD.jsonl" in capsys.readouterr().err


def test_errors_tell_hits_cuts_and_wrong_speakers_apart(tmp_path: Path) -> None:
    gold = _gold(tmp_path / "gold.jsonl", statements=STATEMENTS)
    quotes.main([str(gold), str(tmp_path / "out.jsonl")])
    found = {case.shown.partition("\n")[0]: case.sort for case in errors.cases(gold, tmp_path / "out.jsonl")}
    assert sorted(found.values()) == ["hit", "speaker"]
    tallies = errors.tallies(errors.cases(gold, tmp_path / "out.jsonl"))
    assert tallies["en.direct.qsv"].exact == 1
    assert tallies["en.indirect.svc"].right == 0
