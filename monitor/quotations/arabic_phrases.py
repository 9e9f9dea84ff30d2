"""Arabic noun phrases: who speaks, after the verb or before it."""

from __future__ import annotations

from monitor.quotations import script_phrases
from monitor.quotations.arabic_cues import Lexicon
from monitor.quotations.arabic_script import COMMAS, DASHES, TERMINATORS, Script

PREPOSITIONS = frozenset(("الي", "على", "عن", "من", "في", "مع", "ب", "ل", "بين", "لدي", "منذ", "حتي", "ضد"))
# How long a noun phrase that speaks may be, in tokens.
PHRASE = 24
_BEFORE_TIME = frozenset(("قبل", "بعد", "منذ", "خلال", "عقب", "اثر"))
_WHICH_TIME = frozenset(("الماضي", "المقبل", "الجاري", "الحالي", "المنصرم", "الماضيه", "المقبله", "نفسه"))
# مصدر طلب عدم الكشف عن اسمه
_WITHHELD = frozenset(("عدم", "ان", "الا", "الكشف", "ذكر", "حجب", "نشر", "التصريح", "الافصاح"))
_WAS = frozenset(("كان", "كانت", "كانوا"))
SIDE = frozenset(
    (("من", "جهته"), ("من", "جانبه"), ("من", "جهتها"), ("من", "جانبها"), ("من", "ناحيته"), ("من", "جهتهم"))
)


def phrase_end(script: Script, lex: Lexicon, begin: int, end: int) -> int:
    """The token after the noun phrase that begins at `begin`; commas open an apposition, adjuncts close the phrase."""
    at = script_phrases.phrase_end(
        script,
        begin,
        end,
        most=PHRASE,
        goes_on=lambda at: _apposition(script, lex, at),
        closes=lambda at: at > begin and _closes_phrase(script, lex, begin, at, end),
    )
    while at - 1 > begin and script.forms[at - 1] in PREPOSITIONS:
        at -= 1
    return at


