"""Text, title, author and date of real pages, ours beside other extractors on the same pages in the same run.

    python -m benchmarks.extract GOLD.jsonl OUT.jsonl [--peers NAME,…|none] [--every N]

GOLD has one page a line; of it only `id`, `url` and `html` are read: the page lies (plain or gzip) at the path `html`
beside the gold file. OUT gets ``{"id", "title", "text", "author", "published", "language"}`` a line; each peer's
answers go beside it (``OUT.NAME.jsonl``). Where a scorer `score.py` lies beside the gold, it is run on all of them.

Peers that are not installed are named (`benchmarks.extract_peers` says how to get them). Systems take turns page by
page, so that a busy machine slows all alike; pages per second are of processor time on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from trafilatura.utils import decode_file

from benchmarks import extract_peers
from benchmarks.extract_peers import Row
from crawler import article, metadata, trees
from onrecord.errors import ExtractError
from onrecord.model import Outlet, Page

_OUTLET = Outlet(id="benchmark", name="Benchmark", country="", languages=())


def pages(gold: Path, every: int = 1) -> Iterator[tuple[str, str, bytes]]:
    """Id, address and body of every page (or every Nth), without looking at its gold."""
    for line in gold.read_text(encoding="utf-8").strip().split("\n")[::every]:
        row = json.loads(line)
        body = (gold.parent / row["html"]).read_bytes()
        yield (
            row["id"],
            row.get("url") or "https://page.invalid/",
            gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body,
        )


def ours(url: str, body: bytes, _text: str = "") -> Row:
    """What onrecord makes of a page. Of a page without text, its metadata."""
    page = Page(url=url, requested_url=url, status=200, body=body, fetched_at=datetime.now(UTC))
    try:
        found = article.extract(page, outlet=_OUTLET, first_seen=page.fetched_at)
    except ExtractError:
        return {}
    return {
        "title": found.title,
        "text": found.text,
        "author": found.author,
        "published": found.published.isoformat() if found.published else None,
        "language": found.language,
    }


def _completed(found: Row, url: str, body: bytes) -> Row:
    """Our answer with the date in the page's own zone, of which gold gives the day, and metadata of textless pages.

    Articles keep UTC and nothing of a page without text, so the page is read once more, outside the measured time.
    """
    try:
        tree = trees.parse(body, url)
    except ExtractError:
        return found
    about = metadata.read(tree, url=url, timezone="UTC", now=datetime.now(UTC))
    stated = {"title": about.title, "author": about.author, "language": about.language}
    return {**stated, **found, "published": about.published.isoformat() if about.published else None}


def run(gold: Path, out: Path, peers: extract_peers.Peers, every: int) -> tuple[dict[str, float], dict[str, Path]]:
    """Writes every system's predictions; pages per second and the file of each."""
    systems = {"onrecord": ours, **peers}
    files = {name: out if name == "onrecord" else out.with_suffix(f".{name}.jsonl") for name in systems}
    names = tuple(systems)
    seconds: defaultdict[str, float] = defaultdict(float)
    number = 0
    for _, url, body in islice(pages(gold), 1):
        for system in systems.values():  # what is loaded at first use
            system(url, body, decode_file(body))
    with ExitStack() as stack:
        written = {name: stack.enter_context(path.open("w", encoding="utf-8")) for name, path in files.items()}
        for key, url, body in pages(gold, every):
            text = decode_file(body)
            number += 1
            # What one system does first, caches of shared libraries spare the next: all are first equally often.
            turn = number % len(systems)
            for name in (*names[turn:], *names[:turn]):
                began = time.process_time()
                found = systems[name](url, body, text)
                seconds[name] += time.process_time() - began
                row = _completed(found, url, body) if name == "onrecord" else found
                written[name].write(json.dumps({"id": key, **row}, ensure_ascii=False) + "\n")
    return {name: number / seconds[name] for name in systems}, files


def main(words: Sequence[str] | None = None) -> None:
    """Runs the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--peers", help="only these, separated by commas; 'none' for none")
    arguments.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth page")
    given = arguments.parse_args(words)
    for library in ("trafilatura", "htmldate", "readability", "newspaper"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    peers, missing = extract_peers.installed()
    if given.peers is not None:
        peers = {name: peer for name, peer in peers.items() if name in given.peers.split(",")}
    speeds, files = run(given.gold, given.out, peers, given.every)
    for name, speed in speeds.items():
        print(f"{name:22} {speed:8.1f} pages/s   ours {speeds['onrecord'] / speed:.2f} times that")
    if missing and given.peers is None:
        print(f"not installed: {', '.join(missing)} (pip install {' '.join(missing)})")
    scorer = given.gold.parent / "score.py"
    if scorer.exists():
        sys.stdout.flush()
        subprocess.run([sys.executable, str(scorer), *map(str, files.values())], check=True)


if __name__ == "__main__":
    main()
