"""Pages that need a browser: what it may ask for, what becomes of what it shows. The web is real, the browser not."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler import rendering
from crawler.fetch import Fetcher
from crawler.rendering import RENDERED, Answers, BrowserError, Renderer, Wanted
from onrecord.errors import TooLarge, Unreachable
from onrecord.model import Outlet, Politeness

Site = Any  # the fixture's class lives in conftest, which is no module to import from
SHELL = "<html><head><script src='/app.js'></script></head><body><div id='root'></div></body></html>"
TEXT = "<html><body><article>The quay reopens on Friday.</article></body></html>"


@dataclass
class FakeBrowser:
    """Asks for the page and for what its program names, a line each: kind and address."""

    asked: list[tuple[str, bool]] = field(default_factory=list)
    closed: bool = False
    before: Callable[[], Awaitable[object]] | None = None

    async def show(self, url: str, answers: Answers, *, seconds: float) -> str:
        if self.before is not None:
            await self.before()
        url = url if urlsplit(url).path else f"{url}/"  # as browsers write it
        page = await answers(Wanted(url, "GET", "document"))
        assert page is not None
        (program,) = re.findall(rb"src='([^']+)'", page.body)
        script = await answers(Wanted(url.rpartition("/")[0] + program.decode(), "GET", "script"))
        for line in script.body.decode().splitlines() if script else ():
            kind, method, address = line.split()
            self.asked.append((address, await answers(Wanted(address, method, kind)) is not None))
        return TEXT if script else page.body.decode()

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def app(outlet: Outlet) -> Outlet:
    """An outlet whose pages are programs."""
    polite = Politeness(delay=timedelta(0), concurrency=4, robots=True)
    return replace(outlet, render=True, politeness=polite)


def press(site: Site, *asks: str) -> str:
    site.says("/a", SHELL, Content_Type="text/html")
    site.says("/app.js", "\n".join(asks), Content_Type="text/javascript")
    return f"{site.base}/a"


async def test_a_page_that_needs_a_browser_is_read_as_it_shows_it(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    url = press(site)
    page = await Renderer(fetcher, FakeBrowser()).get(url, outlet=app)
    assert (page.body.decode(), page.url, page.status) == (TEXT, url, 200)
    assert page.headers[RENDERED] == "1"
    assert site.paths() == ["/a", "/app.js"]


async def test_a_front_page_is_known_by_an_address_without_a_slash(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    site.says("/", SHELL, Content_Type="text/html")
    site.says("/app.js", "", Content_Type="text/javascript")
    assert (await Renderer(fetcher, FakeBrowser()).get(site.base, outlet=app)).body.decode() == TEXT


async def test_other_pages_and_other_outlets_need_none(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    renderer = Renderer(fetcher, FakeBrowser())
    url = press(site)
    assert (await renderer.get(url, outlet=replace(app, render=False))).body.decode() == SHELL
    site.says("/b", TEXT)
    assert RENDERED not in (await renderer.get(f"{site.base}/b", outlet=app)).headers


async def test_programs_get_programs_and_data_and_nothing_else(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    browser = FakeBrowser()
    base = site.base
    for path in ("/data", "/lib.js", "/pic.png", "/font", "/frame", "/form", "/forbidden"):
        site.says(path, "{}")
    site.says("/robots.txt", "User-agent: *\nDisallow: /forbidden\n")
    asks = (
        f"fetch GET {base}/data",
        f"xhr GET {base}/data?page=2",
        f"script GET {base}/lib.js",
        f"image GET {base}/pic.png",
        f"font GET {base}/font",
        f"document GET {base}/frame",
        f"websocket GET {base}/data",
        f"fetch POST {base}/form",
        f"fetch GET {base}/forbidden",
        f"fetch GET {base}/missing",
        "fetch GET file:///etc/hostname",
    )
    await Renderer(fetcher, browser).get(press(site, *asks), outlet=app)
    assert [given for _, given in browser.asked] == [True] * 3 + [False] * 8
    assert site.paths() == ["/a", "/app.js", "/data", "/data?page=2", "/lib.js", "/missing"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "169.254.169.254"])
async def test_no_program_reaches_a_private_address(
    host: str, site: Site, fetcher: Fetcher, app: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = press(site)
    page = await fetcher.get(url, outlet=app)
    site.seen.clear()

    class Public:
        """Gives the page as if it came from the public web; everything else is fetched for real."""

        async def get(self, asked: str, *, outlet: Outlet, etag: Any = None, last_modified: Any = None) -> Any:
            known = {url: page, f"{site.base}/app.js": replace(page, body=f"fetch GET {secret}".encode())}
            return known.get(asked) or await fetcher.get(asked, outlet=outlet)

    browser, secret = FakeBrowser(), f"http://{host}:{site.base.rpartition(':')[2]}/secret"
    await Renderer(Public(), browser).get(url, outlet=replace(app, allow_private=False))
    assert browser.asked == [(secret, False)]
    assert site.seen == []


async def test_a_program_that_asks_without_end_is_refused(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    browser = FakeBrowser()
    url = press(site, *(f"fetch GET {site.base}/data?{number}" for number in range(9)))
    site.says("/data", "x" * 100)
    await Renderer(fetcher, browser, requests=5).get(url, outlet=app)
    assert sum(given for _, given in browser.asked) == 4
    with pytest.raises(TooLarge, match="ask for more than 500 bytes"):
        await Renderer(fetcher, FakeBrowser(), max_bytes=500).get(url, outlet=app)


async def test_a_browser_that_breaks_or_hangs_is_unreachable(site: Site, fetcher: Fetcher, app: Outlet) -> None:
    async def crash() -> None:
        raise BrowserError("chromium", "page crashed")

    url = press(site)
    with pytest.raises(Unreachable, match="the browser broke: page crashed"):
        await Renderer(fetcher, FakeBrowser(before=crash)).get(url, outlet=app)
    with pytest.raises(Unreachable, match=r"did not show it within 0\.05 seconds"):
        await Renderer(fetcher, FakeBrowser(before=asyncio.Event().wait), seconds=0.05).get(url, outlet=app)


def test_without_a_browser_or_the_extra_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrowserError, match="no such browser; install Chromium, or say where it is"):
        rendering.browser("/nowhere/chromium", user_agent="onrecord")
    # None in the table of modules is a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.delitem(sys.modules, "crawler.chromium", raising=False)
    with pytest.raises(BrowserError, match=r"pip install 'onrecord\[render\]'"):
        rendering.browser(sys.executable, user_agent="onrecord")
