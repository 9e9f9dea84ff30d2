"""The operator hears once of a source in trouble, and once that it is well again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from onrecord.model import Notice, Quiet, Receipt, Source
from onrecord.pipeline.outcomes import Watched
from tests.build import DAY, FEED, GAZETTE, HOUR, MINUTE, NOW
from tests.rig import SETTINGS, Rig, rig, rss


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


def watched(bench: Rig) -> Watched:
    found = bench.watchman.watch()
    assert found is not None
    return found


async def test_a_source_that_fails_for_an_hour_is_told_once_with_the_reason(bench: Rig) -> None:
    await polled(bench, rss(), None, None)
    assert bench.watchman.watch() is None, "twice may be a hiccup"
    await polled(bench, None)
    (trouble,) = watched(bench).notices
    assert (trouble.kind, trouble.about) == ("source_trouble", "gazette/feed")
    assert trouble.words.startswith("failing: unreachable: no route to host (3 in a row")
    await bench.send()
    ((channel, message),) = bench.post.sent
    assert (channel, message.subject) == ("pager", "onrecord: 1 source in trouble")
    await polled(bench, None)
    assert bench.watchman.watch() is None


async def test_a_source_that_never_worked_is_told_too(bench: Rig) -> None:
    await polled(bench, None, None, None)
    assert [each.kind for each in watched(bench).notices] == ["source_trouble"]


async def test_it_is_told_once_that_it_is_well_again_and_then_of_the_next_trouble(bench: Rig) -> None:
    await polled(bench, rss(), None, None, None)
    watched(bench)
    await polled(bench, rss())
    assert watched(bench).notices == (Notice("source_well", "gazette/feed", "well again"),)
    assert bench.watchman.watch() is None
    await polled(bench, None, None, None)
    assert [each.kind for each in watched(bench).notices] == ["source_trouble"]


async def test_a_silent_outlet_is_told_once_whatever_number_of_sources_it_has(tmp_path: Path) -> None:
    second = Source("gazette/sport", "gazette", "feed", "https://gazette.example/sport.xml")
    outlet = replace(GAZETTE, expect_per_day=1.0, sources=(FEED, second))
    bench = rig(tmp_path, operator="pager", outlets=(outlet,))
    bench.web.answers[second.url] = rss()
    await polled(bench, rss())
    bench.clock.advance(DAY)
    await polled(bench, rss())
    (trouble,) = watched(bench).notices
    assert (trouble.about, trouble.words.partition(":")[0]) == (FEED.id, "silent")
    assert bench.watchman.watch() is None
    bench.store.close()


async def test_a_silent_source_is_told(bench: Rig) -> None:
    await polled(bench, rss())
    bench.clock.advance(DAY)
    await polled(bench, rss())
    (trouble,) = watched(bench).notices
    assert trouble.words.startswith("silent: 0 articles in a day, 1 expected. Look whether")


async def test_what_does_not_arrive_is_tried_again_like_every_message(bench: Rig) -> None:
    await polled(bench, None, None, None)
    watched(bench)
    bench.post.answers = [Receipt(False, "451 try later", NOW)]
    await bench.send()
    assert bench.watchman.watch() is None
    bench.clock.advance(MINUTE)
    await bench.send()
    (_, first), (_, second) = bench.post.sent
    assert first == second
    assert [each.state.value for each in bench.outbox()] == ["sent"]


async def test_what_changes_before_it_went_out_goes_out_in_one_message_after_quiet_hours(tmp_path: Path) -> None:
    quiet = replace(SETTINGS.channels[1], quiet=Quiet(time(12), time(20)))
    bench = rig(tmp_path, operator="pager", outlets=(GAZETTE,), channels=(SETTINGS.channels[0], quiet))
    await polled(bench, rss(), None, None, None)
    watched(bench)
    assert await bench.send() == []
    await polled(bench, rss())
    watched(bench)
    bench.clock.advance(4 * HOUR)
    await bench.send()
    ((_, message),) = bench.post.sent
    assert message.subject == "onrecord: 1 source in trouble, 1 source well again"
    bench.store.close()


async def test_nobody_is_told_where_the_config_names_nobody(tmp_path: Path) -> None:
    bench = rig(tmp_path)
    await polled(bench, None, None, None)
    assert bench.watchman.watch() is None
    assert bench.post.sent == []
    bench.store.close()
