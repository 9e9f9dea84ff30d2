"""What `feeds.parse` reads out of good, odd, damaged and hostile bodies."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import feeds
from onrecord.errors import FeedError
from onrecord.model import Entry

URL = "https://press.example/news/feed.xml"


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{inner}</channel></rss>'.encode()


def only(body: bytes, *, timezone: str = "UTC", content_type: str = "") -> Entry:
    (entry,) = feeds.parse(body, url=URL, timezone=timezone, content_type=content_type)
    return entry


def test_an_rss_item_becomes_an_entry() -> None:
    entry = only(
        rss(
            "<title>Port reopens</title><link>https://press.example/a</link><guid isPermaLink='false'>a-1</guid>"
            "<pubDate>Mon, 23 Nov 2026 10:15:00 +0300</pubDate>"
            "<description>The port &lt;b&gt;reopened&lt;/b&gt;.</description>",
            head="<language>en-GB</language>",
        )
    )
    assert entry == Entry(
        url="https://press.example/a",
        entry_id="a-1",
        title="Port reopens",
        published=datetime(2026, 11, 23, 7, 15, tzinfo=UTC),
        summary="The port reopened.",
        language="en",
    )


def test_an_atom_entry_becomes_an_entry() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" xml:base="https://press.example/blog/">
    <title>Feed</title><entry><id>tag:press.example,2026:1</id><title type="html">A &amp;amp; B</title>
    <link rel="self" href="/self"/><link rel="alternate" type="text/html" href="a.html"/>
    <updated>2026-11-23T12:00:00Z</updated><published>2026-11-23T10:00:00+02:00</published>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""
    entry = only(body)
    assert entry.url == "https://press.example/blog/a.html"
    assert (entry.title, entry.summary, entry.language) == ("A & B", "One.\nTwo.", "ar")
    assert entry.published == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_an_rdf_item_becomes_an_entry() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>C</title><items/></channel>
    <item rdf:about="https://press.example/a"><title>A</title><link>https://press.example/a</link>
    <dc:date>2026-11-23T10:00:00Z</dc:date></item></rdf:RDF>"""
    entry = only(body)
    assert (entry.url, entry.title, entry.entry_id) == ("https://press.example/a", "A", "https://press.example/a")
    assert entry.published == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_a_json_feed_item_becomes_an_entry() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "language": "tr",
            "items": [
                {"id": 7, "url": "/a", "title": "A", "content_html": "<p>Uzun <i>metin</i></p>", "summary": "Kısa"},
                {"id": "https://press.example/b", "content_text": "B", "date_published": "2026-11-23T10:00:00Z"},
                "nonsense",
            ],
        }
    ).encode()
    first, second = feeds.parse(body, url=URL, content_type="application/feed+json")
    assert (first.url, first.entry_id, first.summary) == ("https://press.example/a", "7", "Uzun metin")
    assert first.language == "tr"
    assert (second.url, second.summary) == ("https://press.example/b", "B")


def test_the_longer_text_is_the_summary() -> None:
    body = rss(
        "<title>A</title><link>https://press.example/a</link><description>Short.</description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>The whole</p>'
        "<p>text.</p>]]></content:encoded>"
    )
    assert only(body).summary == "The whole\ntext."


def test_titles_lose_markup_controls_and_direction_overrides() -> None:
    body = rss(
        "<title>\u202eevil\u202c &lt;i&gt;A&lt;/i&gt;&amp;nbsp;&amp;quot;B&amp;quot; \u0007\n C</title><link>https://press.example/a</link>"
    )
    assert only(body).title == 'evil A "B" C'


def test_persian_joiners_stay() -> None:
    assert only(rss("<title>می\u200cگوید</title><link>https://press.example/a</link>")).title == "می\u200cگوید"


def test_relative_links_lead_from_the_feed() -> None:
    assert only(rss("<title>A</title><link>../a?x=1&amp;y=2</link>")).url == "https://press.example/a?x=1&y=2"


