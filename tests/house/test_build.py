"""The compiled build names what is there, and is nobody's default."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def hook() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: dict[str, Any] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    return found


def test_a_wheel_is_pure_python_unless_asked_otherwise() -> None:
    assert hook()["enable-by-default"] is False


def test_every_module_that_is_compiled_or_left_out_is_there() -> None:
    assert all(any(ROOT.glob(pattern)) for pattern in hook()["include"])
    assert all((ROOT / name).is_file() for name in hook()["exclude"])


def test_the_lock_for_compiling_holds_all_that_the_hook_needs() -> None:
    lock = (ROOT / "requirements-compile.lock").read_text("utf-8")
    names = [requirement.split(">=")[0] for requirement in hook()["dependencies"]]
    assert names
    assert all(f"\n{name}==" in lock for name in (*names, "hatchling"))
