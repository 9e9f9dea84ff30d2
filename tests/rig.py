"""The pipeline on a workbench: real SQLite and real understanding, a web that is a dict, a clock that is set."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crawler.extract import extract
from onrecord.errors import Unreachable
from onrecord.model import (
    Article,
    Channel,
    Delivery,
    Entry,
    Message,
    Outlet,
    Page,
    Receipt,
    Route,
    Secret,
    Settings,
)
from onrecord.pipeline.desk import Desk
from onrecord.pipeline.keeping import keeper
from onrecord.pipeline.outcomes import Polled, Read, Rechecked, Sent
from onrecord.pipeline.polling import Poller
from onrecord.pipeline.pruning import Pruner
from onrecord.pipeline.reading import Reader
from onrecord.pipeline.rechecking import Rechecker
from onrecord.pipeline.sending import Sender
from onrecord.pipeline.watching import Watchman
from store import deliveries, entries, sources
from store.database import Store
from tests.build import COURIER, FEED, GAZETTE, GUILD, LONER, LOOM, NOW, RIVAL, SPEAKER, UNION, watchlist

STRIKE = "The looms of the lower valley will be silent on Friday until noon"
WAGES = "Every apprentice in our workshops is to have two crowns a day more"
FILLER = (
    "The meeting was held in the hall behind the old weir, and it lasted longer than anybody had planned.",
    "Some two hundred people waited outside in the rain until the doors were opened again in the evening.",
)


@dataclass
class Clock:
    """The time, as a test sets it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        self.now += by
        return self.now


Answer = bytes | Page | Exception


@dataclass
class Web:
    """Answers by URL, and what was asked for. What has no answer is unreachable."""

    clock: Clock
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    async def get(self, url: str, *, outlet: Outlet, etag: str | None = None, last_modified: str | None = None) -> Page:
        self.asked.append((url, etag, last_modified))
        answer = self.answers.get(url, Unreachable(url, "no route to host"))
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Page) else page(url, answer, fetched_at=self.clock())


