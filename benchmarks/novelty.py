"""How well statements and articles are told apart: generated, labelled pairs in English, Arabic and Persian.

    python -m benchmarks.novelty [--seed N] [--statements N] [--articles N] [--show KIND]

The pairs are made from `benchmarks/data/novelty.toml`: frames (one statement told in several ways), with places,
numbers, days and things filled in. Same: re-marked, edited, told otherwise (voice, order, words, "we" to "they"), an
excerpt of a longer speech, a longer excerpt, a translation. Different, though the same group said it on the same day:
another place, number, day or thing, the opposite, another frame with the same place and number. Every second frame is
held out: the thresholds were set on the others; and the frames of `novelty_fresh.toml` were written when the rules
stood, with places and things that no table has. Articles are cut, edited, re-led, re-marked; hard ones share a
paragraph of background, or are the same bulletin filled in otherwise.

Prints precision, recall and F1 of "the same" in one language and across languages, and false silence: the share of
different pairs that are taken for the same.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from monitor.copies import COPY, Sketch, containment, sketch
from monitor.sameness import compare
from monitor.wording import wording

LANGUAGES = ("en", "ar", "fa")
_DATA = Path(__file__).parent / "data"
_KNOWN, _FRESH = _DATA / "novelty.toml", _DATA / "novelty_fresh.toml"
_MARKS = {"en": ("“", "”"), "ar": ("«", "»"), "fa": ("«", "»")}
_FULL_STOP = ". "
_EDITS = {"en": ("today", "also", "once more"), "ar": ("أيضا", "اليوم", "مجددا"), "fa": ("نیز", "امروز", "همچنین")}
_SLOTS = ("place", "n", "day")

Filling: TypeAlias = Mapping[str, int]
_Texts: TypeAlias = tuple[tuple[str, str], tuple[str, str]]
"""Two texts, each with its language before it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and whether they are one: a statement told twice, or an article and its copy."""

    kind: str
    same: bool
    languages: tuple[str, str]
    texts: tuple[str, str]
    held_out: bool


@dataclass(slots=True)
class Tally:
    """Counts of one group of pairs."""

    hit: int = 0
    missed: int = 0
    alarm: int = 0
    quiet: int = 0

    def add(self, *, same: bool, judged: bool) -> None:
        """Count one pair."""
        if same:
            self.hit, self.missed = self.hit + judged, self.missed + (not judged)
        else:
            self.alarm, self.quiet = self.alarm + judged, self.quiet + (not judged)

    def __str__(self) -> str:
        precision = self.hit / max(self.hit + self.alarm, 1)
        recall = self.hit / max(self.hit + self.missed, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        silence = self.alarm / max(self.alarm + self.quiet, 1)
        return (
            f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}  false silence {100 * silence:4.1f} %"
            f"  ({self.hit + self.missed} same, {self.alarm + self.quiet} different)"
        )


class Press:
    """Writes the pairs."""

    def __init__(self, seed: int, data: Path = _KNOWN) -> None:
        self._random = random.Random(seed)
        table = tomllib.loads(data.read_text("utf-8"))
        self._pools: Mapping[str, Mapping[str, Sequence[str]]] = table["pools"]
        self._frames: Sequence[Mapping[str, Any]] = table["frame"]

    def statements(self, count: int) -> Iterator[Pair]:
        """So many pairs of statements, about half of them the same, a third across languages."""
        makers: tuple[tuple[str, bool, Callable[[int], _Texts]], ...] = (
            ("re-marked", True, self._remarked),
            ("edited", True, self._edited),
            ("told otherwise", True, self._otherwise),
            ("told otherwise", True, self._otherwise),
            ("excerpt", True, self._excerpt),
            ("longer excerpt", True, self._longer),
            ("translation", True, self._translation),
            ("translation", True, self._translation),
            ("translation", True, self._translation),
            ("translated excerpt", True, self._translated_excerpt),
            ("other place", False, lambda frame: self._other(frame, "place")),
            ("other number", False, lambda frame: self._other(frame, "n")),
            ("other thing", False, lambda frame: self._other(frame, "what")),
            ("opposite", False, self._opposite),
            ("other frame", False, self._other_frame),
            ("other part", False, self._other_part),
            ("not in the speech", False, self._unsaid),
            ("not in the speech, translated", False, lambda frame: self._unsaid(frame, across=True)),
            ("other place, translated", False, lambda frame: self._other(frame, "place", across=True)),
            ("other number, translated", False, lambda frame: self._other(frame, "n", across=True)),
            ("other thing, translated", False, lambda frame: self._other(frame, "what", across=True)),
            ("other frame, translated", False, lambda frame: self._other_frame(frame, across=True)),
        )
        for number in range(count):
            kind, same, make = makers[number % len(makers)]
            frame = self._random.randrange(len(self._frames))
            (first, one), (second, other) = make(frame)
            yield Pair(kind, same, (first, second), (one, other), held_out=frame % 2 == 1)

    def articles(self, count: int) -> Iterator[Pair]:
        """So many pairs of articles, half of them copies."""
        makers = (
            ("cut", True, self._cut),
            ("edited", True, self._house_style),
            ("re-led", True, self._reled),
            ("re-marked and credited", True, self._credited),
            ("same event", False, self._same_event),
            ("shared background", False, self._shared_background),
            ("same bulletin", False, self._same_bulletin),
            ("shared quotation", False, self._shared_quotation),
        )
        for number in range(count):
            kind, same, make = makers[number % len(makers)]
            language = LANGUAGES[number // len(makers) % len(LANGUAGES)]
            one, other = make(language)
            yield Pair(kind, same, (language, language), (one, other), held_out=number // len(makers) % 2 == 1)

    def told(self, count: int) -> Iterator[tuple[str, str]]:
        """So many statements, each with its language."""
        for _ in range(count):
            frame, language = self._random.randrange(len(self._frames)), self._language()
            yield self._told(frame, language, self._random.randrange(3), self._filling(frame)), language

    # ---- statements ----------------------------------------------------------------------------------------------

    def _filling(self, frame: int) -> dict[str, int]:
        filling = {slot: self._random.randrange(len(self._pools[slot]["en"])) for slot in _SLOTS}
        return {**filling, "what": self._random.randrange(len(self._frames[frame]["what"]["en"]))}

    def _told(self, frame: int, language: str, way: int, filling: Filling) -> str:
        template = self._frames[frame]["not"][language] if way < 0 else self._frames[frame][language][way]
        return self._filled(template, frame, language, filling)

    def _filled(self, template: str, frame: int, language: str, filling: Filling) -> str:
        values = {slot: self._pools[slot][language][filling[slot]] for slot in _SLOTS}
        told: str = template.format(**values, what=self._frames[frame]["what"][language][filling["what"]])
        return told[:1].upper() + told[1:] if self._random.random() < 0.5 else told

    def _language(self) -> str:
        return self._random.choice(LANGUAGES)

    def _ways(self) -> tuple[int, int]:
        one, other = self._random.sample(range(3), 2)
        return one, other

    def _remarked(self, frame: int) -> _Texts:
        language, filling = self._language(), self._filling(frame)
        told = self._told(frame, language, self._random.randrange(3), filling)
        opening, closing = _MARKS[language]
        words = told.split(" ")
        place = self._random.randrange(1, len(words))
        marked = " ".join((*words[:place], f"{opening}{words[place]}{closing}", *words[place + 1 :]))
        return (language, told), (language, f"{opening}{marked},{closing}".replace("-", "–"))

    def _edited(self, frame: int) -> _Texts:
        language, filling = self._language(), self._filling(frame)
        told = self._told(frame, language, self._random.randrange(3), filling)
        opening, ending = (
            self._random.choice(("", f"{self._random.choice(_EDITS[language])} ")),
            self._random.choice(("", "…")),
        )
        edited = f"{opening}{told[:1].lower()}{told[1:]}{ending}"
        return (language, told), (language, edited.replace(" ", "  ", 2))

    def _otherwise(self, frame: int) -> _Texts:
        language, filling, (one, other) = self._language(), self._filling(frame), self._ways()
        return (language, self._told(frame, language, one, filling)), (
            language,
            self._told(frame, language, other, filling),
        )

    def _speech(self, frame: int, language: str, filling: Filling) -> list[str]:
        others = self._random.sample([number for number in range(len(self._frames)) if number != frame], 3)
        told = [self._told(other, language, 0, self._filling(other)) for other in others]
        told.insert(self._random.randrange(4), self._told(frame, language, 0, filling))
        return told

    def _excerpt(self, frame: int) -> _Texts:
        language, filling = self._language(), self._filling(frame)
        speech = _FULL_STOP.join(self._speech(frame, language, filling))
        return (language, speech), (language, self._told(frame, language, self._random.choice((0, 0, 1)), filling))

    def _longer(self, frame: int) -> _Texts:
        language = self._language()
        speech = self._speech(frame, language, self._filling(frame))
        start = self._random.randrange(2)
        return (language, _FULL_STOP.join(speech[start : start + 2])), (language, _FULL_STOP.join(speech))

    def _two_languages(self) -> tuple[str, str]:
        one, other = self._random.sample(LANGUAGES, 2)
        return one, other

    def _translation(self, frame: int) -> _Texts:
        (first, second), filling = self._two_languages(), self._filling(frame)
        ways = (self._random.randrange(3), self._random.randrange(3))
        return (first, self._told(frame, first, ways[0], filling)), (
            second,
            self._told(frame, second, ways[1], filling),
        )

    def _translated_excerpt(self, frame: int) -> _Texts:
        (first, second), filling = self._two_languages(), self._filling(frame)
        speech = _FULL_STOP.join(self._speech(frame, first, filling))
        return (first, speech), (second, self._told(frame, second, 1, filling))

    def _unsaid(self, frame: int, *, across: bool = False) -> _Texts:
        first, second = self._two_languages() if across else (self._language(),) * 2
        filling = self._filling(frame)
        speech = self._speech(frame, first, filling)
        other = (frame + 2 * self._random.randrange(1, len(self._frames) // 2)) % len(self._frames)
        unsaid = {**self._filling(other), "place": filling["place"], "n": filling["n"]}
        return (first, _FULL_STOP.join(speech)), (second, self._told(other, second, self._random.randrange(3), unsaid))

    def _other(self, frame: int, slot: str, *, across: bool = False) -> _Texts:
        filling = self._filling(frame)
        pool = self._frames[frame]["what"]["en"] if slot == "what" else self._pools[slot]["en"]
        changed = (filling[slot] + self._random.randrange(1, len(pool))) % len(pool)
        first, second = self._two_languages() if across else (self._language(),) * 2
        way = self._random.randrange(3)
        other = way if self._random.random() < 0.5 else self._random.randrange(3)
        return (first, self._told(frame, first, way, filling)), (
            second,
            self._told(frame, second, other, {**filling, slot: changed}),
        )

    def _opposite(self, frame: int) -> _Texts:
        language, filling = self._language(), self._filling(frame)
        return (language, self._told(frame, language, self._random.randrange(3), filling)), (
            language,
            self._told(frame, language, -1, filling),
        )

    def _other_frame(self, frame: int, *, across: bool = False) -> _Texts:
        filling = self._filling(frame)
        other = (frame + 2 * self._random.randrange(1, len(self._frames) // 2)) % len(self._frames)
        first, second = self._two_languages() if across else (self._language(),) * 2
        what = self._random.randrange(len(self._frames[other]["what"]["en"]))
        return (first, self._told(frame, first, self._random.randrange(3), filling)), (
            second,
            self._told(other, second, self._random.randrange(3), {**filling, "what": what}),
        )

    def _other_part(self, frame: int) -> _Texts:
        language = self._language()
        speech = self._speech(frame, language, self._filling(frame))
        return (language, _FULL_STOP.join(speech[:2])), (language, _FULL_STOP.join(speech[2:]))

    # ---- articles ------------------------------------------------------------------------------------------------

    def _paragraphs(self, language: str, count: int) -> list[str]:
        made = []
        for _ in range(count):
            chosen = self._random.sample(range(len(self._frames)), 2)
            told = (self._told(frame, language, self._random.randrange(3), self._filling(frame)) for frame in chosen)
            made.append(f"{_FULL_STOP.join(told)}.")
        return made

    def _article(self, language: str) -> list[str]:
        return self._paragraphs(language, self._random.randrange(4, 12))

    def _cut(self, language: str) -> tuple[str, str]:
        article = self._article(language)
        kept = max(2, round(len(article) * self._random.uniform(0.3, 0.8)))
        return "\n".join(article), "\n".join(article[:kept])

    def _house_style(self, language: str) -> tuple[str, str]:
        article = "\n".join(self._article(language))
        words = article.split(" ")
        for place in self._random.sample(range(len(words)), len(words) // 16):
            words[place] = self._random.choice(_EDITS[language])
        return article, " ".join(words)

    def _reled(self, language: str) -> tuple[str, str]:
        article = self._article(language)
        return "\n".join(article), "\n".join((*self._paragraphs(language, 2), *article[1:]))

    def _credited(self, language: str) -> tuple[str, str]:
        article = "\n".join(self._article(language))
        marked = article.replace(". ", " – ").replace("-", "–")
        return article, f"(Agencies) {marked}"

    def _same_event(self, language: str) -> tuple[str, str]:
        chosen = [(frame, self._filling(frame)) for frame in self._random.sample(range(len(self._frames)), 6)]
        ways = [self._ways() for _ in chosen]
        one = (self._told(frame, language, way[0], filling) for (frame, filling), way in zip(chosen, ways, strict=True))
        other = (
            self._told(frame, language, way[1], filling) for (frame, filling), way in zip(chosen, ways, strict=True)
        )
        return ".\n".join((*one, *self._paragraphs(language, 2))), ".\n".join((*other, *self._paragraphs(language, 2)))

    def _shared_background(self, language: str) -> tuple[str, str]:
        background = self._paragraphs(language, 1)
        one, other = (self._paragraphs(language, self._random.randrange(5, 9)) for _ in range(2))
        return "\n".join((*one, *background)), "\n".join((*other, *background))

    def _same_bulletin(self, language: str) -> tuple[str, str]:
        chosen = [(frame, self._random.randrange(3)) for frame in self._random.sample(range(len(self._frames)), 5)]
        one, other = (
            ".\n".join(self._told(frame, language, way, self._filling(frame)) for frame, way in chosen)
            for _ in range(2)
        )
        return one, other

    def _shared_quotation(self, language: str) -> tuple[str, str]:
        frame = self._random.randrange(len(self._frames))
        told = self._told(frame, language, 0, self._filling(frame))
        one, other = (self._paragraphs(language, self._random.randrange(4, 8)) for _ in range(2))
        return "\n".join((told, *one)), "\n".join((*other, told))


def judge_statements(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, bool, str]]:
    """What the monitor says of every pair, and why."""
    for pair in pairs:
        one, other = (wording(text, language) for text, language in zip(pair.texts, pair.languages, strict=True))
        likeness = compare(one, other)
        yield pair, likeness.same, likeness.why


def judge_articles(pairs: Sequence[Pair], least: float) -> Iterator[tuple[Pair, bool, str]]:
    """Whether a band brings the two together and the shingles confirm it, and how much is shared."""
    for pair in pairs:
        one, other = (sketch(text) for text in pair.texts)
        shared = containment(one, other)
        yield pair, _meet(one, other) and shared >= least, f"{shared:.2f}"


def _meet(one: Sketch, other: Sketch) -> bool:
    return bool(set(one.bands) & set(other.bands))


def report(judged: Sequence[tuple[Pair, bool, str]]) -> None:
    """Print the figures, by half, by language and by kind."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for pair, same, _ in judged:
        where = "one language" if pair.languages[0] == pair.languages[1] else "across languages"
        half = "held out" if pair.held_out else "tuned on"
        for name in (f"{where}", f"{where}, {half}", f"{where}, {'-'.join(sorted(set(pair.languages)))}", "all"):
            tallies[name].add(same=pair.same, judged=same)
        tallies[f"    {pair.kind}"].add(same=pair.same, judged=same)
    for name in sorted(tallies, key=lambda name: (name[0] == " ", name)):
        tally = tallies[name]
        right = 100 * (tally.hit + tally.quiet) / (tally.hit + tally.missed + tally.alarm + tally.quiet)
        print(f"{name:32} {tally}" if name[0] != " " else f"{name:32} {right:5.1f} % right")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.novelty", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--statements", type=int, default=6000)
    parser.add_argument("--articles", type=int, default=1200)
    parser.add_argument("--least", type=float, default=None, help="containment from which an article is a copy")
    parser.add_argument("--show", default="", help="print wrong pairs of this kind that are not held out")
    chosen = parser.parse_args(arguments)
    press = Press(chosen.seed)
    statements = list(judge_statements(list(press.statements(chosen.statements))))
    fresh = list(judge_statements(list(Press(chosen.seed, _FRESH).statements(chosen.statements))))
    articles = list(judge_articles(list(press.articles(chosen.articles)), chosen.least or COPY))
    print("statements")
    report(statements)
    print("\nstatements, fresh frames")
    report(fresh)
    print("\narticles")
    report(articles)
    if chosen.show:
        wrong = [each for each in (*statements, *fresh, *articles) if each[0].same != each[1] and not each[0].held_out]
        for pair, same, why in wrong:
            if chosen.show in {pair.kind, "all"}:
                print(f"\n{pair.kind} {pair.languages} judged {same}: {why}\n  {pair.texts[0]}\n  {pair.texts[1]}")


if __name__ == "__main__":
    main()
