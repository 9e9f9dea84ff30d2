from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs

import pytest
from aiosmtpd.smtp import Envelope

from alerts.deliver import Deliverer, check_url
from alerts.digest import compose
from alerts.render import render, render_digest
from onrecord.errors import DeliveryError
from onrecord.model import Alert, Channel, ChannelKind, DigestEntry, Message, Receipt, Secret, Spread
from tests.alerts import servers
from tests.alerts.samples import ARABIC, ENGLISH, NOW, channel
from tests.alerts.servers import Mailbox

PASSWORD = "correct-horse"
TOKENS = "T0AAAAAAA/B0BBBBBBB/CccccccccccccccccccccccC"


@asynccontextmanager
async def deliverer(*channels: Channel, deadline: float = 30) -> AsyncIterator[Deliverer]:
    made = Deliverer(channels, io.StringIO(), clock=lambda: NOW, deadline=timedelta(seconds=deadline))
    try:
        yield made
    finally:
        made.close()


async def send(to: Channel, alert: Alert = ENGLISH, *, deadline: float = 30) -> Receipt:
    async with deliverer(to, deadline=deadline) as made:
        return await made.send(render(alert, to, now=NOW), to.id)


def received(box: Mailbox) -> EmailMessage:
    (envelope,) = box.envelopes
    return parsed(envelope)