class Inline:
    """Extraction as it is, but in this process."""

    async def extract(self, page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
        return extract(page, outlet=outlet, first_seen=first_seen, hint=hint)


@dataclass
class Post:
    """Takes messages. Each attempt gets the next of `answers`; when there is none left it says yes."""

    clock: Clock
    answers: list[Receipt | Exception] = field(default_factory=list)
    sent: list[tuple[str, Message]] = field(default_factory=list)

    async def send(self, message: Message, channel_id: str) -> Receipt:
        self.sent.append((channel_id, message))
        answer = self.answers.pop(0) if self.answers else Receipt(True, "250 ok", self.clock())
        if isinstance(answer, Exception):
            raise answer
        return answer


def page(url: str, body: bytes = b"", *, status: int = 200, fetched_at: datetime = NOW, **headers: str) -> Page:
    """An answer. Header names are written with low lines."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(url=url, requested_url=url, status=status, body=body, fetched_at=fetched_at, headers=named)


def rss(*items: Mapping[str, Any]) -> bytes:
    """An RSS feed of items with link, and guid, title, published and summary where they have them."""

    def item(of: Mapping[str, Any]) -> str:
        published = f"<pubDate>{format_datetime(of['published'])}</pubDate>" if of.get("published") else ""
        guid = f"<guid>{escape(of['guid'])}</guid>" if of.get("guid") else ""
        title, summary = escape(of.get("title", "")), escape(of.get("summary", ""))
        return (
            f"<item><title>{title}</title><link>{escape(of['link'])}</link>{guid}{published}"
            f"<description>{summary}</description></item>"
        )

    body = "".join(map(item, items))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{body}</channel></rss>'.encode()


def html(*paragraphs: str, title: str = "A day at the mill", canonical: str = "", published: datetime = NOW) -> bytes:
    """A page with an article of these paragraphs and some filler around them."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in (FILLER[0], *paragraphs, FILLER[1]))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>{link}'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    ).encode()


def says(words: str) -> str:
    """A paragraph in which the guild's chair says them."""
    return f"“{words},” said Marit Solheim, who chairs the Weavers Guild."


SETTINGS = Settings(
    outlets=(GAZETTE, COURIER),
    groups=(GUILD, LOOM, UNION),
    persons=(SPEAKER, RIVAL, LONER),
    watchlists=(watchlist(routes=(Route("inbox"), Route("pager"))),),
    channels=(
        Channel("inbox", "webhook", Secret("json://token-of-the-inbox@example.org/in")),
        Channel("pager", "console"),
    ),
)


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        store = Store.open(f"sqlite:///{path}")
        store.migrate()
        store.close()
        return path.read_bytes()


def new_database(folder: Path) -> str:
    """URL of a new SQLite database with all tables."""
    path = folder / "onrecord.db"
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@dataclass
class Rig:
    """Everything that one poll, one reading and one sending need."""

    store: Store
    settings: Settings
    clock: Clock
    web: Web
    post: Post

    @property
    def poller(self) -> Poller:
        keeps = keeper(self.store, self.settings)
        return Poller(self.store, self.web, self.settings, clock=self.clock, rng=random.Random(1), keeper=keeps)

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.settings)

    @property
    def reader(self) -> Reader:
        return Reader(
            self.store,
            self.web,
            Inline(),
            self.desk,
            self.settings,
            clock=self.clock,
            rng=random.Random(1),
            keeper=keeper(self.store, self.settings),
        )

    @property
    def rechecker(self) -> Rechecker:
        return Rechecker(
            self.store,
            self.web,
            Inline(),
            self.settings,
            clock=self.clock,
            rng=random.Random(1),
            keeper=keeper(self.store, self.settings),
        )

    @property
    def sender(self) -> Sender:
        return Sender(self.store, self.post, self.settings, clock=self.clock, rng=random.Random(1))

    @property
    def pruner(self) -> Pruner:
        return Pruner(self.store, self.settings, clock=self.clock)

    @property
    def watchman(self) -> Watchman:
        return Watchman(self.store, self.settings, clock=self.clock)

    @property
    def jobs(self) -> tuple[Poller, Reader, Sender, Rechecker, Pruner, Watchman]:
        """What a daemon does, in the order in which it takes them."""
        return self.poller, self.reader, self.sender, self.rechecker, self.pruner, self.watchman

    async def poll(self) -> list[Polled]:
        """Poll what is due."""
        poller = self.poller
        return [await poller.poll(*due) for due in poller.due(frozenset(), 100)]

    async def read(self) -> list[Read]:
        """Read what is due, once each."""
        reader = self.reader
        return [await reader.read(waiting) for waiting in reader.due(frozenset(), 100)]

    async def recheck(self) -> list[Rechecked]:
        """Make the rechecks that are due, once each."""
        rechecker = self.rechecker
        return [await rechecker.recheck(planned) for planned in rechecker.due(frozenset(), 100)]

    async def send(self) -> list[Sent | None]:
        """Send what is due, once for each channel."""
        sender = self.sender
        return [await sender.send(delivery) for delivery in sender.due(frozenset(), 100)]

    def add(self, *found: Entry, baseline: bool = False) -> None:
        """Let the gazette's feed have shown these entries now."""
        with self.store.begin() as tx:
            entries.add(tx, FEED, [(entry.url, entry) for entry in found], first_seen=self.clock(), baseline=baseline)

    def outbox(self) -> Sequence[Delivery]:
        """All deliveries, the first first."""
        with self.store.read() as tx:
            return deliveries.listing(tx)[::-1]

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table."""
        with self.store.read() as tx:
            return list(tx.execute(table.select().order_by(*table.primary_key.columns)))


def rig(folder: Path, **changes: Any) -> Rig:
    """A workbench with an empty database; `changes` are to the settings."""
    settings = replace(SETTINGS, database=new_database(folder), **changes)
    clock = Clock()
    store = Store.open(settings.database)
    with store.begin() as tx:
        sources.sync(tx, settings.sources, clock())
    return Rig(store, settings, clock, Web(clock), Post(clock))
