"""Extraction in worker processes, and what happens when one dies."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import cast

import pytest

from crawler.extract import Extractor, extract
from onrecord.errors import ExtractError
from onrecord.model import Entry, Outlet, Page

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


async def test_a_page_that_hangs_is_given_up() -> None:
    # libxml2 compares every attribute of an element with all before it.
    attributes = " ".join(f"a{number}=x" for number in range(300_000))
    impatient = Extractor(1, seconds=0.3)
    with pytest.raises(ExtractError, match="took too long"):
        await impatient.extract(
            page(f"<html><p {attributes}>{TEXT}</p></html>".encode()), outlet=OUTLET, first_seen=NOW
        )
    await impatient.close()


async def test_a_closed_extractor_takes_nothing() -> None:
    closed = Extractor(1)
    await closed.close()
    with pytest.raises(RuntimeError, match="closed"):
        await closed.extract(page(), outlet=OUTLET, first_seen=NOW)
