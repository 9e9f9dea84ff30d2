"""Arabic objects: where the noun phrase begins that a verb of saying has beside its subject.

Written Arabic marks no cases, so the border between subject and object is told by shape: a noun phrase ends with its
first definite noun and the adjectives behind it, or with a name.
"""

from __future__ import annotations

from monitor.quotations.arabic_cues import Lexicon, Verb
from monitor.quotations.arabic_phrases import PREPOSITIONS
from monitor.quotations.arabic_script import COMMAS, Script

_RELATIVE = ("الذي", "التي", "الذين")


def begins_content(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether a bare noun can be the head of a noun phrase that is a content: a verbal noun, or one of the list.

    A word written with أ is a broken plural (أطراف) or a name, never one of the verbal nouns that begin with an alef.
    """
    if at >= len(script.forms):
        return False
    form = script.forms[at]
    plural = script.text[script.starts[at]] == "أ" and form not in lex.contents
    return not plural and lex.begins_content(form)


def pivots(verb: Verb, form: str, lex: Lexicon) -> bool:
    """Whether what somebody is accused of, called or blamed for begins here: اتهم S فلانا بـ، حمل S فلانا المسؤولية."""
    if verb.lemma == "حمل":
        return form in ("المسووليه", "مسووليه")
    return form in lex.that_with_b or (form[0] == "ب" and len(form) > 2 and form not in lex.not_with_b)


def whom(script: Script, lex: Lexicon, verb: Verb, begin: int, at: int) -> int:
    """Where the object begins that stands between the subject and `at`; `at` when there is none.

    A verb that can do without an object gets one only where its noun is known, so that no name is cut in two.

    Examples:
        اتهم المزارعون | الشركة بتلويث النهر
        دعت نقابة المعلمين | الحكومة المحلية إلى الحوار
        حملت حركة الشباب | بلدية الميناء المسؤولية
    """
    head = _past_adjectives(script, lex, begin, at - 1)
    if head <= begin or script.forms[head] in COMMAS:
        return at
    if script.forms[head - 1] in COMMAS:
        return head
    last = script.forms[head - 1]
    if last in PREPOSITIONS or last in lex.not_with_b:
        return at
    needed = not verb.takes & {"that", "whom"}
    if script.forms[head].startswith("ال"):
        return _definite_whom(script, lex, begin, head, at, needed=needed)
    return head if _names_whom(script, lex, head, needed=needed) else at


def _definite_whom(script: Script, lex: Lexicon, begin: int, head: int, at: int, *, needed: bool) -> int:
    """The object ends with a noun with the article: alone, or behind a noun in construct (جيش الاحتلال)."""
    last, form = script.forms[head - 1], script.forms[head]
    known = form in lex.places or _common(lex, form[2:])
    if last.startswith("ال"):
        return head if (known or needed) and (last not in lex.titles or form in lex.places) else at
    if _common(lex, last):
        return head - 1 if head - 1 > begin and not _joined(script, lex, head - 2) else at
    return head if (known or needed) and _name_before(script, lex, begin, head) else at


def _names_whom(script: Script, lex: Lexicon, head: int, *, needed: bool) -> bool:
    """Whether a word without article, a country or another name, is the object."""
    last = script.forms[head - 1]
    if not last.startswith("ال") and _common(lex, last):
        return False
    return script.forms[head] in lex.places or (needed and not last.startswith("ال"))


def _name_before(script: Script, lex: Lexicon, begin: int, end: int) -> bool:
    """Whether the words before `end` are a name, which nothing is in construct with: one word, a body and its name."""
    words = script.forms[begin:end]
    if words[-1] in lex.places:
        return True
    if len(words) == 1:  # a noun in ة or a known one is in construct with the next
        return not words[0].endswith("ه")
    return not words[-2].startswith("ال") and _common(lex, words[-2])


def _common(lex: Lexicon, form: str) -> bool:
    """Whether a word without article is a common noun of a body or a person, to which the next word belongs."""
    return form in lex.sources or form in lex.roles or form in lex.bodies or form in lex.persons


def _joined(script: Script, lex: Lexicon, at: int) -> bool:
    """Whether the word before a construct is in construct with it: قائد | جيش المدينة."""
    return _common(lex, script.forms[at]) or script.forms[at] in PREPOSITIONS


def _past_adjectives(script: Script, lex: Lexicon, begin: int, last: int) -> int:
    """From the last word of a noun phrase back to its noun: الأطراف المتنازعة، الحكومة المحلية."""
    while last - 1 > begin and script.forms[last].startswith("ال") and script.forms[last - 1].startswith("ال"):
        form, before = script.forms[last], script.forms[last - 1]
        participle = form.startswith("الم") and not before.endswith(("ي", "يه"))
        if form in lex.places or (_noun(lex, form) and not participle and form[2:] not in lex.adjectives):
            break
        last -= 1
    return last


def definite_object(script: Script, lex: Lexicon, begin: int, end: int) -> int:
    """An object with the article that no preposition introduces: أدان S الهجوم على; -1 when there is none.

    It stands behind the apposition's last comma (أدان S، T، الهجوم) or is the last noun that is no adjective.
    """
    stop = next((k for k in range(begin, end) if script.forms[k] in PREPOSITIONS or script.forms[k] in _RELATIVE), end)
    commas = [k for k in range(begin, stop) if script.forms[k] in COMMAS]
    if commas:
        after = commas[-1] + 1
        if after < stop and _noun(lex, script.forms[after]) and script.forms[after] not in lex.adjuncts | lex.titles:
            return after
        stop = commas[0]
    last = _past_adjectives(script, lex, begin, stop - 1)
    for at in range(last, begin, -1):
        if not _noun(lex, script.forms[at]):
            continue
        head = script.forms[at - 1]
        return -1 if _common(lex, head) else at
    return -1


def _noun(lex: Lexicon, form: str) -> bool:
    """Whether a word has the article and is no adjective by its ending, or one of the nouns that end so."""
    return form.startswith("ال") and (not form.endswith(("ي", "يه", "ين", "ون")) or form[2:] in lex.abstracts)
