"""Webhooks: JSON by the schema in docs/webhook.md."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Final

from alerts.escape import clean, line, link
from onrecord.model import Alert, ArticleRef, ChannelKind, Digest, DigestEntry, Reason, Told

SCHEMA: Final = "onrecord.alert/1"
DIGEST_SCHEMA: Final = "onrecord.digest/1"
JSON: Final[frozenset[ChannelKind]] = frozenset({"webhook", "file"})
"""The channels that get JSON."""


def body(alert: Alert, key: str, *, now: datetime) -> str:
    """The alert as JSON: every field, times in ISO 8601 and UTC, texts cleaned but not escaped."""
    return json.dumps({"schema": SCHEMA, "key": key, "rendered_at": _time(now), **_alert(alert)}, ensure_ascii=False)


def digest_body(digest: Digest, *, now: datetime) -> str:
    """A digest as JSON: its alerts in order, each as in `body`, with what is known of their statements by now."""
    return json.dumps(
        {
            "schema": DIGEST_SCHEMA,
            "key": digest.key,
            "rendered_at": _time(now),
            "due": _time(digest.at) if digest.at else None,
            "alerts": [_entry(entry) for entry in digest.entries],
            "background": [
                {"id": line(one.statement_id), "words": clean(one.words), "speaker": line(one.speaker)}
                | {"group": line(one.group), "why": line(one.detail)}
                for one in digest.background
            ],
            "troubles": [{"source": line(each.source), "detail": line(each.detail)} for each in digest.troubles],
        },
        ensure_ascii=False,
    )


def _entry(entry: DigestEntry) -> dict[str, object]:
    told = _alert(entry.alert)
    spreads = [{"outlets": each.outlets, "independent": each.independent} for each in entry.spreads]
    return {**told, "occasion": line(entry.occasion), "spreads": spreads}


def _alert(alert: Alert) -> dict[str, object]:
    return {
        "id": line(alert.id),
        "kind": alert.kind,
        "watchlist": line(alert.watchlist),
        "group": {"id": line(alert.group), "name": line(alert.group_name)} if alert.group else None,
        "article": _article(alert.article),
        "statements": [_statement(told) for told in alert.told],
        "excerpt": clean(alert.excerpt),
        "notes": [line(note) for note in alert.notes],
        "reason": _reason(alert.reason),
        "follows": line(alert.follows),
    }


def _article(article: ArticleRef) -> dict[str, object]:
    return {
        "url": link(article.url),
        "title": line(article.title),
        "outlet": {"id": line(article.outlet), "name": line(article.outlet_name)},
        "language": line(article.language),
        "published": _time(article.published) if article.published else None,
        "first_seen": _time(article.first_seen),
        "origin": article.origin,
    }


def _statement(told: Told) -> dict[str, object]:
    return {
        "id": line(told.statement_id),
        "words": clean(told.words),
        "kind": told.kind.value,
        "cue": line(told.cue),
        "speaker": line(told.speaker),
        "surface": line(told.surface),
        "capacity": line(told.capacity),
        "language": line(told.language),
        "acts": [line(act) for act in told.acts],
        "reason": _reason(told.reason),
    }


def _reason(reason: Reason) -> list[dict[str, str]]:
    return [{"stage": line(step.stage), "detail": line(step.detail)} for step in reason]


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