def parsed(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def mail_to(box: Mailbox | int, more: str = "") -> Channel:
    port = box.port if isinstance(box, Mailbox) else box
    return channel("email", f"mailto://127.0.0.1:{port}/reader@desk.example?from=bot@alerts.example{more}")


async def test_a_mail_arrives_as_text_and_html_with_its_subject_in_arabic() -> None:
    async with servers.smtp(Mailbox()) as box:
        to = mail_to(box)
        receipt = await send(to, ARABIC)
        sent = render(ARABIC, to, now=NOW)
        mail = received(box)
    assert receipt == Receipt(True, "250 2.0.0 Ok: queued as 4F1B2C", NOW, thread=sent.key)
    assert box.envelopes[0].mail_from == "bot@alerts.example"
    assert box.envelopes[0].rcpt_tos == ["reader@desk.example"]
    assert mail["Subject"] == sent.subject
    assert mail["Subject"].startswith("جبهة الشمال: «لن نعود")
    assert mail["Reply-To"] is None
    assert mail["Date"].datetime == NOW
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert plain.get_content().splitlines() == sent.plain.splitlines()
    assert html.get_content().splitlines() == sent.body.splitlines()
    assert html.get_content_charset() == "utf-8"


async def test_a_mail_sent_twice_is_the_same_mail_to_a_mail_program() -> None:
    async with servers.smtp(Mailbox()) as box:
        await send(mail_to(box))
        await send(mail_to(box))
        first, second = map(parsed, box.envelopes)
    assert first["Message-ID"] == second["Message-ID"] == "<5f2c9a1b7d3e4806.email@alerts.example>"
    assert first["References"] is None
    assert first["Idempotency-Key"] == "5f2c9a1b7d3e4806.email"


async def test_a_mail_of_an_update_stands_in_the_thread_of_the_first() -> None:
    update = replace(ENGLISH, id="0a0b0c0d0e0f", kind="update", reached=3, follows=ENGLISH.id)
    async with servers.smtp(Mailbox()) as box:
        for alert in (ENGLISH, update):
            assert (await send(mail_to(box), alert)).ok
        first, second = map(parsed, box.envelopes)
    assert second["References"] == second["In-Reply-To"] == first["Message-ID"]
    assert second["Message-ID"] != first["Message-ID"]
    assert first["List-Id"] == "onrecord alerts <alerts.onrecord.alerts.example>"
    assert first["Auto-Submitted"] == "auto-generated"


async def test_a_mail_of_an_update_stands_in_the_thread_of_the_digest_that_told_the_first() -> None:
    update = replace(ENGLISH, id="0a0b0c0d0e0f", kind="update", reached=3, follows=ENGLISH.id)
    digest = compose("bundle.20261122T180000Z.email", NOW, [DigestEntry(ENGLISH, NOW, "", (Spread(),) * 2)])
    async with servers.smtp(Mailbox()) as box:
        to = mail_to(box)
        async with deliverer(to) as made:
            first = await made.send(render_digest(digest, to, now=NOW), to.id)
            assert (await made.send(replace(render(update, to, now=NOW), thread=first.thread), to.id)).ok
        told, later = map(parsed, box.envelopes)
    assert later["References"] == later["In-Reply-To"] == told["Message-ID"]


async def test_a_mail_can_have_a_sender_s_name_and_the_operator_s_own_headers() -> None:
    async with servers.smtp(Mailbox()) as box:
        await send(mail_to(box, "&name=Nachrichten%20Büro&%2BX-Desk=night&%2BAuto-Submitted=no"))
        mail = received(box)
    assert mail["From"] == "Nachrichten Büro <bot@alerts.example>"
    assert mail["X-Desk"] == "night"
    assert mail.get_all("Auto-Submitted") == ["no"]


async def test_a_mail_server_gets_user_and_password() -> None:
    async with servers.smtp(Mailbox()) as box:
        receipt = await send(login_to(box, PASSWORD))
    assert receipt.ok
    assert box.logins == [("bot", PASSWORD)]


def login_to(box: Mailbox, password: str) -> Channel:
    return channel("email", f"mailto://bot:{password}@127.0.0.1:{box.port}/reader@desk.example?from=bot@alerts.example")


async def test_a_wrong_password_is_not_tried_again_and_not_shown() -> None:
    async with servers.smtp(Mailbox()) as box:
        receipt = await send(login_to(box, "battery-staple"))
    assert not receipt.ok
    assert not receipt.retryable
    assert receipt.detail.startswith("535")
    assert "battery-staple" not in repr(receipt)


@pytest.mark.parametrize(
    ("box", "retryable"),
    [
        (Mailbox(refuse_recipient="450 4.2.0 greylisted, come back"), True),
        (Mailbox(refuse_recipient="550 5.1.1 no such user"), False),
        (Mailbox(refuse_data="451 4.3.0 try later"), True),
        (Mailbox(refuse_data="554 5.7.1 spam"), False),
    ],
    ids=lambda value: getattr(value, "refuse_recipient", "") or getattr(value, "refuse_data", ""),
)
async def test_a_mail_server_s_refusal_is_the_reason_and_says_whether_to_try_again(
    box: Mailbox, retryable: bool
) -> None:
    async with servers.smtp(box):
        receipt = await send(mail_to(box))
    assert receipt == Receipt(False, box.refuse_recipient or box.refuse_data, NOW, retryable=retryable)


async def test_a_mail_server_that_is_down_is_tried_again() -> None:
    with servers.nobody() as port:
        receipt = await send(mail_to(port))
    assert receipt == Receipt(False, f"127.0.0.1:{port} is unreachable: connection refused", NOW)


async def test_a_mail_server_that_says_nothing_is_tried_again() -> None:
    with servers.deaf() as port:
        receipt = await send(mail_to(port, "&cto=0.1"))
    assert receipt == Receipt(False, f"127.0.0.1:{port} did not answer in time", NOW)


async def test_a_mail_server_without_the_tls_that_was_asked_for_gets_no_mail() -> None:
    async with servers.smtp(Mailbox()) as box:
        receipt = await send(mail_to(box, "&mode=starttls"))
    assert not receipt.ok
    assert not receipt.retryable
    assert "TLS" in receipt.detail
    assert box.envelopes == []


async def test_slack_gets_its_payload_at_its_path() -> None:
    with servers.http() as endpoint:
        to = channel("slack", f"onrecord-slack://{endpoint.host}/{TOKENS}")
        receipt = await send(to)
        (request,) = endpoint.requests
    assert receipt == Receipt(True, "200 OK ok", NOW)
    assert request.path == f"/services/{TOKENS}"
    payload = json.loads(request.body)
    assert payload["text"] == render(ENGLISH, to, now=NOW).body.strip("\n")
    assert payload["unfurl_links"] is False
    assert payload["link_names"] is False


async def test_a_slack_webhook_for_another_channel_names_it() -> None:
    with servers.http() as endpoint:
        await send(channel("slack", f"onrecord-slack://{endpoint.host}/{TOKENS}/%23night-desk"))
    assert json.loads(endpoint.requests[0].body)["channel"] == "#night-desk"


async def test_a_slack_bot_posts_with_its_token_and_its_answer_counts() -> None:
    bot = "xoxb-1234-1234-abcdefabcdef"
    with servers.http(body=b'{"ok": true, "ts": "1.2"}') as good:
        assert (await send(channel("slack", f"onrecord-slack://{good.host}/{bot}/desk"))).ok
    assert good.requests[0].path == "/api/chat.postMessage"
    assert good.requests[0].headers["authorization"] == f"Bearer {bot}"
    assert json.loads(good.requests[0].body)["channel"] == "#desk"
    for answer, retryable in (
        (b'{"ok": false, "error": "not_in_channel"}', False),
        (b'{"ok": false, "error": "ratelimited"}', True),
        (b"<html>proxy</html>", True),
        (b"[1]", True),
    ):
        with servers.http(body=answer) as bad:
            receipt = await send(channel("slack", f"onrecord-slack://{bad.host}/{bot}/desk"))
        assert not receipt.ok
        assert receipt.retryable is retryable


async def test_a_long_message_goes_to_slack_in_parts_and_a_retry_goes_on_where_it_broke_off() -> None:
    message = Message("s", "\n\n".join(f"paragraph {number} " + "x " * 1500 for number in range(3)), "", "key")
    with servers.http(first=500) as endpoint:
        to = channel("slack", f"onrecord-slack://{endpoint.host}/{TOKENS}")
        async with deliverer(to) as made:
            endpoint.answers.insert(0, (200, {}, b"ok"))
            first = await made.send(message, to.id)
            assert not first.ok
            again = await made.send(replace(message, taken=frozenset(first.taken)), to.id)
            assert (again.ok, again.taken) == (True, ())
            assert (await made.send(message, to.id)).ok
        texts = [json.loads(request.body)["text"][:11] for request in endpoint.requests]
    once = ["paragraph 0", "paragraph 1", "paragraph 2"]
    assert texts == ["paragraph 0", "paragraph 1", "paragraph 1", "paragraph 2", *once]


async def test_a_receipt_of_an_attempt_that_was_given_up_says_which_parts_were_taken_until_then() -> None:
    message = Message("s", "\n\n".join(f"paragraph {number} " + "x " * 1500 for number in range(3)), "", "key")
    with servers.http(silent=1) as endpoint:
        to = channel("slack", f"onrecord-slack://{endpoint.host}/{TOKENS}?rto=20")
        async with deliverer(to, deadline=3) as made:
            given_up = await made.send(message, to.id)
        endpoint.silent = None
        async with deliverer(to) as made:
            assert (await made.send(replace(message, taken=frozenset(given_up.taken)), to.id)).ok
        texts = [json.loads(request.body)["text"][:11] for request in endpoint.requests]
    assert "may have arrived" in given_up.detail
    assert texts == ["paragraph 0", "paragraph 1", "paragraph 1", "paragraph 2"]


async def test_a_webhook_gets_exactly_the_body_with_key_and_signature() -> None:
    with servers.http(204, b"") as endpoint:
        to = channel("webhook", f"json://{endpoint.host}/hook?secret=shared-secret")
        receipt = await send(to, ARABIC)
        (request,) = endpoint.requests
    assert receipt == Receipt(True, "204 No Content", NOW)
    assert request.path == "/hook"
    assert request.body.decode() == render(ARABIC, to, now=NOW).body
    assert request.headers["content-type"] == "application/json"
    assert request.headers["idempotency-key"] == "90be77c1d2a45f3e.webhook"
    expected = hmac.new(b"shared-secret", request.body, hashlib.sha256).hexdigest()
    assert request.headers["x-onrecord-signature"] == f"sha256={expected}"


async def test_a_webhook_without_a_secret_is_not_signed() -> None:
    with servers.http() as endpoint:
        await send(channel("webhook", f"http://{endpoint.host}/hook?tenant=a%20b&x="))
        (request,) = endpoint.requests
    assert "x-onrecord-signature" not in request.headers
    assert parse_qs(request.path.partition("?")[2], keep_blank_values=True) == {"tenant": ["a b"], "x": [""]}


async def test_a_webhook_can_need_a_login_and_headers() -> None:
    with servers.http() as endpoint:
        await send(channel("webhook", f"json://bot:{PASSWORD}@{endpoint.host}/hook?%2BX-Team=night&-tenant=7"))
        (request,) = endpoint.requests
    assert request.headers["authorization"].startswith("Basic ")
    assert request.headers["x-team"] == "night"
    assert request.path == "/hook?tenant=7"


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(301, False), (400, False), (404, False), (408, True), (429, True), (500, True), (503, True)],
)
@pytest.mark.parametrize("kind", ["slack", "webhook", "apprise"])
async def test_a_status_says_whether_to_try_again(kind: ChannelKind, status: int, retryable: bool) -> None:
    with servers.http(status, b"reason given") as endpoint:
        receipt = await send(to_http(kind, endpoint.host))
    assert not receipt.ok
    assert receipt.retryable is retryable
    assert str(status) in receipt.detail
    assert len(endpoint.requests) == 1


