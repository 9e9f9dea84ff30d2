"""Digests, quiet hours, limits and notices: rows in the outbox, nothing lost, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import (
    Failure,
    Limit,
    Quiet,
    Receipt,
    Route,
    Schedule,
    SourceState,
    Wanted,
)
from onrecord.pipeline.desk import Assignment
from store import deliveries, sources
from tests.build import DAY, FEED, GAZETTE, HOUR, MINUTE, NOW, article, watchlist
from tests.rig import FILLER, SETTINGS, Rig, rig, says

INBOX, PAGER = SETTINGS.channels
EVENING = NOW.replace(hour=18)
DAILY = Schedule((time(18),))
SAID = (
    "The looms of the lower valley will be silent on Friday until noon",
    "Every apprentice in our workshops is to have two crowns a day more",
    "Nobody shall carry wool over the bridge before the toll has been abolished",
    "A new hall for the old dyers is going to be built behind the western gate",
    "We have asked the harbour master to keep three berths free for our barges",
)


def tell(bench: Rig, number: int = 0) -> None:
    """Let the guild's chair say something new, in an article of its own."""
    of = article(
        "\n".join([FILLER[0], says(SAID[number]), FILLER[1]]),
        url=f"https://gazette.example/{number}",
        first_seen=bench.clock(),
        fetched_at=bench.clock(),
        published=bench.clock(),
    )
    bench.desk.file(bench.desk.analyse(of), Assignment(of, GAZETTE, False, bench.clock()))


def made(folder: Path, *routes: Route, **changes: Any) -> Rig:
    """A workbench where the watchlist has these routes."""
    return rig(folder, watchlists=(watchlist(routes=routes),), **changes)


async def send_all(bench: Rig) -> list[str]:
    """Send until nothing is due; what arrived, by its plain text."""
    before = len(bench.post.sent)
    sender = bench.sender
    while found := sender.due(frozenset(), 100):
        for delivery in found:
            await sender.send(delivery)
    return [message.plain for _, message in bench.post.sent[before:]]


def states(bench: Rig) -> list[str]:
    return [each.state.value for each in bench.outbox()]


