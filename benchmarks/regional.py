"""Runs the monitor over a folder of regional articles and writes what it would tell.

    python -m benchmarks.regional FOLDER OUT.jsonl [--ids FILE] [--families FILE]

FOLDER holds ``watchlist.yaml`` and ``articles.jsonl``. Every article goes through the real way: analysis, novelty,
decision, routes and an in-memory SQLite store without a source, so that nothing is a baseline. The members of a family
go into one fresh store in their order, every other article alone into its own. The clock is the article's date, or its
predecessor's where it has none.

One JSON object a line: ``id``, ``statements`` (``quote``, ``quote_parts``, ``kind``, ``cue``, ``speaker``,
``speaker_name``, ``group``, ``when``, ``statement_id``), ``mentions`` and ``alerts``. Gold is never read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks import watchlist
from monitor.analysis import Analysis
from onrecord.model import Article, Entity, Group, Outlet, Person, Report, Settings, Span, Watchlist
from onrecord.pipeline.desk import Assignment, Desk
from onrecord.pipeline.outcomes import Filed
from store import Store
from store.tables import reports, statements

_START = datetime(2020, 1, 1, tzinfo=UTC)
"""The clock where neither an article nor one before it has a date."""
_STEP = timedelta(minutes=1)
"""What the clock moves on for an article without a date."""


@dataclass(frozen=True, slots=True)
class Run:
    """Articles that go into one store, in order."""

    articles: tuple[Mapping[str, Any], ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.regional", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="holds watchlist.yaml and articles.jsonl")
    parser.add_argument("out", type=Path, help="predictions, one JSON object a line")
    parser.add_argument("--ids", type=Path, help="a file with the ids of the articles to run, one a line")
    parser.add_argument("--families", type=Path, help="a file with families, one JSON object a line")
    chosen = parser.parse_args(arguments)
    entities = watchlist.read(chosen.folder / "watchlist.yaml")
    articles = {article["id"]: article for article in _lines(chosen.folder / "articles.jsonl")}
    ids = chosen.ids.read_text("utf-8").split() if chosen.ids else list(articles)
    families = list(_lines(chosen.families)) if chosen.families else []
    with chosen.out.open("w", encoding="utf-8") as out:
        for run in runs(articles, ids, families):
            for prediction in predict(run, entities):
                out.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def runs(
    articles: Mapping[str, Mapping[str, Any]], ids: Sequence[str], families: Sequence[Mapping[str, Any]]
) -> Iterator[Run]:
    """The runs: one for every family that has a chosen member, one for every other chosen article.

    Raises:
        KeyError: an id is not among the articles.
    """
    wanted, placed = set(ids), set[str]()
    for family in families:
        members = [member["id"] for member in family.get("members", ()) if member["id"] in wanted - placed]
        if members:
            placed.update(members)
            yield Run(tuple(articles[member] for member in members))
    for article_id in ids:
        if article_id not in placed:
            placed.add(article_id)
            yield Run((articles[article_id],))


def predict(run: Run, entities: Sequence[Entity]) -> Iterator[dict[str, Any]]:
    """The predictions for one run, in a store of its own."""
    outlets = {article["id"]: _outlet(article) for article in run.articles}
    store = Store.open("sqlite://")
    try:
        store.migrate()
        desk = Desk(store, _settings(entities, tuple(dict.fromkeys(outlets.values()))))
        now = _START
        for raw in run.articles:
            published = _moment(raw.get("published"))
            now = published or now + _STEP
            article = _article(raw, outlets[raw["id"]], published, now)
            analysis = desk.analyse(article)
            filed = desk.file(analysis, Assignment(article, outlets[raw["id"]], baseline=False, now=now))
            yield _prediction(raw["id"], analysis, filed, _occasions(store, filed))
    finally:
        store.close()


def _settings(entities: Sequence[Entity], outlets: tuple[Outlet, ...]) -> Settings:
    groups = tuple(entity for entity in entities if isinstance(entity, Group))
    persons = tuple(entity for entity in entities if isinstance(entity, Person))
    everything = Watchlist(
        id="all",
        name="Everything",
        groups=tuple(group.id for group in groups),
        persons=tuple(person.id for person in persons),
    )
    return Settings(outlets=outlets, groups=groups, persons=persons, watchlists=(everything,))


def _outlet(raw: Mapping[str, Any]) -> Outlet:
    name = raw.get("outlet") or "unknown"
    return Outlet(id=name.casefold().replace(" ", "-"), name=name, country="", languages=(raw["lang"],))


def _article(raw: Mapping[str, Any], outlet: Outlet, published: datetime | None, now: datetime) -> Article:
    return Article(
        url=raw.get("url") or f"benchmark:{raw['id']}",
        outlet=outlet.id,
        title=raw.get("title") or "",
        text=raw["text"],
        language=raw["lang"],
        fetched_at=now,
        first_seen=now,
        published=published,
    )


def _moment(written: str | None) -> datetime | None:
    if not written:
        return None
    moment = datetime.fromisoformat(written)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _occasions(store: Store, filed: Filed) -> dict[tuple[int, int, str | None], str]:
    """The occasion that the store put each report under, by its place and group.

    Gold's unit is the communiqué: two excerpts of one that share no sentence are the same there.
    """
    query = (
        select(reports, statements.c.occasion)
        .join_from(reports, statements, reports.c.statement_id == statements.c.id)
        .where(reports.c.article_id == filed.article_id)
    )
    with store.read() as tx:
        return {(row.span_start, row.span_end, row.group_id): row.occasion for row in tx.execute(query)}


def _prediction(
    article_id: str, analysis: Analysis, filed: Filed, occasions: Mapping[tuple[int, int, str | None], str]
) -> dict[str, Any]:
    return {
        "id": article_id,
        "statements": [_statement(report, analysis.article.text, occasions) for report in analysis.reports],
        "mentions": [{"span": _pair(m.span), "entity": m.entity} for m in analysis.mentions],
        "alerts": sorted({alert.group for alert in filed.alerts}),
    }


def _statement(report: Report, text: str, occasions: Mapping[tuple[int, int, str | None], str]) -> dict[str, Any]:
    quotation, speaker = report.quotation, report.speaker
    written: dict[str, Any] = {
        "quote": _pair(quotation.span),
        "kind": quotation.kind.value,
        "cue": _pair(quotation.cue) if quotation.cue else None,
        "speaker": _pair(quotation.speaker) if quotation.speaker else None,
        "speaker_name": _called(report, text),
        "group": speaker.group or speaker.person,
        "when": report.recency.when.value,
        "rule": quotation.rule,
    }
    if len(quotation.parts) > 1:
        written["quote_parts"] = [_pair(part) for part in quotation.parts]
    known = occasions.get((quotation.span.start, quotation.span.end, speaker.group))
    if known:
        written["statement_id"] = known
    return written


def _called(report: Report, text: str) -> str | None:
    """The speaker's name; for an unnamed one, how the article describes him."""
    if report.speaker.name:
        return report.speaker.name
    place = report.speaker.antecedent or report.quotation.speaker
    return report.speaker.capacity or (place.of(text) if place else None)


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    main()
