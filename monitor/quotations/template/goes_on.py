"""Rules for words without a verb of saying of their own: names with a colon, quotations that go on, the subjunctive."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from monitor.quotations.template import cues, nouns
from monitor.quotations.template.drafts import Draft, Found, Match
from monitor.quotations.template.lexicon import CLAUSE, OBJECT, Lexicon
from monitor.quotations.template.nouns import Range
from monitor.quotations.template.place import Place, marker
from monitor.quotations.template.units import Kind, Sentence

_NAME = 9
"""Units of a speaker's name before a colon."""
_LEAST = 4
"""Words of a quotation that goes on."""
_FEWEST = 2
"""Words of a quotation behind a name and a colon."""
_PREFIELD = 7
"""Units between two commas that can be without a verb: an apposition, the beginning of a clause."""


def heading(place: Place, at: int) -> Draft | None:
    """A name, a colon, and what is said in quotation marks.

    Examples:
        Hafenmeister Brandt: „Kein Schiff fährt heute.“
        ראש העיר: "הגשר ייפתח מחר".
    """
    units, lex = place.units, place.lex
    if at + 1 >= len(units) or units[at + 1].kind is not Kind.QUOTE or units[at + 1].length < _FEWEST:
        return None
    first = at
    while first > place.done and at - first < _NAME and _names(place, first - 1):
        first -= 1
    if first > place.done and units[first - 1].kind not in (Kind.QUOTE, Kind.STOP):
        return None
    speaker = nouns.behind(units, lex, first, at)
    if (
        speaker is None
        or speaker[1] < _apposition(place, first, at)
        or any(first <= match.at < at for match in place.cues)
    ):
        return None
    return Draft("colon", ((at + 1, at + 2),), None, speaker, at + 2)


def _apposition(place: Place, first: int, at: int) -> int:
    """Where a name has to end: at the colon, or at the comma before an apposition or an occasion."""
    return next((k for k in range(first, at) if place.units[k].kind is Kind.COMMA), at)


def _names(place: Place, k: int) -> bool:
    unit = place.units[k]
    if unit.kind is Kind.WORD:
        return unit.low not in place.lex.auxiliaries
    return unit.kind is Kind.COMMA or nouns.is_name(unit)


def behind_clause(place: Place, at: int) -> Draft | None:
    """Quoted words behind a clause and a colon, without a verb of saying.

    Examples:
        Der Trainer zeigte sich erleichtert: „Das war ein gutes Spiel.“
        Die Ärztin glaubt, dass es gelingt: „Wir haben lange geübt.“
    """
    units, lex = place.units, place.lex
    if at + 1 >= len(units) or units[at + 1].kind is not Kind.QUOTE or nouns.is_name(units[at + 1]):
        return None
    if any(unit.kind is Kind.WORD for unit in units[at + 2 :]):
        return None
    speaker = place.drafts[-1].speaker if place.drafts else nouns.leading(units, lex, 0, at)
    return Draft("colon.clause", ((at + 1, len(units)),), None, speaker, len(units)) if speaker else None


def anaphor(place: Place, before: Sentence | None) -> tuple[Match, Range] | None:
    """A verb whose object stands for the sentence before: its verb and its speaker.

    Examples:
        Der Zirkus kommt im Mai. Das bestätigte die Direktorin.
        Die Straße bleibt gesperrt. Dies teilte das Amt am Freitag mit.
    """
    units, lex = place.units, place.lex
    if before is None or not place.cues or not units or units[0].low not in lex.anaphors:
        return None
    match = place.cues[0]
    if match.at != 1 or not match.form.frames & {CLAUSE, OBJECT}:
        return None
    after = match.closing if match.closing > match.after else place.end
    if any(unit.kind not in (Kind.WORD, Kind.ASIDE, Kind.COMMA) for unit in units[:after]):
        return None
    speaker = nouns.behind(units, lex, match.after, after)
    return (match, speaker) if speaker and not marker(place, match) else None


