"""What happens around every exchange: redirects, compression, robots.txt, politeness.

Order on the way out: `Redirects`, `Compression`, `Robots`, `Manners`, then the transport; on the way back the other way
round. A redirect starts again at the top, so that every hop is checked like a first request.
"""

from __future__ import annotations

import asyncio
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

import brotli
from protego import Protego
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.transport import StaleConnection
from onrecord.errors import Blocked, FetchError, RateLimited, Refused, RobotsDisallowed, TooLarge, Unreachable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from onrecord.model import Politeness

POLITENESS = "onrecord_politeness"
_HOPS = "onrecord_hops"
_FOR_ROBOTS = "onrecord_for_robots"
_CRAWL_DELAY = "onrecord_crawl_delay"
_ASKED_AGAIN = "onrecord_asked_again"

MAX_REDIRECTS = 5
_DAMAGED = (OSError, EOFError, ValueError, zlib.error, brotli.error, zstd.ZstdError)
_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS_FRESH = timedelta(hours=24)
_ROBOTS_FAILED = timedelta(minutes=10)
_ROBOTS_PATIENCE = timedelta(hours=24)
_LONGEST_DELAY = 60.0
"""Seconds of Crawl-delay that are heeded, at most."""
_ROBOTS_LIMIT = 500 * 1024  # RFC 9309, 2.5: at least this much is read
_ROBOTS_KEPT, _ROBOTS_LEAST = 20_000_000, 1000
"""Bytes that all hosts' files have together, at most; and what one of any length counts as."""
_LONGEST_HOLD = timedelta(hours=24)


class Redirects:
    """Follows at most five redirects, to http and https only; every hop passes all checks again."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The next request where `response` is a redirect.

        Raises:
            Refused: too many hops.
            Blocked: the target is no web address, or the site goes on only with a cookie; we send none.
        """
        location = response.headers.get("Location")
        if response.status not in _REDIRECTS or not location:
            return response
        hops: int = request.meta.get(_HOPS, 0) + 1
        if hops > MAX_REDIRECTS and response.headers.get("Set-Cookie"):
            raise Blocked(request.url, f"a cookie wall (it sets a cookie and redirects, {MAX_REDIRECTS} times over)")
        if hops > MAX_REDIRECTS:
            raise Refused(request.url, f"more than {MAX_REDIRECTS} redirects in a row", response.status)
        target = _target(request.url, location)
        meta = {key: value for key, value in request.meta.items() if not key.startswith("download_")}
        for of_this_host in (_CRAWL_DELAY, _ASKED_AGAIN):
            meta.pop(of_this_host, None)
        return request.replace(url=target, meta={**meta, _HOPS: hops})


def _target(base: str, location: bytes) -> str:
    try:
        target = urljoin(base, location.decode("utf-8", errors="replace").strip())
        good = urlsplit(target).scheme in {"http", "https"} and bool(urlsplit(target).hostname)
    except ValueError:
        good, target = False, ""
    if not good:
        raise Blocked(base, "redirects to something that is no web address")
    return target


