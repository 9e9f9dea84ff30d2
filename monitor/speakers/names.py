"""Untracked names: the same person's earlier and fuller name, and whether a name is a person's at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from monitor.reading import Reading, Word, reading
from monitor.speakers.discourse import Discourse
from monitor.speakers.lexicon import Lexicon, lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.register import Register
from onrecord.model import Mention, Span, Speaker

_NAME = r"(?:[A-ZÀ-Þ][\w’'.-]*\w|[A-Z]\.)"
_MOST_PARTICLES = 3
"""A name has no more small words together than that."""
_FULL_NAME = 60
"""Characters before a surname in which the rest of the name is looked for."""
_MOST_WORDS = 4
"""A person's name has no more words than that."""
_OPENING = 4
"""Characters before a name that still opens its sentence: a quotation mark, "For"."""


class _Patterns(NamedTuple):
    """How names look in a language: a run of them, and what stands before a surname."""

    run: re.Pattern[str]
    lead: re.Pattern[str]


def run_of_names(language: str) -> str:
    """A pattern for capitalised words side by side, with the language's particles of names between them."""
    return _patterns(language).run.pattern


@cache
def _patterns(language: str) -> _Patterns:
    words = lexicon(language)
    free = "|".join(sorted(words.particles)) or "(?!)"
    bound = "|".join(sorted(words.bound_particles)) or "(?!)"
    small = rf"(?:(?:{free})[-\s]|(?:{bound})-)"
    return _Patterns(
        re.compile(rf"{_NAME}(?:\s+{small}{{0,{_MOST_PARTICLES}}}{_NAME})*"),
        re.compile(rf"(?:{_NAME}\s+)+(?:(?:{free})\s+){{0,{_MOST_PARTICLES}}}$"),
    )


