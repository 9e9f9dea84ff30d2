"""Who answers in an interview whose answers bear no name: the lead tells.

"Karim Haddad, deputy leader of the Dawn Movement, *sat down with* The Outlet", "We *spoke to* Murad Aziz", وفي مقابلة
مع مراد عزيز.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.quotations import interviews
from monitor.reading import Reading
from monitor.speakers.lexicon import lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.phrase import Phrase, Reader
from monitor.speakers.register import Register
from onrecord.model import Span

_LEAD = 3000
"""Characters before the first answer that are read."""
_OPENS = 24
"""Characters before the name of who opens a sentence: a title."""
_REACH = 160
"""Characters on either side of a word for an interview in which the person stands."""


def interviewee(whole: Reading, reader: Reader, mentions: Mentions, register: Register, before: int) -> Phrase | None:
    """The noun phrase of whom an article interviews.

    A tracked person, or somebody with his role, beside a word for an interview; else the tracked person whom the lead
    names first; else a name beside such a word.

    Args:
        whole: the article.
        reader: of its noun phrases.
        mentions: of tracked entities in it.
        register: of tracked entities.
        before: where the first answer begins.
    """
    phrases = [phrase for span in _beside(whole, before) if (phrase := reader.read(span)).words]
    known = next((phrase for phrase in phrases if _told(phrase, register)), None)
    if known:
        return known
    start = max(before - _LEAD, 0)
    person = next((mention for mention in mentions.between(start, before) if register.names_person(mention)), None)
    if person:
        return reader.read(person.span)
    pronoun = next((phrase for phrase in phrases if phrase.pronoun), None)
    if pronoun:
        return _before(whole, reader, pronoun.span.start)
    return next((phrase for phrase in phrases if phrase.name), None)


def _before(whole: Reading, reader: Reader, place: int) -> Phrase | None:
    """Who opens a sentence above a pronoun, with his role: "*Ana Ruiz, head of the guild*, left. She spoke to us"."""
    for number in range(whole.sentence(place) - 1, -1, -1):
        sentence = whole.sentences[number]
        phrase = reader.read(Span(sentence.start, min(sentence.end, sentence.start + _REACH)))
        if phrase.name and phrase.role and phrase.name.start - sentence.start < _OPENS:
            return phrase
    return None


def _told(phrase: Phrase, register: Register) -> bool:
    person = phrase.entity is not None and register.names_person(phrase.entity)
    return person or (phrase.spoken_for is not None and phrase.person) or bool(phrase.name and phrase.role)


def _beside(whole: Reading, before: int) -> Iterator[Span]:
    """What stands behind and what stands before each word for an interview, in its sentence."""
    folded, normal = whole.normal.text, whole.normal
    low, high = whole.folded(max(before - _LEAD, 0), before)
    found = sorted(
        (place, place + len(told))
        for told in interviews.words_of(whole.language).told
        if (place := folded.find(told, low, high)) >= 0
    )
    for first, last in found:
        start, end = normal.span(first, last).start, normal.span(first, last).end
        sentence = whole.sentences[whole.sentence(start)]
        words = whole.words(end, min(sentence.end, end + _REACH))
        joined = bool(words) and words[0].form in interviews.words_of(whole.language).joining
        behind = words[1:] if joined else words
        if behind and words[0].form not in lexicon(whole.language).issuers:  # not "an interview by"
            yield Span(behind[0].start, behind[-1].end)
        ahead = whole.words(max(sentence.start, start - _REACH), start)
        if ahead:
            yield Span(ahead[0].start, ahead[-1].end)
