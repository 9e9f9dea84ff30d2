"""The command tree: what every command shares."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from onrecord.cli import alerts
from onrecord.cli.app import COMMANDS
from onrecord.cli.lazy import Lazy, load
from tests.command import onrecord
from tests.onrecord.cli.conftest import Office

EVERY = [*COMMANDS.items(), *alerts.COMMANDS.items()]
HEAVY = {"scrapy", "twisted", "trafilatura", "apprise", "sqlalchemy", "pydantic", "alembic"}


@pytest.mark.parametrize(("name", "lazy"), EVERY, ids=[name for name, _ in EVERY])
def test_a_command_says_of_itself_what_the_list_says_of_it(name: str, lazy: Lazy) -> None:
    command = load(name, lazy)
    assert command.help.split("\n\n")[0].replace("\n", " ") == lazy.help


@pytest.mark.parametrize(("way", "commands"), [((), COMMANDS), (("alerts",), alerts.COMMANDS)])
def test_every_command_is_listed_and_has_its_own_help(way: tuple[str, ...], commands: Mapping[str, Lazy]) -> None:
    listed = onrecord(*way, "--help")
    assert listed.code == 0
    for name in commands:
        assert f"\n  {name} " in listed.out
        own = onrecord(*way, name, "--help")
        assert own.code == 0, own.err
        assert f"Usage: onrecord {' '.join([*way, name])}" in own.out


def test_listing_the_commands_imports_none_of_them() -> None:
    code = (
        "import sys\nfrom onrecord.cli import main\nsys.argv = ['onrecord', '--help']\n"
        "try: main()\nfinally: sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "statements" in ran.stdout
    assert not HEAVY & {name.partition(".")[0] for name in ran.stderr.split()}


def test_a_command_that_only_reads_rows_imports_neither_spider_nor_senders() -> None:
    code = "import sys, onrecord.cli.statements, onrecord.cli.outlets; print(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"scrapy", "twisted", "trafilatura", "apprise"} & set(ran.stdout.split())


def test_an_unknown_command_is_bad_input_with_a_suggestion() -> None:
    ran = onrecord("statment")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean 'statements'?" in ran.err


def test_a_reader_that_goes_away_is_no_reason_for_a_traceback() -> None:
    code = "import sys\nfrom onrecord.cli import main\nsys.argv = ['onrecord', '--help']\nmain()"
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, b"")


def test_a_terminal_that_cannot_show_the_letters_gets_question_marks(office: Office) -> None:
    office.file("The weavers of Nærøy will be heard at the autumn fair before the judges")
    command = [sys.executable, "-m", "onrecord", "statements", "--config", str(office.config), "--since", "2026-01-01"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "The weavers of N?r?y" in ran.stdout


def test_the_version_is_told() -> None:
    ran = onrecord("--version")
    assert ran.code == 0
    assert ran.out.startswith("onrecord 0.")
