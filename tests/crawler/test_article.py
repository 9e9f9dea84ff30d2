"""What `article` makes of pages, entries and files. All pages are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract, from_entry, from_html, from_text
from onrecord.errors import ExtractError
from onrecord.model import Article, Entry, Outlet, Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEEN = NOW - timedelta(minutes=1)
URL = "https://www.harbourpost.example/news/2026/port-reopens?utm_source=rss"
OUTLET = Outlet(id="post", name="Harbour Post", country="XX", languages=("en",), timezone="Asia/Beirut")
PARAGRAPHS = (
    "The harbour authority said on Monday that the main quay would reopen before the end of the week.",
    "“We have waited long enough,” the authority's director, Mara Linden, told reporters at the gate.",
    "Dock workers who had blocked the entrance since October welcomed the decision but asked for it in writing.",
    "Linden added that the insurers had dropped their objections after a second inspection of the eastern crane.",
)


def page(
    *, title: str = "Main quay to reopen this week", head: str = "", body: str = "", lang: str = "en", url: str = URL
) -> Page:
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    markup = f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>
    <meta property="og:site_name" content="Harbour Post">{head}</head><body>
    <header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul>
    </nav></header><main><article><h1>{title}</h1>{text}</article></main>
    <aside><h3>Most read</h3><ul><li><a href="/1">Ten harbours to see</a></li></ul></aside>
    <footer><p>Copyright Harbour Post. All rights reserved. Subscribe to our newsletter.</p></footer></body></html>"""
    return Page(url=url, requested_url=url, status=200, body=markup.encode(), fetched_at=NOW)


def read(given_page: Page, hint: Entry | None = None) -> Article:
    return extract(given_page, outlet=OUTLET, first_seen=SEEN, hint=hint)


def jsonld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_page_becomes_an_article() -> None:
    ld = jsonld(
        headline="Main quay to reopen this week",
        datePublished="2026-11-23T11:05:00+02:00",
        author=[{"@type": "Person", "name": "Ida Voss"}, {"@type": "Person", "name": "Tom Ray"}],
    )
    article = read(page(head=ld + '<link rel="canonical" href="/news/2026/port-reopens">'))
    assert article == Article(
        url="https://www.harbourpost.example/news/2026/port-reopens",
        outlet="post",
        title="Main quay to reopen this week",
        text="\n".join(PARAGRAPHS),
        language="en",
        fetched_at=NOW,
        first_seen=SEEN,
        published=datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
        author="Ida Voss, Tom Ray",
        origin="page",
    )


def test_a_block_quote_is_a_paragraph() -> None:
    quote = "Nobody at this table will sign anything before the workers have read it themselves."
    inner = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    inner.insert(2, f"<blockquote><p>{quote}</p></blockquote>")
    assert read(page(body="".join(inner))).text.split("\n")[2] == quote


def test_an_arabic_page_keeps_its_language_and_letters() -> None:
    paragraphs = (
        "قالت هيئة الميناء يوم الاثنين إن الرصيف الرئيسي سيعاد فتحه قبل نهاية الأسبوع الجاري بعد توقف طويل.",
        "وأضافت المديرة مارا ليندن للصحفيين عند البوابة: «انتظرنا بما فيه الكفاية ولن نقبل تأجيلا آخر».",
        "ورحب عمال الرصيف الذين أغلقوا المدخل منذ تشرين الأول بالقرار لكنهم طالبوا به مكتوبا.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = read(page(title="إعادة فتح الرصيف الرئيسي هذا الأسبوع", body=body, lang="ar"))
    assert article.text == "\n".join(paragraphs)
    assert (article.language, article.title) == ("ar", "إعادة فتح الرصيف الرئيسي هذا الأسبوع")


def test_a_legacy_encoding_without_any_declaration_is_read() -> None:
    text = (
        "Der Hafenmeister erklärte am Montag, die Brücke müsse wegen großer Schäden für längere Zeit gesperrt bleiben. "
    )
    article = f"<article><h1>Brücke gesperrt</h1><p>{text * 3}</p></article>"
    markup = f"<html><head><title>Brücke gesperrt</title></head><body>{article}</body></html>"
    raw = Page(URL, URL, 200, markup.encode("windows-1252"), NOW, {"content-type": "text/html; charset=utf-8"})
    assert "müsse wegen großer Schäden" in read(raw).text


def test_a_page_tells_its_section_and_when_it_was_changed_in_the_outlets_zone() -> None:
    article = read(
        page(
            head=jsonld(
                datePublished="2026-11-23T08:00:00Z",
                dateModified="2026-11-23T11:30:00",
                articleSection=["Harbour &amp; Sea", "News"],
            )
        )
    )
    assert article.section == "Harbour & Sea"
    assert article.modified == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "modified"),
    [
        ('<meta property="article:modified_time" content="2026-11-23T10:00:00+02:00">', "2026-11-23T08:00:00+00:00"),
        ('<meta property="og:updated_time" content="2026-11-23">', None),
        ('<meta property="og:updated_time" content="2031-01-01T00:00:00Z">', None),
        ('<meta property="og:updated_time" content="2026-11-20T10:00:00Z">', None),
        ("", None),
    ],
)
def test_a_change_is_believed_that_has_a_time_and_may_be_true(head: str, modified: str | None) -> None:
    article = read(page(head=jsonld(datePublished="2026-11-22T08:30:00Z") + head))
    assert (article.modified.isoformat() if article.modified else None) == modified


