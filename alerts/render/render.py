"""Which renderer writes for which kind of channel. Pure, but for reading the shipped templates once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from alerts.render import slack, templates, webhook
from alerts.render.view import View, view
from onrecord.model import Alert, Channel, ChannelKind, Message


def render(alert: Alert, channel: Channel, *, now: datetime) -> Message:
    """The message that tells `alert` on `channel`.

    Args:
        alert: as decided; its texts may hold anything.
        channel: its kind chooses the mark-up, its language the labels, its time zone the clock.
        now: aware UTC; a time in another year than this shows its year.

    Returns:
        Subject, body in the channel's mark-up, the same as plain text, and a key that is the same for every rendering
        of this alert on this channel.
    """
    seen = view(alert, channel, now=now)
    plain = templates.plain(seen)
    body = webhook.body(alert, key(alert, channel), now=now) if channel.kind == "webhook" else _BODY[channel.kind](seen)
    return Message(subject=seen.subject, body=body, plain=plain, key=key(alert, channel))


def key(alert: Alert, channel: Channel) -> str:
    """The idempotency key of the one delivery of `alert` to `channel`: printable ASCII without white space."""
    return f"{quote(alert.id, safe='')}.{quote(channel.id, safe='')}"


_BODY: Final[Mapping[ChannelKind, Callable[[View], str]]] = {
    "console": templates.console,
    "email": templates.mail,
    "slack": slack.body,
    "apprise": templates.plain,
}
