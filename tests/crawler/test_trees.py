"""Pages as trees of elements."""

from __future__ import annotations

import pytest

from crawler import trees
from onrecord.errors import ExtractError

URL = "https://press.example/a"


def read(markup: str | bytes) -> str:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return " ".join("".join(trees.parse(body, URL).itertext()).split())


def test_a_page_is_read_in_the_encoding_of_its_bytes_whatever_it_claims() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>قالت</p><p>الميناء</p></body></html>'
    assert read(page) == "قالتالميناء"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("filling", ["", "x" * 5000])
def test_characters_that_xml_forbids_are_dropped_wherever_they_stand(character: str, filling: str) -> None:
    page = f"<html><body><i>{filling}</i><p>The quay{character} reopens</p></body></html>"
    assert read(page).endswith("The quay reopens")


def test_a_root_that_closes_itself_does_not_hide_the_page() -> None:
    assert len(trees.parse(b"<html lang='en'/>\n<head></head><body><p>The quay</p></body></html>", URL)) == 2


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty answer"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b'<rss version="2.0"><channel/></rss>', "a feed"),
        (b"only words", "plain text"),
    ],
)
def test_what_is_no_page_says_what_it_is(body: bytes, what: str) -> None:
    with pytest.raises(ExtractError, match=what):
        trees.parse(body, URL)


def test_lightened_a_page_keeps_its_text_and_what_it_states_in_data() -> None:
    tree = trees.parse(
        b"<html><head><title>Port</title><meta name=a content=b><link rel=c href=d>"
        b'<script type="application/ld+json">{"articleBody": "x"}</script></head><body><p>The '
        b"<script>track()</script>quay<style>p{}</style> reopens <svg><title>Icon</title><path/></svg></p>"
        b"</body></html>",
        URL,
    )
    trees.lighten(tree)
    assert [element.tag for element in tree.iter()] == ["html", "head", "title", "script", "body", "p", "svg"]
    assert " ".join("".join(tree.find("body").itertext()).split()) == "The quay reopens"
