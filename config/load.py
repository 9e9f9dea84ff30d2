"""From a config folder to `Settings`, or to every problem at once.

files → YAML → schema → checks between sections → secrets → probes → Settings. Each step reports what it can about what
the step before it let through, so that one run of `onrecord check` shows everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.checks import check
from config.convert import settings
from config.probes import Probes, probe
from config.references import Vault
from config.secret_urls import resolve_all
from config.sections import ConfigFile
from config.validate import validate
from config.yaml import Document, parse
from onrecord.errors import ConfigError, Problem
from onrecord.model import Settings

SUFFIXES = (".yaml", ".yml")
_NO_PROBES = Probes()
_START = "run onrecord init for a config to start from"
_ID_LINE = re.compile(r"(?m)^\s*-?\s*id:\s*[\"']?([a-z0-9_-]+)")


def load(path: Path, *, env: Mapping[str, str], probes: Probes = _NO_PROBES) -> Settings:
    """Read a config.

    Args:
        path: a folder, of which every ``.yaml`` and ``.yml`` file at any depth is read (hidden ones are not), or one
            file.
        env: the environment that ``env:NAME`` references are looked up in.
        probes: those who will use the channels and the keyword rules, asked what is wrong with them.

    Raises:
        ConfigError: with every problem, in the order of files and lines.
    """
    files, problems = _files(path)
    documents, unread, problems = _documents(files, problems)
    models: list[ConfigFile] = []
    for document in documents:
        model, found = validate(document)
        problems.extend(found)
        models.extend([model] if model else [])
    if not problems and not any(_says_something(document) for document in documents):
        problems.append(Problem(str(path), 0, "", "nothing is configured", _START))
    problems.extend(check(documents, unread))
    folder = path if path.is_dir() else path.parent
    secrets, faults = resolve_all(documents, Vault(env, folder))
    problems.extend(faults)
    problems.extend(probe(documents, secrets, probes))
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return settings(models, secrets, folder)


def _says_something(document: Document) -> bool:
    return any(document.data.values()) if isinstance(document.data, dict) else document.data is not None


def _files(path: Path) -> tuple[list[Path], list[Problem]]:
    if not path.is_dir():
        return [path], []
    files = sorted(
        file
        for file in path.rglob("*")
        if file.suffix in SUFFIXES
        and not file.is_dir()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
    if files:
        return files, []
    return [], [Problem(str(path), 0, "", "the folder holds no .yaml file", _START)]


def _documents(files: Sequence[Path], problems: list[Problem]) -> tuple[list[Document], frozenset[str], list[Problem]]:
    """The files that are YAML, and the ids that the others seem to define."""
    documents: list[Document] = []
    unread: set[str] = set()
    for file in files:
        text, fault = _read(file)
        if fault:
            problems.append(fault)
            continue
        document, found = parse(text, str(file))
        problems.extend(found)
        if document:
            documents.append(document)
        else:
            unread.update(_ID_LINE.findall(text))
    return documents, frozenset(unread), problems


def _read(file: Path) -> tuple[str, Problem | None]:
    try:
        return file.read_text(encoding="utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", Problem(str(file), 0, "", f"not UTF-8 text (byte {error.start + 1})", "save it as UTF-8")
    except FileNotFoundError:
        return "", Problem(str(file), 0, "", "no such file or folder", _START)
    except OSError as error:
        return "", Problem(str(file), 0, "", f"cannot be read: {error.strerror or type(error).__name__}", "")
