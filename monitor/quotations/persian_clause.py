"""The parts of a Persian clause of saying: the speaker's noun phrase before the verb, the content around it."""

from __future__ import annotations

from monitor.quotations import script_phrases
from monitor.quotations.arabic_script import COMMAS, DASHES, MARKS, TERMINATORS, Script
from monitor.quotations.persian_cues import Cue, Lexicon, cue_at, match_words
from monitor.quotations.script_phrases import QUOTED_NAME

# A noun phrase that speaks is no longer than this, in tokens.
PHRASE = 16
# An agency before a dash has at most so many: خبرگزاری ما - S گفت.
_AGENCY = 5
# Bare attributions without a comma (به گفته S C): the name ends within so many tokens.
SHORT = 5
# Most finite forms end so; used only before a comma.
_VERB_ENDINGS = ("د", "ست", "شت", "رفت", "شده", "بوده", "داشته", "كرده", "گفته", "ساخته", "گرفته", "داده", "نيست")
_TOO = frozenset(("نيز", "همچنين", "هم", "همواره"))
_RESPONSIBILITY = ("مسيول", "مسوول")
# Nouns of judging: their object ends with را, and the present reports as the past does.
_JUDGING = frozenset(("محكوم", "رد", "تكذيب", "تاييد"))
_DEMONSTRATIVES = frozenset(("اين", "ان", "همين", "همان", "يك", "برخي"))


def clause_subject(script: Script, lex: Lexicon, first: int, cue: int) -> tuple[int, int] | None:
    """The subject of the cue's clause: in its own clause if it has one, else the sentence's first subject."""
    begin = _last_clause(script, lex, first, cue)
    own = noun_phrase(script, lex, begin, cue)
    if own is not None or begin == first:
        return own
    return noun_phrase(script, lex, first, begin)


def _last_clause(script: Script, lex: Lexicon, first: int, cue: int) -> int:
    for at in range(cue - 1, first, -1):
        if script.inside[at] < 0 and (script.forms[at] in ("؛", ";", ":") or lex.is_finite(script.forms[at])):
            return at + 1
    return first


