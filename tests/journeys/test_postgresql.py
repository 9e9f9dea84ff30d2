"""The whole way on PostgreSQL: from the feed to the delivered alert, once, and not again."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from onrecord.cli.app import app
from tests.journeys.small_press import SAID, small_press


def test_a_run_on_postgresql_tells_every_statement_once(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier("journey")))
    monkeypatch.setenv("ONRECORD_DATABASE", server.replace("/postgres?", "/journey?"))
    with small_press(tmp_path) as (config, inbox):
        for _ in range(2):
            result = CliRunner().invoke(app, ["run", "--once", "--config", str(config)])
            assert result.exit_code == 0, result.output
        listed = CliRunner().invoke(app, ["statements", "--json", "--config", str(config)])
    told = sorted(statement["words"].rstrip(",") for post in inbox.posts for statement in post["statements"])
    assert told == sorted(SAID.values())
    assert listed.output.count('"group": "millers"') == len(SAID)
