"""The stage: the press runs, the daemon watches it, two waves of articles appear. The same code paths as `run`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

import config
from onrecord.daemon import clock
from onrecord.daemon.daemon import Daemon, running
from onrecord.demo.press import Press
from onrecord.demo.servers import Town
from onrecord.model import DeliveryState, Settings
from onrecord.pipeline.outcomes import Outcome, Polled, Read
from store import deliveries
from store.database import Store

TICK = timedelta(seconds=0.2)
DEADLINE = 25.0
"""Seconds after which a wave that is not read and told counts as a failure."""
WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRY)


class StageError(RuntimeError):
    """The demonstration did not come to its end in time."""


def write_config(town: Town, folder: Path) -> Settings:
    """Write the demonstration's config for these servers, and load it as any config is loaded."""
    environment = Environment(
        loader=PackageLoader("onrecord.demo", "newsroom"),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=select_autoescape(),
    )
    rendered = environment.get_template("config.yaml.j2").render(
        database=f"sqlite:///{(folder / 'onrecord.db').resolve()}",
        smtp_port=town.smtp_port,
        inbox_host=urlsplit(town.inbox).netloc,
        outlets=town.press.layouts,
    )
    path = folder / "config"
    path.mkdir(exist_ok=True)
    (path / "demo.yaml").write_text(rendered, encoding="utf-8")
    return config.load(path, env={})


@dataclass(slots=True)
class Stage:
    """The daemon at work on the press.

    Attributes:
        outcomes: everything that happened, in order.
        happened: set whenever something is added to them.
    """

    daemon: Daemon
    press: Press
    settings: Settings
    outcomes: list[Outcome] = field(default_factory=list)
    happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def first_polls(self) -> None:
        """Wait until every source was polled once, while all are empty: the baseline."""
        await self._until(lambda: self._count(Polled) >= len(self.settings.sources), "the first polls")

    async def wave(self, number: int) -> None:
        """Let a wave of articles appear; wait until all are read and every message is sent."""
        expected = self._count(Read) + len(self.press.publish(number, clock.now()))
        await self._until(lambda: self._count(Read) >= expected and self._all_sent(), f"wave {number}")

    def _count(self, kind: type[Outcome]) -> int:
        return sum(isinstance(outcome, kind) for outcome in self.outcomes)

    def _all_sent(self) -> bool:
        if not self.daemon.idle:
            return False
        store = Store.open(self.settings.database)
        try:
            with store.read() as tx:
                counts = deliveries.counts(tx)
        finally:
            store.close()
        return not any(counts[state] for state in WAITING)

    async def _next_outcome(self) -> None:
        """Wait for something to happen, or a moment: work ends a little after its outcome is heard."""
        self.happened.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(TICK.total_seconds()):
                await self.happened.wait()

    async def _until(self, done: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(DEADLINE):
                while not done():
                    await self._next_outcome()
        except TimeoutError as error:
            raise StageError(f"{what} did not end within {DEADLINE:.0f} seconds") from error


@asynccontextmanager
async def staged(
    town: Town, settings: Settings, *, console: TextIO, on_outcome: Callable[[Outcome], None]
) -> AsyncIterator[Stage]:
    """Run the daemon for the length of the block."""
    outcomes: list[Outcome] = []
    happened = asyncio.Event()

    def heard(outcome: Outcome) -> None:
        outcomes.append(outcome)
        on_outcome(outcome)
        happened.set()

    stop = asyncio.Event()
    async with running(settings, console=console, on_outcome=heard) as daemon:
        forever = asyncio.create_task(daemon.forever(stop, every=TICK))
        try:
            yield Stage(daemon, town.press, settings, outcomes, happened)
        finally:
            stop.set()
            await forever