def test_a_section_is_a_short_name() -> None:
    def section(content: str) -> str | None:
        return read(page(head=f'<meta property="article:section" content="{content}">')).section

    assert section("World") == "World"
    assert section("https://www.facebook.example/harbourpost") is None
    assert section("x" * 61) is None
    assert section(" ") is None


def test_a_dateline_is_stated_or_stands_before_the_first_sentence() -> None:
    opened = "".join(f"<p>{paragraph}</p>" for paragraph in (f"ARC, Nov 23 (Wire) - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]))
    assert read(page(body=opened)).dateline == "ARC, Nov 23 (Wire)"
    assert read(page(body=opened)).text.startswith("ARC, Nov 23 (Wire) - The harbour")
    assert read(page(head=jsonld(dateline="Port Arc, Harland"))).dateline == "Port Arc, Harland"
    assert read(page()).dateline is None


def test_what_describes_a_picture_to_those_who_cannot_see_it_is_no_text() -> None:
    described = '<img src="/quay.jpg" alt="A crane lifts a container over the quay" title="The crane at dawn">'
    body = "".join(f"<p>{described}{paragraph}</p><figure>{described}</figure>" for paragraph in PARAGRAPHS)
    assert read(page(body=body)).text == "\n".join(PARAGRAPHS)
    # Too little text for the ordinary way: the last resort leaves it out as well.
    assert "crane" not in read(page(body=f"<p>{described}</p><div>The main quay reopens on Friday.</div>")).text


BROKEN_JSON = """<script type="application/ld+json">/* <![CDATA[ */ {"@graph": [{"@type": "Organization", "name": "A
line break"}, {"@type": "Article", "datePublished": "2026-11-22T08:30:00Z",}]} /* ]]> */</script>"""


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (jsonld(datePublished="2026-11-22T08:30:00Z"), datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        (jsonld(datePublished="2026-11-22T10:30:00"), datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        (
            BROKEN_JSON,
            datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
        ),
        (
            '<meta property="article:published_time" content="2026-11-22T08:30:00Z">',
            datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
        ),
        (
            jsonld(datePublished="2026-11-22") + '<meta name="pubdate" content="2026-11-22T08:30:00Z">',
            datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
        ),
        (
            jsonld(datePublished="2026-11-20") + '<meta name="date" content="2026-11-22T08:30:00Z">',
            datetime(2026, 11, 19, 22, tzinfo=UTC),
        ),
    ],
)
def test_the_date_is_the_one_the_page_states(head: str, published: datetime) -> None:
    assert read(page(head=head)).published == published


def test_a_time_element_gives_the_date() -> None:
    body = '<time datetime="2026-11-22T08:30:00Z">Sunday</time>' + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert read(page(body=body)).published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_the_feeds_date_stands_in_and_adds_the_time_of_day() -> None:
    entry = Entry(url=URL, published=datetime(2026, 11, 22, 6, 45, tzinfo=UTC))
    assert read(page(), entry).published == entry.published
    assert read(page(head=jsonld(datePublished="2026-11-22")), entry).published == entry.published
    exact = jsonld(datePublished="2026-11-22T06:40:00Z")
    assert read(page(head=exact), entry).published == datetime(2026, 11, 22, 6, 40, tzinfo=UTC)


def test_no_date_is_no_date_and_never_now() -> None:
    assert read(page(url="https://www.harbourpost.example/port-reopens")).published is None
    assert (
        read(page(head=jsonld(datePublished="2027-01-01T00:00:00Z"), url="https://www.harbourpost.example/a")).published
        is None
    )


def test_the_feeds_title_stands_in() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    raw = Page(URL, URL, 200, f"<html><body><article>{body}</article></body></html>".encode(), NOW)
    assert read(raw, Entry(url=URL, title="From the feed")).title == "From the feed"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://harbourpost.example/a", "https://harbourpost.example/a"),
        ("/a#top", "https://www.harbourpost.example/a"),
        ("https://elsewhere.example/a", "https://www.harbourpost.example/news/2026/port-reopens"),
        ("https://www.harbourpost.example/", "https://www.harbourpost.example/news/2026/port-reopens"),
        ("javascript:x", "https://www.harbourpost.example/news/2026/port-reopens"),
        ("http://[::1", "https://www.harbourpost.example/news/2026/port-reopens"),
    ],
)
def test_a_canonical_address_counts_on_the_same_site_only(link: str, url: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{link}">')).url == url


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty answer"),
        (b"%PDF-1.4", "a PDF file"),
        (b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>", "a feed"),
        (b'{"a": 1}', "JSON"),
        (b"\x00\x01\x02\x03" * 50, "binary data"),
        (b"<html><head><title>x</title></head><body></body></html>", "no article text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text"),
    ],
)
def test_what_holds_no_article_is_named(body: bytes, what: str) -> None:
    with pytest.raises(ExtractError, match=what) as raised:
        read(Page(URL, URL, 200, body, NOW))
    assert raised.value.resource == URL


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_nothing_crashes(junk: bytes, at: int) -> None:
    whole = page(head=jsonld(headline="x", datePublished="2026-11-22", author="A B")).body
    try:
        article = read(Page(URL, URL, 200, whole[:at] + junk + whole[at:], NOW))
    except ExtractError:
        return
    assert article.text
    assert "\n\n" not in article.text
    assert "\n" not in article.title


