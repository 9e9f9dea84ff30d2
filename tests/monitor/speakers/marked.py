"""Sentences with their speakers, cues and contents marked, and tracked entities to resolve the speakers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from monitor import speakers
from onrecord.model import Alias, Entity, Group, Kind, Mention, Person, Quotation, Role, Span, Speaker

ON = date(2026, 5, 2)

ENTITIES: tuple[Entity, ...] = (
    Group("dawn", "Dawn Movement", "armed_group", (Alias("Harakat al-Fajr"), Alias("حركة الفجر"), Alias("جنبش فجر"))),
    Group("falcons", "Falcon Brigades", "armed_group", (Alias("كتائب الصقر"),), parent="dawn"),
    Group("mfa", "Arcadian Foreign Ministry", "ministry", (Alias("Karim Daher"), Alias("Daher"))),
    Group("coalition", "Arc-led coalition", "military"),
    Person("murad", "Murad Aziz", roles=(Role("dawn", "Secretary-General"),), gender="m"),
    Person("salma", "Salma Nasr", roles=(Role("falcons", "spokeswoman", until=date(2025, 1, 1)),), gender="f"),
    Person("hadi", "Hadi Qasim", roles=(Role("dawn", "deputy secretary-general"),), gender="m"),
)
REGISTER = speakers.Register(ENTITIES)
NAMES = {
    "dawn": ("Dawn Movement", "Harakat al-Fajr", "حركة الفجر", "جنبش فجر", "الفجر"),
    "falcons": ("Falcon Brigades", "كتائب الصقر"),
    "mfa": ("Arcadian Foreign Ministry", "Karim Daher", "Daher"),
    "coalition": ("Arc-led coalition",),
    "murad": ("Murad Aziz", "مراد عزيز", "مراد عزیز"),
    "salma": ("Salma Nasr", "سلمى نصر"),
    "hadi": ("Hadi Qasim", "هادي قاسم", "هادی قاسم"),
}


def mentions(text: str) -> tuple[Mention, ...]:
    """Every occurrence of a tracked name, the longest first."""
    found: list[Mention] = []
    for entity, name in sorted(((e, n) for e, names in NAMES.items() for n in names), key=lambda pair: -len(pair[1])):
        start = text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            if not any(span.overlaps(mention.span) for mention in found):
                found.append(Mention(span, entity, name))
            start = text.find(name, span.end)
    return tuple(sorted(found, key=lambda mention: mention.span))


def spans(text: str) -> tuple[str, list[Quotation]]:
    """A text with marks: ``[speaker]``, ``{cue}``, ``<content>``; one quotation ends with each content.

    A content that begins with ``+`` goes on with the quotation before it.
    """
    plain, places, quotations = "", {}, []
    opening, closing = {"[": "speaker", "{": "cue", "<": "content"}, "]}>"
    pending: dict[str, Span] = {}
    for character in text:
        if character in opening:
            places[opening[character]] = len(plain)
        elif character in closing:
            name = {"]": "speaker", "}": "cue", ">": "content"}[character]
            pending[name] = Span(places[name], len(plain))
        elif character == "|":
            quotations.append(_quotation(pending, plain))
            pending = {}
        else:
            plain += character
    if pending:
        quotations.append(_quotation(pending, plain))
    return plain, quotations


def _quotation(pending: dict[str, Span], plain: str) -> Quotation:
    content = pending["content"]
    direct = plain[content.start] in '“"«'
    return Quotation(
        parts=(content,),
        cue=pending.get("cue"),
        speaker=pending.get("speaker"),
        kind=Kind.DIRECT if direct else Kind.INDIRECT,
        rule="test",
        continues="cue" not in pending and "speaker" not in pending,
    )


def who(marked: str, language: str = "en", *, on: date = ON, flags: Sequence[str] = ()) -> tuple[Speaker, ...]:
    text, quotations = spans(marked)
    if flags:
        quotations[-1] = replace(quotations[-1], flags=frozenset(flags))
    return speakers.resolve(text, language, quotations, mentions(text), REGISTER, on=on)


def last(marked: str, language: str = "en", *, on: date = ON, flags: Sequence[str] = ()) -> Speaker:
    return who(marked, language, on=on, flags=flags)[-1]
