"""The same pages fetched by others, for `benchmarks.press`: a bare Scrapy spider with default settings, and aiohttp.

    python -m benchmarks.press_rivals scrapy|aiohttp FILE

FILE holds one address a line. Prints how many came back with status 200, and in how many seconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

_AT_ONCE = 100


class _Bare(Spider):
    name = "bare"
    came: list[tuple[int, float]]
    addresses: Sequence[str]

    async def start(self) -> AsyncIterator[Any]:
        self.came.append((0, time.perf_counter()))
        for url in self.addresses:
            yield Request(url)

    def parse(self, response: Response) -> None:
        self.came.append((response.status, time.perf_counter()))


def _with_scrapy(addresses: Sequence[str]) -> tuple[int, float]:
    came: list[tuple[int, float]] = []
    process = CrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
    process.crawl(_Bare, addresses=addresses, came=came)
    process.start()
    # From the first request to the last answer: opening and closing take longer than some hundred pages.
    return sum(status == 200 for status, _ in came), came[-1][1] - came[0][1]


async def _with_aiohttp(addresses: Sequence[str]) -> tuple[int, float]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_AT_ONCE)) as session:

        async def fetch(url: str) -> int:
            async with session.get(url) as answer:
                await answer.read()
                return answer.status

        began = time.perf_counter()
        came = await asyncio.gather(*map(fetch, addresses))
        return list(came).count(200), time.perf_counter() - began


def main(words: Sequence[str]) -> None:
    """Fetches and prints."""
    addresses = Path(words[1]).read_text(encoding="utf-8").split()
    came, seconds = _with_scrapy(addresses) if words[0] == "scrapy" else asyncio.run(_with_aiohttp(addresses))
    print(came, seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
