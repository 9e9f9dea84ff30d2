"""Notices to the operator, in English and plain in every medium. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from alerts.escape import header, html, line, plain
from alerts.forms import form_of
from alerts.render import atom, webhook
from alerts.render.marks import escape_for
from onrecord.model import Channel, Message, Notice, NoticeKind

SCHEMA: Final = "onrecord.notice/1"
_COUNTED: Final[Mapping[NoticeKind, tuple[str, str]]] = {
    "channel_down": ("channel down", "channels down"),
    "channel_back": ("channel back", "channels back"),
    "source_trouble": ("source in trouble", "sources in trouble"),
    "source_well": ("source well again", "sources well again"),
    "given_up": ("message given up", "messages given up"),
}
"""How many there are of a kind, for one and for several, in the order of a subject."""
_MORE: Final[Mapping[NoticeKind, str]] = {
    "source_trouble": "onrecord outlets --troubles shows all sources in trouble",
    "given_up": "onrecord alerts retry sends again all that was given up",
}


def render_notices(notices: Sequence[Notice], key: str, channel: Channel, *, now: datetime) -> Message:
    """The message that tells an operator all of these on a channel, a line each."""
    subject = header(f"onrecord: {', '.join(_counts(notices))}")
    rows = [f"{line(each.about)}: {line(each.words)}" for each in notices]
    rows += dict.fromkeys(_MORE[each.kind] for each in notices if each.kind in _MORE)
    text = "\n".join(map(plain, (subject, *rows)))
    markup = "".join(f"<p>{html(row)}</p>" for row in rows)
    if channel.kind == "email":
        body = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html(subject)}</title>{markup}</html>'
    elif channel.kind in ("slack", "apprise"):
        body = "\n".join(map(escape_for(form_of(channel).markup), (subject, *rows)))
    elif channel.kind in webhook.JSON:
        body = _json(notices, key, now)
    elif channel.kind == "atom":
        body = atom.entry(key, subject, markup, now=now)
    else:
        body = text
    return Message(subject=subject, body=body, plain=text, key=key)


def _counts(notices: Sequence[Notice]) -> Iterator[str]:
    found = Counter(each.kind for each in notices)
    for kind, (one, several) in _COUNTED.items():
        if found[kind]:
            yield f"{found[kind]} {several if found[kind] > 1 else one}"


def _json(notices: Sequence[Notice], key: str, now: datetime) -> str:
    told = [{"kind": each.kind, "about": line(each.about), "words": line(each.words)} for each in notices]
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"schema": SCHEMA, "key": key, "rendered_at": at, "notices": told}, ensure_ascii=False)
