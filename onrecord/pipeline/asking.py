"""Asking a source: its answer as entries, whatever kind it is. A sitemap index is followed one step down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Protocol

from crawler import hints, sitemaps, sources
from onrecord.errors import BrokenOff
from onrecord.model import Entry, Outlet, Page, Source, SourceState
from onrecord.pipeline.keeping import body_digest

MOST_CHILDREN = 5
"""Sitemaps of an index that are read at one poll."""


class Fetches(Protocol):
    """What can get a page: `crawler.fetch.Fetcher`."""

    async def get(self, url: str, *, outlet: Outlet, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page at `url`, or a FetchError."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source shows.

    Attributes:
        pages: what came back; empty for a list.
        etag, last_modified: to ask by next time, or None.
        cache_control: what it says of how long it will not change.
        stated: how long it says to wait between two polls, or None.
    """

    entries: tuple[Entry, ...]
    pages: tuple[Page, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    cache_control: str = ""
    stated: timedelta | None = None

    @property
    def digest(self) -> str | None:
        """SHA-256 of the body that showed the entries, hexadecimal; None for none, and for several."""
        return body_digest(self.pages[0]) if len(self.pages) == 1 else None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """That a source shows what it showed before. `cache_control`: how long that will stay so."""

    cache_control: str = ""


async def ask(source: Source, outlet: Outlet, state: SourceState, fetcher: Fetches) -> Answer | Unchanged:
    """What a source shows now.

    Raises:
        FetchError: there was no answer, or one of an index's sitemaps gave none.
        FeedError: the answer is something else than the source should be.
    """
    if source.kind == "list":
        return Answer(tuple(Entry(url) for url in source.urls))
    page = await _page(source, outlet, state, fetcher)
    if page.status == HTTPStatus.NOT_MODIFIED:
        return Unchanged(page.headers.get("cache-control", ""))
    children = _children(page) if source.kind == "sitemap" else ()
    if children:
        # An index may stay as it is while the sitemaps change: it is always asked for whole.
        pages = [page, *[await fetcher.get(child, outlet=outlet) for child in children[:MOST_CHILDREN]]]
        return Answer(tuple(entry for each in pages[1:] for entry in parsed(each, source, outlet)), tuple(pages))
    entries = parsed(page, source, outlet)
    told = page.headers.get
    stated = hints.stated_interval(page.body) if source.kind == "feed" else None
    return Answer(entries, (page,), told("etag"), told("last-modified"), told("cache-control", ""), stated)


async def _page(source: Source, outlet: Outlet, state: SourceState, fetcher: Fetches) -> Page:
    if state.etag is None and state.last_modified is None:
        return await fetcher.get(source.url, outlet=outlet)
    try:
        return await fetcher.get(source.url, outlet=outlet, etag=state.etag, last_modified=state.last_modified)
    except BrokenOff:
        # Some hosts say "not modified" so badly that it looks like no answer.
        return await fetcher.get(source.url, outlet=outlet)


def parsed(page: Page, source: Source, outlet: Outlet) -> tuple[Entry, ...]:
    """The entries of one answer.

    Raises:
        FeedError: it is something else than the source should be.
    """
    return sources.parse(
        source.kind,
        page.body,
        url=page.url,
        content_type=page.headers.get("content-type", ""),
        timezone=outlet.timezone,
        now=page.fetched_at,
        links=source.links,
    )


def _children(page: Page) -> tuple[str, ...]:
    return sitemaps.children(page.body, url=page.url, content_type=page.headers.get("content-type", ""))