def noun_phrase(script: Script, lex: Lexicon, begin: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that opens a clause, its connectives and fronted adjuncts skipped; None before را."""
    at = _skip_front(script, lex, begin, end)
    if at >= end:
        return None
    if script.forms[at] in lex.pronouns:
        return at, at + 1
    after = phrase_end(script, lex, at, end)
    dash = next((k for k in range(at + 1, min(after, at + _AGENCY)) if script.forms[k] in DASHES), -1)
    at = dash + 1 if dash > 0 else at  # خبرگزاری ما - S گفت
    if "را" in script.forms[after:end]:
        after = next((k for k in range(at + 1, after) if lex.is_object(script.forms[k])), after)
    if after <= at or (after < end and script.forms[after] == "را"):
        return None
    return at, after


def _skip_front(script: Script, lex: Lexicon, begin: int, end: int) -> int:
    at = begin
    while at < end:
        form = script.forms[at]
        after = match_words(script, lex.connectives, at, end)
        if after > at:
            at = after
        elif at in script.partner and (script.partner[at] - at - 1 > QUOTED_NAME or script.before(at, begin) == ":"):
            at = script.past(at, end)
        elif not (form[0].isalnum() or form in MARKS) or form in lex.openers:
            at += 1
        elif form in lex.adjuncts:
            at = _past_adjunct(script, lex, at, end)
        else:
            break
    return at


def _past_adjunct(script: Script, lex: Lexicon, at: int, end: int) -> int:
    """Past a fronted adjunct: to its comma; a credit to an agency may end with a dash instead (به گزارش ایلنا -)."""
    comma = next((k for k in range(at, end) if script.forms[k] in COMMAS and script.inside[k] < 0), end)
    if comma == end and match_words(script, lex.credits, at, end) > at:
        comma = max((k for k in range(at, min(end, at + PHRASE)) if script.forms[k] in DASHES), default=end)
    return min(comma + 1, end)


def phrase_end(script: Script, lex: Lexicon, begin: int, end: int) -> int:
    """The token after the noun phrase at `begin`: an adjunct closes it, a comma may open an apposition."""

    def closes(at: int) -> bool:
        if at > begin and _goes_on(script, lex, begin, at, end):
            return False
        return _closes_phrase(script, lex, begin, at, end)

    at = script_phrases.phrase_end(
        script, begin, end, most=PHRASE, goes_on=lambda at: _apposition(script, lex, at, end), closes=closes
    )
    return at - 1 if at - 1 > begin and script.forms[at - 1] == "و" else at


def _goes_on(script: Script, lex: Lexicon, begin: int, at: int, end: int) -> bool:
    """Whether a preposition goes on with a noun phrase: یکی از پزشکان، منبعی در وزارت کشور."""
    form = script.forms[at]
    if form == "از":
        return script.before(at, begin) in lex.quantifiers
    served = form == "در" and at + 1 < end and script.forms[at + 1] in lex.bodies
    return served and any(word in lex.belonging for word in script.forms[begin : min(at, begin + 2)])


def _closes_phrase(script: Script, lex: Lexicon, begin: int, at: int, end: int) -> bool:
    form = script.forms[at]
    if form == "را" or form == ":" or form in TERMINATORS or (at > begin and form in lex.adjuncts):
        return True
    return form in lex.light and cue_at(script, lex, at, end) is not None


def _apposition(script: Script, lex: Lexicon, at: int, end: int) -> bool:
    form = script.forms[at]
    return not (
        form in lex.adjuncts
        or form in lex.openers
        or form in lex.pronouns
        or form in COMMAS
        or match_words(script, lex.connectives, at, end) > at
        or match_words(script, lex.phrases, at, end) > at
    )


def source_end(script: Script, lex: Lexicon, begin: int, after: int) -> int:
    """The token after the source of an attribution: at its comma, or by shape where the writer left the comma out."""
    limit = min(after, begin + PHRASE)
    head = script.forms[begin]
    if head in lex.pronouns:
        return begin + 1
    comma = next((k for k in range(begin, limit) if script.forms[k] in COMMAS and script.inside[k] < 0), -1)
    if head in _DEMONSTRATIVES and not begin < comma <= begin + 4:
        return min(begin + 2, after)
    if comma >= 0 and not any(lex.is_finite(script.forms[k]) for k in range(begin, comma)):
        return _past_title(script, lex, comma, after)
    if head in lex.honorifics or head in lex.institutions:
        return min(begin + 2, after)
    for at in range(begin + 1, min(limit, begin + SHORT)):
        form = script.forms[at]
        if form in lex.adjuncts or form in ("اين", "همه", "هر", "حدود", "بيش", "هيچ") or form[0].isdigit():
            return at
    return min(begin + 2, limit)


def _past_title(script: Script, lex: Lexicon, comma: int, after: int) -> int:
    """Past a title between commas: به گفته احمد کریمی، رئیس اتاق، نرخ ثابت است."""
    second = next((k for k in range(comma + 1, min(after, comma + 9)) if script.forms[k] in COMMAS), -1)
    if second - comma <= 2 or script.forms[comma + 1] in lex.pronouns:
        return comma
    words = script.forms[comma + 1 : second]
    return comma if any(form in lex.adjuncts or lex.is_finite(form) for form in words) else second


def new_clause(script: Script, lex: Lexicon, at: int, after: int) -> bool:
    """Whether a co-ordinated clause of saying begins at `at`: و افزود: C، و در ادامه گفت که C."""
    if script.forms[at] != "و" or at + 1 >= after:
        return False
    place = at + 1
    for _ in range(2):
        skipped = match_words(script, lex.connectives, place, after)
        if skipped > place:
            place = skipped
        elif place < after and script.forms[place] in ("نيز", "همچنين", "هم", "سپس"):
            place += 1
    cue = cue_at(script, lex, place, after) if place < after else None
    if cue is None or cue.after >= after or cue.flags & {"imperfect", "subjunctive", "first"}:
        return False
    return bool(cue.takes & {"that", "frame"})


def subordinate(script: Script, lex: Lexicon, first: int, cue: int) -> bool:
    """Whether the cue stands in a subordinate clause before its main clause: پس از آن که S گفت C، رفت."""
    at = next(
        (
            k
            for k in range(cue - 1, first - 1, -1)
            if match_words(script, lex.subordinators, k, cue) > k and _opens_clause(script, lex, first, k)
        ),
        -1,
    )
    if at < 0:
        return False
    return not any(script.forms[k] in COMMAS and lex.is_finite(script.forms[k - 1]) for k in range(at + 1, cue))


def _opens_clause(script: Script, lex: Lexicon, first: int, at: int) -> bool:
    return at == first or script.forms[at - 1] in COMMAS or script.forms[at - 1] in lex.openers


def main_clause(script: Script, start: int, after: int) -> int:
    """Where the main clause begins after a subordinate one: at a comma behind a verb; `after` when there is none."""
    return next(
        (
            k
            for k in range(start + 3, after)
            if script.forms[k] in COMMAS and script.inside[k] < 0 and script.forms[k - 1].endswith(_VERB_ENDINGS)
        ),
        after,
    )


def content_end(script: Script, lex: Lexicon, start: int, after: int) -> int:
    """The token after a content that begins at `start`: a further clause of saying, or the sentence's end."""
    at = start
    while at < after:
        if at in script.partner:
            at = script.past(at, after)
            continue
        if at > start and new_clause(script, lex, at, after):
            return at
        at += 1
    return after


def content_before(script: Script, lex: Lexicon, cue: Cue, begin: int) -> int:
    """Where a content before its verb begins: از C خبر داد، C را تکذیب کرد; the cue's own number when there is none."""
    words = {"from": ("از",), "on": ("بر", "به"), "toward": ("نسبت",)}
    for kind, openings in words.items():
        if kind not in cue.takes:
            continue
        at = next((k for k in range(begin, cue.first) if script.forms[k] in openings and script.inside[k] < 0), -1)
        if at >= 0:
            return at
    if "claim" in cue.takes:
        return next((k for k in range(begin, cue.first - 1) if _claims(script, lex, k)), cue.first)
    if (
        "object" in cue.takes
        and ("imperfect" not in cue.flags or cue.name in _JUDGING)
        and "subjunctive" not in cue.flags
    ):
        objects = [k for k in range(begin, cue.first) if script.forms[k] == "را" and script.inside[k] < 0]
        return _after_adjuncts(script, lex, begin, objects[-1]) if objects else cue.first
    return cue.first


def _claims(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether responsibility for a deed begins here (مسئولیت حمله), not for an office."""
    return script.forms[at].startswith(_RESPONSIBILITY) and (
        lex.is_object(script.forms[at + 1]) or script.forms[at + 1] == "عمليات"
    )


def object_end(script: Script, cue: Cue, start: int) -> int:
    """The token after an object before its verb: with را for a verb of judging (C را به شدت محکوم کرد)."""
    if cue.name not in _JUDGING:
        return cue.first
    places = (k for k in range(cue.first - 1, start, -1) if script.forms[k] == "را" and script.inside[k] < 0)
    return next(places, cue.first - 1) + 1


def split_object(script: Script, lex: Lexicon, cue: Cue, first: int) -> int:
    """Where the object begins when no comma parts it from the subject: S | حمله را محکوم کرد; the cue when nowhere."""
    end = next((k for k in range(cue.first - 1, first, -1) if script.forms[k] == "را" and script.inside[k] < 0), -1)
    begin = _skip_front(script, lex, first, end)
    comma = next((k for k in range(end, begin, -1) if script.forms[k] in COMMAS), begin)
    comma = max(comma, _last_clause(script, lex, first, cue.first) - 1)
    opening = (k for k in range(begin + 1, end) if script.forms[k - 1] in COMMAS and lex.is_object(script.forms[k]))
    inner = (k for k in range(comma + 1, end) if lex.is_object(script.forms[k]))
    start = next(opening, next(inner, cue.first))
    if start == cue.first and cue.name == "متهم" and 2 <= end - begin <= PHRASE // 4:
        return end - 1
    return start


def _after_adjuncts(script: Script, lex: Lexicon, begin: int, end: int) -> int:
    """Past the adjuncts that end with a comma: در بیانیه‌ای، ضمن انتقاد، C را رد کرد."""
    at = begin
    while at < end and (script.forms[at] in lex.adjuncts or script.forms[at] in COMMAS):
        if script.forms[at] in _TOO:
            at += 1
            continue
        comma = next((k for k in range(at, end) if script.forms[k] in COMMAS), -1)
        if comma < 0:
            return at
        at = comma + 1
    return at
