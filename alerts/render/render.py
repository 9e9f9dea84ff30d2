"""Which renderer writes for which kind of channel. Pure, but for reading the shipped templates once."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from alerts.forms import form_of
from alerts.render import atom, webhook
from alerts.render.templates import SHIPPED, Labelled, Templates
from alerts.render.view import view
from onrecord.model import Alert, Channel, Message


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
        body = printed(channel, "alert", seen, by)
    follows = key(alert.follows, channel) if alert.follows else ""
    return Message(subject=seen.subject, body=body, plain=plain, key=own, follows=follows)


def printed(channel: Channel, what: str, seen: Labelled, by: Templates) -> str:
    """What a template prints for a channel that people read, but for feeds. `what` is ``alert`` or ``digest``."""
    match channel.kind:
        case "email":
            return by.mail(what, seen)
        case "console":
            return by.console(what, seen)
        case _:
            return by.chat(what, seen, form_of(channel).markup)


def key(alert_id: str, channel: Channel) -> str:
    """The idempotency key of the one delivery of an alert to `channel`: printable ASCII without white space."""
    return f"{quote(alert_id, safe='')}.{quote(channel.id, safe='')}"
