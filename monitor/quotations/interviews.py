"""Interviews that are printed as questions and answers. The same for every language; its words are in `[interviews]`.

- *labelled*: paragraphs begin with a label and a colon: "HADDAD: We will stay.", "Aziz: No.", "A: No.", "ج: لا.";
- *unlabelled*: paragraphs that are questions alternate with answers in the first person, below a lead that speaks of an
  interview.

Each answer is one quotation, whole, in place of what other rules found in it. A label that names somebody is the
speaker; who "A" is, or who answers without a label, the attribution finds in the lead (`monitor.speakers.interviewee`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from monitor import languages
from monitor.quotations.regions import PARAGRAPH
from onrecord.model import ANSWER, Kind, Quotation, Span
from onrecord.text import normalise

_LABEL = re.compile(
    r"\s*(?P<label>[^\W_](?:[^:：\n.!?؟;،\"“”«»]|(?:(?<=\b\w)|(?<=\b\w\w)|(?<=\b\w\w\w))\.){0,40}?)\s*[:：](?=\s)\s*"
)
"""A stop is only allowed behind a few letters: “Dr. Ruiz”."""
_DIGITS = re.compile(r"[\s\d.#]+$")
_QUESTION = re.compile(r"[?؟][\s)\]”\"»’]*$")
_WORD = re.compile(r"\w+")
_FEWEST_TURNS = 3
_FEWEST_QUESTIONS = 2
"""Questions without a label that make an interview, each with its answer."""
_FEWEST_UNPROVEN = 3
"""The same in a language whose first person is no word of its own."""
_MOST_WORDS = 5
"""Words of a label."""
_PARTICLE = 3
"""Letters of what may stand in a name without a capital: *al-*, *bin*."""
_LONGEST_QUESTION = 80
"""Words of a question without a label."""
_MOST_ANSWERS = 300
"""Answers that are read: a text with more is no interview."""
_LONGEST_ANSWER = 4000
"""Characters of an answer."""
_LEAD = 3000
"""Characters before the first question in which the interview is spoken of."""
_CONFIDENCE = 0.9
"""An estimate: no gold holds interviews."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a language's table `[interviews]` holds, normalised.

    Attributes:
        asking: labels of questions that name nobody: *Q*, *Question*.
        answering: the same of answers.
        told: words for an interview, which its lead uses.
        joining: what stands between such a word and a person: an interview *with* her.
        first_person: words of somebody who speaks of himself.
        capitals: names begin with a capital letter.
    """

    asking: frozenset[str]
    answering: frozenset[str]
    told: tuple[str, ...]
    joining: frozenset[str]
    first_person: frozenset[str]
    capitals: bool


class _Line(NamedTuple):
    """A paragraph, and the label that opens it."""

    start: int
    end: int
    label: Span | None
    content: int


class _Turn(NamedTuple):
    """What somebody says until the next one speaks."""

    label: str
    name: Span | None
    colon: int
    start: int
    end: int


@cache
def words_of(language: str) -> Words:
    """The words of a language; none where it has no file or no table."""
    table = languages.section(language, "interviews")

    def normalised(key: str) -> tuple[str, ...]:
        return tuple(normalise(word).text for word in table.get(key, ()))

    return Words(
        asking=frozenset(normalised("asking")),
        answering=frozenset(normalised("answering")),
        told=normalised("told"),
        joining=frozenset(normalised("joining")),
        first_person=frozenset(normalised("first_person")),
        capitals=bool(table.get("capitals", False)),
    )


def read(text: str, language: str, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations of a text, with the answers of an interview in place of what was found in them.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it; without a table for it only names in front of colons are read.
        quotations: what the language's finder found.
    """
    if text.count("?") + text.count("؟") < _FEWEST_QUESTIONS and text.count(":") + text.count("：") < _FEWEST_TURNS:
        return tuple(quotations)
    words = words_of(language)
    lines = list(_lines(text))
    answers = list(_labelled(text, lines, words) or _unlabelled(text, lines, words))
    if not answers:
        return tuple(quotations)
    found = [_quotation(text, language, answer, words) for answer in answers]
    taken = [Span(answer.name.start if answer.name else answer.start, answer.end) for answer in answers]
    kept = [one for one in quotations if _of_another(one, text, words) or not _overlaps(one.span, taken)]
    return tuple(sorted((*kept, *found), key=lambda one: one.span))


