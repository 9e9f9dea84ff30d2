"""The operator hears once of a source in trouble, and once that it is well again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model import Receipt
from onrecord.pipeline.outcomes import Watched
from tests.build import DAY, FEED, GAZETTE, HOUR, MINUTE, NOW
from tests.rig import Rig, rig, rss


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    made = rig(tmp_path, operator="pager", outlets=(replace(GAZETTE, expect_per_day=1.0),))
    yield made
    made.store.close()


async def polled(bench: Rig, *answers: bytes | None) -> None:
    """Poll so often, at the source's next time; None is no answer."""
    for answer in answers:
        bench.web.answers.pop(FEED.url, None)
        if answer is not None:
            bench.web.answers[FEED.url] = answer
        bench.clock.advance(HOUR)
        await bench.poll()


async def watched(bench: Rig) -> Watched:
    found = await bench.watchman.watch()
    assert found is not None
    return found


async def test_a_source_that_fails_for_an_hour_is_told_once_with_the_reason(bench: Rig) -> None:
    await polled(bench, rss(), None, None)
    assert await bench.watchman.watch() is None, "twice may be a hiccup"
    await polled(bench, None)
    (trouble,) = (await watched(bench)).notice.troubles
    assert (trouble.source, trouble.word) == ("gazette/feed", "failing")
    assert trouble.detail.startswith("unreachable: no route to host (3 in a row")
    ((channel, message),) = bench.post.sent
    assert (channel, message.subject) == ("pager", "onrecord: 1 source in trouble")
    await polled(bench, None)
    assert await bench.watchman.watch() is None


async def test_a_source_that_never_worked_is_told_too(bench: Rig) -> None:
    await polled(bench, None, None, None)
    assert len((await watched(bench)).notice.troubles) == 1


async def test_it_is_told_once_that_it_is_well_again_and_then_of_the_next_trouble(bench: Rig) -> None:
    await polled(bench, rss(), None, None, None)
    await watched(bench)
    await polled(bench, rss())
    assert (await watched(bench)).notice.recovered == ("gazette/feed",)
    assert await bench.watchman.watch() is None
    await polled(bench, None, None, None)
    assert len((await watched(bench)).notice.troubles) == 1


async def test_a_silent_source_is_told(bench: Rig) -> None:
    await polled(bench, rss())
    bench.clock.advance(DAY)
    await polled(bench, rss())
    (trouble,) = (await watched(bench)).notice.troubles
    assert (trouble.word, trouble.detail) == ("silent", "0 articles in a day, 1 expected")


async def test_what_did_not_arrive_is_told_at_the_next_watch(bench: Rig) -> None:
    await polled(bench, None, None, None)
    bench.post.answers = [Receipt(False, "451 try later", NOW)]
    assert not (await watched(bench)).receipt.ok
    bench.clock.advance(5 * MINUTE)
    assert (await watched(bench)).receipt.ok


async def test_nobody_is_told_where_the_config_names_nobody(tmp_path: Path) -> None:
    bench = rig(tmp_path)
    await polled(bench, None, None, None)
    assert await bench.watchman.watch() is None
    assert bench.post.sent == []
    bench.store.close()
