"""What there is to show of a digest, cleaned and in the reader's words, before any medium's mark-up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from alerts.escape import header, line, short
from alerts.labels import Labels, labels
from alerts.render import atom, webhook
from alerts.render.render import key, printed
from alerts.render.templates import SHIPPED, Templates
from alerts.render.view import View, Words, view, words_of
from onrecord.model import Channel, Digest, DigestEntry, Message, Silence, Spread

_NAME: Final = 160
_DETAIL: Final = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One alert. `spread` says how far it has gone, or is empty when it is at one outlet only."""

    seen: View
    spread: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one group newly said; entries of one occasion stand together."""

    name: str
    occasions: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A statement that was told again, by whom, and what shows that it is not new."""

    speaker: str
    words: Words
    why: str


@dataclass(frozen=True, slots=True)
class DigestView:
    """All that a digest shows.

    Attributes:
        heading: how much is new, or that nothing is.
        when: the hour it was asked for, on the reader's clock; empty for a bundle of what came too fast.
        troubles: (source, detail).
    """

    labels: Labels
    subject: str
    heading: str
    when: str
    groups: tuple[Group, ...]
    background: tuple[Again, ...]
    troubles: tuple[tuple[str, str], ...]


def render_digest(digest: Digest, channel: Channel, *, now: datetime, by: Templates = SHIPPED) -> Message:
    """The message that tells a digest on `channel`. `now` is aware UTC."""
    seen = digest_view(digest, channel, now=now)
    if channel.kind in webhook.JSON:
        body = webhook.digest_body(digest, now=now)
    elif channel.kind == "atom":
        # A reader of feeds wants each alert by itself, however late it comes.
        each = ((key(entry.alert.id, channel), view(entry.alert, channel, now=now)) for entry in digest.entries)
        body = atom.entries(each, by, now=now)
    else:
        body = printed(channel, "digest", seen, by)
    return Message(subject=seen.subject, body=body, plain=by.plain("digest", seen), key=digest.key)


def digest_view(digest: Digest, channel: Channel, *, now: datetime) -> DigestView:
    """What to show of `digest` on `channel`."""
    words = labels(channel.language)
    heading = _heading(digest, words)
    names = words.word["comma"] + " "
    named = names.join(short(section.group, _NAME) for section in digest.sections)
    return DigestView(
        labels=words,
        subject=header(f"{heading}: {named}" if named else heading),
        heading=heading,
        when=words.moment(digest.at, ZoneInfo(channel.timezone), now) if digest.at else "",
        groups=tuple(
            Group(
                short(section.group, _NAME),
                tuple(tuple(_item(entry, channel, words, now) for entry in occasion) for occasion in section.occasions),
            )
            for section in digest.sections
        ),
        background=tuple(map(_again, digest.background)),
        troubles=tuple((line(each.source), short(each.detail, _DETAIL)) for each in digest.troubles),
    )


def _heading(digest: Digest, words: Labels) -> str:
    """How many statements there are; without any, what there is instead."""
    statements = sum(len(entry.alert.told) for entry in digest.entries)
    if statements:
        return words.count(statements)
    return words.alert[digest.entries[0].alert.kind] if digest.entries else words.digest["nothing"]


def _item(entry: DigestEntry, channel: Channel, words: Labels, now: datetime) -> Item:
    widest = max(entry.spreads, key=lambda spread: spread.outlets, default=Spread())
    spread = words.digest["spread"].format(outlets=widest.outlets, independent=widest.independent)
    return Item(view(entry.alert, channel, now=now), spread if widest.outlets > 1 else "")


def _again(silence: Silence) -> Again:
    return Again(short(silence.speaker, _NAME), words_of(silence.words, ""), short(silence.detail, _DETAIL))
