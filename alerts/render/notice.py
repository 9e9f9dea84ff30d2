"""Notices to the operator: which sources are in trouble, and which are well again. Plain in every medium. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup

from alerts.escape import header, html, line, mrkdwn
from alerts.render import atom
from onrecord.model import Channel, Message

SCHEMA: Final = "onrecord.notice/1"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source in trouble: how it stands in one word, and why."""

    source: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What changed since the operator was told last. `recovered` are ids of sources."""

    troubles: tuple[Trouble, ...] = ()
    recovered: tuple[str, ...] = ()


def notice(told: Notice, channel: Channel, *, now: datetime) -> Message:
    """The message that tells it on a channel. Its key is the same when the same is told again at the same hour."""
    subject = header(f"onrecord: {', '.join(_counts(told))}")
    lines = [subject, *map(line, _lines(told)), "onrecord outlets --troubles shows all of them"]
    plain = "\n".join(lines)
    seed = f"{plain}|{now:%Y-%m-%d %H}|{channel.id}"
    key = f"notice.{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    match channel.kind:
        case "email":
            body = str(Markup("<br>\n").join(map(html, lines)))
        case "slack":
            body = "\n".join(map(mrkdwn, lines))
        case "webhook" | "file":
            body = _json(told, key, now)
        case "atom":
            body = atom.entry(key, subject, str(Markup("<br>\n").join(map(html, lines))), now=now)
        case _:
            body = plain
    return Message(subject=subject, body=body, plain=plain, key=key)


def _counts(told: Notice) -> Iterator[str]:
    if told.troubles:
        yield f"{len(told.troubles)} source{'s' * (len(told.troubles) != 1)} in trouble"
    if told.recovered:
        yield f"{len(told.recovered)} well again"


def _lines(told: Notice) -> Iterator[str]:
    for trouble in told.troubles:
        yield f"{trouble.source}: {trouble.word}: {trouble.detail}"
    for source in told.recovered:
        yield f"{source}: well again"


def _json(told: Notice, key: str, now: datetime) -> str:
    troubles = [{name: line(value) for name, value in asdict(trouble).items()} for trouble in told.troubles]
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    body = {"schema": SCHEMA, "key": key, "rendered_at": at, "troubles": troubles, "recovered": list(told.recovered)}
    return json.dumps(body, ensure_ascii=False)
