"""The folder of cases on disk. Every file is replaced as a whole or not at all."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ruamel.yaml import YAML

from onrecord.cli import cases
from onrecord.cli.cases import Line
from onrecord.errors import OnRecordError


class Folder:
    """The cases that were filed, by id, and the families among them."""

    def __init__(self, path: Path) -> None:
        """Read what is there.

        Raises:
            OnRecordError: a file there cannot be read, or is none of ours.
        """
        self._path = path
        self.cases = _by(self._lines("articles.jsonl"), "id")
        self._families = _by(self._lines("families.jsonl"), "family")

    def keep(self, line: Line) -> None:
        """Put a case into the place of the one with its id."""
        self.cases[line["id"]] = line

    def pair(self, first: str, echo: str, group: str) -> None:
        """Put two cases into one family, in the place of its earlier form."""
        self._families[first] = cases.family(self._families.get(first), first, echo, group)

    def write(self, watchlist: Mapping[str, Any]) -> None:
        """Write the cases, their families and the entities tracked now.

        Raises:
            OnRecordError: the folder cannot be written.
        """
        yaml = io.StringIO()
        YAML().dump(dict(watchlist), yaml)
        files = {"watchlist.yaml": yaml.getvalue(), "articles.jsonl": _dumped(self.cases.values())}
        if self._families:
            files["families.jsonl"] = _dumped(self._families.values())
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                with NamedTemporaryFile("w", encoding="utf-8", dir=self._path, delete=False) as file:
                    file.write(content)
                Path(file.name).replace(self._path / name)
        except OSError as error:
            raise OnRecordError(str(self._path), f"cannot be written ({error.strerror or error})") from error

    def _lines(self, name: str) -> list[Line]:
        path = self._path / name
        try:
            return [json.loads(row) for row in path.read_text("utf-8").splitlines() if row.strip()]
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            raise OnRecordError(str(path), f"cannot be read ({error})") from error


def _by(lines: Iterable[Line], key: str) -> dict[str, Line]:
    return {line[key]: line for line in lines}


def _dumped(lines: Iterable[Line]) -> str:
    return "".join(f"{json.dumps(line)}\n" for line in lines)
