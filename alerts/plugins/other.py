"""Every other service that Apprise knows, in the mark-up that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Final

from apprise import Apprise, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins.base import NotifyBase

from alerts.escape import bare, short
from alerts.forms import Dialect, form_of
from alerts.plugins.progress import Progress
from alerts.plugins.service import ASSET, service
from alerts.plugins.taken import Taken
from alerts.render.split import split
from onrecord.errors import DeliveryError
from onrecord.model import Channel, Message, Secret

_FORM: Final = "Apprise does not know this url: see its list of services for the form that yours takes"
_WORDS: Final = 200
_STATUS: Final = re.compile(r"error=(\d{3})\b")
_FORMATS: Final[dict[Dialect, NotifyFormat]] = {"markdown": NotifyFormat.MARKDOWN, "html": NotifyFormat.HTML}
# What Apprise puts between a title and a text that it joins.
_JOINT: Final = 16
_LEAST: Final = 60


class AppriseSender:
    """Sends by Apprise's own plugin, which gets each part as it is to arrive and converts nothing."""

    def __init__(self, channel: str, url: str) -> None:
        self._channel = channel
        read = service(url, NotifyBase, otherwise=_FORM)
        read.request_rate_per_sec = 0
        # The parts fit; Apprise's own splitting knows nothing of quotes.
        read.overflow_mode = OverflowMode.UPSTREAM
        self._form = form_of(Channel(channel, "apprise", Secret(url)))
        wanted = _FORMATS.get(self._form.markup, NotifyFormat.TEXT)
        if wanted is NotifyFormat.MARKDOWN and read.notify_format == NotifyFormat.TEXT:
            # ntfy and Gotify show Markdown only where they are told that it is.
            read.notify_format = wanted
        self._format = read.resolve_format(wanted)
        if self._form.markup == "bare" and self._format is NotifyFormat.HTML:
            self._format = NotifyFormat.TEXT
        # A title that the service has no place for is put before the text.
        self._title_takes = 0 if read.title_maxlen > 0 else _JOINT
        self._body_maxlen = int(read.body_maxlen)
        self._apprise = Apprise(asset=ASSET)
        self._apprise.add(read)

    def send(self, message: Message, _at: datetime, progress: Progress, /) -> Taken:
        """Send the parts that were not taken yet, and learn from Apprise's log what went wrong."""
        title = bare(message.subject) if self._form.titled else ""
        return progress.send(self._parts(message.body, title), lambda part: self._send(title, part))

    def _parts(self, body: str, title: str) -> tuple[str, ...]:
        if self._form.limit is not None:
            return split(body, self._form)
        taken = len(title) + self._title_takes if self._title_takes else 0
        return split(body, self._form, limit=max(self._body_maxlen - taken, _LEAST))

    def _send(self, title: str, part: str) -> Taken:
        result = self._apprise.notify(title=title, body=part, body_format=self._format)
        if not result:
            words = _reason(entry.message for entry in result.logs() if entry.level in ("WARNING", "ERROR", "CRITICAL"))
            raise DeliveryError(self._channel, words, retryable=_retryable(words))
        return Taken("accepted")


def _reason(entries: Iterable[str]) -> str:
    told = dict.fromkeys(filter(None, (short(entry, _WORDS) for entry in entries)))
    return short("; ".join(told), 2 * _WORDS) or "the service did not say why"


def _retryable(words: str) -> bool:
    """Whether to try again: unless a status says that the request itself is wrong."""
    found = _STATUS.search(words)
    status = int(found[1]) if found else HTTPStatus.SERVICE_UNAVAILABLE
    return status >= 500 or status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
