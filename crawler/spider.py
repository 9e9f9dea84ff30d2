"""The one long-lived spider, and the settings it runs with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals
from scrapy.exceptions import DontCloseSpider

from crawler.middlewares import Compression, Manners, Redirects, Robots
from crawler.transport import Transport

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

    from scrapy import Request
    from scrapy.crawler import Crawler


class PressSpider(Spider):
    """Stays open without requests of its own: `Fetcher` hands requests to its engine one by one.

    Args:
        ready: set when the engine runs and takes requests.
    """

    name = "press"

    def __init__(self, *, ready: asyncio.Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._ready = ready

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's constructor; connects the signal that keeps the spider open."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stay, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """No request of its own; says that the engine runs."""
        self._ready.set()
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def stay(self) -> None:
        """Keeps the spider open when it is idle."""
        raise DontCloseSpider


def settings(user_agent: str, *, timeout: float, max_bytes: int) -> dict[str, Any]:
    """Scrapy's settings for a monitor: no reactor, no caches, no retries, no side doors.

    Scrapy's own middlewares and extensions are all off but the few named here; the rest (robots, redirects, politeness)
    are ours, because Scrapy's keep robots.txt for ever, leave a redirect in the slot of the host it came from, and read
    no Retry-After.

    Args:
        user_agent: what we call ourselves.
        timeout: seconds for one exchange, from name look-up to the last byte.
        max_bytes: limit of a body, both as sent and decompressed.
    """
    return {
        # Scrapy runs in the asyncio loop that is running; no Twisted reactor is ever installed.
        "TWISTED_REACTOR_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "EXTENSIONS_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {Redirects: 100, Compression: 200, Robots: 300, Manners: 400},
        # Scrapy would also read file: and data: addresses.
        "DOWNLOAD_HANDLERS": {
            "http": Transport,
            "https": Transport,
            "file": None,
            "data": None,
            "s3": None,
            "ftp": None,
        },
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": timeout,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS": 256,
        "USER_AGENT": user_agent,
    }
