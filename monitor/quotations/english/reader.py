"""One sentence at work: its cues, and the reports found in it so far."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.quotations.english import cues
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.cues import Cue
from monitor.quotations.english.document import Document, Sentence
from monitor.quotations.english.drafts import Draft, Range

_CAPITALS = 0.7
_FEWEST = 4
_MOST = 24
"""Cue verbs of a sentence that are read: one with more is no sentence."""


class Reader:
    """A sentence that the rules read and add reports to.

    Attributes:
        doc: the document.
        lo: first token of the sentence.
        hi: behind its last token.
        number: its number in the document.
        mask: the bits of all its tokens.
        found: its cue verbs, by their token.
        drafts: the reports found so far.
        used: tokens of cues that have their report.
    """

    __slots__ = ("doc", "drafts", "found", "hi", "lo", "mask", "number", "used")

    def __init__(self, doc: Document, sentence: Sentence, number: int) -> None:
        self.doc, self.lo, self.hi, self.number = doc, sentence.lo, sentence.hi, number
        self.mask = sentence.mask
        self.drafts: list[Draft] = []
        self.used: set[int] = set()
        self.found: dict[int, Cue] = {}
        self._find_cues()

    def _find_cues(self) -> None:
        if not self.mask & lx.CUE:
            return
        bits = self.doc.bits
        candidates = [v for v in range(self.lo, self.hi) if bits[v] & lx.CUE][:_MOST]
        headline = any(bits[v] & lx.CAP for v in candidates if v > self.lo) and self._title_case()
        for v in candidates:
            cue = cues.read(self.doc, v, self.lo, self.hi, headline=headline)
            if cue is not None and (self.mask & (lx.QUOTE | lx.COLON) or cue.frames != {"quote"}):
                self.found[v] = cue

    def _title_case(self) -> bool:
        """Whether most words begin with a capital letter, as in a headline."""
        words = [b for b in self.doc.bits[self.lo : self.hi] if not b & lx.PUNCT]
        capitals = sum(1 for b in words if b & (lx.CAP | lx.NUM | lx.QUOTE))
        return len(words) >= _FEWEST and capitals >= _CAPITALS * len(words)

    def before(self, cue: Cue) -> int:
        """The bits of the token before a cue; none at the sentence's start."""
        return self.doc.bits[cue.start - 1] if cue.start > self.lo else 0

    def covered(self, token: int) -> bool:
        """Whether a token lies in the content of a report found so far."""
        return any(draft.covers(token) for draft in self.drafts)

    def open(self, cue: Cue) -> bool:
        """Whether a cue has no report yet, though it may be part of one."""
        return cue.verb not in self.used

    def limit(self, token: int) -> int:
        """Behind the last token that what is said at a token may reach: a report inside a report ends with it."""
        around = [stop for draft in self.drafts for start, stop in draft.parts if start <= token < stop]
        return min(around, default=self.hi)

    def add(self, rule: str, parts: Sequence[Range], cue: Cue, speaker: Range | None) -> None:
        """Adds a report, its parts without punctuation at their ends; nothing when no part is left."""
        trimmed = [self._trim(*part) for part in parts]
        kept = [(start, stop) for start, stop in trimmed if start < stop]
        if kept:
            self.used.add(cue.verb)
            self.drafts.append(Draft(kept, (cue.verb, cue.stop), speaker, rule, self.number, cue.flags))

    def _trim(self, start: int, stop: int) -> Range:
        bits = self.doc.bits
        while start < stop and bits[start] & lx.PUNCT:
            start += 1
        while start < stop and bits[stop - 1] & lx.PUNCT and not bits[stop - 1] & lx.CLOSE:
            stop -= 1
        return start, stop

    def last_before(self, cue: Cue) -> Draft | None:
        """The report whose cue comes last before this one."""
        earlier = [draft for draft in self.drafts if draft.cue and draft.cue[0] < cue.verb]
        return max(earlier, key=lambda draft: draft.cue or (0, 0), default=None)
