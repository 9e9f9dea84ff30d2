"""Rules for languages whose verb of saying comes last: Turkish."""

from __future__ import annotations

from monitor.quotations.template import nouns
from monitor.quotations.template.drafts import Draft, Match, trimmed
from monitor.quotations.template.lexicon import CLAUSE, OBJECT, QUOTE
from monitor.quotations.template.nouns import Range
from monitor.quotations.template.place import Place, flags
from monitor.quotations.template.subjects import WHERE
from monitor.quotations.template.units import Kind

_NEAR = 6
"""Units between quoted words and the verb of saying: the speaker's name, or adverbs."""
_SUBJECT = 14
"""Units of a subject that no comma closes."""


def report(place: Place, match: Match) -> Draft | None:
    """The first rule that fits a verb of saying."""
    return quoted(place, match) or nominal(place, match) or colon(place, match) or complement(place, match)


def colon(place: Place, match: Match) -> Draft | None:
    """The verb, a colon, then what is said.

    Examples:
        Belediye başkanı şöyle dedi: "Park yarın açılıyor."
        Doktor şunları söyledi: "Hastalar iyileşti. Hepsi evine döndü."
    """
    units = place.units
    if match.after >= place.end or units[match.after].kind is not Kind.COLON or match.form.role != "finite":
        return None
    content = trimmed(units, match.after + 1, place.end)
    if content is None:
        return None
    speaker = nouns.before(units, place.lex, place.clause(match.at), match.at)
    return Draft("direct.colon", (content,), match.cue, speaker, content[1])


def quoted(place: Place, match: Match) -> Draft | None:
    """Quoted words before the verb; the speaker before them, between, or behind the verb.

    Examples:
        Öğretmen, "Sınav ertelendi" dedi.
        "Yol açık" diyen şoför, beklemediğini anlattı.
    """
    units = place.units
    last = next(
        (k for k in range(match.at - 1, max(match.at - 1 - _NEAR, place.done - 1), -1) if units[k].kind is Kind.QUOTE),
        -1,
    )
    if last < 0 or not match.form.frames & {CLAUSE, QUOTE}:
        return None
    between = trimmed(units, last + 1, match.at)
    if nouns.is_name(units[last]) and between and not _is_adverb(place, between):
        return None
    first = last
    while first > place.done and units[first - 1].kind in (Kind.QUOTE, Kind.COMMA) and _quote_within(place, first - 1):
        first -= 1
    content = trimmed(units, first, last + 1)
    speaker = _of_quote(place, match, first, between)
    if nouns.is_name(units[last]) and speaker and speaker[1] < first and WHERE not in match.form.frames:
        content = trimmed(units, speaker[1], match.at)
    if content is None:
        return None
    return Draft("direct.sov", (content,), match.cue, speaker, match.after, flags(place, match))


def _quote_within(place: Place, k: int) -> bool:
    units = place.units
    return units[k].kind is Kind.QUOTE or (k > place.done and units[k - 1].kind is Kind.QUOTE)


def _is_adverb(place: Place, part: Range) -> bool:
    return all(unit.low in place.lex.adverbs for unit in place.units[part[0] : part[1]])


def _of_quote(place: Place, match: Match, first: int, between: Range | None) -> Range | None:
    units, lex = place.units, place.lex
    if match.form.role == "relative":
        return nouns.behind(units, lex, match.after, _comma(place, match.after))
    if WHERE in match.form.frames:
        return _of_paper(place, match)
    if between and not _is_adverb(place, between):
        return nouns.before(units, lex, *between)
    start = place.clause(first)
    comma = next((k for k in range(start, first) if units[k].kind is Kind.COMMA), first)
    ahead = nouns.before(units, lex, start, comma)
    if ahead is None and match.form.role == "finite" and match.after < place.end:
        return nouns.behind(units, lex, match.after, place.end)
    return ahead or (place.drafts[-1].speaker if place.drafts else None)


def _comma(place: Place, first: int) -> int:
    return next((k for k in range(first, place.end) if place.units[k].kind is not Kind.WORD), place.end)


