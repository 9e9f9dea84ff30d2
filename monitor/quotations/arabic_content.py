"""Arabic contents: where what is said begins after a cue, and where it ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from monitor.quotations.arabic_cues import Lexicon, Verb
from monitor.quotations.arabic_objects import begins_content, definite_object, pivots, whom
from monitor.quotations.arabic_phrases import PHRASE, PREPOSITIONS, SIDE
from monitor.quotations.arabic_script import COMMAS, DASHES, NEWLINE, TERMINATORS, Script
from monitor.quotations.script_paragraphs import next_paragraph, quoted_end
from monitor.quotations.script_phrases import QUOTED_NAME

_WHILE = frozenset(("فيما", "بينما"))
_REGARDING = frozenset(("يتعلق", "يخص"))
# How far from its verb a content may begin, in tokens.
REACH = 45
_BEFORE_ATTRIBUTION = TERMINATORS | COMMAS | {NEWLINE, ""}
# The same after a homograph of which only that makes a verb of saying: وزاد أن.
_NEAR = 5
# Carriers of verbs that no أن follows.
NO_CLAUSE = frozenset({"np", "as", "close", "recall", "def", "whom"})
# A speech without marks runs on for at most so many sentences.
_SPEECH = 6


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a content begins, and what shows it: "that", "whether", "quote", "colon" or "np"."""

    at: int
    start: int
    what: str


def find_marker(script: Script, lex: Lexicon, begin: int, after: int, verb: Verb | None = None) -> Marker | None:
    """What introduces the content after a verb: أن with or without its preposition, quotation marks, a colon."""
    at, limit = begin, min(after, begin + REACH)
    while at < limit:
        form = script.forms[at]
        if at in script.partner:
            closing = script.partner[at]
            if closing - at - 1 > QUOTED_NAME or not _is_name(script, lex, at, closing, limit):
                return Marker(at, at, "quote")
            at = script.past(at, limit)
            continue
        if form in lex.that or form in lex.that_with_b:
            until = verb is not None and script.before(at) == "الي" and not _takes_to(verb)
            blocked = until or script.before(at) in lex.not_that
            return None if blocked else Marker(at, after_that(script, at), "that")
        if form == ":":
            return Marker(at, at + 1, "colon")
        if form == "هل" or (form in ("ما", "عما") and at + 1 < limit and script.forms[at + 1] in ("اذا", "ان")):
            return Marker(at, at, "whether")
        other = lex.verbs.get(form)
        if at > begin and ((other is not None and (other.joined or other.adverbial)) or _turns(script, at)):
            return None
        at += 1
    return None


def _turns(script: Script, at: int) -> bool:
    """Whether another clause begins there: نفى الجيش الخبر، فيما أعلن الحزب; not: فيما يتعلق."""
    following = script.forms[at + 1] if at + 1 < len(script.forms) else ""
    return script.forms[at] in _WHILE and script.forms[at - 1] in COMMAS and following not in _REGARDING


def _takes_to(verb: Verb) -> bool:
    """Whether a verb takes إلى أن; after the others it means "until"."""
    return bool(verb.takes & {"الي", "الي*"})


def _is_name(script: Script, lex: Lexicon, opening: int, closing: int, limit: int) -> bool:
    """Whether a short quoted string is a name, not what is said: أن follows it, or the noun phrase goes on."""
    if that_ahead(script, lex, closing + 1, limit):
        return True
    following = script.forms[closing + 1] if closing + 1 < limit else ""
    return script.before(opening).isalpha() and following.isalpha() and following not in lex.verbs


def after_that(script: Script, at: int) -> int:
    """The content's first token: after أن or أنه; أنها and أنهم name the subject and stay."""
    return at + 1 if script.forms[at] in ("ان", "بان", "انه", "بانه") else at


def that_ahead(script: Script, lex: Lexicon, begin: int, limit: int) -> bool:
    """Whether أن follows before the clause ends."""
    for at in range(begin, limit):
        form = script.forms[at]
        if form in lex.that or form in lex.that_with_b:
            return script.before(at) not in lex.not_that
        if at in script.partner and script.partner[at] - at > QUOTED_NAME + 1:
            return False
        verb = lex.verbs.get(form)
        if (verb is not None and (verb.joined or verb.adverbial)) or (at > begin and _turns(script, at)):
            return False
    return False


def noun_content(script: Script, lex: Lexicon, verb: Verb, begin: int, after: int) -> Marker | None:
    """Where a noun phrase that is the content begins: after the verb's preposition, or at a verbal noun."""
    limit = min(after, begin + PHRASE)
    at = begin
    while at < limit:
        if at in script.partner:
            if script.partner[at] - at - 1 > QUOTED_NAME:
                return None
            at = script.past(at, limit)
            continue
        marker = _noun_marker(script, lex, verb, begin, at)
        if marker is not None:
            return marker
        form = script.forms[at]
        other = lex.verbs.get(form)
        if other is not None and at > begin and form not in lex.sources and (other.joined or other.adverbial):
            break
        if at > begin and _turns(script, at):
            break
        at += 1
    if "def" not in verb.takes:
        return None
    start = definite_object(script, lex, begin, at)
    return Marker(start, start, "np") if start >= 0 else None


