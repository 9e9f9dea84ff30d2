"""Persian: reported speech by rules, verb last.

The clause of saying comes first and ends with its verb; the content follows, after که, a colon, quotation marks or
nothing at all. Every rule takes the script, the lexicon and a place and gives Frames; word lists in the data file.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from monitor.quotations.arabic_script import COMMAS, MARKS, TERMINATORS, Script, read
from monitor.quotations.persian_clause import (
    clause_subject,
    content_before,
    content_end,
    main_clause,
    noun_phrase,
    object_end,
    phrase_end,
    split_object,
    subordinate,
)
from monitor.quotations.persian_cues import Cue, Lexicon, cue_at, lexicon, match_words
from monitor.quotations.persian_paragraphs import continued, issued, speaks
from monitor.quotations.persian_phrases import judged, phrase
from monitor.quotations.persian_sources import RELAYS, attributed
from monitor.quotations.script_frames import SCARE_QUOTE, Frame, quotation_of
from monitor.quotations.script_paragraphs import below, communique, floating, headlines, next_paragraph, quoted_end
from onrecord.model import Quotation

_THAT = frozenset(("كه", "تا"))
_THIS = frozenset(("،", "؛", ",", "-", "–", "اين", "را", "مطلب", "ان", "جمله"))
# A content without که does not begin with one of these.
_NO_CONTENT = frozenset(("و", "اما", "ولي", "يا", "تا", "دارد", "بلكه", "را"))
# A speech without marks after a colon runs on in its paragraph for at most so many sentences.
_SPEECH = 6
# How far before its verb a source is looked for, in tokens.
_BACK = 60
# Tokens before a verb in which stands who is asked, or what the verb acts on.
_ADDRESSED = 12
_ACTED_ON = frozenset(("را", "به"))
# Adjectives that take a clause as well; a noun phrase between them and their verb has at most so many tokens.
_CLAIMING = frozenset(("مدعي", "منكر"))
_CLAIM = 25
# «چنین» stands so many tokens before its colon at most.
_MANNER = 7
# A report inside a report begins within so many tokens.
_INNER = 120


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in a Persian text, in text order."""
    script, lex = read(text), lexicon()
    frames: list[Frame] = []
    for number, (first, after) in enumerate(script.sentences):
        if frames and frames[-1].content[1] >= after:
            continue
        frames.extend(_sentence(script, lex, number, first, after))
    frames.extend(headlines(script, partial(speaks, script, lex), frames))
    frames = continued(script, lex, frames)
    frames = communique(script, partial(speaks, script, lex), partial(issued, script, lex), frames)
    frames.extend(floating(script, frames))
    frames.extend(below(script, frames))
    quotations = [quotation for frame in frames if (quotation := quotation_of(script, frame, "fa")) is not None]
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span, quotation.rule)))


def _sentence(script: Script, lex: Lexicon, number: int, first: int, after: int) -> list[Frame]:
    frames: list[Frame] = []
    at = first
    while at < after:
        if at in script.partner:
            at = script.past(at, after)
            continue
        if script.forms[at] not in lex.telling:
            at += 1
            continue
        frame = (
            phrase(script, lex, first, at, after)
            or attributed(script, lex, first, at, after)
            or judged(script, lex, first, at, after)
            or embraced(script, lex, first, at, after)
            or manner(script, lex, number, first, at, after)
        )
        cue = cue_at(script, lex, at, after) if frame is None else None
        if cue is not None:
            frame = (
                verb_last(script, lex, cue, number, first, after)
                or verb_after(script, lex, cue, first, frames)
                or quote_first(script, lex, cue, first, after)
            )
        if frame is not None:
            frames.append(frame)
            frames.extend(nested(script, lex, frame, number, after))
        at = max(at + 1, frame.resume if frame is not None else cue.after if cue is not None else at + 1)
    return frames


