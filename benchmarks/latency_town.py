"""The other side of `benchmarks.latency`: outlets, a mail server and a webhook on loopback, in a process of their own.

Each time a source is fetched it shows some articles that nobody has seen, all or some of them with one new statement of
a tracked group. When it was shown, and when the mail server and the webhook took the message that tells it, is noted
here, by one clock: the daemon is looked at from outside.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime
from html import escape
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any, Final, Literal, TypeAlias

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.pages import page

Kind: TypeAlias = Literal["feed", "telegram"]
MARK: Final = re.compile(r"berth-\d{6}")
LENGTH: Final = 3_500
"""Characters of an article."""
_WINDOW: Final = 20
_WORDS: Final = """
harbour council market bridge river season worker price answer evening letter office morning teacher valley winter crane
tower pilot ledger bakery station garden engine village printer ferry orchard quarry school theatre archive library
island mill tunnel meadow canal museum hospital shipyard warehouse customs lantern
"""
_THINGS: Final = tuple(_WORDS.split())
_DOINGS: Final = ("opened", "closed", "moved", "mended", "counted", "painted", "rented", "bought", "sold", "measured")


@dataclass(frozen=True, slots=True)
class Noted:
    """What happened when, in seconds of the machine's monotonic clock, by the mark of each article.

    Attributes:
        shown: when the source was answered that showed it first; of those that are news.
        mail: when the mail server took it.
        webhook: when the webhook did.
    """

    shown: dict[str, float] = field(default_factory=dict)
    mail: dict[str, float] = field(default_factory=dict)
    webhook: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Town:
    """The servers while they run."""

    web_port: int
    mail_port: int
    _pipe: Connection

    def publish(self, most: int) -> None:
        """From now on sources show new articles, so many in all."""
        self._pipe.send(most)

    def noted(self) -> Noted:
        """All that was noted so far."""
        self._pipe.send(None)
        return Noted(*self._pipe.recv())


@contextmanager
def served(kind: Kind, outlets: int, each: int, share: int) -> Iterator[Town]:
    """Serve so many outlets of one kind; asked, they show `each` new articles, one in `share` of them news."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_serve, args=(kind, outlets, each, share, there), daemon=True)
    child.start()
    there.close()
    try:
        web_port, mail_port = here.recv()
        yield Town(web_port, mail_port, here)
    finally:
        child.kill()
        child.join()


def host(outlet: int) -> str:
    """An address of its own on loopback for each outlet."""
    return f"127.9.0.{outlet + 1}"


def paragraphs(number: int, share: int = 1) -> list[str]:
    """An article's text: much narration, some speech of others; in one of `share` a statement of the tracked group."""
    rng = random.Random(number)
    lines: list[str] = []
    while sum(map(len, lines)) < LENGTH:
        lines.append(" ".join(_sentence(rng) for _ in range(rng.randint(2, 4))))
        if len(lines) % 3 == 0:
            lines.append(f"“{_sentence(rng)[:-1]},” said {rng.choice(_THINGS).title()} Hanna, who runs the shop.")
    if number % share:
        return lines
    words = f"Our pilots will have {_sentence(rng)[:-1].lower()} before berth-{number:06d} is {rng.choice(_DOINGS)}"
    lines.insert(2, f"“{words},” said Marta Lund, who chairs the Harbour Union.")
    return lines


def _sentence(rng: random.Random) -> str:
    one, other, third = rng.choices(_THINGS, k=3)
    done, did = rng.choices(_DOINGS, k=2)
    return f"The {one} of the {other} {rng.randint(2, 999)} was {done} after the {third} had been {did} there."


def _serve(kind: Kind, outlets: int, each: int, share: int, pipe: Connection) -> None:
    asyncio.run(_Town(kind, outlets, each, share).run(pipe))


