"""Persian rules on whole paragraphs: who can head a headline or a communiqué, speech that runs on."""

from __future__ import annotations

from monitor.quotations.arabic_script import COMMAS, TERMINATORS, Script
from monitor.quotations.persian_clause import phrase_end
from monitor.quotations.persian_cues import Lexicon, match_words
from monitor.quotations.script_frames import Frame
from monitor.quotations.script_paragraphs import by_paragraph

# Paragraphs between a speech and «وی افزود» that still belong to it.
_BETWEEN = 2


def speaks(script: Script, lex: Lexicon, begin: int, colon: int) -> bool:
    """Whether the words before a colon can name a speaker: no verb, no clause, no number first."""
    forms = script.forms[begin:colon]
    if forms[0] in lex.no_subject or not forms[0][0].isalpha():
        return False
    comma = next((k for k, form in enumerate(forms) if form in COMMAS), 0)
    if 0 < comma < len(forms) - 1 and forms[comma + 1] in lex.persons:  # نام، سخنگوی گروه
        forms = (*forms[:comma], *forms[comma + 1 :])
    return not any(
        form in COMMAS or form in TERMINATORS or lex.is_finite(form) or form in lex.simple or form in ("را", "كه", "-")
        for form in forms
    )


def issued(script: Script, lex: Lexicon, begin: int, after: int) -> tuple[int, int] | None:
    """Who issued the paper that a heading names: بیانیه S."""
    if script.forms[begin] not in lex.headings or any(lex.is_finite(form) for form in script.forms[begin:after]):
        return None
    begin += 1
    if begin + 2 < after and script.forms[begin] == "شماره":  # اطلاعیه شماره ۳ S
        begin += 2
    return begin, phrase_end(script, lex, begin, after)


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
            running = last if last.how.endswith(("colon", "below")) and last.content[1] == after else None
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
