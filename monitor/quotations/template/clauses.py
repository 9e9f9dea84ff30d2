"""Rules for verbs of saying that stand before or behind what is said, in any order but verb-final.

Every rule takes the sentence and a reporting expression in it and gives a draft or None. The examples are in German
and French; the words of a language come from its data file.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Draft, Match, trimmed
from monitor.quotations.template.lexicon import CLAUSE, OBJECT, QUOTE
from monitor.quotations.template.nouns import Range, is_name
from monitor.quotations.template.place import Marker, Place, flags, is_attribute, marker
from monitor.quotations.template.subjects import WHERE, in_phrase, is_passive, subject
from monitor.quotations.template.units import Kind, Unit

_PREPOSITION = 8
"""Units between a verb and the preposition that carries its content."""
_LEAST = 3
"""Units of a clause that is reported without quotation marks."""
_ENDS = frozenset((Kind.STOP, Kind.SEMI, Kind.COMMA, Kind.DASH, Kind.COLON))
_BEFORE_CUE = frozenset((Kind.COMMA, Kind.DASH))
_SPEECH = frozenset((CLAUSE, QUOTE))


def report(place: Place, match: Match) -> Draft | None:
    """The first rule that fits a verb of saying."""
    if match.form.role == "converb":
        return preposed(place, match)
    return (
        likewise(place, match)
        or postposed_quote(place, match)
        or postposed_clause(place, match)
        or preposed(place, match)
        or complement(place, match)
    )


def likewise(place: Place, match: Match) -> Draft | None:
    """A clause of comparison hands the main clause to a speaker.

    Examples:
        Wie der Zoo am Freitag mitteilte, ist das Nilpferd wieder gesund.
        Die Brücke bleibt gesperrt, wie die Stadt erklärte.
    """
    units, lex = place.units, place.lex
    opener = next((k for k in range(match.at - 1, place.clause(match.at) - 1, -1) if units[k].low in lex.likewise), -1)
    if (
        opener < 0
        or CLAUSE not in match.form.frames
        or any(units[k].kind is Kind.QUOTE and not is_name(units[k]) for k in range(opener, match.at))
    ):
        return None
    last = max(match.after, match.closing + 1)
    comma = next((k for k in range(last, place.end) if units[k].kind in _ENDS), place.end)
    speaker = nouns.behind(units, lex, opener + 1, match.at) or nouns.behind(units, lex, last, comma)
    if opener > place.done + 1 and units[opener - 1].kind is Kind.COMMA:
        content = trimmed(units, place.done, opener - 1)
    elif opener <= place.done + 1 and comma < place.end:
        content = trimmed(units, comma, place.content_end(comma))
    else:
        return None
    if content is None or (speaker is None and WHERE not in match.form.frames):
        return None
    return Draft("as", (content,), match.cue, speaker, max(content[1], comma))


def postposed_quote(place: Place, match: Match) -> Draft | None:
    """Quoted words, then the clause of saying, perhaps more quoted words.

    Examples:
        „Das Eis trägt noch nicht“, warnte die Feuerwehr.
        « Le pont est fermé », a précisé la mairie, « et pour longtemps ».
    """
    units, lex = place.units, place.lex
    quote = _quote_before(place, match.at)
    subject_first: Range | None = None
    if quote < 0 and marker(place, match) is None:
        subject_first = nouns.before(units, lex, _behind_quote(place, match.at), match.at)
        quote = _quote_before(place, subject_first[0]) if subject_first else -1
        quote = -1 if is_name(units[quote]) and not units[quote].stopped else quote
    if quote < 0 or not match.form.frames & _SPEECH:
        return None
    last = max(match.after, match.closing + 1)
    stop = next((k for k in range(last, place.end) if units[k].kind in _ENDS or units[k].kind is Kind.QUOTE), place.end)
    speaker = subject_first or nouns.behind(units, lex, match.after, stop) or nouns.behind(units, lex, last, stop)
    if WHERE in match.form.frames:
        speaker = in_phrase(place, last, stop) or speaker
    begin = _mixed_start(place, quote)
    parts: list[Range] = [(begin, quote + 1)]
    through = stop
    if stop + 1 < place.end and units[stop].kind in _ENDS and units[stop + 1].kind is Kind.QUOTE:
        parts.append((stop + 1, _quotes_end(place, stop + 1)))
        through = parts[-1][1]
    return Draft("direct.qvs", tuple(parts), match.cue, speaker, through, flags(place, match))


def _quote_before(place: Place, at: int) -> int:
    """The quoted stretch directly before a unit, but for a comma or a dash; -1 where there is none."""
    k = at - 1
    while k > place.done and place.units[k].kind in _BEFORE_CUE:
        k -= 1
    if k < place.done or place.units[k].kind is not Kind.QUOTE:
        return -1
    apart = k < at - 1 or place.units[k].stopped
    return k if apart or (k == place.done and not is_name(place.units[k])) else -1


def _behind_quote(place: Place, at: int) -> int:
    return next((k + 1 for k in range(at - 1, place.done - 1, -1) if place.units[k].kind is Kind.QUOTE), at)


def _mixed_start(place: Place, quote: int) -> int:
    """Where a content begins that ends in quoted words: with them, or with the clause that they close."""
    start = place.clause(quote)
    words = trimmed(place.units, start, quote)
    if words is None or any(start <= match.at < quote for match in place.cues):
        return quote
    return words[0]


def _quotes_end(place: Place, first: int) -> int:
    end = first
    for k in range(first, place.end):
        if place.units[k].kind is Kind.QUOTE:
            end = k + 1
        elif place.units[k].kind is Kind.WORD:
            break
    return end


def postposed_clause(place: Place, match: Match) -> Draft | None:
    """A clause, a comma, then the verb of saying with its subject.

    Examples:
        Der Tunnel werde im Mai geöffnet, sagte die Ministerin.
        Les écoles rouvriront lundi, a annoncé le préfet.
    """
    units, lex = place.units, place.lex
    comma = match.at - 1
    if CLAUSE not in match.form.frames or comma <= place.done or units[comma].kind not in _BEFORE_CUE:
        return None
    if match.form.relative or match.form.role == "relative":
        return None
    last = max(match.after, match.closing + 1)
    stop = next((k for k in range(match.after, place.end) if units[k].kind in _ENDS and k >= match.closing), place.end)
    content = trimmed(units, place.clause(comma), comma)
    if content is None or content[1] - content[0] < _LEAST or _later(place, match, stop):
        return None
    if units[content[0]].low in lex.subordinators or _is_apposition(place, match, comma, stop):
        return None
    bracket = match.closing if match.closing > match.after else stop
    speaker = nouns.behind(units, lex, match.after, bracket) or nouns.behind(units, lex, last, stop)
    if WHERE in match.form.frames:
        speaker = in_phrase(place, last, stop) or speaker
    if speaker is None and not _impersonal(match):
        return None
    parts: list[Range] = [content]
    if stop + 2 < place.end and units[stop].kind is Kind.COMMA and units[stop + 1].low not in lex.relatives:
        rest = trimmed(units, stop, place.content_end(stop))
        parts += [rest] if rest and not _holds_cue(place, rest) and rest[1] - rest[0] >= _LEAST else []
    return Draft("indirect.cvs", tuple(parts), match.cue, speaker, parts[-1][1], flags(place, match))


def _impersonal(match: Match) -> bool:
    return bool(match.form.rest)


def _later(place: Place, match: Match, stop: int) -> bool:
    """Whether a colon, a quotation or a complementiser behind the verb shows that the content is still to come."""
    found = marker(place, match)
    return found is not None and (found.at <= stop or (found.what == "that" and found.at == stop + 1))


def _is_apposition(place: Place, match: Match, comma: int, stop: int) -> bool:
    """Whether the comma closes an apposition to the subject: "Meier, Chef der Bank, sagte"."""
    units = place.units
    start = place.clause(comma)
    if place.lex.capital_nouns:
        return not _has_verb(place, start, comma)
    earlier = any(units[k].kind is Kind.COMMA for k in range(start, comma))
    return earlier and (OBJECT in match.form.frames or nouns.behind(units, place.lex, match.after, stop) is None)


def _has_verb(place: Place, first: int, after: int) -> bool:
    """Whether a verb stands in a range, where nouns have capitals: a word in lower case that describes no noun."""
    units, lex = place.units, place.lex
    known = lex.determiners | lex.prepositions | lex.adverbs | lex.links | lex.conjunctions | lex.relatives
    for k in range(first, after):
        unit = units[k]
        if unit.low in lex.auxiliaries or unit.low in lex.subjunctive or unit.low in lex.subjunctive_weak:
            return True
        lower = unit.kind is Kind.WORD and not unit.capital and unit.low.isalpha() and unit.low not in known
        if lower and k > first and (k + 1 >= after or not units[k + 1].capital):
            return True
    return False


def _holds_cue(place: Place, part: Range) -> bool:
    return any(part[0] <= match.at < part[1] for match in place.cues)


def preposed(place: Place, match: Match) -> Draft | None:
    """The verb of saying with its subject, then a colon, quotation marks, a complementiser or a clause.

    Examples:
        Die Gärtnerin sagte am Montag: „Der Apfelbaum blüht.“
        Le maire a répondu que la piscine ouvrirait en juin.
    """
    units = place.units
    found = marker(place, match)
    if found is None or not _fits(match, found) or _describes(place, match, found):
        return None
    content = trimmed(units, found.start, place.content_end(found.start))
    if content is None or (found.what in ("that", "bare") and not _is_clause(units[content[0] : content[1]])):
        return None
    if found.what == "colon" and units[content[0]].kind is Kind.QUOTE:
        content = content[0], max(_quotes_end(place, content[0]), content[0] + 1)
    kind = "direct" if units[content[0]].kind is Kind.QUOTE else "indirect"
    speaker = subject(place, match, found.at)
    rule = f"{kind}.{found.what}"
    return Draft(rule, (content,), match.cue, speaker, content[1], flags(place, match))


def _describes(place: Place, match: Match, found: Marker) -> bool:
    """Whether the content is another verb's that stands between: בהודעה שפרסם S נאמר כי; "rügte X und sagte, dass"."""
    between = (other for other in place.cues if match.at < other.at < found.at)
    return any(match.form.relative or place.is_conjoined(other) for other in between)