class Names:
    """Resolves the names of one article."""

    def __init__(
        self,
        whole: Reading,
        lexicon: Lexicon,
        register: Register,
        mentions: Mentions,
        discourse: Discourse,
        on: date,
        title: str,
    ) -> None:
        self._reading, self._text = whole, whole.text
        self._lexicon, self._register, self._on, self._title = lexicon, register, on, title
        self._discourse = discourse
        self._patterns = _patterns(whole.language)
        self._persons: dict[str, dict[tuple[str, ...], Mention]] = {}
        for mention in mentions:
            named = self.tokens(mention.span) if register.names_person(mention) else ()
            if named:
                self._persons.setdefault(named[-1], {})[named] = mention

    def tokens(self, span: Span) -> tuple[str, ...]:
        """The normalised words of a name, a possessive s left out."""
        return tuple(word.form for word in self._reading.words(span.start, span.end) if word.form != "s")

    def tracked(self, mention: Mention, how: tuple[str, ...]) -> Speaker:
        """The speaker that a mention of a tracked entity is."""
        if self._register.is_person(mention.entity):
            return self._register.speaker_of_person(mention.entity, self._on, how)
        speaker = self._register.speaker_of_group(mention.entity, how)
        if self._register.names_person(mention):
            return replace(speaker, name=self._register.fullest_alias(mention))
        return speaker

    def resolve(self, name: Span) -> Speaker:
        """An untracked name: an earlier source, a tracked person by his surname, or somebody new.

        Example: after "Murad Aziz, a spokesman for X, said", the name in "Aziz added" is Murad Aziz, who speaks for X.
        """
        surface = " ".join(name.of(self._text).split())
        tokens = self.tokens(name)
        if not tokens:
            return Speaker(name=surface, how=(f"“{surface}”",))
        source = self._discourse.named(tokens)
        if source:
            speaker = source.speaker
            shorter = len(source.tokens) < len(tokens) and not speaker.person
            return replace(
                speaker,
                name=surface if shorter else speaker.name,
                how=(*speaker.how[:1], f"“{surface}”") if speaker.how[0] != f"“{surface}”" else speaker.how,
                antecedent=source.mention,
            )
        mention = self._tracked_by_surname(tokens)
        if mention:
            full = f"“{mention.span.of(self._text)}”"
            return replace(self.tracked(mention, (f"“{surface}”", full)), antecedent=mention.span)
        fullest = self._fullest(tokens, name)
        full = fullest.of(self._text) if fullest else self._in_title(tokens, surface) or surface
        return Speaker(name=full, how=(f"“{surface}”",), antecedent=fullest)

    def opener(self, sentence: Span, before: int) -> Span | None:
        """A person's name that opens a sentence, up to a place: "Murad Aziz arrived on Monday. He said".

        A name that is known from before may also follow a first adverbial: "On Monday, Aziz arrived".
        """
        end = max(min(sentence.end, before), sentence.start)
        for match in self._patterns.run.finditer(self._text, sentence.start, end):
            start = match.start()
            first = start - sentence.start <= _OPENING or self._text[sentence.start : start].rstrip().endswith(",")
            named = self._person(self._stripped(self._reading.words(start, match.end())), known_only=not first)
            if named:
                span = Span(named[0].start, named[-1].end)
                return None if self._discourse.in_quotation(span) else span
        return None

    def introduced(self, office: str, noun: str, start: int, end: int) -> Span | None:
        """Whom a stretch names last with an office: "Premier *Sami Haddad*", "*Ana Ruiz*, the force's commander".

        Args:
            office: as the article calls it later, without the article before it.
            noun: its head noun.
            start: where the stretch begins.
            end: where it ends.
        """
        name = rf"(?P<name>{self._patterns.run.pattern})"
        before = re.compile(rf"\b(?i:{re.escape(office)})\s+{name}")
        behind = re.compile(rf"{name},\s+(?:[\w’'-]+\s+){{1,4}}(?i:{re.escape(noun)})\b")
        found = [match for pattern in (before, behind) for match in pattern.finditer(self._text, start, end)]
        for match in sorted(found, key=lambda match: match.start("name"), reverse=True):
            span = Span(*match.span("name"))
            if " " in span.of(self._text) and not self._discourse.in_quotation(span):
                return span
        return None

    def ending(self, start: int, end: int) -> Span | None:
        """The run of capitals that ends, but for a comma and white space, at a place."""
        for match in self._patterns.run.finditer(self._text, max(start, 0), end):
            if self._text[match.end() : end].strip() in {"", ","}:
                return Span(*match.span())
        return None

    def _tracked_by_surname(self, tokens: tuple[str, ...]) -> Mention | None:
        """A tracked person whom the article names in full, and of whose name these are the last words."""
        for named, mention in self._persons.get(tokens[-1], {}).items():
            if len(named) > len(tokens) and named[-len(tokens) :] == tokens:
                return mention
        return None

    def _fullest(self, tokens: tuple[str, ...], name: Span) -> Span | None:
        """The first run of names in the article that ends with this surname; titles are stripped."""
        if len(tokens) != 1 or not self._lexicon.head_last:
            return None
        return self._ending_with(self._reading, name.of(self._text), name.start)

    def _in_title(self, tokens: tuple[str, ...], surname: str) -> str | None:
        """The full name that the article's title gives for a surname."""
        if len(tokens) != 1 or not self._lexicon.head_last or not self._title:
            return None
        found = self._ending_with(reading(self._title, self._reading.language), surname, -1)
        return found.of(self._title) if found else None

    def _ending_with(self, whole: Reading, surname: str, besides: int) -> Span | None:
        place = -1
        while (place := whole.text.find(f" {surname}", place + 1)) >= 0:
            end = place + 1 + len(surname)
            if whole.text[end : end + 1].isalnum() or place + 1 == besides:
                continue
            lead = self._patterns.lead.search(whole.text, max(place - _FULL_NAME, 0), place + 1)
            words = self._stripped(whole.words(lead.start(), end)) if lead else ()
            if len(words) > 1:
                return Span(words[0].start, words[-1].end)
        return None

    def _stripped(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Without what stands before a name (titles, countries, whose he is) and a possessive after it."""
        first, last = 0, len(words)
        while last > 1 and words[last - 1].form == "s":
            last -= 1
        lexicon = self._lexicon
        lead = (lexicon.places, lexicon.definite, lexicon.links)
        for at in range(last - 1):
            form = words[at].form
            if form == "s" or form in lexicon.titles or (at == first and any(form in known for known in lead)):
                first = at + 1
        return tuple(words[first:last])

    def _person(self, words: Sequence[Word], *, known_only: bool) -> Sequence[Word]:
        """The words when they are a person's name, else none."""
        if not words or len(words) > _MOST_WORDS:
            return ()
        if words[-1].form in self._discourse.surnames:
            return words
        if known_only:
            return ()
        if len(words) == 1:
            return words if self._named_in_full(words[0]) else ()
        if any(self._described(word.form) for word in words):
            return ()
        given = self._lexicon.is_given(words[0].form)
        return words if given or (len(words) in {2, 3} and self._is_name(words[0])) else ()

    def _named_in_full(self, surname: Word) -> bool:
        """Whether the article names a person in full of whom this is the surname."""
        place = surname.form in self._lexicon.places
        if not self._is_name(surname) or (self._described(surname.form) and not place):
            return False
        full = self._fullest((surname.form,), Span(surname.start, surname.end))
        words = self._reading.words(full.start, full.end) if full else ()
        return 1 < len(words) <= _MOST_WORDS and not any(self._described(word.form) for word in words[:-1])

    def _is_name(self, word: Word) -> bool:
        """Whether a capitalised word is a name and not an ordinary one that begins a sentence."""
        return f" {self._text[word.start : word.end].lower()} " not in self._text

    def _described(self, word: str) -> bool:
        lexicon = self._lexicon
        return bool(
            word in lexicon.places
            or word in lexicon.pronouns
            or word in lexicon.links
            or word in lexicon.blockers
            or word in lexicon.definite
            or word in lexicon.indefinite
            or lexicon.body_noun(word)
            or lexicon.person_noun(word)
            or lexicon.paper_noun(word)
        )
