"""The daemon: one pass, going on until told to stop, and what ends it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from crawler import rendering
from crawler.rendering import Answers, BrowserError
from onrecord.daemon.daemon import Daemon, running
from onrecord.errors import DeliveryError, StoreError
from onrecord.model import Channel, DeliveryState, Outlet, Secret, Source
from onrecord.pipeline.desk import Assignment
from onrecord.pipeline.outcomes import Outcome, Polled, Pruned, Read, Sent
from onrecord.pipeline.pruning import Pruner
from onrecord.pipeline.sending import Sender
from store import deliveries
from tests.build import COURIER, FEED, GAZETTE, HOUR, NOW, article
from tests.rig import FILLER, SETTINGS, STRIKE, WAGES, Rig, html, new_database, rig, rss, says

TICK = timedelta(milliseconds=10)
LINKS = ("https://gazette.example/1", "https://gazette.example/2")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    """Two articles wait behind a feed that was baselined an hour ago."""
    made = rig(tmp_path)
    yield made
    made.store.close()


async def with_news(bench: Rig) -> Rig:
    bench.web.answers[FEED.url] = rss()
    await bench.poll()
    bench.clock.advance(HOUR)
    bench.web.answers[FEED.url] = rss(*({"link": link, "published": NOW} for link in LINKS))
    bench.web.answers |= {link: html(says(words)) for link, words in zip(LINKS, (STRIKE, WAGES), strict=True)}
    return bench


class Log:
    """Hears every outcome, and can wait for so many of a kind."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._heard = asyncio.Event()

    def __call__(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._heard.set()

    def of(self, kind: type[Outcome]) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, kind)]

    async def until(self, count: int, kind: type[Outcome]) -> None:
        async with asyncio.timeout(10):
            while len(self.of(kind)) < count:
                self._heard.clear()
                await self._heard.wait()


def daemon(bench: Rig, log: Log) -> Daemon:
    return Daemon(
        bench.poller, bench.reader, bench.sender, bench.rechecker, bench.pruner, bench.watchman, on_outcome=log
    )


async def test_one_pass_polls_reads_and_sends_what_that_brought(bench: Rig) -> None:
    log = Log()
    await daemon(await with_news(bench), log).once()
    assert (len(log.of(Polled)), len(log.of(Read)), len(log.of(Sent))) == (2, 2, 4)
    assert {one.state for one in bench.outbox()} == {DeliveryState.SENT}
    assert sorted(words for words in (STRIKE, WAGES) for _, message in bench.post.sent if words in message.body) == (
        sorted([STRIKE, STRIKE, WAGES, WAGES])
    )


async def test_a_second_pass_finds_nothing_to_do(bench: Rig) -> None:
    await daemon(await with_news(bench), Log()).once()
    log = Log()
    second = daemon(bench, log)
    await second.once()
    assert log.outcomes == []
    assert second.idle


async def test_a_pass_ends_with_forgetting_what_was_kept_long_enough(bench: Rig) -> None:
    await daemon(await with_news(bench), Log()).once()
    bench.clock.advance(timedelta(days=200))
    log = Log()
    await daemon(bench, log).once()
    pruned = log.outcomes[-1]
    assert isinstance(pruned, Pruned)
    assert (pruned.texts, pruned.deliveries) == (2, 4)


async def test_it_forgets_when_it_starts_and_an_error_in_that_ends_it_loudly(
    bench: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Pruner) -> NoReturn:
        await asyncio.sleep(0)
        raise StoreError("sqlite:///onrecord.db", "disk I/O error")

    monkeypatch.setattr(Pruner, "prune", broken)
    working = daemon(bench, Log())
    with pytest.raises(StoreError, match="disk I/O error"):
        async with asyncio.timeout(10):
            await working.forever(asyncio.Event(), every=TICK)
    await working.close()


