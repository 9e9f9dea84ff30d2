"""What pronouns and definite nouns go back to: "he", "its spokesman", "the movement", "the official"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from monitor.items import items
from monitor.reading import Reading
from monitor.speakers.discourse import NOUN_REACH, PRONOUN_REACH, Discourse, Source, through
from monitor.speakers.lexicon import Lexicon, lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.names import Names, run_of_names
from monitor.speakers.phrase import Phrase
from monitor.speakers.register import Register
from onrecord.model import Mention, Span, Speaker
from onrecord.text import normalise

_SUBJECT_REACH = 3
"""Sentences in which the subject, no source himself, is looked for."""
_EARLY = 60
"""Characters from a sentence's start in which its subject stands."""
_NAMES_IN_CAPITALS = "en"
"""The language in which capital letters tell names from roles in phrases that begin with their modifiers."""
_BARE = 4
"""A noun phrase of more words introduces somebody new: "the mayor of the northern town"."""


@cache
def _naming(language: str) -> re.Pattern[str]:
    """A common noun for a body, a naming word and the name."""
    words = lexicon(language)
    nouns, between = ("|".join(map(re.escape, sorted(each))) for each in (words.generic, words.naming))
    return re.compile(rf"\b(?P<noun>{nouns})s?,? (?:{between}) (?:the )?(?P<name>{run_of_names(language)})")


