"""What a page says about itself: title, author, date, canonical address, language.

Order of trust, measured on real pages: JSON-LD, then OpenGraph and other meta tags, then what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import htmldate
from lxml import etree

from crawler import bylines, dates, jsonld, plain, shown_dates, surroundings, titles

_TITLES = ("twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title", "sailthru.title")
_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published_time",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "date",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "article.author",
    "og:article:author",
    "dc.contributor",
)
_CHANGES = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
)
_SECTIONS = (
    "article:section",
    "og:article:section",
    "articlesection",
    "parsely-section",
    "sailthru.section",
    "cxenseparse:section",
    "section",
)
_AND = re.compile(r"\s*(?:[,;|/،·•]|\s(?:and|und|et|y|و)\s)\s*")
_BY = re.compile(r"^(?:(?:written\s+)?by|authors?|von|par|por|بقلم|نویسنده)\b\s*:?\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"@|^\W|\d{3}|\b(?:staff|desk|team|editors?|image|photo|getty|see\s+(?:full|more)|written|profile|contributor)$"
    r"|^(?:image|photo|see\s+(?:full|more)|the author|updated|published|posted)\b|^\W*$",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(r"https?://|www\.|\S+@\S+\.\S+")
_AFTER_NAME = re.compile(r"\s+(?:link copied|updated|see more|follow|\([a-z]{2,4}\))$", re.IGNORECASE)
_MOST_HEADINGS = 50
_DAY = timedelta(days=1)
_LONGEST_NAME = 60
_MOST_MARKUP = 1000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself.

    Attributes:
        published: aware, in the zone that the page writes it in, with the time of day where the page gives one; None
            when it gives no date.
        exact: `published` has a time of day.
        modified: when the page says that it was last changed, aware; None where it says nothing, or a moment before
            `published`.
        section: the outlet's own name of where the article belongs; None without one.
        dateline: as the page states it in its data; None where only its text may hold one.
        canonical: as written, perhaps relative; empty without one, and where several contradict one another.
        language: what the page declares, two or three letters; empty without one.
    """

    title: str
    author: str | None
    published: datetime | None
    exact: bool
    canonical: str
    language: str
    modified: datetime | None = None
    section: str | None = None
    dateline: str | None = None


def read(tree: etree._Element, *, url: str, timezone: str, now: datetime, guess_date: bool = True) -> Metadata:
    """Reads a page's metadata.

    Args:
        tree: the parsed page; not changed.
        url: where it came from; the address may hold the date.
        timezone: IANA name; dates without an offset are read in it.
        now: when the page was fetched; dates more than a day after it are not believed.
        guess_date: look for a date in the page's text and address marks when it states none.
    """
    article = jsonld.article(tree)
    metas = _metas(tree)
    title, language = _title(tree, article, metas), _language(tree)
    published, exact = _published(tree, article, metas, timezone, now)
    author = _author(article, metas)
    if author is None or (published is None and guess_date):
        around = surroundings.of_title(tree, title)
        author = author or _names([bylines.find(around, language)]) or _names([bylines.from_marks(tree, language)])
        if published is None and guess_date:
            shown = shown_dates.find(around, language=language, timezone=timezone, now=now)
            published, exact = (shown.moment, shown.exact) if shown else (_guessed(tree, url, timezone, now), False)
    return Metadata(
        title=title,
        author=author,
        published=published,
        exact=exact,
        canonical=_canonical(tree, metas),
        language=language,
        modified=_modified(article, metas, published, timezone, now),
        section=_named((*jsonld.strings(article.get("articleSection")), *_meta(metas, _SECTIONS))),
        dateline=_named(jsonld.strings(article.get("dateline"))),
    )


