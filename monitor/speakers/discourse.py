"""Who has been speaking so far: the memory that pronouns and "the movement" look back into.

After Muzny et al. (2017), "A two-stage sieve approach for quote attribution": a pronoun or a noun goes back to the
most recent mention that agrees and is itself a source or a subject, never to a name inside somebody's words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from monitor.reading import Reading
from onrecord.model import Span, Speaker

PRONOUN_REACH = 6
"""Sentences that a pronoun looks back for a source."""
_MOST = 60
"""Sources that are looked back over, however long the sentences are."""
NOUN_REACH = 25
"""Sentences that "the movement" looks back."""


class Source(NamedTuple):
    """Somebody who has been named or described as a speaker, or who opened a sentence.

    Attributes:
        place: where the mention begins.
        speaker: who it is.
        mention: the noun phrase that names or describes him.
        sort: person, body, plural, or empty when the text does not tell.
        gender: m, f or empty.
        noun: base form of the head noun, or empty.
        tokens: normalised words of the name.
        spoke: he is a source; otherwise only the subject of a sentence.
        press: it is a news outlet.
    """

    place: int
    speaker: Speaker
    mention: Span
    sort: str = ""
    gender: str = ""
    noun: str = ""
    tokens: tuple[str, ...] = ()
    spoke: bool = True
    press: bool = False

    def agrees(self, pronoun: str) -> bool:
        """Whether a pronoun of that class can stand for it."""
        match pronoun:
            case "m" | "f":
                return self.sort in {"person", ""} and self.gender in {pronoun, ""}
            case "mn" | "fn":
                person = self.sort in {"person", ""} and self.gender in {pronoun[0], ""}
                return person or self.sort == "body" or (pronoun == "fn" and self.sort == "plural")
            case "s":
                return self.sort in {"person", ""}
            case "n":
                return self.sort in {"body", ""}
            case "p":
                return self.sort in {"plural", "body", ""}
        return True


def through(source: Source, step: str) -> Speaker:
    """The speaker of a source, found by way of another expression."""
    return replace(source.speaker, how=(step, *source.speaker.how), antecedent=source.mention)


class Discourse:
    """What one article has told so far."""

    def __init__(self, reading: Reading, quoted: Sequence[Span]) -> None:
        self._reading = reading
        self._quoted = sorted(quoted)
        self._quoted_starts = [span.start for span in self._quoted]
        self._sources: list[Source] = []
        self._places: list[int] = []
        self._named: dict[str, list[Source]] = {}
        self.surnames: set[str] = set()
        """Last words of the names of persons who spoke."""
        self.groups: set[str] = set()
        """Tracked groups that spoke, or that somebody spoke for."""

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds the place."""
        return self._reading.sentence(place)

    def sentence_span(self, number: int) -> Span | None:
        """The stretch of a sentence, or None where there is none of that number."""
        sentences = self._reading.sentences
        return sentences[number] if 0 <= number < len(sentences) else None

    def in_quotation(self, span: Span) -> bool:
        """Whether the place lies inside somebody's words."""
        at = bisect_right(self._quoted_starts, span.start)
        return any(quoted.contains(span) for quoted in self._quoted[max(at - 3, 0) : at])

    def add(self, source: Source) -> None:
        """Remembers a source."""
        at = bisect_right(self._places, source.place)
        self._places.insert(at, source.place)
        self._sources.insert(at, source)
        group = source.speaker.body or source.speaker.group
        if group:
            self.groups.add(group)
        for end in {source.tokens[0], source.tokens[-1]} if source.tokens else ():
            self._named.setdefault(end, []).append(source)
        if source.sort == "person" and source.tokens:
            self.surnames.add(source.tokens[-1])

    def named(self, tokens: tuple[str, ...]) -> Source | None:
        """The last source whose name is this one, longer or shorter."""
        fitting = (
            next((source for source in reversed(known) if _same_name(tokens, source.tokens)), None)
            for known in (self._named.get(end, ())[-_MOST:] for end in (tokens[-1], tokens[0]))
        )
        return max((source for source in fitting if source), key=lambda source: source.place, default=None)

    def near(self, place: int, reach: int) -> Iterator[Source]:
        """The sources mentioned before a place, not more than so many sentences back, the most recent first."""
        first, last = self._reading.sentence(place) - reach, bisect_left(self._places, place) - 1
        for at in range(last, max(last - _MOST, -1), -1):
            source = self._sources[at]
            if self._reading.sentence(source.place) < first:
                return
            yield source


def _same_name(tokens: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether one name is the other, shortened to its last words or its first ones."""
    short, long = sorted((tokens, known), key=len)
    return bool(short) and (long[-len(short) :] == short or (len(short) > 1 and long[: len(short)] == short))
