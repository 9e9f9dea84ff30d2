"""The press of `benchmarks.press`: generated outlets on loopback, each at an address of its own, many misbehaving.

One process serves all of them; what it is asked for it remembers. Good outlets publish over the time given; what they
publish must be collected. Bad ones fail in the way their kind says, whatever they are asked for but robots.txt.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import multiprocessing
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web

GOOD = ("plain", "untyped", "mislabelled", "tracked", "compressed", "moved", "partly closed")
BAD = ("hangs", "drips", "bomb", "headers", "short", "limited", "loops", "wall", "gone", "entities", "resets")
_BAD_OF_FIVE = 2
_WINDOW = 60
_PUBLISHED_BY = 0.8
_WORDS = (
    "harbour",
    "council",
    "market",
    "bridge",
    "river",
    "season",
    "worker",
    "price",
    "answer",
    "evening",
    "letter",
    "office",
    "morning",
    "teacher",
    "valley",
    "winter",
)


@dataclass(frozen=True, slots=True)
class House:
    """One generated outlet.

    Attributes:
        kind: how it behaves, of `GOOD` or `BAD`.
        articles: how many it publishes.
    """

    number: int
    kind: str
    articles: int

    @property
    def host(self) -> str:
        """An address of its own on loopback."""
        return f"127.7.{self.number // 250}.{self.number % 250 + 1}"

    @property
    def good(self) -> bool:
        """Whether its articles must be collected."""
        return self.kind in GOOD


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the press saw it.

    Attributes:
        at: in seconds of its monotonic clock.
        late: for how many seconds before that the press was too busy to notice anything.
    """

    house: int
    path: str
    at: float
    late: float = 0.0


