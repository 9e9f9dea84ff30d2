"""One pruning: what the config does not keep goes, what novelty needs stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor import novelty
from onrecord.model import Keep, Novelty
from onrecord.pipeline.desk import Assignment
from onrecord.pipeline.outcomes import Pruned
from store import tables
from tests.build import COURIER, DAY, GAZETTE, HOUR, article
from tests.rig import FILLER, STRIKE, Rig, rig, says

NOTHING_KEPT = Keep(timedelta(0), timedelta(0), timedelta(0))


def file(bench: Rig, outlet: str = "gazette") -> None:
    """File an article in which the guild's chair speaks of the strike, at the clock's time."""
    now = bench.clock()
    text = "\n".join([FILLER[0], says(STRIKE), FILLER[1]])
    of = article(
        text,
        url=f"https://{outlet}.example/1",
        outlet=outlet,
        fetched_at=now,
        first_seen=now,
        published=now - HOUR,
    )
    where = GAZETTE if outlet == "gazette" else COURIER
    bench.desk.file(bench.desk.analyse(of), Assignment(of, where, False, now))


async def test_nothing_young_is_forgotten(bench: Rig) -> None:
    file(bench)
    assert await bench.pruner.prune() == Pruned()


async def test_what_is_older_than_the_config_keeps_is_forgotten(bench: Rig) -> None:
    file(bench)
    file(bench, "courier")
    await bench.send()
    bench.clock.advance(181 * DAY)
    pruned = await bench.pruner.prune()
    assert (pruned.texts, pruned.silences, pruned.deliveries) == (2, 1, 2)
    assert pruned.keys > 0
    assert await bench.pruner.prune() == Pruned()
    assert (len(bench.rows(tables.statements)), len(bench.rows(tables.reports))) == (1, 2)
    assert len(bench.rows(tables.alerts)) == 1


async def test_what_novelty_looks_back_on_stays_however_little_is_kept(tmp_path: Path) -> None:
    bench = rig(tmp_path, keep=NOTHING_KEPT)
    file(bench)
    file(bench, "courier")
    bench.clock.advance(novelty.REMEMBERED - DAY)
    pruned = await bench.pruner.prune()
    assert (pruned.silences, len(bench.rows(tables.statement_keys)) > 0) == (0, True)
    file(bench, "courier")
    first, again = sorted(bench.rows(tables.statements), key=lambda row: row.first_seen)
    assert (first.restates, again.restates) == (None, first.id), "said again, and linked to when it was said before"
    bench.store.close()


async def test_a_copy_of_a_forgotten_text_is_read_like_any_other(bench: Rig) -> None:
    file(bench)
    bench.clock.advance(181 * DAY)
    await bench.pruner.prune()
    file(bench, "courier")
    assert [row.novelty for row in bench.rows(tables.reports)] == [Novelty.NEW, Novelty.NEW]
