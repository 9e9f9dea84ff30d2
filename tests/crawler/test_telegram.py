"""What `telegram.parse` reads out of a channel's preview page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import telegram
from onrecord.errors import FeedError

URL = "https://t.me/s/portnews"


def message(number: int, inner: str, date: str = "2026-11-23T10:00:00+00:00") -> str:
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
    <div class="tgme_widget_message text_not_supported_wrap" data-post="portnews/{number}" data-view="x">
    <div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><span>Port News</span></div>
    {inner}
    <div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>
    <a class="tgme_widget_message_date" href="https://t.me/portnews/{number}">
    <time datetime="{date}" class="time">10:00</time>
    </a></div></div></div></div>"""


def text(inner: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{inner}</div>'


def page(*messages: str) -> bytes:
    head = '<div class="tgme_channel_info"><div class="tgme_channel_info_header_title">Port News</div></div>'
    return f"<!DOCTYPE html><html><body class='tgme_page'>{head}{''.join(messages)}</body></html>".encode()


def test_a_message_becomes_an_entry() -> None:
    body = page(message(41, text("<b>بيان</b><br/>قال <i>المتحدث</i>: &quot;سنعود&quot;<br/><br/>النهاية")))
    (entry,) = telegram.parse(body, url=URL)
    assert entry.url == "https://t.me/portnews/41"
    assert entry.entry_id == "portnews/41"
    assert entry.title == "بيان"
    assert entry.summary == 'بيان\nقال المتحدث: "سنعود"\nالنهاية'
    assert entry.published == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_messages_keep_their_order_and_pictures_alone_are_left_out() -> None:
    body = page(
        message(1, text("One")), message(2, '<a class="tgme_widget_message_photo_wrap"></a>'), message(3, text("Two"))
    )
    assert [entry.url for entry in telegram.parse(body, url=URL)] == [
        "https://t.me/portnews/1",
        "https://t.me/portnews/3",
    ]


def test_what_a_message_replies_to_is_not_its_text() -> None:
    reply = f'<a class="tgme_widget_message_reply">{text("Old words")}</a>'
    (entry,) = telegram.parse(page(message(1, reply + text("New words"))), url=URL)
    assert entry.summary == "New words"


def part(kind: str, inner: str) -> str:
    return f'<div class="tgme_widget_message_{kind}">{inner}</div>'


def test_a_poll_gives_its_question_and_options() -> None:
    options = "".join(part("poll_option", part("poll_option_text", words)) for words in ("At dawn", "Never"))
    poll = part("poll", part("poll_question", "When to sail?") + options)
    (entry,) = telegram.parse(page(message(1, poll)), url=URL)
    assert (entry.title, entry.summary) == ("When to sail?", "When to sail?\nAt dawn\nNever")


def test_a_caption_and_the_name_of_a_file_are_its_text() -> None:
    photo = '<a class="tgme_widget_message_photo_wrap"></a>' + text("The quay at noon")
    document = part("document", part("document_title", "plan.pdf")) + text("The plan")
    shown, file = telegram.parse(page(message(1, photo), message(2, document)), url=URL)
    assert shown.summary == "The quay at noon"
    assert file.summary == "plan.pdf\nThe plan"


def test_a_forwarded_message_says_whose_it_is() -> None:
    origin = part("forwarded_from", "Forwarded from " + part("forwarded_from_name", "<span>Harbour Office</span>"))
    (entry,) = telegram.parse(page(message(1, origin + text("The gates close at ten."))), url=URL)
    assert entry.title == "The gates close at ten."
    assert entry.summary == "Forwarded from Harbour Office\nThe gates close at ten."


def test_the_address_of_a_message_is_told_from_others() -> None:
    assert telegram.message("https://t.me/PortNews/41") == ("portnews", 41)
    assert telegram.message("https://t.me/s/portnews") is None
    assert telegram.message("https://port.example/t.me/portnews/41") is None
    assert telegram.channel("https://t.me/s/PortNews/?q=quay") == "portnews"


def test_a_message_is_looked_for_on_the_page_that_ends_with_it() -> None:
    assert telegram.ending_with("https://t.me/s/portnews?q=quay#x", 41) == "https://t.me/s/portnews?before=42"
    shown = telegram.parse(page(message(40, text("Before")), message(41, text("The quay reopens."))), url=URL)
    found = telegram.find(shown, "https://t.me/PortNews/41")
    assert found is not None
    assert found.summary == "The quay reopens."


def test_a_message_is_gone_when_those_before_it_are_there_without_it() -> None:
    shown = telegram.parse(page(message(39, text("One")), message(43, text("Two"))), url=URL)
    assert telegram.find(shown, "https://t.me/portnews/41") is None
    for later in ((), telegram.parse(page(message(43, text("Two"))), url=URL)):
        with pytest.raises(FeedError, match="no message up to this one"):
            telegram.find(later, "https://t.me/portnews/41")


def test_a_long_first_line_makes_a_short_title() -> None:
    words = "word " * 100
    (entry,) = telegram.parse(page(message(1, text(words))), url=URL)
    assert entry.title.endswith("…")
    assert len(entry.title) <= 120
    assert entry.summary == words.strip()


def test_a_channel_without_messages_is_empty() -> None:
    assert telegram.parse(page(), url=URL) == ()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html><body class='tgme_page'><div>Join</div></body></html>", "a Telegram page without messages"),
        (b"<html><body>x</body></html>", "an HTML page"),
        (b"", "an empty answer"),
        (b"<rss></rss>", "a feed"),
    ],
)
def test_what_is_no_channel_is_named(body: bytes, what: str) -> None:
    with pytest.raises(FeedError, match=f"{what}, not the preview"):
        telegram.parse(body, url=URL)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 1500))
def test_nothing_crashes(junk: bytes, at: int) -> None:
    body = page(message(1, text("One")), message(2, text("Two")))
    try:
        entries = telegram.parse(body[:at] + junk + body[at:], url=URL)
    except FeedError:
        return
    assert all(entry.url.startswith("https://t.me/") for entry in entries)
