"""The services that Apprise knows and we describe, each behind a real server on loopback."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
import requests
from apprise.plugins import workflows
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.telegram import NotifyTelegram

from alerts.deliver import Deliverer
from onrecord.model import Channel, Message, Receipt, Secret
from tests.alerts import servers
from tests.alerts.samples import NOW


@dataclass(frozen=True)
class Service:
    """One service.

    Attributes:
        url: of a channel, with the server's HOST in it.
        answer: what the server says.
        text: where the text of a message is in what the server got.
    """

    name: str
    url: str
    answer: Mapping[str, Any]
    text: Callable[[Mapping[str, Any]], str]

    def channel(self, host: str = "host.example", language: str = "en") -> Channel:
        """A channel to the service at a host."""
        return Channel(self.name, "apprise", Secret(self.url.replace("HOST", host)), language, "Asia/Beirut")


SERVICES: Final = (
    Service(
        "telegram", "tgram://123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr/12345", {"ok": True}, lambda got: got["text"]
    ),
    Service("discord", f"discord://{'1' * 18}/{'t' * 60}", {}, lambda got: got["content"]),
    Service(
        "teams",
        "workflows://HOST/workflow/signature",
        {},
        lambda got: got["attachments"][0]["content"]["body"][0]["text"],
    ),
    Service("matrix", "matrix://HOST/token?mode=hookshot", {"ok": True}, lambda got: got["html"]),
    Service("mattermost", "mmost://HOST/abcdefghijklmnopqrstuvwxyz", {}, lambda got: got["text"]),
    Service("ntfy", "ntfy://HOST/night-desk", {"id": "1"}, lambda got: got["message"]),
    Service("gotify", "gotify://HOST/abcdefghijklmno", {}, lambda got: got["message"]),
)


@dataclass
class Desk:
    """Sends to one service, and knows what arrived there."""

    service: Service
    to: Channel
    deliverer: Deliverer
    endpoint: servers.Endpoint

    async def send(self, message: Message) -> Receipt:
        """Send it once."""
        return await self.deliverer.send(message, self.to.id)

    @property
    def got(self) -> list[dict[str, Any]]:
        """The payloads as received."""
        return [json.loads(request.body) for request in self.endpoint.requests]

    @property
    def texts(self) -> list[str]:
        """Their texts."""
        return [self.service.text(each).replace("\r\n", "\n") for each in self.got]


@asynccontextmanager
async def desk(service: Service, patch: pytest.MonkeyPatch, *, first: int | None = None) -> AsyncIterator[Desk]:
    """The service on loopback. Where its address is fixed in Apprise, that is what is changed, and nothing else."""
    with servers.http(body=json.dumps(service.answer).encode(), first=first) as endpoint:
        patch.setattr(NotifyTelegram, "notify_url", f"http://{endpoint.host}/bot")
        patch.setattr(NotifyDiscord, "notify_url", f"http://{endpoint.host}/api/webhooks")
        patch.setattr(workflows, "requests", _WithoutTls())
        to = service.channel(endpoint.host)
        made = Deliverer([to], io.StringIO(), clock=lambda: NOW)
        try:
            yield Desk(service, to, made, endpoint)
        finally:
            made.close()


class _WithoutTls:
    """`requests`, but for a server that has no certificate."""

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    @staticmethod
    def post(url: str, **options: Any) -> requests.Response:
        return requests.post(url.replace("https://", "http://"), **options)
