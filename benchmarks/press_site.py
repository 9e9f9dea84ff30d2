"""The press of `benchmarks.press`: generated outlets on loopback, each at an address of its own, many misbehaving.

One process serves all of them; what it is asked for it remembers. Good outlets publish over the time given; what they
publish must be collected. Bad ones fail in the way their kind says (`benchmarks.press_misdeeds`).
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http import HTTPStatus
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web

from benchmarks.press_misdeeds import MISDEEDS, resets

GOOD = (
    "plain",
    "untyped",
    "mislabelled",
    "tracked",
    "compressed",
    "moved",
    "partly closed",
    "flood",
    "same date",
    "variants",
    "confused",
    "undated",
    "mistyped",
    "flaky",
    "garbled",
)
"""Kinds of outlets whose every article must be collected, whatever they do."""
BAD = tuple(MISDEEDS)
_BAD_OF_FIVE = 2
_OF_BAD, _OF_QUIET = 10, 2
_WINDOW = 60
_PUBLISHED_BY = 0.8
_FAILS_EVERY = 4
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

    @property
    def first(self) -> int:
        """How many articles its feed shows before the press opens."""
        return max(1, min(self.articles // 2, _WINDOW)) if self.kind == "flood" else 1


@dataclass(slots=True)
class Asked:
    """One request as the press saw it.

    Attributes:
        house: number; -1 for an address where nobody may be asked.
        at: when it came, in seconds of the press's monotonic clock.
        status: of the answer; 0 for none.
        size: bytes of the body that was sent.
        spared: bytes of the body that was not sent, because it was known (304).
    """

    house: int
    path: str
    at: float
    status: int = 0
    size: int = 0
    spared: int = 0


def houses(number: int, articles: int) -> tuple[House, ...]:
    """So many outlets, two of five bad, the good ones with `articles` in all, of which a third has next to none."""
    good = [n for n in range(number) if n % 5 >= _BAD_OF_FIVE]
    quiet = set(good[1::3])
    busy = -(-(articles - _OF_QUIET * len(quiet)) // max(1, len(good) - len(quiet)))
    kinds, bad_kinds = iter(GOOD * number), iter(BAD * number)
    return tuple(
        House(n, next(kinds), _OF_QUIET if n in quiet else busy)
        if n % 5 >= _BAD_OF_FIVE
        else House(n, next(bad_kinds), _OF_BAD)
        for n in range(number)
    )


def path_of(article: int) -> str:
    """Where an article is."""
    return f"/news/{article}"


@dataclass(slots=True)
class Press:
    """The outlets while they are served from this process's child.

    Attributes:
        port: of every outlet.
        pid: of the child.
    """

    port: int
    pid: int
    _pipe: Connection

    def base(self, house: House) -> str:
        """The address of an outlet, without a slash at the end."""
        return f"http{'s' * (house.kind == 'no TLS')}://{house.host}:{self.port}"

    def open(self, seconds: float) -> None:
        """Begins publishing; the last article appears before `seconds` are over."""
        self._pipe.send(seconds)
        self._pipe.recv()

    def asked(self) -> list[Asked]:
        """All requests since the last call, in order."""
        self._pipe.send(None)
        rows: list[Asked] = self._pipe.recv()
        return rows


@contextmanager
def served(all_houses: tuple[House, ...]) -> Iterator[Press]:
    """Serves the outlets from a process of their own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_serve, args=([asdict(house) for house in all_houses], there), daemon=True)
    child.start()
    there.close()
    try:
        yield Press(here.recv(), child.pid or 0, here)
    finally:
        child.kill()
        child.join()


def _serve(rows: list[dict[str, Any]], pipe: Connection) -> None:
    logging.disable(logging.ERROR)  # of connections that bad outlets break
    asyncio.run(_Server(tuple(House(**row) for row in rows)).run(pipe))