def _apposition(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether what follows a comma goes on with the noun phrase: a title or a name, not an adjunct or a new clause."""
    form = script.forms[at]
    if form in lex.adjuncts or form in lex.relatives or form in PREPOSITIONS or form in COMMAS:
        return False
    verb = lex.verbs.get(form)
    if verb is not None and "first" not in verb.flags:  # نجيب is a name before it is "we answer"
        return False
    return not (form.startswith("و") and form[1:] in lex.relatives) and form not in ("وهو", "وهي", "وذلك", "وكان", "ما")


def _closes_phrase(script: Script, lex: Lexicon, begin: int, at: int, end: int) -> bool:
    form = script.forms[at]
    following = script.forms[at + 1] if at + 1 < end else ""
    if form in lex.adjuncts or form.removeprefix("و") in lex.relatives or form in lex.with_pronoun or form == ":":
        return True
    if form in DASHES or form in TERMINATORS:
        return True
    if form == "ل" and at + 1 in script.partner and script.forms[begin] not in lex.roles:
        return True  # S لـ"الصحيفة": whom he told
    if form in lex.withholding:
        return following in _WITHHELD
    if form in ("في", "على", "من"):
        return _occasion(lex, form, following)
    verb = lex.verbs.get(form)
    return verb is not None and (verb.adverbial or "imperfect" not in verb.flags) and form not in lex.sources


def _occasion(lex: Lexicon, preposition: str, noun: str) -> bool:
    """Whether a preposition and a noun tell on what occasion or day somebody speaks: في مقابلة، على هامش، في 5 آذار."""
    if preposition == "في" and noun.isdigit():
        return True
    return noun in lex.occasions or noun in lex.adjuncts or noun.removeprefix("ال") in lex.occasions


def subject(script: Script, lex: Lexicon, begin: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that begins after a verb, its adverbs skipped; None when an adjunct stands there instead."""
    at = begin
    while at < end:
        form = script.forms[at]
        if form in _BEFORE_TIME:
            at = next((k for k in range(at, min(end, at + 6)) if script.forms[k] in COMMAS), end)
        elif form in COMMAS or form in _WHICH_TIME or (form in lex.adjuncts and not form.startswith("ل")):
            at += 1
        elif (form, script.forms[at + 1] if at + 1 < end else "") in SIDE:
            at += 2
        else:
            break
    if at >= end:
        return None
    if _cannot_speak(lex, script.forms[at]):
        return None
    after = phrase_end(script, lex, at, end)
    return (at, after) if after > at else None


def _cannot_speak(lex: Lexicon, form: str) -> bool:
    """Whether a word cannot begin the noun phrase after its verb: an adjunct, whom it was said to, an object."""
    if form in PREPOSITIONS or form in lex.adjuncts or form in lex.that or form in lex.relatives or form == ":":
        return True
    verb = lex.verbs.get(form)
    adverbial = verb is not None and verb.adverbial
    return form in lex.with_pronoun or form in lex.wholes or form.startswith("لل") or adverbial


def subject_before(script: Script, lex: Lexicon, first: int, cue: int) -> tuple[int, int] | None:
    """The subject that stands before its verb: S قال، وكان S قد قال، لكنه قال."""
    previous = script.before(cue, first)
    if previous in ("قد", "لقد") and cue - 1 > first:
        cue -= 1
        previous = script.forms[cue - 1]
    if previous in ("لكنه", "لكنها", "ولكنه", "ولكنها", "لكنهم", "ولكنهم") or (
        previous in ("انه", "انها", "انهم") and cue - 2 >= first and script.forms[cue - 2] in ("الا", "غير", "بيد")
    ):
        return cue - 1, cue
    at = _own_clause(script, first, cue)
    while at < cue and (script.forms[at] in lex.openers or script.forms[at] in COMMAS or script.forms[at] in DASHES):
        at += 1
    while at < cue and (
        script.forms[at].removeprefix("و") in PREPOSITIONS or script.forms[at].removeprefix("و") in lex.adjuncts
    ):
        comma = next((k for k in range(at, cue) if script.forms[k] in COMMAS), -1)
        if comma < 0:
            return None
        at = comma + 1
    at, end = _past_issuing(script, lex, at, cue)
    if at >= cue or script.forms[at] in lex.verbs or script.forms[at] in lex.no_subject:
        return None
    after = phrase_end(script, lex, at, end)
    while after - 1 > at and script.forms[after - 1] in _WAS:
        after -= 1
    return (at, after) if after > at and (end < cue or after + 12 > cue) else None


def _past_issuing(script: Script, lex: Lexicon, at: int, cue: int) -> tuple[int, int]:
    """Who issues the paper in which he speaks, and where his name ends: أصدر S بيانا قال فيه، صدر بيان عن S قال فيه."""
    if at < cue and script.forms[at].removeprefix("و") in ("صدر", "صدرت"):
        source = next((k for k in range(at + 1, min(cue, at + 6)) if script.forms[k] == "عن"), -1)
        return (source + 1, cue) if source > 0 else (at, cue)
    if at >= cue or script.forms[at] not in lex.issuing:
        return at, cue
    end = next((k for k in range(at + 2, cue) if _is_paper(lex, script.forms[k])), -1)
    return (at + 1, end) if end > 0 else (at, cue)


def _is_paper(lex: Lexicon, form: str) -> bool:
    """Whether a word is a paper as an object: بيانا، بتصريحات."""
    return any(word.removesuffix("ا").removesuffix("ات") in lex.papers for word in (form, form.removeprefix("ب")))


def sentence_subject(script: Script, lex: Lexicon, first: int, at: int) -> tuple[int, int] | None:
    """Who does what the sentence tells before `at`: after its first word, or its verb of saying further on."""
    if script.forms[first] in lex.addressing:
        return None
    telling = (k for k in range(first, at) if (verb := lex.verbs.get(script.forms[k])) and not verb.adverbial)
    fronted = script.forms[first].removeprefix("و") in PREPOSITIONS or script.forms[first] in lex.adjuncts
    begin = (next(telling, at) if fronted else first) + 1
    comma = next((k for k in range(begin + 1, at) if script.forms[k] in COMMAS), at)
    return subject(script, lex, begin, comma)


def _own_clause(script: Script, first: int, cue: int) -> int:
    """Where the cue's own clause begins: after إلا أن، لكن، فيما."""
    for at in range(cue - 1, max(first, cue - 16), -1):
        form = script.forms[at]
        if form in ("لكن", "ولكن", "بينما", "فيما", "وفيما"):
            return at + 1
        if form == "ان":
            return at + 1
    return first
