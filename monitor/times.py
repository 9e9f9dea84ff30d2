"""Expressions of time in an article: which of them lie two days or more before its own news.

Phrases ("last month"), distances ("three weeks ago"), dates in the Gregorian, the Iranian and the Islamic calendar,
months, years, and days of the week. One pass over the normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor import affixes, languages
from monitor.calendars import Calendar, day_of, year_of
from monitor.reading import reading
from onrecord.model import Span
from onrecord.text import Normalised, normalise

# The look-behinds stand behind the first digits, because re skips to a digit fast and to a look-behind slowly.
_YEAR = re.compile(r"(?:1[3-9]|20)(?<!\w..)\d\d\b")
_LONGEST_WORD = 24
_NUMERIC = re.compile(
    r"(?P<year>(?:1[34]|20)\d\d)(?<![\d/-]\d{4})(?P<by>[/-])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})(?![\d/-])"
)
_HIJRI = 100
"""What is added to the number of a month of the Islamic calendar, which the languages of Islam use beside their own."""
_BEFORE = 24
"""Characters before a month or a weekday in which its date may begin."""
OLD = timedelta(days=2)
"""A statement made so long before the article's day, or longer, is no news."""

TimeKind: TypeAlias = Literal["past", "recent", "recap", "ago", "date", "weekday"]


@dataclass(frozen=True, slots=True)
class TimeWord:
    """An expression of time.

    Attributes:
        past: it lies two days or more before the reference day; for a calendar date in an article without a date,
            true: news names its own day by the weekday.
        day: the day that it names, where it names one and it can be told.
        weekday: 0 (Monday) to 6, for a day of the week.
        marked: the day of the week is marked as past: "last Tuesday".
        exact: it names a day of a month, known or not: "April 3".
    """

    span: Span
    kind: TimeKind
    past: bool
    day: date | None = None
    weekday: int | None = None
    marked: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What one language's table becomes: an automaton that finds the places, a pattern that reads a date there."""

    finder: AhoCorasick
    anchors: tuple[str, ...]
    kinds: Mapping[str, TimeKind]
    dates: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    year_words: frozenset[str]
    occasions: frozenset[str]
    clitics: str
    capital_months: bool
    ordinals: Mapping[str, int]
    calendar: Calendar
    old_years: Calendar  # in which the years before 1700 are counted


@cache
def _patterns(language: str) -> _Patterns | None:
    table = languages.section(language, "recency")
    if not table:
        return None
    kinds: dict[str, TimeKind] = {}
    phrase_kinds: tuple[TimeKind, ...] = ("past", "recap", "recent")
    for kind in phrase_kinds:
        kinds |= dict.fromkeys((normalise(phrase).text for phrase in table.get(kind, ())), kind)
    months, weekdays = _numbered(table.get("months", ()), 1), _numbered(table.get("weekdays", ()), 0)
    months = {**_numbered(table.get("hijri_months", ()), _HIJRI + 1), **months}
    ordinals = {normalise(word).text: number for number, word in enumerate(table.get("ordinals", ()), 1)}
    ago = {normalise(word).text for word in table.get("ago", ())}
    anchors = tuple(dict.fromkeys((*kinds, *months, *weekdays, *ago)))
    return _Patterns(
        finder=AhoCorasick(list(anchors), matchkind=MatchKind.Standard),
        anchors=anchors,
        kinds=kinds,
        dates=_date_pattern(table, months, weekdays, ordinals),
        months=months,
        weekdays=weekdays,
        year_words=frozenset(normalise(word).text for word in table.get("year_words", ())),
        occasions=frozenset(normalise(word).text for word in table.get("occasions", ())),
        clitics=affixes.proclitics(language),
        capital_months=bool(table.get("capital_months", True)),
        ordinals=ordinals,
        calendar=table.get("calendar", "gregorian"),
        old_years="jalali" if table.get("calendar") == "jalali" else "hijri",
    )


def _numbered(names: Sequence[Sequence[str]], first: int) -> dict[str, int]:
    return {normalise(name).text: number for number, group in enumerate(names, first) for name in group}


