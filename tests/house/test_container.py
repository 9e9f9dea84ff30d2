"""No Docker engine is needed to know that the container files mean what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from onrecord.cli.app import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return loaded


@pytest.fixture(scope="module")
def dockerfile() -> list[str]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def test_the_compose_file_follows_the_compose_specification() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_that_the_image_copies_is_there_and_not_ignored(dockerfile: list[str]) -> None:
    copied = [
        source
        for line in dockerfile
        if line.startswith("COPY") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied
    assert all((ROOT / source).exists() for source in copied)
    assert set(copied) <= kept


def test_the_image_holds_every_package_of_the_wheel(dockerfile: list[str]) -> None:
    packages = re.search(r"^packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert packages
    for package in re.findall(r'"(\w+)"', packages[1]):
        assert f"COPY {package} {package}" in dockerfile


def test_the_image_starts_a_command_that_exists(dockerfile: list[str]) -> None:
    command = next(line for line in dockerfile if line.startswith("CMD"))
    words = re.findall(r'"([^"]*)"', command)
    result = CliRunner().invoke(app, [words[0], "--help"])
    assert result.exit_code == 0
    assert words[1] in result.output


def test_what_the_compose_file_mounts_is_where_the_image_expects_it(
    compose: dict[str, Any], dockerfile: list[str]
) -> None:
    volume = next(line for line in dockerfile if line.startswith("VOLUME"))
    mounted = {mount.split(":")[1] for mount in compose["services"]["onrecord"]["volumes"]}
    assert mounted == set(re.findall(r'"([^"]*)"', volume))
    assert compose["services"]["onrecord"]["environment"]["ONRECORD_DATABASE"].endswith("/data/onrecord.db}")


def test_postgresql_starts_only_when_its_profile_is_asked_for(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["profiles"] == ["postgres"]
    assert compose["services"]["onrecord"]["depends_on"]["postgres"]["required"] is False


def test_every_variable_of_the_compose_file_is_explained(compose: dict[str, Any]) -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    variables = re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8"))
    assert variables
    assert all(f"{name}=" in example for name in variables)
