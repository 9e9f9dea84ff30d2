"""One address for one page."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.text import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Reader:secret@News.Example.ORG:443/a/../b#top", "https://news.example.org/b"),
        ("http://example.org:80", "http://example.org/"),
        ("https://example.org/a?utm_source=x&utm_medium=y&id=3&fbclid=z", "https://example.org/a?id=3"),
        ("https://example.org/a?b=2&amp;a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?4711", "https://example.org/a?4711"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/%d8%ae%D8%A8%D8%B1", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("  <https://example.org/a>. ", "https://example.org/a"),
        ("https://example.org/x_(y)", "https://example.org/x_(y)"),
        ("(https://example.org/x)", "https://example.org/x"),
        ("https://example.org/a\n/b", "https://example.org/a/b"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://example.org//a//b/", "http://example.org/a/b/"),
        ("https://example.org/story/amp/", "https://example.org/story"),
        ("https://example.org/story/print", "https://example.org/story"),
        ("https://example.org/story.amp.html", "https://example.org/story.html"),
        ("https://example.org/story.amp", "https://example.org/story"),
        ("https://example.org/amp/story/7", "https://example.org/story/7"),
        ("https://example.org/story?amp", "https://example.org/story"),
        ("https://example.org/story?id=7&outputType=amp&print=1", "https://example.org/story?id=7"),
        ("https://example.org/print/", "https://example.org/print/"),
        ("https://example.org/lamp", "https://example.org/lamp"),
        ("https://example.org/shop?type=lamp&print=large", "https://example.org/shop?print=large&type=lamp"),
        ("https://press-example.cdn.ampproject.org/c/s/press.example/a/1", "https://press.example/a/1"),
        ("https://www.google.com/amp/s/press.example/a/1.amp.html", "https://press.example/a/1.html"),
    ],
)
def test_the_same_page_has_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_a_relative_link_is_read_from_its_page() -> None:
    assert canonical_url("../c?x=1", "https://example.org/a/b/") == "https://example.org/a/c?x=1"
    assert canonical_url("//cdn.example.org/x", "https://example.org/") == "https://cdn.example.org/x"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("story.html", "must begin with http:// or https://"),
        ("ftp://example.org/a", "must begin with http:// or https://"),
        ("javascript:alert(1)", "must begin with http:// or https://"),
        ("http:///a", "names no host"),
        ("http://two words.example/", "a character that no host has"),
        ("http://example.org:99999/", "Port"),
        ("http://[::1/", "IPv6"),
        (f"http://{'a' * 70}.example/", "not a URL"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(ValueError, match="not a URL") as refused:
        canonical_url(url)
    assert why in str(refused.value)


def test_a_message_about_an_endless_url_is_short() -> None:
    with pytest.raises(ValueError, match="not a URL") as refused:
        canonical_url("x" * 10_000)
    assert len(str(refused.value)) < 400


@given(
    st.text(alphabet="abcÄخ/.%2F~-_", max_size=15),
    st.text(alphabet="ab=&+%20;خ?/", max_size=15),
)
@example("", "0;&00")
def test_a_canonical_url_is_its_own_canonical_url(path: str, query: str) -> None:
    once = canonical_url(f"https://example.org/{path}?{query}")
    assert canonical_url(once) == once


@given(st.lists(st.sampled_from(["amp", "print", ".amp", ".html", "/", "a", "?amp", "&print=1"]), max_size=8))
def test_so_is_one_that_was_in_another_dress(pieces: list[str]) -> None:
    once = canonical_url(f"https://example.org/{''.join(pieces)}")
    assert canonical_url(once) == once


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert canonical_url(f"http://{text}").startswith("http")