def _any(words: Sequence[str] | Mapping[str, Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _words(table: Mapping[str, Any], key: str) -> str:
    return _any([normalise(word).text for word in table.get(key, ())])


def _date_pattern(
    table: Mapping[str, Any], months: Mapping[str, int], weekdays: Mapping[str, int], ordinals: Mapping[str, int]
) -> re.Pattern[str]:
    month = rf"(?:{_any(months)})"
    month = rf"{month}(?: ?/ ?{month})?"
    distance = rf"(?:\w+ )?(?:{_words(table, 'units')})"
    ago = rf"(?:{_words(table, 'ago')})"
    of = rf"(?:(?:{_words(table, 'of')}) ){{0,2}}"
    return re.compile(
        rf"(?P<ago>{f'{ago} {distance}' if table.get('ago_first') else f'{distance} {ago}'})\b"
        rf"|(?P<m1>{month})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<y1>\d{{4}})\b)?"
        rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of| de)? (?P<m2>{month})\b"
        rf"(?:,? (?:{_words(table, 'year_words')} )?(?P<y2>\d{{4}})(?: ?ه)?\b)?"
        rf"|(?P<o>{_any(ordinals)}) {of}(?P<m4>{month})\b"
        rf"(?:,? (?:{_words(table, 'year_words')} )?(?P<y4>\d{{4}})(?: ?ه)?\b)?"
        rf"|(?:{_words(table, 'month_words')})[ -](?P<m3>{month})\b(?:,? (?:{_words(table, 'year_words')} )?"
        rf"(?P<y3>\d{{4}})\b)?"
        rf"|(?P<before>(?:{_words(table, 'weekday_words')}) )?(?P<wd>{_any(weekdays)})\b"
        rf"(?P<after> (?:{_words(table, 'weekday_after')})\b)?"
    )


def find(text: str, language: str, reference: date | None) -> tuple[TimeWord, ...]:
    """All expressions of time in a text, in order.

    Args:
        text: an article's text.
        language: ISO 639-1; a language without words gives nothing.
        reference: the article's day in its outlet's time zone, or None.
    """
    patterns = _patterns(language)
    if patterns is None:
        return ()
    shown = reading(text, language).normal
    found = [*_phrases_and_dates(shown, text, patterns, reference), *_years(shown, patterns, reference)]
    found.extend(_numeric(shown, patterns, reference))
    covered = [word.span for word in found if word.kind in {"recent", "recap"}]
    kept = dict.fromkeys(word for word in found if not any(_inside(word.span, span) for span in covered))
    return tuple(sorted(kept, key=lambda word: word.span))


def _phrases_and_dates(shown: Normalised, text: str, patterns: _Patterns, reference: date | None) -> Iterator[TimeWord]:
    folded, done = shown.text, 0
    for number, start, end in patterns.finder.find_matches_as_indexes(folded, overlapping=True):
        anchor = patterns.anchors[number]
        if not _whole_word(folded, start, end, patterns.clitics):
            continue
        kind = patterns.kinds.get(anchor)
        if kind:
            yield TimeWord(shown.span(start, end), kind, past=kind != "recent")
        elif start >= done:
            match = _date_around(patterns, folded, start, end)
            if match:
                done = match.end()
                yield from _dated(match, shown.span(*match.span()), text, patterns, reference)


def _whole_word(folded: str, start: int, end: int, clitics: str) -> bool:
    """Whether a hit is not inside a word; an Arabic clitic may stand before it."""
    if folded[end : end + 1].isalnum():
        return False
    before = folded[start - 1 : start]
    return not before.isalnum() or (before in clitics and not folded[start - 2 : start - 1].isalnum())


def _date_around(patterns: _Patterns, folded: str, start: int, end: int) -> re.Match[str] | None:
    """The longest reading of a date that holds the anchor."""
    earliest = max(start - _BEFORE, 0)
    candidates = (
        match
        for place in _date_starts(folded, earliest, start, patterns.clitics)
        if (match := patterns.dates.match(folded, place)) and match.start() <= start and match.end() >= end
    )
    return max(candidates, key=lambda match: match.end() - match.start(), default=None)


def _date_starts(folded: str, earliest: int, start: int, clitics: str) -> Iterator[int]:
    """Where words begin, and behind an Arabic "and" before a number: و5 أيار."""
    for place in _word_starts(folded, earliest, start):
        yield place
        if folded[place] in clitics and folded[place + 1 : place + 2].isdecimal():
            yield place + 1


def _word_starts(folded: str, earliest: int, start: int) -> Iterator[int]:
    yield start
    place = start
    for _ in range(4):
        if place <= earliest:
            return
        place = max(folded.rfind(" ", earliest, place - 1), folded.rfind("\n", earliest, place - 1)) + 1
        yield place


def _years(shown: Normalised, patterns: _Patterns, reference: date | None) -> Iterator[TimeWord]:
    for match in _YEAR.finditer(shown.text):
        lead = shown.text[max(match.start() - 12, 0) : match.start()].split()
        if lead and (lead[-1] in patterns.year_words or _on_occasion(shown.text, match.end(), patterns)):
            past = _year_past(int(match[0]), reference, patterns)
            yield TimeWord(shown.span(*match.span()), "date", past=past)


def _on_occasion(folded: str, end: int, patterns: _Patterns) -> bool:
    """Whether a year names an occasion: “in a 2019 interview”."""
    follower = folded[end : end + _LONGEST_WORD].split(maxsplit=1)
    return bool(follower) and follower[0].rstrip(",.") in patterns.occasions


def _numeric(shown: Normalised, patterns: _Patterns, reference: date | None) -> Iterator[TimeWord]:
    """Dates in figures, the year first: 2026/3/14, ۱۴۰۴/۱۲/۲۳."""
    for match in _NUMERIC.finditer(shown.text):
        year = int(match["year"])
        day = day_of(_counted(year, patterns), year, int(match["month"]), int(match["day"]))
        if day is not None:
            past = reference is None or reference - day >= OLD
            yield TimeWord(shown.span(*match.span()), "date", past=past, day=day, exact=True)


def _counted(year: int, patterns: _Patterns) -> Calendar:
    """The calendar that a year is of."""
    return patterns.old_years if year < 1700 else "gregorian"


def _inside(span: Span, other: Span) -> bool:
    return other.contains(span) and span != other


def _dated(
    match: re.Match[str], span: Span, text: str, patterns: _Patterns, reference: date | None
) -> Iterator[TimeWord]:
    if match["ago"]:
        yield TimeWord(span, "ago", past=True)
    elif match["wd"]:
        marked = bool(match["before"] or match["after"])
        yield TimeWord(span, "weekday", past=False, weekday=patterns.weekdays[match["wd"]], marked=marked)
    elif not (patterns.capital_months and _is_common_word(match, span, text)):
        yield _calendar(match, span, patterns, reference)


def _is_common_word(match: re.Match[str], span: Span, text: str) -> bool:
    """May and March without a capital are no months, where months have one."""
    month = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    if not month or not month.isascii():
        return False
    written = span.of(text)
    at = written.lower().find(month)
    if at < 0:  # an accent that normalising took off: März
        return not any(character.isupper() for character in written)
    return not written[at].isupper()


def _calendar(match: re.Match[str], span: Span, patterns: _Patterns, reference: date | None) -> TimeWord:
    name = (match["m1"] or match["m2"] or match["m3"] or match["m4"] or "").split("/")[0].strip()
    month = patterns.months.get(name)
    ordinal = patterns.ordinals.get(match["o"] or "")
    number = int(match["d1"] or match["d2"] or ordinal or 0)
    written = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    year = int(written) if written else None
    if month is None:
        return TimeWord(span, "date", past=False)
    calendar: Calendar = "hijri" if month > _HIJRI else patterns.calendar
    if year is not None and year >= 1700:
        calendar = "gregorian"
    month %= _HIJRI
    if not number:
        return TimeWord(span, "date", past=_month_past(year, month, reference, calendar))
    day = _day(year, month, number, reference, calendar)
    past = reference is None or (day is not None and reference - day >= _least(calendar))
    return TimeWord(span, "date", past=past, day=day, exact=True)


def _least(calendar: Calendar) -> timedelta:
    """From when a day is old: a Hijri one, which can be a day off, one day later."""
    return OLD + timedelta(days=1) if calendar == "hijri" else OLD


def _year_past(year: int, reference: date | None, patterns: _Patterns) -> bool:
    if reference is None:
        return True
    calendar = _counted(year, patterns)
    here = year_of(calendar, reference)
    return year < here - (0 if calendar == "gregorian" else 1)


def _month_past(year: int | None, month: int, reference: date | None, calendar: Calendar) -> bool:
    """A month that is not the article's own is past; without a year it is the last one of that name."""
    if reference is None:
        return True
    first = _day(year, month, 1, reference, calendar)
    if first is None:
        return False
    return reference - first > timedelta(days=30) or (calendar == "gregorian" and reference.month != month)


def _day(year: int | None, month: int, number: int, reference: date | None, calendar: Calendar) -> date | None:
    """The day that a date names; without a year the last such day up to the reference day."""
    if year is not None:
        return day_of(calendar, year, month, number)
    if reference is None:
        return None
    here = year_of(calendar, reference)
    candidates = range(here + (calendar == "hijri"), here - 3, -1)
    days = (day_of(calendar, candidate, month, number) for candidate in candidates)
    return next((day for day in days if day and day <= reference), None)