def to_http(kind: ChannelKind, host: str, more: str = "") -> Channel:
    forms = {
        "slack": f"onrecord-slack://{host}/{TOKENS}",
        "webhook": f"json://{host}/hook",
        "apprise": f"form://{host}",
    }
    return channel(kind, f"{forms[kind]}?redirect=no{more}")


@pytest.mark.parametrize("kind", ["slack", "webhook"])
@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sun, 22 Nov 2026 18:26:00 GMT", timedelta(minutes=10)),
        ("Sun, 22 Nov 2026 18:06:00 GMT", None),
        ("soon", None),
        ("-5", None),
    ],
)
async def test_how_long_to_stay_away_is_in_the_receipt(kind: ChannelKind, value: str, wait: timedelta | None) -> None:
    with servers.http(429, b"slow down", Retry_After=value) as endpoint:
        receipt = await send(to_http(kind, endpoint.host))
    assert receipt.retryable
    assert receipt.retry_after == wait
    assert receipt.detail == "429 Too Many Requests slow down"


@pytest.mark.parametrize("kind", ["slack", "webhook", "apprise"])
async def test_a_server_that_is_down_is_tried_again(kind: ChannelKind) -> None:
    with servers.nobody() as port:
        receipt = await send(to_http(kind, f"127.0.0.1:{port}"))
    assert not receipt.ok
    assert receipt.retryable
    if kind != "apprise":
        assert receipt.detail == "unreachable: connection refused"


