"""`onrecord evidence`: what proves one statement, in a folder that can be handed on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.archive import Archive
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, many, opened
from onrecord.cli.evidence_card import card
from onrecord.cli.statements import record
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Capture
from store import edits, exhibits, statements
from store.edits import EditRow
from store.exhibits import Exhibit
from store.statements import StatementRow

Files = dict[str, bytes]
"""What goes into the folder, by path below it."""


def evidence(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement's id, or its first digits.")],
    config: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A new folder. Without it: evidence-ID.", show_default=False)
    ] = None,
) -> None:
    """Export what proves one statement: record, texts, pages as received, hashes, and a card to look at.

    Exit code 1 when the page of a report is not there any more, or was changed.
    """
    with opened(config) as (settings, store):
        with store.read() as tx:
            row = statements.get(tx, statement)
            found = exhibits.of_statement(tx, statement)
            changed = edits.of_statement(tx, row.statement.id)
        folder = settings.evidence_folder
    files, missing = _files(row, found, changed, None if folder is None else Archive(folder))
    target = output or Path(f"evidence-{row.statement.id[:8]}")
    _write(target, files)
    out = console()
    pages = sum(name.startswith("pages/") for name in files)
    out.print(
        f"{target}: {many(len(found), 'report')}, {many(pages, 'page')} as received; look at {target / 'card.html'}"
    )
    for problem in missing:
        out.print(f"missing: {problem}", markup=False)
    raise typer.Exit(1 if missing else 0)


def _files(
    row: StatementRow, found: Sequence[Exhibit], changed: Sequence[EditRow], archive: Archive | None
) -> tuple[Files, list[str]]:
    """Everything to write, and what should be there and is not."""
    files: Files = {}
    missing: list[str] = []
    records: dict[tuple[str, int], bytes] = {}
    reports = []
    for number, exhibit in enumerate(found, start=1):
        text = exhibit.article.article.text.encode("utf-8", "surrogatepass")
        files[f"texts/{number}.txt"] = text
        for capture in exhibit.captures:
            try:
                _fetch(archive, capture, records, files, number)
            except OSError as error:
                missing.append(f"{capture.url}: {error}")
        reports.append(_report(number, exhibit, text, files))
    told = {
        "exported_at": clock.now().isoformat(),
        "statement": record(row),
        "reports": reports,
        "edits": list(map(_edited, changed)),
    }
    files["statement.json"] = json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    files["card.html"] = card(row, found, changed).encode("utf-8", "replace")
    if records:
        files["records.warc.gz"] = b"".join(records.values())
    return files, missing


def _fetch(
    archive: Archive | None, capture: Capture, records: dict[tuple[str, int], bytes], files: Files, number: int
) -> None:
    """The record of a capture, and its body the first time.

    Raises:
        OSError: it is not there, or was changed.
    """
    if archive is None:
        raise OSError("the config keeps no pages")
    records.setdefault((capture.file, capture.offset), archive.raw(capture))
    if f"pages/{number}.body" not in files:
        files[f"pages/{number}.body"] = archive.body(capture)


def _report(number: int, exhibit: Exhibit, text: bytes, files: Files) -> Mapping[str, Any]:
    article = exhibit.article.article
    body = f"pages/{number}.body"
    return {
        **exhibit.report,
        "article": {
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title,
            "author": article.author,
            "section": article.section,
            "dateline": article.dateline,
            "language": article.language,
            "published": article.published.isoformat() if article.published else None,
            "modified": article.modified.isoformat() if article.modified else None,
            "first_seen": article.first_seen.isoformat(),
            "fetched_at": article.fetched_at.isoformat(),
            "origin": article.origin,
            "version": exhibit.article.version,
            "text": f"texts/{number}.txt",
            "text_sha256": hashlib.sha256(text).hexdigest(),
            "body": body if body in files else None,
            "body_sha256": exhibit.article.body_sha256,
        },
        "captures": list(map(_captured, exhibit.captures)),
    }


def _captured(capture: Capture) -> Mapping[str, Any]:
    return {
        "url": capture.url,
        "fetched_at": capture.fetched_at.isoformat(),
        "status": capture.status,
        "sha256": capture.sha256,
        "warc": {"file": capture.file, "offset": capture.offset, "length": capture.length},
    }


def _edited(row: EditRow) -> Mapping[str, Any]:
    return {
        "url": row.article_url,
        "found_at": row.found_at.isoformat(),
        "kind": row.edit.kind,
        "before": row.edit.before,
        "after": row.edit.after,
        "diff": row.edit.diff,
        "body_sha256": row.body_sha256,
    }


def _write(folder: Path, files: Files) -> None:
    """Write the folder, with the hashes of all files as ``sha256sum --check`` reads them.

    Raises:
        OnRecordError: it is there already, or cannot be written.
    """
    try:
        folder.mkdir(parents=True)
        for name, content in {**files, "SHA256SUMS": "".join(_sums(files)).encode()}.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    except FileExistsError as error:
        raise OnRecordError(str(folder), "is there already; name another folder with --output") from error
    except OSError as error:
        raise OnRecordError(str(folder), f"cannot be written ({error.strerror or error})") from error


def _sums(files: Files) -> Iterator[str]:
    return (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
