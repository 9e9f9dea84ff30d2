"""JSON webhooks. docs/webhook.md is their documentation."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from apprise.plugins.custom_json import NotifyJSON

from alerts.plugins.http import Endpoint, post
from alerts.plugins.progress import Progress
from alerts.plugins.service import service
from alerts.plugins.taken import Taken
from onrecord.model import Message

_FORM: Final = (
    "not a webhook address: use https://HOST/PATH, or Apprise's jsons://HOST/PATH (json:// and http:// without TLS)"
)
_SCHEMES: Final = {"http": "json", "https": "jsons"}


class WebhookSender:
    """Posts `Message.body` as it is.

    The URL is one of Apprise's ``json://`` or ``jsons://`` with all their parameters, or a plain web address.
    ``secret=…`` signs each body: ``X-Onrecord-Signature: sha256=`` and the HMAC-SHA256 in hexadecimal.
    """

    def __init__(self, channel: str, url: str) -> None:
        url, params, self._secret = _taken_apart(url)
        read = service(url, NotifyJSON, otherwise=_FORM)
        port = f":{read.port}" if read.port else ""
        host = f"[{read.host}]" if ":" in read.host else read.host
        query = urlencode([*params, *read.params.items()])
        self._headers: dict[str, str] = dict(read.headers)
        self._endpoint = Endpoint(
            channel=channel,
            url=f"{'https' if read.secure else 'http'}://{host}{port}{read.fullpath}{f'?{query}' if query else ''}",
            timeout=read.request_timeout,
            verify=read.verify_certificate,
            auth=(read.user, read.password or "") if read.user else None,
        )

    def send(self, message: Message, at: datetime, _progress: Progress, /) -> Taken:
        """Post the message's body, with its key, and signed when there is a secret."""
        body = message.body.encode()
        headers = {**self._headers, "Content-Type": "application/json", "Idempotency-Key": message.key}
        if self._secret:
            headers["X-Onrecord-Signature"] = signature(body, self._secret)
        return Taken(post(self._endpoint, body, headers, at=at).words)


def signature(body: bytes, secret: str) -> str:
    """The value of ``X-Onrecord-Signature`` for these bytes."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def _taken_apart(url: str) -> tuple[str, list[tuple[str, str]], str]:
    """An Apprise URL without the secret, the query that belongs to the address itself, and the secret.

    The query of a plain web address is the address's own and is kept; that of an Apprise URL is for Apprise.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError(_FORM) from None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    secret = next((value for name, value in pairs if name == "secret"), "")
    rest = [pair for pair in pairs if pair[0] != "secret"]
    scheme = _SCHEMES.get(parts.scheme)
    if scheme:
        return parts._replace(scheme=scheme, query="").geturl(), rest, secret
    return parts._replace(query=urlencode(rest)).geturl(), [], secret