@pytest.mark.parametrize("kind", ["slack", "webhook", "apprise"])
async def test_a_server_that_never_answers_is_tried_again(kind: ChannelKind) -> None:
    with servers.http(silent=0) as endpoint:
        receipt = await send(to_http(kind, endpoint.host, "&rto=0.1"))
    assert not receipt.ok
    assert receipt.retryable
    if kind != "apprise":
        assert receipt.detail == "no answer in time; it may have arrived"


async def test_an_attempt_ends_at_its_deadline_and_another_channel_goes_on_meanwhile() -> None:
    with servers.http(silent=0) as deaf, servers.http() as good:
        slow = Channel("slow", "webhook", Secret(f"json://{deaf.host}/"))
        fast = Channel("fast", "webhook", Secret(f"json://{good.host}/"))
        async with deliverer(slow, fast, deadline=0.3) as made:
            message = render(ENGLISH, slow, now=NOW)
            late, done = await asyncio.gather(made.send(message, "slow"), made.send(message, "fast"))
    assert done.ok
    assert late == Receipt(False, "no end after 0.3 s; it may have arrived", NOW)


async def test_a_redirect_is_not_followed_with_what_is_secret() -> None:
    with servers.http() as other, servers.http(307, b"", Location=f"http://{other.host}/") as endpoint:
        receipt = await send(channel("webhook", f"json://{endpoint.host}/"))
    assert not receipt.ok
    assert other.requests == []


async def test_any_other_apprise_service_gets_the_plain_text() -> None:
    with servers.http() as endpoint:
        to = channel("apprise", f"form://{endpoint.host}/")
        receipt = await send(to)
        sent = parse_qs(endpoint.requests[0].body.decode())
    assert receipt == Receipt(True, "accepted", NOW)
    message = render(ENGLISH, to, now=NOW)
    assert sent["title"] == [message.subject]
    assert sent["message"][0].split() == message.body.split()


