"""Files: JSON lines, and an Atom feed that any feed reader reads."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from lxml import etree

from alerts.plugins.progress import Progress
from alerts.plugins.taken import Taken
from alerts.render.atom import ATOM, feed_id
from onrecord.errors import DeliveryError
from onrecord.model import Message

ENTRIES: Final = 200
"""So many of the latest entries stay in a feed."""
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class LinesSender:
    """Appends one line of JSON for every message, and waits until the disk has it."""

    def __init__(self, channel: str, path: str) -> None:
        self._channel, self._path = channel, Path(path)

    def send(self, message: Message, _at: datetime, _progress: Progress, /) -> Taken:
        """Write the line. One that a crash cut short is closed first, so that the next one stands by itself."""
        line = f"{message.body}\n".encode()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b") as file:
                if file.tell() and not _ends_whole(self._path):
                    line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise DeliveryError(self._channel, _words(self._path, error), retryable=True) from None
        return Taken(f"written to {self._path}")


class AtomSender:
    """Puts entries into a feed, in place of those with the same id; the file is replaced as a whole or not at all."""

    def __init__(self, channel: str, path: str) -> None:
        self._channel, self._path = channel, Path(path)

    def send(self, message: Message, at: datetime, _progress: Progress, /) -> Taken:
        """Merge the message's entries, the newest first, into what the file holds."""
        new = etree.fromstring(message.body.encode(), _PARSER)
        try:
            feed = _merged(new, self._entries(), self._channel, at)
            _replace(self._path, etree.tostring(feed, xml_declaration=True, encoding="utf-8"))
        except OSError as error:
            raise DeliveryError(self._channel, _words(self._path, error), retryable=True) from None
        return Taken(f"written to {self._path}")

    def _entries(self) -> list[etree._Element]:
        """The entries of the file as it is; none where there is none yet, or it is no feed any more."""
        try:
            return list(etree.fromstring(self._path.read_bytes(), _PARSER).iter(f"{{{ATOM}}}entry"))
        except (FileNotFoundError, etree.XMLSyntaxError):
            return []


def _merged(new: etree._Element, old: list[etree._Element], channel: str, at: datetime) -> etree._Element:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    for name, text in (
        ("id", feed_id(channel)),
        ("title", f"onrecord: {channel}"),
        ("updated", at.astimezone(UTC).isoformat().replace("+00:00", "Z")),
        ("generator", "onrecord"),
    ):
        etree.SubElement(feed, f"{{{ATOM}}}{name}").text = text
    entries = {each.findtext(f"{{{ATOM}}}id"): each for each in (*reversed(old), *reversed(list(new)))}
    kept = list(entries.values())[::-1]
    fresh = {each.findtext(f"{{{ATOM}}}id") for each in new}
    kept.sort(key=lambda each: each.findtext(f"{{{ATOM}}}id") not in fresh)
    feed.extend(kept[:ENTRIES])
    return feed


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(file.name).unlink()
            raise


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _words(path: Path, error: OSError) -> str:
    return f"cannot write {path}: {(error.strerror or type(error).__name__).lower()}"
