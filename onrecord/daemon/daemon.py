"""The daemon: four lanes of work over one database, one long-lived spider and one clock.

    due sources   ── poll ──→ new entries
    due entries   ── read ──→ articles, statements, alerts, outbox
    due deliveries ─ send ──→ receipts
    due rechecks ─ recheck ─→ edits, alerts, outbox

Once a day a fifth job forgets what was kept long enough, and every five minutes a sixth looks at how the sources stand.
All state is in rows, so the process may be killed at any moment; APScheduler only ticks.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any, TextIO

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from alerts.deliver import Deliverer
from crawler.extract import Extractor
from crawler.fetch import Fetcher
from crawler.rendering import with_browser
from onrecord.daemon import clock as wall_clock
from onrecord.daemon.lanes import Lane
from onrecord.errors import StoreError
from onrecord.model import Delivery, Recheck, Settings, SourceState
from onrecord.pipeline.desk import Desk
from onrecord.pipeline.keeping import keeper
from onrecord.pipeline.outcomes import Outcome, Pruned
from onrecord.pipeline.polling import Clock, Poller
from onrecord.pipeline.pruning import Pruner
from onrecord.pipeline.reading import Reader
from onrecord.pipeline.rechecking import Rechecker
from onrecord.pipeline.sending import Sender
from onrecord.pipeline.watching import Watchman
from store import sources
from store.database import Store
from store.entries import PendingEntry
from store.hold import Hold

SENDS, RECHECKS = 16, 4
"""How many channels and pages of alerts are in work at once, at most."""
_DAY = 24 * 3600.0
"""Seconds between two prunings."""
_WATCH = 300.0
"""Seconds between two looks at how the sources stand."""
GRACE = 20.0
"""Seconds that work gets to finish when the daemon is asked to stop."""

log = logging.getLogger(__name__)

OnOutcome = Callable[[Outcome], None]


def _log_outcome(outcome: Outcome) -> None:
    log.info("%s", outcome)


class Daemon:
    """Everything that runs. Make one with `running`.

    Args:
        poller, reader, sender, rechecker, pruner, watchman: the six stories.
        on_outcome: told of everything that happens, in order; must not raise.
        hold: what keeps other daemons off the database, asked at every tick whether it is still there.
    """

    def __init__(
        self,
        poller: Poller,
        reader: Reader,
        sender: Sender,
        rechecker: Rechecker,
        pruner: Pruner,
        watchman: Watchman,
        *,
        on_outcome: OnOutcome,
        hold: Hold | None = None,
    ) -> None:
        self._on_outcome = on_outcome
        self._hold = hold
        self._lost: StoreError | None = None
        self._poller, self._reader, self._sender, self._pruner = poller, reader, sender, pruner
        self._rechecker, self._watchman = rechecker, watchman
        self._polls: Lane[tuple[str, SourceState]] = Lane(
            "poll", pull=poller.due, work=self._poll, key=lambda due: due[0], width=poller.width
        )
        self._reads: Lane[PendingEntry] = Lane(
            "read", pull=reader.due, work=self._read, key=lambda waiting: str(waiting.id), width=reader.width
        )
        self._sends: Lane[Delivery] = Lane(
            "send", pull=sender.due, work=self._send, key=lambda delivery: delivery.channel, width=SENDS
        )
        self._rechecks: Lane[Recheck] = Lane(
            "recheck", pull=rechecker.due, work=self._recheck, key=lambda planned: str(planned.id), width=RECHECKS
        )
        self._crashed = asyncio.Event()

    async def _poll(self, due: tuple[str, SourceState]) -> None:
        self._on_outcome(await self._poller.poll(*due))
        self._reads.tick()

    async def _read(self, waiting: PendingEntry) -> None:
        read = await self._reader.read(waiting)
        self._on_outcome(read)
        if read.filed is not None and read.filed.alerts:
            self._sends.tick()

    async def _send(self, delivery: Delivery) -> None:
        sent = await self._sender.send(delivery)
        if sent is not None:
            self._on_outcome(sent)

    async def _recheck(self, planned: Recheck) -> None:
        self._on_outcome(await self._rechecker.recheck(planned))
        self._sends.tick()

    @property
    def _lanes(self) -> Sequence[Lane[Any]]:
        return (self._polls, self._reads, self._rechecks, self._sends)

    @property
    def idle(self) -> bool:
        """Whether nothing is in work at this moment."""
        return all(lane.idle for lane in self._lanes)

    async def tick(self) -> None:
        """Start whatever is due. What the scheduler calls."""
        if self._hold is not None:
            try:
                self._hold.check()
            except StoreError as error:
                self._lost = error
                self._crashed.set()
                return
        for lane in self._lanes:
            lane.tick()
        if any(lane.crash for lane in self._lanes):
            self._crashed.set()

    async def once(self, stop: asyncio.Event | None = None) -> None:
        """One pass: poll what is due, read what that brought, send what that raised, forget; less when `stop` is set.

        Raises:
            BaseException: whatever nobody expected.
        """
        work = asyncio.create_task(self._drain())
        told = asyncio.create_task((stop or asyncio.Event()).wait())
        await asyncio.wait((work, told), return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if work.done():
            work.result()
        else:
            self._take_nothing()
            work.cancel()

    def _take_nothing(self) -> None:
        for lane in self._lanes:
            lane.stop()

    async def _drain(self) -> None:
        for lane in self._lanes[:-1]:
            await lane.drain()
        self._watch()
        await self._sends.drain()
        await self._prune()

    def _watch(self) -> None:
        watched = self._watchman.watch()
        if watched is not None:
            self._on_outcome(watched)
            self._sends.tick()

    async def _watch_over(self) -> None:
        while True:
            await asyncio.sleep(_WATCH)
            self._watch()

    async def _prune(self) -> None:
        pruned = await self._pruner.prune()
        if pruned != Pruned():
            self._on_outcome(pruned)

    async def _prune_daily(self) -> None:
        while True:
            await self._prune()
            await asyncio.sleep(_DAY)

    async def forever(self, stop: asyncio.Event, *, every: timedelta = timedelta(seconds=1)) -> None:
        """Tick until `stop` is set.

        Raises:
            BaseException: whatever nobody expected: the process should end and be started again.
        """
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self.tick,
            "interval",
            seconds=every.total_seconds(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        await self.tick()
        scheduler.start()
        steady = [asyncio.create_task(self._prune_daily()), asyncio.create_task(self._watch_over())]
        waits = [*(asyncio.create_task(event.wait()) for event in (stop, self._crashed)), *steady]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            scheduler.pause()
            await asyncio.sleep(0)  # a tick that was handed out ends now: cancelled, it would be told as a failure
            scheduler.shutdown(wait=False)
        for task in steady:
            if task.done() and not task.cancelled():
                task.result()
        if self._lost is not None:
            raise self._lost
        for lane in self._lanes:
            if lane.crash is not None:
                raise lane.crash

    async def close(self, grace: float = GRACE) -> None:
        """Let what is in work finish, then stop."""
        self._take_nothing()
        await asyncio.gather(*(lane.close(grace) for lane in self._lanes))


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    console: TextIO,
    on_outcome: OnOutcome = _log_outcome,
    clock: Clock = wall_clock.now,
    rng: random.Random | None = None,
) -> AsyncIterator[Daemon]:
    """Open the database, the spider and the workers; close them all at the end.

    Args:
        settings: the whole config.
        console: where the console channel prints.
        on_outcome: told of everything that happens.
        clock: what time it is.
        rng: where jitter comes from.

    Raises:
        StoreError: the database cannot be opened, or another daemon is running on it.
        DeliveryError: a channel's URL is of no use.
        BrowserError: an outlet needs a browser, and there is none.
    """
    rng = rng or random.Random()  # noqa: S311 - jitter, not a secret
    async with AsyncExitStack() as stack:
        store = Store.open(settings.database)
        stack.callback(store.close)
        hold = stack.enter_context(store.held(clock()))
        store.migrate()
        with store.begin() as tx:
            sources.sync(tx, settings.sources, clock())
        fetcher = Fetcher(settings.user_agent)
        await fetcher.start()
        stack.push_async_callback(fetcher.stop)
        pages = await stack.enter_async_context(
            with_browser(fetcher, settings.outlets, program=settings.chromium, user_agent=settings.user_agent)
        )
        extractor = Extractor(settings.workers)
        stack.push_async_callback(extractor.close)
        deliverer = Deliverer(settings.channels, console, clock=clock)
        stack.callback(deliverer.close)
        desk = Desk(store, settings)
        sender = Sender(store, deliverer, settings, clock=clock, rng=rng)
        sender.recover()
        keeps = keeper(store, settings)
        daemon = Daemon(
            Poller(store, pages, settings, clock=clock, rng=rng, keeper=keeps),
            Reader(store, pages, extractor, desk, settings, clock=clock, rng=rng, keeper=keeps),
            sender,
            Rechecker(store, pages, extractor, settings, clock=clock, rng=rng, keeper=keeps),
            Pruner(store, settings, clock=clock),
            Watchman(store, settings, clock=clock),
            on_outcome=on_outcome,
            hold=hold,
        )
        stack.push_async_callback(daemon.close)
        yield daemon
