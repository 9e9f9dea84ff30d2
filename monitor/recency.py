"""New or told again: what in the article itself puts a statement before the article's own news.

A statement is background when its cue clause names an older time (a date two days or more back, "last month"), when
its verb is in the pluperfect, when its sentence takes up old news ("His remarks came after …"), or when it goes on
with a statement that is. The days of the week that a lead names ("on Saturday") are the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from monitor import languages, ranges, times
from monitor.calendars import day_in
from monitor.items import items
from monitor.phrases import Closing
from monitor.reading import reading
from monitor.times import TimeWord
from onrecord.model import NOBODY, Quotation, Recency, Span, Speaker, When
from onrecord.text import normalise

_OPENING = 2
"""Sentences of an article in which "has said" is news."""
_LEAD = 3
"""Sentences in which the article's own day is looked for."""
_NO_LATER = timedelta(days=31)
"""A date by which the lead of an undated article shows its day has no date in the article that lies so much later."""
_CUE_REACH = 32
"""Characters before a cue in which an auxiliary stands."""
_NESTED = 4
"""Reports that may lie inside each other."""
_FAR = 300
"""Characters from a cue beyond which a time is not its."""
_NEAR = 60
"""Characters between a cue and a month or a year that is its time."""
_PARTICIPLE = "ه"
"""What a Persian participle ends with."""
_AFTER_CUE = 8
"""Characters after a Persian participle in which its auxiliary stands."""
_EARLIER = "the verb puts it before the article's own time"
_WEEK = 7
_EARLIEST, _LATEST = 2, 5
"""Days by which one day of the week lies before another to count as older; six days before is one day after."""

_NEW = Recency(When.NEW)


@dataclass(frozen=True, slots=True)
class _Auxiliaries:
    """What of a language's table is looked for around a cue.

    Attributes:
        pluperfect: an auxiliary before the cue (had said); `perfect`: likewise (has said).
        after: what a clause hangs on that tells what went before.
        opening: the auxiliary that opens an Arabic sentence (كان).
        closing: a Persian participle with its auxiliary (گفته بود).
        clauses: words that open a clause of its own.
        standing: verbs that in the perfect tell what somebody holds; every verb where there is none.
    """

    pluperfect: Closing
    perfect: Closing
    after: Closing
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    clauses: frozenset[str]
    standing: frozenset[str]


@cache
def _auxiliaries(language: str) -> _Auxiliaries | None:
    table = languages.section(language, "recency")
    if not table:
        return None

    adverbs = [re.escape(normalise(word).text) for word in table.get("adverbs", ())]
    adverbs += [rf"\w+{re.escape(ending)}" for ending in table.get("adverb_endings", ())]

    def closing(key: str, behind: str) -> Closing:
        return Closing((normalise(word).text for word in table.get(key, ())), behind=behind)

    pluperfect = "|".join(re.escape(normalise(word).text) for word in table.get("pluperfect", ())) or r"(?!)"
    before_cue = rf"(?: (?:{'|'.join(adverbs) or '(?!)'}))*"
    return _Auxiliaries(
        pluperfect=closing("pluperfect", before_cue),
        perfect=closing("perfect", before_cue),
        after=closing("after", ""),
        opening=re.compile(rf"\W*(?:\w+\W+)?(?P<verb>{pluperfect})\b"),
        closing=re.compile(rf"\w+{_PARTICIPLE} (?P<verb>{pluperfect})\b"),
        clauses=frozenset(normalise(word).text for word in table.get("clauses", ())),
        standing=frozenset(normalise(word).text for word in table.get("standing", ())),
    )


def judge(
    text: str,
    language: str,
    quotations: Sequence[Quotation],
    *,
    published: datetime | None,
    timezone: str,
    speakers: Sequence[Speaker] = (),
) -> tuple[Recency, ...]:
    """Tells for each quotation whether the article presents it as its news.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it.
        quotations: what was found in it.
        published: the article's date, aware, or None.
        timezone: IANA name of the outlet's zone, in which "today" is meant.
        speakers: who said them, in the same order, when known: a statement told again goes on while the same
            speaker does.

    Returns:
        One verdict a quotation, in the same order, with its evidence.
    """
    if not quotations:
        return ()
    reference = day_in(timezone, published) if published else None
    return _Judge(text, language, quotations, reference, speakers).verdicts()


