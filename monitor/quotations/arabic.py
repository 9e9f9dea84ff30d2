"""Arabic: reported speech by rules, verb first.

Every rule takes the script, the lexicon and a place in a sentence and gives a Frame or None; `find` walks each
sentence once and asks the rules in their order. Patterns after the field's descriptions of Arabic reported speech
(Alrahabi 2015; Al-Saif and Markert 2011); word lists in the data file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from monitor.quotations.arabic_content import (
    NO_CLAUSE,
    Marker,
    adverbial_marker,
    attribution,
    content,
    content_end,
    find_marker,
    misread,
    noun_content,
    opens,
)
from monitor.quotations.arabic_cues import Lexicon, Verb, lexicon
from monitor.quotations.arabic_phrases import (
    PHRASE,
    phrase_end,
    sentence_subject,
    subject,
    subject_before,
)
from monitor.quotations.arabic_script import COMMAS, DASHES, TERMINATORS, Script, read
from monitor.quotations.arabic_sources import attributed, clause_attributed, paper, saying, saying_of
from monitor.quotations.script_frames import SCARE_QUOTE, SHORTEST, Frame, quotation_of
from monitor.quotations.script_paragraphs import below, communique, floating, headlines, quoted_end
from monitor.quotations.script_phrases import QUOTED_NAME
from onrecord.model import Quotation

# What joins a verb without a subject to the clause before it.
_LINKS = ("قد", "وقد", "كما", "فيما", "بينما", "ثم")
# A heading that names a paper and nobody who issued it has at most so many tokens: بيان عسكري.
_HEADING = 3
# Carriers of verbs that no أن follows at once; what is relayed has a rule of its own.
_NO_CLAUSE = NO_CLAUSE | {"relay"}
_SO = ("هكذا", "بهذا")


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in an Arabic text, in text order."""
    script, lex = read(text), lexicon()
    frames: list[Frame] = []
    for first, after in script.sentences:
        if frames and frames[-1].content[0] < first < frames[-1].content[1]:
            continue
        frames.extend(_sentence(script, lex, first, after))
    frames.extend(headlines(script, partial(_speaks, script, lex), frames))
    frames = communique(script, partial(_speaks, script, lex), partial(_issued, script, lex), frames)
    frames.extend(floating(script, frames))
    frames.extend(below(script, frames))
    quotations = [quotation for frame in frames if (quotation := quotation_of(script, frame, "ar")) is not None]
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span, quotation.rule)))


def _sentence(script: Script, lex: Lexicon, first: int, after: int) -> list[Frame]:
    frames: list[Frame] = []
    at = first
    done = first
    while at < after:
        if at in script.partner:
            at = script.past(at, after)
            continue
        telling = script.forms[at] in lex.telling
        frame = _at(script, lex, first, at, after, frames, done) if telling else None
        if frame is None:
            at += 1
            continue
        frames.append(frame)
        at = max(at + 1, frame.resume, frame.content[1] if frame.content[0] >= at else frame.cue[1])
        done = at
    return frames


def _at(script: Script, lex: Lexicon, first: int, at: int, after: int, frames: list[Frame], done: int) -> Frame | None:
    form = script.forms[at]
    verb = lex.verbs.get(form)
    if verb is not None and verb.adverbial:
        return adverbial(script, lex, verb, first, at, after, frames)
    if verb is not None:
        frame = next((frame for rule in _VERB_RULES if (frame := rule(script, lex, verb, first, at, after))), None)
        if frame is not None:
            return replace(frame, prefix=1) if verb.joined and frame.cue[0] == at else frame
    nominal = ((lex.nouns, saying), (lex.sayings, saying_of), (lex.comes, paper))
    rules = (rule(script, lex, first, at, after) for words, rule in nominal if form in words)
    if frame := next(filter(None, rules), None):
        return frame
    found = attribution(script, lex, at, after)
    if found is not None:
        return attributed(script, lex, first, at, after, found, done)
    return clause_attributed(script, lex, first, at, after) if not frames else None


def relay(script: Script, lex: Lexicon, verb: Verb, _first: int, at: int, after: int) -> Frame | None:
    """A medium hands on what somebody said: نقل S عن X أن C.

    Examples:
        ونقلت الإذاعة عن الطبيب أن المستشفى ممتلئ.
        نقل الموقع عن صياد قوله إن البحر هائج.
    """
    if "relay" not in verb.takes:
        return None
    source = next(
        (k for k in range(at + 1, min(after, at + 20)) if script.forms[k] in ("عن", "عنه", "عنها", "عنهم")), -1
    )
    if source < 0:
        return None
    begin = source + 1 if script.forms[source] == "عن" else source
    said = next((k for k in range(begin, min(after, begin + 25)) if script.forms[k] in lex.nouns), -1)
    marker = find_marker(script, lex, (said if said >= 0 else begin) + 1, after)
    if marker is None:
        return None
    end = said if 0 <= said < marker.at else marker.at
    cue = (said, said + 1) if 0 <= said < marker.at else (at, at + 1)
    return Frame(
        cue,
        content(script, lex, marker, after, verb),
        (begin, phrase_end(script, lex, begin, end)),
        "relay",
        verb.flags,
    )


