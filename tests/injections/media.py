"""Every medium: how what it was sent is read, and what must hold of it.

A medium that people read by a server of its own (mail, chats, webhooks) is sent to one on loopback; what arrived is
read as its clients read it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

from lxml import etree

from alerts.deliver import Deliverer
from alerts.escape import header, line, link
from alerts.forms import SLACK, form_of
from alerts.render import render
from alerts.render.atom import ATOM
from alerts.render.split import split
from onrecord.cli.evidence_card import card
from onrecord.cli.statements import FIELDS, as_spreadsheet
from onrecord.model import Alert, Channel, Edit, Kind, KnownStatement, Message, Secret, When
from store.articles import StoredArticle
from store.edits import EditRow
from store.exhibits import Exhibit
from store.statements import StatementRow
from tests.alerts import servers
from tests.alerts.samples import NOW, channel
from tests.alerts.servers import Mailbox
from tests.build import article
from tests.injections import effects

FORMULA: Final = frozenset("=+-@＝＋－＠\t\r")
MAIL_FIELDS: Final = [
    *("Auto-Submitted", "Content-Type", "Date", "From", "Idempotency-Key", "List-Id", "MIME-Version", "Message-ID"),
    *("Subject", "To", "X-Auto-Response-Suppress"),
]
FEED_TAGS: Final = {
    *("feed", "id", "title", "updated", "generator"),
    *("entry", "published", "author", "name", "link", "content"),
}
TOKENS: Final = "T0AAAAAAA/B0BBBBBBB/CccccccccccccccccccccccC"


@asynccontextmanager
async def _deliverer(to: Channel, console: io.StringIO | None = None) -> Any:
    made = Deliverer([to], console or io.StringIO(), clock=lambda: NOW)
    try:
        yield made
    finally:
        made.close()


async def mails(messages: Sequence[Message]) -> list[EmailMessage]:
    """The mails as a mail program reads them, one for each message."""
    async with servers.smtp(Mailbox()) as box:
        to = channel("email", f"mailto://127.0.0.1:{box.port}/reader@desk.example?from=bot@alerts.example")
        async with _deliverer(to) as made:
            for message in messages:
                receipt = await made.send(message, to.id)
                assert receipt.ok, receipt
        assert all(envelope.rcpt_tos == ["reader@desk.example"] for envelope in box.envelopes)
        return [read_mail(envelope.content) for envelope in box.envelopes]


def read_mail(content: object) -> EmailMessage:
    """A mail as a mail program reads it."""
    assert isinstance(content, bytes)
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def check_mail(mail: EmailMessage, message: Message, alerts: Sequence[Alert]) -> None:
    """Our own headers, our own parts, our own elements."""
    assert sorted(mail.keys()) == MAIL_FIELDS
    assert header(message.subject) == message.subject
    assert " ".join(mail["Subject"].split()) == " ".join(message.subject.split())
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    plain, html = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
    effects.check_characters(plain)
    effects.check_isolates(plain)
    page = effects.check_html(html, effects.MAIL_TAGS, effects.MAIL_ATTRIBUTES, effects.addresses(alerts))
    assert len(page.find("style")) == 1
    for alert in alerts:
        effects.check_said("".join(page.text), alert)
        effects.check_said(plain, alert)


async def slack(messages: Sequence[Message]) -> list[list[str]]:
    """The texts of each message's parts, as Slack was sent them."""
    arrived = []
    with servers.http() as endpoint:
        to = channel("slack", f"onrecord-slack://{endpoint.host}/{TOKENS}")
        async with _deliverer(to) as made:
            for message in messages:
                assert (await made.send(message, to.id)).ok
                payloads = [json.loads(request.body) for request in endpoint.requests]
                endpoint.requests.clear()
                assert all(each["link_names"] is each["unfurl_links"] is False for each in payloads)
                arrived.append([str(each["text"]) for each in payloads])
    return arrived


async def posted(message: Message, to: Channel) -> bytes:
    """The body as a webhook got it."""
    with servers.http() as endpoint:
        to = replace(to, url=Secret(f"json://{endpoint.host}/hook"))
        async with _deliverer(to) as made:
            assert (await made.send(message, to.id)).ok
        (request,) = endpoint.requests
        return request.body


async def written(messages: Sequence[Message], to: Channel, folder: Path) -> bytes:
    """The file of a channel that writes one."""
    to = replace(to, path=str(folder / "out"))
    async with _deliverer(to) as made:
        for message in messages:
            assert (await made.send(message, to.id)).ok
    return (folder / "out").read_bytes()


