"""Where a speaker's noun phrase names somebody: "Dawn spokesman *Omar Habib*", "the governor of Arc, *Omar Habib*"."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.reading import Word
from monitor.speakers.lexicon import PERSONS, Lexicon
from onrecord.model import Mention, Span

_JOINTS = frozenset({"of", "for", "and", "the"})
"""Small words inside the name of a body."""
_MOST_WORDS = 4
"""A person's name has no more words than that; what stands beside a role is no name otherwise."""


class ProperNames:
    """Finds untracked names in the noun phrases of one language."""

    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words

    def inside(self, main: Sequence[Word], head: int, sort: str, spoken_for: Mention | None) -> Span | None:
        """Where the phrase names a person or body, without titles; None when it only describes.

        Args:
            main: the phrase's words, up to a comma.
            head: how many of them belong to its head; what follows completes it: "the governor *of Arc*".
            sort: of its head noun.
            spoken_for: the tracked entity that the speaker speaks for.
        """
        if not self._lexicon.head_last:
            return self._after_role(main, sort, spoken_for)
        runs = self._runs(main, sort, spoken_for) if main[0].form not in self._lexicon.nobody else []
        if sort in PERSONS:
            runs = [run for run in runs if run[-1].end <= main[head - 1].end] or [
                named for run in runs if (named := self._closing(run, main))
            ]
        if sort == "body":
            whole = self._body(main) if runs else None
            if whole:
                return whole
            runs = [run for run in runs if run[-1].end <= main[head - 1].end]
        if not runs:
            return None
        run = runs[-1] if sort in PERSONS else max(runs, key=len)
        return Span(run[0].start, run[-1].end)

    def beside(self, appositions: Sequence[Sequence[Word]]) -> Span | None:
        """The name that stands in apposition to a role: "the movement's spokesman, Sheikh *Omar Habib*".

        A place may stand between them: "the mayor of Arc, Arcadia, *Omar Habib*".
        """
        if not self._lexicon.head_last:
            plain = appositions and 2 <= len(appositions[0]) <= _MOST_WORDS and self._undescribed(appositions[0])
            return Span(appositions[0][0].start, appositions[0][-1].end) if plain else None
        for segment in appositions[:2]:
            named = self._person(segment)
            if named:
                return Span(named[0].start, named[-1].end)
            if len(segment) > 1 or not segment[0].capital:
                break
        return None

    def joined(self, cut: Sequence[Sequence[Word]]) -> Span | None:
        """Several names side by side, who speak together: "*Arcadia, Utopia and Arc* said"."""
        words = [word for segment in cut for word in segment]
        ends = [at for at, word in enumerate(words) if word.form == "and"]
        if not ends or not 0 < ends[-1] < len(words) - 1 or not words[0].capital or not words[-1].capital:
            return None
        plain = all(word.capital or word.form in {"and", "the"} for word in words)
        return Span(words[0].start, words[-1].end) if plain else None

    # -- English -----------------------------------------------------------------------------------------------------

    def _person(self, segment: Sequence[Word]) -> Sequence[Word]:
        """The words of a person's name, when a segment is nothing else but titles."""
        first = 0
        while first < len(segment) - 1 and segment[first].form in self._lexicon.titles:
            first += 1
        named = segment[first:]
        least = 1 if first else 2
        small = all(word.capital or self._in_name(word, named[:at], named) for at, word in enumerate(named))
        return named if small and least <= len(named) <= _MOST_WORDS and self._undescribed(named) else ()

    def _body(self, main: Sequence[Word]) -> Span | None:
        """The whole name of a body that holds small words: the *Committee for the Defence of Prisoners*."""
        name = main[1:] if main[0].form in self._lexicon.definite else main
        plain = all(word.capital or word.form in _JOINTS for word in name)
        return Span(name[0].start, name[-1].end) if plain and name and name[0].capital and name[-1].capital else None

    def _closing(self, run: Sequence[Word], main: Sequence[Word]) -> list[Word]:
        """The name that closes a phrase without a comma: "the head of the Arcadian mission *Omar Habib*".

        It is told from the name of a place or body by what stands before it, a given name or an office's last word:
        "the Secretary of *State* Omar Habib".
        """
        lexicon = self._lexicon
        if run[-1] is not main[-1]:
            return []
        ends = (at + 1 for at in range(len(run) - 1, -1, -1) if self._ends_office(run[at].form))
        given = (at for at, word in enumerate(run) if lexicon.is_given(word.form))
        first = next(ends, 0) or next(given, 0)
        named = list(run[first:])
        if not named:
            return []
        before = main[main.index(named[0]) - 1]
        told = first > 0 or before.capital or before.form in lexicon.titles
        told = told or lexicon.is_given(named[0].form)
        least = 1 if before.form in lexicon.titles else 2
        return named if told and least <= len(named) and self._undescribed(named) else []

    def _ends_office(self, form: str) -> bool:
        lexicon = self._lexicon
        return form in lexicon.places or form in lexicon.offices or bool(lexicon.body_noun(form))

    def _runs(self, main: Sequence[Word], sort: str, spoken_for: Mention | None) -> list[list[Word]]:
        """Runs of capitalised words; a title, a possessive or a tracked name that is spoken for ends a run."""
        lexicon = self._lexicon
        runs: list[list[Word]] = [[]]
        first = (lexicon.definite, lexicon.indefinite, lexicon.pronouns)
        for word in main:
            form, run = word.form, runs[-1]
            ends = (
                form in lexicon.titles
                or form == "s"
                or (word is main[0] and any(form in known for known in first))
                or (spoken_for is not None and word.start < spoken_for.span.end and spoken_for.span.start < word.end)
            )
            if not ends and (word.capital or self._in_name(word, run, main)):
                run.append(word)
                continue
            if form == "s" or (word.gap == "-" and not word.capital):
                runs[-1] = []
            runs.append([])
        for run in runs:
            while run and self._small(run[-1]):
                run.pop()
        runs = [run for run in runs if run and not self._modifies(run, main) and not self._common(run)]
        named = [run for run in runs if not all(word.form in lexicon.places for word in run)]
        return named or ([] if sort else runs)

    def _common(self, run: Sequence[Word]) -> bool:
        """Whether a run is but a noun with a capital letter: *The Movement*, die *Organisation*."""
        return all(self._lexicon.noun_sort(word.form)[0] for word in run)

    def _in_name(self, word: Word, run: Sequence[Word], main: Sequence[Word]) -> bool:
        """Whether a small word belongs to a name: Omar *al*-Habib, Jawad *bin* Salim, Ida *van der* Molen."""
        after = next((at for at in range(main.index(word), len(main)) if not self._small(main[at])), len(main))
        if self._small(word) and after < len(main) and main[after].capital:
            return word.form in self._lexicon.particles or main[after].gap == "-"
        return bool(run) and self._small(run[-1]) and word.gap in {"-", "’", "'"}

    def _small(self, word: Word) -> bool:
        """Whether a word is a particle of names, written small."""
        particle = word.form in self._lexicon.particles or word.form in self._lexicon.bound_particles
        return particle and not word.capital

    def _modifies(self, run: Sequence[Word], main: Sequence[Word]) -> bool:
        """Whether a run of capitals goes on with a noun or a title: *Arcadian* officials, *Utah* Senator Lee."""
        after = next((word for word in main if word.start >= run[-1].end), None)
        lexicon = self._lexicon
        if after is None or after.gap.strip(" .") or (after.capital and after.form not in lexicon.titles):
            return False
        form = after.form
        if self._apposed(run, after, main):
            return False
        closes = (lexicon.links, lexicon.definite, lexicon.indefinite, lexicon.blockers)
        return bool(lexicon.person_noun(form)) or not any(form in words for words in closes)

    def _apposed(self, run: Sequence[Word], role: Word, main: Sequence[Word]) -> bool:
        """Whether a role follows a name in copy that lost its commas: *Omar Habib* head of the Arcadian guild."""
        behind = main.index(role) + 1
        linked = behind < len(main) and main[behind].form in self._lexicon.links
        plain = len(run) > 1 and self._undescribed(run) and not any(self._ends_office(word.form) for word in run)
        return linked and plain and not role.capital and bool(self._lexicon.person_noun(role.form))

    # -- Arabic, Persian ---------------------------------------------------------------------------------------------

    def _after_role(self, main: Sequence[Word], sort: str, spoken_for: Mention | None) -> Span | None:
        """Arabic and Persian: what follows the tracked body, or the whole phrase when it begins with no role."""
        if spoken_for and spoken_for.span.start < main[-1].start:
            rest = [word for word in main if word.start >= spoken_for.span.end]
            if 2 <= len(rest) <= _MOST_WORDS and self._undescribed(rest):
                return Span(rest[0].start, rest[-1].end)
        if sort:
            return None
        role = next((at for at, word in enumerate(main) if at and self._ends(word, at)), len(main))
        return Span(main[0].start, main[role - 1].end)

    def _ends(self, word: Word, at: int) -> bool:
        """Whether a name is over: a role follows, or where it was said: مراد عزيز *في خطاب*."""
        return (at > 1 and bool(self._lexicon.person_noun(word.form))) or word.form in self._lexicon.links

    def _undescribed(self, words: Sequence[Word]) -> bool:
        """Whether no word is one that describes: a role, a body, a place, a preposition."""
        lexicon = self._lexicon
        return not any(
            word.form in lexicon.links
            or lexicon.blocks(word.form)
            or word.form in lexicon.places
            or word.form in lexicon.press
            or lexicon.body_noun(word.form)
            or lexicon.person_noun(word.form)
            for word in words
        )
