"""Extraction in worker processes, so that it never blocks the loop."""

from __future__ import annotations

import asyncio
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import trafilatura

from crawler import article, language
from onrecord.errors import ExtractError
from onrecord.model import Article, Entry, Outlet, Page

_WARM = b"<html><body><article><p>" + b"Warm words for a cold process. " * 20 + b"</p></article></body></html>"


class Extractor:
    """`article.extract` in a pool of processes that start fresh (spawn) and load everything before the first page.

    Args:
        workers: number of processes, at least one. They start with the first page.
        seconds: a page that takes longer ends its worker.
    """

    def __init__(self, workers: int, *, seconds: float = 30.0) -> None:
        self._workers, self._seconds = max(1, workers), seconds
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def extract(self, page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
        """`article.extract` in another process.

        A page whose worker dies is tried once more in a new pool, because another page may have killed the worker.

        Raises:
            ExtractError: no article text, or the worker died twice.
        """
        for last in (False, True):
            pool = self._running()
            try:
                with _born_deaf():
                    work = pool.submit(_extract, page, outlet, first_seen, hint, self._seconds)
                return await asyncio.wrap_future(work)
            except BrokenProcessPool as error:
                self._replace(pool)
                if last:
                    raise ExtractError(page.url, "the process that read this page died or took too long") from error
        raise AssertionError("unreachable")

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
        """Ends the workers. What they still do is finished, what waits is dropped."""
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
    # A watchdog in C: pages that hang do so inside libxml2, where neither signals nor threads of Python get a turn.
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return article.extract(page, outlet=outlet, first_seen=first_seen, hint=hint)
        finally:
            faulthandler.cancel_dump_traceback_later()
