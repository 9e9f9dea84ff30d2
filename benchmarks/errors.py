"""What is wrong with predicted statements, by mass: ``python -m benchmarks.errors GOLD.jsonl PRED.jsonl [options]``.

Prints the precision of every rule, then misses, false alarms, wrong cuts and wrong speakers grouped by rule and by cue
word, the most frequent first, with their context. The gold may mark statements that are no speech (``speech``:
false); they are neither asked for nor held against a prediction.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’\u200c][^\W_]+)*")
_MATCH = 0.5
_SPILL = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One error or success, ready to be shown.

    Attributes:
        sort: "hit", "miss", "alarm", "cut" or "speaker".
        rule: of the prediction, or "-".
        cue: the cue word in lower case, or "-".
        shown: the place in its context.
    """

    sort: str
    rule: str
    cue: str
    shown: str


@dataclass(slots=True)
class Tally:
    """How a rule does: predictions that counted, matched spans, matched with the right speaker, exact ones."""

    made: int = 0
    matched: int = 0
    right: int = 0
    exact: int = 0
    cues: Counter[str] = field(default_factory=Counter)


Entry = Mapping[str, Any]


class Article:
    """The gold of one article with its predictions, matched one to one by the words they share."""

    def __init__(self, gold: Entry, predicted: Sequence[Entry]) -> None:
        self.text: str = gold["text"]
        self.words = [match.span() for match in _WORD.finditer(self.text)]
        self.gold: Sequence[Entry] = gold["statements"]
        self.predicted = predicted
        self.gold_words = [self._words(entry) for entry in self.gold]
        self.words_predicted = [self._words(entry) for entry in predicted]
        self.ignored = self._covered(gold.get("ignore", []))
        self.pairs = self._pair()

    def _covered(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        return frozenset(
            index
            for index, (start, end) in enumerate(self.words)
            if any(start < stop and end > begin for begin, stop in spans)
        )

    def _words(self, entry: Entry) -> frozenset[int]:
        return self._covered(entry.get("quote_parts") or [entry["quote"]])

    def _pair(self) -> dict[int, int]:
        """Index of gold by index of prediction."""
        scored = []
        for g, wanted in enumerate(self.gold_words):
            for p, given in enumerate(self.words_predicted):
                shared = len(wanted & given)
                if shared and shared >= _MATCH * len(wanted | given):
                    scored.append((-shared / len(wanted | given), g, p))
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for _, g, p in sorted(scored):
            if g not in taken and p not in pairs:
                pairs[p] = g
                taken.add(g)
        return pairs

    def cases(self) -> Iterator[Case]:
        """Everything that went right or wrong, predictions first."""
        speech = [entry.get("speech") is not False and not entry.get("optional") for entry in self.gold]
        excused = self.ignored.union(
            *(words for words, counts in zip(self.gold_words, speech, strict=True) if not counts)
        )
        for p, entry in enumerate(self.predicted):
            g = self.pairs.get(p)
            if g is None:
                if 2 * len(self.words_predicted[p] & excused) < len(self.words_predicted[p]):
                    overlaps = any(
                        words & self.words_predicted[p]
                        for words, counts in zip(self.gold_words, speech, strict=True)
                        if counts
                    )
                    yield self._case("overlap" if overlaps else "alarm", entry, entry)
            elif speech[g]:
                yield from self._matched(g, p)
        missed = set(range(len(self.gold))) - set(self.pairs.values())
        for g in sorted(missed):
            if speech[g]:
                yield self._case("miss", self.gold[g], None)

    def _matched(self, g: int, p: int) -> Iterator[Case]:
        gold, predicted = self.gold[g], self.predicted[p]
        if not self._speaker_right(gold, predicted):
            yield self._case("speaker", predicted, predicted, gold)
        elif self._bare(self.gold_words[g]) != self._bare(self.words_predicted[p]):
            yield self._case("cut", predicted, predicted, gold)
        else:
            yield self._case("hit", predicted, predicted)

    def _bare(self, words: frozenset[int]) -> frozenset[int]:
        """The words without a leading complementiser."""
        first = min(words)
        start, end = self.words[first]
        return words - {first} if self.text[start:end].lower() in ("that", "whether", "if") else words

    def _speaker_right(self, gold: Entry, predicted: Entry) -> bool:
        """Mostly the same words, or the gold head within at most two words more."""
        if not gold.get("speaker"):
            return True
        if not predicted.get("speaker"):
            return False
        wanted, given = self._covered([gold["speaker"]]), self._covered([predicted["speaker"]])
        if 4 * len(wanted & given) > len(wanted) + len(given):
            return True
        name = self.text[slice(*gold["speaker"])]
        head = re.split(r"[,;()–—:]| (?:who|which|that|of|for|in|at|from|with|on|to|by|as) ", name)[0].split()
        return bool(head) and head[-1] in self.text[slice(*predicted["speaker"])] and len(given) <= len(wanted) + _SPILL

    def _case(self, sort: str, entry: Entry, predicted: Entry | None, gold: Entry | None = None) -> Case:
        cue = self.text[slice(*entry["cue"])].lower() if entry.get("cue") else "-"
        shown = self._show(entry)
        if gold is not None:
            shown += "\n      gold: " + self._show(gold)
        return Case(sort, predicted.get("rule", "-") if predicted else "-", cue, shown)

    def _show(self, entry: Entry) -> str:
        """The place with content in [ ], the cue in < > and the speaker in { }."""
        marks: list[tuple[int, int, str]] = []
        for start, end in entry.get("quote_parts") or [entry["quote"]]:
            marks += [(start, 1, "["), (end, 0, "]")]
        for name, left, right in (("cue", "<", ">"), ("speaker", "{", "}")):
            if entry.get(name):
                marks += [(entry[name][0], 1, left), (entry[name][1], 0, right)]
        marks.sort(key=lambda mark: mark[:2])
        position = max(0, marks[0][0] - 90)
        pieces = []
        for at, _, mark in marks:
            pieces += [self.text[position:at], mark]
            position = at
        pieces.append(self.text[position : position + 90])
        return " ".join("".join(pieces).split())


def _lines(path: Path) -> dict[str, Entry]:
    with path.open(encoding="utf-8") as lines:
        return {entry["id"]: entry for entry in map(json.loads, filter(str.strip, lines))}


def cases(gold: Path, predicted: Path) -> Iterator[Case]:
    """All cases of a benchmark."""
    predictions = _lines(predicted)
    for name, entry in _lines(gold).items():
        yield from Article(entry, predictions.get(name, {}).get("statements", [])).cases()


def tallies(found: Iterable[Case]) -> dict[str, Tally]:
    """How each rule does."""
    rules: dict[str, Tally] = defaultdict(Tally)
    for case in found:
        if case.sort == "miss":
            continue
        tally = rules[case.rule]
        tally.made += 1
        tally.matched += case.sort in ("hit", "cut", "speaker")
        tally.right += case.sort in ("hit", "cut")
        tally.exact += case.sort == "hit"
    return dict(rules)


def print_rules(found: Sequence[Case]) -> None:
    """The table of rules: how many, and the share matched, matched with the right speaker, and exact."""
    print(f"{'rule':34}{'made':>6}{'span P':>8}{'e2e P':>8}{'exact':>8}")
    for rule, tally in sorted(tallies(found).items(), key=lambda item: -item[1].made):
        shares = (100 * count / tally.made for count in (tally.matched, tally.right, tally.exact))
        print(f"{rule:34}{tally.made:6}" + "".join(f"{share:8.1f}" for share in shares))


def print_cases(found: Sequence[Case], options: argparse.Namespace) -> None:
    """Groups of one sort, the largest first, with examples."""
    wanted = [
        case
        for case in found
        if case.sort == options.sort
        and options.rule in case.rule
        and (not options.cue or re.search(options.cue, case.cue))
    ]
    groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in wanted:
        groups[case.rule, case.cue].append(case)
    print(f"\n{len(wanted)} of sort {options.sort}")
    for (rule, cue), members in sorted(groups.items(), key=lambda item: -len(item[1]))[: options.groups]:
        print(f"{len(members):5}  {rule}  <{cue}>")
        for case in members[: options.examples]:
            print("    - " + case.shown)


def main(arguments: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--sort", choices=("miss", "alarm", "overlap", "cut", "speaker"), default="alarm")
    parser.add_argument("--rule", default="", help="only rules whose name holds this")
    parser.add_argument("--cue", default="", help="only cues that match this regular expression")
    parser.add_argument("--groups", type=int, default=30)
    parser.add_argument("--examples", type=int, default=3)
    options = parser.parse_args(arguments)
    found = list(cases(options.gold, options.predictions))
    print_rules(found)
    print_cases(found, options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
