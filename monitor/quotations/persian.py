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
    phrase_end,
    source_end,
    subordinate,
)
from monitor.quotations.persian_cues import Cue, Lexicon, cue_at, lexicon, match_words
from monitor.quotations.script_frames import Frame, quotation_of
from monitor.quotations.script_paragraphs import (
    by_paragraph,
    communique,
    floating,
    headlines,
    next_paragraph,
    quoted_end,
)
from onrecord.model import Quotation

_NAME = 2
# A content without که does not begin with one of these.
_NO_CONTENT = frozenset(("و", "اما", "ولي", "يا", "تا", "دارد", "بلكه", "را"))
# A speech without marks after a colon runs on in its paragraph for at most so many sentences.
_SPEECH = 6
# Paragraphs between a speech and «وی افزود» that still belong to it.
_BETWEEN = 2
# How far before its verb a source is looked for, in tokens.
_BACK = 60


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in a Persian text, in text order."""
    script, lex = read(text), lexicon()
    frames: list[Frame] = []
    for number, (first, after) in enumerate(script.sentences):
        if frames and frames[-1].content[1] >= after:
            continue
        frames.extend(_sentence(script, lex, number, first, after))
    frames.extend(headlines(script, partial(_speaks, script, lex), frames))
    frames = continued(script, lex, frames)
    frames = communique(script, partial(_speaks, script, lex), partial(_issued, script, lex), frames)
    frames.extend(floating(script, frames))
    quotations = [quotation for frame in frames if (quotation := quotation_of(script, frame, "fa")) is not None]
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span, quotation.rule)))


def _sentence(script: Script, lex: Lexicon, number: int, first: int, after: int) -> list[Frame]:
    frames: list[Frame] = []
    at = first
    while at < after:
        if at in script.partner:
            at = min(script.partner[at] + 1, after)
            continue
        frame = (
            phrase(script, lex, first, at, after)
            or attributed(script, lex, first, at, after)
            or manner(script, lex, number, first, at, after)
        )
        cue = cue_at(script, lex, at, after) if frame is None else None
        if cue is not None:
            frame = verb_last(script, lex, cue, number, first, after) or verb_after(script, lex, cue, first, frames)
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
    first, last = frame.content[0], min(frame.content[1], after)
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
    start = cue.after
    if start >= after:
        return None
    form = script.forms[start]
    if form == ":" and start + 1 >= after:
        place = next_paragraph(script, start + 1)
        speaker = _speaker(script, lex, cue, first)
        return Frame(
            (cue.first, cue.after), place, speaker, "direct.below.colon", _flags(script, lex, cue, first), resume=after
        )
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
    if how in ("that", "bare") and subordinate(script, lex, first, cue.first):
        end = min(end, main_clause(script, start, after))
    speaker = _speaker(script, lex, cue, first)
    if speaker is None and ("passive" in cue.flags or cue.name == "امد"):
        return None
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
    """Whether the cue can govern a content that begins so."""
    governs = bool(cue.takes & {"that", "frame"}) or "object" not in cue.takes
    if not governs or ("past" in cue.takes and "imperfect" in cue.flags):
        return False
    if "subjunctive" in cue.flags:
        return how in ("colon", "quote")
    return how != "bare" or _carries_bare(script, cue, start)


def _carries_bare(script: Script, cue: Cue, start: int) -> bool:
    """Whether a content without که or marks can follow: not after «از آن سخن گفت», not before «و»."""
    form = script.forms[start]
    if form in TERMINATORS or form in MARKS or form in _NO_CONTENT or script.forms[cue.first - 1] == "سخن":
        return False
    if script.forms[start - 1] in COMMAS and "that" not in cue.takes:
        return False
    return "perfect" in cue.flags if "bare" in cue.takes else "that" in cue.takes


def _end(script: Script, lex: Lexicon, number: int, start: int, after: int, how: str) -> int:
    if start in script.partner and how in ("quote", "colon", "that"):
        closing = min(script.partner[start] + 1, len(script.forms))
        if how != "that" or closing >= after - 1:
            return quoted_end(script, start, after)
    if how != "colon":
        return content_end(script, lex, start, after)
    return _speech_end(script, lex, number, after)


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
    for at in range(max(first + 1, cue.first - _BACK), cue.first):
        after = match_words(script, lex.attributions, at, cue.first)
        if after > at and script.forms[at : at + 2] == ("به", "نقل"):
            return after, phrase_end(script, lex, after, cue.first)
    if "passive" in cue.flags or cue.name == "امد":
        return _paper(script, lex, first, cue.first)
    return clause_subject(script, lex, first, cue.first)


def _paper(script: Script, lex: Lexicon, first: int, cue: int) -> tuple[int, int] | None:
    """The document in which something was said: در این بیانیه آمده است."""
    for at in range(max(first, cue - _BACK), cue - 1):
        if script.forms[at] in ("در", "طبق"):
            head = at + 2 if script.forms[at + 1] in ("اين", "همين", "ان") else at + 1
            if any(script.forms[head].startswith(paper) for paper in lex.papers):
                return at + 1, phrase_end(script, lex, at + 1, cue)
    return None


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
    if (
        "before" in cue.takes
        or "first" in cue.flags
        or any(form in lex.modals for form in script.forms[begin : cue.first])
    ):
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


def attributed(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A phrase names the source: به گفته S، C; طبق اعلام S، C.

    Examples:
        به گفته شهردار، پل تا پاییز آماده می‌شود.
        بنا به گفته پزشکان حال بیمار بهتر شده است.
    """
    begin = match_words(script, lex.attributions, at, after)
    if begin == at or begin >= after or match_words(script, lex.credits, first, at) > first:
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


