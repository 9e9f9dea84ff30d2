"""A lane: work that is pulled from rows and done a few at a time, never twice at once for the same key."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Pull = Callable[[frozenset[str], int], Sequence[Item]]

log = logging.getLogger(__name__)


class Lane(Generic[Item]):
    """One of the daemon's jobs.

    Items are pulled when the clock ticks and whenever one is finished. An item whose key is in work is left for
    later, so a slow host or a dead mail server holds up nothing but itself. Work that ends in an error which nobody
    expected closes the lane and shows in `crash`.

    Args:
        name: for the log.
        pull: gives what is due, at most so many, leaving out the given keys.
        work: does one item; it must leave the item's row not due.
        key: what may be in work only once (a source, a page, a channel).
        width: how many are in work at most.
    """

    def __init__(
        self,
        name: str,
        *,
        pull: Pull[Item],
        work: Callable[[Item], Awaitable[object]],
        key: Callable[[Item], str],
        width: int,
    ) -> None:
        self.name = name
        self.crash: BaseException | None = None
        self._pull, self._work, self._key, self._width = pull, work, key, width
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nothing is in work."""
        return not self._busy

    def tick(self) -> None:
        """Start what is due, as far as there is room."""
        room = self._width - len(self._busy)
        if self._closed or room <= 0:
            return
        for item in self._due(room):
            key = self._key(item)
            if key not in self._busy and len(self._busy) < self._width:
                self._busy[key] = asyncio.create_task(self._run(item), name=f"{self.name}: {key}")
                self._busy[key].add_done_callback(partial(self._done, key))

    def _due(self, room: int) -> Sequence[Item]:
        try:
            return self._pull(frozenset(self._busy), room)
        except Exception as error:
            log.exception("%s: asking what is due ended in an error nobody expected", self.name)
            self._close(error)
            return ()

    def _close(self, error: BaseException) -> None:
        self.crash = self.crash or error
        self._closed = True

    async def _run(self, item: Item) -> None:
        await self._work(item)

    def _done(self, key: str, task: asyncio.Task[None]) -> None:
        del self._busy[key]
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.critical("%s: %s ended in an error nobody expected", self.name, key, exc_info=error)
            self._close(error)
        self.tick()

    async def drain(self) -> None:
        """Tick until nothing is due and nothing is in work.

        Raises:
            BaseException: whatever crashed the lane.
        """
        self.tick()
        while self._busy:
            await asyncio.wait(self._busy.values())
            await asyncio.sleep(0)
        if self.crash is not None:
            raise self.crash

    def stop(self) -> None:
        """Take nothing more."""
        self._closed = True

    async def close(self, grace: float) -> None:
        """Take nothing more; let what is in work finish for `grace` seconds, then cancel it."""
        self.stop()
        tasks = list(self._busy.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