def _metas(tree: etree._Element) -> dict[str, list[str]]:
    """Contents of the meta tags by name, property or itemprop in lower case."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, []).append(content)
    return metas


def _title(tree: etree._Element, article: Mapping[str, object], metas: Mapping[str, list[str]]) -> str:
    def first(values: Iterable[str]) -> str:
        return next((value for value in values if value.strip()), "")

    return titles.choose(
        titles.Stated(
            headings=[_text(heading) for heading in islice(tree.iter("h1"), _MOST_HEADINGS)],
            jsonld=first(jsonld.strings(article.get("headline"))),
            opengraph=first(metas.get("og:title", ())),
            twitter=first(_meta(metas, _TITLES)),
            page=first(_text(node) for node in tree.iter("title")),
            sites=[*metas.get("og:site_name", ()), *jsonld.strings(article.get("publisher"))],
        )
    )


def _meta(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _text(element: etree._Element) -> str:
    return plain.line("".join(element.itertext()))


def _published(
    tree: etree._Element, article: Mapping[str, object], metas: Mapping[str, list[str]], timezone: str, now: datetime
) -> tuple[datetime | None, bool]:
    """The date that the page states, and whether it has a time of day. A date with one comes before a date without."""
    day: datetime | None = None
    for written in _stated_dates(tree, article, metas):
        moment = dates.as_written(written, timezone=timezone, now=now)
        if moment is None:
            continue
        # Another date on the page may be that of the last change.
        if dates.has_time(written) and (day is None or abs(moment - day) <= _DAY):
            return moment, True
        day = day or moment
    return day, False


def _stated_dates(tree: etree._Element, article: Mapping[str, object], metas: Mapping[str, list[str]]) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from jsonld.strings(article.get(key))
    yield from _meta(metas, _DATES)
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        marked = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
        if marked or "published" in (element.get("class") or "").lower().split():
            yield element.get("datetime") or element.get("content") or element.get("title") or _text(element)[:100]
    times = [element.get("datetime") for element in tree.iter("time") if element.get("datetime")]
    if len(set(times)) == 1 and times[0]:
        yield times[0]


def _modified(
    article: Mapping[str, object],
    metas: Mapping[str, list[str]],
    published: datetime | None,
    timezone: str,
    now: datetime,
) -> datetime | None:
    """The latest change that the page states; a page cannot have been changed before it was published."""
    written = (*jsonld.strings(article.get("dateModified")), *_meta(metas, _CHANGES))
    moments = (dates.as_written(each, timezone=timezone, now=now) for each in written if dates.has_time(each))
    return max((each for each in moments if each and (published is None or each >= published)), default=None)


def _named(written: Iterable[str]) -> str | None:
    """The first of these that can be a name, in plain text."""
    names = (plain.line(plain.from_html(each)) for each in written if len(each) <= _MOST_MARKUP)
    return next((name for name in names if name and len(name) <= _LONGEST_NAME and not _NO_NAMES.search(name)), None)


def _guessed(tree: etree._Element, url: str, timezone: str, now: datetime) -> datetime | None:
    """The day that htmldate finds, without its slow search through the whole text; midnight in the outlet's zone."""
    found = htmldate.find_date(
        tree,
        url=url if url.startswith(("http://", "https://")) else None,
        extensive_search=False,
        original_date=True,
        outputformat="%Y-%m-%d",
        max_date=now.strftime("%Y-%m-%d"),
    )
    return dates.as_written(found, timezone=timezone, now=now)


def _author(article: Mapping[str, object], metas: Mapping[str, list[str]]) -> str | None:
    stated = _names(jsonld.strings(article.get("author"))) or _names(jsonld.strings(article.get("creator")))
    if stated:
        return stated
    for name in _AUTHORS:
        named = _names(metas.get(name, []))
        if named:
            return named
    return None


def _names(written: list[str]) -> str | None:
    """Names as one string, separated by commas; None when nothing looks like a name."""
    names: dict[str, None] = {}
    for text in written:
        if _NO_NAMES.search(text):
            continue
        for part in _AND.split(_BY.sub("", plain.line(plain.from_html(text)))):
            name = _AFTER_NAME.sub("", part)
            if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name):
                names.setdefault(name)
    return ", ".join(names) or None


def _canonical(tree: etree._Element, metas: Mapping[str, list[str]]) -> str:
    """The address that the page claims; where its links claim several, none of them counts."""
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    claimed = {href for link in links if (href := (link.get("href") or "").strip())}
    return claimed.pop() if len(claimed) == 1 else next(_meta(metas, ("og:url",)), "")


def _language(tree: etree._Element) -> str:
    code = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    return re.split("[-_]", code)[0] if re.match("[a-z]{2,3}(?:[-_]|$)", code) else ""
