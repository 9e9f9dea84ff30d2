"""Extraction in worker processes, so that it never blocks the loop."""

from __future__ import annotations

import asyncio
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import trafilatura

from crawler import article, language
from onrecord.errors import ExtractError
from onrecord.model import Article, Entry, Outlet, Page

_SLEEPING = 10
"""Times the processor time that a page may take: the time on the clock."""
_WARM = b"<html><body><article><p>" + b"Warm words for a cold process. " * 20 + b"</p></article></body></html>"


class Extractor:
    """`article.extract` in a pool of processes that start fresh (spawn) and load everything before the first page.

    A page that kills or hangs its worker breaks the whole pool, and which of those in work it was nobody can tell. So
    few are in work at a time, of one outlet one, and each of them is tried once more alone, in the cell, a process of
    its own: only the culprit fails. Its outlet's pages are read in the cell from then on, until one comes out well:
    they keep no other outlet waiting.

    Args:
        workers: number of processes, at least one. They start with the first page.
        seconds: of processor time; a page that takes more ends its worker. A busy machine ends nobody's.
    """

    def __init__(self, workers: int, *, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._pool, self._cell = _Pool(max(1, workers)), _Pool(1)
        # One more than work: it stands ready when another is done.
        self._room, self._alone = asyncio.Semaphore(max(1, workers) + 1), asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._suspects: set[str] = set()

    async def extract(self, page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
        """`article.extract` in another process.

        Raises:
            ExtractError: no article text, or the page killed its worker or took too long.
        """
        work = partial(_extract, page, outlet, first_seen, hint, self._seconds)
        async with self._turns[outlet.id]:
            if outlet.id not in self._suspects:
                try:
                    async with self._room:
                        return await self._pool.run(work)
                except BrokenProcessPool:
                    self._suspects.add(outlet.id)
            try:
                async with self._alone:
                    article = await self._cell.run(work)
            except BrokenProcessPool as error:
                raise ExtractError(page.url, "the process that read this page died or took too long") from error
            self._suspects.discard(outlet.id)
            return article

    async def close(self) -> None:
        """Ends the workers. What they still do is finished, what waits is dropped."""
        await asyncio.gather(self._pool.close(), self._cell.close())


class _Pool:
    """Processes that are replaced when one of them dies."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def run(self, work: Callable[[], Article]) -> Article:
        """The work's result, from one of the processes.

        Raises:
            BrokenProcessPool: it died, or another that ran beside it.
        """
        pool = self._running()
        try:
            with _born_deaf():
                running = pool.submit(work)
            return await asyncio.wrap_future(running)
        except BrokenProcessPool:
            self._replace(pool)
            raise

    def _running(self) -> ProcessPoolExecutor:
        if self._closed:
            raise RuntimeError("the extractor is closed")
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("spawn"), initializer=_warm_up
            )
        return self._pool

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        # Every page in flight reports the same broken pool: only the first report replaces it.
        if self._pool is broken:
            self._pool = None
            broken.shutdown(wait=False, cancel_futures=True)

    async def close(self) -> None:
        """Ends the processes."""
        self._closed = True
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


@contextmanager
def _born_deaf() -> Iterator[None]:
    """Workers that start meanwhile never hear Ctrl-C, which a terminal sends to all: their parent ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _warm_up() -> None:
    threading.Thread(target=_die_with_parent, daemon=True).start()
    language.warm_up()
    trafilatura.extract(_WARM, include_comments=False)


def _die_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever, and hold the parent's open files."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract(page: Page, outlet: Outlet, first_seen: datetime, hint: Entry | None, seconds: float) -> Article:
    # A page that hangs does so inside libxml2, where neither signals nor threads of Python get a turn: the kernel ends
    # the process (SIGPROF). What sleeps uses no processor: for that there is a clock on the wall.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds * _SLEEPING, exit=True, file=nowhere)
        try:
            return article.extract(page, outlet=outlet, first_seen=first_seen, hint=hint)
        finally:
            faulthandler.cancel_dump_traceback_later()
            signal.setitimer(signal.ITIMER_PROF, 0)