async def test_it_goes_on_until_told_to_stop(bench: Rig) -> None:
    log, stop = Log(), asyncio.Event()
    working = daemon(await with_news(bench), log)
    forever = asyncio.create_task(working.forever(stop, every=TICK))
    await log.until(4, Sent)
    bench.web.answers["https://gazette.example/3"] = html(
        says("No cart from the hills is to be turned away at our gate")
    )
    bench.web.answers[FEED.url] = rss(*({"link": link} for link in (*LINKS, "https://gazette.example/3")))
    bench.clock.advance(HOUR)
    await log.until(6, Sent)
    stop.set()
    await forever
    await working.close()
    assert working.idle
    assert len(bench.post.sent) == 6


async def test_sources_that_hang_keep_no_other_waiting(tmp_path: Path) -> None:
    def hanging(name: str) -> Outlet:
        return replace(GAZETTE, id=name, sources=(Source(f"{name}/feed", name, "feed", f"https://{name}.example/"),))

    bench = rig(tmp_path, outlets=(*(hanging(f"a{number}") for number in range(150)), GAZETTE))
    bench.web.answers[FEED.url] = rss()
    get, gate = bench.web.get, asyncio.Event()

    async def hang(url: str, **known: object) -> object:
        if url != FEED.url:
            await gate.wait()
        return await get(url, **known)  # type: ignore[arg-type]

    bench.web.get = hang  # type: ignore[method-assign,assignment]
    log, stop = Log(), asyncio.Event()
    working = daemon(bench, log)
    forever = asyncio.create_task(working.forever(stop, every=TICK))
    await log.until(1, Polled)
    stop.set()
    await forever
    gate.set()
    await working.close()
    bench.store.close()


async def test_an_outlet_whose_pages_hang_keeps_no_other_waiting(bench: Rig) -> None:
    await with_news(bench)
    hanging = [f"https://gazette.example/{number}" for number in range(100, 130)]
    bench.web.answers[FEED.url] = rss(*({"link": link, "published": NOW} for link in hanging))
    get, gate, asked = bench.web.get, asyncio.Event(), list[str]()

    async def hang(url: str, **known: object) -> object:
        if url in hanging:
            asked.append(url)
            await gate.wait()
        return await get(url, **known)  # type: ignore[arg-type]

    bench.web.get = hang  # type: ignore[method-assign,assignment]
    log, stop = Log(), asyncio.Event()
    working = daemon(bench, log)
    forever = asyncio.create_task(working.forever(stop, every=TICK))
    await log.until(2, Polled)
    bench.web.answers[COURIER.sources[0].url] = rss({"link": "https://courier.example/1", "published": NOW})
    bench.web.answers["https://courier.example/1"] = html(says(STRIKE))
    bench.clock.advance(HOUR)
    await log.until(1, Read)
    assert len(asked) == 2, "one is asked for, one more stands ready"
    stop.set()
    await forever
    gate.set()
    await working.close()


async def test_told_to_stop_it_lets_what_is_in_work_finish(bench: Rig) -> None:
    log, stop = Log(), asyncio.Event()
    gate, asked = asyncio.Event(), asyncio.Event()
    get = bench.web.get

    async def slow(url: str, **known: object) -> object:
        asked.set()
        await gate.wait()
        return await get(url, **known)  # type: ignore[arg-type]

    bench.web.get = slow  # type: ignore[method-assign,assignment]
    working = daemon(bench, log)
    forever = asyncio.create_task(working.forever(stop, every=TICK))
    await asked.wait()
    stop.set()
    await forever
    assert log.outcomes == []
    closing = asyncio.create_task(working.close())
    gate.set()
    await closing
    assert len(log.of(Polled)) == 2, "what was begun is kept, not lost"


async def test_one_pass_that_is_stopped_lets_what_is_in_work_finish_and_begins_nothing(bench: Rig) -> None:
    log, stop, gate = Log(), asyncio.Event(), asyncio.Event()
    await with_news(bench)
    get = bench.web.get

    async def slow(url: str, **known: object) -> object:
        stop.set()
        await gate.wait()
        return await get(url, **known)  # type: ignore[arg-type]

    bench.web.get = slow  # type: ignore[method-assign,assignment]
    working = daemon(bench, log)
    await working.once(stop)
    assert log.outcomes == []
    gate.set()
    await working.close()
    assert [type(outcome) for outcome in log.outcomes] == [Polled, Polled]