def nested(script: Script, lex: Lexicon, frame: Frame, number: int, after: int) -> list[Frame]:
    """A speech without marks reports another's: گفت: S هشدار داده است که C.

    Examples:
        روزنامه نوشت: وزیر دارایی گفته است که بانک‌ها امن هستند.
        او افزود: پزشکان تأکید کردند که واکسن کافی است.
    """
    first = frame.content[0]
    last = min(frame.content[1], after, first + _INNER)
    if first in script.partner or not frame.how.startswith(("direct", "indirect")):
        return []
    found = []
    at = first + 1
    while at < last:
        cue = cue_at(script, lex, at, last) if script.inside[at] < 0 else None
        inner = verb_last(script, lex, cue, number, first, last) if cue is not None else None
        if inner is not None and inner.speaker is not None and inner.how.endswith(("that", "quote", "colon")):
            found.append(replace(inner, how=f"nested.{inner.how}"))
            at = inner.resume
        else:
            at += 1
    return found


def verb_last(script: Script, lex: Lexicon, cue: Cue, number: int, first: int, after: int) -> Frame | None:
    """Speaker, verb, content: S گفت: C، S اعلام کرد که C، S افزود C.

    Examples:
        مدیر مدرسه گفت: کلاس‌ها از شنبه آغاز می‌شود.
        وی تأکید کرد که بودجه کافی نیست.
    """
    if cue.after >= after:
        return None
    start, how = _opening(script, cue.after, after)
    if how == "below":
        place = next_paragraph(script, start)
    elif start >= after or not _carries(script, cue, start, how):
        return None
    else:
        place = start, _end(script, lex, number, start, after, how)
        if how in ("that", "bare") and subordinate(script, lex, first, cue.first):
            place = start, min(place[1], main_clause(script, start, after))
    speaker = _speaker(script, lex, cue, first)
    if speaker is None and ("passive" in cue.flags or cue.name == "امد"):
        return None
    kind = "indirect" if how in ("that", "bare") else "direct"
    rule = f"{kind}.{'svc' if speaker else 'vc'}.{how}"
    flags = _flags(script, lex, cue, first)
    return Frame((cue.first, cue.after), place, speaker, rule, flags, resume=max(place[1], cue.after))


def _opening(script: Script, start: int, after: int) -> tuple[int, str]:
    """Where the content after a cue begins, and what opens it: that, colon, quote, below (a colon at the end), bare."""
    form = script.forms[start]
    following = script.forms[start + 1] if start + 1 < after else ""
    if form == ":" and not following:
        return start + 1, "below"
    if form == ":":
        return start + 1, "quote" if start + 1 in script.partner else "colon"
    if form in _THAT or (form in COMMAS and following == "كه"):
        return start + (1 if form in _THAT else 2), "that"
    start += form in COMMAS
    long = start in script.partner and script.partner[start] - start > SCARE_QUOTE
    return start, "quote" if long else "bare"


def _carries(script: Script, cue: Cue, start: int, how: str) -> bool:
    """Whether the cue can govern a content that begins so."""
    governs = bool(cue.takes & {"that", "frame"}) or "object" not in cue.takes
    if not governs or ("past" in cue.takes and "imperfect" in cue.flags):
        return False
    if "subjunctive" in cue.flags:
        return how in ("colon", "quote")
    if script.forms[start - 1] == "تا":  # از مردم خواست تا C; but not: گفت تا
        return "that" not in cue.takes
    return how != "bare" or _carries_bare(script, cue, start)


def _carries_bare(script: Script, cue: Cue, start: int) -> bool:
    """Whether a content without که or marks can follow: not after «از آن سخن گفت», not before «و»."""
    form = script.forms[start]
    if form in TERMINATORS or form in MARKS or form in _NO_CONTENT or script.before(cue.first) == "سخن":
        return False
    if script.forms[start - 1] in COMMAS and "that" not in cue.takes:
        return False
    lead = script.forms[max(cue.first - _ADDRESSED, 0) : cue.first]
    if "asks" in cue.takes:  # از مردم خواست صبور باشند
        return "از" in lead
    if "plain" in cue.takes and not _ACTED_ON.intersection(lead):  # not: نمک را به غذا اضافه کرد
        return True
    return "perfect" in cue.flags if "bare" in cue.takes else "that" in cue.takes


