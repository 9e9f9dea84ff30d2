"""What goes on from an earlier message finds it, alone or in a digest, whatever the medium calls it."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from onrecord.model import Alert, DeliveryState, Receipt, Route, Schedule
from onrecord.text import derived_id
from store import alerts, deliveries
from tests.build import HOUR, NOW, watchlist
from tests.onrecord.pipeline.test_sending import no, tell
from tests.rig import Rig, rig


def taken(thread: str) -> Receipt:
    return Receipt(True, "200 ok", NOW, thread=thread)


def follow(bench: Rig, first: Alert, number: int = 1) -> None:
    """Let an alert that goes on from `first` into the outbox."""
    alert = Alert(
        id=derived_id("update", str(number), length=12),
        kind="update",
        watchlist=first.watchlist,
        group=first.group,
        group_name=first.group_name,
        article=first.article,
        told=first.told,
        reached=number + 1,
        follows=first.id,
    )
    with bench.store.begin() as tx:
        assert alerts.save(tx, alert, 1, bench.clock())
        assert deliveries.enqueue(tx, alert.id, "inbox", bench.clock())


def first_alert(bench: Rig) -> Alert:
    alert = bench.outbox()[0].alert
    assert alert is not None
    return alert


@pytest.fixture
def single(tmp_path: Path) -> Rig:
    bench = rig(tmp_path, watchlists=(watchlist(routes=(Route("inbox"),)),))
    tell(bench)
    return bench


async def test_what_goes_on_is_sent_with_the_thread_of_the_first(single: Rig) -> None:
    single.post.answers = [taken("1764200000.000001"), taken("1764200000.000001")]
    await single.send()
    follow(single, first_alert(single))
    follow(single, first_alert(single), 2)
    await single.send()
    await single.send()
    (_, first), *later = single.post.sent
    assert (first.thread, first.follows) == ("", "")
    assert {message.thread for _, message in later} == {"1764200000.000001"}
    assert {message.follows for _, message in later} == {first.key}


async def test_a_try_that_failed_opens_no_thread(single: Rig) -> None:
    single.post.answers = [no("451 try later", thread="")]
    await single.send()
    single.clock.advance(HOUR)
    single.post.answers = [taken("thread")]
    await single.send()
    follow(single, first_alert(single))
    await single.send()
    assert single.post.sent[-1][1].thread == "thread"


async def test_what_came_in_a_digest_is_gone_on_from_at_the_digest(tmp_path: Path) -> None:
    daily = Schedule((time(14),))
    bench = rig(tmp_path, watchlists=(watchlist(routes=(Route("inbox", digest=daily),)),))
    tell(bench)
    bench.clock.advance(3 * HOUR)
    bench.post.answers = [taken("of-the-digest")]
    (sent,) = await bench.send()
    assert sent is not None
    assert sent.state is DeliveryState.SENT
    assert bench.post.sent[0][1].key.startswith("bundle.")
    follow(bench, next(each.alert for each in bench.outbox() if each.alert))
    await bench.send()
    assert bench.post.sent[-1][1].thread == "of-the-digest"


async def test_a_channel_that_was_not_told_the_first_gets_it_without_a_thread(single: Rig) -> None:
    alert = first_alert(single)
    with single.store.begin() as tx:
        assert deliveries.thread(tx, alert.id, "elsewhere") == ""
    follow(single, alert)
    await single.send()
    await single.send()
    assert single.post.sent[-1][1].thread == ""