def _quotation(text: str, language: str, answer: _Turn, words: Words) -> Quotation:
    """An answer; who gives it without a name is left to the attribution."""
    named = answer.name if answer.label not in words.answering else None
    end = answer.start + len(text[answer.start : answer.end].rstrip())
    return Quotation(
        parts=(Span(answer.start, end),),
        cue=Span(answer.colon, answer.colon + 1) if answer.name else None,
        speaker=named,
        kind=Kind.DIRECT,
        rule=f"{language}.direct.interview",
        confidence=_CONFIDENCE,
        flags=frozenset() if named else frozenset({ANSWER}),
    )


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a stretch shares a character with one of others, which stand in order and apart."""
    last = bisect_left(taken, span.end, key=lambda other: other.start) - 1
    return last >= 0 and taken[last].end > span.start


def _of_another(quotation: Quotation, text: str, words: Words) -> bool:
    """Whether a report tells what somebody else said, with a cue: "*The army* told us that"."""
    if quotation.cue is None or quotation.speaker is None or quotation.cue.of(text) in ":：":
        return False
    return words.first_person.isdisjoint(_WORD.findall(normalise(quotation.speaker.of(text)).text))


def _lines(text: str) -> Iterator[_Line]:
    for paragraph in PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        if not paragraph[0].strip():
            continue
        match = _LABEL.match(text, start, end)
        if match and match.end() < end and len(match["label"].split()) <= _MOST_WORDS:
            yield _Line(start, end, Span(*match.span("label")), match.end())
        else:
            yield _Line(start, end, None, end - len(paragraph[0].lstrip()))


# -- with labels -------------------------------------------------------------------------------------------------------


def _labelled(text: str, lines: Sequence[_Line], words: Words) -> list[_Turn]:
    """The answers of an interview whose turns bear labels; none where the text is no such thing."""
    turns = list(_turns(text, lines, words))
    asked, said = Counter[str](), Counter[str]()
    for turn in turns:
        if turn.name is None:
            continue
        said[turn.label] += 1
        asked[turn.label] += bool(_QUESTION.search(text, turn.start, turn.end))
    if len(turns) < _FEWEST_TURNS or len(said) < 2:
        return []
    asking = {label for label in said if label in words.asking or 2 * asked[label] > said[label]} - words.answering
    shouted = all(turn.name.of(text).isupper() for turn in turns if turn.name)
    answers = [turn for turn in turns if turn.label not in asking and turn.start < turn.end]
    return answers[:_MOST_ANSWERS] if asking or shouted else []


def _turns(text: str, lines: Sequence[_Line], words: Words) -> Iterator[_Turn]:
    """The turns of those whose label comes again, or is one for questions or answers; paragraphs go on with the last.

    Nothing goes on with the last turn of all: who knows what the outlet put below the interview.
    """
    named = [(at, line.label) for at, line in enumerate(lines) if line.label and _names(line.label.of(text), words)]
    labels = [(at, label, _key(label.of(text))) for at, label in named]
    counts = Counter(key for _, _, key in labels)
    shouted = all(label.of(text).isupper() for _, label, _ in labels)
    again = [one for one in labels if counts[one[2]] > 1 or one[2] in words.asking | words.answering or shouted]
    if max(counts.values(), default=0) < 2:
        return
    # Where names have capitals, whoever speaks but once among the others is told from a list inside an answer.
    opening = [one for one in labels if one[0] >= again[0][0]] if words.capitals else again
    following = [at for at, _, _ in opening[1:]]
    for (at, label, key), behind in zip(opening, (*following, opening[-1][0] + 1), strict=True):
        asked = [other for other in range(at + 1, behind) if _is_question(text, lines[other])]
        last = min((*asked, behind)) - 1
        start, end = lines[at].content, min(lines[last].end, lines[at].content + _LONGEST_ANSWER)
        colon = label.end + next(place for place, mark in enumerate(text[label.end : start]) if mark in ":：")
        yield _Turn(key, label, colon, start, end)
        for question, until in pairwise((*asked, behind)) if asked else ():
            yield _answer(lines, question, until)


@lru_cache(maxsize=1 << 10)
def _key(label: str) -> str:
    """A label to compare: *Q1* and *Q2* are one."""
    return _DIGITS.sub("", normalise(label).text)


def _names(label: str, words: Words) -> bool:
    """Whether a label can be somebody's name or one for questions or answers."""
    if _key(label) in words.asking | words.answering:
        return True
    return not words.capitals or all(part != part.lower() or len(part) <= _PARTICLE for part in label.split())


# -- without labels ----------------------------------------------------------------------------------------------------


def _unlabelled(text: str, lines: Sequence[_Line], words: Words) -> list[_Turn]:
    """The answers of an interview in which questions alternate with answers."""
    asked = [at for at, line in enumerate(lines) if _is_question(text, line)]
    if not asked or not _told(text, lines[asked[0]].start, words):
        return []
    answers = [_answer(lines, at, following) for at, following in pairwise((*asked, min(asked[-1] + 2, len(lines))))]
    given = [answer for answer in answers if answer.start < answer.end]
    own = sum(1 for answer in given if _first_person(text[answer.start : answer.end], words))
    fewest = _FEWEST_QUESTIONS if words.first_person else _FEWEST_UNPROVEN
    return given[:_MOST_ANSWERS] if len(given) >= fewest and 2 * own >= len(given) else []


def _answer(lines: Sequence[_Line], at: int, following: int) -> _Turn:
    """The paragraphs between a question and the next."""
    if following == at + 1:
        return _Turn("", None, lines[at].end, lines[at].end, lines[at].end)
    start, end = lines[at + 1].start, lines[following - 1].end
    return _Turn("", None, start, start, min(end, start + _LONGEST_ANSWER))


def _is_question(text: str, line: _Line) -> bool:
    shown = text[line.start : line.end]
    return (
        bool(_QUESTION.search(shown)) and len(shown.split()) <= _LONGEST_QUESTION and shown.lstrip()[:1] not in '"“«„'
    )


def _told(text: str, start: int, words: Words) -> bool:
    lead = normalise(text[max(start - _LEAD, 0) : start]).text
    return any(re.search(rf"\b{re.escape(told)}", lead) for told in words.told)


def _first_person(text: str, words: Words) -> bool:
    return not words.first_person or not words.first_person.isdisjoint(_WORD.findall(normalise(text).text))
