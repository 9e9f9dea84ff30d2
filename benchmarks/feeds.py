"""How many real and damaged feeds are read completely, and how fast.

    python -m benchmarks.feeds FOLDER [--out PRED.jsonl]

FOLDER holds feed files and `gold.jsonl`, one line per feed: ``{"file": NAME, "entries": [[link, title], …]}``. Every
gold feed is read as it is, then once with each fault of `FAULTS` injected. A feed is complete when the link (without a
trailing slash) and the title (letters and digits only) of every gold entry are found; of a feed that was cut, the
entries before the cut, less one. The other files of FOLDER are only read: nothing may crash. Bombs must be refused.

`--out` writes the predictions for an outside scorer: ``{"file", "fault", "cut", "entries"}``.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser

from crawler import feeds, plain
from crawler.decode import decode
from onrecord.errors import FeedError
from onrecord.model import Entry

ADDRESS = "https://feed.invalid/here/feed.xml"
"""Gold links are as written in the files: what is resolved against this is made relative again."""

Pairs = Sequence[tuple[str | None, str]]
_TEXT_START = re.compile(rb"<(?:title|description|summary)(?:\s[^<>]*)?>(?=[^<>\s]{3})")
_ITEM_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>")


def _text(body: bytes) -> str:
    return re.sub(r"<\?xml[^>]*\?>", "", decode(body), count=1).lstrip()


def _declared(encoding: str, text: str, written: str | None = None) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode(
        written or encoding, errors="xmlcharrefreplace"
    )


def _into_texts(body: bytes, junk: bytes) -> bytes:
    """`junk` at the beginning of the first, the middle and the last title or description that is not in CDATA."""
    spots = [found.end() for found in _TEXT_START.finditer(body)]
    for spot in sorted({spots[0], spots[len(spots) // 2], spots[-1]}, reverse=True) if spots else []:
        body = body[:spot] + junk + body[spot:]
    return body


def _mismatched(body: bytes) -> bytes:
    return body.replace(b"</description>", b"</descripton>", 3).replace(b"</summary>", b"</sumary>", 3)


def _unbound(body: bytes) -> bytes:
    return re.sub(rb"""\sxmlns:[\w.-]+\s*=\s*("[^"]*"|'[^']*')""", b"", body)


FAULTS: Mapping[str, Callable[[bytes], bytes]] = {
    "cut 50%": lambda body: body[: len(body) // 2],
    "cut 90%": lambda body: body[: len(body) * 9 // 10],
    "leading space": lambda body: b" \r\n\t\n " + body,
    "leading junk": lambda body: b"<br />\n<b>Warning</b>: cannot modify header in <b>/x.php</b><br />\n" + body,
    "doubled BOM": lambda body: b"\xef\xbb\xbf\xef\xbb\xbf" + _declared("utf-8", _text(body)),
    "bare ampersands": lambda body: _into_texts(body, b" & && &; &"),
    "HTML entities": lambda body: _into_texts(body, b"&nbsp;&hellip;&nbsp;"),
    "control characters": lambda body: _into_texts(body, b"\x00\x08\x0b\x1f"),
    "bad UTF-8": lambda body: _into_texts(body, b"\xff\xfe\xc3\x28"),
    "wrong encoding": lambda body: _declared("iso-8859-1", _text(body), "utf-8"),
    "UTF-8 says UTF-16": lambda body: _declared("utf-16", _text(body), "utf-8"),
    "trailing script": lambda body: body + b"\n<script>if (a < b && c) { x(); }</script>\n<!-- 0.02s -->",
    "mismatched tags": _mismatched,
    "unbound prefixes": _unbound,
}
CUTS = {"cut 50%": 0.5, "cut 90%": 0.9}

BOMBS: Mapping[str, bytes] = {
    "billion laughs": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10))
    + b"]><rss><channel><item><title>&j;</title><link>https://x.invalid/1</link></item></channel></rss>",
    "quadratic blow-up": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "'
    + b"h" * 50_000
    + b'">]><rss><channel><item>'
    b"<title>" + b"&a;" * 50_000 + b"</title><link>https://x.invalid/1</link></item></channel></rss>",
    "external file": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item>'
    b"<title>&a;</title><link>https://x.invalid/1</link></item></channel></rss>",
}


@dataclass(slots=True)
class Tally:
    """Files and entries of one fault."""

    files: int = 0
    complete: int = 0
    wanted: int = 0
    found: int = 0


