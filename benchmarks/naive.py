"""Predict with three regular expressions that nobody tuned: ``python -m benchmarks.naive GOLD.jsonl OUT.jsonl``.

Reads and writes what ``benchmarks.quotes`` does, for English. How far it falls from one half of a gold file to the
other is how much harder that half is; what our rules fall further is over-fitting.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.quotes import articles

_CUE: Final = r"(?P<cue>said|says|told \w+|added|wrote|argued|claimed|announced|called|noted|asked)"
_SPEAKER: Final = r"(?P<speaker>(?:[A-Z][\w.’'-]+ ){0,4}[A-Z][\w’'-]+|[Hh]e|[Ss]he|[Tt]hey|[Tt]he \w+(?: \w+)?)"
_QUOTE: Final = r"(?P<quote>[“\"][^”\"\n]{15,}[”\"])"
_PATTERNS: Final = (
    re.compile(f"{_QUOTE},? {_SPEAKER} {_CUE}"),
    re.compile(f"{_QUOTE},? {_CUE} {_SPEAKER}"),
    re.compile(rf"{_SPEAKER} (?:has |had |also )?{_CUE} (?P<quote>(?:that )?[^“\".\n]{{15,}}[^.\n]*)\."),
)


def statements(text: str) -> Iterator[Mapping[str, object]]:
    """Quotation then name, quotation then verb, name then clause; what overlaps an earlier find is left out."""
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("quote")
            if not any(start < stop and first < end for first, stop in taken):
                taken.append((start, end))
                spans = {name: list(match.span(name)) for name in ("quote", "cue", "speaker")}
                yield {**spans, "kind": "direct" if text[start] in '“"' else "indirect"}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.naive", description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    chosen = parser.parse_args(arguments)
    lines = [
        json.dumps({"id": name, "statements": list(statements(text))}, ensure_ascii=False)
        for name, _, text in articles(chosen.gold)
    ]
    chosen.predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} articles")


if __name__ == "__main__":
    main()
