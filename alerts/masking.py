"""Keeping credentials out of words: receipts, errors and log lines.

Pure, but for `Masking`, which changes the log records that pass it.
"""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from onrecord.model import Channel

MASK: Final = "***"

# Whatever looks like a URL with more than a host in it may carry a token in its path.
_URL: Final = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*://)[^\s\"'<>]+")
_SHORTEST: Final = 4
_ADDRESSES: Final = frozenset({"from", "to", "name", "smtp", "mode"})


def secrets_of(channel: Channel) -> tuple[str, ...]:
    """The parts of a channel's URL that must never be shown, longest first.

    For every service: the whole URL, the password, also as HTTP sends it, and the values of parameters, but for those
    that name addresses. For all but mail also the path, where webhooks keep their tokens, and the user; and for those
    that keep them in place of a host (Slack, Apprise's others), that too. Parts shorter than four characters are left
    out, unless they are the password: masking them would mangle every sentence.
    """
    if channel.url is None:
        return ()
    url = channel.url.reveal().strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    found = {url, *(value for name, value in parse_qsl(parts.query) if name not in _ADDRESSES)}
    if channel.kind != "email":
        found |= {user, *re.split(r"[/:@?&=#]", parts.path)}
    if channel.kind in ("slack", "apprise"):
        found.update(part for part in re.split(r"[:@]", parts.netloc) if not part.isdigit())
    found |= {unquote(part) for part in found}
    found = {part for part in found if len(part) >= _SHORTEST}
    if password:
        found |= {password, parts.password or "", b64encode(f"{user}:{password}".encode()).decode()}
    return tuple(sorted(found, key=lambda part: (-len(part), part)))


def masked(text: str, secrets: Iterable[str]) -> str:
    """`text` with every secret, and every URL behind its scheme, replaced by ``***``."""
    return _URL.sub(rf"\1{MASK}", without(text, secrets))


def without(text: str, secrets: Iterable[str]) -> str:
    """`text` with every secret replaced by ``***``."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text


class Masking:
    """A rule for a library's logger, so that no log level ever shows a credential: masks every record, drops none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secrets)

    def __call__(self, record: logging.LogRecord) -> bool:
        """Mask the record's message, with its arguments folded in; its traceback goes."""
        record.msg, record.args = masked(record.getMessage(), self._secrets), ()
        record.exc_info = record.exc_text = None
        return True