def _noun_marker(script: Script, lex: Lexicon, verb: Verb, begin: int, at: int) -> Marker | None:
    form = script.forms[at]
    if "as" in verb.takes and pivots(verb, form, lex):
        start = whom(script, lex, verb, begin, at)
        return Marker(start, start, "np")
    if form + "*" in verb.takes and not _side(script, at) and _carries(script, lex, at):
        start = whom(script, lex, verb, begin, at) if "whom" in verb.takes else at
        return Marker(at, at + 1, "np") if start == at else Marker(start, start, "np")
    if form == "عن" and form in verb.takes and begins_content(script, lex, at + 1):
        return Marker(at, at + 1, "np")
    if "ب*" in verb.takes and form[0] == "ب" and len(form) > 2 and form not in lex.not_with_b:
        return Marker(at, at, "np")
    if "np" in verb.takes and _begins_object(script, lex, begin, at):
        return Marker(at, at, "np")
    return None


def _carries(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether a preposition carries what is said; after an occasion only before a verbal noun (في حديث عن is about)."""
    return script.forms[at - 1] not in lex.occasions or begins_content(script, lex, at + 1)


def _side(script: Script, at: int) -> bool:
    return tuple(script.forms[at : at + 2]) in SIDE


def _begins_object(script: Script, lex: Lexicon, begin: int, at: int) -> bool:
    previous = script.forms[at - 1]
    if previous in PREPOSITIONS or previous in lex.occasions:
        return False
    if at == begin and _names_body(script, lex, at):
        return False  # أعلن تنظيم الراية مسؤوليته
    if begins_content(script, lex, at):
        return True
    joined = script.forms[at].startswith("و")
    return previous in COMMAS and not joined and at - 2 > begin and script.forms[at - 2] in lex.adjuncts


def _names_body(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether a noun for a body with its name stands there, though its form is a verbal noun's too: تنظيم «الراية»."""
    following = script.forms[at + 1] if at + 1 < len(script.forms) else ""
    return script.forms[at] in lex.bodies and (following.startswith("ال") or at + 1 in script.partner)


def content_end(script: Script, lex: Lexicon, start: int, after: int, verb: Verb | None = None) -> int:
    """The token after a content: the next clause of saying, an attribution, or the sentence's end.

    A verb of the other tense than the cue's goes on with the content: قال إنه ينفي التهمة ويؤكد أنها كاذبة.
    """
    inner = verb is not None and not verb.adverbial and "imperfect" not in verb.flags
    at = start
    while at < after:
        if at in script.partner:
            closing = script.partner[at]
            if closing >= after:
                at += 1
                continue
            if at == start and closing + 1 < after and script.forms[closing + 1] in COMMAS:
                return closing + 1
            at = script.past(at, after)
            continue
        if at > start and new_clause(script, lex, at, after, past=inner):
            return at
        at += 1
    return after


def new_clause(script: Script, lex: Lexicon, at: int, after: int, *, past: bool = False) -> bool:
    """Whether another clause of saying, an attribution or a comment on the whole begins at `at`.

    With `past` a joined verb in the imperfect does not begin one.
    """
    form = script.forms[at]
    verb = lex.verbs.get(form)
    if verb is not None and past and verb.joined and "imperfect" in verb.flags:
        return False
    if verb is not None and (verb.adverbial or verb.joined or script.forms[at - 1] in COMMAS or _linked(script, at)):
        return _reports(script, lex, verb, at, after) or attribution(script, lex, at, after) is not None
    if script.forms[at - 1] in COMMAS and _comments(script, lex, at, after):
        return True
    return attribution(script, lex, at, after) is not None


def _comments(script: Script, lex: Lexicon, at: int, after: int) -> bool:
    """Whether what follows a comma leaves the content: a comment on the whole, or another's clause."""
    form = script.forms[at]
    following = script.forms[at + 1] if at + 1 < after else ""
    verb = lex.verbs.get(following)
    if form in ("لكنه", "ولكنه", "لكنها", "ولكنها") and verb is not None:
        return _reports(script, lex, verb, at + 1, after)
    if form == "كما":
        return following not in lex.that and following not in lex.openers
    others = form in ("فيما", "بينما") and verb is not None and not verb.adverbial
    return others or form == "وذلك" or (form, following) in (("الامر", "الذي"), ("في", "اشاره"))


def _linked(script: Script, at: int) -> bool:
    return script.forms[at - 1] in ("كما", "لكنه", "ولكنه", "لكنها", "ولكنها", "ولكن", "لكن", "فيما", "بينما")


def misread(script: Script, verb: Verb, first: int, at: int, marker: Marker) -> bool:
    """Whether a verb cannot govern the marker: a homograph too far off, quoted words only but أن, a question's هل."""
    if marker.what == "that" and verb.takes <= {"quote", "close", "near", "upon"}:
        return True
    previous = script.before(at, first)
    if previous == "هل":
        return True
    if "near" in verb.takes and marker.at > at + _NEAR:
        return True
    if "close" not in verb.takes or marker.at <= at + 1:
        return False
    return marker.at > at + 16 or not opens(script, verb, first, at)


def opens(script: Script, verb: Verb, first: int, at: int) -> bool:
    """Whether a clause begins with the verb, as far as a homograph shows it: a conjunction, the sentence, a comma."""
    previous = script.before(at, first)
    return verb.joined or at == first or previous in COMMAS or previous in DASHES


def _reports(script: Script, lex: Lexicon, verb: Verb, at: int, after: int) -> bool:
    if verb.adverbial:
        return adverbial_marker(script, lex, verb, at, after) is not None
    marker = find_marker(script, lex, at + 1, min(after, at + 20), verb)
    if marker is not None and misread(script, verb, -1, at, marker):
        return False
    if marker is not None:
        return bool(verb.takes - NO_CLAUSE) or marker.what == "colon"
    return script.forms[at - 1] in COMMAS and noun_content(script, lex, verb, at + 1, after) is not None


def adverbial_marker(script: Script, lex: Lexicon, verb: Verb, at: int, after: int) -> Marker | None:
    """The content of an adverbial participle: it follows at once, or after a short adjunct when أن shows it."""
    following = script.forms[at + 1] if at + 1 < after else ""
    if not following or following in COMMAS:
        return None
    marker = find_marker(script, lex, at + 1, min(after, at + 10), verb)
    if marker is not None and (marker.at <= at + 3 or marker.what == "that"):
        return marker
    return _adverbial_noun(script, lex, verb, at, after)


def _adverbial_noun(script: Script, lex: Lexicon, verb: Verb, at: int, after: int) -> Marker | None:
    """A noun phrase after a participle: مشيرا إلى C، نافيا C، متهما فلانا بـC."""
    following = script.forms[at + 1]
    stars = {word[:-1] for word in verb.takes if word.endswith("*")}
    if following in stars or ("الي" in stars and following == "على"):
        return Marker(at + 1, at + 2, "np")
    bare = begins_content(script, lex, at + 1) and "fem" not in verb.flags
    called = "whom" in verb.takes and stars & set(script.forms[at + 2 : min(at + 6, after)])
    carried = ("ب" in stars and following.startswith("ب")) or "as" in verb.takes or called
    if carried or ("np" in verb.takes and (bare or script.before(at) in COMMAS)):
        return Marker(at + 1, at + 1, "np")
    return None


def attribution(script: Script, lex: Lexicon, at: int, after: int) -> tuple[int, bool] | None:
    """The length of an attribution that begins at `at` (وفقا لـ، بحسب، على حد قول) and whether it may stand first.

    Inside a clause it must follow a comma or name a source: "إلا وفقا لشروط" is none.
    """
    if script.forms[at] not in lex.attribution_heads:
        return None
    for size in (3, 2, 1):
        words = script.forms[at : at + size]
        if len(words) < size or at + size > after:
            continue
        if words in lex.attributions:
            length = size
        elif size == 2 and words[1][:1] == "ل" and (words[0], "ل") in lex.attributions:
            length = 1
        else:
            continue
        if script.before(at) in _BEFORE_ATTRIBUTION or at + length >= after:
            return length, lex.attributions.get(words, True)
        named = script.forms[at + length]
        if (
            named in lex.sources
            or named in ("ما", "لما", '"', "«", "»", "“", "تعبيره", "قوله")
            or named.lstrip("ل") in lex.sources
        ):
            return length, lex.attributions.get(words, True)
    return None


def content(script: Script, lex: Lexicon, marker: Marker, after: int, verb: Verb | None = None) -> tuple[int, int]:
    """From the marker to the closing mark, to the paragraph's end after a bare colon, or to the clause's end."""
    start = marker.start
    if marker.what == "colon":
        if start >= after:
            return next_paragraph(script, start)
        if start not in script.partner:
            return start, speech_end(script, lex, start, after)
    if start in script.partner and marker.what != "that":
        return start, quoted_end(script, start, after)
    return start, content_end(script, lex, start, after, verb)


def speech_end(script: Script, lex: Lexicon, start: int, after: int) -> int:
    """The end of a speech without marks: its paragraph's, or where a sentence begins with a verb of saying."""
    end = script.paragraph_end(start)
    number = bisect_right(script.sentences, start, key=lambda sentence: sentence[0])
    for first, following in script.sentences[number : number + _SPEECH]:
        if first >= end or script.forms[first] in lex.verbs:
            return min(end, first)
        after = following
    return min(end, after)
