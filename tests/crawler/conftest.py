"""A small real web server for the crawler's tests."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web

from crawler.fetch import Fetcher
from onrecord.model import Outlet, Politeness

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Seen:
    """One request as the server saw it. `at` is on the monotonic clock."""

    at: float
    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """A server on loopback. Paths without an answer of their own are 404."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)

    def says(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> None:
        """Lets `path` answer with `body`; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=body.encode() if isinstance(body, str) else body, status=status, headers=named)

        self.answers[path] = answer

    def paths(self) -> list[str]:
        """What was asked for, in order, but for robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(Seen(time.monotonic(), request.path_qs, dict(request.headers)))
        answer = self.answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404, text="no such page")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", served.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield served
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    running = Fetcher("onrecord/0.1 (tests)", timeout=5.0, max_bytes=200_000)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def outlet() -> Outlet:
    """An outlet on loopback, asked without delay."""
    hasty = Politeness(delay=timedelta(0), concurrency=4)
    return Outlet(id="o", name="O", country="XX", languages=("en", "ar"), politeness=hasty, allow_private=True)
