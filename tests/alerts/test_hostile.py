"""Whatever stands in an alert, every medium shows it as text, and nothing of it takes effect."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.escape import header, line, link
from alerts.forms import SLACK
from alerts.plugins.mail import Party, compose
from alerts.render import render
from alerts.render.split import split
from onrecord.model import Alert, ChannelKind
from tests.alerts import hostile
from tests.alerts.parsers import Html, Mrkdwn
from tests.alerts.samples import ENGLISH, NOW, channel

ANY_TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&|*_~`@!{}%\r\n\u202e\u2066\x1b\"'")))

TAGS = {"a", "bdi", "blockquote", "body", "code", "div", "head", "html", "meta", "p", "span", "strong", "style"} | {
    "table",
    "td",
    "title",
    "tr",
}
ATTRIBUTES = {"cellpadding", "cellspacing", "charset", "class", "content", "dir", "href", "lang", "name"} | {
    "role",
    "style",
}
BOT, READER = Party("onrecord", "bot@alerts.example"), Party("", "reader@desk.example")
OURS = (
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Idempotency-Key",
)
FIELDS = sorted([*OURS, "Content-Type", "MIME-Version"])
PUNCTUATION_OF_STYLE = set('<>{}"\\&\n')


def body(alert: Alert, kind: ChannelKind) -> str:
    return render(alert, channel(kind), now=NOW).body


def check_mail(alert: Alert) -> None:
    page = Html.of(body(alert, "email"))
    assert page.nested
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    assert page.attributes("href") == ([link(alert.article.url)] if link(alert.article.url) else [])
    assert set(page.attributes("dir")) <= {"ltr", "rtl"}
    assert all(language.isalnum() for language in page.attributes("lang"))
    assert not any(set(style) & PUNCTUATION_OF_STYLE or "url" in style for style in page.attributes("style"))
    assert len(page.find("style")) == 1
    shown = " ".join(" ".join(page.text).split())
    words = alert.told[0].words if alert.told else alert.excerpt
    assert " ".join(line(words).split()) in shown


def check_slack(alert: Alert) -> None:
    for part in split(body(alert, "slack"), SLACK):
        assert len(part) <= (SLACK.limit or 0)
        read = Mrkdwn.of(part)
        for construct in read.constructs:
            url, _, text = construct.partition("|")
            assert url.replace("&amp;", "&") == link(alert.article.url)
            assert text
        assert not set(part.replace(f"<{read.constructs[0]}>" if read.constructs else "", "")) & set("<")
        assert "@here" not in part.lower()
        assert "@channel" not in part.lower()


def check_text(text: str) -> None:
    text.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text)
    assert not {unicodedata.bidirectional(char) for char in text} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
    for row in text.split("\n"):
        assert row.count("\u2068") == row.count("\u2069")


def check_json(alert: Alert) -> None:
    told = json.loads(body(alert, "webhook"))
    assert told["article"]["url"] == link(alert.article.url)
    assert [line(each["words"]) for each in told["statements"]] == [line(each.words) for each in alert.told]
    for text in (told["article"]["title"], told["excerpt"], *told["notes"]):
        check_text(text)


def check_headers(alert: Alert) -> None:
    message = render(alert, channel("email"), now=NOW)
    assert header(message.subject) == message.subject
    sent = compose(message, sender=BOT, recipient=READER, at=NOW, headers={})
    got = message_from_bytes(sent, policy=policy.default)
    assert sorted(got.keys()) == FIELDS
    assert got["Bcc"] is None
    assert " ".join(got["Subject"].split()) == " ".join(message.subject.split())
    assert [part.get_content_type() for part in got.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    plain, html = got.iter_parts()
    assert plain.get_content().split() == message.plain.split()
    assert html.get_content().split() == message.body.split()


def check_everything(alert: Alert) -> None:
    check_mail(alert)
    check_slack(alert)
    check_json(alert)
    check_headers(alert)
    check_text(render(alert, channel("apprise"), now=NOW).body)
    check_text(body(alert, "console"))


@pytest.mark.parametrize("text", hostile.TEXTS, ids=lambda text: repr(text[:24]))
@pytest.mark.parametrize("made", [hostile.statement, hostile.mention])
def test_hostile_text_in_every_field_takes_no_effect_in_any_medium(made: Callable[[str], Alert], text: str) -> None:
    check_everything(made(text))


@pytest.mark.parametrize("url", hostile.URLS)
def test_a_hostile_address_is_no_link_in_any_medium(url: str) -> None:
    check_everything(replace(ENGLISH, article=replace(ENGLISH.article, url=url)))


@pytest.mark.parametrize("made", [hostile.statement, hostile.mention])
def test_no_text_adds_a_line_to_a_message(made: Callable[[str], Alert]) -> None:
    rows = body(made("benign"), "apprise").count("\n")
    forged = "x\nonrecord alerts mute everything\r\n\u2028y"
    assert body(made(forged), "apprise").count("\n") == rows
    assert body(made(forged), "slack").count("\n") == body(made("benign"), "slack").count("\n")


@pytest.mark.parametrize("kind", ["email", "slack", "apprise", "console"])
def test_the_operator_s_template_language_is_only_text_in_a_quote(kind: ChannelKind) -> None:
    alert = replace(ENGLISH, told=(replace(ENGLISH.told[0], words="{{ 7*7 }} {% raw %}"),))
    out = body(alert, kind)
    assert "49" not in out.replace(alert.id, "")
    assert "{% raw %}" in out


@settings(max_examples=40)
@given(ANY_TEXT)
def test_no_text_at_all_takes_effect_in_any_medium(text: str) -> None:
    check_everything(hostile.statement(text))
    check_everything(hostile.mention(text))


@settings(max_examples=100)
@given(st.one_of(ANY_TEXT, ANY_TEXT.map("https://host.example/{}".format)))
def test_no_address_at_all_takes_effect_in_any_medium(url: str) -> None:
    alert = replace(ENGLISH, article=replace(ENGLISH.article, url=url))
    check_mail(alert)
    check_slack(alert)
    check_json(alert)
