"""What `sitemaps.parse` reads."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import sitemaps, sources
from onrecord.errors import FeedError
from onrecord.model import Entry

URL = "https://press.example/sitemap-news.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://press.example/a?x=1&amp;y=2 </loc><lastmod>2026-11-23T12:00:00Z</lastmod>
 <image:image><image:loc>https://press.example/a.jpg</image:loc><image:title>A photo</image:title></image:image>
 <news:news><news:publication><news:name>Press</news:name><news:language>ar-EG</news:language></news:publication>
 <news:publication_date>2026-11-23T10:00:00</news:publication_date>
 <news:title>Talks &amp;amp; more</news:title></news:news>
</url>
<url><loc>https://press.example/b</loc><lastmod>2026-11-20</lastmod></url>
<url><loc>https://press.example/b</loc></url>
<url><loc>javascript:alert(1)</loc></url><url><loc></loc></url><url/>
</urlset>"""


def test_a_news_sitemap_gives_title_date_and_language() -> None:
    first, second = sitemaps.parse(NEWS.encode(), url=URL, timezone="Africa/Cairo")
    assert first == Entry(
        url="https://press.example/a?x=1&y=2",
        title="Talks & more",
        published=datetime(2026, 11, 23, 8, tzinfo=UTC),
        language="ar",
    )
    assert second == Entry(url="https://press.example/b")


def test_a_gzip_file_is_unpacked() -> None:
    assert len(sitemaps.parse(gzip.compress(NEWS.encode()), url=URL)) == 2


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    with pytest.raises(FeedError, match="refused"):
        sitemaps.parse(bomb, url=URL)


def test_a_damaged_gzip_file_is_named() -> None:
    with pytest.raises(FeedError, match="damaged gzip"):
        sitemaps.parse(b"\x1f\x8b\x08junkjunkjunk", url=URL)


def test_an_index_holds_no_articles() -> None:
    body = b"<sitemapindex><sitemap><loc>https://press.example/1.xml</loc></sitemap></sitemapindex>"
    assert sitemaps.parse(body, url=URL) == ()


def test_a_cut_sitemap_gives_what_is_there() -> None:
    assert len(sitemaps.parse(NEWS[: NEWS.index("<lastmod>2026-11-20")].encode(), url=URL)) == 2


def test_prefixes_bound_to_nothing_are_understood() -> None:
    body = (
        b"<urlset><url><loc>https://p.example/a</loc><news:news><news:title>A</news:title></news:news></url></urlset>"
    )
    assert sitemaps.parse(body, url=URL)[0].title == "A"


@pytest.mark.parametrize(
    ("body", "what"), [(b"<html></html>", "an HTML page"), (b"<rss></rss>", "a feed"), (b"", "an empty answer")]
)
def test_what_is_no_sitemap_is_named(body: bytes, what: str) -> None:
    with pytest.raises(FeedError, match=f"{what}, not a sitemap"):
        sitemaps.parse(body, url=URL)


def test_an_entity_bomb_is_refused() -> None:
    body = b'<!DOCTYPE u [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><urlset><url><loc>https://p.example/&b;</loc></url></urlset>'
    with pytest.raises(FeedError, match="entity"):
        sitemaps.parse(body, url=URL)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_nothing_crashes(junk: bytes, at: int) -> None:
    body = NEWS.encode()
    try:
        entries = sitemaps.parse(body[:at] + junk + body[at:], url=URL)
    except FeedError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in entries)


def test_every_kind_of_source_has_its_parser() -> None:
    assert len(sources.parse("sitemap", NEWS.encode(), url=URL)) == 2
    assert sources.parse("feed", b"<rss><channel/></rss>", url=URL) == ()
    with pytest.raises(FeedError, match="not the preview of a public channel"):
        sources.parse("telegram", NEWS.encode(), url=URL)
