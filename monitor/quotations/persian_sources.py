"""Persian rules that hand a content to a source: به گفته S, طبق اعلام S, بر اساس این گزارش."""

from __future__ import annotations

from monitor.quotations.arabic_script import COMMAS, Script
from monitor.quotations.persian_clause import content_end, source_end
from monitor.quotations.persian_cues import Lexicon, cue_at, match_words
from monitor.quotations.script_frames import Frame

# How far into a clause its own verb of saying is looked for, in tokens.
_AHEAD = 30
# Who is quoted by another, whose verb of saying follows.
RELAYS = (("به", "نقل"), ("از", "قول"))


def attributed(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A phrase names the source: به گفته S، C; طبق اعلام S، C.

    Examples:
        به گفته شهردار، پل تا پاییز آماده می‌شود.
        بنا به گفته پزشکان حال بیمار بهتر شده است.
    """
    begin = match_words(script, lex.attributions, at, after)
    if begin == at:
        return _by_paper(script, lex, at, after)
    if begin >= after or match_words(script, lex.credits, first, at) > first:
        return None
    if script.forms[at : at + 2] in RELAYS and _has_own_verb(script, lex, begin, after):
        return None  # S از قول T نوشت که C
    end = source_end(script, lex, begin, after)
    start = end + 1 if end < after and script.forms[end] in COMMAS else end
    if start >= after - 1:
        return None
    if _has_own_verb(script, lex, start, after):
        return None
    stop = content_end(script, lex, start, after)
    return Frame((at, begin), (start, stop), (begin, end), "according", frozenset(), resume=stop)


def _has_own_verb(script: Script, lex: Lexicon, start: int, after: int) -> bool:
    """Whether what follows an attribution is a clause of saying itself: بر اساس بیانیه A، B اعلام کرد C."""
    for at in range(start, min(after, start + _AHEAD)):
        if script.inside[at] >= 0 or (at > start and script.forms[at] in ("و", "كه")):
            return False
        cue = cue_at(script, lex, at, after)
        if cue is not None and cue.takes & {"that", "frame"} and cue.after < after:
            return True
    return False


def _by_paper(script: Script, lex: Lexicon, at: int, after: int) -> Frame | None:
    """A paper is the source: بر اساس این گزارش، C."""
    begin = match_words(script, lex.grounds, at, after)
    if begin == at or begin + 2 >= after:
        return None
    head = begin + 1 if script.forms[begin] in ("اين", "همين") else begin
    end = next((k for k in range(head + 1, min(after, head + 9)) if script.forms[k] in COMMAS), after)
    if not lex.is_paper(script.forms[head]) or end + 1 >= after or _has_own_verb(script, lex, end + 1, after):
        return None
    stop = content_end(script, lex, end + 1, after)
    return Frame((at, begin), (end + 1, stop), (begin, end), "according", frozenset(), resume=stop)