def manner(script: Script, lex: Lexicon, number: int, first: int, at: int, after: int) -> Frame | None:
    """Any verb with «چنین» and a colon: S سخنانش را چنین آغاز کرد: C.

    Examples:
        استاد درس را این‌گونه شروع کرد: تاریخ تکرار نمی‌شود.
        وی گفته‌هایش را چنین به پایان رساند: راه ما روشن است.
    """
    if (
        script.forms[at] != ":"
        or at + 1 >= after
        or not any(form in lex.manner for form in script.forms[max(first, at - 7) : at])
    ):
        return None
    how = "quote" if at + 1 in script.partner else "colon"
    end = _end(script, lex, number, at + 1, after, how)
    speaker = noun_phrase(script, lex, first, at)
    return Frame((at - 1, at), (at + 1, end), speaker, f"direct.manner.{how}", frozenset(), resume=end)


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
    end = main_clause(script, start, after)
    if end >= after:
        return None
    speaker = noun_phrase(script, lex, first, at) if at > first else noun_phrase(script, lex, end, after)
    return Frame((at, begin), (start, end), speaker, "phrase", frozenset(), resume=end)


def _speaks(script: Script, lex: Lexicon, begin: int, colon: int) -> bool:
    forms = script.forms[begin:colon]
    if forms[0] in lex.no_subject or not forms[0][0].isalpha():
        return False
    return not any(
        form in COMMAS or form in TERMINATORS or lex.is_finite(form) or form in lex.simple or form in ("را", "كه", "-")
        for form in forms
    )


def _issued(script: Script, lex: Lexicon, begin: int, after: int) -> tuple[int, int] | None:
    """Who issued the paper that a heading names: بیانیه S."""
    if script.forms[begin] not in lex.headings or any(lex.is_finite(form) for form in script.forms[begin:after]):
        return None
    return begin + 1, phrase_end(script, lex, begin + 1, after)


def continued(script: Script, lex: Lexicon, frames: list[Frame]) -> list[Frame]:
    """A speech without marks after a colon goes on in the next paragraphs: in the first person, or up to «وی افزود».

    Examples:
        ما این تصمیم را با مردم گرفته‌ایم.
        من همیشه گفته‌ام که راه دیگری نیست.
    """
    found: list[Frame] = []
    waiting: list[tuple[int, int]] = []
    running: Frame | None = None
    places = by_paragraph(script, frames)
    for number, (first, after) in enumerate(script.paragraphs):
        own = places.get(number, [])
        if running is not None and _first_person(script, lex, first, after) and not _reports(own):
            waiting.append((first, after))
            found.extend(_goes_on(running, place) for place in waiting)
            waiting = []
        elif _reports(own):
            if running is not None and own[0].speaker is not None and _same(script, lex, running, own[0]):
                found.extend(_goes_on(running, place) for place in waiting)
            waiting = []
            last = own[-1]
            running = last if last.how.endswith("colon") and last.content[1] == after else None
        elif (
            running is not None
            and len(waiting) < _BETWEEN
            and match_words(script, lex.credits, first, after) == first
            and not own
        ):
            waiting.append((first, after))
        else:
            running, waiting = None, []
    inner = {place for frame in found for place in range(*frame.content)}
    return [frame for frame in frames if frame.cue[0] not in inner] + found


def _reports(frames: list[Frame]) -> bool:
    return any("first" not in frame.flags for frame in frames)


def _goes_on(running: Frame, place: tuple[int, int]) -> Frame:
    return Frame(
        (place[0], place[0]), place, running.speaker, "continued", running.flags, resume=place[1], continues=True
    )


def _same(script: Script, lex: Lexicon, one: Frame, other: Frame) -> bool:
    """Whether the second of two clauses of saying takes up the speaker of the first: وی، این منبع, the same words."""
    assert other.speaker is not None
    begin = other.speaker[0]
    if script.forms[begin] in lex.pronouns or script.forms[begin] in ("اين", "همين"):
        return True
    return one.speaker is not None and script.forms[slice(*one.speaker)] == script.forms[slice(*other.speaker)]


def _first_person(script: Script, lex: Lexicon, first: int, after: int) -> bool:
    """Whether a paragraph speaks of itself: a pronoun or a verb of the first person."""
    return any(
        form in lex.first_person
        or (len(form) > 4 and form.endswith(("هايم", "هام")) and form[0] != "ا")
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