async def test_the_console_gets_the_body_and_a_blank_line() -> None:
    out = io.StringIO()
    to = channel("console")
    made = Deliverer([to], out, clock=lambda: NOW)
    receipt = await made.send(render(ARABIC, to, now=NOW), "console")
    made.close()
    assert receipt == Receipt(True, "printed", NOW)
    assert out.getvalue() == render(ARABIC, to, now=NOW).body + "\n"


async def test_a_console_without_arabic_loses_letters_but_no_alert() -> None:
    raw = io.BytesIO()
    to = channel("console")
    with io.TextIOWrapper(raw, encoding="ascii") as out:
        made = Deliverer([to], out, clock=lambda: NOW)
        assert (await made.send(render(ARABIC, to, now=NOW), "console")).ok
        made.close()
        assert b"onrecord alerts show 90be77c1d2a45f3e" in raw.getvalue()


async def test_a_console_that_is_gone_is_a_failure_to_try_again() -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    to = channel("console")
    made = Deliverer([to], Gone(), clock=lambda: NOW)
    receipt = await made.send(render(ENGLISH, to, now=NOW), "console")
    made.close()
    assert receipt == Receipt(False, "cannot write to the console: Broken pipe", NOW)


async def test_a_channel_that_nobody_configured_is_a_mistake_of_the_caller() -> None:
    async with deliverer(channel("console")) as made:
        with pytest.raises(KeyError):
            await made.send(render(ENGLISH, channel("console"), now=NOW), "elsewhere")


SECRET_URLS: tuple[tuple[ChannelKind, str, tuple[str, ...]], ...] = (
    ("slack", f"onrecord-slack://{{host}}/{TOKENS}", ("CccccccccccccccccccccccC", "B0BBBBBBB")),
    ("slack", "onrecord-slack://{host}/xoxb-1234-1234-abcdefabcdef/desk", ("xoxb-1234-1234-abcdefabcdef",)),
    ("webhook", "json://bot:pass%40word@{host}/hook/tok-en-12345?secret=shared-secret", ("pass@word", "pass%40word")),
    ("webhook", "json://bot:pass%40word@{host}/hook/tok-en-12345?secret=shared-secret", ("tok-en-12345",)),
    ("webhook", "json://{host}/hook?secret=shared-secret&%2BX-Key=header-secret", ("shared-secret", "header-secret")),
    ("webhook", "http://{host}/hook?key=query-secret&secret=shared-secret", ("query-secret", "shared-secret")),
    ("apprise", "form://bot:correct-horse@{host}/path-secret?-key=param-secret", ("correct-horse", "path-secret")),
    ("apprise", "form://bot:correct-horse@{host}/path-secret?-key=param-secret", ("param-secret",)),
    ("email", "mailto://bot:correct-horse@{host}/a@desk.example?from=bot@alerts.example&cto=0.1", ("correct-horse",)),
)


@pytest.fixture
def all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(1)
    with caplog.at_level(1, "apprise"), caplog.at_level(1, "urllib3"):
        yield caplog


@pytest.mark.parametrize(("kind", "url", "secrets"), SECRET_URLS)
@pytest.mark.parametrize("status", [200, 403, 500, None])
async def test_no_secret_is_in_a_receipt_a_log_or_a_repr(
    kind: ChannelKind, url: str, secrets: tuple[str, ...], status: int | None, all_logs: pytest.LogCaptureFixture
) -> None:
    # The endpoint says back what it must not be told on.
    echo = f"you said {' '.join(secrets)}".encode()
    with servers.http(status or 200, echo) as endpoint, servers.nobody() as port:
        to = channel(kind, url.format(host=endpoint.host if status else f"127.0.0.1:{port}"))
        problem = check_url(to)
        async with deliverer(to) as made:
            receipt = await made.send(render(ENGLISH, to, now=NOW), to.id)
            seen = f"{problem} {receipt!r} {made!r} {vars(made)!r}"
    logged = "\n".join(record.getMessage() for record in all_logs.records)
    for secret in secrets:
        assert secret not in seen
        assert secret not in logged
        assert secret not in all_logs.text
    assert kind == "email" or logged


