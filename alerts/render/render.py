"""Which renderer writes for which kind of channel. Pure, but for reading the shipped templates once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from alerts.render import atom, webhook
from alerts.render.templates import SHIPPED, Labelled, Templates
from alerts.render.view import view
from onrecord.model import Alert, Channel, ChannelKind, Message


def render(alert: Alert, channel: Channel, *, now: datetime, by: Templates = SHIPPED) -> Message:
    """The message that tells `alert` on `channel`.

    Args:
        alert: as decided; its texts may hold anything.
        channel: its kind chooses the mark-up, its language the labels, its time zone the clock.
        now: aware UTC; a time in another year than this shows its year.
        by: the templates.

    Returns:
        Subject, body in the channel's mark-up, the same as plain text, and a key that is the same for every rendering
        of this alert on this channel.
    """
    seen = view(alert, channel, now=now)
    plain = by.plain("alert", seen)
    own = key(alert.id, channel)
    if channel.kind in webhook.JSON:
        body = webhook.body(alert, own, now=now)
    elif channel.kind == "atom":
        body = atom.entries([(own, seen)], by, now=now)
    else:
        body = BODY[channel.kind](by, "alert", seen)
    follows = key(alert.follows, channel) if alert.follows else ""
    return Message(subject=seen.subject, body=body, plain=plain, key=own, follows=follows)


def key(alert_id: str, channel: Channel) -> str:
    """The idempotency key of the one delivery of an alert to `channel`: printable ASCII without white space."""
    return f"{quote(alert_id, safe='')}.{quote(channel.id, safe='')}"


BODY: Final[Mapping[ChannelKind, Callable[[Templates, str, Labelled], str]]] = {
    "console": Templates.console,
    "email": Templates.mail,
    "slack": Templates.slack,
    "apprise": Templates.plain,
}
"""What writes the body for a kind of channel, where that is what templates print."""
