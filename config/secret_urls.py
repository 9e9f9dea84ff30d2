"""The addresses that may hold secrets: of channels, and of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config import addresses
from config.checks import EACH, Found, find
from config.references import ReferenceFault, Vault, holds_secret
from config.yaml import Document
from onrecord.errors import Problem

_TO_REFERENCE = (
    "put it into an environment variable or a file and write ${env:NAME} here, or env:NAME or file:PATH for all"
)


def resolve_all(documents: Sequence[Document], vault: Vault) -> tuple[dict[str, str], list[Problem]]:
    """What the addresses come to, by how they are written; and what is wrong with them.

    No value is put into a problem.
    """
    resolved: dict[str, str] = {}
    problems: list[Problem] = []
    for found, kind in _addresses(documents):
        written = found.text.strip()
        if holds_secret(written):
            problems.append(found.problem("holds a password or token in plain sight", _TO_REFERENCE))
        try:
            resolved[written] = vault.resolve(written)
        except ReferenceFault as fault:
            problems.append(found.problem(fault.message, fault.hint))
            continue
        problems.extend(_misfit(found, kind, resolved[written]))
    return resolved, problems


def _addresses(documents: Sequence[Document]) -> Iterator[tuple[Found, str]]:
    """Every address that is text, with the kind of its channel, or with "database"."""
    for channel in find(documents, ("channels", EACH)):
        if isinstance(channel.value, dict) and isinstance(channel.value.get("url"), str):
            url = Found(channel.document, (*channel.path, "url"), channel.value["url"])
            yield url, str(channel.value.get("kind"))
    for database in find(documents, ("onrecord", "database")):
        if isinstance(database.value, str):
            yield database, "database"


def _misfit(found: Found, kind: str, url: str) -> Iterator[Problem]:
    if kind == "database":
        if not addresses.fits_database(url):
            hint = "sqlite:///FILE, or postgresql+psycopg://HOST/NAME"
            yield found.problem("not a database that onrecord knows", hint)
    elif kind != "console" and not addresses.fits_channel(kind, url):
        yield found.problem(f"not an address for a channel of kind {kind}", addresses.example(kind))
