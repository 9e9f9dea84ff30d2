"""Persian: reported speech by rules, verb last.

The clause of saying comes first and ends with its verb; the content follows, after که, a colon, quotation marks or
nothing at all. Every rule takes the script, the lexicon and a place and gives Frames; word lists in the data file.
"""

from __future__ import annotations

from monitor.quotations.arabic_script import COMMAS, MARKS, TERMINATORS, Script, read
from monitor.quotations.persian_clause import (
    clause_subject,
    content_before,
    content_end,
    noun_phrase,
    phrase_end,
    source_end,
)
from monitor.quotations.persian_cues import Cue, Lexicon, cue_at, lexicon, match_words
from monitor.quotations.script_frames import Frame, quotation_of
from onrecord.model import Quotation

_HEADLINE = 8
_NAME = 2
# A speech without marks after a colon runs on in its paragraph for at most so many sentences.
_SPEECH = 6


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in a Persian text, in text order."""
    script, lex = read(text), lexicon()
    frames: list[Frame] = []
    for number, (first, after) in enumerate(script.sentences):
        if frames and frames[-1].content[1] >= after:
            continue
        frames.extend(_sentence(script, lex, number, first, after))
    frames.extend(headlines(script, lex, frames))
    frames.extend(continued(script, lex, frames))
    quotations = [quotation for frame in frames if (quotation := quotation_of(script, frame, "fa")) is not None]
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span, quotation.rule)))


def _sentence(script: Script, lex: Lexicon, number: int, first: int, after: int) -> list[Frame]:
    frames: list[Frame] = []
    at = first
    while at < after:
        if at in script.partner:
            at = min(script.partner[at] + 1, after)
            continue
        frame = phrase(script, lex, first, at, after) or attributed(script, lex, at, after)
        cue = cue_at(script, lex, at, after) if frame is None else None
        if cue is not None:
            frame = verb_last(script, lex, cue, number, first, after) or verb_after(script, lex, cue, first, frames)
        if frame is not None:
            frames.append(frame)
        at = max(at + 1, frame.resume if frame is not None else cue.after if cue is not None else at + 1)
    return frames


def verb_last(script: Script, lex: Lexicon, cue: Cue, number: int, first: int, after: int) -> Frame | None:
    """Speaker, verb, content: S گفت: C، S اعلام کرد که C، S افزود C.

    Examples:
        مدیر مدرسه گفت: کلاس‌ها از شنبه آغاز می‌شود.
        وی تأکید کرد که بودجه کافی نیست.
    """
    start = cue.after
    if start >= after:
        return None
    form = script.forms[start]
    how = "bare"
    if form == "كه" or (form in COMMAS and start + 1 < after and script.forms[start + 1] == "كه"):
        start, how = start + (1 if form == "كه" else 2), "that"
    elif form == ":":
        start, how = start + 1, "colon"
    elif form in COMMAS:
        start += 1
    if start in script.partner:
        how = "quote" if how != "that" else how
    if start >= after or not _carries(script, cue, start, how):
        return None
    end = _end(script, lex, number, start, after, how)
    speaker = _speaker(script, lex, cue, first)
    kind = "direct" if how in ("colon", "quote") else "indirect"
    return Frame(
        (cue.first, cue.after),
        (start, end),
        speaker,
        f"{kind}.{'svc' if speaker else 'vc'}.{how}",
        _flags(script, lex, cue, first),
        resume=end,
    )


def _carries(script: Script, cue: Cue, start: int, how: str) -> bool:
    if "object" in cue.takes and not cue.takes & {"that", "frame"}:
        return False
    if how != "bare":
        return True
    form = script.forms[start]
    if (
        form in TERMINATORS
        or form == "و"
        or form in MARKS
        or (script.forms[start - 1] in COMMAS and "that" not in cue.takes)
    ):
        return False
    if "bare" in cue.takes:
        return "perfect" in cue.flags
    return "that" in cue.takes


def _end(script: Script, lex: Lexicon, number: int, start: int, after: int, how: str) -> int:
    if start in script.partner and how in ("quote", "colon", "that"):
        closing = min(script.partner[start] + 1, len(script.forms))
        if how != "that" or closing >= after - 1:
            return _quoted_end(script, closing, after)
    if how != "colon":
        return content_end(script, lex, start, after)
    return _speech_end(script, lex, number, after)


def _quoted_end(script: Script, end: int, after: int) -> int:
    while end < after:
        following = next((k for k in range(end, after) if script.forms[k] not in TERMINATORS), after)
        if following >= after or following not in script.partner:
            return end
        end = min(script.partner[following] + 1, after)
    return end


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
    for at in range(first + 1, cue.first):
        after = match_words(script, lex.attributions, at, cue.first)
        if after > at and script.forms[at : at + 2] == ("به", "نقل"):
            return after, phrase_end(script, lex, after, cue.first)
    subject = clause_subject(script, lex, first, cue.first)
    if subject is None and ("passive" in cue.flags or cue.name == "امد"):
        place = next((k for k in range(first, cue.first) if script.forms[k] in ("در", "به", "طبق")), -1)
        if place >= 0:
            return place + 1, phrase_end(script, lex, place + 1, cue.first)
    return subject


def verb_after(script: Script, lex: Lexicon, cue: Cue, first: int, frames: list[Frame]) -> Frame | None:
    """The content before the verb: S از C خبر داد، S C را تکذیب کرد، S خواستار C شد.

    Examples:
        آتش‌نشانی از مهار حریق در انبار خبر داد.
        سخنگوی شرکت گران شدن نان را تکذیب کرد.
    """
    subject = clause_subject(script, lex, first, cue.first)
    begin = subject[1] if subject is not None else first
    if begin > cue.first:
        return None
    if "before" in cue.takes:
        return None
    start = content_before(script, lex, cue, begin)
    if start >= cue.first - 1 or (subject is None and not frames):
        return None
    if frames and start < frames[-1].content[1]:
        start = max(start, frames[-1].content[1])
    if start >= cue.first - 1:
        return None
    return Frame(
        (cue.first, cue.after),
        (start, cue.first),
        subject,
        "complement.before",
        _flags(script, lex, cue, first),
        resume=cue.after,
    )


def attributed(script: Script, lex: Lexicon, at: int, after: int) -> Frame | None:
    """A phrase names the source: به گفته S، C; طبق اعلام S، C.

    Examples:
        به گفته شهردار، پل تا پاییز آماده می‌شود.
        بنا به گفته پزشکان حال بیمار بهتر شده است.
    """
    begin = match_words(script, lex.attributions, at, after)
    if begin == at or begin >= after:
        return None
    end = source_end(script, lex, begin, after)
    start = end + 1 if end < after and script.forms[end] in COMMAS else end
    if start >= after - 1:
        return None
    inner = cue_at(script, lex, start, after)
    if inner is not None or any(cue_at(script, lex, k, after) is not None for k in range(start, min(after, start + 2))):
        return None
    stop = content_end(script, lex, start, after)
    return Frame((at, begin), (start, stop), (begin, end), "according", frozenset(), resume=stop)


def phrase(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A content in a phrase of its own: با بیان این که C، S گفت.

    Examples:
        وزیر نیرو با بیان این‌که سدها خالی است، گفت: مصرف را کم کنید.
        این گروه با ادعای این که مرز بسته است، از سفر خودداری کرد.
    """
    begin = match_words(script, lex.phrases, at, after)
    if begin == at:
        return None
    start = begin
    while start < min(after, begin + 4) and script.forms[start] in ("اين", "ان", "ادعا", "مطلب", "نكته", "موضوع"):
        start += 1
    if start < after and script.forms[start] == "كه" and start > begin:
        start += 1
    elif not (start < after and script.forms[start] in ("اينكه", "انكه")):
        return None
    else:
        start += 1
    end = next(
        (
            k
            for k in range(start, after)
            if script.forms[k] in COMMAS and script.inside[k] < 0 and lex.is_finite(script.forms[k - 1])
        ),
        -1,
    )
    if end < 0:
        return None
    speaker = noun_phrase(script, lex, first, at) if at > first else noun_phrase(script, lex, end, after)
    return Frame((at, begin), (start, end), speaker, "phrase", frozenset(), resume=end)


