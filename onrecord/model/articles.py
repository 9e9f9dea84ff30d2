"""From a link to an article: Entry, Page, Article."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Origin: TypeAlias = Literal["page", "feed", "file"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One link found at a source.

    Attributes:
        url: absolute, as the source gave it.
        entry_id: the source's own id of the entry (guid, atom:id), or None.
        title: plain text, or empty.
        published: aware UTC, or None when absent or unreadable; never "now".
        summary: plain text of the teaser or of the whole article, or empty.
        language: what the source declares, ISO 639-1, or None.
    """

    url: str
    entry_id: str | None = None
    title: str = ""
    published: datetime | None = None
    summary: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What came back from a request.

    Attributes:
        url: where the answer came from, after redirects.
        requested_url: what was asked for.
        headers: names in lower case.
        body: decompressed bytes, not decoded.
        fetched_at: aware UTC.
    """

    url: str
    requested_url: str
    status: int
    body: bytes
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it is kept in evidence: one WARC record.

    Attributes:
        url: where the answer came from.
        sha256: of the body, hexadecimal.
        file: its WARC file, below the folder of evidence, parts separated by "/".
        offset: where in that file the record begins, in bytes; `length`: how many it takes.
    """

    outlet: str
    url: str
    sha256: str
    fetched_at: datetime
    status: int
    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that the store knows already: a candidate for being the original of another.

    Attributes:
        id: its number in the store.
        voice: whose text it is: an agency's, or its outlet's.
    """

    id: int
    outlet: str
    url: str
    title: str
    text: str
    first_seen: datetime
    voice: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where an article's text comes from.

    Attributes:
        copy_of: number of the article that it copies, or None.
        share: how much of the shorter one's text the two have in common, 0 to 1.
        credit: the agency or paper that the text names as its source, or empty.
        voice: whose text it is: the original's voice, the credited agency, or the outlet itself. Outlets with one
            voice are one witness.
        why: that in words; empty where nothing shows a source.
        bands: what the store finds its copies by.
    """

    copy_of: int | None
    share: float
    credit: str
    voice: str
    why: str
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as extracted.

    Attributes:
        url: canonical.
        outlet: id of the outlet.
        text: paragraphs separated by one newline, without the title.
        language: ISO 639-1 of the text.
        published: aware UTC, or None when unknown; never guessed from the clock.
        fetched_at: when the page, or the feed entry that stands for it, was fetched.
        first_seen: when a source first showed the link.
        origin: `page`; `feed` when only title and summary are known; `file` for what a user hands over.
        section: where its outlet puts it ("World"), in the outlet's words, or None.
        modified: aware UTC, when the page says that it was last changed, or None.
        dateline: where and by whom it was written, as printed before its first sentence ("ARC, March 9 (Wire)"), or
            None. The text holds it too.
    """

    url: str
    outlet: str
    title: str
    text: str
    language: str
    fetched_at: datetime
    first_seen: datetime
    published: datetime | None = None
    author: str | None = None
    origin: Origin = "page"
    section: str | None = None
    modified: datetime | None = None
    dateline: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of title and text, hexadecimal: two fetches with the same hash are the same version."""
        words = f"{self.title}\n{self.text}".encode("utf-8", "surrogatepass")  # JSON feeds can hold half characters
        return hashlib.sha256(words).hexdigest()
