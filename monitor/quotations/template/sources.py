"""Rules for contents that a phrase hands to a source: "laut X", "selon X", "…'e göre", לדברי X."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Draft, trimmed
from monitor.quotations.template.lexicon import Lexicon
from monitor.quotations.template.nouns import Range
from monitor.quotations.template.place import Place
from monitor.quotations.template.units import Kind, Unit

_LONGEST = 16
"""Units of a source's noun phrase before a postposition."""
_OPENING = 2
"""Units before a source that still opens its sentence."""
_LEAST = 2


def preposition(place: Place, at: int) -> Draft | None:
    """The source behind a preposition; its clause follows, or goes round it.

    Examples:
        Laut der Hafenbehörde liegen drei Schiffe fest.
        Die Ernte war, nach Angaben des Bauernverbands, besser als im Vorjahr.
    """
    units, lex = place.units, place.lex
    source = next((one for one in lex.before.get(units[at].low, ()) if _stands(units, at + 1, one.rest)), None)
    if source is None:
        return None
    first = at + 1 + len(source.rest)
    phrase = _phrase(units, lex, first, place.end)
    if phrase is None or (source.noun and not _holds_noun(units, lex, phrase)):
        return None
    return _attributed(place, (at, first), phrase, at, phrase[1])


def postposition(place: Place, at: int) -> Draft | None:
    """The source before a postposition.

    Examples:
        Beobachtern zufolge ist die Straße frei.
        Yetkililere göre köprü yarın açılacak.
    """
    units, lex = place.units, place.lex
    source = next((one for one in lex.after.get(units[at].low, ()) if _stands(units, at + 1, one.rest)), None)
    if source is None:
        return None
    start = at
    while start > max(place.clause(at), at - _LONGEST) and _goes_back(units, lex, start - 1, at):
        start -= 1
    while start < at and not nouns.nominal(units[start], lex) and units[start].low not in lex.determiners:
        start += 1
    if start >= at or (source.noun and not _holds_noun(units, lex, (start, at))):
        return None
    describes = (k for k in range(start + 1, at) if units[k].low in lex.relatives - lex.determiners)
    return _attributed(
        place, (at, at + 1 + len(source.rest)), (start, next(describes, at)), start, at + 1 + len(source.rest)
    )


def _own_clause(place: Place, start: int, first: int) -> int:
    """Where the clause round a source begins: behind the last comma, where a verb stands between."""
    units, lex = place.units, place.lex
    comma = next((k for k in range(first - 1, start, -1) if units[k].kind is Kind.COMMA), start)
    return comma if any(unit.low in lex.auxiliaries for unit in units[comma + 1 : first]) else start


def _stands(units: Sequence[Unit], first: int, words: tuple[str, ...]) -> bool:
    return tuple(unit.low for unit in units[first : first + len(words)]) == words


def _phrase(units: Sequence[Unit], lex: Lexicon, first: int, after: int) -> Range | None:
    phrase = nouns.behind(units, lex, first, after)
    return phrase if phrase and phrase[0] == first else None


def _holds_noun(units: Sequence[Unit], lex: Lexicon, phrase: Range) -> bool:
    return any(unit.low in lex.speech_nouns for unit in units[phrase[0] : phrase[1]])


def _goes_back(units: Sequence[Unit], lex: Lexicon, k: int, at: int) -> bool:
    """Whether a unit can belong to the noun phrase that ends before `at`."""
    unit = units[k]
    if unit.kind is not Kind.WORD:
        return nouns.is_name(unit) or unit.kind is Kind.ASIDE
    if lex.verb_final:
        return unit.low not in lex.adverbs and unit.low not in lex.conjunctions
    if lex.capital_nouns and unit.capital:
        return True
    if unit.low in lex.auxiliaries or unit.low in lex.complementisers or unit.low in lex.adverbs:
        return False
    if lex.capital_nouns and not unit.capital and unit.low not in lex.determiners | lex.links:
        return k + 1 == at or units[k + 1].kind is Kind.WORD
    return unit.low not in lex.prepositions or unit.low in lex.links


def _attributed(place: Place, cue: Range, speaker: Range, first: int, after: int) -> Draft | None:
    """The content behind a source that opens the sentence; else the clause round it."""
    units = place.units
    start = place.clause(first)
    if first - start <= _OPENING and not any(units[k].kind is Kind.QUOTE for k in range(start, first)):
        content = trimmed(units, after, place.content_end(after))
        rule = "source.first"
    elif all(unit.kind is not Kind.WORD for unit in units[after : place.end]):
        content = trimmed(units, start, first)
        rule = "source.last"
    else:
        content = trimmed(units, _own_clause(place, start, first), place.content_end(after))
        rule = "source.inside"
    if content is None or (content[1] - content[0] < _LEAST and units[content[0]].kind is not Kind.QUOTE):
        return None
    return Draft(rule, (content,), cue, speaker, max(content[1], after))
