"""Chromium by Playwright: the extra `onrecord[render]`. Only where an outlet says `render: true` is it imported."""

from __future__ import annotations

import asyncio
import contextlib
import os

from playwright.async_api import Browser, Error, Playwright, Route, async_playwright

from crawler.rendering import Answers, BrowserError, Wanted

# What is not answered through us reaches nothing: no name resolves, no proxy is there, no other way is taken.
_CUT_OFF = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
)
_HEADERS = {"access-control-allow-origin": "*"}
_REST = 500.0
"""Milliseconds for what a page does after its last request."""
_PARTING = 10.0
"""Seconds that a page may take to close."""


class Chromium:
    """One Chromium, started with the first page and again when it broke; every page has a profile of its own.

    Args:
        program: path of the browser.
        user_agent: what its programs are told it is.
    """

    def __init__(self, program: str, *, user_agent: str) -> None:
        self._program, self._user_agent = program, user_agent
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    async def show(self, url: str, answers: Answers, *, seconds: float) -> str:
        """See `crawler.rendering.Browser`."""
        try:
            browser = await self._running()
            context = await browser.new_context(
                user_agent=self._user_agent, service_workers="block", accept_downloads=False
            )
        except Error as error:
            # Perhaps it is what drives the browser that broke: both start anew with the next page.
            await self.close()
            raise BrowserError(self._program, _first_line(error)) from error
        until = asyncio.get_running_loop().time() + seconds
        try:
            page = await context.new_page()
            await context.route("**/*", lambda route: _answer(route, answers))
            await page.goto(url, wait_until="domcontentloaded", timeout=_left(until))
            with contextlib.suppress(Error):
                # A page that never rests is taken as it stands when the time is over.
                await page.wait_for_load_state("networkidle", timeout=_left(until))
                await page.wait_for_timeout(min(_REST, _left(until)))
            return str(await page.content())
        except Error as error:
            raise BrowserError(self._program, _first_line(error)) from error
        finally:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(context.close(), _PARTING)

    async def _running(self) -> Browser:
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                if self._playwright is None:
                    self._playwright = await async_playwright().start()
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._program, args=list(_CUT_OFF), chromium_sandbox=os.geteuid() != 0
                )
            return self._browser

    async def close(self) -> None:
        """Ends the browser; one that starts meanwhile is another."""
        async with self._starting:
            browser, playwright = self._browser, self._playwright
            self._browser = self._playwright = None
        with contextlib.suppress(Error):
            if browser is not None:
                await browser.close()
        if playwright is not None:
            await playwright.stop()


def _left(until: float) -> float:
    """Milliseconds up to a moment of the loop's clock; never 0, which means without end."""
    return max((until - asyncio.get_running_loop().time()) * 1000, 1.0)


async def _answer(route: Route, answers: Answers) -> None:
    request = route.request
    page = await answers(Wanted(request.url, request.method, request.resource_type))
    with contextlib.suppress(Error):  # the page may have been left meanwhile
        if page is None:
            await route.abort()
        else:
            kind = page.headers.get("content-type", "text/html")
            await route.fulfill(status=page.status, body=page.body, content_type=kind, headers=_HEADERS)


def _first_line(error: Error) -> str:
    return str(error).partition("\n")[0][:200]
