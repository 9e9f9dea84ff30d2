"""A clause of saying in token numbers, and the Quotation that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from monitor.languages import section
from monitor.quotations.arabic_script import COMMAS, TERMINATORS, Script
from onrecord.model import Kind, Quotation, Span

# Quoted words up to so many are a name or a nickname: they do not make a clause mixed.
SCARE_QUOTE = 2
# A content has at least so many tokens.
SHORTEST = 2
# What the rules ask of a verb form and no later stage needs.
_INNER = frozenset(("imperfect", "object"))
_EDGE = TERMINATORS | COMMAS | {":"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause of saying, in token numbers: each pair is the first token and the one after the last.

    Attributes:
        cue: the expression of saying; empty where a statement goes on without one.
        content: what is said.
        more: the content's second part after an interrupting cue, or None.
        speaker: the noun phrase that speaks, or None.
        how: the rule's name without the language.
        flags: as of a Quotation.
        prefix: characters at the front of the cue's first token that do not belong to it: a conjunction.
        resume: the token from which the sentence is read on.
        continues: as of a Quotation.
    """

    cue: tuple[int, int]
    content: tuple[int, int]
    speaker: tuple[int, int] | None
    how: str
    flags: frozenset[str] = field(default_factory=frozenset)
    prefix: int = 0
    resume: int = 0
    continues: bool = False
    more: tuple[int, int] | None = None


def quotation_of(script: Script, frame: Frame, language: str) -> Quotation | None:
    """The Quotation of a frame; None when nothing but punctuation is left of its content."""
    content = script.span(*frame.content)
    if content is None:
        return None
    more = script.span(*frame.more) if frame.more is not None else None
    return Quotation(
        (content, more) if more is not None else (content,),
        _cue(script, frame),
        script.span(*frame.speaker) if frame.speaker is not None else None,
        kind_of(script, frame),
        f"{language}.{frame.how}",
        confidence(language, frame.how),
        flags=frame.flags - _INNER,
        continues=frame.continues,
    )


@cache
def confidence(language: str, rule: str) -> float:
    """The measured precision of a rule, from the language's data file; 1 where it was not measured."""
    table: Mapping[str, float] = section(language, "confidence")
    names = [name for name in table if rule == name or rule.startswith(f"{name}.")]
    return table[max(names, key=len)] if names else 1.0


def _cue(script: Script, frame: Frame) -> Span | None:
    span = script.span(*frame.cue)
    return Span(span.start + frame.prefix, span.end) if span is not None and frame.prefix else span


def kind_of(script: Script, frame: Frame) -> Kind:
    """Direct when the marks hold the content or verbatim words follow a colon, mixed when they hold a part of it."""
    first, after = frame.content
    while first < after and script.forms[first] in _EDGE:
        first += 1
    while first < after and script.forms[after - 1] in _EDGE:
        after -= 1
    quoted = sum(
        min(script.partner[opening], after) - opening - 1
        for opening in range(first, after)
        if opening in script.partner
    )
    if first in script.partner and quoted >= 0.8 * (after - first - 2):
        return Kind.DIRECT
    if (frame.how.startswith(("direct", "nested.direct")) or frame.continues) and not (
        first in script.partner and quoted > SCARE_QUOTE
    ):
        return Kind.DIRECT
    return Kind.MIXED if quoted > SCARE_QUOTE else Kind.INDIRECT
