"""Who has been speaking so far: the memory that pronouns and "the movement" look back into.

After Muzny et al. (2017), "A two-stage sieve approach for quote attribution": a pronoun or a noun goes back to the
most recent mention that agrees and is itself a source or a subject, never to a name inside somebody's words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Span, Speaker
from onrecord.text import sentences

PRONOUN_REACH = 6
"""Sentences that a pronoun looks back for a source."""
NOUN_REACH = 25
"""Sentences that "the movement" looks back."""


@dataclass(frozen=True, slots=True)
class Source:
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
    """What one article has told so far, in text order."""

    def __init__(self, text: str, language: str, quoted: Sequence[Span]) -> None:
        self._quoted = sorted(quoted)
        self._quoted_starts = [span.start for span in self._quoted]
        self._sentences = sentences(text, language) or (Span(0, len(text)),)
        self._starts = [span.start for span in self._sentences]
        self._sources: list[Source] = []

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds the place."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def sentence_span(self, number: int) -> Span | None:
        """The stretch of a sentence, or None where there is none of that number."""
        return self._sentences[number] if 0 <= number < len(self._sentences) else None

    def in_quotation(self, span: Span) -> bool:
        """Whether the place lies inside somebody's words."""
        at = bisect_right(self._quoted_starts, span.start)
        return any(quoted.contains(span) for quoted in self._quoted[max(at - 3, 0) : at])

    def add(self, source: Source) -> None:
        """Remembers a source."""
        self._sources.append(source)

    def before(self, place: int) -> list[Source]:
        """The sources mentioned before a place, the most recent first."""
        found = [source for source in self._sources if source.place < place]
        return sorted(found, key=lambda source: source.place, reverse=True)

    def near(self, place: int, reach: int) -> list[Source]:
        """The sources mentioned before a place, not more than so many sentences back, the most recent first."""
        sentence = self.sentence(place)
        return [source for source in self.before(place) if sentence - self.sentence(source.place) <= reach]
