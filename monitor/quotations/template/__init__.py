"""Reported speech by rules for every language that has a data file and no finder of its own.

A sieve without any words: where the verb of saying stands, what introduces a clause, which forms report speech, all
that comes from the `[quotations]` table of the data file. docs/languages.md says how to write one. The rules are named
``<language>.<rule>``; each stands in the module of its kind with two examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from monitor.quotations.template import clauses, communiques, cues, goes_on, nouns, sources, verb_final
from monitor.quotations.template.drafts import Draft, Found, Match, quotation_of
from monitor.quotations.template.lexicon import Lexicon, lexicon
from monitor.quotations.template.place import Place
from monitor.quotations.template.units import Kind, Sentence, hull, sentences
from onrecord.model import Kind as Reported
from onrecord.model import Quotation, Span


def finder(language: str) -> Callable[[str], tuple[Quotation, ...]]:
    """The finder of a language, by its ISO 639-1 code."""
    return partial(find, language=language)


def find(text: str, language: str) -> tuple[Quotation, ...]:
    """All reported speech in a text, in text order."""
    lex = lexicon(language)
    found: list[Found] = []
    cut = sentences(text, language)
    for number, sentence in enumerate(cut):
        if lex.runs_on and found and goes_on.runs_on(found[-1], cut, number, lex):
            found[-1] = _longer(found[-1], sentence, number)
            continue
        if sentence.is_idle(lex.wanted):
            continue
        place = Place(sentence.units, lex, cues.find(sentence.units, lex))
        before = found[-1] if found else None
        back = _backward(place, cut, number)
        if back is not None:
            found.append(back)
            continue
        read(place)
        if place.drafts:
            found.extend(_found(lex, place, number))
        else:
            _go_on(found, place, cut, number, before)
    found = communiques.read(text, lex, cut, found)
    return tuple(sorted((one.quotation for one in found), key=lambda quotation: (quotation.span, quotation.rule)))


def _backward(place: Place, cut: list[Sentence], number: int) -> Found | None:
    """The report whose content is the sentence before."""
    before = cut[number - 1] if number and cut[number - 1].paragraph == cut[number].paragraph else None
    pair = goes_on.anaphor(place, before)
    if pair is None or before is None:
        return None
    match, speaker = pair
    span, cue = hull(place.units, *speaker), hull(place.units, *match.cue)
    parts = (Span(before.start, before.end),)
    quotation = Quotation(parts, cue, span, Reported.INDIRECT, f"{place.lex.language}.anaphor")
    return Found(quotation, span, number)


def read(place: Place) -> None:
    """Walks a sentence once and asks the rules at every unit that can begin one."""
    units, triggers = place.units, place.lex.triggers
    matches = {match.cue[0]: match for match in place.cues}
    places = {k for k, unit in enumerate(units) if unit.low in triggers or unit.kind is Kind.COLON} | set(matches)
    for at in sorted(places):
        draft = _at(place, at, matches.get(at)) if at >= place.done else None
        if draft is not None:
            place.drafts.append(draft)
            place.done = max(draft.through, place.done)


def _at(place: Place, at: int, match: Match | None) -> Draft | None:
    unit, lex = place.units[at], place.lex
    if unit.kind is Kind.COLON:
        return goes_on.heading(place, at) or goes_on.behind_clause(place, at)
    if unit.kind is not Kind.WORD:
        return None
    if match is not None:
        draft = verb_final.report(place, match) if lex.verb_final else clauses.report(place, match)
        if draft is not None:
            return draft
    if unit.low in lex.before or unit.low in lex.after:
        return sources.preposition(place, at) or sources.postposition(place, at)
    return clauses.quotative(place, at) if unit.low in lex.quotatives else None


def _found(lex: Lexicon, place: Place, number: int) -> list[Found]:
    quotations = [quotation_of(lex.language, place.units, draft) for draft in place.drafts]
    return [Found(quotation, quotation.speaker, number) for quotation in quotations]


def _go_on(found: list[Found], place: Place, cut: list[Sentence], number: int, before: Found | None) -> None:
    """Adds what a sentence without a verb of saying goes on with."""
    paragraph = number > 0 and cut[number - 1].paragraph != cut[number].paragraph
    floating = goes_on.floating(place, before, number, paragraph)
    if floating is not None and before is not None:
        found.append(_continuing(place, floating, before.speaker_span, number))
        return
    draft = goes_on.thus(place) or goes_on.subjunctive(place, before, number)
    if draft is None:
        return
    near = before is not None and number - before.sentence == 1
    speaker = (before.speaker_span if near and before else None) or _subject_before(place.lex, cut, number)
    one = _continuing(place, draft, speaker, number)
    if before and near and not paragraph and before.quotation.rule == one.quotation.rule:
        found[-1] = _joined(before, one)
    else:
        found.append(one)


def _joined(before: Found, one: Found) -> Found:
    """Two sentences that go on with the same report are one."""
    whole = Span(before.quotation.span.start, one.quotation.span.end)
    return Found(replace(before.quotation, parts=(whole,)), before.speaker_span, one.sentence)


def _longer(before: Found, sentence: Sentence, number: int) -> Found:
    """A report whose words go on through a further sentence."""
    *rest, last = before.quotation.parts
    words = [unit for unit in sentence.units if unit.kind in (Kind.WORD, Kind.ASIDE)]
    parts = (*rest, Span(last.start, words[-1].end if words else sentence.end))
    return Found(replace(before.quotation, parts=parts), before.speaker_span, number)


def _continuing(place: Place, draft: Draft, speaker: Span | None, number: int) -> Found:
    bare = quotation_of(place.lex.language, place.units, draft)
    return Found(replace(bare, speaker=speaker, continues=True), speaker, number)


def _subject_before(lex: Lexicon, cut: list[Sentence], number: int) -> Span | None:
    """The noun phrase with which the sentence before begins."""
    if number == 0:
        return None
    units = cut[number - 1].units
    phrase = nouns.leading(units, lex, 0, len(units))
    return hull(units, *phrase) if phrase else None
