"""From a page, a feed entry or a file to an Article. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import trafilatura
from lxml import etree

from crawler import canonical, datelines, metadata, plain, trees
from crawler.language import identify
from onrecord.errors import ExtractError
from onrecord.model import Article, Entry, Outlet, Page

_RIGHTS = re.compile(r"(©|\(c\)\s*\d{4}|copyright\b).{0,200}$|.{0,100}\ball rights reserved\b\W*$", re.IGNORECASE)
"""A line that says whose page it is: never the article's."""
_JOINERS = re.compile("[\u200c\u200d]")
# Two signs of Linear A, which no page uses: extraction drops what is not printable, private letters too.
_TO_STAND_INS = {0x200C: "\U00010600", 0x200D: "\U00010601"}
_FROM_STAND_INS = {0x10600: "\u200c", 0x10601: "\u200d"}
_LETTERS = re.compile(r"[\W_]+")
_TITLE_LENGTH = 200
_SENTENCE_END = '.!?…؟。:;،,»”"'
_DAY = timedelta(days=1)
# A flash of one short sentence is an article; a menu's word or two is none.
_FEWEST_LETTERS = 20


def extract(page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
    """The article of a page.

    Args:
        page: as fetched.
        outlet: its languages are the prior for the language, its time zone that of dates without an offset.
        first_seen: when a source first showed the link.
        hint: the entry that led here; its title and date stand in where the page gives none.

    Raises:
        ExtractError: the page holds no article text.
    """
    tree = trees.parse(page.body, page.url)
    meta = metadata.read(
        tree, url=page.url, timezone=outlet.timezone, now=page.fetched_at, guess_date=_needs_guess(hint)
    )
    title = meta.title or (hint.title if hint else "")
    text = _text(tree, title, page.url)
    return Article(
        url=canonical.believed(meta.canonical, page.url),
        outlet=outlet.id,
        title=title,
        text=text,
        language=identify(f"{title}\n{text}", _prior(outlet.languages, hint, meta.language)),
        published=_published(meta, hint),
        author=meta.author,
        fetched_at=page.fetched_at,
        first_seen=first_seen,
        origin="page",
        section=meta.section,
        modified=meta.modified.astimezone(UTC) if meta.modified else None,
        dateline=meta.dateline or datelines.find(text),
    )


def from_entry(entry: Entry, *, outlet: Outlet, first_seen: datetime, now: datetime) -> Article:
    """The article that a feed entry alone makes: its summary is the text, its title stands in for a missing one.

    Raises:
        ExtractError: the entry has neither title nor summary.
    """
    text = entry.summary or entry.title
    if not text.strip():
        raise ExtractError(entry.url, "the feed gives neither title nor summary")
    return Article(
        url=canonical.known_as(entry.url),
        outlet=outlet.id,
        title=entry.title,
        text=text,
        language=identify(f"{entry.title}\n{text}", _prior(outlet.languages, entry, "")),
        published=entry.published,
        fetched_at=now,
        first_seen=first_seen,
        origin="feed",
        dateline=datelines.find(text),
    )


def from_html(body: bytes, *, url: str, now: datetime, languages: Sequence[str] = (), timezone: str = "UTC") -> Article:
    """The article of an HTML file that a user hands over.

    Args:
        body: the file's bytes.
        url: what to call it: an address or a path.
        now: the moment to count from; dates more than a day after it are not believed.
        languages: likely ones, most likely first.
        timezone: IANA name; dates without an offset are read in it.

    Raises:
        ExtractError: the file holds no article text.
    """
    tree = trees.parse(body, url)
    meta = metadata.read(tree, url=url, timezone=timezone, now=now)
    text = _text(tree, meta.title, url)
    prior = tuple(dict.fromkeys((*languages, meta.language))) if meta.language else tuple(languages)
    return Article(
        url=canonical.believed(meta.canonical, url) if url.startswith(("http://", "https://")) else url,
        outlet="",
        title=meta.title,
        text=text,
        language=identify(f"{meta.title}\n{text}", prior),
        published=_published(meta, None),
        author=meta.author,
        fetched_at=now,
        first_seen=now,
        origin="file",
        section=meta.section,
        modified=meta.modified.astimezone(UTC) if meta.modified else None,
        dateline=meta.dateline or datelines.find(text),
    )


def from_text(text: str, *, url: str, now: datetime, languages: Sequence[str] = ()) -> Article:
    """The article of a plain text.

    The first line is its title only if it clearly is one: a blank line follows it (or it begins with "#", as in
    Markdown), it is no longer than 200 characters, it does not end like a sentence, and more text comes.

    Args:
        text: paragraphs separated by newlines; a paragraph may be wrapped over several lines when blank lines stand
            between paragraphs.
        url: what to call it.
        now: the moment to count from.
        languages: likely ones, most likely first.

    Raises:
        ExtractError: there is no text.
    """
    title, rest = _split_title(text)
    body = "\n".join(_unwrapped(rest))
    if not body:
        raise ExtractError(url, "no text")
    return Article(
        url=url,
        outlet="",
        title=title,
        text=body,
        language=identify(f"{title}\n{body}", languages),
        fetched_at=now,
        first_seen=now,
        origin="file",
        dateline=datelines.find(body),
    )


def _split_title(text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n \t").split("\n")
    first, rest = plain.line(lines[0]), "\n".join(lines[1:])
    marked = first.startswith("#")
    title = first.lstrip("# ")
    set_apart = len(lines) > 1 and not lines[1].strip()
    clearly = 0 < len(title) <= _TITLE_LENGTH and not title.endswith(tuple(_SENTENCE_END)) and bool(rest.strip())
    return (title, rest) if clearly and (marked or set_apart) else ("", text)


def _unwrapped(text: str) -> list[str]:
    """Paragraphs: what blank lines separate, else every line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = re.split(r"\n\s*\n", text)
    wrapped = len(blocks) > 1 and max(map(len, text.split("\n"))) <= 100
    paragraphs = (
        (plain.line(" ".join(block.split("\n"))) for block in blocks) if wrapped else map(plain.line, text.split("\n"))
    )
    return [paragraph for paragraph in paragraphs if paragraph]


def _text(tree: etree._Element, title: str, url: str) -> str:
    trees.lighten(tree)
    _swap_joiners(tree)
    found = trafilatura.extract(tree, output_format="txt", include_comments=False, with_metadata=False)
    lines = [plain.line(line) for line in (found or "").translate(_FROM_STAND_INS).split("\n")]
    lines = [line for line in lines if line and not _RIGHTS.match(line)]
    if lines and title and _LETTERS.sub("", lines[0]).casefold() == _LETTERS.sub("", title).casefold():
        lines = lines[1:]
    if sum(map(str.isalpha, "".join(lines))) < _FEWEST_LETTERS:
        raise ExtractError(url, "no article text in the page")
    return "\n".join(lines)


def _swap_joiners(tree: etree._Element) -> None:
    """Put stand-ins for the zero-width joiners: trafilatura drops them, and Persian words lose their shape."""
    if not _JOINERS.search(etree.tostring(tree, method="text", encoding="unicode")):
        return
    for element in tree.iter(etree.Element):
        if element.text and _JOINERS.search(element.text):
            element.text = element.text.translate(_TO_STAND_INS)
        if element.tail and _JOINERS.search(element.tail):
            element.tail = element.tail.translate(_TO_STAND_INS)


def _needs_guess(hint: Entry | None) -> bool:
    return hint is None or hint.published is None


def _published(meta: metadata.Metadata, hint: Entry | None) -> datetime | None:
    """The page's date; the feed's where the page has none, or only the day and the feed the time of that day."""
    entry = hint.published if hint else None
    if meta.published is None or (entry is not None and not meta.exact and abs(entry - meta.published) <= _DAY):
        return entry
    return meta.published.astimezone(UTC)


def _prior(languages: Sequence[str], hint: Entry | None, declared: str) -> tuple[str, ...]:
    said = (hint.language if hint else None, declared or None)
    return tuple(dict.fromkeys((*languages, *(code for code in said if code))))
