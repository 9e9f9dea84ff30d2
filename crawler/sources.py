"""Which parser reads which kind of source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler import feeds, sections, sitemaps, telegram
from onrecord.model import Entry, SourceKind

_PARSERS = {"feed": feeds.parse, "sitemap": sitemaps.parse, "telegram": telegram.parse}


def parse(
    kind: SourceKind,
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    timezone: str = "UTC",
    now: datetime | None = None,
    links: Sequence[str] = (),
) -> tuple[Entry, ...]:
    """The entries that a source shows, in its order.

    Args:
        kind: of the source, from the config.
        body: as received, decompressed.
        url: where it came from, after redirects; relative links are resolved against it.
        content_type: the HTTP header, or empty.
        timezone: IANA name of the outlet's zone; dates without an offset are read in it.
        now: when the body was fetched (aware UTC); dates more than a day after it count as unknown.
        links: CSS selectors of the links of a section page.

    Raises:
        FeedError: the body is not what `kind` says.
    """
    if kind == "section":
        return sections.parse(body, url=url, content_type=content_type, links=links)
    return _PARSERS[kind](body, url=url, content_type=content_type, timezone=timezone, now=now)