def test_closing_leaves_the_libraries_loggers_as_they_were() -> None:
    before = [list(logging.getLogger(name).filters) for name in ("apprise", "urllib3.connectionpool")]
    Deliverer([channel("webhook", "https://host.example/x")], io.StringIO()).close()
    check_url(channel("webhook", "nonsense://"))
    assert [list(logging.getLogger(name).filters) for name in ("apprise", "urllib3.connectionpool")] == before


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("console", None),
        ("email", "mailtos://bot:pw@alerts.example/reader@desk.example"),
        ("email", "mailtos://bot:pw@alerts.example:465/reader@desk.example?mode=ssl"),
        ("email", "mailtos://bot:pw@desk.example/reader@desk.example?smtp=mail.desk.example&cto=30&%2BX-Desk=night"),
        ("email", "mailto://127.0.0.1:8025/reader@desk.example?from=bot@alerts.example"),
        ("slack", f"slack://{TOKENS}"),
        ("slack", f"https://hooks.slack.com/services/{TOKENS}"),
        ("slack", "slack://xoxb-1234-1234-abcdefabcdef/desk"),
        ("slack", "slack://T0AAAAAAA/F0BBBBBBB/123456/abcdef?mode=workflow"),
        ("slack", "slack://T0AAAAAAA/123456/abcdef?mode=trigger"),
        ("slack", f"onrecord-slacks://host.example/{TOKENS}"),
        ("webhook", "https://host.example/hook?key=1"),
        ("webhook", "jsons://host.example/hook"),
        ("webhook", "http://[::1]:8080/hook"),
        ("apprise", "tgram://123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr/12345/"),
        ("apprise", "ntfys://host.example/topic"),
    ],
)
def test_a_url_of_a_documented_form_is_fine(kind: ChannelKind, url: str | None) -> None:
    assert check_url(channel(kind, url)) is None


@pytest.mark.parametrize(
    ("kind", "url", "problem"),
    [
        ("email", None, "needs a url"),
        ("email", "", "needs a url"),
        ("email", "https://host.example/", "mailto"),
        ("email", "mailto://topsecret", "mailto"),
        ("email", "mailto://u:topsecret@host.example/a@desk.example,b@desk.example", "2 recipients"),
        ("email", "mailto://u:topsecret@host.example/a@desk.example?cc=b@desk.example", "cc and bcc"),
        ("email", "mailto://u:topsecret@host.example/not-an-address", "no valid recipient"),
        ("email", "mailto://u:topsecret@host.example/a@desk.example?pgp=sign", "pgp"),
        ("slack", "slack://topsecret", "slack://TOKEN_A"),
        ("slack", "json://host.example/topsecret", "slack://TOKEN_A"),
        ("slack", "onrecord-slack:///topsecret", "slack://TOKEN_A"),
        ("slack", "onrecord-slack://host:topsecret/x", "slack://TOKEN_A"),
        ("webhook", "mailto://u:topsecret@host.example", "jsons://"),
        ("webhook", "https://", "jsons://"),
        ("webhook", "https://[topsecret/", "jsons://"),
        ("apprise", "topsecret", "does not know"),
        ("apprise", "nosuchservice://topsecret@host.example", "does not know"),
        ("apprise", "tgram://topsecret", "does not know"),
    ],
)
def test_a_url_that_is_no_use_is_told_so_without_its_secrets(
    kind: ChannelKind, url: str | None, problem: str, all_logs: pytest.LogCaptureFixture
) -> None:
    said = check_url(channel(kind, url) if url is not None else Channel("email", kind, None))
    assert said is not None
    assert problem in said
    assert "topsecret" not in said
    assert "topsecret" not in all_logs.text


def test_a_deliverer_with_a_url_that_is_no_use_says_which_channel() -> None:
    with pytest.raises(DeliveryError, match=r"^night-desk: not a Slack address") as caught:
        Deliverer([Channel("night-desk", "slack", Secret("slack://topsecret"))], io.StringIO())
    assert "topsecret" not in str(caught.value)
