"""Whether an address is of the kind that its channel, or the database, needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://\S", re.IGNORECASE)
_CHANNEL_SCHEMES: Final[Mapping[str, frozenset[str]]] = {
    "email": frozenset({"mailto", "mailtos"}),
    "slack": frozenset({"slack", "https", "onrecord-slack", "onrecord-slacks"}),
    "webhook": frozenset({"json", "jsons", "https", "http"}),
}
_DATABASE_SCHEMES: Final = frozenset({"sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg"})
_EXAMPLES: Final[Mapping[str, str]] = {
    "email": "mailtos://user:${env:SMTP_PASSWORD}@smtp.example.org/?from=onrecord@example.org&to=desk@example.org",
    "slack": "env:SLACK_WEBHOOK, which holds https://hooks.slack.com/services/…",
    "webhook": "https://desk.example.org/hook?token=${env:WEBHOOK_TOKEN}",
    "apprise": "env:APPRISE_URL, which holds an address that Apprise knows, such as ntfy://…",
}


def scheme(url: str) -> str:
    """What stands before ``://``, in lower case; empty where there is none."""
    found = _SCHEME.match(url.strip())
    return found[1].lower() if found else ""


def fits_channel(kind: str, url: str) -> bool:
    """Whether a channel of this kind can use the address. A kind that does not exist is another check's matter."""
    found = scheme(url)
    return bool(found) and found in _CHANNEL_SCHEMES.get(kind, {found})


def fits_database(url: str) -> bool:
    """Whether it is a database we know."""
    return scheme(url) in _DATABASE_SCHEMES or url.strip() == "sqlite://"


def example(kind: str) -> str:
    """What a url: of this kind of channel looks like."""
    return f"url: {_EXAMPLES.get(kind, _EXAMPLES['apprise'])}"