def read(body: bytes) -> tuple[list[tuple[str | None, str]], str]:
    """Links and titles as gold has them, and the error if the body was refused."""
    try:
        entries = feeds.parse(body, url=ADDRESS)
    except FeedError as error:
        return [], error.cause
    return [(_link(entry), entry.title) for entry in entries], ""


def _link(entry: Entry) -> str | None:
    """The link as the file has it, relative ones relative again; without one, the id if it is an address of a kind."""
    parts = urlsplit(entry.url)
    if feeds.NO_LINK in parse_qs(parts.query):
        return entry.entry_id if entry.entry_id and re.match(r"[a-z]+:", entry.entry_id) else None
    return entry.url.removeprefix("https://feed.invalid")


def _key(link: str | None, title: str | None) -> tuple[str, str]:
    letters = re.sub(r"[\W_]+", "", plain.from_html(title or "")).casefold()
    return (link or "").strip().rstrip("/"), letters


def tally(wanted: Pairs, found: Iterable[tuple[str | None, str]], whole: int, into: Tally) -> bool:
    """Counts one file of which `whole` entries are whole; whether it is complete."""
    gold = Counter(_key(*pair) for pair in wanted)
    number = min(sum(gold.values()), whole)
    hits = sum((gold & Counter(_key(*pair) for pair in found)).values())
    into.files += 1
    into.complete += hits >= number
    into.wanted += number
    into.found += min(hits, number)
    return hits >= number


def main(words: Sequence[str] | None = None) -> None:
    """Runs the benchmark and prints its table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, help="write predictions for an outside scorer here")
    given = arguments.parse_args(words)
    lines = (given.folder / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n")
    gold = {row["file"]: row["entries"] for row in map(json.loads, lines)}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    rows, missed, seconds, number = [], [], 0.0, 0
    for name, wanted in gold.items():
        body = (given.folder / name).read_bytes()
        faults = FAULTS if not name.endswith(".json") else {}
        for fault, damaged in {"none": body, **{fault: harm(body) for fault, harm in faults.items()}}.items():
            began = time.process_time()
            found, error = read(damaged)
            seconds += time.process_time() - began
            number += 1
            cut = CUTS.get(fault, 0.0)
            whole = len(_ITEM_END.findall(damaged)) if cut else len(wanted)
            if not tally(wanted, found, whole, tallies[fault]):
                missed.append(f"{name}, {fault}: {len(found)} of {len(wanted)} {error}")
            rows.append({"file": name, "fault": fault, "cut": cut, "entries": found})
    _print(tallies, missed)
    others = [path for path in given.folder.iterdir() if path.suffix in {".xml", ".json", ".rss", ".atom"}]
    answers = [read(path.read_bytes()) for path in others]
    print(f"{len(others)} files in all read without a crash, {sum(bool(error) for _, error in answers)} refused")
    for name, bomb in BOMBS.items():
        found, error = read(bomb)
        print(f"bomb {name}: {error or f'harmless, {max((len(title) for _, title in found), default=0)} characters'}")
    print(f"{number / seconds:.0f} feeds/s ({number} in {seconds:.1f} s, one core)")
    ours, theirs = _rates([(given.folder / name).read_bytes() for name in gold])
    print(f"unharmed alone: {ours:.0f} feeds/s, feedparser {theirs:.0f}: {ours / theirs:.1f} times as fast")
    if given.out:
        given.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _rates(bodies: Sequence[bytes]) -> tuple[float, float]:
    """Feeds per second of processor time, ours and feedparser's, taking turns."""
    seconds = [0.0, 0.0]
    for body in bodies:
        for which, parse in enumerate((read, feedparser.parse)):
            began = time.process_time()
            parse(body)
            seconds[which] += time.process_time() - began
    return len(bodies) / seconds[0], len(bodies) / seconds[1]


def _print(tallies: Mapping[str, Tally], missed: Sequence[str]) -> None:
    for fault, row in tallies.items():
        print(f"{fault:20} files {row.files:4}  complete {row.complete:4}  entries {row.found}/{row.wanted}")
    faulty = [row for fault, row in tallies.items() if fault != "none"]
    complete, files = sum(row.complete for row in faulty), sum(row.files for row in faulty)
    print(f"{'faulty in all':20} files {files:4}  complete {complete:4}  ({complete / files:.1%})")
    for line in missed:
        print(f"  missed {line}")


if __name__ == "__main__":
    main()
