"""`onrecord outlets find`: an outlet's sources, tried, as config to paste."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urljoin

import typer

from crawler import discovery
from crawler.discovery import Candidate, Front
from crawler.fetch import Fetcher
from onrecord.cli.common import console, hostile, many
from onrecord.cli.outlet_yaml import FoundOutlet, FoundSource, as_yaml
from onrecord.daemon import clock
from onrecord.errors import FeedError, FetchError, OnRecordError
from onrecord.model import Outlet, Page, Settings, Source, SourceState
from onrecord.pipeline.asking import Answer, Fetches, ask

ENOUGH = 3
"""So many sources that work, and custom's other places are not tried."""


def find(
    url: Annotated[str, typer.Argument(metavar="URL", help="The outlet's front page.")],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also on loopback and private addresses (intranets).")
    ] = False,
) -> None:
    """Find an outlet's feeds, sitemaps and Telegram channel, try each, and print config to paste.

    Exit code 1 when nothing works.
    """
    address = url if "://" in url else f"https://{url}"
    outlet = Outlet("found", "", "", (), allow_private=allow_private)
    found = asyncio.run(_find(address, outlet))
    typer.echo(as_yaml([found]), nl=False)
    console(stderr=True).print(hostile(f"{many(len(found.sources), 'source')} found at {address}"))
    raise typer.Exit(0 if found.sources else 1)


async def _find(url: str, outlet: Outlet) -> FoundOutlet:
    fetcher = Fetcher(Settings().user_agent)
    await fetcher.start()
    try:
        return await discover(url, outlet, fetcher)
    finally:
        await fetcher.stop()


async def discover(url: str, outlet: Outlet, fetcher: Fetches) -> FoundOutlet:
    """What an outlet's front page, its robots.txt and custom lead to, and works.

    Raises:
        OnRecordError: the front page cannot be read.
    """
    try:
        front_page = await fetcher.get(url, outlet=outlet)
    except FetchError as error:
        raise OnRecordError(url, error.cause) from error
    front = discovery.of_page(front_page.body, url=front_page.url, content_type=_type(front_page))
    named = (*front.candidates, *await _robots(front_page.url, outlet, fetcher))
    works = await _working(named, outlet, fetcher)
    if len(works) < ENOUGH:
        custom = (each for each in discovery.by_custom(front_page.url) if each.url not in {one.url for one in named})
        works += await _working(custom, outlet, fetcher)
    if not works:
        works = await _working([Candidate("section", front_page.url, "M")], outlet, fetcher)
    return _outlet(front_page.url, front, works)


async def _robots(url: str, outlet: Outlet, fetcher: Fetches) -> tuple[Candidate, ...]:
    try:
        page = await fetcher.get(urljoin(url, "/robots.txt"), outlet=outlet)
    except FetchError:
        return ()
    return discovery.of_robots(page.body.decode("utf-8", "replace"), url=page.url)


async def _working(candidates: Iterable[Candidate], outlet: Outlet, fetcher: Fetches) -> list[FoundSource]:
    """Those that hold entries. One after the other: they are all of one host."""
    tried = [await _try(each, outlet, fetcher) for each in candidates]
    return [each for each in tried if each is not None]


async def _try(candidate: Candidate, outlet: Outlet, fetcher: Fetches) -> FoundSource | None:
    source = Source("found/source", outlet.id, candidate.kind, candidate.url)
    try:
        answer = await ask(source, outlet, SourceState(next_poll_at=clock.now()), fetcher)
    except (FetchError, FeedError):
        return None
    if not isinstance(answer, Answer) or not answer.entries:
        return None
    # Where several addresses lead to one place, that place is the source.
    final = answer.pages[0].url if answer.pages and candidate.kind != "telegram" else candidate.url
    return FoundSource(candidate.kind, final, remark=many(len(answer.entries), "link"))


def _outlet(url: str, front: Front, works: Iterable[FoundSource]) -> FoundOutlet:
    once = {source.url: source for source in works}
    return FoundOutlet(url, front.name, front.language, tuple(once.values()))


def _type(page: Page) -> str:
    return page.headers.get("content-type", "")
