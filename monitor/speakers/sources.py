"""What the discourse remembers of an attributed phrase, for the pronouns and nouns that come after it."""

from __future__ import annotations

from monitor.speakers.discourse import Source
from monitor.speakers.lexicon import Lexicon
from monitor.speakers.names import Names
from monitor.speakers.phrase import Phrase
from monitor.speakers.register import Register
from onrecord.model import Speaker


def source_of(phrase: Phrase, speaker: Speaker, register: Register, names: Names, lexicon: Lexicon) -> Source:
    """The source that a phrase and its speaker make."""
    indirect = bool(phrase.pronoun) or phrase.sort in {"issued", "reported"}
    entity = speaker.person or (phrase.entity.entity if phrase.entity else "")
    return Source(
        place=phrase.span.start,
        speaker=speaker,
        mention=speaker.antecedent if indirect and speaker.antecedent else phrase.span,
        sort=_sort(phrase, speaker, register, lexicon),
        gender=(register.gender(entity) if entity else "") or phrase.gender,
        noun="" if indirect else phrase.noun,
        tokens=_tokens(phrase, speaker, names),
        press="media" in lexicon.bodies.get(phrase.noun, frozenset())
        or any(word.form in lexicon.press for word in phrase.words),
    )


def _tokens(phrase: Phrase, speaker: Speaker, names: Names) -> tuple[str, ...]:
    """The words of the name: of the phrase, or of the name that the article gives to a description later."""
    if phrase.name:
        return names.tokens(phrase.name)
    return names.tokens(speaker.antecedent) if phrase.person and speaker.antecedent and speaker.name else ()


def _sort(phrase: Phrase, speaker: Speaker, register: Register, lexicon: Lexicon) -> str:
    """person, body or plural, as far as the phrase tells."""
    if phrase.pronoun == "p" or phrase.plural:
        return "plural"
    named = phrase.entity is not None and register.names_person(phrase.entity)
    if speaker.person or named or phrase.person or phrase.pronoun in {"m", "f", "s"}:
        return "person"
    if phrase.entity or phrase.sort or phrase.pronoun == "n" or _thing(phrase):
        return "body"
    if phrase.gender or any(word.form in lexicon.titles for word in phrase.words):
        return "person"
    plain = (lexicon.places, lexicon.definite)
    return "body" if all(any(word.form in words for words in plain) for word in phrase.words) else ""


def _thing(phrase: Phrase) -> bool:
    """Whether an English phrase names what somebody has: "Aziz's campaign"."""
    last = len(phrase.words) - 1
    return any(word.form == "s" for word in phrase.words[1:last]) and not phrase.words[last].capital