def _is_clause(held: Sequence[Unit]) -> bool:
    return len(held) >= _LEAST or held[-1].kind is Kind.QUOTE


def _fits(match: Match, found: Marker) -> bool:
    frames = match.form.frames
    return CLAUSE in frames if found.what in ("that", "bare") else bool(frames & _SPEECH)


def complement(place: Place, match: Match) -> Draft | None:
    """A noun phrase, with or without a preposition, is what is said.

    Examples:
        Der Verband kritisierte die neuen Gebühren.
        Le syndicat a dénoncé les licenciements prévus.
    """
    units, lex = place.units, place.lex
    start = place.clause(match.at)
    if is_passive(place, match):
        return None
    inside = match.closing > match.after and match.form.role == "participle"
    stop = match.closing if inside else place.next_clause(match)
    joined = place.is_conjoined(match)
    ahead = place.inherited(match.at) if joined else nouns.before(units, lex, start, match.at)
    begin = match.after
    speaker = ahead
    if speaker is None:
        speaker = nouns.behind(units, lex, match.after, stop)
        begin = speaker[1] if speaker else begin
    begin = _object_start(place, match, begin, stop)
    ahead_of_verb = _object_before(place, match, start)
    if ahead_of_verb and speaker:
        return Draft("complement", (ahead_of_verb,), match.cue, speaker, match.after, flags(place, match))
    content = trimmed(units, begin, stop) if begin >= 0 else None
    if content is None or speaker is None:
        return None
    through = max(content[1], match.closing + 1)
    cue, marked = match.cue, flags(place, match)
    if units[content[1] - 1].kind is Kind.QUOTE and not is_attribute(units, lex, content[1] - 1):
        return Draft("complement.quote", ((content[1] - 1, content[1]),), cue, speaker, through, marked)
    if lex.order == "v2":
        content = trimmed(units, start, max(stop, through)) or content
    return Draft("complement", (content,), cue, speaker, through, marked) if content[1] - content[0] > 1 else None


