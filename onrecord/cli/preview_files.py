"""Messages as files to look at, one or more for every medium. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args

from alerts.escape import html
from alerts.forms import CHATS, form_of
from alerts.plugins.mail import Party, compose
from alerts.render.split import split
from onrecord.model import Channel, ChannelKind, Message, Secret

_SUFFIXES: Final = {"webhook": "json", "file": "json", "atom": "xml"}
_CHAT_SUFFIXES: Final = {"markdown": "md", "html": "html"}
_SENDER: Final = Party("onrecord", "onrecord@desk.example")
_READER: Final = Party("", "reader@desk.example")


def channels(language: str, timezone: str) -> Mapping[str, Channel]:
    """A channel to each medium, by the medium's name; `apprise` stands for any service that is not described."""
    found = {kind: Channel(kind, kind, None, language, timezone) for kind in get_args(ChannelKind)}
    return found | {
        name: Channel(name, "apprise", Secret(f"{scheme}://"), language, timezone) for name, scheme in CHATS.items()
    }


def as_files(message: Message, channel: Channel, now: datetime) -> Mapping[str, bytes]:
    """A message as it is sent, by the suffix of the file: a mail also whole, with its headers, and as plain text."""
    match channel.kind:
        case "email":
            mail = compose(message, sender=_SENDER, recipient=_READER, at=now, headers={})
            return {"eml": mail, "html": message.body.encode(), "txt": message.plain.encode()}
        case "slack" | "apprise":
            markup = form_of(channel).markup
            parts = split(message.body, form_of(channel))
            joined = _page(message, parts) if markup == "html" else "\n\n---\n\n".join(parts)
            return {_CHAT_SUFFIXES.get(markup, "txt"): joined.encode()}
        case _:
            return {_SUFFIXES.get(channel.kind, "txt"): message.body.encode()}


def _page(message: Message, parts: tuple[str, ...]) -> str:
    """The parts of a chat's HTML as a page, so that a browser reads their letters right."""
    body = "\n<hr>\n".join(parts)
    return f'<!doctype html>\n<meta charset="utf-8">\n<title>{html(message.subject)}</title>\n{body}\n'