def verb_first(script: Script, lex: Lexicon, verb: Verb, first: int, at: int, after: int) -> Frame | None:
    """The verb, then its subject or none, then أن, quotation marks or a colon: قال S إن C، وأضاف: «C».

    Examples:
        وأكد المدير أن القطار سيصل غدا.
        وأضافت: «لن نغلق المدرسة».
    """
    if verb.takes <= _NO_CLAUSE or _attributive_before(script, lex, verb, first, at):
        return None
    marker = find_marker(script, lex, at + 1, after, verb)
    if marker is None or (marker.what == "quote" and not _quotes(script, lex, verb, at, marker, after)):
        return None
    if misread(script, verb, first, at, marker) or ("as" in verb.takes and script.forms[marker.at] in lex.that_with_b):
        return None
    noun = noun_content(script, lex, verb, at + 1, marker.at) if marker.what == "that" else None
    if noun is not None and noun.start < marker.at - 1:
        return None
    spoken = "first" not in verb.flags
    speaker = subject(script, lex, at + 1, _before_preposition(script, verb, at + 1, marker.at)) if spoken else None
    how = "vsc" if speaker is not None else "vc"
    if speaker is None and spoken and not (verb.joined and not _topic(script, first)):
        speaker = subject_before(script, lex, first, at)
        how = "svc" if speaker is not None else how
    if speaker is None and verb.lemma == "ذكر" and "imperfect" in verb.flags:
        return None
    kind = "direct" if marker.what in ("quote", "colon") else "indirect"
    how += ".below" if marker.what == "colon" and marker.start >= after else ""
    return Frame(
        (at, at + 1),
        content(script, lex, marker, after, verb),
        speaker,
        f"{kind}.{how}",
        _flags(script, lex, verb, first, at),
    )


def verb_noun(script: Script, lex: Lexicon, verb: Verb, first: int, at: int, after: int) -> Frame | None:
    """The verb's object is the content: نفى S وجود C، دعا S إلى C، حذر S من C.

    Examples:
        وحذرت البلدية من ارتفاع منسوب النهر.
        نفى التاجر، الأحد، بيع أي بضاعة فاسدة.
    """
    if _attributive_before(script, lex, verb, first, at) or (
        "close" in verb.takes and not opens(script, verb, first, at)
    ):
        return None
    marker = noun_content(script, lex, verb, at + 1, after)
    if marker is None or marker.start >= after or "first" in verb.flags:
        return None
    speaker = subject(script, lex, at + 1, marker.at)
    if speaker is None and not (verb.joined and not _topic(script, first)):
        speaker = subject_before(script, lex, first, at)
    if speaker is None and not verb.joined and script.before(at, first) not in _LINKS:
        return None
    if script.before(at, first) in lex.negations:
        return None
    content = (marker.start, content_end(script, lex, marker.start, after, verb))
    if content[1] - content[0] < SHORTEST:
        return None
    return Frame((at, at + 1), content, speaker, "complement.np", _flags(script, lex, verb, first, at))


def quote_first(script: Script, lex: Lexicon, verb: Verb, first: int, at: int, after: int) -> Frame | None:
    """Quoted words, then the clause of saying, then perhaps more of them: «C»، قال S، «C».

    Examples:
        «لن نرحل»، قال العمال.
        "سنعود غدا"، تقول ليلى، "فالبيت بيتنا".
    """
    if "that" not in verb.takes or verb.joined:
        return None
    back = at - 1
    while back >= first and (script.forms[back] in COMMAS or script.forms[back] in DASHES or script.forms[back] in _SO):
        back -= 1
    opening = script.opening.get(back, -1)
    if opening < first or back - opening <= SCARE_QUOTE or back == at - 1:
        return None
    again = next((k for k in range(at + 1, min(after, at + PHRASE)) if k in script.partner), after)
    more = (again, quoted_end(script, again, after)) if again < after and script.forms[again - 1] in COMMAS else None
    speaker = subject(script, lex, at + 1, again if more else after)
    rule = "direct.qvsq" if more else "direct.qvs"
    return Frame((at, at + 1), (opening, back + 1), speaker, rule, verb.flags, resume=more[1] if more else 0, more=more)