class _Judge:
    def __init__(
        self,
        text: str,
        language: str,
        quotations: Sequence[Quotation],
        reference: date | None,
        speakers: Sequence[Speaker],
    ) -> None:
        self._reading = reading(text, language)
        self._text, self._language, self._reference = text, language, reference
        self._quotations = quotations
        self._speakers = speakers or (NOBODY,) * len(quotations)
        self._auxiliaries = _auxiliaries(language)
        self._sentences = self._reading.sentences
        parts = sorted(part for quotation in quotations for part in quotation.parts)
        starts = [part.start for part in parts]
        self._items = items(text, language)
        self._nested = {at for at, one in enumerate(quotations) if one.cue and _inside_any(one.cue, parts, starts)}
        self._cues = sorted(quotation.cue.start for quotation in quotations if quotation.cue)
        found = self._found(reference)
        if reference is None and (shown := self._shown_day(found)):
            found = self._found(shown)
            self._reference = shown
        self._times = [word for word in found if self._counts(word, parts, starts)]
        self._by_sentence: dict[int, list[TimeWord]] = {}
        for word in self._times:
            self._by_sentence.setdefault(self._sentence(word.span.start), []).append(word)
        self._order = sorted(range(len(quotations)), key=lambda index: quotations[index].span)
        self._lead_day = self._own_weekday()

    def _counts(self, word: TimeWord, parts: Sequence[Span], starts: Sequence[int]) -> bool:
        """Whether a time is the article's and not a dateline's nor somebody's own words'."""
        if self._items.in_dateline(word.span):
            return False
        return word.kind == "recap" or not _inside_any(word.span, parts, starts)

    def verdicts(self) -> tuple[Recency, ...]:
        found: dict[int, Recency] = {}
        before: int | None = None
        fresh: set[str] = set()
        for index in self._order:
            own = self._own(self._quotations[index])
            verdict = own or self._inherited(index, before, found, fresh) or self._after_recap(index) or _NEW
            found[index] = verdict
            name = self._identity(index)
            if verdict.when is When.NEW and name:
                fresh.add(name)
            if index not in self._nested:
                before = index
        return tuple(found[index] for index in range(len(self._quotations)))

    # -- what the cue clause itself says -------------------------------------------------------------------------------

    def _own(self, quotation: Quotation) -> Recency | None:
        """The verdict from the quotation's own clause, or None where that says nothing."""
        at = quotation.cue or quotation.speaker
        if at is None:
            return None
        number = self._sentence(at.start)
        words = self._around(number, at)
        return (
            self._by_recap(words, at)
            or self._by_after(quotation, number)
            or self._by_verb(quotation, number)
            or self._by_time(words, at, number)
            or self._by_present(words, at)
        )

    def _by_after(self, quotation: Quotation, number: int) -> Recency | None:
        """The clause hangs on "after", past the article's opening: "The raid came hours after *the army said* …"."""
        places = [span.start for span in (quotation.speaker, quotation.cue) if span]
        if number < _OPENING or self._auxiliaries is None or not places:
            return None
        start = min(places)
        low, high = self._reading.folded(max(start - _CUE_REACH, self._sentences[number].start), start)
        match = self._auxiliaries.after.ends(self._reading.normal.text[low:high])
        if match is None:
            return None
        evidence = self._reading.normal.span(low + match.start(), low + match.end())
        return self._background(evidence, "told as what went before", None)

    def _around(self, number: int, at: Span) -> Sequence[TimeWord]:
        """The times of a sentence that are not too far from a cue."""
        words = self._by_sentence.get(number, ())
        first = bisect_left(words, at.start - _FAR, key=_start)
        return words[first : bisect_left(words, at.end + _FAR, key=_start)]

    def _by_recap(self, words: Sequence[TimeWord], at: Span) -> Recency | None:
        recap = next((word for word in words if word.kind == "recap" and word.span.start < at.start), None)
        if recap is None:
            return None
        dated = next((word.day for word in words if word.day and word.past), None)
        return self._background(recap.span, "told again in a sentence that takes up older news", dated)

    def _by_time(self, words: Sequence[TimeWord], at: Span, number: int) -> Recency | None:
        for word in words:
            if word.kind == "recap" or self._elsewhere(word, at):
                continue
            if word.past and (word.exact or word.kind != "date" or _near(word.span, at)):
                return self._background(word.span, "the article puts it earlier", word.day)
            if word.weekday is not None and number >= _OPENING and self._older_weekday(word):
                return self._background(word.span, "a day of the week before the article's own", None)
        return None

    def _by_present(self, words: Sequence[TimeWord], at: Span) -> Recency | None:
        """The clause names the article's own time, and so does not go on with what is told again."""
        for word in words:
            own_day = word.weekday is not None and not word.marked and not self._older_weekday(word)
            if (own_day or word.kind == "recent" or (word.exact and not word.past)) and not self._elsewhere(word, at):
                return Recency(When.NEW, f"“{word.span.of(self._text)}”: the article's own time", word.span)
        return None

    def _elsewhere(self, word: TimeWord, at: Span) -> bool:
        """Whether the time belongs to another clause than the cue: "who came in May", "after talks last week"."""
        start, end = sorted((word.span.start, at.start))
        if self._closed(start, end):
            return True
        sentence = self._sentences[self._sentence(at.start)]
        earliest = max(sentence.start, word.span.start - _FAR)
        lead = self._text[earliest : word.span.start]
        clause = earliest + max(lead.rfind(mark) for mark in ",،;؛") + 1
        opened = {word.form for word in self._reading.words(clause, word.span.start)}
        clauses = self._auxiliaries.clauses if self._auxiliaries else frozenset()
        if word.span.start > at.start:
            opened = {word.form for word in self._reading.words(at.end, word.span.start)}
        return not opened.isdisjoint(clauses)

    def _closed(self, start: int, end: int) -> bool:
        """Whether another quotation's cue stands between the two places."""
        return bisect_left(self._cues, end) > bisect_right(self._cues, start)

    def _by_verb(self, quotation: Quotation, number: int) -> Recency | None:
        """The tense of the cue: the pluperfect; the perfect after the opening; in Arabic كان before it."""
        cue = quotation.cue
        if cue is None or self._auxiliaries is None:
            return None
        if self._language == "ar":
            return self._by_kana(cue, number)
        if self._language == "fa":
            return self._by_buda(cue)
        low, high = self._reading.folded(max(cue.start - _CUE_REACH, self._sentences[number].start), cue.start)
        lead = self._reading.normal.text[low:high]
        match = self._auxiliaries.pluperfect.ends(lead) or self._inside_cue(cue, self._auxiliaries.pluperfect)
        if match:
            return self._background(cue, _EARLIER, None)
        if not self._opens(number) and self._stands(cue) and self._auxiliaries.perfect.ends(lead):
            return self._background(cue, "the perfect tense, after the article's opening", None)
        return None

    def _stands(self, cue: Span) -> bool:
        """Whether the perfect of a verb tells what somebody holds, not the news."""
        standing = self._auxiliaries.standing if self._auxiliaries else frozenset[str]()
        return not standing or any(word.form in standing for word in self._reading.words(cue.start, cue.end))

    def _inside_cue(self, cue: Span, auxiliary: Closing) -> re.Match[str] | None:
        low, high = self._reading.folded(cue.start, cue.end)
        lead, space, _ = self._reading.normal.text[low:high].rpartition(" ")
        return auxiliary.ends(lead + space) if space else None

    def _by_kana(self, cue: Span, number: int) -> Recency | None:
        """Arabic: the sentence begins with كان, and the cue is the first verb of speech after it."""
        normal, sentence = self._reading.normal, self._sentences[number]
        low, high = self._reading.folded(sentence.start, min(sentence.start + _CUE_REACH, cue.start))
        opens = self._auxiliaries.opening.match(normal.text, low, high) if self._auxiliaries else None
        if opens is None:
            return None
        evidence = normal.span(*opens.span("verb"))
        if self._verb_between(evidence.end, cue.start):
            return None
        return self._background(evidence, _EARLIER, None)

    def _verb_between(self, start: int, end: int) -> bool:
        """Whether another cue, no participle (مؤكدا), stands between the two places."""
        between = self._cues[bisect_left(self._cues, start) : bisect_left(self._cues, end)]
        return any(self._text[cue] != "م" for cue in between)

    def _by_buda(self, cue: Span) -> Recency | None:
        """Persian: a participle with بود in the cue or directly after it."""
        normal = self._reading.normal
        low, high = self._reading.folded(cue.start, min(cue.end + _AFTER_CUE, len(self._text)))
        match = self._auxiliaries.closing.search(normal.text, low, high) if self._auxiliaries else None
        return self._background(normal.span(*match.span("verb")), _EARLIER, None) if match else None

    # -- inherited -----------------------------------------------------------------------------------------------------

    def _inherited(self, index: int, before: int | None, found: dict[int, Recency], fresh: set[str]) -> Recency | None:
        """What is told again goes on: in the same clause, without a cue, or with the same speaker."""
        if before is None or found[before].when is When.NEW:
            return None
        this, last = self._quotations[index], self._quotations[before]
        verdict = found[before]
        why = verdict.why if verdict.why.startswith("goes on") else f"goes on with what is told again: {verdict.why}"
        if this.continues or (this.cue is None and this.speaker is None) or this.speaker == last.speaker is not None:
            return Recency(When.BACKGROUND, why, verdict.evidence, verdict.said_on)
        if not self._same_speaker(index, before):
            return None
        same_paragraph = "\n" not in self._text[last.span.start : max(this.span.start, last.span.start)]
        subjectless = this.speaker is None and self._sentence(this.span.start) - self._sentence(last.span.end - 1) <= 1
        if same_paragraph or subjectless or self._identity(index) not in fresh:
            return Recency(When.BACKGROUND, why, verdict.evidence, verdict.said_on)
        return None

    def _after_recap(self, index: int) -> Recency | None:
        """A verb without a subject goes on with the sentence before it, which takes up older news."""
        this = self._quotations[index]
        if this.cue is None or this.speaker is not None or this.continues:
            return None
        words = self._by_sentence.get(self._sentence(this.cue.start) - 1, ())
        recap = next((word for word in words if word.kind == "recap"), None)
        return self._background(recap.span, "goes on with a sentence that takes up older news", None) if recap else None

    def _same_speaker(self, index: int, before: int) -> bool:
        mine, theirs = self._identity(index), self._identity(before)
        if mine and theirs:
            return mine == theirs
        this = self._quotations[index]
        return this.speaker is None or len(self._reading.words(this.speaker.start, this.speaker.end)) == 1

    def _identity(self, index: int) -> str:
        speaker = self._speakers[index]
        return speaker.person or speaker.name or speaker.capacity or speaker.group or ""

    # -- days of the week ----------------------------------------------------------------------------------------------

    def _own_weekday(self) -> int | None:
        """The day of the week of the article's news: what its lead names, else its date's."""
        for word in self._times:
            if word.weekday is not None and not word.marked and self._sentence(word.span.start) < _LEAD:
                return word.weekday
        return self._reference.weekday() if self._reference else None

    def _found(self, reference: date | None) -> tuple[TimeWord, ...]:
        return ranges.joined(times.find(self._text, self._language, reference), self._reading, reference)

    def _shown_day(self, found: Sequence[TimeWord]) -> date | None:
        """The day of an article without a date, where its lead names one with the year."""
        dated = [(word, word.day) for word in found if word.exact and word.day]
        first = next((day for word, day in dated if self._sentence(word.span.start) < _LEAD), None)
        return first if first and max(day for _, day in dated) - first <= _NO_LATER else None

    def _older_weekday(self, word: TimeWord) -> bool:
        if word.weekday is None or self._lead_day is None:
            return word.marked
        distance = (self._lead_day - word.weekday) % _WEEK
        return _EARLIEST <= distance <= _LATEST or (word.marked and distance != 1)

    # -- helpers -------------------------------------------------------------------------------------------------------

    def _sentence(self, place: int) -> int:
        return self._reading.sentence(place)

    def _opens(self, number: int) -> bool:
        """Whether a sentence belongs to the opening of the article, or of an item of a live blog."""
        start = self._items.clock(self._sentences[number].end - 1)
        return number < _OPENING or (start is not None and number - self._sentence(start) < _OPENING)

    def _background(self, evidence: Span, why: str, said_on: date | None) -> Recency:
        return Recency(When.BACKGROUND, f"“{evidence.of(self._text)}”: {why}", evidence, said_on)


def _start(word: TimeWord) -> int:
    return word.span.start


def _near(span: Span, at: Span) -> bool:
    """Whether a month or a year stands so near a cue that it belongs to it."""
    return max(span.start - at.end, at.start - span.end) <= _NEAR


def _inside_any(span: Span, parts: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span.start)
    return any(part.contains(span) for part in parts[max(at - _NESTED, 0) : at])