def test_links_escaped_twice_are_read_once() -> None:
    link = "<link><![CDATA[https://press.example/a?x=1&amp;y=2]]></link>"
    assert only(rss(f"<title>A</title>{link}")).url == "https://press.example/a?x=1&y=2"


def test_a_guid_stands_in_for_a_missing_link() -> None:
    assert only(rss("<title>A</title><guid>https://press.example/a</guid>")).url == "https://press.example/a"


def test_entries_without_any_link_keep_apart() -> None:
    first, second = feeds.parse(
        rss("<title>A</title><guid isPermaLink='false'>1</guid>", "<title>B</title><guid isPermaLink='false'>2</guid>"),
        url=URL,
    )
    assert first.url == f"{URL}?{feeds.NO_LINK}=1"
    assert second.url == f"{URL}?{feeds.NO_LINK}=2"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/hosts", "http://[::1", "mailto:a@b.example"])
def test_a_link_out_of_the_web_is_none(link: str) -> None:
    assert only(rss(f"<title>A</title><link>{link}</link>")).url.startswith(URL)


def test_dates_without_an_offset_are_read_in_the_outlets_zone() -> None:
    item = "<title>A</title><link>https://press.example/a</link><pubDate>2026-11-23 10:00:00</pubDate>"
    assert only(rss(item), timezone="Asia/Tehran").published == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["yesterday", "", "0000-00-00", "2026-13-45T10:00:00Z", "Mon, 99 Foo 2026", "1970-01-01"]
)
def test_a_date_that_cannot_be_read_is_unknown(written: str) -> None:
    assert only(rss(f"<title>A</title><link>https://p.example/a</link><pubDate>{written}</pubDate>")).published is None


def test_a_date_in_the_future_is_unknown() -> None:
    item = "<title>A</title><link>https://p.example/a</link><pubDate>Wed, 25 Nov 2026 10:00:00 GMT</pubDate>"
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    (entry,) = feeds.parse(rss(item), url=URL, now=now)
    assert entry.published is None
    (entry,) = feeds.parse(rss(item), url=URL, now=datetime(2026, 11, 24, 11, tzinfo=UTC))
    assert entry.published is not None


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel></channel></rss>",
        b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
def test_a_feed_without_items_is_no_error(body: bytes) -> None:
    assert feeds.parse(body, url=URL) == ()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<!DOCTYPE html><html><body>No such page</body></html>", "an HTML page, not a feed"),
        (b'<html><head><script>var x = "<rss>";</script></head></html>', "an HTML page, not a feed"),
        (b"", "an empty answer, not a feed"),
        (b"  \n ", "an empty answer, not a feed"),
        (b"%PDF-1.7 ...", "a PDF file, not a feed"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "a sitemap, not a feed"),
        (b"<note>x</note>", "XML of another kind, not a feed"),
        (b'{"error": "no"}', "JSON of another kind, not a feed"),
        (b'{"items": [', "damaged JSON, not a feed"),
        (b"Service unavailable", "plain text, not a feed"),
        (bytes(range(256)) * 4, "binary data, not a feed"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, what: str) -> None:
    with pytest.raises(FeedError) as raised:
        feeds.parse(body, url=URL)
    assert raised.value.cause == what
    assert raised.value.resource == URL


def test_an_entity_bomb_is_refused() -> None:
    declarations = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    body = f"<!DOCTYPE rss [{declarations}]><rss><channel><item><title>&j;</title></item></channel></rss>"
    with pytest.raises(FeedError, match="entity"):
        feeds.parse(body.encode(), url=URL)


def test_an_external_entity_is_not_read() -> None:
    body = b"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>A&x;</title>
    <link>https://p.example/a</link></item></channel></rss>"""
    assert "root" not in only(body).title


def test_a_plain_entity_of_the_feeds_own_is_read() -> None:
    body = b"""<!DOCTYPE rss [<!ENTITY paper "The Daily">]><rss><channel><item><title>&paper; says</title>
    <link>https://p.example/a</link></item></channel></rss>"""
    assert only(body).title == "The Daily says"


