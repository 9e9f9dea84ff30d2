"""Pages that show their text only with JavaScript, shown by a browser that reaches the web through us alone.

The browser asks for nothing itself: every request it makes is answered by our own fetcher, with the same robots.txt,
gaps, limits and checks of addresses as any other, or not at all.
"""

from __future__ import annotations

import asyncio
import importlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from crawler.canonical import known_as
from crawler.walls import needs_javascript
from onrecord.errors import FetchError, OnRecordError, TooLarge, Unreachable
from onrecord.model import Outlet, Page

RENDERED = "x-onrecord-rendered"
"""Header of pages that a browser showed: evidence says that these are not the bytes of the server."""
# Nothing that is only looked at, and no other document: what it led to would be taken for the outlet's.
_NEEDED = frozenset({"script", "xhr", "fetch"})
_AT_ONCE = 2
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_MISSING = "cannot be imported; install the extra: pip install 'onrecord[render]'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a browser asks for.

    Attributes:
        kind: what for, in the words of the Fetch standard's destinations: script, image, xhr …
    """

    url: str
    method: str
    kind: str


Answers: TypeAlias = Callable[[Wanted], Awaitable[Page | None]]
"""The answer to what a browser asks for; None for none."""


class BrowserError(OnRecordError):
    """The browser cannot be started, or broke. The resource is its program."""


class Browser(Protocol):
    """What can show a page: `crawler.chromium.Chromium`."""

    async def show(self, url: str, answers: Answers, *, seconds: float) -> str:
        """The page's elements as HTML, once its programs have come to rest or the time is over.

        Args:
            url: of the page, which is asked for first.
            answers: the only way to the web.
            seconds: to wait at most for the programs.

        Raises:
            BrowserError: it cannot be started, or broke.
        """
        ...

    async def close(self) -> None:
        """Ends it."""
        ...


def browser(configured: str | None, *, user_agent: str) -> Browser:
    """A Chromium, not started yet.

    Args:
        configured: its path or name, or None for one that is found on the system's path.
        user_agent: what pages are told it is.

    Raises:
        BrowserError: there is none, or the extra that drives it is not installed.
    """
    program = next(filter(None, map(shutil.which, (configured,) if configured else _PROGRAMS)), None)
    if program is None:
        wanted = configured or "chromium"
        raise BrowserError(wanted, "no such browser; install Chromium, or say where it is: onrecord: chromium: PATH")
    try:
        chromium = importlib.import_module("crawler.chromium")
    except ImportError as error:
        raise BrowserError(error.name or "playwright", _MISSING) from error
    made: Browser = chromium.Chromium(program, user_agent=user_agent)
    return made


class Gets(Protocol):
    """What can get a page: `crawler.fetch.Fetcher`."""

    async def get(self, url: str, *, outlet: Outlet, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page at `url`, or a FetchError."""
        ...


class Renderer:
    """Gets pages; those that need JavaScript are shown by a browser first, where their outlet says so.

    Args:
        fetcher: gets everything.
        browser: shows pages.
        seconds: for one page, from the answer to its elements; the time to get what it asks for is part of it.
        requests: that one page may make.
        max_bytes: of what one page asks for, together, and of its elements.
    """

    def __init__(
        self,
        fetcher: Gets,
        browser: Browser,
        *,
        seconds: float = 60.0,
        requests: int = 40,
        max_bytes: int = 10_000_000,
    ) -> None:
        self._fetcher, self._browser = fetcher, browser
        self._seconds, self._requests, self._max_bytes = seconds, requests, max_bytes
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def get(self, url: str, *, outlet: Outlet, etag: str | None = None, last_modified: str | None = None) -> Page:
        """`Fetcher.get`, and the page as a browser shows it where it needs one.

        Raises:
            FetchError: as `Fetcher.get`; TooLarge where the page asks for too much, Unreachable where the browser broke
                or did not come to rest.
        """
        page = await self._fetcher.get(url, outlet=outlet, etag=etag, last_modified=last_modified)
        if not outlet.render or not needs_javascript(page.body):
            return page
        async with self._places:
            return await self._shown(page, outlet)

    async def _shown(self, page: Page, outlet: Outlet) -> Page:
        desk = _Desk(page, outlet, self._fetcher, self._requests, self._max_bytes)
        try:
            # The browser may be at fault itself: it gets a little longer than the page.
            async with asyncio.timeout(self._seconds * 1.5):
                html = await self._browser.show(page.url, desk.answer, seconds=self._seconds)
        except TimeoutError as error:
            raise Unreachable(page.url, f"the browser did not show it within {self._seconds:g} seconds") from error
        except BrowserError as error:
            raise Unreachable(page.url, f"the browser broke: {error.cause}") from error
        body = html.encode("utf-8", errors="replace")
        if desk.left < 0 or len(body) > self._max_bytes:
            raise TooLarge(page.url, f"its programs ask for more than {self._max_bytes:,} bytes")
        return replace(page, body=body, headers={"content-type": "text/html; charset=utf-8", RENDERED: "1"})


@asynccontextmanager
async def with_browser(
    fetcher: Gets, outlets: Iterable[Outlet], *, program: str | None, user_agent: str
) -> AsyncIterator[Gets]:
    """What gets pages: the fetcher itself, with a browser behind it where one of these outlets asks for one.

    Args:
        fetcher: gets everything.
        outlets: for which pages will be got.
        program: path or name of the browser, or None for one that is found on the system's path.
        user_agent: what pages are told it is.

    Raises:
        BrowserError: an outlet needs a browser, and there is none.
    """
    if not any(outlet.render for outlet in outlets):
        yield fetcher
        return
    shown_by = browser(program, user_agent=user_agent)
    try:
        yield Renderer(fetcher, shown_by)
    finally:
        await shown_by.close()


class _Desk:
    """Answers what one page asks for."""

    def __init__(self, page: Page, outlet: Outlet, fetcher: Gets, requests: int, max_bytes: int) -> None:
        self._page, self._outlet, self._fetcher = page, outlet, fetcher
        self._requests = requests
        self.left = max_bytes

    async def answer(self, wanted: Wanted) -> Page | None:
        if wanted.kind == "document" and known_as(wanted.url) == known_as(self._page.url):
            return self._page
        if wanted.method != "GET" or wanted.kind not in _NEEDED or self._requests <= 0 or self.left < 0:
            return None
        self._requests -= 1
        try:
            got = await self._fetcher.get(wanted.url, outlet=self._outlet)
        except FetchError:
            return None
        self.left -= len(got.body)
        return got if self.left >= 0 else None
