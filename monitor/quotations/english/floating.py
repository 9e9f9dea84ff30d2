"""Quotations without a cue of their own: they go with the report before them, or behind them."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document, Sentence
from monitor.quotations.english.drafts import Draft, Range


def merge(doc: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives sentences that are nothing but quotation marks to the report that they go on with.

    “We wait,” she said. “We hope.” is one report; so is a paragraph in quotation marks behind it.

    Returns:
        The drafts that have content, with it.
    """
    merger = _Merger(doc, drafts)
    for number, sentence in enumerate(doc.sentences):
        merger.take(number, sentence)
    merger.end_paragraph()
    finished = (draft if draft.parts else draft.instead_of for draft in drafts)
    return [draft for draft in finished if draft is not None]


def _goes_on_with(here: Sequence[Draft]) -> Draft:
    """The report of a sentence that a quotation behind it goes on with: the one that opened it, where that was one."""
    first = here[0]
    postposed = first.rule in ("qsv", "qvs") and first.cue is not None and first.parts[0][1] <= first.cue[0]
    return first if postposed else here[-1]


class _Merger:
    """Walks over the sentences in order.

    Attributes:
        last: the report of the sentence before, in this paragraph.
        before: the report that the paragraph before ended with.
        pending: quotations since the paragraph's start that have no report yet.
    """

    def __init__(self, doc: Document, drafts: Sequence[Draft]) -> None:
        self.doc = doc
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(draft.sentence, []).append(draft)
        self.paragraph = -1
        self.last: Draft | None = None
        self.before: Draft | None = None
        self.pending: list[Range] = []

    def take(self, number: int, sentence: Sentence) -> None:
        if sentence.paragraph != self.paragraph:
            self.end_paragraph()
            self.paragraph = sentence.paragraph
        here = self.by_sentence.get(number)
        if here:
            if self.pending and here[0].parts and here[0].parts[0][0] == sentence.lo:
                here[0].parts[:0] = self.pending
            self.pending = []
            self.last = _goes_on_with(here)
        elif not self._only_quoted(sentence):
            self.last = None
            self.pending = []
        elif self.last is not None:
            self.last.parts.append((sentence.lo, sentence.hi))
        else:
            self.pending.append((sentence.lo, sentence.hi))

    def end_paragraph(self) -> None:
        """Gives a paragraph of quotations without a cue to the report before it."""
        if self.pending and self.before is not None:
            self.before.parts.extend(self.pending)
            self.last = self.before
        self.before, self.last, self.pending = self.last, None, []

    def _only_quoted(self, sentence: Sentence) -> bool:
        return bool(sentence.mask & lx.QUOTE) and not sentence.mask & ~(lx.QUOTE | lx.PUNCT)
