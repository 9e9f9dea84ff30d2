"""The canonical address that a page claims is believed where it may be true."""

from __future__ import annotations

import pytest

from crawler.canonical import believed

HERE = "https://www.press.example/world/2026/story-7?utm_source=rss"
OWN = "https://www.press.example/world/2026/story-7"


@pytest.mark.parametrize(
    ("claimed", "url"),
    [
        ("", OWN),
        ("/news/story-7", "https://www.press.example/news/story-7"),
        ("http://m.press.example/story/7", "http://m.press.example/story/7"),
        ("https://news.press.example/story/7", "https://news.press.example/story/7"),
        ("https://press.example/?p=7", "https://press.example/?p=7"),
    ],
)
def test_an_address_of_the_same_site_is_believed(claimed: str, url: str) -> None:
    assert believed(claimed, HERE) == url


@pytest.mark.parametrize(
    "claimed",
    [
        "https://other.example/world/2026/story-7",
        "https://press.example.other.example/world/2026/story-7",
        "https://www.press.example/",
        "/world",
        "https://m.press.example/world/2026/",
        "javascript:alert(1)",
        "http://[::1/",
    ],
)
def test_another_site_the_front_page_and_the_section_above_are_not(claimed: str) -> None:
    assert believed(claimed, HERE) == OWN


def test_neighbours_on_a_platform_are_not_one_site() -> None:
    url = "https://one.blogspot.com/2026/a.html"
    assert believed("https://two.blogspot.com/2026/a.html", url) == url


@pytest.mark.parametrize("dressed", ["/story-7/amp", "/story-7/2", "/m/story-7", "/story-7/print"])
def test_another_dress_and_a_further_page_belong_to_their_article(dressed: str) -> None:
    assert believed("/story-7", f"https://press.example{dressed}") == "https://press.example/story-7"