GOOD = rss(*(f"<title>Café {n}</title><link>https://p.example/{n}</link>" for n in range(4)))


@pytest.mark.parametrize(
    "damaged",
    [
        b"\r\n \t" + GOOD,
        b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD,
        b"<br>Notice: undefined variable\n" + GOOD,
        GOOD + b"<script>if (a && b < c) {}</script>",
        GOOD.replace(b"Caf", b"Caf\x00\x08\x0b"),
        GOOD.replace("é".encode(), b"&eacute;"),
        GOOD.replace(b"</title>", b"</titel>"),
        GOOD.replace(b"utf-8", b"utf-16"),
        GOOD.replace(b"utf-8", b"iso-8859-1"),
        GOOD.decode().encode("utf-16"),
        GOOD.decode().encode("utf-16-be"),
        GOOD.decode().replace("utf-8", "iso-8859-1").encode("iso-8859-1"),
        GOOD.replace(b"<channel>", b"<channel><description>A & B &nbsp; &&</description>"),
    ],
)
def test_damaged_feeds_are_read_completely(damaged: bytes) -> None:
    entries = feeds.parse(damaged, url=URL)
    assert [entry.url for entry in entries] == [f"https://p.example/{n}" for n in range(4)]
    assert {entry.title[:4] for entry in entries} == {"Café"}


def test_a_cut_feed_gives_what_is_there() -> None:
    assert len(feeds.parse(GOOD[: GOOD.index(b"p.example/3")], url=URL)) >= 3


def test_prefixes_bound_to_nothing_are_understood() -> None:
    body = b"""<a:feed><a:entry><a:title>A</a:title><a:link href="https://p.example/a"/></a:entry></a:feed>"""
    assert (only(body).url, only(body).title) == ("https://p.example/a", "A")


def test_a_media_title_does_not_replace_the_title() -> None:
    media = (
        '<media:content xmlns:media="http://search.yahoo.com/mrss/"><media:title>Photo</media:title></media:content>'
    )
    assert only(rss(f"{media}<title>A</title><link>https://p.example/a</link>")).title == "A"


def test_legacy_arabic_is_read() -> None:
    text = '<?xml version="1.0" encoding="windows-1256"?><rss><channel><item><title>قال المتحدث</title><link>https://p.example/a</link></item></channel></rss>'
    assert only(text.encode("windows-1256")).title == "قال المتحدث"


def test_the_http_charset_helps_where_the_feed_says_nothing() -> None:
    item = "<title>" + "تصريح جديد " * 4 + "</title><link>https://p.example/a</link>"
    body = f"<rss><channel><item>{item}</item></channel></rss>".encode("iso-8859-6")
    assert only(body, content_type="text/xml; charset=ISO-8859-6").title.startswith("تصريح جديد")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)), st.integers(0, 400))
def test_nothing_crashes(junk: bytes, at: int) -> None:
    body = GOOD[:at] + junk + GOOD[at:]
    try:
        entries = feeds.parse(body, url=URL)
    except FeedError:
        return
    for entry in entries:
        assert entry.url.startswith(("http://", "https://"))
        assert not any(ord(character) < 32 for character in entry.title)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")),
        min_size=1,
        max_size=50,
    )
)
def test_every_title_survives_escaping(title: str) -> None:
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    twice = escaped.replace("&", "&amp;")
    assert only(rss(f"<title>{twice}</title><link>https://p.example/a</link>")).title == title


@pytest.mark.parametrize(
    ("damage", "title"), [("", "pier"), ("&nbsp;", "pier"), (" & ", "pier &"), ("\x08", "pier"), ("<", "pier")]
)
def test_a_feed_that_needs_mending_reads_like_one_that_does_not(damage: str, title: str) -> None:
    written = f"Quay &amp; &#8220;no&#8221; &lt;b&gt;pier{damage}"
    body = f"<rss><channel><item><title>{written}</title><link>/a</link></item></channel></rss>"
    (entry,) = feeds.parse(body.encode(), url="https://press.example/feed")
    assert entry.title == f"Quay & “no” {title}"