def _end(script: Script, lex: Lexicon, number: int, start: int, after: int, how: str) -> int:
    if start in script.partner and (
        how in ("quote", "colon") or (how == "that" and script.past(start, after) >= after - 1)
    ):
        return quoted_end(script, start, after)
    if how != "colon":
        return content_end(script, lex, start, after)
    inner = content_end(script, lex, start, after)
    return inner if inner < after else _speech_end(script, lex, number, after)


def _speech_end(script: Script, lex: Lexicon, number: int, after: int) -> int:
    """The end of a speech without marks: the sentences of the same paragraph up to the next clause of saying."""
    end = after
    for first, following in script.sentences[number + 1 : number + _SPEECH]:
        if first != end or _says(script, lex, first, following):
            break
        end = following
    return end


def _says(script: Script, lex: Lexicon, first: int, after: int) -> bool:
    """Whether a sentence has a clause of saying of its own."""
    if (
        match_words(script, lex.attributions, first, after) > first
        or match_words(script, lex.credits, first, after) > first
    ):
        return True
    return any(
        (cue := cue_at(script, lex, at, after)) is not None
        and "first" not in cue.flags
        and (cue.after >= after - 1 or script.forms[cue.after] in (":", "كه") or script.forms[cue.after] in MARKS)
        for at in range(first, after)
        if script.inside[at] < 0
    )


def _speaker(script: Script, lex: Lexicon, cue: Cue, first: int) -> tuple[int, int] | None:
    """The subject; a relayed source (به نقل از S) where one stands before the verb; the document of a passive."""
    begin = max(first + 1, cue.first - _BACK)
    if match_words(script, lex.credits, first, cue.first) > first:  # به گزارش A به نقل از B: both are credits
        begin = next((k for k in range(begin, cue.first) if script.forms[k] in COMMAS), cue.first)
    for at in range(begin, cue.first):
        after = match_words(script, lex.attributions, at, cue.first)
        if after > at and _relays(script, lex, first, at):
            source = after, phrase_end(script, lex, after, cue.first)
            if "خود" not in script.forms[slice(*source)]:  # به نقل از منابع خود
                return source
    if "passive" in cue.flags or cue.name == "امد":
        return _paper(script, lex, first, cue.first)
    return clause_subject(script, lex, first, cue.first)


def _relays(script: Script, lex: Lexicon, first: int, at: int) -> bool:
    """Whether a clause hands on what another said: S به نقل از T; also S از قول T where S is a medium."""
    if script.forms[at : at + 2] not in RELAYS:
        return False
    medium = clause_subject(script, lex, first, at)
    return script.forms[at] == "به" or (medium is not None and script.forms[medium[0]] in lex.media)


def _paper(script: Script, lex: Lexicon, first: int, cue: int) -> tuple[int, int] | None:
    """The document in which something was said: در این بیانیه آمده است."""
    for at in range(max(first, cue - _BACK) + 1, cue):
        if lex.is_paper(script.forms[at]):
            begin = at - 1 if script.forms[at - 1] in ("اين", "همين", "ان") else at
            return begin, phrase_end(script, lex, begin, cue)
    return None


def verb_after(script: Script, lex: Lexicon, cue: Cue, first: int, frames: list[Frame]) -> Frame | None:
    """The content before the verb: S از C خبر داد، S C را تکذیب کرد، S خواستار C شد.

    Examples:
        آتش‌نشانی از مهار حریق در انبار خبر داد.
        سخنگوی شرکت گران شدن نان را تکذیب کرد.
    """
    if "first" in cue.flags:
        return None
    subject = clause_subject(script, lex, first, cue.first)
    begin = subject[1] if subject is not None else first
    start = content_before(script, lex, cue, begin)
    if "claim" in cue.takes:
        start = content_before(script, lex, cue, first)
        subject = noun_phrase(script, lex, first, start)
    elif "object" in cue.takes and start < cue.first:
        cut = split_object(script, lex, cue, first)
        if cut < begin or subject is None:
            subject = noun_phrase(script, lex, first, cut)
        start = cut if cut < cue.first else start
    done = frames[-1].content[1] if frames else first
    start = max(start, done) if start < done else start
    if start >= cue.first - 1 or (subject is None and not frames):
        return None
    if any(form in lex.modals for form in script.forms[begin : cue.first]):
        return None
    return Frame(
        (cue.first, cue.after),
        (start, object_end(script, cue, start)),
        subject,
        "complement.before",
        _flags(script, lex, cue, first),
        resume=cue.after,
    )