def _object_before(place: Place, match: Match, start: int) -> Range | None:
    """An object between the word that closes the subject and the verb: انجمن نے | حملے کی | مذمت کی."""
    units, lex = place.units, place.lex
    closer = next((k for k in range(start + 1, match.at) if units[k].low in lex.closers), -1)
    if OBJECT not in match.form.frames or closer < 0:
        return None
    end = match.at
    while end > closer + 1 and units[end - 1].low in lex.adverbs | lex.links | lex.prepositions:
        end -= 1
    return trimmed(units, closer + 1, end)


def _object_start(place: Place, match: Match, begin: int, stop: int) -> int:
    """Where the object of a verb begins, with its preposition; -1 where the verb takes none that stands there."""
    units, lex = place.units, place.lex
    frames = match.form.frames - _SPEECH
    for k in range(begin, min(stop, begin + _PREPOSITION)):
        if units[k].low in frames and units[k].low != OBJECT:
            return k
        if any(frame.endswith("-") and units[k].low.startswith(frame[:-1]) for frame in frames):
            return k
    if OBJECT not in frames or (begin < stop and begin == match.after and units[begin].low in lex.reflexives):
        return -1
    while begin < stop and units[begin].kind is Kind.WORD and units[begin].low in lex.adverbs:
        begin += 1
    if begin < stop and units[begin].kind in (Kind.COMMA, Kind.STOP, Kind.SEMI):
        return -1
    return begin


def quotative(place: Place, at: int) -> Draft | None:
    """A word that hands a clause to its speaker without a verb.

    Examples:
        „Wir suchen weiter“, so die Bergwacht.
        Der Fahrplan, so der Sprecher der Bahn, ändere sich im Herbst.
    """
    units, lex = place.units, place.lex
    if at == 0 or units[at - 1].kind not in _BEFORE_CUE | {Kind.QUOTE} or at <= place.done:
        return None
    stop = next(
        (k for k in range(at + 1, place.end) if units[k].kind in _ENDS or units[k].kind is Kind.QUOTE), place.end
    )
    speaker = nouns.behind(units, lex, at + 1, stop)
    if speaker is None or speaker[0] != at + 1 or any(at < match.at < stop for match in place.cues):
        return None
    content = trimmed(units, place.clause(at), at)
    if content is None:
        return None
    parts = [content]
    if stop + 1 < place.end:
        rest = trimmed(units, stop, place.content_end(stop))
        parts += [rest] if rest else []
    return Draft("so", tuple(parts), (at, at + 1), speaker, parts[-1][1])
