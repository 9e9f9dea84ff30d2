"""Where an outlet's sources may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler import discovery
from crawler.discovery import Candidate

URL = "https://press.example/start"
PAGE = """<!doctype html><html lang="ar-LB"><head><title>Press – start</title>
<meta property="og:site_name" content="The Press">
<link rel="alternate" type="application/rss+xml" href="/rss/all"><link rel="stylesheet" href="/x.css">
<link rel="alternate" hreflang="en" href="/en/"><link rel="ALTERNATE" type="application/feed+json" href="feed.json">
</head><body><a href="/rss/all">RSS</a><a href="/news/feed/">Feed</a><a href="/feedback">Write to us</a>
<a href="https://t.me/pressnews">Telegram</a><a href="https://t.me/share/url?x">Share</a></body></html>"""


def test_a_front_page_names_feeds_channel_name_and_language() -> None:
    front = discovery.of_page(PAGE.encode(), url=URL)
    assert (front.name, front.language) == ("The Press", "ar")
    assert front.candidates == (
        Candidate("feed", "https://press.example/rss/all", "L"),
        Candidate("feed", "https://press.example/feed.json", "L"),
        Candidate("feed", "https://press.example/news/feed/", "L"),
        Candidate("telegram", "https://t.me/s/pressnews", "L"),
    )


def test_robots_name_sitemaps() -> None:
    text = "User-agent: *\nDisallow: /x\nSitemap: https://press.example/news.xml\nSITEMAP:/b.xml\nsitemap: ftp://x/y"
    assert [each.url for each in discovery.of_robots(text, url="https://press.example/robots.txt")] == [
        "https://press.example/news.xml",
        "https://press.example/b.xml",
    ]


def test_custom_has_its_places_at_the_root() -> None:
    found = {each.url for each in discovery.by_custom(URL)}
    assert {"https://press.example/feed", "https://press.example/news-sitemap.xml"} <= found


@given(st.binary(max_size=300))
def test_any_front_page_can_be_read(junk: bytes) -> None:
    discovery.of_page(junk, url=URL)


def test_a_link_that_is_no_address_stops_nothing() -> None:
    page = b'<html><body><a href="http://[bad">x</a><a href="/feed/">Feed</a></body></html>'
    assert [each.url for each in discovery.of_page(page, url="https://gazette.example/").candidates] == [
        "https://gazette.example/feed/"
    ]