def headlines(script: Script, lex: Lexicon, frames: list[Frame]) -> list[Frame]:
    """A short noun phrase, a colon, and the words: «پنتاگون: ...».

    Examples:
        وزیر راه: جاده تا عید باز می‌شود
        کانون نویسندگان: سانسور را نمی‌پذیریم
    """
    taken = {frame.content[0] for frame in frames} | {frame.cue[0] for frame in frames}
    found = []
    for first, after in script.paragraphs:
        begin = first
        while begin < after and not script.forms[begin][0].isalnum() and script.forms[begin] not in MARKS:
            begin += 1
        colon = next((k for k in range(begin + 1, min(after, begin + _HEADLINE + 1)) if script.forms[k] == ":"), -1)
        if colon < 0 or colon + 2 >= after or any(place in taken for place in range(begin, colon + 3)):
            continue
        if _speaks(script, lex, begin, colon):
            found.append(
                Frame(
                    (colon, colon + 1),
                    (colon + 1, after),
                    (begin, colon),
                    "headline",
                    frozenset({"headline"}),
                    resume=after,
                )
            )
    return found


def _speaks(script: Script, lex: Lexicon, begin: int, colon: int) -> bool:
    forms = script.forms[begin:colon]
    if forms[0] in lex.no_subject or not forms[0][0].isalpha():
        return False
    return not any(
        form in COMMAS or form in TERMINATORS or lex.is_finite(form) or form in lex.simple or form in ("را", "كه", "-")
        for form in forms
    )


def continued(script: Script, lex: Lexicon, frames: list[Frame]) -> list[Frame]:
    """A speech without marks goes on in the next paragraphs as long as they speak in the first person.

    Examples:
        ما این تصمیم را با مردم گرفته‌ایم.
        من همیشه گفته‌ام که راه دیگری نیست.
    """
    ends = {frame.content[1]: frame for frame in frames if frame.how.endswith("colon")}
    begun = {place for frame in frames for place in (frame.content[0], frame.cue[0])}
    found = []
    running: Frame | None = None
    for first, after in script.paragraphs:
        own = any(first <= place < after for place in begun)
        if running is not None and not own and _first_person(script, lex, first, after):
            found.append(
                Frame(
                    (first, first),
                    (first, after),
                    running.speaker,
                    "continued",
                    running.flags,
                    resume=after,
                    continues=True,
                )
            )
        elif after in ends:
            running = ends[after]
        else:
            running = None
    return found


def _first_person(script: Script, lex: Lexicon, first: int, after: int) -> bool:
    """Whether a paragraph speaks of itself: a pronoun or a verb of the first person."""
    return any(
        form in lex.first_person
        or (len(form) > 4 and form.endswith(("هايم", "هام")))
        or (len(form) > 5 and form.startswith(("مي", "نمي")) and form.endswith("م"))
        for form in script.forms[first:after]
    )


def _flags(script: Script, lex: Lexicon, cue: Cue, first: int) -> frozenset[str]:
    flags = set(cue.flags - {"perfect", "imperfect", "subjunctive"})
    if "subjunctive" in cue.flags or any(
        script.forms[k] in lex.conditionals for k in range(max(first, cue.first - 6), cue.first)
    ):
        flags.add("conditional")
    return frozenset(flags)