class Compression:
    """Scrapy's decompression with its limit; what is over it becomes a typed error."""

    def __init__(self, crawler: Crawler) -> None:
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._inner = HttpCompressionMiddleware(crawler=crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Says which encodings we read."""
        self._inner.process_request(request)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response with its body decompressed.

        Raises:
            TooLarge: over DOWNLOAD_MAXSIZE when decompressed.
            Unreachable: the body is not what its Content-Encoding says.
        """
        try:
            return self._inner.process_response(request, response)
        except IgnoreRequest as error:
            raise TooLarge(request.url, f"more than {self._limit:,} bytes when decompressed") from error
        except _DAMAGED as error:
            raise Unreachable(request.url, "the compressed body is damaged") from error


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host's robots.txt says, or why it could not be read. Times are on the monotonic clock.

    Attributes:
        until: when it is to be read again.
        rules: what it said when it could be read last.
        failing_since: when it could not be read for the first time in a row; None when all is well.
        size: of what it said, in bytes.
    """

    until: float
    rules: Protego | None = None
    failure: FetchError | None = None
    failing_since: float | None = None
    size: int = 0


class Robots:
    """Obeys robots.txt (RFC 9309). Each host's file is read again after a day.

    No file (4xx): all is allowed. A file that cannot be read (5xx, no connection): nothing is, and the failure of
    robots.txt is the failure of the page; it is tried again after ten minutes. After a day of that, what the file said
    last holds again, and nothing is forbidden where it never said anything. Its Crawl-delay widens the host's gap.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        agent = crawler.settings.get("USER_AGENT") or ""
        self._agent = agent.partition("/")[0].strip() or "onrecord"
        self._known: dict[str, _Rules] = {}
        self._size = 0
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Lets a request pass.

        Raises:
            RobotsDisallowed: robots.txt forbids it to us.
            FetchError: robots.txt could not be read.
        """
        politeness: Politeness = request.meta[POLITENESS]
        if not politeness.robots or request.meta.get(_FOR_ROBOTS):
            return
        known = await self._rules(request)
        if known.failure is not None:
            raise known.failure
        if known.rules is None:
            return
        if not known.rules.can_fetch(request.url, self._agent):
            raise RobotsDisallowed(request.url, "robots.txt forbids this address to us")
        request.meta[_CRAWL_DELAY] = min(known.rules.crawl_delay(self._agent) or 0.0, _LONGEST_DELAY)

    async def _rules(self, request: Request) -> _Rules:
        parts = urlsplit(request.url)
        root = f"{parts.scheme}://{parts.netloc}"
        # Many pages of one host may wait for its robots.txt: the first fetches, the others find it there.
        async with self._locks[root]:
            known = self._known.get(root)
            if known is None or known.until <= monotonic():
                known = _after(known, await self._fetch(f"{root}/robots.txt", request))
                self._remember(root, known)
        return known

    def _remember(self, root: str, known: _Rules) -> None:
        """Keeps what a host said; of many hosts, which one that is hostile may make up, the latest."""
        self._size += known.size - self._forget(root)
        self._known[root] = known
        while self._size > _ROBOTS_KEPT and len(self._known) > 1:
            oldest = next(iter(self._known))
            self._size -= self._forget(oldest)
            if not self._locks[oldest].locked():
                del self._locks[oldest]

    def _forget(self, root: str) -> int:
        known = self._known.pop(root, None)
        return known.size if known else 0

    async def _fetch(self, url: str, request: Request) -> _Rules:
        own = {_HOPS, _CRAWL_DELAY, _ASKED_AGAIN}  # they belong to the request, not to its host's rules
        meta = {key: value for key, value in request.meta.items() if key.startswith("onrecord_") and key not in own}
        asking = Request(url, headers=_without_conditions(request), meta={**meta, _FOR_ROBOTS: True}, dont_filter=True)
        soon = monotonic() + _ROBOTS_FAILED.total_seconds()
        try:
            answer = await self._crawler.engine.download_async(asking)
        except FetchError as error:
            return _Rules(until=soon, failure=error, size=_ROBOTS_LEAST)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            failure = Refused(url, f"robots.txt cannot be read (status {answer.status})", answer.status)
            return _Rules(until=soon, failure=failure, size=_ROBOTS_LEAST)
        later = monotonic() + _ROBOTS_FRESH.total_seconds()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            return _Rules(until=later, size=_ROBOTS_LEAST)
        text = answer.body[:_ROBOTS_LIMIT].decode("utf-8-sig", errors="replace")
        return _Rules(until=later, rules=Protego.parse(text), size=_ROBOTS_LEAST + len(text))


def _after(before: _Rules | None, now: _Rules) -> _Rules:
    """What holds now that robots.txt was asked for again."""
    if now.failure is None:
        return now
    since = before.failing_since if before and before.failing_since is not None else monotonic()
    patient = monotonic() - since < _ROBOTS_PATIENCE.total_seconds()
    size = before.size if before else now.size
    return _Rules(now.until, before.rules if before else None, now.failure if patient else None, since, size)


def _without_conditions(request: Request) -> dict[str, bytes]:
    headers = {}
    for name in ("User-Agent", "Accept-Language"):
        value = request.headers.get(name)
        if value is not None:
            headers[name] = value
    return headers


class Manners:
    """Keeps to each host's delay and number of connections, whichever outlet or source asks, and to Retry-After.

    The gap is Scrapy's: one slot per host, told here how long to wait. The strictest outlet of a host counts, or its
    robots.txt where that asks for more. While a host asked us to stay away, no request is sent: it fails at once with
    the time that is left.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Puts the request into its host's slot.

        Raises:
            RateLimited: the host asked us to stay away, and the time is not over.
        """
        host = urlsplit(request.url).hostname or ""
        left = self._held.get(host, 0.0) - monotonic()
        if left > 0:
            wait = timedelta(seconds=round(left))
            raise RateLimited(request.url, f"{host} asked us to stay away for another {wait}", wait)
        request.meta["download_slot"] = host
        self._set(host, request.meta[POLITENESS], request.meta.get(_CRAWL_DELAY, 0.0))

    def _set(self, host: str, politeness: Politeness, asked: float) -> None:
        downloader = self._crawler.engine.downloader
        known = downloader.per_slot_settings.get(host)
        delay, concurrency = max(politeness.delay.total_seconds(), asked), max(1, politeness.concurrency)
        if known:
            delay, concurrency = max(delay, known["delay"]), min(concurrency, known["concurrency"])
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": concurrency, "jitter": 0}
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.concurrency = delay, concurrency

    def process_response(self, request: Request, response: Response) -> Response:
        """Remembers how long a host wants to be left alone.

        Raises:
            RateLimited: status 429, or 503 with Retry-After.
        """
        wait = retry_after(response)
        limited = response.status == HTTPStatus.TOO_MANY_REQUESTS
        if not limited and not (response.status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None):
            return response
        if wait is not None:
            self._held[urlsplit(request.url).hostname or ""] = monotonic() + wait.total_seconds()
        until = f", back in {wait}" if wait is not None else ""
        raise RateLimited(request.url, f"too many requests (status {response.status}{until})", wait)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Asks once more, in its turn, where the host had closed a connection that we thought open."""
        if isinstance(exception, StaleConnection) and not request.meta.get(_ASKED_AGAIN):
            return request.replace(meta={**request.meta, _ASKED_AGAIN: True})
        return None


def retry_after(response: Response) -> timedelta | None:
    """What Retry-After says (RFC 9110, 10.2.3: seconds or a date), at most a day; None without one."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value), int(_LONGEST_HOLD.total_seconds())))
    else:
        try:
            then = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (then if then.tzinfo else then.replace(tzinfo=UTC)) - datetime.now(UTC)
    return min(max(wait, timedelta(0)), _LONGEST_HOLD)
