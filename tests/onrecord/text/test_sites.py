"""Which addresses are those of one page, and which hosts those of one site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import canonical_url, same_page, site

PAGE = "https://press.example/world/story-7.html?id=7"
DRESSES = (
    "http://press.example/world/story-7.html?id=7",
    "https://www.press.example/world/story-7.html?id=7",
    "https://m.press.example/world/story-7.html?id=7",
    "https://mobil.press.example/world/story-7.html?id=7",
    "https://mobile.press.example/world/story-7.html?id=7&utm_source=m",
    "https://amp.press.example/world/story-7.amp.html?id=7",
    "https://www.m.press.example/world/story-7.html?id=7#comments",
    "https://press.example/amp/world/story-7.html?id=7",
    "https://press.example/m/world/story-7.html?id=7",
    "https://press.example/mobile/world/story-7.html?id=7",
    "https://press.example/print/world/story-7.html?id=7",
    "https://press.example/world/story-7.html/print/?id=7",
    "https://press.example/world/story-7.html/?id=7&print=1&outputType=amp",
    "https://press-example.cdn.ampproject.org/c/s/amp.press.example/world/story-7.html?id=7",
)
OTHERS = (
    "https://press.example/world/story-7.html",
    "https://press.example/world/story-7.html?id=8",
    "https://press.example/world/story-7.html?id=7&m=1",
    "https://press.example:8443/world/story-7.html?id=7",
    "https://mail.press.example/world/story-7.html?id=7",
    "https://pressexample.example/world/story-7.html?id=7",
    "https://m.example/world/story-7.html?id=7",
    "https://press.example/men/world/story-7.html?id=7",
)


@pytest.mark.parametrize("url", DRESSES)
def test_in_whatever_dress_it_is_one_page(url: str) -> None:
    assert same_page(canonical_url(url)) == same_page(PAGE)


@pytest.mark.parametrize("url", OTHERS)
def test_other_pages_stay_other_pages(url: str) -> None:
    assert same_page(canonical_url(url)) != same_page(PAGE)


def test_a_blogs_page_for_small_screens_is_its_page() -> None:
    assert same_page("https://post.blogspot.com/2026/a.html?m=1") == same_page("http://post.blogspot.com/2026/a.html")


def test_a_name_before_a_public_suffix_is_the_outlets_own() -> None:
    assert same_page("https://m.me/story") == "m.me/story"
    assert same_page("https://amp.co.uk/story") == "amp.co.uk/story"
    assert same_page("https://www.amp.co.uk/story") == "amp.co.uk/story"


def test_front_pages_and_what_only_looks_like_a_dress_stay() -> None:
    assert same_page("https://press.example/") == "press.example/"
    assert same_page("https://press.example/mobile") == "press.example/mobile"
    assert same_page("https://press.example/amp/") == "press.example/amp"


@pytest.mark.parametrize("url", ["saved/page.html", "notes.txt", "", "ftp://press.example/a"])
def test_what_is_no_web_address_is_itself(url: str) -> None:
    assert same_page(url) == url


WORDS = st.sampled_from(["a", "story", "m", "amp", "print", "mobile", "7", "2026"])
HOSTS = st.sampled_from(["press.example", "news.press.example", "gazette.co.uk", "10.0.0.1", "[::1]", "localhost"])
PATHS = st.lists(WORDS, max_size=5).map("/".join)
QUERIES = st.lists(st.tuples(st.sampled_from(["id", "m", "p"]), st.sampled_from(["1", "x"])), max_size=2)


@given(HOSTS, PATHS, QUERIES)
def test_a_dress_over_a_dress_changes_nothing(host: str, path: str, query: list[tuple[str, str]]) -> None:
    address = f"https://{host}/{path}?" + "&".join(f"{name}={value}" for name, value in query)
    page = same_page(canonical_url(address))
    assert same_page(f"https://{page}") == page
    assert same_page(canonical_url(address.replace("https://", "http://"))) == page


@given(
    st.sampled_from(["www.", "m.", "mobile.", "mobil.", "amp."]),
    PATHS.filter(lambda path: path.strip("/") != ""),
    QUERIES,
)
def test_each_host_of_an_outlet_shows_the_same_pages(name: str, path: str, query: list[tuple[str, str]]) -> None:
    rest = f"press.example/{path}?" + "&".join(f"{key}={value}" for key, value in query)
    assert same_page(canonical_url(f"https://{name}{rest}")) == same_page(canonical_url(f"https://{rest}"))


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.press.example", "press.example"),
        ("press.example", "press.example"),
        ("www.gazette.co.uk", "gazette.co.uk"),
        ("daily.news.gov.ir", "news.gov.ir"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("a.one.github.io", "one.github.io"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_what_somebody_registered(host: str, domain: str) -> None:
    assert site(host) == domain


@given(st.text(max_size=30))
def test_any_host_has_a_site(host: str) -> None:
    assert isinstance(site(host), str)