_VERB_RULES: tuple[Callable[[Script, Lexicon, Verb, int, int, int], Frame | None], ...] = (
    quote_first,
    relay,
    verb_first,
    verb_noun,
)


def adverbial(
    script: Script, lex: Lexicon, verb: Verb, first: int, at: int, after: int, frames: list[Frame]
) -> Frame | None:
    """A participle in the accusative goes on with what its subject said: قال S إن C، مضيفا أن D.

    Examples:
        قالت المعلمة إن الصف صغير، مشيرة إلى أن النوافذ مكسورة.
        رد المزارع على الشكوى، نافيا أي تقصير.
    """
    marker = adverbial_marker(script, lex, verb, at, after)
    if marker is None:
        return None
    speaker = frames[-1].speaker if frames else sentence_subject(script, lex, first, at)
    return Frame((at, at + 1), content(script, lex, marker, after, verb), speaker, "adverbial", verb.flags)


def _speaks(script: Script, lex: Lexicon, begin: int, colon: int) -> bool:
    """Whether the words before a colon can name a speaker: no verb of saying, no clause, no number first."""
    forms = script.forms[begin:colon]
    if forms[0] in lex.no_subject or forms[0] in lex.comes or not forms[0][0].isalpha():
        return False
    comma = next((k for k, form in enumerate(forms) if form in COMMAS), 0)
    if 0 < comma < len(forms) - 1 and forms[comma + 1].removeprefix("ال") in lex.persons:  # فلان، المتحدث باسم الحركة
        forms = (*forms[:comma], *forms[comma + 1 :])
    return not any(
        form in lex.that or form in COMMAS or form in TERMINATORS or form in lex.relatives or form in lex.verbs
        for form in forms
    )


def _issued(script: Script, lex: Lexicon, begin: int, after: int) -> tuple[int, int] | None:
    """Who issued the paper that a heading names: بيان صادر عن S."""
    if script.forms[begin] not in lex.headings or any(form in lex.verbs for form in script.forms[begin + 1 : after]):
        return None
    source = next((k for k in range(begin + 1, after - 1) if script.forms[k] == "عن"), -1)
    if source < 0:  # بيان عسكري
        return (begin, begin) if after - begin <= _HEADING else None
    return source + 1, phrase_end(script, lex, source + 1, after)


def _quotes(script: Script, lex: Lexicon, verb: Verb, at: int, marker: Marker, after: int) -> bool:
    """Whether quotation marks after a verb hold speech, not a name: they are long, or the verb stands close."""
    if not verb.takes & {"that", "quote"} or _is_subject(script, lex, verb, at, marker, after):
        return False
    length = script.partner[marker.at] - marker.at - 1
    behind = script.past(marker.at, after)
    named = behind < after and script.forms[behind].isalpha()
    return length > SCARE_QUOTE or (length > 0 and marker.at <= at + 2 and not named)


def _is_subject(script: Script, lex: Lexicon, verb: Verb, at: int, marker: Marker, after: int) -> bool:
    """Whether quotation marks right after a verb hold the subject's name: أعلنت "الجمعية الحرة"، أمس، تأجيل الحفل."""
    closing = script.partner[marker.at]
    if marker.at != at + 1 or closing - marker.at - 1 > QUOTED_NAME or closing + 1 >= after:
        return False
    return noun_content(script, lex, verb, closing + 1, after) is not None


def _before_preposition(script: Script, verb: Verb, begin: int, at: int) -> int:
    """Where the subject's noun phrase ends before a content: at the preposition of أن, at what is answered."""
    if "upon" in verb.takes:
        return next((k for k in range(begin, at) if script.forms[k] == "على"), at)
    previous = script.before(at, begin)
    return at - 1 if any(previous == word.rstrip("*") for word in verb.takes) else at


def _attributive_before(script: Script, lex: Lexicon, verb: Verb, first: int, at: int) -> bool:
    """Whether حسبما or وفق ما stands before the verb: then its content came before."""
    previous = script.before(at, first)
    if previous == "كما":
        return False
    if verb.lemma == "اعتبر" and previous.removeprefix("و") in lex.relatives:
        return True  # الذي يعتبر: who is considered
    return any(
        script.forms[max(first, at - len(words)) : at] == words for words in lex.attributive if words != ("كما",)
    )


def _topic(script: Script, first: int) -> bool:
    return script.forms[first] in ("اما", "واما")


def _flags(script: Script, lex: Lexicon, verb: Verb, first: int, at: int) -> frozenset[str]:
    flags = set(verb.flags)
    previous = script.before(at, first)
    if previous in lex.negations:
        flags.add("negated")
    elif previous in lex.conditionals and "imperfect" in verb.flags:
        flags.add("conditional")
    return frozenset(flags)
