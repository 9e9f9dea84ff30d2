"""Statements that no cue announces: communiqués on a group's own channel, and headlines.

An outlet that `speaks_for` a group publishes the group's communiqués as its own text. A post is one when it opens
like one ("Statement issued by …", "In the name of God") and cues do not give most of it to somebody, or when it is
short and no cue gives any of it to anybody.

A headline ``Group: …`` reports its group's words. It counts only where the text has no statement of that speaker, for
a headline abridges what the text reports. Spans point into the text, where the title does not stand: when the text's
first sentence repeats the headline, the quotation spans that sentence; else its span is empty, at 0, and the words of
the report come from the title. Both carry the flag ``headline``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from monitor import languages
from monitor.phrases import PhraseFinder
from onrecord.model import Article, Kind, Outlet, Quotation, Report, Span, Speaker
from onrecord.text import normalise, sentences

COMMUNIQUE = "own.communique"
HEADLINE = "own.headline"

_SHORT = 1500
"""Characters up to which a post on an own channel is taken for a communiqué without an opening formula."""
_OPENING = 240
"""Characters in which an opening formula stands."""
_CONFIDENCE = 0.8
_REPEATS = 0.6
"""Share of the headline's words in the first sentence from which that repeats it."""
_COLON = re.compile("[:：]")
_SPEAKER = range(2, 81)
"""Characters that a headline's speaker may have."""
_WORDS = 3
"""Characters that a headline's words have at least."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\S+")
_LINK = re.compile(r"https?://\S")
_TAGS = "@#"
_CLOSING = frozenset("\"'”’»›.!?؟…)]﴾﴿")
"""Marks that close the words themselves, unlike emoji."""

Attribute = Callable[[str, Quotation], Speaker]
"""Who says a quotation found in a text that is not the article's."""


@cache
def _formulas(language: str) -> PhraseFinder:
    table = languages.section(language, "own_channels")
    return PhraseFinder(dict.fromkeys(table.get("formulas", ()), "formula"))


def communique(article: Article, outlet: Outlet | None, reports: Sequence[Report], group: Speaker) -> Quotation | None:
    """The quotation that a communiqué on a group's own channel is, or None where the article is no communiqué.

    Args:
        article: the article.
        outlet: its outlet; without `speaks_for` there is no communiqué.
        reports: what the cues of the text report.
        group: the speaker that the outlet's group is.
    """
    if outlet is None or not outlet.speaks_for:
        return None
    start = len(article.text) - len(article.text.lstrip())
    body = Span(start, max(start, _words_end(article.text)))
    if not _WORD.search(body.of(article.text)):
        return None
    if _opens_like_one(article):
        told = sum(len(part) for report in reports for part in report.quotation.parts)
        if 2 * told > len(body):
            return None
    elif len(body) > _SHORT or any(_says_it(report, group) or _by_another(report, group) for report in reports):
        return None
    return Quotation((body,), None, None, Kind.DIRECT, COMMUNIQUE, _CONFIDENCE, frozenset({"unmarked"}))


def headline(
    article: Article, reports: Sequence[Report], attribute: Attribute
) -> tuple[Quotation, Speaker, str] | None:
    """The statement in a headline ``Group: …``, with its speaker and words, or None.

    Args:
        article: the article.
        reports: what the text reports.
        attribute: tells who says a quotation in the title.
    """
    places = _parted(article.title)
    if places is None:
        return None
    named, said = places
    in_title = Quotation((said,), None, named, Kind.DIRECT, HEADLINE, _CONFIDENCE)
    speaker = attribute(article.title, in_title)
    if not (speaker.group or speaker.person) or any(_same(report.speaker, speaker) for report in reports):
        return None
    words = said.of(article.title)
    place = _repeated(words, article)
    flags = frozenset({"headline"})
    return Quotation((place,), None, None, Kind.DIRECT, HEADLINE, _CONFIDENCE, flags), speaker, words


def _parted(title: str) -> tuple[Span, Span] | None:
    """Where a title names its speaker and where his words stand, on both sides of its first colon."""
    colon = _COLON.search(title)
    if colon is None:
        return None
    speaker, words = (_bare(title, *part) for part in ((0, colon.start()), (colon.end(), len(title))))
    if len(speaker) not in _SPEAKER or "\n" in speaker.of(title) or len(words) < _WORDS:
        return None
    return speaker, words


def _bare(text: str, start: int, end: int) -> Span:
    """The place of a part of a text without the blanks round it."""
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip())
    return Span(begin, max(begin, start + len(part.rstrip())))


def _words_end(post: str) -> int:
    """Where the words of a post end: before the handles, hashtags, links and emoji that close it.

    One walk backwards, which stops at the first token that is none of them.
    """
    for token in reversed(list(_TOKEN.finditer(post))):
        link = _LINK.search(token.group())
        end = _untagged(token.group()[: link.start()] if link else token.group())
        if end:
            return token.start() + end
    return 0


def _untagged(token: str) -> int:
    """The length of a token without the tags and emoji at its end."""
    end = len(token)
    while end:
        begin = end
        while begin and _in_word(token[begin - 1]):
            begin -= 1
        if begin == end and token[end - 1] not in _CLOSING:
            end -= 1
        elif 0 < begin < end and token[begin - 1] in _TAGS:
            end = begin - 1
        else:
            return end
    return 0


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.combining(character) > 0


def _repeated(words: str, article: Article) -> Span:
    """The first sentence of the text where it repeats a headline's words, else an empty span at 0."""
    first = next(iter(sentences(article.text[:1000], article.language)), Span(0, 0))
    mine = set(_WORD.findall(normalise(words).text))
    theirs = set(_WORD.findall(normalise(first.of(article.text)).text))
    return first if mine and len(mine & theirs) >= _REPEATS * len(mine) else Span(0, 0)


def _opens_like_one(article: Article) -> bool:
    opening = normalise(f"{article.title}\n{article.text[:_OPENING]}").text
    return next(_formulas(article.language).find(opening), None) is not None


def _says_it(report: Report, group: Speaker) -> bool:
    """Whether a cue of the text already gives most of it to the group."""
    return (
        report.speaker.group == group.group and report.quotation.rule != COMMUNIQUE and not report.quotation.continues
    )


def _by_another(report: Report, group: Speaker) -> bool:
    """Whether a cue of the text gives words to somebody else by name."""
    return report.speaker.name is not None and report.speaker.group != group.group


def _same(one: Speaker, other: Speaker) -> bool:
    return bool(one.group and one.group == other.group) or bool(one.person and one.person == other.person)
