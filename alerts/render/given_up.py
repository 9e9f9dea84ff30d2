"""What the operator is told of messages that were given up, for every medium. Pure."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from alerts.escape import html, line, mrkdwn, plain
from alerts.render import atom, webhook
from onrecord.model import Channel, Message

_SUBJECT: Final = "onrecord: messages were given up"


def render_given_up(words: str, key: str, channel: Channel, *, now: datetime) -> Message:
    """The message that tells an operator `words`, line by line, in English."""
    rows = [line(row) for row in words.split("\n") if row.strip()]
    text = "\n".join(map(plain, (_SUBJECT, *rows)))
    markup = "".join(f"<p>{html(row)}</p>" for row in rows)
    if channel.kind == "email":
        body = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html(_SUBJECT)}</title>{markup}</html>'
    elif channel.kind == "slack":
        body = "\n".join(mrkdwn(row) for row in (_SUBJECT, *rows))
    elif channel.kind in webhook.JSON:
        body = json.dumps({"schema": "onrecord.given_up/1", "key": key, "lines": rows}, ensure_ascii=False)
    elif channel.kind == "atom":
        body = atom.entry(key, _SUBJECT, markup, now=now)
    else:
        body = text
    return Message(subject=_SUBJECT, body=body, plain=text, key=key)
