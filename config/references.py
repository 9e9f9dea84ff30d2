"""Secrets by reference: ``env:NAME``, ``file:PATH``, or ``${env:NAME}`` inside a URL.

No value, and no part of one, is ever put into a message: problems name the reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from config.fields import is_private

_WHOLE = re.compile(r"^(?P<kind>env|file):(?!//)(?P<name>.+)$")
_PART = re.compile(r"\$\{(?P<kind>[a-z]+):(?P<name>[^}]*)\}")
_SECRET_KEYS = re.compile(r"(?i)(pass|token|secret|api_?key|access_?key|auth|sig(nature)?$|^key$|pwd)")
_TOKEN = re.compile(r"^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9_-]{20,}$|^[A-Za-z0-9]{32,}$")
_TOKEN_HOSTS = re.compile(r"(^|\.)(hooks\.slack\.com|discord(app)?\.com|api\.telegram\.org|webhook\.office\.com)$")
_TOKEN_SCHEMES = frozenset({"slack", "discord", "tgram", "msteams", "pover", "pbul", "workflows"})
_RESERVED = (".test", ".example", ".invalid", ".localhost")
MAX_SECRET_BYTES = 65_536


class ReferenceFault(Exception):
    """A reference that cannot be followed. The message names it, never its value."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Vault:
    """Where references lead.

    Attributes:
        env: the environment.
        folder: where relative paths of ``file:`` begin: the config folder.
    """

    env: Mapping[str, str]
    folder: Path

    def resolve(self, text: str) -> str:
        """`text` with its references replaced by what they name.

        A reference that is the whole text is replaced as it is. One inside a URL is percent-encoded, so that a
        password may hold any character.

        Raises:
            ReferenceFault: something named is missing, unreadable or empty.
        """
        if whole := _WHOLE.match(text.strip()):
            return self._value(whole["kind"], whole["name"])
        return _PART.sub(lambda part: quote(self._value(part["kind"], part["name"]), safe=""), text)

    def _value(self, kind: str, name: str) -> str:
        if kind == "env":
            return self._from_env(name.strip())
        if kind == "file":
            return self._from_file(name.strip())
        raise ReferenceFault(f"unknown reference {kind}:{name}", "write env:NAME or file:PATH")

    def _from_env(self, name: str) -> str:
        value = self.env.get(name, "").strip()
        if not value:
            state = "empty" if name in self.env else "not set"
            raise ReferenceFault(f"env:{name} is {state}", f"set the environment variable {name}")
        return value

    def _from_file(self, name: str) -> str:
        try:
            with (self.folder / name).open("rb") as file:
                value = file.read(MAX_SECRET_BYTES).decode("utf-8").strip()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ReferenceFault(
                f"file:{name} cannot be read: {reason}", "a path relative to the config folder"
            ) from None
        except ValueError:
            raise ReferenceFault(f"file:{name} is not text", "put the secret into it as UTF-8 text") from None
        if not value:
            raise ReferenceFault(f"file:{name} is empty", "put the secret into it")
        return value


def holds_secret(url: str) -> bool:
    """Whether the URL as written, beside its references, shows a password or a token.

    Loopback, private and reserved test hosts are let through: nothing is lost there.
    """
    if _WHOLE.match(url.strip()):
        return False
    bare = _PART.sub("", url)
    try:
        parts = urlsplit(bare)
        host, password = parts.hostname or "", parts.password
    except ValueError:
        return False
    if parts.scheme.startswith("sqlite") or is_private(bare) or host.endswith(_RESERVED):
        return False  # an SQLite address is a path: its long words are folders
    return bool(password) or _has_token(parts.scheme, host, parts.path, parts.query, whole=bare == url)


def _has_token(scheme: str, host: str, path: str, query: str, *, whole: bool) -> bool:
    if whole and (scheme in _TOKEN_SCHEMES or _TOKEN_HOSTS.search(host)):
        return True
    pairs = parse_qsl(query)
    if any(value and _SECRET_KEYS.search(key) for key, value in pairs):
        return True
    words = [host, *unquote(path).split("/"), *(value for _, value in pairs)]
    return any(_TOKEN.match(word) for word in words)
