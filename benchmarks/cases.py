"""Tells which cases of one's own are right by now: ``python -m benchmarks.cases FOLDER``.

FOLDER is what ``onrecord alerts wrong`` files: the articles of alerts that were wrong, with what was wrong. Each goes
the real way again, as in ``benchmarks.regional``; then every correction is looked at.

| because | right when |
|---|---|
| not-said | no tracked group is said to have said these words now |
| speaker | whoever is tracked says them, and the name where one was given, is the one of the correction |
| old | the words are told as background |
| echo | the article raises no alert for that group, after the one that told it first |
| words | the words are the ones of the correction |
| act, other | a person must say; they are listed |
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import regional, watchlist

_WORD: Final = re.compile(r"\w+")
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One correction: whether the monitor follows it now, or None where only a person can tell."""

    because: str
    right: bool | None
    shown: str


def verdicts(folder: Path) -> Iterator[Verdict]:
    """A verdict on every correction in a folder of cases."""
    lines = {line["id"]: line for line in _lines(folder / "articles.jsonl")}
    families = list(_lines(folder / "families.jsonl")) if (folder / "families.jsonl").exists() else []
    entities = watchlist.read(folder / "watchlist.yaml")
    top = watchlist.top(entities)
    for run in regional.runs(lines, list(lines), families):
        for found in regional.predict(run, entities):
            line = lines[found["id"]]
            for correction in line["corrections"]:
                words = " / ".join(line["text"][start:end] for start, end in correction["places"])
                told = f"{correction['alert']} {correction.get('note', '')}".strip()
                yield Verdict(correction["because"], _right(correction, line, found, top), f"{told}: {words}")


def _right(correction: Entry, line: Entry, found: Entry, top: Mapping[str, str]) -> bool | None:
    text, places = line["text"], correction["places"]
    about = [one for one in found["statements"] if any(_within(place, one, text) for place in places)]
    tracked = [one for one in about if one["group"]]
    group = correction.get("group", "")
    match correction["because"]:
        case "not-said":
            return not tracked
        case "old":
            return all(one["when"] == "background" for one in tracked)
        case "speaker":
            heads = {top.get(one["group"], one["group"]) for one in tracked}
            return heads <= {top.get(group, group)} and bool(heads) == bool(group) and _named(correction, about)
        case "echo":
            return group not in found["alerts"]
        case "words":
            wanted = _words(correction["words"])
            return any(_words(_text(one, text)) == wanted for one in found["statements"])
        case _:
            return None


def _named(correction: Entry, about: Sequence[Entry]) -> bool:
    """Whether the name of the correction, if it gives one, is among those of who is said to speak."""
    wanted = set(_words(correction.get("speaker", "")))
    return not wanted or not about or any(wanted & set(_words(one["speaker_name"] or "")) for one in about)


def _within(place: Sequence[int], one: Entry, text: str) -> bool:
    """Whether at least half of the words at a place are in a statement."""
    words = [match.span() for match in _WORD.finditer(text, place[0], place[1])]
    parts = one.get("quote_parts") or [one["quote"]]
    inside = sum(any(start < end_ and end > start_ for start_, end_ in parts) for start, end in words)
    return bool(words) and 2 * inside >= len(words)


def _text(one: Entry, text: str) -> str:
    return " ".join(text[start:end] for start, end in one.get("quote_parts") or [one["quote"]])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _lines(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Exit code 1 when a correction is not followed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cases", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="what `onrecord alerts wrong` files")
    found = list(verdicts(parser.parse_args(arguments).folder))
    total, right = Counter(each.because for each in found), Counter(each.because for each in found if each.right)
    for because, number in sorted(total.items()):
        judged = any(each.because == because and each.right is not None for each in found)
        print(
            f"{because:9} {f'{right[because]} of {number} right now' if judged else f'{number} for a person to judge'}"
        )
    for each in found:
        if not each.right:
            print(f"{'still' if each.right is False else 'look at'} {each.because}: {each.shown}")
    return int(any(each.right is False for each in found))


if __name__ == "__main__":
    sys.exit(main())
