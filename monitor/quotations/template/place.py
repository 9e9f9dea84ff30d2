"""A sentence while its reports are found: its clauses, where contents end, and what introduces them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Draft, Match
from monitor.quotations.template.lexicon import Lexicon
from monitor.quotations.template.nouns import Range, is_name
from monitor.quotations.template.units import Kind, Unit

_FAR = 28
"""Units between a verb of saying and what introduces its content."""
_NEAR = 8
"""Units between a verb and a clitic that introduces its content."""
_LEAST = 3
"""Units of a clause that is reported without quotation marks."""


class Marker(NamedTuple):
    """What introduces a content ("colon", "quote", "that", "bare"), where it stands, and where the content begins."""

    what: str
    at: int
    start: int


@dataclass(slots=True)
class Place:
    """A sentence while its reports are found.

    Attributes:
        done: the unit behind the last report that was found.
        cues: all reporting expressions.
        drafts: what was found so far.
    """

    units: Sequence[Unit]
    lex: Lexicon
    cues: Sequence[Match]
    done: int = 0
    drafts: list[Draft] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The unit behind the last one, full stop left out."""
        after = len(self.units)
        while after and self.units[after - 1].kind is Kind.STOP:
            after -= 1
        return after

    def clause(self, at: int) -> int:
        """Where the clause of a verb can begin at the earliest."""
        for k in range(at - 1, self.done - 1, -1):
            if self.units[k].kind in (Kind.SEMI, Kind.COLON) or (self.units[k].kind is Kind.STOP and k + 1 < at):
                return k + 1
        return self.done

    def content_end(self, start: int) -> int:
        """Where a content ends: at the sentence's end, or before a further verb of saying that a conjunction joins."""
        for match in self.cues:
            at = match.cue[0]
            if at > start + 1 and match.form.joined:
                return at
            if at > start + 1 and (edge := self._joint(start, at)) is not None:
                return edge
        for k in range(start + 1, self.end - 1):
            if self.units[k].kind is Kind.SEMI:
                return k
            if self.units[k].kind is Kind.COLON and self.units[k + 1].kind is Kind.QUOTE:
                return k
        return self.end

    def next_clause(self, match: Match) -> int:
        """Where the clause of a verb ends at the latest: before the subject of a further verb of saying."""
        end = self.content_end(match.after)
        for other in self.cues:
            if not match.after < other.at < end or other.form.role != "finite":
                continue
            comma = next((k for k in range(other.at - 1, match.after, -1) if self.units[k].kind is Kind.COMMA), -1)
            if comma < 0 or self.units[comma + 1].low in self.lex.relatives - self.lex.determiners:
                continue
            subject = nouns.before(self.units, self.lex, comma + 1, other.at)
            if subject and subject[0] == comma + 1:
                return max(comma, match.closing + 1)
        return end

    def _joint(self, start: int, at: int) -> int | None:
        """The comma or conjunction by which a verb goes on with the clause before, adverbs between left out."""
        k = at - 1
        while k > start and self.units[k].kind is Kind.WORD and self.units[k].low in self.lex.adverbs:
            k -= 1
        if k > start and self.units[k].low in self.lex.conjunctions:
            return k
        bare = k < at - 1 and k > start and self.units[k].kind is Kind.COMMA
        return k if bare and self.lex.order == "v2" else None

    def is_conjoined(self, match: Match) -> bool:
        """Whether the verb has its subject in common with the one before: "X ging und sagte"."""
        if match.at < self.done:
            return True
        return match.form.joined or (match.at > 0 and self.units[match.at - 1].low in self.lex.conjunctions)

    def inherited(self, at: int) -> Range | None:
        """The speaker of the report before in the sentence, or the noun phrase that the sentence begins with."""
        if self.drafts and self.drafts[-1].speaker:
            return self.drafts[-1].speaker
        return nouns.leading(self.units, self.lex, 0, at)


