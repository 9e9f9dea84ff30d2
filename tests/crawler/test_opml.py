"""OPML files of other readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import opml
from crawler.opml import Outline
from onrecord.errors import FeedError

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline type="rss" text="Port &amp;amp; Pier" xmlUrl="https://port.example/rss?utm_source=x"
 htmlUrl="https://port.example/" language="en-GB"/>
<outline text="deeper"><outline title="خبر الميناء" TEXT="x" XMLURL="https://mina.example/feed"/></outline></outline>
<outline text="again" xmlUrl="https://port.example/rss"/><outline text="no feed" htmlUrl="https://x.example"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_feeds_are_found_in_folders_and_each_once() -> None:
    assert opml.parse(LIST.encode(), name="f.opml") == (
        Outline("https://port.example/rss", "Port & Pier", "https://port.example/", "en"),
        Outline("https://mina.example/feed", "خبر الميناء", "", ""),
    )


def test_a_file_that_is_cut_off_gives_what_is_there() -> None:
    assert len(opml.parse(LIST.encode()[: LIST.index("again")], name="f.opml")) == 2


@pytest.mark.parametrize(
    ("body", "what"), [(b"", "an empty answer"), (b"<html></html>", "an HTML page"), (b"<rss/>", "XML")]
)
def test_what_is_no_list_is_named(body: bytes, what: str) -> None:
    with pytest.raises(FeedError, match=rf"{what}.*not an OPML file"):
        opml.parse(body, name="f.opml")


def test_an_entity_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><body/></opml>'
    with pytest.raises(FeedError, match="refused"):
        opml.parse(bomb.encode(), name="f.opml")


@given(st.binary(max_size=200))
def test_nothing_crashes(junk: bytes) -> None:
    try:
        opml.parse(b"<opml><body>" + junk, name="f.opml")
    except FeedError:
        return
