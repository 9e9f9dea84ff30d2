"""Who speaks in the clause of a verb of saying."""

from __future__ import annotations

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Match
from monitor.quotations.template.nouns import Range
from monitor.quotations.template.place import Place
from monitor.quotations.template.units import Kind

WHERE = "where"
"""Frame of an impersonal verb, whose source stands in a prepositional phrase: "In dem Brief heißt es"."""
_NEAR = 8
"""Units of a clause in which the preposition of a source stands."""


def subject(place: Place, match: Match, marker_at: int) -> Range | None:
    """The subject of a verb: before it, behind it, in common with the verb before, or the head of a relative clause."""
    if is_passive(place, match):
        return agent(place, match)
    if place.is_conjoined(match) or match.form.role == "converb":
        return place.inherited(match.at)
    return _in_subclause(place, match, marker_at) or _in_main_clause(place, match, marker_at)


def _in_subclause(place: Place, match: Match, marker_at: int) -> Range | None:
    units, lex = place.units, place.lex
    start = place.clause(match.at)
    if match.form.relative:
        return nouns.before(units, lex, start, match.at)
    opener = next((k + 1 for k in range(match.at - 2, start - 1, -1) if units[k].kind is Kind.COMMA), start)
    if units[opener].low in lex.subordinators and opener < match.at:
        return nouns.behind(units, lex, opener + 1, match.at) or nouns.behind(units, lex, match.after, marker_at)
    if opener > start + 1 and units[opener].low in lex.relatives and _ends_clause(place, match, opener, marker_at):
        return nouns.before(units, lex, start, opener - 1) or nouns.leading(units, lex, start, opener - 1)
    return None


def _in_main_clause(place: Place, match: Match, marker_at: int) -> Range | None:
    units, lex = place.units, place.lex
    start = place.clause(match.at)
    bracket = min(match.closing, marker_at) if match.closing > match.after else marker_at
    behind = nouns.behind(units, lex, match.after, bracket)
    ahead = nouns.before(units, lex, start, match.at)
    if WHERE in match.form.frames and ahead is None:
        return in_phrase(place, start, match.at) or in_phrase(place, match.after, marker_at)
    inverted = lex.order == "vso" or (lex.order == "svo" and _is_fronted(place, start, match.at))
    return (behind or ahead) if inverted else (ahead or behind)


def _is_fronted(place: Place, start: int, verb: int) -> bool:
    """Whether an adverbial without a comma opens the clause, so that the subject can stand behind its verb."""
    units = place.units
    opens = start < verb and units[start].low in place.lex.prepositions
    return opens and all(unit.kind is Kind.WORD for unit in units[start:verb])


def _ends_clause(place: Place, match: Match, opener: int, marker_at: int) -> bool:
    """Whether a word behind a comma is a relative pronoun: it is no article, or its verb ends the clause."""
    if place.units[opener].low not in place.lex.determiners or match.at == opener + 1:
        return True
    return max(match.after, match.closing + 1) >= marker_at and match.at - opener > 1 and place.lex.order == "v2"


def is_passive(place: Place, match: Match) -> bool:
    """Whether a participle stands in the passive: its subject does not speak."""
    units, lex = place.units, place.lex
    near = units[match.at].low, units[match.after - 1].low
    return match.form.role == "participle" and any(word in lex.passives for word in near)


def agent(place: Place, match: Match) -> Range | None:
    """Who speaks in a passive clause: the agent, or the document in which it stands."""
    units, lex = place.units, place.lex
    last = max(match.after, match.closing)
    for k in range(place.clause(match.at), last):
        if units[k].low in lex.agents:
            found = nouns.behind(units, lex, k + 1, last)
            if found and found[0] == k + 1:
                return found
    found = in_phrase(place, place.clause(match.at), last)
    return found if found and any(unit.low in lex.speech_nouns for unit in units[found[0] : found[1]]) else None


def in_phrase(place: Place, first: int, after: int) -> Range | None:
    """The noun phrase behind the first preposition of a range: "In der Erklärung heißt es"."""
    units, lex = place.units, place.lex
    for k in range(first, min(after, first + _NEAR)):
        if units[k].low in lex.prepositions:
            first = k + 1
            while first < after and units[first].low in lex.cues:
                first += 1  # בהודעה שפרסם S נאמר
            return nouns.behind(units, lex, first, after)
    return None
