"""A text as the rules read it: tokens, with each quoted stretch as one token, in sentences, in paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Final

from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.tokens import single, tokens
from monitor.quotations.regions import Paragraph, Region, paragraphs

_QUOTE_WORD: Final = lx.Word("“”", lx.QUOTE)
_END: Final = lx.Word("", lx.STOP)
_TERMINAL: Final = frozenset(".!?…")
_NAMES_NOTHING: Final = frozenset(",.!?…;—")
_MAY_SPLIT: Final = lx.QUOTE | lx.STOP | lx.DOTTED
_STARTS: Final = lx.DET | lx.PREP | lx.PERSONAL | lx.SUB | lx.CC | lx.ADV
_MARKS_AT_END: Final = 8
_TITLE: Final = 8
_DATELINE: Final = 12
_LONGEST: Final = 151
"""Tokens of a sentence. A longer one is cut, so that rules which look over a whole sentence stay linear in the text."""


@dataclass(slots=True)
class Sentence:
    """Tokens `lo` up to, not including, `hi`, of the paragraph with that number; `mask` holds all their bits."""

    lo: int
    hi: int
    paragraph: int
    mask: int


class Document:
    """Tokens as parallel lists, so that rules can walk over them without making objects.

    Attributes:
        text: the article's text.
        begin: first character of each token.
        end: behind the last character of each token.
        words: what the lexicon knows of each token.
        bits: its word classes, the same as ``words[i].bits`` plus what the place tells.
        regions: the quoted stretch of each token that stands for one.
        sentences: in order.
    """

    __slots__ = ("_lengths", "begin", "bits", "end", "paragraphs", "regions", "sentences", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.begin: list[int] = []
        self.end: list[int] = []
        self.words: list[lx.Word] = []
        self.regions: dict[int, Region] = {}
        self.sentences: list[Sentence] = []
        self._lengths: dict[int, int] = {}
        self.paragraphs: list[Paragraph] = paragraphs(text)
        ends = [self._read(paragraph) for paragraph in self.paragraphs]
        self.words.append(_END)  # what rules see that look one token too far, at either end
        self.bits: list[int] = [word.bits for word in self.words]
        for number, (first, last) in enumerate(pairwise((0, *ends))):
            self._split(first, last, number)

    def _read(self, paragraph: Paragraph) -> int:
        """Adds a paragraph's tokens; returns how many there are up to its end."""
        position = paragraph.start
        for region in paragraph.regions:
            self._tokenise(position, region.start)
            self.regions[len(self.words)] = region
            self.begin.append(region.start)
            self.end.append(region.end)
            self.words.append(_QUOTE_WORD)
            position = region.end
        self._tokenise(position, paragraph.end)
        return len(self.words)

    def _tokenise(self, start: int, stop: int) -> None:
        begin, end, words, at = self.begin, self.end, self.words, start
        pieces = self.text[start:stop].split(" ")
        for number, piece in enumerate(pieces, 1):
            whole = single[piece]
            if whole is not None:
                begin.append(at)
                at += len(piece)
                end.append(at)
                words.append(whole)
            else:
                following = "".join(pieces[number : number + 1]) if piece[-1:] == "." else ""
                for first, last, word in tokens(piece, before_name=following[:1].isupper()):
                    begin.append(at + first)
                    end.append(at + last)
                    words.append(word)
                at += len(piece)
            at += 1

    def _split(self, first: int, last: int, number: int) -> None:
        bits, dateline = self.bits, self._dateline(first, last)
        ends = [i + 1 for i in range(first, last - 1) if bits[i] & _MAY_SPLIT and self._ends_sentence(i, last)]
        if dateline is not None and dateline + 1 not in ends:
            ends = sorted((*ends, dateline + 1))
        lo = first
        for end in (*ends, last) if first < last else ():
            while lo < end:
                hi = min(end, lo + _LONGEST)
                self.sentences.append(Sentence(lo, hi, number, reduce(or_, bits[lo:hi])))
                lo = hi

    def _dateline(self, first: int, last: int) -> int | None:
        """The dash behind “CAIRO (Agency) –”, which stands before a paragraph's first sentence."""
        if last - first < _DATELINE or not self.text[self.begin[first] : self.end[first]].isupper():
            return None
        for i in range(first + 1, min(last, first + _DATELINE)):
            if self.bits[i] & lx.DASH:
                return i
            if not self.bits[i] & (lx.CAP | lx.NUM | lx.COMMA | lx.OPEN | lx.CLOSE | lx.DOTTED):
                return None
        return None

    def _ends_sentence(self, i: int, last: int) -> bool:
        bits = self.bits[i]
        if bits & lx.QUOTE:
            return self._quote_ends_sentence(i, last)
        following = self.bits[i + 1]
        if bits & lx.STOP:
            return bool(following & (lx.CAP | lx.QUOTE | lx.NUM | lx.OPEN | lx.DASH)) or self.words[i].low in "!?"
        return bool(following & lx.CAP and following & _STARTS)

    def _quote_ends_sentence(self, i: int, last: int) -> bool:
        if self.tail(i) not in _TERMINAL:
            return False
        following = self.bits[i + 1]
        if following & lx.STOP:
            return False
        if following & lx.QUOTE:
            return True
        if not following & (lx.CAP | lx.NUM | lx.OPEN):
            return False
        return self.tail(i) == "." or not self._cue_clause_follows(i + 1, last)

    def _cue_clause_follows(self, i: int, last: int) -> bool:
        """Whether a short clause like “Smith said.” comes next, as it does behind a question in quotation marks."""
        inside = False
        for k in range(i, min(i + 24, last)):
            bits = self.bits[k]
            if bits & lx.COMMA:
                inside = not inside
                continue
            if bits & (lx.PUNCT | lx.QUOTE) and not inside:
                return False
            if inside or not (bits & lx.CUE and k > i):
                continue
            after = self.bits[k + 1] if k + 1 < last else lx.STOP
            return bool(after & (lx.PUNCT | lx.TIME | lx.PREP | lx.PRON | lx.OBJECT)) or "whom" in self.words[k].frames
        return False

    def tail(self, i: int) -> str:
        """The last character inside a quoted stretch, marks and space left out."""
        region = self.regions[i]
        end = region.end
        while end > max(region.start, region.end - _MARKS_AT_END) and self.text[end - 1] in "\"“”„«»'’‘`＂ \t\xa0":
            end -= 1
        return self.text[end - 1] if end > region.start else ""

    def names(self, i: int) -> bool:
        """Whether a quoted stretch reads as a name or a term inside a noun phrase, not as speech."""
        return self.length(i) <= 5 and self.tail(i) not in _NAMES_NOTHING

    def goes_on(self, i: int) -> bool:
        """Whether a quoted stretch begins in the middle of a sentence, with a small letter."""
        region = self.regions[i]
        return self.text[region.start : region.end].lstrip("\"“”„«»'’‘`＂ \xa0")[:1].islower()

    def names_title(self, i: int) -> bool:
        """Whether a quoted stretch is written like a title: “Morning Joe,”."""
        region = self.regions[i]
        words = self.text[region.start : region.end].strip("\"“”„«»'’‘`＂,. \xa0").split()
        return 0 < len(words) <= _TITLE and words[0][:1].isupper() and words[-1][:1].isupper()

    def length(self, i: int) -> int:
        """The number of words in a quoted stretch."""
        if i not in self._lengths:
            region = self.regions[i]
            self._lengths[i] = self.text.count(" ", region.start, region.end) + 1
        return self._lengths[i]
