"""Speakers whom the article describes first and names later.

"A senior official of X denounced … Murad Aziz made the remarks in an interview": the next sentence names him.
"A Kurdish official has said … governor Murad Aziz said": a lead describes, what follows names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from monitor.speakers.antecedents import Antecedents
from monitor.speakers.discourse import Discourse
from monitor.speakers.lexicon import Lexicon
from monitor.speakers.phrase import Phrase
from onrecord.model import Quotation, Speaker

_REMARKS_REACH = 2
"""Sentences after the description in which "… made the remarks" is looked for."""
_OPENING = 240
"""Characters of such a sentence in which the phrase stands."""
_LEAD = 2
"""Sentences of an article that may describe a speaker whom a later one names."""
_LEAD_REACH = 3
"""Sentences between such a description and the name."""
_FOLLOWING = 40
"""Reports after the description among which the name is looked for."""
_ROLES = frozenset({"head", "spokesman", "member"})


class Attributed(NamedTuple):
    """A quotation with the phrase for its speaker, as read, and the speaker that came of it."""

    quotation: Quotation
    phrase: Phrase | None
    speaker: Speaker


def named_later(
    text: str, attributed: Sequence[Attributed], discourse: Discourse, antecedents: Antecedents, lexicon: Lexicon
) -> Mapping[int, Speaker]:
    """The speakers of quotations (by index) whose description a later sentence names."""
    found: dict[int, Speaker] = {}
    described = [(index, one) for index, one in enumerate(attributed) if _describes(one)]
    remarks = tuple(remark for remark in lexicon.remarks if remark in text) if described else ()
    for index, one in described:
        named = _by_remarks(text, one, discourse, antecedents, remarks) or _by_lead(
            one, attributed[index + 1 : index + 1 + _FOLLOWING], discourse, lexicon
        )
        if named:
            found[index] = _merged(one, named, text)
    return found


def _describes(one: Attributed) -> bool:
    """Whether a phrase describes one person without naming him."""
    phrase = one.phrase
    return (
        phrase is not None
        and one.speaker.name is None
        and phrase.person
        and not phrase.plural
        and not phrase.name
        and not phrase.confidential
    )


def _by_remarks(
    text: str, one: Attributed, discourse: Discourse, antecedents: Antecedents, remarks: Sequence[str]
) -> Speaker | None:
    if not remarks:
        return None
    last = discourse.sentence(max(one.quotation.span.end, one.phrase.span.end if one.phrase else 0) - 1)
    for number in range(last + 1, last + 1 + _REMARKS_REACH):
        sentence = discourse.sentence_span(number)
        opening = text[sentence.start : min(sentence.end, sentence.start + _OPENING)] if sentence else ""
        if sentence is None or not any(remark in opening for remark in remarks):
            continue
        subject = antecedents.subject_of(number, sentence.end)
        if subject and subject.sort == "person":
            return replace(subject.speaker, antecedent=subject.mention)
    return None


def _by_lead(one: Attributed, later: Sequence[Attributed], discourse: Discourse, lexicon: Lexicon) -> Speaker | None:
    """The next named speaker, when a lead's description fits him."""
    if one.phrase is None:
        return None
    sentence = discourse.sentence(one.phrase.span.start)
    if sentence >= _LEAD:
        return None
    others = (other for other in later if other.phrase and other.phrase.span != one.phrase.span)
    following = next((other for other in others if other.speaker.name), None)
    if following is None or following.phrase is None:
        return None
    near = discourse.sentence(following.phrase.span.start) - sentence <= _LEAD_REACH
    same = bool(one.phrase.noun) and one.phrase.noun in {word.form for word in following.phrase.words}
    if following.phrase.name is None:  # known by his office alone: another office is another's
        return following.speaker if near and same and following.speaker.person is not None else None
    alike = one.phrase.sort in ("member", following.phrase.sort)  # an official may be a governor, a leader no spokesman
    roles = alike and one.phrase.sort in _ROLES and following.phrase.sort in _ROLES
    roles = roles and _compatible(one.phrase, following.phrase, lexicon)
    return following.speaker if near and (roles or same) else None


def _compatible(description: Phrase, later: Phrase, lexicon: Lexicon) -> bool:
    """Whether a description tells nothing of somebody's office that the later phrase does not tell.

    "A Kurdish official" can be a governor; "a *civil* defence official" is not the governor of Arc.
    """
    if not lexicon.head_last:
        return True
    plain = lexicon.indefinite | lexicon.definite | lexicon.places | lexicon.links | lexicon.titles
    told = {word.form for word in later.words}
    return all(
        word.capital or word.form in plain or word.form in told or lexicon.noun_sort(word.form)[0]
        for word in description.words
    )


def _merged(one: Attributed, named: Speaker, text: str) -> Speaker:
    """The description's speaker with the name; their groups must not differ."""
    if named.group and one.speaker.group and named.group != one.speaker.group:
        return one.speaker
    words = one.phrase.span.of(text) if one.phrase else ""
    step = f"“{' '.join(words.split())}”, named later as {named.name}"
    return replace(
        named,
        group=named.group or one.speaker.group,
        body=named.body or one.speaker.body,
        capacity=named.capacity or one.speaker.capacity,
        how=(step, *named.how),
    )
