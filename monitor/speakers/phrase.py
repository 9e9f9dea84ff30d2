"""Reading a speaker's noun phrase: a pronoun, a name, a role, a body, a paper; and whom a name inside it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from monitor.reading import Reading, Word, possessed
from monitor.speakers.lexicon import PERSONS, Lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.proper import ProperNames
from monitor.speakers.register import Register
from monitor.speakers.standing import Standing
from onrecord.model import Mention, Span

_BREAK = re.compile(r"[,،;؛()\[\]–—:\n|]| - ")


class Phrase(NamedTuple):
    """What a speaker's noun phrase says.

    Attributes:
        words: those of its first segment, up to a comma or a relative clause.
        pronoun: class of the pronoun that it is, or empty.
        possessor: class of the possessive pronoun that it begins with ("its spokesman"), or empty.
        entity: the tracked entity that it names as the speaker.
        spoken_for: the tracked entity that the speaker speaks for.
        noun: base form of its head noun, where that is in the lexicon.
        sort: head, spokesman, member, other (persons); body; issued, reported (papers); or empty.
        inner: base form of a noun for a body inside it: "the leader of *the movement*", "a *coalition* spokesman".
        name: where an untracked name of a person or body stands in it.
        known: it is definite: it speaks of somebody whom the reader knows.
        plural: its head noun is a plural of persons.
        confidential: it says that the source wants to stay unnamed.
        unnamed: that, or it only describes ("two officials", "an official").
        bare: `inner` has no article: "an *army* spokesman" may be any army's.
        role: what tells the role of whom it names: "*the mayor of Arc*, Omar Habib", "Omar Habib, *a Dawn spokesman*".
    """

    span: Span
    words: tuple[Word, ...] = ()
    pronoun: str = ""
    possessor: str = ""
    entity: Mention | None = None
    spoken_for: Mention | None = None
    noun: str = ""
    sort: str = ""
    inner: str = ""
    name: Span | None = None
    gender: str = ""
    known: bool = False
    plural: bool = False
    confidential: bool = False
    unnamed: bool = False
    bare: bool = False
    role: Span | None = None

    @property
    def person(self) -> bool:
        """Whether its head noun is one for persons."""
        return self.sort in PERSONS


def segments(words: Sequence[Word], words_list: Lexicon) -> tuple[tuple[Word, ...], ...]:
    """Cuts a phrase at commas, brackets and relative words; what a relative clause says is left out.

    Copy that lost its commas is cut before the article of an apposition: "Murad Aziz *a* coalition spokesman".
    """
    found: list[list[Word]] = [[]]
    skipping = False
    for index, word in enumerate(words):
        apposed = words_list.head_last and word.form in words_list.indefinite and _named_before(words[:index])
        if index and (apposed or _BREAK.search(word.gap)):
            found.append([])
            skipping = False
        if word.form in words_list.relatives and index:
            skipping = True
        if not skipping:
            found[-1].append(word)
    return tuple(tuple(segment) for segment in found if segment)


def _named_before(words: Sequence[Word]) -> bool:
    return len(words) > 1 and all(word.capital for word in words[-2:])


class Reader:
    """Reads noun phrases of one article."""

    def __init__(self, reading: Reading, words: Lexicon, register: Register, mentions: Mentions) -> None:
        self._reading, self._lexicon, self._register = reading, words, register
        self._mentions = mentions
        self._standing = Standing(words, register)
        self._proper = ProperNames(words)

    def read(self, span: Span) -> Phrase:
        """What the noun phrase at that place says."""
        words = self._reading.words(span.start, span.end)
        if not words:
            return Phrase(span)
        pronoun = self._pronoun(words)
        if pronoun:
            return Phrase(span, words=words, pronoun=pronoun)
        cut = segments(words, self._lexicon)
        main = cut[0]
        entity, spoken_for = self._entities(cut)
        region = self._head_region(main)
        noun, sort = self._head_noun(region)
        name, role = self._named(cut, len(region), sort, entity, spoken_for)
        if not sort and (spoken_for or role):
            noun, sort = self._sort_of_apposition(cut[1:])
        elif (
            not sort
            and name
            and len(cut) > 1
            and self._lexicon.head_last
            and cut[1][0].form in self._lexicon.indefinite
        ):
            noun, sort = self._sort_of_apposition(cut[1:2])
        lexicon, first = self._lexicon, main[0].form
        possessor = lexicon.pronouns.get(first, "")
        indefinite = first in lexicon.indefinite or first.isdigit()
        confidential = any(lexicon.is_unnamed(word.form) for word in main)
        plural = self._plural(region, sort)
        inner = self._inner(main)
        return Phrase(
            span,
            words=main,
            possessor=possessor.removeprefix("possessive_") if possessor.startswith("possessive") else "",
            entity=entity,
            spoken_for=spoken_for,
            noun=noun,
            sort=sort,
            inner=inner,
            role=role,
            bare=bool(inner) and lexicon.head_last and not any(word.form in lexicon.definite for word in main),
            name=name,
            gender=self._gender(words),
            known=first in lexicon.definite or (bool(region) and lexicon.has_article(region[0].form)),
            plural=plural,
            confidential=confidential,
            unnamed=confidential or (bool(noun) and (indefinite or plural)),
        )

    # -- the head ----------------------------------------------------------------------------------------------------

    def _pronoun(self, words: Sequence[Word]) -> str:
        pronouns = self._lexicon.pronouns
        first = pronouns.get(words[0].form, "")
        alone = len(words) == 1 or (len(words) == 2 and words[1].form in pronouns)
        return first if alone and not first.startswith("possessive") else ""

    def _plural(self, region: Sequence[Word], sort: str) -> bool:
        """English: the noun for a person stands in the plural."""
        if sort not in PERSONS or not self._lexicon.head_last:
            return False
        return any(self._lexicon.person_noun(word.form) not in {"", word.form} for word in region)

    def _head_region(self, main: Sequence[Word]) -> tuple[Word, ...]:
        if not self._lexicon.head_last:
            skip = (self._lexicon.definite, self._lexicon.indefinite, {"از"})
            return tuple(word for word in main[:4] if not any(word.form in words for words in skip))[:2]
        region: list[Word] = []
        for word in main:
            if (word.form in self._lexicon.links and region) or (
                word.form in self._lexicon.blockers
                and region
                and not word.capital
                and not self._lexicon.person_noun(word.form)
            ):
                break
            region.append(word)
        return tuple(region)

    def _head_noun(self, region: Sequence[Word]) -> tuple[str, str]:
        ordered = tuple(reversed(region)) if self._lexicon.head_last else tuple(region)
        sorts: dict[str, str] = {}
        for word in ordered:
            noun, sort = self._lexicon.noun_sort(word.form)
            if noun:
                sorts.setdefault(sort, noun)
                if sort in {"body", "issued", "reported"}:
                    break
        if not sorts:
            return "", ""
        noun = next(iter(sorts.values()))
        if "spokesman" in sorts:
            return noun, "spokesman"
        if "head" in sorts:
            return noun, "member" if self._lexicon.deputies & {word.form for word in region} else "head"
        return noun, next(iter(sorts))

    def _inner(self, main: Sequence[Word]) -> str:
        """A noun for a body that is not the head: "the leader of *the movement*", "*the group*'s leader".

        English puts it before the head as it is: "a *coalition* spokesman".
        """
        for place, word in enumerate(main):
            body = self._lexicon.body_noun(word.form)
            if not body:
                continue
            owner = possessed(main, place)
            if self._lexicon.head_last and not (place and word.capital) and self._is_last_person(main, place + 1):
                return body
            last = place == len(main) - 1
            lead = main[max(place - 2, 0) : place]
            definite = self._lexicon.has_article(word.form) or any(w.form in self._lexicon.definite for w in lead)
            owned = last and place > 1 and any(w.form in self._lexicon.definite for w in main[1:place])
            arabic = last and place > 0 and self._lexicon.has_article(word.form)
            if definite and (owner or owned or arabic):
                return body
        return ""

    def _is_last_person(self, main: Sequence[Word], place: int) -> bool:
        return place == len(main) - 1 and bool(self._lexicon.person_noun(main[place].form))

    def _sort_of_apposition(self, appositions: Sequence[Sequence[Word]]) -> tuple[str, str]:
        heads = (self._head_noun(self._head_region(segment)) for segment in appositions)
        return next((head for head in heads if head[1]), ("", ""))

    # -- tracked names -----------------------------------------------------------------------------------------------

    def _entities(self, cut: Sequence[Sequence[Word]]) -> tuple[Mention | None, Mention | None]:
        """The tracked entity that is the speaker, and the one that the speaker speaks for."""
        spoken_for: Mention | None = None
        group: Mention | None = None
        for place, segment in enumerate(cut):
            for mention in self._mentions.between(segment[0].start, segment[-1].end):
                standing = self._standing.of(segment, mention)
                if standing == "is" and self._register.names_person(mention):
                    return mention, None
                if standing == "is" and (place == 0 or not self._has_name(cut[0])):
                    group = group or mention
                elif standing == "for":
                    spoken_for = spoken_for or mention
        return (group, None) if group and not spoken_for else (None, spoken_for)

    def _has_name(self, main: Sequence[Word]) -> bool:
        return not self._lexicon.head_last or any(word.capital for word in main[1:])

    # -- names, appositions, sex ---------------------------------------------------------------------------------------

    def _named(
        self,
        cut: Sequence[Sequence[Word]],
        head: int,
        sort: str,
        entity: Mention | None,
        spoken_for: Mention | None,
    ) -> tuple[Span | None, Span | None]:
        """The name in a phrase, and what tells the role of whom it names."""
        main, joined = cut[0], None
        if self._lexicon.head_last and not (sort or entity or spoken_for):
            joined = self._proper.joined(cut)
        name = joined or self._proper.inside(main, head, sort, spoken_for)
        if name is None:
            beside = self._proper.beside(cut[1:]) if sort in PERSONS else None
            return beside, Span(main[0].start, main[-1].end) if beside else None
        if joined or not self._lexicon.head_last:
            return name, None if joined else self._role_beside(cut[1:])
        around = (
            [word for word in main if word.start >= name.end],
            [word for word in main if word.end <= name.start],
        )
        return name, self._role_beside((around[0], *cut[1:])) or self._role_beside(around[1:])

    def _role_beside(self, appositions: Sequence[Sequence[Word]]) -> Span | None:
        """The apposition that tells somebody's role: "Omar Habib, *a coalition spokesman*"."""
        regions = ((segment, self._head_region(segment)) for segment in appositions if segment)
        told = (segment for segment, region in regions if self._head_noun(region)[1] in PERSONS)
        return next((Span(segment[0].start, segment[-1].end) for segment in told), None)

    def _gender(self, words: Sequence[Word]) -> str:
        return self._lexicon.sex(word.form for word in words)
