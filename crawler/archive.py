"""Evidence: pages as they were received, as WARC (ISO 28500), one file a day and outlet."""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from datetime import UTC, date, datetime
from http import HTTPStatus
from io import BytesIO
from itertools import count
from pathlib import Path
from threading import Lock

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.model import Capture, Page

_CHUNK = 1 << 16
_UNSAFE = re.compile(r"[\x00-\x20\x7f]+")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
# What described the bytes on the wire, not the body as it is kept: unpacked and in one piece.
_OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}


class Archive:
    """A folder of WARC files. One process writes to it; it may be called from several threads.

    Records are only ever appended, each whole and flushed to the disk before its place is told. A file whose last
    record was cut off by a crash stays as it is, and the day goes on in a file of its own beside it.

    Args:
        folder: made when the first page comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing: dict[str, tuple[date, Path]] = {}
        self._lock = Lock()

    def keep(self, page: Page, outlet: str, original: Capture | None = None) -> Capture:
        """Append a page.

        Args:
            page: as fetched.
            outlet: id of the outlet that it was fetched for.
            original: an earlier capture with the same body: this one becomes a revisit record, which holds no body.

        Raises:
            OSError: the folder cannot be written to.
        """
        sha256 = hashlib.sha256(page.body).hexdigest()
        record = _record(page, sha256, original)
        with self._lock:
            path = self._file(outlet, page.fetched_at.astimezone(UTC).date())
            with path.open("ab") as file:
                if file.tell() == 0:
                    file.write(_head(path.name))
                offset = file.tell()
                file.write(record)
                file.flush()
                os.fsync(file.fileno())
        return Capture(
            outlet=outlet,
            url=page.url,
            sha256=sha256,
            fetched_at=page.fetched_at,
            status=page.status,
            file=path.relative_to(self._folder).as_posix(),
            offset=offset,
            length=len(record),
        )

    def raw(self, capture: Capture) -> bytes:
        """A capture's record as it stands in its file: one gzip member.

        Raises:
            OSError: the file is gone or ends before the record.
        """
        with (self._folder / capture.file).open("rb") as file:
            file.seek(capture.offset)
            found = file.read(capture.length)
        if len(found) != capture.length:
            raise OSError(f"{capture.file} ends before the record at {capture.offset}")
        return found

    def body(self, capture: Capture) -> bytes:
        """The body of a capture that is no revisit.

        Raises:
            OSError: the file is gone, or does not hold this body (any more).
        """
        records = ArchiveIterator(BytesIO(self.raw(capture)))
        body: bytes = next(iter(records)).content_stream().read()
        if hashlib.sha256(body).hexdigest() != capture.sha256:
            raise OSError(f"{capture.file} was changed: the record at {capture.offset} has another digest")
        return body

    def forget(self, file: str) -> None:
        """Delete a file, by the name that its captures give; one that is gone is no trouble."""
        (self._folder / file).unlink(missing_ok=True)

    def _file(self, outlet: str, day: date) -> Path:
        known = self._writing.get(outlet)
        if known is None or known[0] != day:
            self._writing[outlet] = known = (day, self._free(outlet, day))
        return known[1]

    def _free(self, outlet: str, day: date) -> Path:
        folder = self._folder / outlet
        folder.mkdir(parents=True, exist_ok=True)
        names = (f"{outlet}-{day}{f'-{part}' if part else ''}.warc.gz" for part in count())
        return next(path for name in names if not (path := folder / name).exists() or _is_whole(path))


def _head(name: str) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": "onrecord", "format": "WARC File Format 1.1"}))
    return out.getvalue()


def _record(page: Page, sha256: str, original: Capture | None) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    url, digest = _uri(page.url), f"sha256:{sha256}"
    named = {"WARC-Date": _warc_date(page.fetched_at)}
    if page.requested_url != page.url:
        named["X-Requested-URI"] = _uri(page.requested_url)
    if original is None:
        record = writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            warc_headers_dict={**named, "WARC-Payload-Digest": digest},
            http_headers=_http(page),
        )
    else:
        record = writer.create_revisit_record(
            url,
            digest,
            _uri(original.url),
            _warc_date(original.fetched_at),
            http_headers=_http(page),
            warc_headers_dict=named,
        )
    writer.write_record(record)
    return out.getvalue()


def _http(page: Page) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = ""
    headers = [
        (f"X-Archive-Orig-{name}" if name in _OF_THE_WIRE else name, " ".join(value.split()))
        for name, value in page.headers.items()
        if _TOKEN.fullmatch(name)
    ]
    headers.append(("content-length", str(len(page.body))))
    return StatusAndHeaders(f"{page.status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def _uri(url: str) -> str:
    return _UNSAFE.sub("%20", url)


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _is_whole(path: Path) -> bool:
    """Whether a file ends where a gzip member ends."""
    unpacker, inside = zlib.decompressobj(wbits=31), False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return False
                inside = not unpacker.eof
                chunk = unpacker.unused_data
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
    return not inside
