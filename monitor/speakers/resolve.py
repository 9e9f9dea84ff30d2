"""The second stage of attribution: from the noun phrase in the cue clause to the entity.

A sieve: a pronoun, a tracked name, a tracked body that somebody speaks for, a paper ("the statement"), an untracked
name, a noun ("the movement", "its spokesman"), a description. At last come speakers who are only named later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from monitor.reading import reading
from monitor.speakers.antecedents import Antecedents
from monitor.speakers.apposition import Appositions
from monitor.speakers.cataphora import Attributed, named_later
from monitor.speakers.discourse import NOUN_REACH, Discourse, Source, through
from monitor.speakers.interviewee import interviewee
from monitor.speakers.lexicon import lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.names import Names
from monitor.speakers.phrase import Phrase, Reader
from monitor.speakers.register import Register
from monitor.speakers.sources import source_of
from onrecord.model import ANSWER, NOBODY, Kind, Mention, Quotation, Span, Speaker

_CLOSE = 12
"""Quotations on either side among which the one around "I" is looked for."""
_OFFICE = 3
"""Words of an office that is looked for where the article named its holder."""
_INTRODUCED = 2000
"""Characters before a speaker in which that is."""
_APPOSITION = 120
"""Characters after a speaker's name in which an apposition that tells his role is looked for."""


def resolve(
    text: str,
    language: str,
    quotations: Sequence[Quotation],
    mentions: Sequence[Mention],
    register: Register,
    *,
    on: date,
    title: str = "",
) -> tuple[Speaker, ...]:
    """Finds out who said each quotation (Muzny et al. 2017: quote to mention, then mention to entity).

    Args:
        text: the article's text.
        language: ISO 639-1 code of it.
        quotations: what `quotations.find` found in it.
        mentions: of tracked entities in it.
        register: of all tracked entities; built once for many articles.
        on: the article's date: a person speaks for the groups where a role is current on that day.
        title: the article's title, where the full name may stand of whom the text calls by his surname.

    Returns:
        One speaker a quotation, in the same order; `NOBODY` where no one can be told.
    """
    if not quotations:
        return ()
    first = _Pass(text, language, quotations, mentions, register, on, title)
    attributed = first.run({})
    later = named_later(text, attributed, first.discourse, first.antecedents, first.lexicon)
    if later:
        attributed = _Pass(text, language, quotations, mentions, register, on, title).run(later)
    return tuple(one.speaker for one in attributed)


