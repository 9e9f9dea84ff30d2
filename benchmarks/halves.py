"""Split a gold file into the two halves of the docs: ``python -m benchmarks.halves GOLD.jsonl FOLDER``.

An article's half is the parity of ``sha256("half:" + id)``. docs/quality.md says which half the rules of a language
were written on, and which was never read. The lines are copied into ``FOLDER/even.jsonl`` and ``FOLDER/odd.jsonl``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path


def half(name: str) -> str:
    """The half of the article with that id: "even" or "odd"."""
    digest = hashlib.sha256(b"half:" + name.encode()).digest()
    return "odd" if digest[-1] % 2 else "even"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.halves", description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments)
    halves: dict[str, list[str]] = {"even": [], "odd": []}
    for line in chosen.gold.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.strip():
            halves[half(json.loads(line)["id"])].append(line)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name, lines in halves.items():
        (chosen.folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{name}: {len(lines)} articles")


if __name__ == "__main__":
    main()