def test_an_entry_alone_makes_an_article() -> None:
    entry = Entry(url=URL, title="Main quay to reopen", summary="One.\nTwo.", published=SEEN)
    article = from_entry(entry, outlet=OUTLET, first_seen=SEEN, now=NOW)
    assert (article.origin, article.title, article.text) == ("feed", "Main quay to reopen", "One.\nTwo.")
    assert (article.published, article.first_seen, article.fetched_at) == (SEEN, SEEN, NOW)
    assert article.url == "https://www.harbourpost.example/news/2026/port-reopens"
    assert article.language == "en"


def test_an_entry_without_a_summary_says_what_its_title_says() -> None:
    article = from_entry(Entry(url=URL, title="Linden: we sign today"), outlet=OUTLET, first_seen=SEEN, now=NOW)
    assert article.text == article.title == "Linden: we sign today"


def test_an_entry_without_words_is_no_article() -> None:
    with pytest.raises(ExtractError, match="neither title nor summary"):
        from_entry(Entry(url=URL), outlet=OUTLET, first_seen=SEEN, now=NOW)


def test_an_html_file_becomes_an_article() -> None:
    article = from_html(page(head=jsonld(datePublished="2026-11-22T08:30:00Z")).body, url="saved/page.html", now=NOW)
    assert (article.url, article.outlet, article.origin) == ("saved/page.html", "", "file")
    assert article.text == "\n".join(PARAGRAPHS)
    assert article.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Quay reopens\n\nThe quay reopened.\nAll is well.", "Quay reopens", "The quay reopened.\nAll is well."),
        ("# Quay reopens\nThe quay reopened.", "Quay reopens", "The quay reopened."),
        ("Quay reopens\nThe quay reopened.", "", "Quay reopens\nThe quay reopened."),
        ("The quay reopened.\n\nAll is well.", "", "The quay reopened.\nAll is well."),
        ("قال المتحدث إن الرصيف سيفتح؟\n\nثم غادر.", "", "قال المتحدث إن الرصيف سيفتح؟\nثم غادر."),
        ("Quay reopens", "", "Quay reopens"),
        ("\ufeff\n\nQuay reopens\r\n\r\nIt did.\r\n", "Quay reopens", "It did."),
        (
            "The quay, which had been closed\nfor weeks, reopened.\n\nAll is well,\nthey said.",
            "",
            "The quay, which had been closed for weeks, reopened.\nAll is well, they said.",
        ),
    ],
)
def test_the_first_line_of_a_text_is_its_title_only_if_it_clearly_is_one(text: str, title: str, body: str) -> None:
    article = from_text(text, url="note.txt", now=NOW)
    assert (article.title, article.text) == (title, body)
    assert (article.url, article.origin, article.published) == ("note.txt", "file", None)


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"])
def test_an_empty_text_is_no_article(text: str) -> None:
    with pytest.raises(ExtractError, match="no text"):
        from_text(text, url="note.txt", now=NOW)


@given(st.text())
def test_no_word_of_a_text_is_lost(text: str) -> None:
    try:
        article = from_text(text, url="note.txt", now=NOW)
    except ExtractError:
        return
    letters = [character for character in f"{article.title}{article.text}" if character.isalnum()]
    assert letters == [character for character in text if character.isalnum()]


def test_a_line_that_only_says_whose_page_it_is_is_left_out() -> None:
    story = "".join(f"<p>Paragraph {n} says enough about the harbour to be read as text.</p>" for n in range(4))
    body = f"<html><body><article><h1>Harbour</h1>{story}<p>© 2026 Harbour Times. All rights reserved.</p></article>"
    article = from_html(body.encode(), url="page.html", now=datetime(2026, 5, 1, tzinfo=UTC))
    assert "Paragraph 3" in article.text
    assert "rights reserved" not in article.text


def test_persian_words_keep_their_zero_width_non_joiners() -> None:
    sentence = "سخنگوی شورا گفت که کشتی‌های ماهیگیری فردا به بندر بازمی‌گردند و خانواده‌ها منتظرند."
    body = f"<html><body><article><h1>بندر</h1>{f'<p>{sentence}</p>' * 4}</article></body></html>"
    article = from_html(body.encode(), url="page.html", now=datetime(2026, 5, 1, tzinfo=UTC))
    assert sentence in article.text
