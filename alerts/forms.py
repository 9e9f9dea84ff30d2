"""How messages are written for each service that Apprise knows: mark-up, length, title. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from onrecord.model import Channel

Dialect: TypeAlias = Literal["mrkdwn", "markdown", "html", "bare"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a service shows well.

    Attributes:
        markup: `mrkdwn` (Slack's own), `markdown`, `html` (a chat's few tags), or `bare`: text without marks.
        limit: the longest message; None: ask Apprise.
        in_bytes: the limit is one of bytes, in UTF-8 and, at twice as many, in ASCII JSON, as which Apprise sends them;
            else one of UTF-16 units, as Telegram and Discord count.
        titled: the service shows a title beside the text: it gets the subject; others have all in the text.
        loose: of Markdown, only a blank line breaks a line.
    """

    markup: Dialect
    limit: int | None = None
    in_bytes: bool = False
    titled: bool = True
    loose: bool = False

    def length(self, text: str) -> int:
        """How long the service finds a text."""
        if self.in_bytes:
            return max(len(text.encode("utf-8")), len(json.dumps(text)) // 2)
        return len(text.encode("utf-16-le")) // 2


BARE: Final = Form("bare")
"""For a service that nobody described here."""
SLACK: Final = Form("mrkdwn", 3800, titled=False)
"""Slack's reference advises 4,000 characters of text a message and cuts at 40,000."""
_DISCORD: Final = Form("markdown", 2000, titled=False)
_GOTIFY: Final = Form("markdown", 30_000)
_MATRIX: Final = Form("html", 14_000, in_bytes=True, titled=False)
_MATTERMOST: Final = Form("markdown", 4000, titled=False)
_NTFY: Final = Form("markdown", 3500, in_bytes=True)
_TEAMS: Final = Form("markdown", 12_000, in_bytes=True, titled=False, loose=True)
_TELEGRAM: Final = Form("html", 4000, titled=False)

# Limits are those of the services' own documentation, less what the frame around a text takes: Telegram 4,096, Discord
# 2,000, Mattermost 4,000 (older servers), an event of Matrix 65,536 with the text twice, a card in Teams 28 kB; ntfy
# makes a file of what is longer than 4,096 bytes, and Apprise of what is longer than 8,000 in JSON.
FORMS: Final[Mapping[str, Form]] = {
    "discord": _DISCORD,
    "gotify": _GOTIFY,
    "gotifys": _GOTIFY,
    "matrix": _MATRIX,
    "matrixs": _MATRIX,
    "mmost": _MATTERMOST,
    "mmosts": _MATTERMOST,
    "ntfy": _NTFY,
    "ntfys": _NTFY,
    "tgram": _TELEGRAM,
    "workflow": _TEAMS,
    "workflows": _TEAMS,
}
"""The services that are described, by the scheme of their Apprise URL."""
_HOSTS: Final[Mapping[str, Form]] = {
    "discord.com": _DISCORD,
    "discordapp.com": _DISCORD,
    "logic.azure.com": _TEAMS,
    "api.powerplatform.com": _TEAMS,
    "ntfy.sh": _NTFY,
}
CHATS: Final[Mapping[str, str]] = {
    "telegram": "tgram",
    "discord": "discord",
    "teams": "workflows",
    "matrix": "matrixs",
    "mattermost": "mmosts",
    "ntfy": "ntfys",
    "gotify": "gotifys",
}
"""The services that are described, by name, each with a scheme of its own."""
_ASKED: Final[Mapping[str, Dialect]] = {"text": "bare", "markdown": "markdown", "html": "html"}


def form_of(channel: Channel) -> Form:
    """The form for the service of a channel's URL.

    ``?format=text`` in it asks for text without marks, ``?format=markdown`` or ``html`` for these where the service is
    not described here.
    """
    if channel.kind == "slack":
        return SLACK
    try:
        parts = urlsplit(channel.url.reveal().strip() if channel.url else "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return BARE
    of_host = (form for end, form in _HOSTS.items() if f".{host}".endswith(f".{end}"))
    known = FORMS.get(parts.scheme.lower()) or next(of_host, BARE)
    asked = _ASKED.get(dict(parse_qsl(parts.query)).get("format", "").lower())
    return replace(known, markup=asked) if asked == "bare" or (asked and known is BARE) else known
