"""The JSON document of `onrecord read --json`. docs/read.md describes it field by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.analysis import Analysis
from monitor.decide import Decision
from onrecord.model import Alert, Placement, Report, Silence, Span


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _report(report: Report, placement: Placement | None) -> dict[str, Any]:
    quotation, speaker, recency = report.quotation, report.speaker, report.recency
    return {
        "quote": _span(quotation.span),
        "quote_parts": [_span(part) for part in quotation.parts],
        "cue": _span(quotation.cue),
        "speaker": _span(quotation.speaker),
        "kind": quotation.kind.value,
        "words": report.words,
        "rule": quotation.rule,
        "confidence": quotation.confidence,
        "flags": sorted(quotation.flags),
        "continues": quotation.continues,
        "speaker_name": speaker.name,
        "person": speaker.person,
        "group": speaker.group,
        "body": speaker.body,
        "capacity": speaker.capacity,
        "how": list(speaker.how),
        "antecedent": _span(speaker.antecedent),
        "when": recency.when.value,
        "when_why": recency.why,
        "when_evidence": _span(recency.evidence),
        "said_on": recency.said_on.isoformat() if recency.said_on else None,
        "acts": [{"name": act.name, "evidence": _span(act.evidence)} for act in report.acts],
        "statement_id": placement.statement_id if placement else None,
        "novelty": placement.novelty.value if placement else None,
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "kind": alert.kind,
        "watchlist": alert.watchlist,
        "group": alert.group,
        "group_name": alert.group_name,
        "notes": list(alert.notes),
        "statements": [
            {
                "id": told.statement_id,
                "words": told.words,
                "reason": [[step.stage, step.detail] for step in told.reason],
            }
            for told in alert.told
        ],
        "reason": [[step.stage, step.detail] for step in alert.reason],
    }


def _silence(silence: Silence) -> dict[str, Any]:
    return {
        "why": silence.why,
        "detail": silence.detail,
        "watchlist": silence.watchlist,
        "group": silence.group,
        "statement_id": silence.statement_id,
        "words": silence.words,
    }


def record(analysis: Analysis, placements: Sequence[Placement], decision: Decision) -> dict[str, Any]:
    """Everything that was found, with offsets (Python characters, end exclusive) into ``article.text``."""
    article = analysis.article
    placed = {id(placement.report): placement for placement in placements}
    return {
        "article": {
            "url": article.url,
            "title": article.title,
            "outlet": article.outlet,
            "language": article.language,
            "published": article.published.isoformat() if article.published else None,
            "modified": article.modified.isoformat() if article.modified else None,
            "author": article.author,
            "section": article.section,
            "dateline": article.dateline,
            "text": article.text,
        },
        "mentions": [{"span": _span(m.span), "entity": m.entity, "alias": m.alias} for m in analysis.mentions],
        "statements": [_report(report, placed.get(id(report))) for report in analysis.reports],
        "alerts": [_alert(alert) for alert in decision.alerts],
        "silences": [_silence(silence) for silence in decision.silences],
    }