class _Server:
    def __init__(self, all_houses: tuple[House, ...]) -> None:
        self._by_host = {house.host: house for house in all_houses}
        self._asked: list[Asked] = []
        self._opened: float | None = None
        self._seconds, self._since = 1.0, datetime.now(UTC).replace(microsecond=0)
        self._pages: dict[tuple[int, str], bytes] = {}

    async def run(self, pipe: Connection) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0, backlog=1024).start()
        pipe.send(runner.addresses[0][1])
        while True:
            seconds = await asyncio.to_thread(pipe.recv)
            if seconds is None:
                pipe.send(self._asked)
                self._asked = []
            else:
                self._opened, self._seconds = time.monotonic(), seconds
                pipe.send(True)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        house = self._by_host.get(request.host.partition(":")[0])
        row = Asked(house.number if house else -1, request.path, time.monotonic())
        self._asked.append(row)
        answer = await self._answer(house, request) if house else web.Response(text="inside")
        if isinstance(answer, web.Response) and isinstance(answer.body, bytes):
            row.size, row.spared = self._sent(answer, answer.body, request)
        if row.spared:
            if house and house.kind == "garbled":
                return await resets(request)
            answer = web.Response(status=HTTPStatus.NOT_MODIFIED, headers=_version(answer))
        row.status = answer.status
        return answer

    def _sent(self, answer: web.Response, body: bytes, request: web.Request) -> tuple[int, int]:
        """Bytes that are to be sent, and bytes that are spared because they are known."""
        version = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        asked_by = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
        if not any(one is not None and one == other for one, other in zip(version, asked_by, strict=True)):
            return len(body), 0
        return 0, len(body)

    async def _answer(self, house: House, request: web.Request) -> web.StreamResponse:
        path, misdeed = request.path, MISDEEDS.get(house.kind)
        if misdeed and misdeed.answer and misdeed.spoilt(path):
            return await misdeed.answer(request)
        if path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /closed/\n")
        if path == "/feed.xml" and house.kind == "moved":
            return web.Response(status=301, headers={"Location": "/feeds/main.xml"})
        if path.endswith(".xml"):
            return self._feed(house, f"http://{request.host}")
        return self._article(house, path)

    def _article(self, house: House, path: str) -> web.Response:
        again = (house.number, path) in self._pages
        body, headers = self._page(house, path), {"Content-Type": "text/html; charset=utf-8"}
        if house.kind == "flaky" and not again and int(path.rpartition("/")[2] or 0) % _FAILS_EVERY == 0:
            return web.Response(status=502, text="Bad gateway")
        if house.kind == "mistyped":
            headers["Content-Type"] = "application/octet-stream"
        if house.kind == "confused":
            headers["Content-Type"] = "text/html; charset=iso-8859-1"
            body = body.replace(b"<head>", b'<head><meta charset="windows-1256">')
        return web.Response(body=body, headers=headers)

    def _feed(self, house: House, base: str) -> web.Response:
        out = self._published(house)
        items = "".join(self._item(house, base, number) for number in range(max(0, out - _WINDOW), out))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>House {house.number}</title>{items}'
        whole = f"{body}</channel></rss>".encode()
        headers = {"Content-Type": "application/rss+xml"}
        if house.kind == "untyped":
            headers["Content-Type"] = "text/plain"
        if house.kind == "mislabelled":
            headers["Content-Type"] = "application/rss+xml; charset=iso-8859-1"
        # A third of the outlets names its feed's version, a third its time, a third neither.
        if house.number % 3 == 0:
            headers["ETag"] = f'"{hashlib.sha256(whole).hexdigest()[:16]}"'
        if house.number % 3 == 1:
            headers["Last-Modified"] = format_datetime(self._since + timedelta(seconds=out), usegmt=True)
        answer = web.Response(body=whole, headers=headers)
        if house.kind == "compressed":
            answer.enable_compression()
        return answer

    def _published(self, house: House) -> int:
        if self._opened is None or house.kind == "frozen":
            return house.first
        share = (time.monotonic() - self._opened) / (self._seconds * _PUBLISHED_BY)
        return min(house.articles, house.first + int((house.articles - house.first) * share))

    def _when(self, house: House, number: int) -> datetime:
        """When an article was published, by its own account."""
        if house.kind == "same date":
            return self._since.replace(hour=0, minute=0, second=0)
        return self._since + timedelta(seconds=number)

    def _item(self, house: House, base: str, number: int) -> str:
        links = [path_of(number)]
        if house.kind == "tracked":
            links = [f"{links[0]}?utm_source=feed&utm_campaign={number * 7919}"]
        if house.kind == "variants":
            links = [f"{links[0]}/amp", links[0], f"{links[0]}?print=1&fbclid=x{number}"]
        if house.kind == "partly closed":
            links.append(f"/closed/{number}")
        date = "" if house.kind == "undated" else f"<pubDate>{format_datetime(self._when(house, number))}</pubDate>"
        return "".join(
            f"<item><title>{escape(title_of(house, number))}</title><link>{base}{escape(link)}</link>{date}</item>"
            for link in links
        )

    def _page(self, house: House, path: str) -> bytes:
        known = self._pages.get((house.number, path))
        if known is None:
            number = int("".join(filter(str.isdigit, path)) or 0)
            words = random.Random(house.number * 100_003 + number)
            text = "".join(f"<p>{_sentence(words)} {_sentence(words)} {_sentence(words)}</p>" for _ in range(6))
            title = escape(title_of(house, number))
            known = (
                f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
                '<nav><a href="/">Home</a></nav>'
                f"<article><h1>{title}</h1>{text}</article></body></html>"
            ).encode()
            self._pages[house.number, path] = known
        return known


def _version(answer: web.StreamResponse) -> dict[str, str]:
    """What an answer says of its version."""
    return {name: answer.headers[name] for name in ("ETag", "Last-Modified") if name in answer.headers}


def title_of(house: House, number: int) -> str:
    """The title of an article, with a character that a wrong charset would spoil."""
    words = random.Random(house.number * 7_919 + number)
    return f"{_sentence(words).rstrip('.')} no. {house.number}–{number}"


def _sentence(words: random.Random) -> str:
    return f"The {' '.join(words.choices(_WORDS, k=9))}."
