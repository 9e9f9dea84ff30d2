"""How fast: milliseconds for extraction alone, for our whole analysis alone, and the ratio, for every language.

    python -m benchmarks.speed [GOLD.jsonl ...] [--folder FOLDER] [--pages N] [--rounds N] [--stages]

Both read the same pages in one process on one core: trafilatura with metadata turns each page into text, the analysis
reads that text. They take turns; of several rounds the fastest of each page counts, in processor time, so that another
process on the machine disturbs neither. The pages hold 4,000 characters of text or more, in a frame as heavy as that of
real pages (`benchmarks.pages`): texts of gold files with ``lang`` and ``text``, or, without one, texts written for the
purpose. `--folder` measures saved pages (``*.html``, ``*.html.gz``) in the languages that have a finder instead.

The analysis may be pure Python or compiled (`make compiled`): the first line says which.

The claim is about the total of a language: exit code 1 where the analysis takes more than its part.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path

import trafilatura

import monitor.analysis
from benchmarks import texts
from benchmarks.pages import Sample, bodies, readable, samples
from monitor import acts, quotations, recency
from monitor.analysis import Analyst
from monitor.match import Matcher
from monitor.speakers import Register, resolve
from onrecord.model import Alias, Article, Entity, Group, Outlet, Person, Role

_SEEN = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
_OUTLET = Outlet("outlet", "The Outlet", "LB", ("en", "ar", "fa"))
_BUDGET = 6.0
"""The analysis must take at most this part (1/6) of what extraction takes."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the pages of one language took.

    Attributes:
        characters: of each page's text.
        extraction: seconds for each page.
        analysis: seconds for each page.
    """

    language: str
    characters: tuple[int, ...]
    extraction: tuple[float, ...]
    analysis: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long extraction takes, all pages together."""
        return sum(self.extraction) / sum(self.analysis)

    @property
    def median_ratio(self) -> float:
        """The same of the page in the middle."""
        return statistics.median(
            extraction / analysis for extraction, analysis in zip(self.extraction, self.analysis, strict=True)
        )

    def total(self, seconds: Sequence[float]) -> float:
        """Milliseconds per 4,000 characters, all pages together."""
        return _per_4000(sum(seconds), sum(self.characters))

    def median(self, seconds: Sequence[float]) -> float:
        """Milliseconds per 4,000 characters of the page in the middle."""
        return statistics.median(_per_4000(taken, one) for taken, one in zip(seconds, self.characters, strict=True))


def entities(extra: int = 100) -> tuple[Entity, ...]:
    """The tracked entities of the written texts, and so many that they do not mention."""
    named: tuple[Entity, ...] = (
        Group("dawn", "Dawn Movement", "armed_group", (Alias("حركة الفجر", "ar"), Alias("جنبش فجر", "fa"))),
        Group("falcons", "Falcon Brigades", "armed_group", (Alias("كتائب الصقر", "ar"),), parent="dawn"),
        Person("aziz", "Murad Aziz", (Alias("Aziz"), Alias("مراد عزيز", "ar")), (Role("dawn", "Secretary-General"),)),
    )
    others = tuple(
        Group(f"g{n}", f"Front of the Valley {n}", "party", (Alias(f"جبهة الوادي {n}", "ar"),)) for n in range(extra)
    )
    return (*named, *others)


def build() -> str:
    """What the analysis runs as."""
    return "pure Python" if monitor.analysis.__file__.endswith(".py") else "compiled"


def article(sample: Sample) -> Article:
    """A page's article as extraction would give it."""
    return Article(sample.url, "outlet", sample.title, sample.text, sample.language, _SEEN, _SEEN, _SEEN)


def extract(page: Sample) -> None:
    """Extraction with metadata, as the crawler asks for it."""
    trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True, favor_precision=False)


def saved(folder: Path, most: int) -> Iterator[Sample]:
    """The first saved pages of a folder with an article that the monitor reads, in the order of their names."""
    found = 0
    for name, html in bodies(folder):
        if found == most:
            return
        read = readable(html)
        if read is not None:
            found += 1
            yield Sample(f"https://outlet.example/{name}", html, "", read.text, read.language)


