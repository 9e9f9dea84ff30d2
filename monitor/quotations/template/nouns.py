"""The noun phrase of a speaker, by its shape: before a verb, behind it, or where a sentence begins.

Ranges are pairs of unit indices, the second one behind the last unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from monitor.quotations.template.lexicon import Lexicon
from monitor.quotations.template.units import Kind, Unit

Range: TypeAlias = tuple[int, int]

_LONGEST = 24
"""Units of a speaker's noun phrase, appositions included."""
_NAME = 4
"""Words in quotation marks that can be a name: the newspaper "…"."""
_PAIRED = frozenset((Kind.ASIDE, Kind.DASH))


def is_name(unit: Unit) -> bool:
    """Whether a quoted stretch is so short that it can be a name or a title."""
    return unit.kind is Kind.QUOTE and unit.length < _NAME


def nominal(unit: Unit, lex: Lexicon) -> bool:
    """Whether a unit can stand in a noun phrase as its head."""
    if unit.kind is Kind.QUOTE:
        return is_name(unit)
    return unit.kind is Kind.WORD and not (
        unit.low in lex.adverbs
        or unit.low in lex.conjunctions
        or unit.low in lex.determiners
        or unit.low in lex.links
        or unit.low in lex.reflexives
        or unit.low in lex.auxiliaries
        or (unit.low in lex.prepositions and not unit.capital)
    )


def before(units: Sequence[Unit], lex: Lexicon, first: int, after: int) -> Range | None:
    """The subject that stands before a verb, in ``units[first:after]``; None where that is no noun phrase."""
    end = after
    while end > first and _fills(units[end - 1], lex):
        end -= 1
    start = _lead(units, lex, first, end)
    if start >= end or _opens_adverbial(units[start], lex):
        return None
    stop = _cut(units, lex, start, end)
    while stop > start and _fills(units[stop - 1], lex):
        stop -= 1
    if stop <= start or stop - start > _LONGEST:
        return None
    if stop == start + 1 and units[start].low in lex.determiners:
        return start, stop
    return (start, stop) if any(nominal(unit, lex) for unit in units[start:stop]) else None


def _fills(unit: Unit, lex: Lexicon) -> bool:
    """Whether a unit between a subject and its verb belongs to neither."""
    if unit.kind is not Kind.WORD:
        return unit.kind in (Kind.COMMA, Kind.DASH, Kind.ASIDE)
    return unit.low not in lex.pronouns and (
        unit.low in lex.adverbs
        or unit.low in lex.auxiliaries
        or unit.low in lex.reflexives
        or unit.low in lex.negations
    )


def _lead(units: Sequence[Unit], lex: Lexicon, first: int, end: int) -> int:
    """Where the subject begins: behind conjunctions and adverbs, and behind an adverbial that a comma closes."""
    start = first
    while start < end:
        unit = units[start]
        if unit.kind is not Kind.WORD and unit.kind is not Kind.QUOTE:
            start += 1
        elif unit.low in lex.pronouns:
            break
        elif unit.low in lex.conjunctions or unit.low in lex.adverbs:
            start += 1
        elif _opens_adverbial(unit, lex) and lex.order != "v2":
            comma = next((k for k in range(start, end) if units[k].kind is Kind.COMMA), -1)
            if comma < 0:
                break
            start = comma + 1
        else:
            break
    return start


def _opens_adverbial(unit: Unit, lex: Lexicon) -> bool:
    """Whether a word begins an adverbial or an object: a preposition, a subordinator, an article in the accusative."""
    low = unit.low
    return low in lex.prepositions or low in lex.subordinators or low in lex.no_subject or low in lex.oblique


