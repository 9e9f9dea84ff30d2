"""Ranges of days: "between May 3 and 5", "12 to 14 May", بين 3 و5 أيار, از ۳ تا ۵ فروردین. A range is its last day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from monitor import languages
from monitor.reading import Reading
from monitor.times import OLD, TimeWord
from onrecord.model import Span
from onrecord.text import normalise

_REACH = 32
"""Characters before a date in which the first day of its range stands."""
_CLOSE = 4
"""Expressions of time that may stand so near: a day, its month, its day of the week."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Attributes: `before`: the first day, before the last one's date; `after`: the last day, behind the first's."""

    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns | None:
    table = languages.section(language, "recency")
    joins = [normalise(word).text for word in table.get("range_joins", ())]
    if not joins:
        return None
    lead = "|".join(re.escape(normalise(word).text) for word in table.get("range_leads", ())) or r"(?!)"
    month = "|".join(re.escape(normalise(name).text) for names in table["months"] for name in names)
    join = rf"(?P<join> (?:(?:{'|'.join(map(re.escape, joins))}) ?)?)"
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    return _Patterns(
        before=re.compile(rf"\b(?:(?:{lead}) )?(?:(?:{month}) {day}|{day}(?: (?:{month}))?){join}$"),
        after=re.compile(rf"{join}(?P<last>\d{{1,2}})\b(?![:.]\d)(?! (?:{month})\b)"),
    )


def joined(words: Sequence[TimeWord], whole: Reading, reference: date | None) -> tuple[TimeWord, ...]:
    """The expressions of time of a text with its ranges read as one, which end on their last day.

    Args:
        words: what `times.find` found, in order.
        whole: the text.
        reference: the article's day, or None.
    """
    patterns = _patterns(whole.language)
    if patterns is None:
        return tuple(words)
    wide = [_ranged(word, whole, patterns, reference) if word.exact else word for word in words]
    return tuple(_outermost(wide))


def _ranged(word: TimeWord, whole: Reading, patterns: _Patterns, reference: date | None) -> TimeWord:
    folded = whole.normal.text
    low, high = whole.folded(word.span.start, word.span.end)
    first = patterns.before.search(folded, max(low - _REACH, 0), low)
    if first and _is_join(first, whole):
        return replace(word, span=whole.normal.span(first.start(), high))
    last = patterns.after.match(folded, high)
    if last is None or not _is_join(last, whole) or word.day is None or int(last["last"]) <= word.day.day:
        return word
    try:
        day = word.day.replace(day=int(last["last"]))
    except ValueError:
        return word
    past = reference is None or reference - day >= OLD
    return replace(word, span=Span(word.span.start, whole.normal.span(low, last.end()).end), day=day, past=past)


def _is_join(match: re.Match[str], whole: Reading) -> bool:
    """Whether a word joins the two days, or a dash, which normalising makes a space of: "May 12-14"."""
    return bool(match["join"].strip()) or any(
        mark in whole.normal.span(*match.span("join")).of(whole.text) for mark in "-–"
    )


def _outermost(words: Sequence[TimeWord]) -> Iterator[TimeWord]:
    """Without the first days that stand inside the range that ends with a day close behind."""
    for at, word in enumerate(words):
        if not any(later.exact and later.span.contains(word.span) for later in words[at + 1 : at + _CLOSE]):
            yield word
