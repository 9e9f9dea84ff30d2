"""Statements of several bodies at once: "the Dawn Movement and the Falcon Brigades said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor import affixes
from monitor.reading import Reading, reading
from monitor.speakers.lexicon import Lexicon, lexicon
from monitor.speakers.mentions import Mentions
from monitor.speakers.register import Register
from onrecord.model import Mention, Quotation, Span

_COMMAS = frozenset(",،")


def separated(
    text: str, language: str, quotations: Sequence[Quotation], mentions: Sequence[Mention], register: Register
) -> tuple[Quotation, ...]:
    """Gives every body of a joint statement a quotation of its own.

    Args:
        text: the article's text.
        language: ISO 639-1 code of it.
        quotations: what was found in it.
        mentions: of tracked entities in it, in text order.
        register: all tracked entities.

    Returns:
        The quotations in their order; one whose speakers are several tracked groups stands once for each, with that
        group's name as its speaker.
    """
    words, ordered = lexicon(language), Mentions(mentions)
    return tuple(
        one
        for quotation in quotations
        for one in _each(quotation, _joined(reading(text, language), words, quotation, ordered, register))
    )


def _each(quotation: Quotation, names: Sequence[Mention]) -> Iterator[Quotation]:
    if quotation.speaker is None or len(names) < 2:
        yield quotation
        return
    yield replace(quotation, speaker=Span(quotation.speaker.start, names[0].span.end))
    for name in names[1:]:
        yield replace(quotation, speaker=name.span)


def _joined(
    whole: Reading, words: Lexicon, quotation: Quotation, mentions: Mentions, register: Register
) -> list[Mention]:
    """The names of different groups that stand side by side in the speaker's phrase."""
    speaker = quotation.speaker
    if speaker is None:
        return []
    names: list[Mention] = []
    for mention in mentions.between(speaker.start, speaker.end):
        if not speaker.contains(mention.span) or register.group(mention.entity) is None:
            continue
        other = all(register.top(mention.entity) != register.top(name.entity) for name in names)
        if not names or (other and _beside(whole, words, names[-1].span.end, mention.span.start)):
            names.append(mention)
    return names


def _beside(whole: Reading, words: Lexicon, start: int, end: int) -> bool:
    """Whether nothing but a conjunction and nouns for bodies stands between two names."""
    between = whole.text[start:end]
    inner = [word.form for word in whole.words(start, end)]
    written_on = affixes.conjunctions(words.language)
    joined = not _COMMAS.isdisjoint(between) or any(form in words.joints or form[0] in written_on for form in inner)
    plain = (form in words.joints or form in words.definite or bool(words.body_noun(form)) for form in inner)
    return joined and all(plain)