def _cut(units: Sequence[Unit], lex: Lexicon, start: int, end: int) -> int:
    """Where the noun phrase ends: at a relative clause, at most behind its appositions."""
    for k in range(start + 1, end):
        unit = units[k]
        if unit.kind is Kind.COMMA and k + 1 < end:
            following = units[k + 1]
            if (
                following.low in lex.relatives
                or following.low in lex.prepositions
                or following.low in lex.subordinators
            ):
                return k
        elif _ends_phrase(unit, lex):
            return k
    return end


def _ends_phrase(unit: Unit, lex: Lexicon) -> bool:
    if unit.kind is Kind.QUOTE:
        return not is_name(unit)
    if unit.low in lex.closers:
        return True
    return unit.kind in (Kind.SEMI, Kind.COLON) or (unit.low in lex.relatives and unit.low not in lex.determiners)


def behind(units: Sequence[Unit], lex: Lexicon, first: int, after: int) -> Range | None:
    """The noun phrase that stands behind a verb or a preposition, in ``units[first:after]``."""
    start = first
    while start < after and units[start].kind is Kind.WORD and _skips(units[start], lex):
        start += 1
    if start >= after:
        return None
    if units[start].low in lex.pronouns:
        return start, start + 1
    end, headed = start, False
    while end < min(after, start + _LONGEST) and not _closes(units, lex, end, start, headed):
        headed = headed or (nominal(units[end], lex) and (units[end].capital or not lex.capital_nouns))
        end += 1
    while end > start and units[end - 1].low in lex.conjunctions | lex.links | lex.determiners:
        end -= 1
    return (start, end) if any(nominal(unit, lex) for unit in units[start:end]) else None


def _skips(unit: Unit, lex: Lexicon) -> bool:
    return unit.low not in lex.pronouns and (unit.low in lex.adverbs or unit.low in lex.reflexives)


def _closes(units: Sequence[Unit], lex: Lexicon, k: int, start: int, headed: bool) -> bool:
    """Whether a noun phrase that began at `start` cannot go on with unit `k`."""
    unit = units[k]
    if unit.kind is not Kind.WORD:
        return not (is_name(unit) or (unit.kind is Kind.ASIDE and k > start))
    if unit.low in lex.links:
        return False
    if unit.low in lex.determiners:
        return k > start and units[k - 1].low not in lex.links | lex.conjunctions and not _genitive(units, lex, k)
    if unit.low in lex.conjunctions:
        return not (headed and k + 1 < len(units) and (units[k + 1].capital or units[k + 1].low in lex.determiners))
    stops = lex.prepositions | lex.adverbs | lex.negations | lex.auxiliaries | lex.complementisers | lex.subordinators
    if unit.low in stops or unit.low in lex.relatives:
        return True
    lower = lex.capital_nouns and headed and not unit.capital and not unit.low[0].isdigit()
    return lower and units[k - 1].low not in lex.determiners | lex.links and not _adjective(units, k)


def _genitive(units: Sequence[Unit], lex: Lexicon, k: int) -> bool:
    """Whether a determiner joins a genitive to its noun: der Sprecher *des* Ministeriums."""
    return units[k].low in lex.genitive_determiners and k > 0 and units[k - 1].capital


def _adjective(units: Sequence[Unit], k: int) -> bool:
    """Whether a word in lower case stands between a determiner and its noun."""
    back = units[k - 1]
    return not back.capital and back.kind is Kind.WORD and k + 1 < len(units) and units[k + 1].capital


def leading(units: Sequence[Unit], lex: Lexicon, first: int, after: int) -> Range | None:
    """The noun phrase with which a sentence begins, up to its verb as far as the shape tells."""
    start = _lead(units, lex, first, after)
    if start >= after or _opens_adverbial(units[start], lex):
        return None
    if lex.capital_nouns and start > first and not units[start].capital and units[start].low not in lex.determiners:
        start += 1  # the verb comes second, behind an adverb
    if lex.verb_endings:
        verbs = (k for k in range(start + 1, after) if units[k].low.endswith(lex.verb_endings))
        after = next(verbs, after)
    return behind(units, lex, start, after)