class Antecedents:
    """Finds antecedents in one article."""

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        register: Register,
        mentions: Mentions,
        discourse: Discourse,
        names: Names,
    ) -> None:
        self._reading, self._text = reading, reading.text
        self._items = items(reading.text, reading.language)
        self._lexicon, self._register = lexicon, register
        self._mentions, self._discourse, self._names = mentions, discourse, names

    def of_pronoun(self, pronoun: str, place: int) -> Source | None:
        """The most recent source or sentence subject before a place that agrees with a class of pronouns."""
        start = self._items.start(place)
        sources = (source for source in self._discourse.near(place, PRONOUN_REACH) if source.place >= start)
        last = next((source for source in sources if source.agrees(pronoun)), None)
        return self._subject(pronoun, place, last.place if last else -1) or last

    def of_noun(self, phrase: Phrase) -> Speaker | None:
        """Who a definite noun phrase without a name stands for, or None."""
        group = self._register.spelled(frozenset(word.form for word in phrase.words), phrase.noun, self._lexicon)
        if group:
            return self._register.speaker_of_group(group, (f"“{phrase.span.of(self._text)}”",))
        if not phrase.known or not phrase.noun:
            return None
        step = f"“{phrase.span.of(self._text)}”"
        if phrase.sort == "body":
            return self.body(phrase.noun, phrase, step)
        sources = self._discourse.near(phrase.span.start, NOUN_REACH)
        same = next(
            (s for s in sources if s.noun == phrase.noun and s.sort != "body" and self._same_office(phrase, s)), None
        )
        if same:
            return through(same, step)
        if len(phrase.words) > _BARE or phrase.sort == "other":
            return None
        start = self._items.start(phrase.span.start)
        near = self._discourse.near(phrase.span.start, PRONOUN_REACH)
        persons = (s for s in near if s.place >= start and s.sort == "person" and s.agrees(phrase.gender or "s"))
        person = next((s for s in persons if self._same_office(phrase, s)), None)
        return through(person, step) if person else None

    def _same_office(self, phrase: Phrase, source: Source) -> bool:
        """Whether a phrase names no other place or body, and no deputy, than the source's: the governor *of Arc*."""
        words = self._lexicon
        if self._reading.language != _NAMES_IN_CAPITALS:
            return True
        told = {word.form for word in self._reading.words(source.mention.start, source.mention.end)}
        told |= set(normalise(source.speaker.capacity).text.replace("-", " ").split())
        said = {word.form for word in phrase.words}
        named = {word.form for word in phrase.words[1:] if word.capital and word.form not in words.titles}
        deputy = bool(said & words.deputies)
        return named <= told and (not deputy or bool(told & words.deputies))

    def body(self, noun: str, phrase: Phrase, step: str) -> Speaker | None:
        """Which body a noun stands for: the last source of that noun, or the last tracked group that it can name."""
        sources = list(self._discourse.near(phrase.span.start, NOUN_REACH))
        same = next((source for source in sources if source.noun == noun), None)
        if same and (same.speaker.name or same.speaker.group):
            return through(same, step)
        called = self._called(noun, phrase.span.start)
        if called:
            return replace(self._names.resolve(called), how=(step, f"“{called.of(self._text)}”"), antecedent=called)
        if same:
            return through(same, step)
        mention = self._shortened(phrase) or self.last_group(noun, phrase.span.start)
        alike = next((source for source in sources if self._alike(noun, source)), None)
        if alike and (mention is None or mention.span.start < alike.place):
            return through(alike, step)
        if mention is None or (phrase.noun == noun and len(phrase.words) > _BARE):
            return None
        how = (step, f"“{mention.span.of(self._text)}”")
        return replace(self._names.tracked(mention, how), antecedent=mention.span)

    def _alike(self, noun: str, source: Source) -> bool:
        """Whether a common noun can stand for a body that was named with another: a *militia* called X, "the group"."""
        words = self._lexicon
        common = noun in words.generic and source.noun in words.generic and source.sort == "body"
        return common and bool(source.speaker.name) and bool(words.bodies[noun] & words.bodies[source.noun])

    def _called(self, noun: str, place: int) -> Span | None:
        """The untracked name by which a body was brought in: "a militia *calling itself Ansar al-Fajr*"."""
        words = self._lexicon
        if noun not in words.generic or not words.naming:
            return None
        sentence = self._discourse.sentence_span(max(self._discourse.sentence(place) - NOUN_REACH, 0))
        matches = _naming(self._reading.language).finditer(self._text, sentence.start if sentence else 0, place)
        last = max(matches, key=lambda match: match.start(), default=None)
        if last is None or not words.bodies[noun] & words.bodies[last["noun"]]:
            return None
        span = Span(*last.span("name"))
        later = next(self._mentions.before(place), None)
        return None if later and later.span.end > span.start else span

    def last_group(self, noun: str, place: int) -> Mention | None:
        """The last tracked group before a place that a noun can stand for; those that spoke before the others."""
        last: Mention | None = None
        for mention in self._mentions.before(place):
            if not self._can_be(noun, mention) or self._discourse.in_quotation(mention.span):
                continue
            if mention.entity in self._discourse.groups:
                return mention
            last = last or mention
        return last

    def _can_be(self, noun: str, mention: Mention) -> bool:
        """Whether the group's names hold the noun, or its type fits and the noun is a common one."""
        group = self._register.group(mention.entity)
        if group is None:
            return False
        if not noun:
            return True
        if noun not in self._lexicon.bodies:
            return False
        named = self._register.spelled_with(group.id, noun)
        return named or (noun in self._lexicon.generic and group.type in self._lexicon.bodies[noun])

    def _shortened(self, phrase: Phrase) -> Mention | None:
        """A name cut short: "the Islamic Resistance" where the article names the Islamic Resistance in Iraq."""
        words = {word.form for word in phrase.words} - self._lexicon.definite
        if not words:
            return None
        groups = (m for m in self._mentions.before(phrase.span.start) if self._register.group(m.entity))
        named = (m for m in groups if any(words <= spelling for spelling in self._register.spellings(m.entity)))
        return next(named, None)

    def teller(self, place: int) -> Source | None:
        """Of whom the sentence before tells, when nobody has spoken yet: ألقت ليلى الراوي خطابا. وقالت."""
        sentence = self._discourse.sentence_span(self._discourse.sentence(place) - 1)
        if sentence is None or self._lexicon.head_last:
            return None
        for mention in self._mentions.between(sentence.start, min(sentence.start + _EARLY, sentence.end)):
            lead = self._reading.words(sentence.start, mention.span.start)
            if len(lead) <= 1 and not any(self._lexicon.blocks(word.form) for word in lead):
                speaker = self._names.tracked(mention, (f"“{mention.span.of(self._text)}”",))
                sort = "person" if self._register.names_person(mention) else "body"
                return Source(mention.span.start, speaker, mention.span, sort=sort)
        return None

    # -- subjects ------------------------------------------------------------------------------------------------------

    def _subject(self, pronoun: str, place: int, after: int) -> Source | None:
        """The most recent sentence subject that stands after the last agreeing source."""
        sentence = self._discourse.sentence(place)
        first = max(sentence - _SUBJECT_REACH + 1, self._discourse.sentence(self._items.start(place)), 0)
        for number in range(sentence, first - 1, -1):
            subject = self.subject_of(number, place)
            if subject and subject.place <= after:
                return None
            if subject and subject.agrees(pronoun):
                return subject
        return None

    def subject_of(self, number: int, before: int) -> Source | None:
        """The tracked entity or the person who opens a sentence, up to a place."""
        sentence = self._discourse.sentence_span(number)
        if sentence is None:
            return None
        for mention in self._mentions.between(sentence.start, min(sentence.start + _EARLY, sentence.end, before)):
            if self._opens(sentence.start, mention.span):
                speaker = self._names.tracked(mention, (f"“{mention.span.of(self._text)}”",))
                sort = "person" if self._register.names_person(mention) else "body"
                gender = self._register.gender(mention.entity)
                return Source(mention.span.start, speaker, mention.span, sort=sort, gender=gender, spoke=False)
        if not self._lexicon.head_last:
            return None
        name = self._names.opener(sentence, min(before, sentence.start + _EARLY))
        if name is None:
            return None
        speaker, gender = self._names.resolve(name), self._lexicon.sex(self._names.tokens(name))
        return Source(name.start, speaker, name, sort="person", gender=gender, spoke=False)

    def _opens(self, start: int, span: Span) -> bool:
        """Whether a mention is its sentence's subject: nothing but a title or a description stands before it."""
        if self._discourse.in_quotation(span):
            return False
        lead = self._reading.words(start, span.start)
        closed = any(self._lexicon.blocks(word.form) or word.form in self._lexicon.links for word in lead)
        return len(lead) <= 6 and not closed and not self._text.startswith(("-", "'s", "’s"), span.end)