class _Pass:
    """One pass over an article's quotations, from the first to the last."""

    def __init__(
        self,
        text: str,
        language: str,
        quotations: Sequence[Quotation],
        mentions: Sequence[Mention],
        register: Register,
        on: date,
        title: str,
    ) -> None:
        self._reading, self._text, self._on = reading(text, language), text, on
        self._register, self._quotations = register, quotations
        self.lexicon = lexicon(language)
        ordered = Mentions(mentions)
        quoted = [part for quotation in quotations if quotation.kind is Kind.DIRECT for part in quotation.parts]
        self._mentions = ordered
        self._mentioned = {mention.entity for mention in mentions}
        self.discourse = Discourse(self._reading, quoted)
        self._names = Names(self._reading, self.lexicon, register, ordered, self.discourse, on, title)
        self.antecedents = Antecedents(self._reading, self.lexicon, register, ordered, self.discourse, self._names)
        self._reader = Reader(self._reading, self.lexicon, register, ordered)
        self._appositions = Appositions(self._reading, self.lexicon, self._reader)

    def run(self, known: Mapping[int, Speaker]) -> tuple[Attributed, ...]:
        """Attributes every quotation; `known` holds speakers by index who are settled already."""
        found: dict[int, Attributed] = {}
        last = NOBODY
        for index in sorted(range(len(self._quotations)), key=lambda at: _place(self._quotations[at])):
            one = self._attribute(self._quotations[index], last, known.get(index))
            found[index] = one
            last = one.speaker
        return self._from_inside(tuple(found[index] for index in range(len(self._quotations))))

    def _from_inside(self, attributed: tuple[Attributed, ...]) -> tuple[Attributed, ...]:
        """Gives "I" and "we" the speaker of the quotation that they stand in."""
        return tuple(
            one._replace(speaker=self._outer(one.phrase, attributed, here))
            if one.phrase and one.phrase.pronoun == "inside"
            else one
            for here, one in enumerate(attributed)
        )

    def _outer(self, phrase: Phrase, attributed: Sequence[Attributed], here: int) -> Speaker:
        close = attributed[max(here - _CLOSE, 0) : here + _CLOSE]
        others = [other for other in close if other.phrase is None or other.phrase.pronoun != "inside"]
        around = [other for other in others if _around(other.quotation, phrase.span)]
        beside = [other for other in others if "\n" not in _between(self._text, other.quotation.span, phrase.span)]
        narrowest = min(around, key=lambda other: len(other.quotation.span), default=None) or min(
            beside, key=lambda other: _distance(other.quotation.span, phrase.span), default=None
        )
        if narrowest is None or narrowest.speaker == NOBODY:
            return NOBODY
        step, speaker = f"pronoun “{phrase.span.of(self._text)}” inside the quotation", narrowest.speaker
        place = speaker.antecedent or narrowest.quotation.speaker
        return replace(speaker, how=(step, *speaker.how), antecedent=place)

    def _attribute(self, quotation: Quotation, last: Speaker, known: Speaker | None) -> Attributed:
        if quotation.speaker is None:
            return Attributed(quotation, None, self._unsaid(quotation, last))
        phrase = self._reader.read(quotation.speaker)
        if not phrase.words:
            return Attributed(quotation, phrase, NOBODY)
        if not phrase.pronoun and not phrase.entity:
            phrase = self._appositions.completed(phrase, quotation)
        speaker = known or self._speaker(phrase, quotation)
        if speaker != NOBODY:
            self.discourse.add(source_of(phrase, speaker, self._register, self._names, self.lexicon))
        return Attributed(quotation, phrase, speaker)

    def _unsaid(self, quotation: Quotation, last: Speaker) -> Speaker:
        """No speaker in the clause: a continued quotation, a verb without its subject, or nobody is named at all."""
        if ANSWER in quotation.flags:
            return self._answering
        if quotation.continues or quotation.cue is None:
            return replace(last, how=(*last.how, "the quotation before goes on")) if last != NOBODY else NOBODY
        ending = self.lexicon.participle_ending
        participle = bool(ending) and quotation.cue.of(self._text).split(" ")[0].endswith(ending)
        if not self.lexicon.drops and not participle:
            return NOBODY
        source = (
            self._issuing(quotation.cue)
            or self._last_speaker(quotation, quotation.cue)
            or self.antecedents.teller(quotation.cue.start)
        )
        if source is None:
            return NOBODY
        self.discourse.add(source._replace(place=quotation.cue.start))
        return through(source, "the verb names nobody")

    @cached_property
    def _answering(self) -> Speaker:
        """Who answers in an interview, as its lead tells."""
        first = next(quotation for quotation in self._quotations if ANSWER in quotation.flags)
        phrase = interviewee(self._reading, self._reader, self._mentions, self._register, first.span.start)
        speaker = self._speaker(phrase, first) if phrase else NOBODY
        if speaker == NOBODY:
            return NOBODY
        place = phrase.span if phrase else None
        return replace(speaker, how=("answers in the interview", *speaker.how), antecedent=speaker.antecedent or place)

    def _last_speaker(self, quotation: Quotation, cue: Span) -> Source | None:
        """The last speaker whom the verb's gender fits."""
        gender = next((short for flag, short in (("fem", "f"), ("masc", "m")) if flag in quotation.flags), "")
        sources = self.discourse.near(cue.start, NOUN_REACH)
        return next((source for source in sources if source.spoke and _verb_agrees(source, gender)), None)

    def _issuing(self, cue: Span) -> Source | None:
        """The tracked body whose paper a verb without a subject follows in its sentence: بيان الحركة الذي أعلنت فيه."""
        sentence = self.discourse.sentence_span(self.discourse.sentence(cue.start))
        start = sentence.start if sentence else cue.start
        for mention in self._mentions.before(cue.start):
            if start <= mention.span.start:
                lead = self._reading.words(start, mention.span.start)[-2:]
                if any(self.lexicon.paper_noun(word.form) in self.lexicon.issued for word in lead):
                    speaker = self._names.tracked(mention, ("issuer", f"“{mention.span.of(self._text)}”"))
                    return Source(mention.span.start, speaker, mention.span, sort="body")
        return None

    def _speaker(self, phrase: Phrase, quotation: Quotation) -> Speaker:
        if phrase.pronoun or phrase.words[0].form in self.lexicon.relatives:
            return self._pronoun(phrase) if phrase.pronoun else self._relative(phrase, quotation)
        if phrase.entity:
            return self._names.tracked(phrase.entity, (f"“{phrase.entity.span.of(self._text)}”",))
        if phrase.spoken_for:
            return self._spokesperson(phrase, phrase.spoken_for)
        if phrase.sort in {"issued", "reported"}:
            return self._paper(phrase, quotation)
        if phrase.name:
            return self._named(phrase, phrase.name)
        return (
            self._owned(phrase)
            or self.antecedents.of_noun(phrase)
            or self._introduced(phrase)
            or self._apposed(phrase, quotation)
            or self._described(phrase)
        )

    def _named(self, phrase: Phrase, name: Span) -> Speaker:
        """An untracked name, with the role that an apposition tells: "Murad Aziz, *a coalition spokesman*"."""
        speaker = self._names.resolve(name)
        if speaker.person or speaker.group or speaker.capacity:
            return speaker
        if phrase.role is None and speaker.antecedent:
            told = self._appositions.role_of(speaker.antecedent)
            if told:
                return self._in_role(speaker, told)
        return self._in_role(speaker, phrase)

    def _introduced(self, phrase: Phrase) -> Speaker | None:
        """The person whom the article has named with the same office: "Premier *Sami Haddad* … The Premier said"."""
        if not (phrase.known and phrase.noun and phrase.person) or phrase.plural or phrase.confidential:
            return None
        words = [word for word in phrase.words if word.form not in self.lexicon.definite]
        if not words or len(words) > _OFFICE or not self.lexicon.head_last:
            return None
        office, start = Span(words[0].start, words[-1].end), phrase.span.start
        name = self._names.introduced(office.of(self._text), phrase.noun, max(start - _INTRODUCED, 0), start)
        if name is None:
            return None
        step = f"“{phrase.span.of(self._text)}”"
        speaker, told = self._names.resolve(name), self._appositions.role_of(name)
        if told and not (speaker.person or speaker.group or speaker.capacity):
            speaker = self._in_role(speaker, told)
        return replace(speaker, how=(step, *speaker.how), antecedent=speaker.antecedent or name)

    def _in_role(self, speaker: Speaker, phrase: Phrase) -> Speaker:
        """A name with what its phrase tells of its role: the capacity, and whom he speaks for."""
        if phrase.role is None:
            return speaker
        capacity = _flat(phrase.role.of(self._text))
        if phrase.spoken_for and not self._register.is_person(phrase.spoken_for.entity):
            return self._register.speaker_for(phrase.spoken_for.entity, speaker.name, capacity, speaker.how)
        role = self._reader.read(phrase.role)
        told = self._owned(role) or (self.antecedents.of_noun(role) if phrase.span.contains(phrase.role) else None)
        group = told and not told.person and (told.body or told.group)
        if not told or not group:
            return replace(speaker, capacity=capacity)
        return self._register.speaker_for(group, speaker.name, capacity, (*speaker.how, *told.how[:-1]))

    def _pronoun(self, phrase: Phrase) -> Speaker:
        step = f"pronoun “{phrase.span.of(self._text)}”"
        if phrase.pronoun == "inside":
            return NOBODY
        source = self.antecedents.of_pronoun(phrase.pronoun, phrase.span.start)
        return through(source, step) if source else NOBODY

    def _relative(self, phrase: Phrase, quotation: Quotation) -> Speaker:
        """Takes the name before the relative word, "Murad Aziz, *who* said", or else the sentence's subject."""
        start, step = phrase.span.start, f"“{phrase.span.of(self._text)}”"
        for mention in self._mentions.before(start):
            if not self._text[mention.span.end : start].strip(" ,،—–"):
                return replace(
                    self._names.tracked(mention, (step, f"“{mention.span.of(self._text)}”")), antecedent=mention.span
                )
        name = self._names.ending(start - _APPOSITION, start)
        if name and not _around(quotation, name):
            return replace(self._speaker(self._reader.read(name), quotation), antecedent=name)
        subject = self.antecedents.subject_of(self.discourse.sentence(start), start)
        return through(subject, step) if subject else NOBODY

    def _paper(self, phrase: Phrase, quotation: Quotation) -> Speaker:
        """A paper speaks: a statement for its issuer, a report for the outlet that had it."""
        step = f"“{phrase.span.of(self._text)}”"
        issuer = self._issuer(phrase)
        if issuer:
            return self._speaker(self._reader.read(issuer), quotation)
        press = phrase.sort == "reported"
        sources = list(self.discourse.near(phrase.span.start, NOUN_REACH))
        same = next((source for source in sources if source.noun == phrase.noun), None)
        found = same or next((source for source in sources if source.press is press), None)
        if found:
            return through(found, step)
        mention = self.antecedents.last_group("", phrase.span.start) if phrase.known and not press else None
        if mention:
            return self._names.tracked(mention, (step, f"issued by “{mention.span.of(self._text)}”"))
        return self._described(phrase)

    def _issuer(self, phrase: Phrase) -> Span | None:
        """The noun phrase that names the issuer: a statement by *the army*."""
        for word, after in zip(phrase.words, phrase.words[1:], strict=False):
            if word.form in self.lexicon.issuers:
                return Span(after.start, phrase.words[-1].end)
        return None

    def _spokesperson(self, phrase: Phrase, spoken_for: Mention) -> Speaker:
        """Somebody speaks for a tracked body: a Hamas official, the leader of Hamas, its media office."""
        target, capacity = spoken_for.entity, _flat(phrase.span.of(self._text))
        step = f"“{capacity}”"
        if self._register.is_person(target):
            whom = self._register.speaker_of_person(target, self._on, (step,))
            return replace(whom, name=None, person=None, capacity=capacity)
        if phrase.name and phrase.sort not in {"body", "issued"}:
            named = self._names.resolve(phrase.name)
            if named.person or named.group:
                return named
            if phrase.role:
                capacity = _flat(phrase.role.of(self._text))
            return self._register.speaker_for(target, named.name, capacity, (step,))
        return self._for(phrase, target, capacity, (step,))

    def _for(self, phrase: Phrase, group: str, capacity: str, steps: tuple[str, ...]) -> Speaker:
        """Somebody without a name of his own speaks for a group: the holder of the role, or whoever it is."""
        holder = self._holder(phrase, group)
        if holder:
            return self._register.speaker_of_person(holder, self._on, steps)
        if phrase.person:
            return self._register.speaker_for(group, None, capacity, steps)
        speaker = self._register.speaker_of_group(group, steps)
        return speaker if phrase.sort == "issued" else replace(speaker, capacity=capacity)

    def _holder(self, phrase: Phrase, group: str) -> str | None:
        """The tracked person who holds the role that a phrase names, when there is just one."""
        if phrase.unnamed or phrase.sort not in {"head", "spokesman"}:
            return None
        holders = [person.id for person in self._register.holders(group, phrase.sort, self._on)]
        present = [person for person in holders if person in self._mentioned]
        return next((only[0] for only in (present, holders) if len(only) == 1), None)

    def _owned(self, phrase: Phrase) -> Speaker | None:
        """A part or a person of somebody known: "its spokesman", "the movement's leader"."""
        surface = _flat(phrase.span.of(self._text))
        owner: Speaker | None = None
        if phrase.possessor:
            source = self.antecedents.of_pronoun(phrase.possessor, phrase.span.start)
            owner = source.speaker if source else None
        elif phrase.inner:
            owner = self.antecedents.body(phrase.inner, phrase._replace(words=()), f"“{phrase.inner}”")
        if owner is None:
            return None
        group = owner.body or owner.group
        if phrase.bare and not (group and self._register.spelled_with(group, phrase.inner)):
            return None
        if group:
            return self._for(phrase, group, surface, (f"“{surface}”", *owner.how))
        name = None if phrase.person or not self._names_any(phrase) else surface
        return Speaker(name=name, capacity=surface, how=(f"“{surface}”",))

    def _described(self, phrase: Phrase) -> Speaker:
        """Nobody we know: a person is left without a name, a body is called as the article calls it."""
        words = _flat(phrase.span.of(self._text))
        if phrase.unnamed or phrase.person or not self._names_any(phrase):
            return Speaker(name=None, capacity=words, how=(f"“{words}”",))
        return Speaker(name=words, how=(f"“{words}”",))

    def _names_any(self, phrase: Phrase) -> bool:
        """Whether a description holds a name at all: "the *Arcadian* army", not "his office", "one of them"."""
        if self._reading.language != "en":
            return True
        first, *rest = phrase.words
        return first.form in self.lexicon.places or any(word.capital for word in rest)

    def _apposed(self, phrase: Phrase, quotation: Quotation) -> Speaker | None:
        """The name before a description that stands beside it: "the Dawn Alliance, *a coalition of parties*, said"."""
        before = self._text[max(phrase.span.start - _APPOSITION, 0) : phrase.span.start].rstrip()
        if not before.endswith((",", "،")) or phrase.words[0].form not in self.lexicon.indefinite:
            return None
        name = self._names.ending(phrase.span.start - _APPOSITION, phrase.span.start)
        if name is None or _around(quotation, name):
            return None
        return self._speaker(self._reader.read(name), quotation)


def _verb_agrees(source: Source, gender: str) -> bool:
    """A feminine verb fits a woman or a body, a masculine one a man or a body."""
    return not gender or source.sort != "person" or source.gender in {gender, ""}


def _around(quotation: Quotation, span: Span) -> bool:
    return any(part.contains(span) for part in quotation.parts)


def _distance(span: Span, other: Span) -> int:
    return max(other.start - span.end, span.start - other.end, 0)


def _between(text: str, span: Span, other: Span) -> str:
    first, second = sorted((span, other))
    return text[first.end : max(first.end, second.start)]


def _place(quotation: Quotation) -> tuple[int, int]:
    """Where a quotation's speaker stands, or else its cue, or else its words."""
    at = quotation.speaker or quotation.cue or quotation.span
    return (at.start, quotation.span.start)


def _flat(words: str) -> str:
    return " ".join(words.split())