def marker(place: Place, match: Match) -> Marker | None:
    """What introduces the content behind a verb, the nearest first."""
    units, lex = place.units, place.lex
    first = match.after
    for k in range(first, min(place.end, first + _FAR)):
        unit = units[k]
        if unit.kind is Kind.COLON:
            return Marker("colon", k, k + 1)
        if unit.kind is Kind.QUOTE and (not is_name(unit) or k == first) and not is_attribute(units, lex, k):
            return Marker("quote", k, k)
        if unit.kind is Kind.SEMI:
            return None
        if unit.kind is Kind.WORD and _introduces(units, lex, k, first):
            return Marker("that", k, k)
        if unit.kind is Kind.COMMA and lex.bare and k >= match.closing and _bare(place, k + 1):
            return Marker("bare", k, k + 1)
    return None


def is_attribute(units: Sequence[Unit], lex: Lexicon, k: int) -> bool:
    """Whether quoted words are the genitive of a noun before them: "ein Ende der „Willkür“"."""
    return k > 1 and units[k - 1].low in lex.genitive_determiners and units[k - 2].capital and lex.capital_nouns


def _introduces(units: Sequence[Unit], lex: Lexicon, k: int, first: int) -> bool:
    low = units[k].low
    if low in lex.complementisers:
        return k == 0 or units[k - 1].low not in lex.quotatives  # "so dass" tells what follows from it
    if low in lex.complementiser_prefixes:
        return k + 1 < len(units) and units[k + 1].kind is Kind.QUOTE
    if not lex.opens_clause(low):
        return False
    return k == first or units[k - 1].kind is Kind.COMMA or (low not in lex.questions and k - first <= _NEAR)


def _bare(place: Place, start: int) -> bool:
    """Whether a clause without a complementiser begins behind a comma: its verb tells."""
    units, lex = place.units, place.lex
    openers = lex.complementisers | lex.conjunctions | lex.questions | lex.subordinators | lex.purpose
    if start >= place.end or units[start].low in openers:
        return False
    held = units[start : place.end]
    if any(unit.low in lex.subjunctive or unit.low in lex.subjunctive_weak for unit in held):
        return True
    if any(_subjunctive(held, k, lex) for k in range(1, len(held))) or _infinitive(held, lex):
        return True
    if units[start].low in lex.relatives | lex.auxiliaries or units[start].low in lex.cues:
        return False
    return len(held) > _LEAST and any(unit.low in lex.auxiliaries for unit in held)


def _subjunctive(held: Sequence[Unit], k: int, lex: Lexicon) -> bool:
    """Whether an unknown word looks like a verb in the subjunctive: its ending, behind a noun and before no noun."""
    unit = held[k]
    if unit.capital or len(unit.low) <= _LEAST or not unit.low.endswith(lex.subjunctive_endings):
        return False
    if unit.low.endswith(lex.past_endings):
        return False
    known = unit.low in lex.adverbs or unit.low in lex.determiners or unit.low in lex.prepositions
    noun = held[k - 1].capital or held[k - 1].low in lex.pronouns
    return noun and not known and (k + 1 == len(held) or not held[k + 1].capital)


def _infinitive(held: Sequence[Unit], lex: Lexicon) -> bool:
    """Whether a clause ends in an infinitive with its particle: "zu bleiben", "abzureisen"."""
    clause = next((k for k, unit in enumerate(held) if unit.kind is Kind.COMMA), len(held))
    return any(
        unit.low in lex.infinitives or any(mark in unit.low[1:-2] for mark in lex.infinitives)
        for unit in held[max(clause - 3, 0) : clause]
    )


def flags(place: Place, match: Match) -> frozenset[str]:
    """What speaks against a report: "negated" for what was not said, "conditional" for what would be."""
    units, lex = place.units, place.lex
    near = {units[k].low for k in range(max(match.at - 2, 0), min(match.after + 2, len(units)))}
    found = {"negated"} if near & lex.negations else set[str]()
    if near & lex.hypothetical:
        found.add("conditional")
    return frozenset(found)
