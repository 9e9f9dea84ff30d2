"""How often the acts of statements are right: ``python -m benchmarks.acts QUOTES_FOLDER REGIONAL_FOLDER``.

The labels are ours (``benchmarks/data/acts.jsonl``: set, draw, id, place of the statement and its acts, without any
text); docs/acts.md says what each act means and how the statements were drawn. Content, cue and speaker come from the
gold, so that only the labelling is measured. Draw 1 is what the words were made with; draw 2 was looked at once, when
they were finished.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor import acts
from onrecord.model import Act, Kind, Quotation, Span

_LABELS = Path(__file__).parent / "data" / "acts.jsonl"
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled statement: what it does, and what was found that it does."""

    draw: int
    language: str
    text: str
    quotation: Quotation
    gold: frozenset[str]
    found: tuple[Act, ...]

    @property
    def names(self) -> frozenset[str]:
        """The acts that were found."""
        return frozenset(act.name for act in self.found)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one act: found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    def __str__(self) -> str:
        found, there = self.right + self.wrong, self.right + self.missed
        return (
            f"{_share(self.right, found)}  {_share(self.right, there)}  {self.right:5} {self.wrong:5} {self.missed:6}"
        )


def cases(quotes: Path, regional: Path, labels: Iterable[Mapping[str, Any]]) -> Iterator[Case]:
    """The labelled statements, with the acts that are found in them.

    Raises:
        KeyError: the gold lacks an article or a statement that has a label.
    """
    texts, gold = _gold(quotes, regional)
    for label in labels:
        language, text = texts[label["id"]]
        quotation = _quotation(gold[label["id"], tuple(label["quote"])])
        found = acts.label(text, language, quotation)
        yield Case(label["draw"], language, text, quotation, frozenset(label["acts"]), found)


def scores(judged: Sequence[Case]) -> dict[str, Score]:
    """The counts of each act and of all together."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in judged:
        right.update(case.gold & case.names)
        wrong.update(case.names - case.gold)
        missed.update(case.gold - case.names)
    names = sorted({*right, *wrong, *missed})
    each = {name: Score(right[name], wrong[name], missed[name]) for name in names}
    return {**each, _ALL: Score(right.total(), wrong.total(), missed.total())}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command: prints the figures of each draw and, if asked, the errors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.acts", description=__doc__.split("\n")[0])
    parser.add_argument("quotes", type=Path, help="the folder that holds polnear.dev.jsonl")
    parser.add_argument("regional", type=Path, help="the folder that holds articles.jsonl and gold.dev.jsonl")
    parser.add_argument("--errors", action="store_true", help="list what was missed or wrongly found")
    parser.add_argument("--draw", type=int, help="only this draw")
    chosen = parser.parse_args(arguments)
    labels = [one for one in _lines(_LABELS) if chosen.draw in {None, one["draw"]}]
    judged = list(cases(chosen.quotes, chosen.regional, labels))
    for draw in sorted({case.draw for case in judged}):
        drawn = [case for case in judged if case.draw == draw]
        doing = sum(bool(case.gold) for case in drawn)
        print(f"draw {draw}: {len(drawn)} statements, {doing} with an act")
        print(f"{'':14}precision  recall  right wrong missed")
        for name, score in scores(drawn).items():
            print(f"{name:14}    {score}")
        for language in sorted({case.language for case in drawn}):
            spoken = [case for case in drawn if case.language == language]
            print(f"{language:14}    {scores(spoken)[_ALL]}")
        print()
    if chosen.errors:
        _tell(judged)


def _tell(judged: Iterable[Case]) -> None:
    for case in judged:
        shown = {act.name: act.evidence.of(case.text) for act in case.found}
        wrong = [f"+{name} ({shown[name]})" for name in sorted(case.names - case.gold)]
        missed = [f"-{name}" for name in sorted(case.gold - case.names)]
        if wrong or missed:
            cue = case.quotation.cue.of(case.text) if case.quotation.cue else ""
            words = " ".join(case.quotation.words(case.text).split())
            print(f"{case.language} {case.draw} {' '.join([*wrong, *missed])}\n    «{cue}» {words[:300]}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def _gold(
    quotes: Path, regional: Path
) -> tuple[dict[str, tuple[str, str]], dict[tuple[str, tuple[int, int]], Mapping[str, Any]]]:
    """Language and text of every article; every statement by its article and place."""
    texts: dict[str, tuple[str, str]] = {}
    statements: dict[tuple[str, tuple[int, int]], Mapping[str, Any]] = {}
    articles = [*_lines(quotes / "polnear.dev.jsonl"), *_lines(regional / "articles.jsonl")]
    for article in articles:
        texts[article["id"]] = (article["lang"], article["text"])
    for line in (*articles, *_lines(regional / "gold.dev.jsonl")):
        for statement in line.get("statements", ()):
            start, end = statement["quote"]
            statements.setdefault((line["id"], (start, end)), statement)
    return texts, statements


def _quotation(statement: Mapping[str, Any]) -> Quotation:
    parts = tuple(Span(*part) for part in statement.get("quote_parts") or [statement["quote"]])
    cue, speaker = (Span(*place) if place else None for place in (statement["cue"], statement["speaker"]))
    return Quotation(parts, cue, speaker, Kind(statement["kind"]), "gold")


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    main()
