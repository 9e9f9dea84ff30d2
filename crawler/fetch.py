"""`Fetcher`: one coroutine from URL to Page, over one long-lived Scrapy spider."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner

from crawler import spider
from crawler.middlewares import POLITENESS
from crawler.transport import PRIVATE
from crawler.walls import bot_wall
from onrecord.errors import Blocked, Refused, Unreachable
from onrecord.model import Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from onrecord.model import Outlet

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"


class Fetcher:
    """Fetches pages and feeds, politely. Lives in the running asyncio loop; no Twisted reactor is needed or allowed.

    Every `get` goes through robots.txt, the host's own gap, the size limits and the check of addresses, at every hop.
    One `Fetcher` may be started and stopped again; several may follow one another in one process.

    Args:
        user_agent: what we call ourselves, with a contact. The word before the first "/" is what robots.txt may name.
        timeout: seconds for one exchange, from name look-up to the last byte; waiting for the host's turn not counted.
        max_bytes: limit of a body, both as sent and decompressed.
    """

    def __init__(self, user_agent: str, *, timeout: float = 30.0, max_bytes: int = 10_000_000) -> None:
        self._user_agent = user_agent
        self._settings = spider.settings(user_agent, timeout=timeout, max_bytes=max_bytes)
        self._crawler: Crawler | None = None
        self._crawl: asyncio.Task[None] | None = None
        self._pending: set[asyncio.Task[Response]] = set()

    async def start(self) -> None:
        """Opens the spider. Returns when it can take requests."""
        if self._crawler is not None:
            raise RuntimeError("the fetcher runs already")
        # Every failure is raised to the caller; what Scrapy logs beside that is noise.
        logging.getLogger("scrapy").setLevel(logging.CRITICAL)
        runner = AsyncCrawlerRunner(self._settings)
        crawler, ready = runner.create_crawler(spider.PressSpider), asyncio.Event()
        crawl = runner.crawl(crawler, ready=ready)
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({crawl, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.is_set():
            waiting.cancel()
            await crawl
        self._crawler, self._crawl = crawler, crawl

    async def stop(self) -> None:
        """Closes the spider and all connections. What is still being fetched is cancelled."""
        crawler, crawl = self._crawler, self._crawl
        if crawler is None or crawl is None:
            return
        self._crawler = self._crawl = None
        for task in self._pending:
            task.cancel()
        if self._pending:
            await asyncio.wait(self._pending)
        for slot in crawler.engine.downloader.slots.values():
            slot.queue.clear()
        await crawler.stop_async()
        await crawl

    async def get(self, url: str, *, outlet: Outlet, etag: str | None = None, last_modified: str | None = None) -> Page:
        """Fetches one address for an outlet.

        Args:
            url: http or https.
            outlet: whose politeness counts, and whether private addresses are allowed.
            etag: of the copy that is known, as the server gave it; with it or `last_modified` the server may answer
                304, which is a Page with that status and an empty body.
            last_modified: likewise.

        Raises:
            Unreachable: no answer: name, connection, certificate, time-out.
            RateLimited: the host asks us to stay away for a while.
            Refused: a status that is not a success.
            RobotsDisallowed: robots.txt forbids it.
            TooLarge: over the size limit.
            Blocked: a private address, no web address at all, or a bot wall.
        """
        crawler = self._crawler
        if crawler is None:
            raise RuntimeError("start the fetcher first")
        request = self._request(url, outlet, etag, last_modified)
        task = asyncio.create_task(crawler.engine.download_async(request))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        response = await task
        return _page(url, response)

    def _request(self, url: str, outlet: Outlet, etag: str | None, last_modified: str | None) -> Request:
        headers = {"User-Agent": self._user_agent, "Accept": _ACCEPT}
        if outlet.languages:
            headers["Accept-Language"] = ", ".join((*outlet.languages, "*;q=0.5"))
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        try:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise Blocked(url, "not a web address: it must begin with http:// or https://")
            meta = {POLITENESS: outlet.politeness, PRIVATE: outlet.allow_private}
            return Request(url, headers=headers, meta=meta, dont_filter=True)
        except ValueError as error:
            raise Unreachable(url, f"not a valid address ({error})") from error


def _page(url: str, response: Response) -> Page:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    wall = bot_wall(response.status, headers, response.body)
    if wall:
        raise Blocked(url, f"a bot wall ({wall}, status {response.status})")
    if (
        response.status != HTTPStatus.NOT_MODIFIED
        and not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
    ):
        raise Refused(url, f"status {response.status}{_phrase(response.status)}", response.status)
    return Page(
        url=response.url,
        requested_url=url,
        status=response.status,
        body=response.body,
        fetched_at=datetime.now(UTC),
        headers=headers,
    )


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
