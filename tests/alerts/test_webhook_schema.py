from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from alerts.digest import compose
from alerts.render import render, render_digest
from onrecord.model import Alert, DigestEntry, Spread
from tests.alerts import hostile
from tests.alerts.samples import ALL, NOW, UNDATED, channel

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "webhook.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "alert", [*ALL, hostile.statement("<x>"), hostile.mention("\u202e")], ids=lambda alert: alert.id
)
def test_every_webhook_body_follows_the_documented_schema(alert: Alert) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(render(alert, channel("webhook"), now=NOW).body))


def test_every_alert_of_a_digest_follows_it_too() -> None:
    distinct = [alert for alert in ALL if alert is not UNDATED]
    entries = [DigestEntry(alert, NOW, "", (Spread(),) * len(alert.told)) for alert in distinct]
    body = json.loads(render_digest(compose("k", NOW, entries), channel("file"), now=NOW).body)
    head = {"schema": "onrecord.alert/1", "key": body["key"], "rendered_at": body["rendered_at"]}
    assert len(body["alerts"]) == len(distinct)
    for alert in body["alerts"]:
        Draft202012Validator(SCHEMA).validate(head | alert)


def test_every_field_of_the_schema_is_documented() -> None:
    text = (DOCS / "webhook.md").read_text("utf-8")
    fields = {*SCHEMA["properties"], *SCHEMA["properties"]["article"]["properties"]}
    fields |= {*SCHEMA["$defs"]["statement"]["properties"], *SCHEMA["$defs"]["reason"]["items"]["properties"]}
    assert {field for field in fields if f"`{field}`" not in text} == set()
    body = json.loads(render(ALL[0], channel("webhook"), now=NOW).body)
    assert body.keys() == SCHEMA["properties"].keys()
    assert body["statements"][0].keys() == SCHEMA["$defs"]["statement"]["properties"].keys()