def floating(place: Place, before: Found | None, sentence: int, paragraph: bool) -> Draft | None:
    """A sentence wholly in quotation marks goes on with the quotation before it.

    Examples:
        „Wir bauen neu“, sagte die Wirtin. „Im Sommer sind wir fertig.“
        «Nous restons», a dit le berger. «La montagne est à nous.»
    """
    if before is None or sentence - before.sentence > (2 if paragraph else 1):
        return None
    units = place.units
    held = [k for k in range(len(units)) if units[k].kind is not Kind.STOP]
    if not held or any(units[k].kind not in (Kind.QUOTE, Kind.COMMA, Kind.DASH) for k in held):
        return None
    quotes = [k for k in held if units[k].kind is Kind.QUOTE]
    if not quotes or sum(units[k].length for k in quotes) < _LEAST:
        return None
    return Draft("floating", ((quotes[0], quotes[-1] + 1),), None, None, len(units))


def runs_on(before: Found, cut: Sequence[Sentence], number: int, lex: Lexicon) -> bool:
    """Whether a sentence goes on with words without marks behind a colon: in their paragraph, up to the next report.

    Examples:
        הנמל הודיע: הגשר ייסגר הלילה. הכביש פתוח כרגיל.
        انجمن نے اعلان کیا: بندرگاہ بند ہے۔ سڑک کھلی ہے۔
    """
    sentence, last = cut[number], cut[number - 1]
    if before.sentence != number - 1 or last.paragraph != sentence.paragraph or sentence.quoted:
        return False
    words = [unit for unit in last.units if unit.kind is Kind.WORD]
    whole = bool(words) and before.quotation.parts[-1].end >= words[-1].end
    return whole and before.quotation.rule.endswith("indirect.colon") and not cues.find(sentence.units, lex)


def thus(place: Place) -> Draft | None:
    """A sentence that a word hands to the source before it.

    Examples:
        Die Polizei legte einen Bericht vor. Demnach war die Tür offen.
        השר דיבר בכנסת. לדבריו, היבול גדול.
    """
    units = place.units
    if not units or units[0].low not in place.lex.thus or place.end < _LEAST:
        return None
    first = 2 if units[1].kind is Kind.COMMA else 0
    return Draft("thus", ((first, place.end),), (0, 1), None, place.end)


def subjunctive(place: Place, before: Found | None, number: int) -> Draft | None:
    """A sentence in the subjunctive of reported speech goes on with the report before it, without a verb of saying.

    Examples:
        Der Müller sagte, das Wehr sei alt. Es müsse im Herbst erneuert werden.
        Die Gemeinde lehnte den Bau ab. Der Boden sei zu weich.
    """
    lex, units = place.lex, place.units
    if not lex.subjunctive or not units or number == 0 or units[0].low in lex.pronouns & lex.first_person:
        return None
    near = before is not None and number - before.sentence == 1
    main = _main_verb(place)
    if main < 0 or not (near or units[main].low in lex.subjunctive):
        return None
    return Draft("subjunctive", ((0, place.end),), None, None, place.end)


def _main_verb(place: Place) -> int:
    """The finite verb of the main clause, where it is a subjunctive; -1 where it is not."""
    units, lex = place.units, place.lex
    verbs = lex.subjunctive | lex.subjunctive_weak
    for first, after in _clauses(place):
        opener = units[first].low
        if opener in lex.subordinators | lex.complementisers | lex.likewise or (first and opener in lex.relatives):
            continue
        for k in range(first, after):
            if units[k].low in verbs:
                return k
        if after - first > _PREFIELD:
            return -1
    return -1


def _clauses(place: Place) -> list[Range]:
    """The stretches between the commas of a sentence that hold anything."""
    edges = [-1, *(k for k in range(place.end) if place.units[k].kind is Kind.COMMA), place.end]
    return [(left + 1, right) for left, right in pairwise(edges) if right > left + 1]