class TestDigests:
    async def test_hold_everything_until_their_hour_and_tell_it_in_one(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench, 0)
        bench.clock.advance(HOUR)
        tell(bench, 1)
        assert await send_all(bench) == []
        bench.clock.now = EVENING
        (told,) = await send_all(bench)
        assert "2 new statements" in told
        assert SAID[0] in told
        assert SAID[1] in told
        assert await send_all(bench) == []
        assert states(bench) == ["sent", "sent", "sent"]

    async def test_what_comes_after_the_hour_waits_for_the_next(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench, 0)
        bench.clock.now = EVENING
        tell(bench, 1)
        (first,) = await send_all(bench)
        bench.clock.advance(DAY)
        (second,) = await send_all(bench)
        assert (SAID[0] in first, SAID[1] in first) == (True, False)
        assert (SAID[0] in second, SAID[1] in second) == (False, True)

    async def test_two_watchlists_with_one_hour_make_one_message_without_repetition(self, tmp_path: Path) -> None:
        lists = [watchlist(id=name, routes=(Route("inbox", digest=DAILY),)) for name in ("desk", "other")]
        bench = rig(tmp_path, watchlists=tuple(lists))
        tell(bench)
        bench.clock.now = EVENING
        (told,) = await send_all(bench)
        assert told.count(SAID[0]) == 1

    async def test_a_statement_that_the_channel_was_told_is_in_no_later_digest(self, tmp_path: Path) -> None:
        early = watchlist(id="early", routes=(Route("inbox", digest=DAILY),))
        late = watchlist(id="late", routes=(Route("inbox", digest=Schedule((time(20),))),))
        bench = rig(tmp_path, watchlists=(early, late))
        tell(bench)
        bench.clock.now = EVENING
        assert len(await send_all(bench)) == 1
        bench.clock.advance(2 * HOUR)
        assert await send_all(bench) == []
        assert set(states(bench)) == {"sent"}
        with bench.store.read() as tx:
            (last,) = [each for each in deliveries.listing(tx) if each.slot == bench.clock()]
            (attempt,) = deliveries.history(tx, last.id)
        assert "told to this channel before" in attempt.detail

    async def test_two_of_which_the_first_failed_tell_a_statement_once_between_them(self, tmp_path: Path) -> None:
        lists = [
            watchlist(id=f"desk-{hour}", routes=(Route("inbox", digest=Schedule((time(hour),))),)) for hour in (18, 20)
        ]
        bench = rig(tmp_path, watchlists=tuple(lists))
        tell(bench)
        bench.clock.now = EVENING
        bench.post.answers = [Receipt(False, "451 later", EVENING)]
        await send_all(bench)
        bench.clock.now = EVENING + 2 * HOUR
        assert sum(told.count(SAID[0]) for told in await send_all(bench)) == 1
        assert set(states(bench)) == {"sent"}

    @pytest.mark.parametrize("night", [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)])
    async def test_one_comes_in_the_night_in_which_the_clocks_change(self, tmp_path: Path, night: datetime) -> None:
        berlin = replace(INBOX, timezone="Europe/Berlin")
        at_half_past_two = Schedule((time(2, 30),), heartbeat=True)
        bench = made(tmp_path, Route("inbox", digest=at_half_past_two), channels=(berlin, PAGER))
        bench.clock.now = night
        tell(bench)
        arrived = []
        for _ in range(4 * 22):
            arrived += await send_all(bench)
            bench.clock.advance(15 * MINUTE)
        assert len(arrived) == 1
        assert SAID[0] in arrived[0]

    async def test_an_hour_that_is_missed_is_made_up_once(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=replace(DAILY, heartbeat=True)))
        assert await send_all(bench) == []
        tell(bench)
        bench.clock.now = EVENING + 3 * DAY + HOUR
        bench.sender.recover()
        (told,) = await send_all(bench)
        assert SAID[0] in told
        assert await send_all(bench) == []
        bench.clock.now = EVENING + 4 * DAY
        (told,) = await send_all(bench)
        assert told.startswith("Nothing new")

    async def test_say_nothing_when_there_is_nothing_unless_a_heartbeat_is_wished(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY), Route("pager", digest=replace(DAILY, heartbeat=True)))
        assert await send_all(bench) == []
        bench.clock.now = EVENING
        (told,) = await send_all(bench)
        assert told.startswith("Nothing new")
        assert [channel for channel, _ in bench.post.sent] == ["pager"]

    async def test_a_heartbeat_that_is_no_longer_wished_is_forgotten(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=replace(DAILY, heartbeat=True)))
        await send_all(bench)
        bench.settings = replace(bench.settings, watchlists=(watchlist(routes=(Route("inbox"),)),))
        bench.clock.now = EVENING
        assert await send_all(bench) == []
        assert bench.outbox() == []

    async def test_one_that_fails_is_tried_again_with_the_same_key_and_all_it_carries(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench, 0)
        bench.clock.now = EVENING
        bench.post.answers = [Receipt(False, "451 later", EVENING)]
        await send_all(bench)
        assert states(bench) == ["retry", "retry"]
        tell(bench, 1)
        bench.clock.advance(MINUTE)
        await send_all(bench)
        (_, first), (_, second) = bench.post.sent
        assert first.key == second.key
        assert SAID[1] not in second.plain
        assert states(bench) == ["sent", "sent", "pending", "pending"]

    async def test_one_that_was_in_flight_when_the_process_died_goes_out_again(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench, 0)
        bench.clock.now = EVENING
        with bench.store.begin() as tx:
            (due,) = deliveries.due(tx, EVENING, 10)
            assert deliveries.start(tx, due.id, EVENING)
        assert await send_all(bench) == []
        assert bench.sender.recover() == 1
        (told,) = await send_all(bench)
        assert SAID[0] in told

    async def test_list_what_was_told_again_and_the_sources_that_fail(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench)
        old = f"In late January, Marit Solheim, who chairs the Weavers Guild, said: “{SAID[1]}.”"
        of = article(f"{FILLER[0]}\n{old}\n{FILLER[1]}", url="https://gazette.example/old")
        bench.desk.file(bench.desk.analyse(of), Assignment(of, GAZETTE, False, bench.clock()))
        failure = Failure("unreachable", "no route to host", NOW)
        with bench.store.begin() as tx:
            sources.save(tx, FEED.id, SourceState(next_poll_at=NOW + DAY, streak=3, failure=failure))
        bench.clock.now = EVENING
        (told,) = await send_all(bench)
        new, again = told.split("Told again, not new")
        assert SAID[0] in new
        assert SAID[1] not in new
        assert SAID[1] in again
        assert again.index(SAID[1]) < again.index(f"{FEED.id}: unreachable: no route to host"), "troubles come last"

    async def test_an_alert_that_is_asked_for_again_leaves_its_digest_and_goes_at_once(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench, 0)
        tell(bench, 1)
        first = next(each.alert for each in bench.outbox() if each.alert)
        with bench.store.begin() as tx:
            deliveries.retry(tx, bench.clock(), alert_id=first.id)
        (now,) = await send_all(bench)
        assert SAID[0] in now
        bench.clock.now = EVENING
        (later,) = await send_all(bench)
        assert (SAID[0] in later, SAID[1] in later) == (False, True)

    async def test_one_that_failed_and_lost_all_it_carried_is_settled_without_a_message(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox", digest=DAILY))
        tell(bench)
        bench.clock.now = EVENING
        bench.post.answers = [Receipt(False, "451 later", EVENING)]
        await send_all(bench)
        (alert,) = [each.alert for each in bench.outbox() if each.alert]
        with bench.store.begin() as tx:
            deliveries.retry(tx, bench.clock(), alert_id=alert.id)
        bench.clock.advance(MINUTE)
        (told,) = await send_all(bench)
        assert SAID[0] in told
        assert states(bench) == ["sent", "sent"]


class TestQuietHours:
    CHANNEL = replace(INBOX, quiet=Quiet(time(11), time(13)))

    async def test_hold_the_delivery_and_bundle_at_their_end(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), channels=(self.CHANNEL, PAGER))
        tell(bench, 0)
        tell(bench, 1)
        assert await send_all(bench) == []
        bench.clock.advance(HOUR)
        (told,) = await send_all(bench)
        assert SAID[0] in told
        assert SAID[1] in told
        tell(bench, 2)
        (alone,) = await send_all(bench)
        assert SAID[2] in alone

    async def test_do_not_hold_what_is_to_wake(self, tmp_path: Path) -> None:
        waking = Route("inbox", wakes=True, wanted=Wanted(groups=("guild",)))
        bench = made(tmp_path, waking, channels=(self.CHANNEL, PAGER))
        tell(bench)
        assert len(await send_all(bench)) == 1

    async def test_hold_what_is_tried_again(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), channels=(self.CHANNEL, PAGER))
        bench.clock.now = NOW - HOUR - timedelta(seconds=5)
        tell(bench)
        bench.post.answers = [Receipt(False, "451 later", NOW)]
        await send_all(bench)
        (waiting,) = bench.outbox()
        assert waiting.next_try_at == NOW + HOUR


