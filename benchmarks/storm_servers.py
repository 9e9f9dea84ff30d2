"""The storm's other side: a mail server and a Slack-like endpoint on loopback that fail in every way servers do.

A message of which the server takes everything and says nothing is the sender's to send again: it cannot know.
"""

from __future__ import annotations

import asyncio
import mmap
import random
import re
import struct
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from types import SimpleNamespace
from typing import Final, Literal, TypeAlias

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

START: Final = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
MARK: Final = re.compile(r"storm-\d{6}")
HANG: Final = 30.0
"""Seconds for which a server that hangs keeps still: longer than anybody waits."""

Fate: TypeAlias = Literal["well", "refused", "slow down", "dropped", "taken, dropped", "taken, hung"]
FATES: Final[tuple[tuple[Fate, float], ...]] = (
    ("refused", 0.08),
    ("slow down", 0.05),
    ("dropped", 0.04),
    ("taken, dropped", 0.02),
    ("taken, hung", 0.01),
)
"""How often a call ends badly, and how: 20 % together."""


class SharedClock:
    """A clock that several processes read, in a file: seconds since `START`. It outlives who moves it."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)

    def __call__(self) -> datetime:
        """The time, aware UTC."""
        return START + timedelta(seconds=struct.unpack_from("d", self._shared)[0])

    def move_to(self, at: datetime) -> None:
        """Set it; it never goes back."""
        if at > self():
            struct.pack_into("d", self._shared, 0, (at - START).total_seconds())


@dataclass
class Weather:
    """What the servers do, and what they took.

    Attributes:
        down: from when until when nobody answers, on the shared clock.
        taken: how often each alert arrived whole, by its mark.
        messages: how many messages were taken.
        calls: how many calls met which fate.
    """

    clock: SharedClock
    down: tuple[datetime, datetime]
    rng: random.Random
    taken: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def is_down(self) -> bool:
        """Whether the hour of silence is now."""
        return self.down[0] <= self.clock() < self.down[1]

    def fate(self) -> Fate:
        """What the next call meets."""
        drawn, fate = self.rng.random(), "well"
        for name, share in FATES:
            drawn -= share
            if drawn < 0:
                fate = name
                break
        self.calls[fate] += 1
        return fate  # type: ignore[return-value]

    def take(self, text: str) -> None:
        """Keep what a message tells: every alert in it."""
        self.messages += 1
        self.taken.update(set(MARK.findall(text)))


@asynccontextmanager
async def slack(weather: Weather) -> AsyncIterator[int]:
    """Serve Slack's webhook; gives the port."""

    async def hook(request: web.Request) -> web.StreamResponse:
        if weather.is_down:
            weather.calls["down"] += 1
            return _cut(request)
        fate, text = weather.fate(), str((await request.json())["text"])
        if fate.startswith("taken") or fate == "well":
            weather.take(text)
        if fate == "refused":
            return web.Response(status=503, text="no_service")
        if fate == "slow down":
            return web.Response(status=429, headers={"Retry-After": "30"}, text="rate_limited")
        if fate == "taken, hung":
            await asyncio.sleep(HANG)
        return web.Response(text="ok") if fate == "well" else _cut(request)

    def _cut(request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)

    app = web.Application(client_max_size=2**24)
    app.router.add_post("/{path:.*}", hook)
    runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def mail(weather: Weather) -> AsyncIterator[int]:
    """Serve SMTP; gives the port."""

    async def data(server: SMTP, _session: Session, envelope: Envelope) -> str:
        fate = weather.fate()
        if fate.startswith("taken") or fate == "well":
            weather.take(_plain(envelope.original_content or b""))
        if fate == "taken, hung":
            await asyncio.sleep(HANG)
        if fate in ("dropped", "taken, dropped") and server.transport is not None:
            server.transport.close()
        answers = {"well": "250 queued", "refused": "451 try later", "slow down": "450 too many"}
        return answers.get(fate, "421 closing")

    loop = asyncio.get_running_loop()
    hooks = SimpleNamespace(handle_DATA=data)

    def protocol() -> asyncio.Protocol:
        if weather.is_down:
            weather.calls["down"] += 1
            return _Closed()
        return SMTP(hooks, hostname="mail.storm.example", loop=loop, enable_SMTPUTF8=True)

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


class _Closed(asyncio.Protocol):
    """Hangs up at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _plain(content: bytes) -> str:
    mail = message_from_bytes(content)
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/plain")
    return bytes(part.get_payload(decode=True)).decode()
