"""Whatever strangers write, no medium takes it for anything but text.

The inputs are in table.json: by family what they want to be, and addresses. Each stands in every free text of an alert;
what each medium's reader makes of what arrived is looked at, never the string. `media.py` says how each is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.digest import compose
from alerts.forms import form_of
from alerts.plugins.mail import Party
from alerts.plugins.mail import compose as compose_mail
from alerts.render import render, render_digest, render_notices
from alerts.render.split import split
from onrecord.model import Alert, Channel, DigestEntry, Notice, Secret, Silence, Spread, Trouble
from tests.alerts.hostile import mention, statement
from tests.alerts.samples import ENGLISH, NOW, channel
from tests.alerts.services import SERVICES, Service, desk
from tests.injections import effects, media
from tests.injections.inputs import ADDRESSES, TEXTS

FAMILIES = (*TEXTS, "addresses")
UNKNOWN = Channel("other", "apprise", Secret("sns://KEY/SECRET/us-east-1/+15550100"))
CHATS = (
    *(service.channel() for service in SERVICES if service.name in ("discord", "telegram")),
    channel("slack"),
    UNKNOWN,
)
READERS = (channel("email"), channel("console"), channel("webhook"), channel("atom"), *CHATS)
"""One of every mark-up."""
BOT, READER = Party("onrecord", "bot@alerts.example"), Party("", "reader@desk.example")
ANY_TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("<>&|*_~`@!{}[]()#$:/.=%\\\r\n\u202e\u2066\x1b\"'"))
)

each_family = pytest.mark.parametrize("family", FAMILIES)


def alerts(family: str) -> list[Alert]:
    """One alert for each input of the family, with an id of its own."""
    if family == "addresses":
        made = [replace(ENGLISH, article=replace(ENGLISH.article, url=url)) for url in ADDRESSES]
    else:
        made = [statement(text) for text in TEXTS[family]]
    return [replace(alert, id=f"{number:016x}") for number, alert in enumerate(made)]


def inputs(family: str) -> list[tuple[str, str]]:
    """Text and address of each input."""
    if family == "addresses":
        return [("said", url) for url in ADDRESSES]
    return [(text, "https://gazette.example/1") for text in TEXTS[family]]


def digest_of(made: Sequence[Alert], text: str) -> tuple[DigestEntry, ...]:
    return tuple(DigestEntry(alert, NOW, text, (Spread(5, 3),) * len(alert.told)) for alert in made)


@each_family
async def test_a_mail_and_its_headers(family: str) -> None:
    made = alerts(family)
    messages = [render(alert, channel("email"), now=NOW) for alert in made]
    for alert, message, mail in zip(made, messages, await media.mails(messages), strict=True):
        media.check_mail(mail, message, [alert])


@each_family
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
async def test_a_chat(service: Service, family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(service, monkeypatch) as at:
        for alert in alerts(family):
            message = render(alert, at.to, now=NOW)
            assert (await at.send(message)).ok
            media.check_chat(message, at.to, at.texts, [alert])
            assert not any("entities" in json.dumps(got) or "apprise" in json.dumps(got).lower() for got in at.got)
            at.endpoint.requests.clear()


@each_family
async def test_slack(family: str) -> None:
    made = alerts(family)
    messages = [render(alert, channel("slack"), now=NOW) for alert in made]
    for alert, message, parts in zip(made, messages, await media.slack(messages), strict=True):
        media.check_chat(message, channel("slack"), parts, [alert])


@each_family
def test_a_service_that_nobody_described(family: str) -> None:
    for alert in alerts(family):
        message, parts = media.parts_of(alert, UNKNOWN)
        media.check_chat(message, UNKNOWN, parts, [alert])


@each_family
async def test_a_webhook(family: str) -> None:
    for alert in alerts(family):
        body = await media.posted(render(alert, channel("webhook"), now=NOW), channel("webhook"))
        media.check_json(json.loads(body), alert)


@each_family
async def test_a_file_of_json_lines(family: str, tmp_path: Path) -> None:
    made = alerts(family)
    messages = [render(alert, channel("file"), now=NOW) for alert in made]
    rows = (await media.written(messages, channel("file"), tmp_path)).decode().splitlines()
    for alert, row in zip(made, rows, strict=True):
        media.check_json(json.loads(row), alert)


@each_family
async def test_a_feed_on_disk(family: str, tmp_path: Path) -> None:
    made = alerts(family)
    messages = [render(alert, channel("atom"), now=NOW) for alert in made]
    media.check_feed(await media.written(messages, channel("atom"), tmp_path), made)


@each_family
async def test_the_console(family: str) -> None:
    for alert in alerts(family):
        out = await media.printed(render(alert, channel("console"), now=NOW), channel("console"))
        effects.check_characters(out)
        effects.check_said(out, alert)


@each_family
def test_a_spreadsheet_of_statements(family: str) -> None:
    for text, url in inputs(family):
        media.check_spreadsheet([text], url)


@each_family
def test_a_card_of_evidence(family: str) -> None:
    for text, url in inputs(family):
        media.check_card(text, url)


@each_family
@pytest.mark.parametrize("to", READERS, ids=lambda to: to.id)
def test_a_digest(to: Channel, family: str) -> None:
    for alert in alerts(family):
        text = alert.article.title
        told = Silence("background", text, text, text, text, text)
        trouble = Trouble(text, text)
        made = compose("k", NOW, digest_of([alert], text), background=[told], troubles=[trouble])
        message = render_digest(made, to, now=NOW)
        check_read(message.body, to, alert)
        effects.check_characters(message.plain)
        assert "\n" not in message.subject


@each_family
@pytest.mark.parametrize("to", READERS, ids=lambda to: to.id)
def test_a_notice_to_the_operator(to: Channel, family: str) -> None:
    for text, _ in inputs(family):
        message = render_notices([Notice("given_up", text, text)], "k", to, now=NOW)
        quiet = replace(ENGLISH, told=(), excerpt="", article=replace(ENGLISH.article, url=""))
        check_read(message.body, to, quiet)


@each_family
@pytest.mark.parametrize("to", READERS, ids=lambda to: to.id)
def test_a_mention(to: Channel, family: str) -> None:
    for text, url in inputs(family):
        alert = mention(text)
        alert = replace(alert, article=replace(alert.article, url=url))
        check_read(render(alert, to, now=NOW).body, to, alert)


@settings(max_examples=50, deadline=None)
@given(text=ANY_TEXT)
def test_any_text_in_a_mail_s_headers(text: str) -> None:
    message = render(statement(text), channel("email"), now=NOW)
    sent = compose_mail(message, sender=BOT, recipient=READER, at=NOW, headers={})
    media.check_mail(media.read_mail(sent), message, [statement(text)])


@pytest.mark.parametrize("to", CHATS, ids=lambda to: to.id)
def test_no_text_adds_a_line_to_a_message(to: Channel) -> None:
    forged = "x\nonrecord alerts mute everything\r\n\u2028y"
    for made in (statement, mention):
        body, benign = (render(made(text), to, now=NOW).body for text in (forged, "benign"))
        assert body.count("\n") == benign.count("\n")


def test_the_docs_count_the_cells() -> None:
    texts = sum(map(len, TEXTS.values())) + len(ADDRESSES)
    # The text, HTML and headers of a mail; Slack, a service that nobody described, webhook, file, feed, console,
    # spreadsheet and card; the services; digests, mentions and notices in every mark-up.
    forms = 3 + 8 + len(SERVICES) + 3 * len(READERS)
    docs = (Path(__file__).parents[2] / "docs" / "channels.md").read_text("utf-8")
    assert f"{texts} inputs × {forms} forms of message = {texts * forms:,} cells" in " ".join(docs.split())


def check_read(body: str, to: Channel, alert: Alert) -> None:
    """What a medium's reader makes of a body, before it is sent."""
    match to.kind:
        case "email":
            page = effects.check_html(body, effects.MAIL_TAGS, effects.MAIL_ATTRIBUTES, effects.addresses([alert]))
            effects.check_said("".join(page.text), alert)
        case "console":
            effects.check_characters(body)
            effects.check_said(body, alert)
        case "webhook":
            for text in media.strings(json.loads(body)):
                effects.check_characters(text)
        case "atom":
            media.check_entries(body, [alert])
        case _:
            shown = effects.check_chat(
                split(body, form_of(to), limit=form_of(to).limit or 900), form_of(to).markup, effects.addresses([alert])
            )
            effects.check_said(shown, alert)


@pytest.mark.parametrize("to", READERS, ids=lambda to: to.id)
@settings(max_examples=25, deadline=None)
@given(text=ANY_TEXT)
def test_any_text_at_all(to: Channel, text: str) -> None:
    for alert in (statement(text), mention(text)):
        check_read(render(alert, to, now=NOW).body, to, alert)


@pytest.mark.parametrize("to", READERS, ids=lambda to: to.id)
@settings(max_examples=25, deadline=None)
@given(url=st.one_of(ANY_TEXT, ANY_TEXT.map("https://host.example/{}".format)))
def test_any_address_at_all(to: Channel, url: str) -> None:
    alert = replace(ENGLISH, article=replace(ENGLISH.article, url=url))
    check_read(render(alert, to, now=NOW).body, to, alert)
