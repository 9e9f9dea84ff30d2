"""Slack: incoming webhooks, bots, workflows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from apprise.plugins.slack import NotifySlack, SlackMode

from alerts.forms import SLACK
from alerts.plugins.http import Answer, Endpoint, post
from alerts.plugins.progress import Progress
from alerts.plugins.service import service
from alerts.plugins.taken import Taken
from alerts.render.split import split
from onrecord.errors import DeliveryError
from onrecord.model import Message

_FORM: Final = (
    "not a Slack address: use slack://TOKEN_A/TOKEN_B/TOKEN_C for a webhook, slack://xoxb-…/CHANNEL for a bot"
)
_STAND_IN: Final = {"onrecord-slack": "http", "onrecord-slacks": "https"}
# What a bot is told, with status 200, when the fault is not ours (docs.slack.dev, chat.postMessage).
_TRY_AGAIN: Final = frozenset(
    {"fatal_error", "internal_error", "rate_limited", "ratelimited", "request_timeout", "service_unavailable"}
)

_SAYS: Final = "Slack says "
# The message to go on from is gone, or takes no replies.
_NO_THREAD: Final = frozenset(
    f"{_SAYS}{error}"
    for error in (
        "cannot_reply_to_message",
        "invalid_thread_ts",
        "message_not_found",
        "restricted_action_thread_locked",
        "thread_not_found",
    )
)


class SlackSender:
    """Posts mrkdwn as rendered, in as many messages as its length needs.

    The URL is Apprise's ``slack://…`` or the ``https://hooks.slack.com/services/…`` that Slack shows.
    ``onrecord-slack://HOST:PORT/TOKEN_A/TOKEN_B/TOKEN_C`` (``onrecord-slacks`` with TLS) posts the same to another
    host that takes Slack's payload: Mattermost, a relay, a test.
    """

    def __init__(self, channel: str, url: str) -> None:
        self._channel = channel
        base, url = _redirected(url)
        read = service(url, NotifySlack, otherwise=_FORM)
        self._mode = read.mode
        self._headers = {"Content-Type": "application/json; charset=utf-8"}
        if read.mode == SlackMode.BOT:
            self._headers["Authorization"] = f"Bearer {read.access_token}"
        self._target = _target(read.channels[0] if read.channels else None)
        self._endpoint = Endpoint(
            channel=channel, url=_address(read, base), timeout=read.request_timeout, verify=read.verify_certificate
        )

    def send(self, message: Message, at: datetime, progress: Progress, /) -> Taken:
        """Post the parts in order, but those that were taken before.

        A bot's message that goes on from another is put into that one's thread.
        """

        def post(part: str) -> Taken:
            taken = self._post_in(message.thread, part, at)
            return Taken(taken.words, message.thread or taken.thread)

        return progress.send(split(message.body, SLACK), post)

    def _post_in(self, thread: str, text: str, at: datetime) -> Taken:
        """Post a part in a thread; outside, when it is not there any more."""
        try:
            return self._post(text, {"thread_ts": thread} if thread and self._mode == SlackMode.BOT else {}, at)
        except DeliveryError as error:
            if not thread or error.cause not in _NO_THREAD:
                raise
        return self._post(text, {}, at)

    def _post(self, text: str, thread: dict[str, object], at: datetime) -> Taken:
        # A thread that the channel's url names goes before.
        payload: dict[str, object] = {"text": text, **thread, **self._target}
        if self._mode not in (SlackMode.WORKFLOW, SlackMode.WORKFLOW_TRIGGER):
            payload |= {"mrkdwn": True, "link_names": False, "unfurl_links": False, "unfurl_media": False}
        answer = post(self._endpoint, json.dumps(payload).encode(), self._headers, at=at)
        return self._bot_s(answer) if self._mode == SlackMode.BOT else Taken(answer.words)

    def _bot_s(self, answer: Answer) -> Taken:
        """What a bot's answer means; its failures come with status 200.

        Raises:
            DeliveryError: the answer does not say ok.
        """
        try:
            said = json.loads(answer.text)
        except ValueError:
            said = {}
        if not isinstance(said, dict) or not isinstance(said.get("error", ""), str):
            said = {}
        if said.get("ok") is not True:
            error = said.get("error", "nothing that we understand")
            again = "error" not in said or error in _TRY_AGAIN
            raise DeliveryError(self._channel, f"{_SAYS}{error}", retryable=again, retry_after=answer.retry_after)
        ts = said.get("ts")
        return Taken(f"{answer.status} ok", ts if isinstance(ts, str) else "")


def _redirected(url: str) -> tuple[str | None, str]:
    """The other host to post to, or None, and the URL as Apprise reads it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(_FORM) from None
    if parts.scheme not in _STAND_IN:
        return None, url
    if not host:
        raise ValueError(_FORM)
    where = f"[{host}]" if ":" in host else host
    query = f"?{parts.query}" if parts.query else ""
    return (
        f"{_STAND_IN[parts.scheme]}://{where}{f':{port}' if port else ''}",
        f"slack://{parts.path.lstrip('/')}{query}",
    )


def _address(read: NotifySlack, base: str | None) -> str:
    """Where a message goes; with `base`, the same path on another host."""
    tokens = f"{read.token_a}/{read.token_b}/{read.token_c}"
    by_mode: dict[str | None, str] = {
        SlackMode.WEBHOOK: f"{read.webhook_url}/{tokens}",
        SlackMode.WEBHOOK_GOV: f"{read.webhook_gov_url}/{tokens}",
        SlackMode.BOT: read.api_url.format("chat.postMessage"),
        SlackMode.WORKFLOW: f"{read.workflow_url}/{'/'.join(read.workflow_path)}",
        SlackMode.WORKFLOW_TRIGGER: f"{read.workflow_trigger_url}/{'/'.join(read.workflow_path)}",
    }
    address = by_mode[read.mode]
    return f"{base}{urlsplit(address).path}" if base else address


def _target(channel: str | None) -> dict[str, object]:
    """The payload's channel and thread: ``#name``, ``+ID``, ``@user``, each with ``:thread_ts`` where given."""
    if channel is None:
        return {}
    name, _, thread = channel.partition(":")
    name = name[1:] if name.startswith("+") else name if name[:1] in "#@" else f"#{name}"
    return {"channel": name, "thread_ts": thread} if thread else {"channel": name}
