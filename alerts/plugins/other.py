"""Every other service that Apprise knows, in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Final

from apprise import Apprise, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins.base import NotifyBase

from alerts.escape import short
from alerts.plugins.service import ASSET, service
from onrecord.errors import DeliveryError
from onrecord.model import Message

_FORM: Final = "Apprise does not know this url: see its list of services for the form that yours takes"
_WORDS: Final = 200
_STATUS: Final = re.compile(r"error=(\d{3})\b")


class AppriseSender:
    """Sends the plain text by Apprise's own plugin; a text too long for the service goes in several messages."""

    def __init__(self, channel: str, url: str) -> None:
        self._channel = channel
        read = service(url, NotifyBase, otherwise=_FORM)
        read.request_rate_per_sec = 0
        if "overflow=" not in url:
            read.overflow_mode = OverflowMode.SPLIT
        self._apprise = Apprise(asset=ASSET)
        self._apprise.add(read)

    def send(self, message: Message, _at: datetime, /) -> str:
        """Send, and learn from Apprise's log what went wrong."""
        result = self._apprise.notify(title=message.subject, body=message.body, body_format=NotifyFormat.TEXT)
        if result:
            return "accepted"
        words = _reason(entry.message for entry in result.logs() if entry.level in ("WARNING", "ERROR", "CRITICAL"))
        raise DeliveryError(self._channel, words, retryable=_retryable(words))


def _reason(entries: Iterable[str]) -> str:
    told = dict.fromkeys(filter(None, (short(entry, _WORDS) for entry in entries)))
    return short("; ".join(told), 2 * _WORDS) or "the service did not say why"


def _retryable(words: str) -> bool:
    """Whether to try again: unless a status says that the request itself is wrong."""
    found = _STATUS.search(words)
    status = int(found[1]) if found else HTTPStatus.SERVICE_UNAVAILABLE
    return status >= 500 or status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
