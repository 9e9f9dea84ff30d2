"""Text, title, author and date of real pages, ours beside trafilatura's.

    python -m benchmarks.extract GOLD.jsonl OUT.jsonl [--peer PEER.jsonl]

GOLD has one page a line; of it only `id`, `url` and `html` are read: the page lies (plain or gzip) at the path `html`
beside the gold file. OUT gets ``{"id", "title", "text", "author", "published", "language"}`` a line, for an outside
scorer. `--peer` writes the same for trafilatura in its default settings, run on the same pages in the same process.
Pages per second are of processor time on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from trafilatura.settings import Document

from crawler import article, metadata
from onrecord.errors import ExtractError
from onrecord.model import Outlet, Page

Row = dict[str, str | None]
_OUTLET = Outlet(id="benchmark", name="Benchmark", country="", languages=())


def pages(gold: Path) -> Iterator[tuple[str, str, bytes]]:
    """Id, address and body of every page, without looking at its gold."""
    for line in gold.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        body = (gold.parent / row["html"]).read_bytes()
        yield (
            row["id"],
            row.get("url") or "https://page.invalid/",
            gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body,
        )


def ours(url: str, body: bytes) -> Row:
    """What onrecord makes of a page. Of a page without text, its metadata."""
    page = Page(url=url, requested_url=url, status=200, body=body, fetched_at=datetime.now(UTC))
    try:
        found = article.extract(page, outlet=_OUTLET, first_seen=page.fetched_at)
    except ExtractError:
        return _about(page)
    published = found.published.isoformat() if found.published else None
    return {
        "title": found.title,
        "text": found.text,
        "author": found.author,
        "published": published,
        "language": found.language,
    }


def _about(page: Page) -> Row:
    tree = trafilatura.load_html(page.body)
    if tree is None:
        return {}
    about = metadata.read(tree, url=page.url, timezone="UTC", now=page.fetched_at)
    published = about.published.isoformat() if about.published else None
    return {
        "title": about.title,
        "text": "",
        "author": about.author,
        "published": published,
        "language": about.language,
    }


def theirs(url: str, body: bytes) -> Row:
    """What trafilatura makes of a page in its default settings, with metadata."""
    found = trafilatura.bare_extraction(body, url=url, with_metadata=True)
    if not isinstance(found, Document):
        return {}
    return {
        "title": found.title,
        "text": found.text,
        "author": found.author,
        "published": found.date,
        "language": found.language,
    }


def run(rows: Iterable[tuple[str, str, bytes]], system: Callable[[str, bytes], Row], out: Path) -> str:
    """Writes one system's predictions; its speed, in words."""
    number, seconds = 0, 0.0
    with out.open("w", encoding="utf-8") as file:
        for name, url, body in rows:
            began = time.process_time()
            found: Mapping[str, str | None] = system(url, body)
            seconds += time.process_time() - began
            number += 1
            file.write(json.dumps({"id": name, **found}, ensure_ascii=False) + "\n")
    return f"{number} pages, {number / seconds:.1f} pages/s"


def main(words: Sequence[str] | None = None) -> None:
    """Runs the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--peer", type=Path, help="write trafilatura's predictions here")
    given = arguments.parse_args(words)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    print("onrecord:", run(pages(given.gold), ours, given.out))
    if given.peer:
        print("trafilatura:", run(pages(given.gold), theirs, given.peer))


if __name__ == "__main__":
    main()
