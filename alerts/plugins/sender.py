"""What a sender is, and which one serves a channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Protocol

from alerts.plugins.disk import AtomSender, LinesSender
from alerts.plugins.mail import MailSender
from alerts.plugins.other import AppriseSender
from alerts.plugins.progress import Progress
from alerts.plugins.slack import SlackSender
from alerts.plugins.taken import Taken
from alerts.plugins.webhook import WebhookSender
from onrecord.model import Channel, ChannelKind, Message


class Sender(Protocol):
    """Sends messages to one recipient. Blocking; to be called from a thread, one message at a time."""

    def send(self, message: Message, at: datetime, progress: Progress, /) -> Taken:
        """Send now, which is `at` (aware UTC); by `progress` where the message may need several parts.

        Raises:
            DeliveryError: it was not accepted. Its words are not yet masked either.
        """


def sender(channel: Channel) -> Sender:
    """The sender for a channel that is not the console.

    Raises:
        ValueError: no sender can be made of its URL; the message says what form is expected and shows no secret.
    """
    if channel.kind in _WRITERS:
        if not channel.path:
            raise ValueError(f"a channel of kind {channel.kind} needs a path")
        return _WRITERS[channel.kind](channel.id, channel.path)
    url = channel.url.reveal().strip() if channel.url else ""
    if not url:
        raise ValueError(f"a channel of kind {channel.kind} needs a url")
    return _SENDERS[channel.kind](channel.id, url)


_SENDERS: Final[Mapping[ChannelKind, Callable[[str, str], Sender]]] = {
    "email": MailSender,
    "slack": SlackSender,
    "webhook": WebhookSender,
    "apprise": AppriseSender,
}
_WRITERS: Final[Mapping[ChannelKind, Callable[[str, str], Sender]]] = {"file": LinesSender, "atom": AtomSender}
