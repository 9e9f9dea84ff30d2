"""How fast: articles per second for extraction alone, for our analysis alone, and the ratio.

    python -m benchmarks.speed [--pages N] [--rounds N] [--stages] [--folder FOLDER]

Both read the same pages, one after the other in one process: trafilatura with metadata turns each page into text, the
analysis reads that text. They take turns; of several rounds the fastest counts, in processor time, so that another
process on the machine disturbs neither. The pages are generated, clean and easily read; `--folder` takes saved ones
(``*.html``, ``*.html.gz``) instead, which cost extraction several times as much.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import trafilatura

from benchmarks.pages import Sample, samples
from crawler.language import identify
from monitor import acts, quotations, recency
from monitor.analysis import Analyst
from monitor.match import Matcher
from monitor.speakers import Register, resolve_among
from onrecord.model import Alias, Article, Entity, Group, Outlet, Person, Role

_SEEN = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
_OUTLET = Outlet("outlet", "The Outlet", "LB", ("en", "ar", "fa"))
_BUDGET = 6.0
"""The analysis must take at most this part (1/6) of what extraction takes."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for all pages, of the fastest round."""

    name: str
    seconds: float
    pages: int

    @property
    def rate(self) -> float:
        """Articles per second."""
        return self.pages / self.seconds


def entities(extra: int = 100) -> tuple[Entity, ...]:
    """The tracked entities of the pages, and so many that they do not mention."""
    named: tuple[Entity, ...] = (
        Group("dawn", "Dawn Movement", "armed_group", (Alias("حركة الفجر", "ar"), Alias("جنبش فجر", "fa"))),
        Group("falcons", "Falcon Brigades", "armed_group", (Alias("كتائب الصقر", "ar"),), parent="dawn"),
        Person("aziz", "Murad Aziz", (Alias("Aziz"), Alias("مراد عزيز", "ar")), (Role("dawn", "Secretary-General"),)),
    )
    others = tuple(
        Group(f"g{n}", f"Front of the Valley {n}", "party", (Alias(f"جبهة الوادي {n}", "ar"),)) for n in range(extra)
    )
    return (*named, *others)


def article(sample: Sample) -> Article:
    """A page's article as extraction would give it."""
    return Article(sample.url, "outlet", sample.title, sample.text, sample.language, _SEEN, _SEEN, _SEEN)


def fastest(work: Mapping[str, Callable[[], object]], rounds: int, pages: int) -> tuple[Timing, ...]:
    """The fastest round of each piece of work, in seconds of the processor; the pieces take turns."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, piece in work.items():
            began = time.process_time()
            piece()
            times[name].append(time.process_time() - began)
    return tuple(Timing(name, min(taken), pages) for name, taken in times.items())


def extract(pages: Sequence[Sample]) -> None:
    """Extraction with metadata, as the crawler asks for it."""
    for page in pages:
        trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True, favor_precision=False)


def saved(folder: Path, most: int) -> Iterator[Sample]:
    """The first saved pages of a folder that hold an article, in the order of their names."""
    found = 0
    for path in sorted(folder.iterdir()):
        if found == most or not path.name.endswith((".html", ".html.gz")):
            continue
        html = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = trafilatura.extract(html, include_comments=False)
        if text:
            found += 1
            yield Sample(f"https://outlet.example/{path.name}", html, "", text, identify(text))


def measure(pages: Sequence[Sample], rounds: int) -> tuple[Timing, Timing]:
    """Extraction and analysis of the same pages."""
    analyst = Analyst(entities(), (_OUTLET,))
    articles = [article(page) for page in pages]
    work: dict[str, Callable[[], object]] = {
        "extraction": lambda: extract(pages),
        "analysis": lambda: [analyst.analyse(one) for one in articles],
    }
    extraction, analysis = fastest(work, rounds, len(pages))
    return extraction, analysis


def stages(pages: Sequence[Sample], rounds: int) -> tuple[Timing, ...]:
    """Each stage of the analysis alone, on the results of those before it."""
    register, matcher = Register(entities()), Matcher(entities())
    texts = [(page.text, page.language) for page in pages]
    mentions = [matcher.mentions(text, language=language) for text, language in texts]
    found = [quotations.find(text, language) for text, language in texts]
    read = list(zip(texts, found, mentions, strict=True))
    work: dict[str, Callable[[], object]] = {
        "match": lambda: [matcher.mentions(text, language=language) for text, language in texts],
        "quotations": lambda: [quotations.find(text, language) for text, language in texts],
        "speakers": lambda: [
            resolve_among(text, language, quoted, named, register, on=date(2026, 5, 14))
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
    return fastest(work, rounds, len(pages))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints the figures; exit code 1 when the analysis takes more than its part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=60, help="how many pages (default 60)")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts (default 3)")
    parser.add_argument("--stages", action="store_true", help="also each stage of the analysis alone")
    parser.add_argument("--folder", type=Path, help="saved pages to read instead of generated ones")
    chosen = parser.parse_args(arguments)
    pages = list(saved(chosen.folder, chosen.pages) if chosen.folder else samples(chosen.pages))
    characters = sum(len(page.text) for page in pages)
    extraction, analysis = measure(pages, chosen.rounds)
    print(f"{len(pages)} pages, {characters / len(pages):.0f} characters of text on average, one core")
    for timing in (extraction, analysis):
        each = _per_4000(timing, characters)
        print(f"{timing.name:12} {timing.rate:8.1f} articles/s {each:8.2f} ms per 4,000 characters")
    ratio = extraction.seconds / analysis.seconds
    print(f"analysis takes 1/{ratio:.1f} of extraction (must: 1/{_BUDGET:.0f})")
    for timing in stages(pages, chosen.rounds) if chosen.stages else ():
        print(f"  {timing.name:10} {_per_4000(timing, characters):8.2f} ms per 4,000 characters")
    return 0 if ratio >= _BUDGET else 1


def _per_4000(timing: Timing, characters: int) -> float:
    return timing.seconds / characters * 4_000 * 1_000


if __name__ == "__main__":
    raise SystemExit(main())
