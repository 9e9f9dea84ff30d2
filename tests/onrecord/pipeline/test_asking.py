"""Every kind of source answers in entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import BrokenOff, Unreachable
from onrecord.model import Entry, Page, Source, SourceState
from onrecord.pipeline.asking import MOST_CHILDREN, Answer, Unchanged, ask
from store import tables
from tests.build import GAZETTE, HOUR, NOW
from tests.rig import STRIKE, Clock, Web, html, page, rig, says

INDEX = "https://gazette.example/sitemap.xml"
SITEMAP = Source("gazette/sitemap", "gazette", "sitemap", INDEX)
STATE = SourceState(NOW, etag='"1"')


def index(*names: str) -> bytes:
    inside = "".join(f"<sitemap><loc>https://gazette.example/{name}</loc></sitemap>" for name in names)
    return f"<sitemapindex>{inside}</sitemapindex>".encode()


def sitemap(name: str) -> bytes:
    return f"<urlset><url><loc>https://gazette.example/{name}/story</loc></url></urlset>".encode()


@pytest.fixture
def web() -> Web:
    return Web(Clock())


async def asked(source: Source, web: Web) -> Answer:
    answer = await ask(source, GAZETTE, STATE, web)
    assert isinstance(answer, Answer)
    return answer


async def test_an_index_is_followed_to_the_sitemaps_that_are_likeliest_to_hold_news(web: Web) -> None:
    names = [*(f"old-{number}.xml" for number in range(20)), "news.xml"]
    web.answers[INDEX] = page(INDEX, index(*names), etag='"2"')
    web.answers |= {f"https://gazette.example/{name}": sitemap(name) for name in names}
    answer = await asked(SITEMAP, web)
    assert len(answer.entries) == MOST_CHILDREN
    assert answer.entries[0].url == "https://gazette.example/news.xml/story"
    assert {entry.url.rpartition("/old-")[2] for entry in answer.entries[1:]} == {
        f"{number}.xml/story" for number in (19, 18, 17, 16)
    }
    assert len(answer.pages) == 1 + MOST_CHILDREN
    assert answer.etag is None, "an index may stay as it is while its sitemaps change"


async def test_what_changed_last_comes_before_what_does_not_say(web: Web) -> None:
    dated = "<sitemap><loc>https://gazette.example/{}.xml</loc><lastmod>2026-0{}-01</lastmod></sitemap>"
    inside = "".join(dated.format(name, month) for name, month in (("a", 1), ("b", 3), ("c", 2)))
    undated = "".join(f"<sitemap><loc>https://gazette.example/{name}.xml</loc></sitemap>" for name in "defgh")
    web.answers[INDEX] = f"<sitemapindex>{undated}{inside}</sitemapindex>".encode()
    web.answers |= {f"https://gazette.example/{name}.xml": sitemap(name) for name in "abcdefgh"}
    answer = await asked(SITEMAP, web)
    assert [entry.url.split("/")[3] for entry in answer.entries] == ["b", "c", "a", "h", "g"]


async def test_a_sitemap_of_an_index_that_does_not_answer_is_a_failure(web: Web) -> None:
    web.answers[INDEX] = index("gone.xml")
    with pytest.raises(Unreachable):
        await asked(SITEMAP, web)


async def test_a_plain_sitemap_is_asked_conditionally(web: Web) -> None:
    web.answers[INDEX] = page(INDEX, sitemap("a"), etag='"2"')
    answer = await asked(SITEMAP, web)
    assert (len(answer.entries), answer.etag) == (1, '"2"')
    assert web.asked == [(INDEX, '"1"', None)]
    web.answers[INDEX] = page(INDEX, status=304)
    assert await ask(SITEMAP, GAZETTE, STATE, web) == Unchanged()


async def test_a_list_is_its_addresses_and_asks_nobody(web: Web) -> None:
    source = Source(
        "gazette/list", "gazette", "list", "https://a.example/1", urls=("https://a.example/1", "https://b.example/2")
    )
    assert (await asked(source, web)).entries == (Entry("https://a.example/1"), Entry("https://b.example/2"))
    assert web.asked == []


async def test_what_a_list_names_is_read_once_and_told(tmp_path: Path) -> None:
    url = "https://gazette.example/1"
    source = Source("gazette/list", "gazette", "list", url, urls=(url,))
    bench = rig(tmp_path, outlets=(replace(GAZETTE, sources=(source,)),))
    bench.web.answers[url] = html(says(STRIKE))
    for _ in range(2):
        await bench.poll()
        bench.clock.advance(HOUR)
    (read,) = await bench.read()
    assert read.filed is not None
    assert len(read.filed.alerts) == 1
    assert len(bench.rows(tables.entries)) == 1
    bench.store.close()


async def test_a_host_that_breaks_the_question_for_news_is_asked_for_everything(web: Web) -> None:
    get = web.get

    async def garbled(url: str, **known: Any) -> Page:
        found = await get(url, **known)
        if known.get("etag"):
            raise BrokenOff(url, "the connection broke")
        return found

    web.get = garbled  # type: ignore[method-assign]
    web.answers[INDEX] = sitemap("a")
    assert len((await asked(SITEMAP, web)).entries) == 1
    assert web.asked == [(INDEX, '"1"', None), (INDEX, None, None)]