async def test_without_its_hold_on_the_database_it_ends(bench: Rig) -> None:
    class Lost:
        def check(self) -> None:
            raise StoreError("onrecord.db", "somebody removed the lock")

        def release(self) -> None:
            pass

    working = Daemon(*bench.jobs, on_outcome=Log(), hold=Lost())
    with pytest.raises(StoreError, match="somebody removed"):
        async with asyncio.timeout(10):
            await working.forever(asyncio.Event(), every=TICK)
    assert working.idle
    await working.close()


async def test_an_error_nobody_expected_ends_it_loudly(bench: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Sender, busy: frozenset[str], limit: int) -> NoReturn:
        raise StoreError("sqlite:///onrecord.db", "disk I/O error")

    monkeypatch.setattr(Sender, "due", broken)
    working = daemon(bench, Log())
    with pytest.raises(StoreError, match="disk I/O error"):
        async with asyncio.timeout(10):
            await working.forever(asyncio.Event(), every=TICK)
    await working.close()
    with pytest.raises(StoreError, match="disk I/O error"):
        await daemon(bench, Log()).once()


class TestRunning:
    """The real spider, workers and senders, opened and closed."""

    async def test_takes_up_what_a_dead_process_was_sending(self, tmp_path: Path) -> None:
        bench = rig(tmp_path, outlets=())
        from_before(bench)
        screen, log = io.StringIO(), Log()
        settings = replace(bench.settings, channels=(Channel("pager", "console"), Channel("inbox", "console")))
        async with running(settings, console=screen, on_outcome=log, clock=bench.clock) as working:
            await working.once()
        assert len(log.of(Sent)) == 2
        assert {one.state for one in bench.outbox()} == {DeliveryState.SENT}
        assert screen.getvalue().count(STRIKE) == 2
        bench.store.close()

    async def test_a_database_that_cannot_be_opened_is_told(self, tmp_path: Path) -> None:
        settings = replace(SETTINGS, database=f"sqlite:///{tmp_path}/nowhere/onrecord.db")
        with pytest.raises(StoreError, match="does not exist"):
            async with running(settings, console=io.StringIO()):
                raise AssertionError("it must not get here")

    async def test_a_channel_that_cannot_be_used_is_told_and_everything_is_closed(self, tmp_path: Path) -> None:
        bad = (Channel("inbox", "slack", Secret("slack://nonsense")),)
        settings = replace(SETTINGS, database=new_database(tmp_path), channels=bad)
        with pytest.raises(DeliveryError, match="inbox") as caught:
            async with running(settings, console=io.StringIO()):
                raise AssertionError("it must not get here")
        assert "nonsense" not in str(caught.value)


def from_before(bench: Rig) -> None:
    """One alert for two channels, one of which was being sent to when the process died."""
    of = article("\n".join([FILLER[0], says(STRIKE), FILLER[1]]))
    bench.desk.file(bench.desk.analyse(of), Assignment(of, GAZETTE, False, NOW))
    with bench.store.begin() as tx:
        assert deliveries.start(tx, bench.outbox()[0].id, NOW)


async def test_an_outlet_that_needs_a_browser_has_one_or_nothing_starts(
    bench: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []

    class Shows:
        async def show(self, url: str, answers: Answers, *, seconds: float) -> str:
            raise AssertionError(f"{url} needs no browser here")

        async def close(self) -> None:
            closed.append("browser")

    asked: list[tuple[str | None, str]] = []

    def browser(configured: str | None, *, user_agent: str) -> Shows:
        asked.append((configured, user_agent))
        if configured is None:
            raise BrowserError("chromium", "no such browser")
        return Shows()

    monkeypatch.setattr(rendering, "browser", browser)
    settings = replace(bench.settings, outlets=(replace(GAZETTE, render=True), COURIER))
    with pytest.raises(BrowserError):
        async with running(settings, console=io.StringIO()):
            pass
    async with running(replace(settings, chromium="/opt/chromium"), console=io.StringIO()):
        assert closed == []
    async with running(bench.settings, console=io.StringIO()):
        pass
    assert asked == [(None, settings.user_agent), ("/opt/chromium", settings.user_agent)]
    assert closed == ["browser"]
