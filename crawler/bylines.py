"""The byline that a page shows beside its title, for pages that name no author in their marks.

Returns what is written; `metadata` decides which of it are names.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from crawler import plain, written_dates
from crawler.surroundings import Surroundings

_BY = (
    r"(?:(?:(?:article|story|words|text|post|posted|written|reported|published|recipe)\s+)?by|authors?|written"
    r"|von|par|por|di|بقلم|كتب|نویسنده|כתב|מאת|yazan|автор|текст)"
)
_ALONE = re.compile(rf"\W*{_BY}\W*", re.IGNORECASE)
_WITH_NAME = re.compile(rf"\W*{_BY}(?:\s*:\s*|\s+)(?P<name>\S.*)", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:[|•·–—]|\s-\s|@|\(|\bon\s|\bupdated\b|\bpublished\b|,?\s*\d).*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,3}")
_LINK_WORDS = {"de", "von", "van", "der", "den", "bin", "ibn", "al", "el", "la", "di", "da", "du", "y", "e"}
_LONGEST = 60
_MOST_MARKUP = 1000
_OF_AUTHOR = etree.XPath(
    "(//*[@rel='author' or @itemprop='author' or contains(@class,'author') or contains(@class,'Author')"
    " or contains(@class,'byline') or contains(@class,'Byline') or contains(@id,'author')])[position() <= 10]"
)


def find(around: Surroundings, language: str) -> str:
    """What stands in the byline; empty where there is none.

    Args:
        around: the lines around the title.
        language: of the page, ISO 639-1, or empty.
    """
    lines = (*around.after, *reversed(around.before))
    return _marked(lines, language) or _beside_date(around.after, language)


def _marked(lines: tuple[str, ...], language: str) -> str:
    """After "By", in the same line or, where that stands alone, in the next."""
    for line, following in pairwise((*lines, "")):
        if _ALONE.fullmatch(line):
            written = following
        else:
            found = _WITH_NAME.fullmatch(line)
            written = found["name"] if found else ""
        name = _without_date(written, language)
        if 0 < len(name) <= _LONGEST and _is_written_like_a_name(name.partition(",")[0]):
            return name
    return ""


def _without_date(written: str, language: str) -> str:
    """A byline up to its date or to a mark that ends it."""
    date = next(written_dates.find(written, language), None) if len(written) <= 2 * _LONGEST else None
    return _BEHIND.sub("", written[: date.start] if date else written).rstrip(" ,")


def _beside_date(lines: tuple[str, ...], language: str) -> str:
    """A line that is a name and nothing else, next to the date line."""
    words = [line for line in lines if any(map(str.isalnum, line))]
    for place, line in enumerate(words):
        if len(line) <= _LONGEST and next(written_dates.find(line, language), None) is not None:
            beside = [words[near] for near in (place - 1, place + 1) if 0 <= near < len(words)]
            return next((name for name in beside if _NAME.fullmatch(name) and _is_written_like_a_name(name)), "")
    return ""


def _short_text(element: etree._Element) -> str:
    """The text of an element; empty where it is more than a byline holds: some classes are those of whole pages."""
    written = ""
    for text in element.itertext():
        written += f" {text}"
        if len(written) > _MOST_MARKUP:
            return ""
    return plain.line(written)


def _is_written_like_a_name(text: str) -> bool:
    """Every word begins with a capital, in scripts that have them, but for the small words of names."""
    words = [word for word in text.split() if word.casefold() not in _LINK_WORDS | {"and", "und", "et", "the"}]
    return bool(words) and not any(word[0].islower() for word in words) and len(words) <= 8


def from_marks(tree: etree._Element, language: str) -> str:
    """What stands in an element that its class, id, rel or itemprop calls the author's; empty where there is none."""
    for element in _OF_AUTHOR(tree):
        written = _short_text(element)
        found = _WITH_NAME.fullmatch(written)
        name = _without_date(found["name"] if found else written, language)
        if 0 < len(name) <= _LONGEST and _is_written_like_a_name(name.partition(",")[0]):
            return name
    return ""