def nominal(place: Place, match: Match) -> Draft | None:
    """A clause made into a noun before the verb: "-dığını söyledi", "-acağını açıkladı".

    Examples:
        Bakan, köprünün yakında açılacağını söyledi.
        Vali, suların çekildiğini ve yolların açıldığını belirtti.
    """
    units, lex = place.units, place.lex
    end = match.at
    while end > place.done and units[end - 1].low in lex.adverbs:
        end -= 1
    if end <= place.done or not _is_nominal(place, end - 1):
        return None
    start = place.clause(match.at)
    speaker, begin = _subject(place, match, start, end)
    content = trimmed(units, begin, end)
    if content is None or content[1] - content[0] < 2:
        return None
    return Draft("indirect.nominal", (content,), match.cue, speaker, match.after, flags(place, match))


def _is_nominal(place: Place, k: int) -> bool:
    return place.units[k].kind is Kind.WORD and place.units[k].low.endswith(place.lex.endings)


def _subject(place: Place, match: Match, start: int, end: int) -> tuple[Range | None, int]:
    """The speaker and where the content begins."""
    units, lex = place.units, place.lex
    if match.form.role == "relative":
        return nouns.behind(units, lex, match.after, _comma(place, match.after)), start
    if WHERE in match.form.frames:
        return _of_paper(place, match), _behind_paper(place, start, end)
    comma = next((k for k in range(start, min(end, start + _SUBJECT)) if units[k].kind is Kind.COMMA), -1)
    if comma > start and not any(_is_nominal(place, k) for k in range(start, comma)):
        speaker = nouns.before(units, lex, start, comma)
        if speaker:
            return speaker, _behind_paper(place, comma + 1, end)
    if match.form.role == "converb" or place.drafts:
        return (place.drafts[-1].speaker if place.drafts else nouns.leading(units, lex, 0, start)), start
    split = _before_genitive(place, start, end)
    return (nouns.before(units, lex, start, split), split) if split > start else (None, start)


def _of_paper(place: Place, match: Match) -> Range | None:
    """Whose paper it is in which something "is said": "Limandan yapılan açıklamada … denildi"."""
    units, lex = place.units, place.lex
    start = place.clause(match.at)
    paper = next((k for k in range(start, match.at) if units[k].low in lex.prepositions), -1)
    if paper <= start:
        return None
    end = next((k for k in range(start + 1, paper) if units[k].low in lex.relatives), paper)
    return nouns.behind(units, lex, start, end)


def _behind_paper(place: Place, begin: int, end: int) -> int:
    """Past the occasion that a comma closes: "yaptığı açıklamada, | yolun açıldığını"."""
    units, lex = place.units, place.lex
    comma = next((k for k in range(begin, min(end, begin + _SUBJECT)) if units[k].kind is Kind.COMMA), -1)
    return comma + 1 if comma > begin and units[comma - 1].low in lex.prepositions else begin


def complement(place: Place, match: Match) -> Draft | None:
    """A noun in the accusative before the verb is what somebody condemns, denies or claims.

    Examples:
        Bakanlık iddiaları yalanladı.
        Muhtar, köprünün yıkılmasını kınadı.
    """
    units, lex = place.units, place.lex
    if OBJECT not in match.form.frames or match.form.role != "finite":
        return None
    start, end = place.clause(match.at), match.at
    while end > start and units[end - 1].low in lex.adverbs:
        end -= 1
    if end - 1 <= start or units[end - 1].kind is not Kind.WORD or not units[end - 1].low.endswith(lex.accusatives):
        return None
    comma = next((k for k in range(start + 1, min(end, start + _SUBJECT)) if units[k].kind is Kind.COMMA), -1)
    if comma > 0:
        speaker, begin = nouns.before(units, lex, start, comma), _behind_paper(place, comma + 1, end)
    else:
        begin = _before_genitive(place, start, end)
        begin = begin if begin > start else _last_names(place, start, end)
        speaker = nouns.before(units, lex, start, begin)
    content = trimmed(units, begin, end)
    if speaker is None or content is None:
        return None
    return Draft("complement", (content,), match.cue, speaker, match.after, flags(place, match))


def _last_names(place: Place, start: int, end: int) -> int:
    """Where the words with a capital end with which a clause begins, one word at least."""
    k = start + 1
    while k < end - 1 and place.units[k].capital:
        k += 1
    return k


def _before_genitive(place: Place, start: int, end: int) -> int:
    """Where the subject of the reported clause begins, a noun in the genitive: "Bakan | köprünün …"."""
    units, lex = place.units, place.lex
    for k in range(start, min(end, start + _SUBJECT)):
        if units[k].low.endswith(lex.genitives):
            first = k
            while first > start + 1 and units[first - 1].low in lex.determiners:
                first -= 1
            return first
    return start
