"""A name and a role side by side: "the mayor of Arc, *Omar Habib*", "Omar Habib, *a Dawn spokesman*".

The speaker's phrase often holds only one of the two; the other stands behind it, or, where the name was brought in
before, around its first mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.reading import Reading, Word
from monitor.speakers.lexicon import Lexicon
from monitor.speakers.phrase import Phrase, Reader, segments
from monitor.speakers.proper import ProperNames
from onrecord.model import Quotation, Span

_REACH = 120
"""Characters around a name or a role in which the other is looked for."""
_CLOSED = frozenset(",،.;:!?…\n)—–-")
"""What closes an apposition."""
_QUOTES = frozenset('"“”«»')


class Appositions:
    """Completes the speakers' phrases of one article."""

    def __init__(self, whole: Reading, words: Lexicon, reader: Reader) -> None:
        self._reading, self._text = whole, whole.text
        self._lexicon, self._reader = words, reader
        self._proper = ProperNames(words)

    def completed(self, phrase: Phrase, quotation: Quotation) -> Phrase:
        """The phrase with the name or the role that stands behind it and that its span leaves out.

        Copy that lost its commas is read too: "Murad Aziz a Hamas official said".
        """
        if quotation.cue is None or (phrase.name and phrase.spoken_for):
            return phrase
        behind = self._behind(phrase, quotation)
        if not behind:
            return phrase
        return self._with_role(phrase, behind) if phrase.name else self._with_name(phrase, behind)

    def role_of(self, name: Span) -> Phrase | None:
        """The phrase that tells the role of somebody where he is named first, and not as a speaker.

        "The deputy leader of Dawn, *Omar Habib*, arrived", "Omar Habib, a Dawn official, left", "Dawn aide Omar Habib".
        """
        if not self._lexicon.head_last:
            return None
        number = self._reading.sentence(name.start)
        sentence = self._reading.sentences[number]
        start = self._phrase_start(max(sentence.start, name.start - _REACH), name.start)
        end = self._clause_end(name.end, sentence.end)
        for span in (Span(start, name.end), Span(name.start, end)):
            phrase = self._reader.read(span)
            named = phrase.name is not None and phrase.name.overlaps(name)
            if named and phrase.role and phrase.person and not phrase.plural:
                return phrase
        return None

    # -- behind a phrase ---------------------------------------------------------------------------------------------

    def _behind(self, phrase: Phrase, quotation: Quotation) -> Sequence[Word]:
        """The words between a phrase and its verb; where the verb stands before it, those up to the sentence's end."""
        end, cue = phrase.span.end, quotation.cue
        if cue and cue.start > end:
            stop = cue.start
            if any(part.overlaps(Span(end, min(end + _REACH, stop))) for part in quotation.parts):
                return ()
        elif self._lexicon.head_last:
            sentence = self._reading.sentences[self._reading.sentence(max(end - 1, 0))]
            stop = min([sentence.end, *(part.start for part in quotation.parts if part.start >= end)])
            quotes = (at for at in range(end, min(stop, end + _REACH)) if self._text[at] in _QUOTES)
            stop = next(quotes, stop)
        else:
            return ()
        return self._reading.words(end, min(end + _REACH, stop)) if stop > end else ()

    def _with_role(self, phrase: Phrase, behind: Sequence[Word]) -> Phrase:
        first = behind[0]
        if first.form not in self._lexicon.indefinite and not {",", "،"} & set(first.gap):
            return phrase
        beside = Span(first.start, behind[-1].end)
        wider = self._reader.read(Span(phrase.span.start, beside.end))
        return phrase._replace(
            spoken_for=wider.spoken_for or self._reader.read(beside).spoken_for,
            sort=phrase.sort or wider.sort,
            noun=phrase.noun or wider.noun,
            role=wider.role or phrase.role,
        )

    def _with_name(self, phrase: Phrase, behind: Sequence[Word]) -> Phrase:
        if not phrase.person or phrase.plural or not self._lexicon.head_last:
            return phrase
        cut = segments(behind, self._lexicon)
        apposed = "," in behind[0].gap
        named = self._proper.beside(cut if apposed else cut[1:])
        if not named or not (apposed or behind[0].form in self._lexicon.links):
            return phrase
        if behind[-1].end > named.end and self._text[named.end : named.end + 2].strip()[:1] not in _CLOSED:
            return phrase
        wider = self._reader.read(Span(phrase.span.start, named.end))
        return wider._replace(span=phrase.span) if wider.name or wider.entity else phrase

    # -- around a name -----------------------------------------------------------------------------------------------

    def _phrase_start(self, start: int, name: int) -> int:
        """Where the noun phrase begins that a name closes."""
        first = name
        words = self._reading.words(start, name)
        for at in range(len(words) - 1, -1, -1):
            word = words[at]
            gap = self._text[word.end : first]
            if not self._belongs(word) or gap.strip(" ,'’-."):
                break
            first = word.start
            linked = at > 0 and words[at - 1].form in self._lexicon.links
            if not linked and (word.form in self._lexicon.definite or word.form in self._lexicon.indefinite):
                break
        return first

    def _belongs(self, word: Word) -> bool:
        """Whether a word can stand in a phrase that tells somebody's role."""
        lexicon, form = self._lexicon, word.form
        known: Iterator[bool] = (
            form in words for words in (lexicon.titles, lexicon.links, lexicon.definite, lexicon.indefinite)
        )
        return word.capital or form == "s" or any(known) or bool(lexicon.noun_sort(form)[0]) or lexicon.is_part(form)

    def _clause_end(self, start: int, stop: int) -> int:
        """Where an apposition behind a name ends: at the second comma, or where a verb without one would follow."""
        if self._text[start : start + 1] != ",":
            return start
        closing = self._text.find(",", start + 1, min(start + _REACH, stop))
        return closing if closing > 0 else min(start + _REACH, stop)
