"""Finding the reporting expressions of a sentence, with the auxiliary or particle that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.quotations.template.drafts import Match
from monitor.quotations.template.lexicon import Cue, Lexicon
from monitor.quotations.template.units import Kind, Unit

_NEAR = 3
"""Words between an auxiliary and its participle where both stand together ("a également déclaré")."""
_BRACKET = 30
"""Units between the two halves of a German verb ("teilte … mit", "hat … gesagt")."""


def find(units: Sequence[Unit], lex: Lexicon) -> list[Match]:
    """All reporting expressions of a sentence, in order."""
    found: list[Match] = []
    after = 0
    for at in [k for k, unit in enumerate(units) if unit.low in lex.cues]:
        if at < after or _is_noun(units, lex, at):
            continue
        match = next((match for form in lex.cues[units[at].low] if (match := _match(units, lex, at, form))), None)
        if match:
            found.append(match)
            after = match.after
    return found


def _is_noun(units: Sequence[Unit], lex: Lexicon, at: int) -> bool:
    """Whether a capital letter inside a sentence shows that the word is no verb."""
    if at == 0 or units[at - 1].kind not in (Kind.WORD, Kind.COMMA):
        return False
    adjective = (
        lex.capital_nouns and units[at - 1].low in lex.determiners and at + 1 < len(units) and units[at + 1].capital
    )
    return adjective or (units[at].capital and not lex.verb_final)


def _match(units: Sequence[Unit], lex: Lexicon, at: int, form: Cue) -> Match | None:
    after = at + 1 + len(form.rest)
    if form.rest and tuple(unit.low for unit in units[at + 1 : after]) != form.rest:
        return None
    if form.particles:
        closing = _particle(units, after, form)
        return Match(at, after, form, closing) if closing >= 0 else None
    if form.role == "participle":
        return _with_auxiliary(units, lex, at, after, form)
    return Match(at, after, form)


def _particle(units: Sequence[Unit], first: int, form: Cue) -> int:
    """Where the separable particle stands: before the clause is over."""
    for k in range(first, min(len(units), first + _BRACKET)):
        if units[k].low in form.particles:
            closes = k + 1 == len(units) or units[k + 1].kind is not Kind.WORD or not units[k + 1].capital
            if closes:
                return k
        if units[k].kind in (Kind.COLON, Kind.SEMI, Kind.STOP):
            return -1
    return -1


def _with_auxiliary(units: Sequence[Unit], lex: Lexicon, at: int, after: int, form: Cue) -> Match | None:
    return _bracketed(units, lex, at, after, form) if lex.order == "v2" else _adjacent(units, lex, at, after, form)


def _adjacent(units: Sequence[Unit], lex: Lexicon, at: int, after: int, form: Cue) -> Match | None:
    for k in range(at - 1, max(at - 1 - _NEAR, -1), -1):
        if units[k].low in lex.auxiliaries:
            return Match(k, after, form)
        if units[k].low in lex.conjunctions and any(unit.low in lex.auxiliaries for unit in units[:k]):
            return Match(at, after, form)
        if units[k].low not in lex.adverbs | lex.negations | lex.reflexives:
            return None
    return None


def _bracketed(units: Sequence[Unit], lex: Lexicon, at: int, after: int, form: Cue) -> Match | None:
    if after < len(units) and units[after].low in lex.auxiliaries:
        return Match(at, after + 1, form)
    for k in range(at - 1, max(at - 1 - _BRACKET, -1), -1):
        if units[k].low in lex.auxiliaries:
            return Match(k, k + 1, form, at)
        if units[k].kind in (Kind.COLON, Kind.SEMI, Kind.STOP):
            return None
    return None
