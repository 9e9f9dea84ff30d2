"""Every service gets a form that it shows, in messages that it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts.forms import BARE, FORMS, SLACK, form_of
from alerts.render import render
from alerts.render.split import split
from onrecord.model import Alert, Channel, Kind, Secret
from tests.alerts.parsers import Html, Markdown, seen
from tests.alerts.samples import ALL, ARABIC, ENGLISH, NOW, channel
from tests.alerts.services import SERVICES, Service, desk

SPEECH = replace(
    ENGLISH,
    told=tuple(
        replace(ENGLISH.told[0], statement_id=f"s{number}", words=f"{number} " + "we said what we said " * 40)
        for number in range(9)
    ),
)
NAMED = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


def read(service: Service, text: str) -> tuple[str, list[str], list[tuple[str, str]]]:
    """What a person sees, the quotes in it, and its links."""
    if form_of(service.channel()).markup == "html":
        page = Html.of(text)
        assert page.nested
        assert page.open == []
        return seen(" ".join(page.text)), page.within("blockquote"), page.links
    parsed = Markdown.of(text)
    return seen(parsed.shown), list(parsed.quotes), list(parsed.links)


@NAMED
@pytest.mark.parametrize("alert", ALL, ids=lambda alert: alert.id)
async def test_what_arrives_says_who_what_where_and_why_and_links_to_the_article(
    service: Service, alert: Alert, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(service, monkeypatch) as at:
        message = render(alert, at.to, now=NOW)
        receipt = await at.send(message)
        (text,) = at.texts
    assert receipt.ok
    shown, quotes, links = read(service, text)
    for told in alert.told:
        marked = told.words if told.kind is Kind.DIRECT else f"[{told.cue}] {told.words}"
        assert any(marked in seen(quote) for quote in quotes)
        assert all(part in shown for part in (told.speaker, told.capacity, *told.acts))
    assert alert.excerpt in shown
    assert all(part in shown for part in (alert.article.outlet_name, alert.watchlist, f"alerts show {alert.id}"))
    ((target, title),) = links
    assert target.startswith("https://")
    assert seen(title) == alert.article.title


@NAMED
async def test_a_long_message_comes_in_parts_that_the_service_takes_and_no_quote_is_cut(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(service, monkeypatch) as at:
        assert (await at.send(render(SPEECH, at.to, now=NOW))).ok
        texts = at.texts
    form = form_of(at.to)
    assert all(form.length(text) <= (form.limit or 0) for text in texts)
    quotes = [seen(quote) for text in texts for quote in read(service, text)[1]]
    assert quotes == [f"“{told.words.strip()}”" for told in SPEECH.told]


@pytest.mark.parametrize("service", [each for each in SERVICES if each.name in ("discord", "ntfy", "mattermost")])
async def test_the_next_try_goes_on_with_the_part_that_failed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(service, monkeypatch, first=503) as at:
        at.endpoint.answers.insert(0, at.endpoint.answers[-1])
        message = render(SPEECH, at.to, now=NOW)
        first = await at.send(message)
        assert first.retryable
        assert not first.ok
        assert (await at.send(replace(message, taken=frozenset(first.taken)))).ok
        texts = at.texts
    assert texts[1] == texts[2]
    assert len(set(texts)) == len(texts) - 1 == len(split(message.body, form_of(at.to)))


async def test_a_service_is_told_that_the_text_is_markdown_where_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    by_name = {service.name: service for service in SERVICES}
    async with desk(by_name["gotify"], monkeypatch) as gotify:
        await gotify.send(render(ENGLISH, gotify.to, now=NOW))
    assert gotify.got[0]["extras"] == {"client::display": {"contentType": "text/markdown"}}
    assert gotify.got[0]["title"].startswith("Northern Front: “We will not")
    async with desk(by_name["ntfy"], monkeypatch) as ntfy:
        await ntfy.send(render(ENGLISH, ntfy.to, now=NOW))
    assert ntfy.endpoint.requests[0].headers["x-markdown"] == "yes"
    async with desk(by_name["telegram"], monkeypatch) as telegram:
        await telegram.send(render(ENGLISH, telegram.to, now=NOW))
    assert telegram.got[0]["parse_mode"] == "HTML"
    assert telegram.got[0]["disable_web_page_preview"] is True


def test_teams_gets_a_blank_line_for_every_line_break() -> None:
    to = next(service for service in SERVICES if service.name == "teams").channel()
    (text,) = split(render(ENGLISH, to, now=NOW).body, form_of(to))
    rows = text.split("\n")
    assert all(rows[::2])
    assert not any(rows[1::2])


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        ("tgram://1:A/2", "html"),
        ("https://discord.com/api/webhooks/1/t", "markdown"),
        ("https://prod-1.westeurope.logic.azure.com:443/workflows/1/triggers", "markdown"),
        ("https://discord.com.evil.example/", "bare"),
        ("matrixs://t@host.example/%23desk", "html"),
        ("discord://1/t?format=text", "bare"),
        ("discord://1/t?format=html", "markdown"),
        ("zulip://bot@org/token/desk", "bare"),
        ("zulip://bot@org/token/desk?format=markdown", "markdown"),
        ("sns://x?format=pdf", "bare"),
        ("https://[bad", "bare"),
        ("", "bare"),
    ],
)
def test_the_address_of_a_channel_says_which_form_it_gets(url: str, markup: str) -> None:
    assert form_of(Channel("desk", "apprise", Secret(url))).markup == markup


def test_slack_has_a_form_of_its_own() -> None:
    assert form_of(channel("slack", "https://hooks.slack.com/services/A/B/C")) is SLACK


def test_a_channel_without_an_address_gets_text_without_marks() -> None:
    assert form_of(channel("apprise")) is BARE


@pytest.mark.parametrize("form", [*FORMS.values(), SLACK, BARE], ids=[*FORMS, "slack", "bare"])
@pytest.mark.parametrize("words", ["word " * 9000, "x" * 30_000, "&<*" * 9000, "ا" * 20_000, "😀" * 12_000])
def test_words_without_end_fill_messages_that_fit_and_lose_nothing(form: object, words: str) -> None:
    scheme = next((name for name, one in FORMS.items() if one is form), "x")
    to = channel("slack") if form is SLACK else channel("apprise", f"{scheme}://host.example/x")
    told = replace(ARABIC.told[0], words=words)
    parts = split(render(replace(ARABIC, told=(told,)), to, now=NOW).body, form_of(to), limit=1900)
    assert all(form_of(to).length(part) <= 1900 for part in parts)
    # How often it is there, whatever the escapes and the marks of a quote that goes on.
    letter = next(char for char in words if char.isalpha() or char in "😀&")
    escaped = "".join(parts).count({"&": "&"}.get(letter, letter))
    assert escaped >= words.count(letter)
