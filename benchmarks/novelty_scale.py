"""What the novelty check costs with a small store and with a large one.

    python -m benchmarks.novelty_scale [--few N] [--many N] [--checks N] [--postgresql URL]

Makes two SQLite stores in a temporary folder, of 10,000 and of 1,000,000 statements, or fills the empty PostgreSQL
database at URL with the few and then with the many: spread over ninety days and two
hundred groups, of which a few say most. Then times, for one quotation at a time, all that the check is: preparing the
words, looking the candidates up, comparing. Half of the quotations echo a stored statement, and must be found.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import BigInteger, Column, MetaData, String, Table, delete, insert, select

from benchmarks.novelty import Press
from monitor import novelty
from onrecord.model import Article, Kind, Novelty, Quotation, Recency, Report, Span, Speaker, When
from store import Store, articles, statements, tables

_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_DAYS = 90
_GROUPS = 200
_BATCH = 20_000
_STAGED = Table(
    "staged",
    MetaData(),
    Column("key", BigInteger),
    Column("seen", BigInteger),
    Column("statement_id", String),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class Said:
    """A generated statement."""

    words: str
    language: str
    group: str
    minutes: int

    @property
    def first_seen(self) -> datetime:
        """When it was said: so many minutes ago."""
        return _NOW - timedelta(minutes=self.minutes)


def said(count: int, seed: int) -> Iterator[Said]:
    """So many statements, the groups by Zipf's law."""
    chance = random.Random(seed)
    press = Press(seed)
    weights = [1 / rank for rank in range(1, _GROUPS + 1)]
    for words, language in press.told(count):
        (group,) = chance.choices(range(_GROUPS), weights)
        yield Said(words, language, f"group-{group}", chance.randrange(_DAYS * 24 * 60))


def article(one: Said) -> Article:
    """The article that quotes nothing else."""
    return Article(
        url=f"https://courier.example/{one.minutes}",
        outlet="courier",
        title="",
        text=one.words,
        language=one.language,
        fetched_at=one.first_seen,
        first_seen=one.first_seen,
        published=one.first_seen,
    )


def report(one: Said) -> Report:
    """The quotation, understood."""
    quotation = Quotation((Span(0, len(one.words)),), None, None, Kind.INDIRECT, "generated")
    return Report(quotation, Speaker(name=one.group, group=one.group), Recency(When.NEW), one.words)


def fill(store: Store, told: Iterable[Said]) -> None:
    """Store the statements as the desk would, but many at a time, and their keys in the order of the index."""
    with store.begin() as tx:
        article_id = articles.save(tx, article(Said("-", "en", "", 0)), entry_id=None).id
        _STAGED.create(tx)
        for batch in batched(enumerate(told), _BATCH):
            tx.execute(insert(tables.statements), [_row(one, _id(number), article_id) for number, one in batch])
            tx.execute(insert(_STAGED), [row for each in batch for row in _keys(*each)])
        in_order = select(*_STAGED.c).distinct().order_by(*_STAGED.c)
        tx.execute(insert(tables.statement_keys).from_select(_STAGED.c.keys(), in_order))
        _STAGED.drop(tx)
        tx.exec_driver_sql("ANALYZE")  # as a store that grows day by day has it done by itself


def empty(store: Store) -> None:
    """Take out what a smaller run has left."""
    with store.begin() as tx:
        for table in (tables.statement_keys, tables.statements, tables.articles):
            tx.execute(delete(table))


def batched(items: Iterable[tuple[int, Said]], size: int) -> Iterator[list[tuple[int, Said]]]:
    """The items in pieces."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def _id(number: int) -> str:
    return f"{number:016x}"


def _keys(number: int, one: Said) -> list[dict[str, object]]:
    (found,) = novelty.keys([report(one)], article=article(one))
    seen = int(one.first_seen.timestamp())
    return [{"key": key, "seen": seen, "statement_id": _id(number)} for key in found]


def _row(one: Said, statement_id: str, article_id: int) -> dict[str, object]:
    return {
        "id": statement_id,
        "words": one.words,
        "kind": "indirect",
        "language": one.language,
        "group_id": one.group,
        "capacity": "",
        "acts": [],
        "first_seen": one.first_seen,
        "article_id": article_id,
        "outlet": "courier",
        "recency": "new",
        "baseline": False,
        "names": [],
        "occasion": "",
    }


def check(store: Store, one: Said) -> Novelty:
    """Place one quotation."""
    source, reports = article(one), [report(one)]
    with store.read() as tx:
        known = statements.candidates(
            tx,
            groups={one.group},
            persons=(),
            since=source.first_seen - novelty.REMEMBERED,
            keys=novelty.keys(reports, article=source),
        )
    (placement,) = novelty.place(reports, known, article=source, day=source.first_seen.date())
    return placement.novelty


def measure(count: int, checks: int, folder: Path, postgresql: str) -> None:
    """Make a store and print what a check costs in it."""
    path = folder / f"{count}.db"
    store = Store.open(postgresql or f"sqlite:///{path}")
    store.migrate()
    empty(store)
    started = time.perf_counter()
    fill(store, said(count, seed=1))
    made = time.perf_counter() - started
    chance = random.Random(2)
    recent = list(islice((one for one in said(count, seed=1) if one.minutes < 10 * 24 * 60), 10 * checks))
    asked = [
        *(
            Said(one.words, one.language, one.group, max(one.minutes - 30, 0))
            for one in chance.sample(recent, checks // 2)
        ),
        *(Said(one.words, one.language, one.group, chance.randrange(600)) for one in said(checks // 2, seed=3)),
    ]
    for one in asked[:20]:
        check(store, one)
    times, echoes = [], []
    working = time.process_time()
    for one in asked:
        started = time.perf_counter()
        echoes.append(check(store, one) is Novelty.ECHO)
        times.append(1000 * (time.perf_counter() - started))
    working = 1000 * (time.process_time() - working) / len(asked)
    found, slow = sum(echoes[: checks // 2]), statistics.quantiles(times, n=20)[-1]
    size = f", {path.stat().st_size >> 20} MB" if path.exists() else ""
    print(
        f"{count:9,} statements: median {statistics.median(times):.2f} ms, mean {statistics.mean(times):.2f} ms, "
        f"95 % under {slow:.2f} ms, processor {working:.2f} ms a quotation; "
        f"{found} of {checks // 2} echoes found (filled in {made:.0f} s{size})"
    )
    store.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.novelty_scale", description=__doc__.split("\n")[0])
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--checks", type=int, default=600)
    parser.add_argument("--postgresql", default="", help="URL of an empty database")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for count in (chosen.few, chosen.many):
            measure(count, chosen.checks, Path(folder), chosen.postgresql)


if __name__ == "__main__":
    main()