def houses(number: int, articles: int) -> tuple[House, ...]:
    """So many outlets, two of five bad, the good ones with `articles` in all."""
    good = sum(n % 5 >= _BAD_OF_FIVE for n in range(number))
    each = -(-articles // max(1, good))
    kinds = {True: iter(GOOD * number), False: iter(BAD * number)}
    return tuple(House(n, next(kinds[n % 5 >= _BAD_OF_FIVE]), each) for n in range(number))


def path_of(article: int) -> str:
    """Where an article is."""
    return f"/news/{article}"


@dataclass(slots=True)
class Press:
    """The outlets while they are served from this process's child.

    Attributes:
        base: of every outlet, but for the host.
    """

    port: int
    _pipe: Connection

    def base(self, house: House) -> str:
        """The address of an outlet, without a slash at the end."""
        return f"http://{house.host}:{self.port}"

    def open(self, seconds: float) -> None:
        """Begins publishing; the last article appears before `seconds` are over."""
        self._pipe.send(seconds)
        self._pipe.recv()

    def asked(self) -> list[Asked]:
        """All requests since the last call, in order."""
        self._pipe.send(None)
        return [Asked(*row) for row in self._pipe.recv()]


@contextmanager
def served(all_houses: tuple[House, ...]) -> Iterator[Press]:
    """Serves the outlets from a process of their own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_serve, args=([asdict(house) for house in all_houses], there), daemon=True)
    child.start()
    try:
        yield Press(here.recv(), here)
    finally:
        child.kill()
        child.join()


def _serve(rows: list[dict[str, Any]], pipe: Connection) -> None:
    logging.disable(logging.ERROR)  # of connections that bad outlets break
    asyncio.run(_Server(tuple(House(**row) for row in rows)).run(pipe))


class _Server:
    def __init__(self, all_houses: tuple[House, ...]) -> None:
        self._by_host = {house.host: house for house in all_houses}
        self._asked: list[tuple[int, str, float, float]] = []
        self._awake = time.monotonic()
        self._opened, self._seconds = time.monotonic(), 1.0
        self._bomb = gzip.compress(bytes(60_000_000))
        self._pages: dict[tuple[int, str], bytes] = {}

    async def run(self, pipe: Connection) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0, backlog=1024).start()
        beating = asyncio.create_task(self._beat())
        pipe.send(runner.addresses[0][1])
        while not beating.done():
            seconds = await asyncio.to_thread(pipe.recv)
            if seconds is None:
                pipe.send(self._asked)
                self._asked = []
            else:
                self._opened, self._seconds = time.monotonic(), seconds
                pipe.send(True)

    async def _beat(self) -> None:
        while True:
            self._awake = time.monotonic()
            await asyncio.sleep(0.005)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        house = self._by_host[request.host.partition(":")[0]]
        now = time.monotonic()
        self._asked.append((house.number, request.path, now, now - self._awake))
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /closed/\n")
        if not house.good:
            return await _MISDEEDS[house.kind](self, request)
        if request.path == "/feed.xml" and house.kind == "moved":
            return web.Response(status=301, headers={"Location": "/feeds/main.xml"})
        if request.path.endswith(".xml"):
            return self._feed(house)
        return web.Response(body=self._page(house, request.path), content_type="text/html", charset="utf-8")

    def _feed(self, house: House) -> web.Response:
        share = (time.monotonic() - self._opened) / (self._seconds * _PUBLISHED_BY)
        out = min(house.articles, int(house.articles * share) + 1)
        items = "".join(self._item(house, number) for number in range(max(0, out - _WINDOW), out))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>House {house.number}</title>{items}'
        headers = {"Content-Type": "application/rss+xml"}
        if house.kind == "untyped":
            headers["Content-Type"] = "text/plain"
        if house.kind == "mislabelled":
            headers["Content-Type"] = "application/rss+xml; charset=iso-8859-1"
        answer = web.Response(body=f"{body}</channel></rss>".encode(), headers=headers)
        if house.kind == "compressed":
            answer.enable_compression()
        return answer

    def _item(self, house: House, number: int) -> str:
        links = [path_of(number)]
        if house.kind == "tracked":
            links = [f"{links[0]}?utm_source=feed&utm_campaign={random.randrange(10**6)}"]
        if house.kind == "partly closed":
            links.append(f"/closed/{number}")
        now = format_datetime(datetime.now(UTC))
        return "".join(
            f"<item><title>{escape(_title(house, number))}</title><link>{escape(link)}</link>"
            f"<pubDate>{now}</pubDate></item>"
            for link in links
        )

    def _page(self, house: House, path: str) -> bytes:
        known = self._pages.get((house.number, path))
        if known is None:
            number = int(path.rpartition("/")[2] or 0)
            words = random.Random(house.number * 100_003 + number)
            text = "".join(f"<p>{_sentence(words)} {_sentence(words)} {_sentence(words)}</p>" for _ in range(6))
            title = escape(_title(house, number))
            known = (
                f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
                '<nav><a href="/">Home</a></nav>'
                f"<article><h1>{title}</h1>{text}</article></body></html>"
            ).encode()
            self._pages[house.number, path] = known
        return known

    async def hangs(self, _: web.Request) -> web.StreamResponse:
        await asyncio.sleep(3600)
        return web.Response()

    async def drips(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(3600):
            await answer.write(b"<")
            await asyncio.sleep(1)
        return answer

    async def bomb(self, _: web.Request) -> web.StreamResponse:
        return web.Response(body=self._bomb, headers={"Content-Encoding": "gzip"})

    async def headers(self, _: web.Request) -> web.StreamResponse:
        return web.Response(headers={f"X-{number}": "x" * 4000 for number in range(100)})

    async def short(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100000"})
        await answer.prepare(request)
        await answer.write(b"<rss>")
        return await self.resets(request)

    async def limited(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=429, headers={"Retry-After": "3600"})

    async def loops(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": f"{request.path}x"})

    async def wall(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=403, headers={"Server": "cloudflare", "cf-mitigated": "challenge"})

    async def gone(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=410)

    async def entities(self, _: web.Request) -> web.StreamResponse:
        nested = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
        return web.Response(text=f'<!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]><rss><channel>&e9;</channel></rss>')

    async def resets(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


_MISDEEDS: Mapping[str, Callable[[_Server, web.Request], Awaitable[web.StreamResponse]]] = {
    kind: getattr(_Server, kind) for kind in BAD
}


def _title(house: House, number: int) -> str:
    words = random.Random(house.number * 7_919 + number)
    return f"{_sentence(words).rstrip('.')} no. {house.number}–{number}"


def _sentence(words: random.Random) -> str:
    return f"The {' '.join(words.choices(_WORDS, k=9))}."
