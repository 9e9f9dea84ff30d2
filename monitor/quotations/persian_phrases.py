"""Persian contents that stand in a phrase of their own, on the way to another verb."""

from __future__ import annotations

from monitor.quotations.arabic_script import COMMAS, Script
from monitor.quotations.persian_clause import main_clause, noun_phrase
from monitor.quotations.persian_cues import Lexicon, match_words
from monitor.quotations.script_frames import SHORTEST, Frame

# How long such a phrase can be, in tokens.
_LONGEST = 60


def judged(script: Script, lex: Lexicon, first: int, at: int, after: int) -> Frame | None:
    """A noun phrase is disclosed, condemned or denied on the way: S، ضمن افشای C، گفت.

    Examples:
        روزنامه‌نگار جوان، ضمن افشای قرارداد پنهان شهرداری، از کارش کنار رفت.
        شورا با محکومیت تخریب بناهای کهن شهر، جلسه را ترک کرد.
    """
    begin = match_words(script, lex.acts, at, after)
    if begin == at or at == first:
        return None
    end = next((k for k in range(begin, min(after, begin + _LONGEST)) if script.forms[k] in COMMAS), -1)
    speaker = noun_phrase(script, lex, first, at)
    if end - begin <= SHORTEST or speaker is None or any(lex.is_finite(form) for form in script.forms[begin:end]):
        return None
    return Frame((at, begin), (begin, end), speaker, "complement.judged", frozenset(), resume=end)


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
