"""Predict the statements of a quotation benchmark: ``python -m benchmarks.quotes GOLD.jsonl OUT.jsonl``.

Reads nothing but ``id``, ``lang`` and ``text`` of each line, and writes the format of the quotation scorer: one JSON
object a line with ``id`` and ``statements``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from monitor import quotations, speakers
from onrecord.model import Quotation, Span, Speaker

_NOBODY_TRACKED = speakers.Register(())
_UNDATED = date(2020, 1, 1)
"""No entity is tracked here, so that the day of an article changes nothing."""


def articles(path: Path) -> Iterator[tuple[str, str, str]]:
    """Id, language and text of every line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                entry = json.loads(line)
                yield entry["id"], entry["lang"], entry["text"]


def statement(quotation: Quotation, speaker: Speaker) -> dict[str, object]:
    """One quotation in the scorer's format; ``resolved`` is the mention that names the speaker."""
    found: dict[str, object] = {
        "quote": _pair(quotation.span),
        "kind": quotation.kind.value,
        "cue": _pair(quotation.cue),
        "speaker": _pair(quotation.speaker),
        "rule": quotation.rule,
        "flags": sorted(quotation.flags),
    }
    if speaker.antecedent or speaker.name:
        found["resolved"] = _pair(speaker.antecedent or quotation.speaker)
    if len(quotation.parts) > 1:
        found["quote_parts"] = [_pair(part) for part in quotation.parts]
    return found


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def predict(article: tuple[str, str, str]) -> Mapping[str, object]:
    """The line of one article."""
    name, language, text = article
    found = quotations.find(text, language)
    resolved = speakers.resolve(text, language, found, (), _NOBODY_TRACKED, on=_UNDATED)
    return {"id": name, "statements": [statement(*pair) for pair in zip(found, resolved, strict=True)]}


def main(arguments: Sequence[str]) -> int:
    """Reads the benchmark, writes the predictions, prints the time taken."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    source, target = (Path(argument) for argument in arguments)
    given = list(articles(source))
    started = time.perf_counter()
    lines = [json.dumps(predict(article), ensure_ascii=False) for article in given]
    taken = time.perf_counter() - started
    target.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    length = sum(len(text) for _, _, text in given)
    print(f"{len(given)} articles, {taken:.2f} s, {1000 * taken * 4000 / max(length, 1):.2f} ms per 4,000 characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
