"""A message of several parts: a process that is killed between two attempts repeats nothing that the server took."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from alerts.deliver import Deliverer
from onrecord.model import Channel, ChannelKind, Delivery, DeliveryState, Route, Secret
from onrecord.pipeline.desk import Assignment
from onrecord.pipeline.sending import Sender
from store import deliveries
from store.database import Store
from tests.alerts import servers
from tests.alerts.slack_api import Workspace, slack
from tests.build import GAZETTE, article, watchlist
from tests.rig import FILLER, Clock, Rig, rig, says

PROMISES = tuple(f"On day {day} we will card the wool{', and count the bales' * 130}" for day in range(4))


def newsroom(folder: Path, url: str, kind: ChannelKind = "slack") -> Rig:
    """One alert of four long quotes waits for a chat."""
    chat = Channel("chat", kind, Secret(url))
    bench = rig(folder, watchlists=(watchlist(routes=(Route("chat"),)),), channels=(chat,))
    of = article("\n".join([FILLER[0], *map(says, PROMISES), FILLER[1]]))
    bench.desk.file(bench.desk.analyse(of), Assignment(of, GAZETTE, False, bench.clock()))
    bench.store.close()
    return bench


async def live(bench: Rig) -> Delivery:
    """A process of its own: it takes up what the last one left, sends what is due, once, and is gone."""
    settings, clock = bench.settings, Clock(bench.clock())
    with closing(Store.open(settings.database)) as store:
        deliverer = Deliverer(settings.channels, io.StringIO(), clock=clock)
        sender = Sender(store, deliverer, settings, clock=clock, rng=random.Random(1))
        sender.recover()
        for due in sender.due(frozenset(), 10):
            await sender.send(due)
        deliverer.close()
        with store.read() as tx:
            (delivery,) = deliveries.listing(tx)
    bench.clock.now = max(clock(), delivery.next_try_at)
    return delivery


def days(texts: Sequence[str]) -> list[int]:
    """Which quotes begin in the texts, in order."""
    return [day for text in texts for day in range(len(PROMISES)) if f"On day {day}" in text]


async def test_a_new_process_sends_only_what_a_slack_workspace_has_not_taken(tmp_path: Path) -> None:
    with slack(Workspace(limited=1, room=2)) as workspace:
        bench = newsroom(tmp_path, workspace.url)
        first = await live(bench)
        assert (first.state, len(first.taken), len(workspace.posted)) == (DeliveryState.RETRY, 2, 2)
        last = await live(bench)
    assert (last.state, last.taken) == (DeliveryState.SENT, frozenset())
    posted = [one.text for one in workspace.posted]
    assert len(set(posted)) == len(posted)
    assert days(posted) == [0, 1, 2, 3]
    with closing(Store.open(bench.settings.database)) as store, store.read() as tx:
        assert last.alert is not None
        assert deliveries.thread(tx, last.alert.id, "chat") == workspace.posted[0].ts, "updates go below the first part"


async def test_a_process_that_is_killed_in_its_attempt_forgets_nothing_of_those_before(tmp_path: Path) -> None:
    with slack(Workspace(limited=1, room=2)) as workspace:
        bench = newsroom(tmp_path, workspace.url)
        first = await live(bench)
        with closing(Store.open(bench.settings.database)) as store, store.begin() as tx:
            assert deliveries.start(tx, first.id, bench.clock())
        assert (await live(bench)).state is DeliveryState.SENT
    posted = [one.text for one in workspace.posted]
    assert len(set(posted)) == len(posted)
    assert days(posted) == [0, 1, 2, 3]


async def test_a_new_process_sends_only_what_another_chat_has_not_taken(tmp_path: Path) -> None:
    with servers.http() as endpoint:
        took = endpoint.answers[0]
        endpoint.answers[:] = [took, took, (503, {}, b"no"), took]
        bench = newsroom(tmp_path, f"mmost://{endpoint.host}/abcdefghijklmnopqrstuvwxyz", "apprise")
        assert (await live(bench)).state is DeliveryState.RETRY
        assert (await live(bench)).state is DeliveryState.SENT
    posted = [json.loads(request.body)["text"] for request in endpoint.requests]
    assert posted[2] == posted[3], "the one that was refused"
    assert len(set(posted)) == len(posted) - 1