async def printed(message: Message, to: Channel) -> str:
    """What the console got."""
    out = io.StringIO()
    async with _deliverer(to, out) as made:
        assert (await made.send(message, to.id)).ok
    return out.getvalue()


def check_json(told: Mapping[str, Any], alert: Alert) -> None:
    """The texts are values, whole and clean."""
    assert told["article"]["url"] == link(alert.article.url)
    assert [line(each["words"]) for each in told["statements"]] == [line(each.words) for each in alert.told]
    assert line(told["excerpt"]) == line(alert.excerpt)
    for text in strings(told):
        effects.check_characters(text)


def strings(value: Any) -> list[str]:
    """Every string in a value of JSON."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in values for text in strings(each)]


def check_feed(content: bytes, alerts: Sequence[Alert]) -> None:
    """A feed reader finds one entry for each alert, and in each nothing but our own elements."""
    feed = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    assert {each.tag.removeprefix(f"{{{ATOM}}}") for each in feed.iter()} <= FEED_TAGS
    assert len(list(feed.iter(f"{{{ATOM}}}entry"))) == len(alerts)
    _check_entries(feed, alerts)


def check_entries(body: str, alerts: Sequence[Alert]) -> None:
    """The entries of a message, before they are put into a feed."""
    _check_entries(etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True)), alerts)


def _check_entries(feed: etree._Element, alerts: Sequence[Alert]) -> None:
    for entry in feed.iter(f"{{{ATOM}}}entry"):
        for found in entry.iter(f"{{{ATOM}}}link"):
            assert found.get("href") in effects.addresses(alerts)
        html = entry.findtext(f"{{{ATOM}}}content") or ""
        attributes = frozenset({"class", "dir", "href", "lang", "style"})
        effects.check_html(html, effects.ENTRY_TAGS, attributes, effects.addresses(alerts))


def check_chat(message: Message, to: Channel, parts: Sequence[str], alerts: Sequence[Alert]) -> None:
    """The parts fit, nothing in them takes effect, and together they say it all."""
    form = SLACK if to.kind == "slack" else form_of(to)
    assert all(form.length(part) <= (form.limit or 10**6) for part in parts)
    shown = effects.check_chat(parts, form.markup, effects.addresses(alerts))
    for alert in alerts:
        effects.check_said(shown, alert)
    effects.check_isolates(message.body)


def parts_of(alert: Alert, to: Channel) -> tuple[Message, tuple[str, ...]]:
    """A chat's message and its parts, not sent."""
    message = render(alert, to, now=NOW)
    return message, split(message.body, form_of(to))


def row(text: str, url: str = "https://gazette.example/1") -> StatementRow:
    """A listed statement whose every free text is `text`."""
    said = KnownStatement(
        id="5a3e1e0000000001",
        words=text,
        kind=Kind.DIRECT,
        language=text,
        group="guild",
        person=None,
        speaker_name=text,
        first_seen=NOW,
        article_url=url,
        outlet="gazette",
        occasion=text,
        acts=(text,),
    )
    return StatementRow(said, text, When.NEW, False, text, 1, 1, flags=(text,))


def check_spreadsheet(texts: Sequence[str], url: str) -> None:
    """Every cell is text, whatever splits the lines; and nothing of the words is gone."""
    out = as_spreadsheet([row(text, url) for text in texts])
    for delimiter in ",;\t":
        for cells in csv.reader(io.StringIO(out), delimiter=delimiter):
            assert all(cell.lstrip()[:1] not in FORMULA or not cell for cell in cells)
    found = list(csv.DictReader(io.StringIO(out)))
    assert len(found) == len(texts)
    for text, record in zip(texts, found, strict=True):
        assert list(record) == list(FIELDS)
        assert record["words"].replace("'", "") == line(text).replace("'", "")
        effects.check_characters(record["words"])


def check_card(text: str, url: str) -> None:
    """The card of evidence runs nothing, and links to the article alone."""
    of = article(f"Before.\n{text} after.\nEnd.", title=text, url=url)
    end = 8 + len(text)
    exhibit = Exhibit({"words": text, "parts": [[8, end]], "rule": text}, StoredArticle(1, 1, of, None, text), ())
    edits = [EditRow("s", url, NOW, Edit("edited", text, text, text), None)]
    page = effects.check_html(
        card(row(text, url), [exhibit], edits),
        effects.CARD_TAGS,
        frozenset({"charset", "class", "content", "dir", "href", "http-equiv", "lang", "name", "rel"}),
        {link(url)},
    )
    assert len(page.find("style")) == 1
    assert "".join(line(text).split()) in "".join("".join(page.text).split())
