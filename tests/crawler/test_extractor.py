"""Extraction in worker processes, and what happens when one dies."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest

from crawler.extract import Extractor, extract
from onrecord.errors import ExtractError
from onrecord.model import Article, Entry, Outlet, Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://www.harbourpost.example/a"
OUTLET = Outlet(id="post", name="Harbour Post", country="XX", languages=("en",))
TEXT = "The quay reopened on Monday after a long dispute. " * 8
BODY = f"<html><body><article><h1>Quay</h1><p>{TEXT}</p></article></body></html>".encode()


def page(body: bytes = BODY) -> Page:
    return Page(url=URL, requested_url=URL, status=200, body=body, fetched_at=NOW)


@pytest.fixture
async def extractor() -> AsyncIterator[Extractor]:
    running = Extractor(1)
    yield running
    await running.close()


async def test_the_same_article_comes_out_and_errors_cross_over(extractor: Extractor) -> None:
    here = extract(page(), outlet=OUTLET, first_seen=NOW)
    assert await extractor.extract(page(), outlet=OUTLET, first_seen=NOW) == here
    with pytest.raises(ExtractError) as raised:
        await extractor.extract(page(b"%PDF-1.4"), outlet=OUTLET, first_seen=NOW)
    assert raised.value.resource == URL
    assert "PDF" in raised.value.cause


async def test_a_killed_worker_is_replaced(extractor: Extractor) -> None:
    await extractor.extract(page(), outlet=OUTLET, first_seen=NOW)
    for process in multiprocessing.active_children():
        process.kill()
    several = await asyncio.gather(*(extractor.extract(page(), outlet=OUTLET, first_seen=NOW) for _ in range(3)))
    assert [article.title for article in several] == ["Quay"] * 3


async def test_ctrl_c_which_a_terminal_sends_to_all_reaches_no_worker(extractor: Extractor) -> None:
    await extractor.extract(page(), outlet=OUTLET, first_seen=NOW)
    (worker,) = multiprocessing.active_children()
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGINT)
    assert (await extractor.extract(page(), outlet=OUTLET, first_seen=NOW)).title == "Quay"
    assert multiprocessing.active_children() == [worker]


class Poison:
    """Ends the process that unpickles it, as a page might that breaks a library in C."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


async def test_a_page_that_kills_its_worker_fails_alone(extractor: Extractor) -> None:
    with pytest.raises(ExtractError, match="the process that read this page died"):
        await extractor.extract(page(), outlet=OUTLET, first_seen=NOW, hint=cast("Entry", Poison()))
    assert (await extractor.extract(page(), outlet=OUTLET, first_seen=NOW)).title == "Quay"


async def test_whatever_is_in_work_beside_pages_that_kill_comes_out(extractor: Extractor) -> None:
    def read(number: int, hint: object) -> Awaitable[Article]:
        outlet = replace(OUTLET, id=f"post{number}")
        return extractor.extract(page(), outlet=outlet, first_seen=NOW, hint=cast("Entry", hint))

    hints = [None, Poison(), None, Poison(), None, None]
    came = await asyncio.gather(*map(read, range(6), hints), return_exceptions=True)
    assert [isinstance(each, ExtractError) for each in came] == [hint is not None for hint in hints]
    assert [each.title for each in came if isinstance(each, Article)] == ["Quay"] * 4


async def test_an_outlet_whose_page_killed_a_worker_kills_no_other_until_it_is_well(extractor: Extractor) -> None:
    async def read(hint: object = None, outlet: Outlet = OUTLET) -> set[int | None]:
        with contextlib.suppress(ExtractError):
            await extractor.extract(page(), outlet=outlet, first_seen=NOW, hint=cast("Entry", hint))
        return {child.pid for child in multiprocessing.active_children()}

    good = replace(OUTLET, id="good")
    await read(Poison())
    shared = await read(outlet=good)
    assert shared <= await read(Poison()), "it died in a cell"
    assert len(await read()) == 2
    await read(Poison())
    assert not shared & await read(outlet=good), "having been well, it was trusted again"


def hanging() -> Page:
    """libxml2 compares every attribute of an element with all before it."""
    attributes = " ".join(f"a{number}=x" for number in range(300_000))
    return page(f"<html><p {attributes}>{TEXT}</p></html>".encode())


async def test_a_page_that_hangs_is_given_up() -> None:
    impatient = Extractor(1, seconds=0.3)
    with pytest.raises(ExtractError, match="took too long"):
        await impatient.extract(hanging(), outlet=OUTLET, first_seen=NOW)
    await impatient.close()


async def test_a_closed_extractor_takes_nothing() -> None:
    closed = Extractor(1)
    await closed.close()
    with pytest.raises(RuntimeError, match="closed"):
        await closed.extract(page(), outlet=OUTLET, first_seen=NOW)
