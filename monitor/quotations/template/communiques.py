"""A text that is nothing but a communiqué: a heading that names who speaks, then his words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Found
from monitor.quotations.template.lexicon import Lexicon
from monitor.quotations.template.nouns import Range
from monitor.quotations.template.units import Kind, Sentence, Unit, hull
from onrecord.model import Kind as Reported
from onrecord.model import Quotation, Span

_TOP = 3
"""Paragraphs at the top of a text that can be the heading."""
_HEADING = 16
"""Units of a heading."""
_LEAST = 6
"""Words of a communiqué."""
_VOICES = 2
"""Reports by others from which a text is an article, however it begins."""
_CONFIDENCE = 0.8
_WORD = re.compile(r"[^\W\d_]+")
_SIGNATURE = re.compile(r"\s*(?:[@#]|https?:|[^\w\s\"'“„«(]+\s*$)")
"""What a closing line begins with that is none of the words: a handle, a hashtag, a link; or it has no word."""


def read(text: str, lex: Lexicon, cut: Sequence[Sentence], found: list[Found]) -> list[Found]:
    """All reports of a text: those found, or the communiqué that it is, without the reports that are part of it.

    Examples:
        דובר הנמל:
        Erklärung des Bauernverbands
    """
    paragraphs = [list(group) for _, group in groupby(cut, key=lambda sentence: sentence.paragraph)]
    for number, sentences in enumerate(paragraphs[:_TOP]):
        speaker = _issuer(sentences[0].units, lex) if len(sentences) == 1 else None
        body = _body(text, paragraphs[number + 1 :]) if speaker else None
        if speaker is None or body is None:
            continue
        inside = [one for one in found if body.start <= one.quotation.span.start < body.end]
        others = [one for one in inside if _is_by_another(one, text, lex)]
        if len(others) >= _VOICES:
            return found
        named = hull(sentences[0].units, *speaker)
        quotation = Quotation((body,), None, named, Reported.DIRECT, f"{lex.language}.communique", _CONFIDENCE)
        return [*(one for one in found if one not in inside or one in others), Found(quotation, named, number)]
    return found


def _issuer(units: Sequence[Unit], lex: Lexicon) -> Range | None:
    """Who speaks below a heading: a name with a colon, or whose paper the heading says it is."""
    if not units or len(units) > _HEADING:
        return None
    colon = units[-1].kind is Kind.COLON
    end = len(units) - colon
    if units[0].low in lex.headings:
        first = 1
        while first < end and units[first].low in lex.links | lex.determiners | lex.prepositions | lex.agents:
            first += 1
        return _whole(units, lex, first, end)
    if lex.verb_final and units[end - 1].low in lex.headings:
        return _whole(units, lex, 0, end - 1)
    return _whole(units, lex, 0, end) if colon else None


def _whole(units: Sequence[Unit], lex: Lexicon, first: int, end: int) -> Range | None:
    """The noun phrase that the units are, appositions included; None where they are more."""
    if first >= end or any(unit.low in lex.cues or unit.low in lex.no_subject for unit in units[first:end]):
        return None
    if any(unit.kind not in (Kind.WORD, Kind.COMMA) and not nouns.is_name(unit) for unit in units[first:end]):
        return None
    phrase = nouns.behind(units, lex, first, end)
    comma = next((k for k in range(first, end) if units[k].kind is Kind.COMMA), end)
    return (first, end) if phrase and phrase[0] == first and phrase[1] >= comma else None


def _body(text: str, paragraphs: Sequence[Sequence[Sentence]]) -> Span | None:
    kept = list(paragraphs)
    while kept and _SIGNATURE.match(text, kept[-1][0].start):
        kept.pop()
    while kept and not _WORD.search(text, kept[0][0].start, kept[0][-1].end):
        kept.pop(0)
    if not kept:
        return None
    body = Span(kept[0][0].start, kept[-1][-1].end)
    return body if len(_WORD.findall(body.of(text))) >= _LEAST else None


def _is_by_another(one: Found, text: str, lex: Lexicon) -> bool:
    """Whether a report inside the text names somebody who speaks, not the "we" of a communiqué."""
    speaker = one.quotation.speaker
    return speaker is not None and speaker.of(text).lower() not in lex.first_person
