"""Silent edits: what became of a quotation in a later version of its article. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from onrecord.model import Edit, Span
from onrecord.text import normalise, paragraphs, sentences

_WORD = re.compile(r"\w+")
_MARK = re.compile('["“”„«»]')
_BETWEEN = " … "
"""Stands between the parts of a quotation that its cue interrupts."""
_ALIKE = 60.0
"""How alike, of 100, a passage must be to count as the quotation, edited."""
_STILL_THERE = 1 / 3
"""The share of an article's paragraphs that must still stand in a text for it to be a version of that article."""


def compare(before: str, quotations: Sequence[Sequence[Span]], after: str, language: str) -> tuple[Edit | None, ...]:
    """What became of each quotation when an article's text changed.

    Only words count: case, spelling marks, punctuation and quotation marks may change. "The mill is open" that became
    "The mill is not open" is edited.

    Args:
        before: the text that the quotations were found in.
        quotations: the parts of each, as places in that text.
        after: the text as it is now.
        language: ISO 639-1, for where sentences end.

    Returns:
        One for each quotation, None where it still stands as it was.
    """
    if before == after:
        return (None,) * len(quotations)
    there = _words(after)
    same_article = _shares(before, there)
    return tuple(
        _joined(said, [_became(words, after, there, language, same_article) for words in said])
        for said in ([before[part.start : part.end] for part in parts] for parts in quotations)
    )


def gone(before: str, quotations: Sequence[Sequence[Span]]) -> tuple[Edit, ...]:
    """What became of each quotation of a page that is not there any more."""
    said = ([before[part.start : part.end] for part in parts] for parts in quotations)
    return tuple(Edit("gone", _BETWEEN.join(parts)) for parts in said)


def _joined(said: Sequence[str], became: Sequence[Edit | None]) -> Edit | None:
    """What became of a quotation whose parts became that."""
    changed = [edit for edit in became if edit is not None]
    if not changed:
        return None
    before = _BETWEEN.join(said)
    if all(edit.kind != "edited" for edit in changed) and len(changed) == len(said):
        return Edit(changed[0].kind, before)
    now = [words if edit is None else edit.after for words, edit in zip(said, became, strict=True)]
    marked = [words if edit is None else edit.diff or f"[-{words}-]" for words, edit in zip(said, became, strict=True)]
    return Edit("edited", before, _BETWEEN.join(filter(None, now)), _BETWEEN.join(marked))


def _became(quoted: str, after: str, there: str, language: str, same_article: bool) -> Edit | None:
    words = _words(quoted)
    if not words.strip() or words in there:
        return None
    passage = _nearest(quoted, after, language)
    if passage:
        return Edit("edited", quoted, passage, diff(quoted, passage))
    return Edit("removed" if same_article else "replaced", quoted)


def _words(text: str) -> str:
    """The words of a text, each between two spaces: one holds another where its words follow each other there."""
    return f" {' '.join(_WORD.findall(normalise(text).text))} "


def _shares(before: str, there: str) -> bool:
    found = [_words(before[span.start : span.end]) in there for span in paragraphs(before)]
    return sum(found) >= _STILL_THERE * len(found)


def _nearest(quoted: str, after: str, language: str) -> str:
    """The words of `after` that stand where those of `quoted` stood, or empty."""
    wanted, now = normalise(quoted).text, normalise(after)
    aligned = fuzz.partial_ratio_alignment(wanted, now.text, score_cutoff=_ALIKE)
    # A passage shorter than the quotation is aligned with any part of it.
    if aligned is None or len(now.text) * 2 < len(wanted) or aligned.dest_end <= aligned.dest_start:
        return ""
    found = now.span(aligned.dest_start, aligned.dest_end)
    around = [span for span in sentences(after, language) if span.start < found.end and found.start < span.end]
    passage = after[around[0].start : around[-1].end] if around else after[found.start : found.end]
    return _trimmed(quoted, passage)


def _trimmed(quoted: str, passage: str) -> str:
    """The passage from the first to the last word that the two share.

    Where the quotation began or ended with other words, as many words of the passage count for them, up to a
    quotation mark.
    """
    tokens = list(_WORD.finditer(passage))
    blocks = _matcher(quoted, passage).get_matching_blocks()[:-1]
    if not blocks:
        return ""
    first, last = blocks[0], blocks[-1]
    start, end = first.b, last.b + last.size - 1
    before, after = first.a, len(_WORD.findall(quoted)) - last.a - last.size
    while before and start and not _MARK.search(passage, tokens[start - 1].end(), tokens[start].start()):
        start, before = start - 1, before - 1
    while after and end + 1 < len(tokens) and not _MARK.search(passage, tokens[end].end(), tokens[end + 1].start()):
        end, after = end + 1, after - 1
    return passage[tokens[start].start() : tokens[end].end()]


def _matcher(before: str, after: str) -> SequenceMatcher[str]:
    old, new = ([word.casefold() for word in _WORD.findall(text)] for text in (before, after))
    return SequenceMatcher(None, old, new, autojunk=False)


def diff(before: str, after: str) -> str:
    """Two wordings as one line: ``the [-first-]{+second+} of May``."""
    return " ".join(_marked(before, after))


def _marked(before: str, after: str) -> Iterator[str]:
    old, new = (list(_WORD.finditer(text)) for text in (before, after))

    def piece(text: str, tokens: Sequence[re.Match[str]], start: int, end: int) -> str:
        return text[tokens[start].start() : tokens[end - 1].end()] if start < end else ""

    for kind, a, b, c, d in _matcher(before, after).get_opcodes():
        was, now = piece(before, old, a, b), piece(after, new, c, d)
        if kind == "equal":
            yield now
        else:
            yield f"[-{was}-]" * bool(was) + f"{{+{now}+}}" * bool(now)
