"""Rules of the house that no other tool checks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".toml", ".md", ".yaml", ".yml", ".lock", ".j2", ".txt", ".cfg", ".example", ""}
ADDRESS_OF_A_REGISTRY = re.compile(
    r"(?:file\.|files\.)?python" + r"hosted\.org|\bpypi\." + r"org|registry\.npm" + r"js|deb\.deb" + r"ian"
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def test_the_locks_hold_hashes_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        requirements = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
        blocks = re.findall(
            r"^[a-z0-9][^\n]*==[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n)+", text, re.MULTILINE
        )
        assert requirements
        assert len(blocks) == len(requirements)


def test_nothing_names_a_package_registry() -> None:
    for path in tracked():
        if path.suffix in TEXT:
            assert not ADDRESS_OF_A_REGISTRY.search(path.read_text("utf-8")), path


def test_every_dependency_says_why_it_is_here() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed
    why = (ROOT / "docs/dependencies.md").read_text("utf-8").lower()
    for name in re.findall(r'"([A-Za-z0-9_.-]+)', listed[1]):
        assert f"| {name.lower()} |" in why, f"docs/dependencies.md does not say why {name} and not its rival"


def test_no_file_has_grown_two_jobs() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py"
        and not path.is_relative_to(ROOT / "tests")
        and (lines := len(path.read_text("utf-8").splitlines())) > 450
    }
    assert not long
