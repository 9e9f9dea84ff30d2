"""Telegram's preview of a public channel (t.me/s/NAME): bytes to Entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from crawler import dates, plain, xmltext
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.model import Entry

_TITLE = 120
_MESSAGE = re.compile(r"https?://t\.me/(?P<channel>\w+)/(?P<number>\d{1,12})$")
_KINDS = ("text", "poll_question", "poll_option_text", "document_title")
# The text of a message that this one replies to has the same class, but stands inside the reply's own element.
_TEXTS = " | ".join(
    f".//*[contains(concat(' ', @class, ' '), ' tgme_widget_message_{kind} ')]"
    "[not(ancestor::*[contains(@class, 'tgme_widget_message_reply')])]"
    for kind in _KINDS
)
_FROM = "string(.//*[contains(@class, 'tgme_widget_message_forwarded_from_name')])"


def parse(
    body: bytes, *, url: str, content_type: str = "", timezone: str = "UTC", now: datetime | None = None
) -> tuple[Entry, ...]:
    """The messages of a channel's preview page, oldest first as the page shows them.

    A message's first line stands for its title; its whole text is the summary: words, captions, the question and the
    options of a poll, names of files. Messages without any (a picture or a voice alone) are left out, and so is what a
    message replies to. A forwarded one says so in its first line.

    Args:
        body: as received, decompressed.
        url: where it came from.
        content_type: the HTTP header, or empty.
        timezone: IANA name; unused by Telegram, which gives offsets.
        now: when given, dates more than a day after it count as unknown.

    Raises:
        FeedError: the page is no channel preview (no such channel, or its preview is switched off).
    """
    text = decode(body, content_type)
    root = _tree(text)
    if root is None or not root.xpath(
        "//*[contains(concat(' ', @class, ' '), ' tgme_channel_info ')]"
        " | //*[contains(@class, 'tgme_widget_message_wrap')]"
    ):
        what = "a Telegram page without messages" if "tgme_page" in text else xmltext.describe(text)
        raise FeedError(url, f"{what}, not the preview of a public channel")
    entries = (_entry(message, timezone, now) for message in root.xpath("//*[@data-post]"))
    return tuple(entry for entry in entries if entry is not None)


def message(url: str) -> tuple[str, int] | None:
    """The channel, in lower case, and the number of a message; None where an address is not that of one message.

    A message's own page shows no text: it is looked for on its channel's.
    """
    found = _MESSAGE.match(url)
    return (found["channel"].lower(), int(found["number"])) if found else None


def channel(preview: str) -> str:
    """The channel, in lower case, whose preview lies at an address."""
    return urlsplit(preview).path.rstrip("/").rpartition("/")[2].lower()


def ending_with(preview: str, number: int) -> str:
    """The address of a channel's preview whose last message is the one with this number."""
    return urlsplit(preview)._replace(query=f"before={number + 1}", fragment="").geturl()


def find(entries: Iterable[Entry], url: str) -> Entry | None:
    """The message with an address among those that a preview shows.

    Returns:
        None when the channel has removed it: messages before it are shown.

    Raises:
        FeedError: the preview shows neither it nor a message before it, which says nothing.
    """
    wanted = message(url)
    numbers = {found: entry for entry in entries if (found := message(entry.url))}
    if wanted is None or not any(shown[1] <= wanted[1] for shown in numbers):
        raise FeedError(url, "the channel shows no message up to this one")
    return numbers.get(wanted)


def _tree(text: str) -> etree._Element | None:
    try:
        return lxml_html.document_fromstring(
            text.encode("utf-8", errors="replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _entry(message: etree._Element, timezone: str, now: datetime | None) -> Entry | None:
    post = (message.get("data-post") or "").strip("/ ")
    channel, _, number = post.rpartition("/")
    if not channel or not number.isdigit():
        return None
    texts = [told for node in message.xpath(_TEXTS) if (told := _text(node))]
    content = "\n".join(texts)
    if not content:
        return None
    times = message.xpath(".//time[@datetime]/@datetime")
    first = content.partition("\n")[0]
    origin = plain.line(str(message.xpath(_FROM)))
    return Entry(
        url=f"https://t.me/{channel}/{number}",
        entry_id=post,
        title=first if len(first) <= _TITLE else first[: _TITLE - 1].rpartition(" ")[0] + "…",
        published=dates.read(str(times[-1]), timezone=timezone, now=now) if times else None,
        summary=f"Forwarded from {origin}\n{content}" if origin else content,
    )


def _text(node: etree._Element) -> str:
    return plain.from_html(etree.tostring(node, encoding="unicode", with_tail=False)).strip()