def measure(pages: Sequence[Sample], rounds: int) -> Iterator[Measured]:
    """Extraction and analysis of the same pages, language by language."""
    analyst = Analyst(entities(), (_OUTLET,))
    for language, group in groupby(sorted(pages, key=_language), key=_language):
        mine = list(group)
        articles = [article(page) for page in mine]
        extraction, analysis = [float("inf")] * len(mine), [float("inf")] * len(mine)
        for _ in range(rounds):
            for number, page in enumerate(mine):
                extraction[number] = min(extraction[number], _seconds(partial(extract, page)))
            for number, one in enumerate(articles):
                analysis[number] = min(analysis[number], _seconds(partial(analyst.analyse, one)))
        yield Measured(language, tuple(len(page.text) for page in mine), tuple(extraction), tuple(analysis))


def stages(pages: Sequence[Sample], rounds: int) -> Iterator[tuple[str, float]]:
    """Seconds of each stage of the analysis alone, on the results of those before it; all pages, the fastest round."""
    register, matcher = Register(entities()), Matcher(entities())
    given = [(page.text, page.language) for page in pages]
    mentions = [matcher.mentions(text, language=language) for text, language in given]
    found = [quotations.find(text, language) for text, language in given]
    read = list(zip(given, found, mentions, strict=True))
    work: Mapping[str, Callable[[], object]] = {
        "match": lambda: [matcher.mentions(text, language=language) for text, language in given],
        "quotations": lambda: [quotations.find(text, language) for text, language in given],
        "speakers": lambda: [
            resolve(text, language, quoted, named, register, on=date(2026, 5, 14))
            for (text, language), quoted, named in read
        ],
        "recency": lambda: [
            recency.judge(text, language, quoted, published=_SEEN, timezone="UTC")
            for (text, language), quoted, _ in read
        ],
        "acts": lambda: [
            acts.label(text, language, quotation) for (text, language), quoted, _ in read for quotation in quoted
        ],
    }
    for name, piece in work.items():
        yield name, min(_seconds(piece) for _ in range(rounds))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints the figures; exit code 1 when the analysis takes more than its part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="*", help="JSON lines with texts to set into pages")
    parser.add_argument("--folder", type=Path, help="saved pages to read instead of made ones")
    parser.add_argument("--pages", type=int, default=20, help="how many of each language; of a folder, in all")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts (default 3)")
    parser.add_argument("--stages", action="store_true", help="also each stage of the analysis alone")
    chosen = parser.parse_args(arguments)
    given = texts.of_gold(chosen.gold, chosen.pages) if chosen.gold else texts.written(chosen.pages)
    pages = list(saved(chosen.folder, chosen.pages) if chosen.folder else samples(given))
    print(f"ms per 4,000 characters of text, one core: all pages together (page in the middle); analysis: {build()}")
    print("language pages characters   KB of HTML        extraction          analysis   analysis takes")
    measured = list(measure(pages, chosen.rounds))
    for one in measured:
        _tell(one, [page for page in pages if page.language == one.language])
    for name, seconds in stages(pages, chosen.rounds) if chosen.stages else ():
        print(f"  {name:12}{_per_4000(seconds, sum(len(page.text) for page in pages)):6.2f}")
    return 0 if all(one.ratio >= _BUDGET for one in measured) else 1


def _tell(one: Measured, pages: Sequence[Sample]) -> None:
    characters, size = sum(one.characters) / len(pages), sum(len(page.html) for page in pages) / len(pages) / 1_000
    extraction, analysis = (f"{one.total(t):6.2f} ({one.median(t):6.2f})" for t in (one.extraction, one.analysis))
    print(
        f"{one.language:9}{len(pages):5}{characters:11,.0f}{size:13,.0f}{extraction:>18}{analysis:>18}"
        f"   1/{one.ratio:.1f} (1/{one.median_ratio:.1f}), must: 1/{_BUDGET:.0f}"
    )


def _language(page: Sample) -> str:
    return page.language


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _per_4000(seconds: float, characters: int) -> float:
    return seconds / characters * 4_000 * 1_000


if __name__ == "__main__":
    raise SystemExit(main())
