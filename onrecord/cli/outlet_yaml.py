"""Outlets as config: the YAML that `onrecord outlets import` and `find` print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from alerts.escape import line
from config.codes import LANGUAGES, countries
from onrecord.model import SourceKind

FILL_IN = "fill in"
"""What stands in a comment where the config needs something that nobody could tell."""
_SECOND_LEVEL = {"co", "com", "gov", "net", "org", "ac", "edu"}


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source to be written down. `remark` stands behind it as a comment."""

    kind: SourceKind
    url: str
    name: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FoundOutlet:
    """An outlet to be written down; what is empty is to be filled in."""

    site: str
    name: str
    language: str
    sources: tuple[FoundSource, ...]


def as_yaml(outlets: Iterable[FoundOutlet]) -> str:
    """The outlets as a config file. Every text is quoted: strangers wrote them."""
    taken: set[str] = set()
    return "\n".join(("outlets:", *(text for outlet in outlets for text in _outlet(outlet, taken)))) + "\n"


def _outlet(outlet: FoundOutlet, taken: set[str]) -> Iterator[str]:
    host = urlsplit(outlet.site).hostname or ""
    country, language = _country(host), outlet.language if outlet.language in LANGUAGES else ""
    yield f"  - id: {_quoted(_once(_id(host), taken))}"
    yield f"    name: {_quoted(outlet.name or host)}"
    yield f'    country: "{country or "??"}"{"" if country else f"  # {FILL_IN}"}'
    yield f'    languages: ["{language or "??"}"]{"" if language else f"  # {FILL_IN}"}'
    yield "    sources:"
    names: set[str] = set()
    for source in outlet.sources:
        name = _once(_slug(source.name) or source.kind, names)
        shown = "" if name == source.kind else f"name: {_quoted(name)}, "
        remark = f"  # {line(source.remark)}" if source.remark else ""
        yield f"      - {{kind: {source.kind}, {shown}url: {_quoted(source.url)}}}{remark}"


def _quoted(text: str) -> str:
    # A JSON string is a YAML string; a line of its own it never is.
    return json.dumps(line(text), ensure_ascii=False)


def _id(host: str) -> str:
    labels = host.removeprefix("www.").split(".")
    kept = [label for label in labels[:-1] if label not in _SECOND_LEVEL] or labels
    return _slug("_".join(kept)) or "outlet"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40].strip("_")


def _once(name: str, taken: set[str]) -> str:
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    taken.add(unique)
    return unique


def _country(host: str) -> str:
    """By the host's top-level domain, where that is a country's."""
    last = host.rpartition(".")[2].upper()
    code = "GB" if last == "UK" else last
    return code if code in countries() else ""


def by_site(sources: Sequence[tuple[str, FoundSource, str]]) -> list[FoundOutlet]:
    """Sources with the site and the language they belong to, put together by host; one outlet each."""
    sites: dict[str, list[tuple[str, FoundSource, str]]] = {}
    for site, source, language in sources:
        host = (urlsplit(site).hostname or "").removeprefix("www.")
        sites.setdefault(host, []).append((site, source, language))
    return [
        FoundOutlet(
            site=members[0][0],
            name=members[0][1].name if len(members) == 1 else host,
            language=next((language for *_, language in members if language), ""),
            sources=tuple(source for _, source, _ in members),
        )
        for host, members in sites.items()
    ]