def embraced(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """The content stands between a noun and its light verb: S خواستار C شد.

    Examples:
        کارگران خواستار پرداخت دستمزد خود شدند.
        وزیر کشور خواهان بازگشت آوارگان شد.
    """
    if script.forms[at] not in lex.embracing or lex.light_forms.get(script.forms[min(at + 1, after - 1)]):
        return None
    end = next(
        (k for k in range(at + 2, min(after, at + 60)) if lex.light_forms.get(script.forms[k], ("",))[0] == "شدن"), -1
    )
    claims = script.forms[at] in _CLAIMING
    if end < 0 or (claims and (end > at + _CLAIM or "كه" in script.forms[at:end])):
        return None
    speaker = clause_subject(script, lex, first, at)
    content = (at + 1, end)
    if script.forms[at + 1] == "اين":  # خواستار این شد که C
        that = next((k for k in range(end, min(after, end + 4)) if script.forms[k] == "كه"), after)
        content = (that + 1, content_end(script, lex, that + 1, after))
    if content[0] >= content[1]:
        return None
    return Frame((at, at + 1), content, speaker, "complement.embraced", frozenset(), resume=content[1])


def quote_first(script: Script, lex: Lexicon, cue: Cue, first: int, after: int) -> Frame | None:
    """Quoted words, then the clause of saying: «C»، S گفت.

    Examples:
        «ما می‌مانیم»، معلم روستا گفت.
        «باران نعمت است»؛ این را کشاورزی سالخورده می‌گوید.
    """
    closing = script.partner.get(first, after)
    if closing - first <= SCARE_QUOTE or closing >= cue.first or cue.after < after - 1 or "that" not in cue.takes:
        return None
    begin = closing + 1
    while begin < cue.first and script.forms[begin] in _THIS:
        begin += 1
    speaker = noun_phrase(script, lex, begin, cue.first)
    return Frame(
        (cue.first, cue.after),
        (first, closing + 1),
        speaker,
        "direct.qsv",
        _flags(script, lex, cue, first),
        resume=after,
    )


def manner(script: Script, lex: Lexicon, number: int, first: int, at: int, after: int) -> Frame | None:
    """Any verb with «چنین» and a colon: S سخنانش را چنین آغاز کرد: C.

    Examples:
        استاد در کلاس درس را این‌گونه شروع کرد: تاریخ تکرار نمی‌شود.
        وی گفته‌هایش را چنین به پایان رساند: راه ما روشن است.
    """
    if script.forms[at] != ":" or at + 1 >= after:
        return None
    so = next((k for k in range(max(first, at - _MANNER), at) if script.forms[k] in lex.manner), -1)
    if so < 0:
        return None
    how = "quote" if at + 1 in script.partner else "colon"
    end = _end(script, lex, number, at + 1, after, how)
    speaker = noun_phrase(script, lex, first, so)
    return Frame((at - 1, at), (at + 1, end), speaker, f"direct.manner.{how}", frozenset(), resume=end)


def _flags(script: Script, lex: Lexicon, cue: Cue, first: int) -> frozenset[str]:
    flags = set(cue.flags - {"perfect", "imperfect", "subjunctive"})
    if "subjunctive" in cue.flags or any(
        script.forms[k] in lex.conditionals for k in range(max(first, cue.first - 3), cue.first)
    ):
        flags.add("conditional")
    return frozenset(flags)