class _Town:
    def __init__(self, kind: Kind, outlets: int, each: int, share: int) -> None:
        self._kind, self._each, self._share = kind, each, share
        self._outlets = {host(number): number for number in range(outlets)}
        self._noted = Noted()
        self._shown: defaultdict[int, list[int]] = defaultdict(list)
        self._next, self._most = 0, 0
        self._now = datetime.now(UTC)
        self._frame = page("@URL@", "@TITLE@", ["@FIRST@", "@REST@"], "en", 0).replace(
            "2026-05-14T09:00:00+03:00", self._now.isoformat(timespec="seconds")
        )

    async def run(self, pipe: Connection) -> None:
        app = web.Application()
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/source", self._source)
        app.router.add_get("/news/{number}", self._article)
        app.router.add_post("/hook", self._hook)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0, backlog=1024).start()
        loop = asyncio.get_running_loop()
        hooks = SimpleNamespace(handle_DATA=self._mail)
        mail = await loop.create_server(
            lambda: SMTP(hooks, hostname="mail.town.example", loop=loop, enable_SMTPUTF8=True), "127.0.0.1", 0
        )
        pipe.send((runner.addresses[0][1], mail.sockets[0].getsockname()[1]))
        async with mail:
            while True:
                most = await asyncio.to_thread(pipe.recv)
                if most is None:
                    pipe.send((self._noted.shown, self._noted.mail, self._noted.webhook))
                else:
                    self._most = most

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(status=404)

    async def _source(self, request: web.Request) -> web.Response:
        outlet = self._outlets[request.host.partition(":")[0]]
        new = range(self._next, min(self._next + self._each, self._most))
        self._next += len(new)
        self._shown[outlet] = [*self._shown[outlet], *new][-_WINDOW:]
        shown = self._shown[outlet][::-1]
        base = f"http://{request.host}"
        body = _feed(base, shown) if self._kind == "feed" else _channel(outlet, shown[::-1], self._share)
        at = time.monotonic()
        self._noted.shown.update((f"berth-{number:06d}", at) for number in new if number % self._share == 0)
        return web.Response(text=body, content_type="application/rss+xml" if self._kind == "feed" else "text/html")

    async def _article(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        first, *rest = map(escape, paragraphs(number, self._share))
        body = self._frame.replace("@URL@", str(request.url)).replace("@TITLE@", _title(number))
        body = body.replace("@FIRST@", first).replace("@REST@", "</p>\n<p>".join(rest))
        return web.Response(text=body, content_type="text/html")

    async def _hook(self, request: web.Request) -> web.Response:
        text = await request.text()
        self._note(self._noted.webhook, text)
        return web.Response(text="ok")

    async def _mail(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.original_content or b"")
        for part in mail.walk():
            if part.get_content_type() == "text/plain":
                content: Any = part.get_payload(decode=True)
                self._note(self._noted.mail, content.decode())
        return "250 queued"

    @staticmethod
    def _note(into: dict[str, float], text: str) -> None:
        at = time.monotonic()
        for mark in MARK.findall(text):
            into.setdefault(mark, at)


def _title(number: int) -> str:
    return f"{_sentence(random.Random(f'title {number}'))[:-1]} no. {number}"


def _feed(base: str, shown: Sequence[int]) -> str:
    now = format_datetime(datetime.now(UTC))
    items = "".join(
        f"<item><title>{_title(number)}</title><link>{base}/news/{number}</link><pubDate>{now}</pubDate></item>"
        for number in shown
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def _channel(outlet: int, shown: Sequence[int], share: int) -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    messages = "".join(
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="house{outlet}/{number}">'
        f'<div class="tgme_widget_message_text">{_title(number)}<br/>{"<br/>".join(paragraphs(number, share))}</div>'
        f'<a class="tgme_widget_message_date" href="https://t.me/house{outlet}/{number}">'
        f'<time datetime="{now}"></time></a></div></div>'
        for number in shown
    )
    return f'<!doctype html><html><body><div class="tgme_channel_info"></div>{messages}</body></html>'
