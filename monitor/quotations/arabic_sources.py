"""Arabic rules that hand a content to a source: papers, nouns of saying, «وفقا لـ», «كما قال»."""

from __future__ import annotations

from monitor.quotations.arabic_content import Marker, content, content_end, find_marker, noun_content
from monitor.quotations.arabic_cues import Lexicon
from monitor.quotations.arabic_phrases import PHRASE, phrase_end, sentence_subject, subject
from monitor.quotations.arabic_script import COMMAS, DASHES, Script
from monitor.quotations.script_frames import SHORTEST, Frame

# A clause handed to a source has at least so many tokens.
_SHORT = 4
_IN_IT = (("فيه",), ("فيها",))
_BELOW = frozenset(("ما", "التالي", "الاتي", "البيان", "بيان", "هذا"))
_SO = frozenset(("فان", "فانه", "فانها"))
_ISSUED = (("صادر", "عن"), ("صدر", "عن"), ("اصدره", "عن"), ("صادره", "عن"))


def paper(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A paper speaks: جاء في بيان S أن C، ورد في الرسالة: «C».

    Examples:
        وجاء في بيان النقابة أن الإضراب مستمر.
        ورد في التقرير: "الخسائر كبيرة".
    """
    if script.forms[at + 1 : at + 2] in _IN_IT:
        return _in_it(script, lex, first, at, after)
    if script.forms[at + 1 : at + 2] == ("عن",):
        return _issued_by(script, lex, at, after)
    if script.forms[at + 1 : at + 2] != ("في",) or at + 3 >= after:
        return None
    noun = script.forms[at + 2].removeprefix("ال")
    marker = find_marker(script, lex, at + 3, after)
    if marker is None or not any(noun.startswith(word) for word in lex.papers):
        return None
    speaker = (at + 2, phrase_end(script, lex, at + 2, marker.at))
    how = "direct.paper.below" if marker.what == "colon" and marker.start >= after else "paper"
    return Frame((at, at + 2), content(script, lex, marker, after), speaker, how, frozenset())


def _in_it(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """The paper was named before: صدر بيان عن S، جاء فيه: C."""
    marker = find_marker(script, lex, at + 2, min(after, at + 6))
    named = next((k for k in range(first, at) if script.forms[k].removeprefix("ال") in lex.papers), -1)
    if marker is None or named < 0:
        return None
    source = next((k for k in range(named + 1, at - 1) if script.forms[k] == "عن"), -1)
    begin = source + 1 if source > 0 else named
    how = "direct.paper.below" if marker.what == "colon" and marker.start >= after else "paper"
    speaker = (begin, phrase_end(script, lex, begin, at))
    return Frame((at, at + 2), content(script, lex, marker, after), speaker, how, frozenset())


def _issued_by(script: Script, lex: Lexicon, at: int, after: int) -> Frame | None:
    """What follows was issued: صدر عن S ما يلي: C."""
    colon = next((k for k in range(at + 3, min(after, at + PHRASE)) if script.forms[k] == ":"), -1)
    if colon < 0:
        return None
    marker = Marker(colon, colon + 1, "colon")
    end = next((k for k in range(at + 3, colon) if script.forms[k] in _BELOW), colon)
    how = "direct.paper.below" if marker.start >= after else "paper"
    speaker = (at + 2, phrase_end(script, lex, at + 2, end))
    return Frame((at, at + 2), content(script, lex, marker, after), speaker, how, frozenset())


def saying(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A noun of saying with its possessive: نقل عن S قوله إن C.

    Examples:
        ونسب الكتاب إلى الرحالة قوله إن المدينة كانت مزدهرة.
        وجاء في قوله: «الصبر جميل».
    """
    marker = find_marker(script, lex, at + 1, min(after, at + 8))
    if marker is None or marker.at > at + 3:
        return None
    source = next((k for k in range(at - 1, max(first, at - 20) - 1, -1) if script.forms[k] in ("عن", "الي")), -1)
    speaker = (source + 1, phrase_end(script, lex, source + 1, at)) if 0 <= source < at - 1 else None
    if script.forms[at].startswith("ب"):  # رد S على السؤال بقوله
        speaker = sentence_subject(script, lex, first, at)
    return Frame((at, at + 1), content(script, lex, marker, after), speaker, "noun", lex.nouns[script.forms[at]])


def saying_of(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A noun of saying, who speaks, and أن: بعد إعلان S أن C.

    Examples:
        جاء القرار بعد إعلان الوزارة أن المحصول تضرر.
        وسط تأكيد الأطباء أن الدواء متوفر.
    """
    if at == first and not script.forms[at].startswith(("و", "ل", "ب")):
        return None  # the heading of a paper
    marker = find_marker(script, lex, at + 1, min(after, at + PHRASE))
    if marker is None or marker.what != "that":
        return None
    end = marker.at - 1 if script.forms[marker.at - 1] in ("الي", "على", "عن") else marker.at
    if any(script.forms[k] in lex.verbs for k in range(at + 1, end)):
        return None
    speaker = subject(script, lex, at + 1, end)
    if speaker is None or speaker[0] != at + 1:
        return None
    return Frame((at, at + 1), content(script, lex, marker, after), speaker, "noun", frozenset())


def attributed(
    script: Script, lex: Lexicon, first: int, at: int, after: int, found: tuple[int, bool], done: int
) -> Frame | None:
    """The content is handed to a source: C، وفقا لـ S; or first the source: بحسب S، C.

    Examples:
        أغلق الجسر أمام الشاحنات، وفقا لشرطة المرور.
        وبحسب الصحيفة، عاد الصيادون إلى الميناء.
    """
    length, fronts = found
    begin = at + length
    cue_end = begin
    if begin < after and script.forms[begin] in ("ما", "لما"):
        begin += 2  # بحسب ما أعلن S
        cue_end = begin
        begin += script.forms[begin : begin + 1] in (("به",), ("بها",))
    if begin >= after:
        return None
    end = phrase_end(script, lex, begin, after)
    begin = _issuer(script, begin, end)
    if end <= begin:
        return None
    if at == first and fronts:
        stop = next(
            (
                k
                for k in range(begin, min(after, begin + 20))
                if script.forms[k] in COMMAS or script.forms[k] == ")" or script.forms[k] in ("فان", "فانه", "فانها")
            ),
            -1,
        )
        if stop < 0 or stop + 2 >= after:
            return None
        while script.forms[stop + 1] in _SO and stop + 2 < after:
            stop += 1
        return Frame(
            (at, cue_end),
            (stop + 1, content_end(script, lex, stop + 1, after)),
            (begin, min(end, stop)),
            "according.first",
            frozenset(),
        )
    begun = _after_comment(script, done, at)
    if at - begun < _SHORT:
        return None
    return Frame((at, cue_end), (_after_dateline(script, begun, at), at), (begin, end), "according", frozenset())


def clause_attributed(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A clause with كما or حسبما and a verb of saying hands the content to a source: C، كما قال S.

    Examples:
        لم يصل البريد بعد، كما قال الموظف.
        الطريق سالكة، حسبما أفادت الشرطة.
    """
    for words in lex.attributive:
        size = len(words)
        if script.forms[at : at + size] != words or at + size >= after or at - first < SHORTEST:
            continue
        verb = lex.verbs.get(script.forms[at + size])
        if verb is None or verb.adverbial or find_marker(script, lex, at + size + 1, after) is not None:
            continue
        if noun_content(script, lex, verb, at + size + 1, after) is not None:
            continue
        speaker = subject(script, lex, at + size + 1, after)
        return Frame(
            (at, at + size + 1), (_after_dateline(script, first, at), at), speaker, "according.clause", verb.flags
        )
    return None


def _issuer(script: Script, begin: int, end: int) -> int:
    """Past the document to who issued it: بيان صادر عن S."""
    return next((k + 2 for k in range(begin, end - 2) if script.forms[k : k + 2] in _ISSUED), begin)


def _after_comment(script: Script, first: int, at: int) -> int:
    """Past the words that tie a comment to the clause before it: الأمر الذي أدى إلى C."""
    if script.forms[first : first + 2] == ("الامر", "الذي"):
        return next((k + 1 for k in range(first, at) if script.forms[k] in ("الي", "عن")), first)
    return first


def _after_dateline(script: Script, first: int, at: int) -> int:
    """Past the agency's dateline: city, date, agency in brackets, a dash."""
    window = range(first, min(at, first + 14))
    if not any(script.forms[k] == "(" for k in window):
        return first
    return next((k + 1 for k in reversed(window) if script.forms[k] in DASHES), first)