class TestLimits:
    LIMITED = replace(INBOX, limit=Limit(2, 10 * MINUTE))

    async def test_turn_a_flood_into_one_message_and_drop_nothing(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), channels=(self.LIMITED, PAGER))
        for number in range(len(SAID)):
            tell(bench, number)
        first, rest = await send_all(bench)
        assert SAID[0] in first
        assert all(words in rest for words in SAID[1:])
        assert set(states(bench)) == {"sent"}

    async def test_let_what_comes_too_soon_wait_its_turn(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), channels=(self.LIMITED, PAGER))
        for number in range(3):
            tell(bench, number)
            await send_all(bench)
        assert len(bench.post.sent) == 2
        bench.clock.advance(10 * MINUTE - timedelta(seconds=1))
        assert await send_all(bench) == []
        bench.clock.advance(timedelta(seconds=1))
        (told,) = await send_all(bench)
        assert SAID[2] in told

    async def test_hold_up_no_other_channel(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), Route("pager"), channels=(self.LIMITED, PAGER))
        for number in range(4):
            tell(bench, number)
        await send_all(bench)
        assert [channel for channel, _ in bench.post.sent].count("pager") == 4


async def test_when_the_other_side_asks_to_wait_nothing_else_goes_there_before(tmp_path: Path) -> None:
    bench = made(tmp_path, Route("inbox"), Route("pager"))
    tell(bench, 0)
    tell(bench, 1)
    asked = timedelta(minutes=5)
    bench.post.answers = [Receipt(False, "429 slow down", NOW, retry_after=asked)]
    await send_all(bench)
    assert [channel for channel, _ in bench.post.sent] == ["inbox", "pager", "pager"]
    bench.clock.advance(asked - timedelta(seconds=1))
    assert await send_all(bench) == []
    bench.clock.advance(timedelta(seconds=1))
    assert len(await send_all(bench)) == 2


class TestNotices:
    async def test_tell_the_operator_what_was_given_up_in_one_message(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("inbox"), operator="pager")
        tell(bench, 0)
        tell(bench, 1)
        bench.post.answers = [Receipt(False, "550 no such user", NOW, retryable=False)] * 2
        sender = bench.sender
        for _ in range(2):
            (due,) = sender.due(frozenset({"pager"}), 10)
            await sender.send(due)
        (notice,) = await send_all(bench)
        assert notice.count("given up after 1 attempt: 550 no such user") == 2
        assert "onrecord alerts retry" in notice
        assert bench.post.sent[-1][0] == "pager"

    async def test_are_not_made_of_notices(self, tmp_path: Path) -> None:
        bench = made(tmp_path, Route("pager"), operator="pager")
        tell(bench)
        bench.post.answers = [Receipt(False, "550 no", NOW, retryable=False)]
        await send_all(bench)
        assert states(bench) == ["dead"]


async def test_a_bundle_for_a_channel_that_is_gone_is_given_up_with_all_it_carries(tmp_path: Path) -> None:
    bench = made(tmp_path, Route("inbox", digest=DAILY))
    tell(bench)
    bench.settings = replace(bench.settings, channels=(PAGER,))
    bench.clock.now = EVENING
    await send_all(bench)
    assert states(bench) == ["dead", "dead"]
    with bench.store.begin() as tx:
        assert [each.alert for each in deliveries.retry(tx, EVENING)] == [None]
    bench.settings = replace(bench.settings, channels=(INBOX, PAGER))
    (told,) = await send_all(bench)
    assert SAID[0] in told
