"""The archive: WARC files that other tools read, that a crash cannot spoil, and that tell when they were changed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from tests.build import DAY, HOUR, NOW
from tests.rig import page

URL = "https://gazette.example/1"
BODY = b"<p>The looms stand still.</p>"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def records(path: Path) -> list[tuple[str, str, bytes]]:
    """Type, address and body of every record of a file, digests checked by a reader that is not ours."""
    with path.open("rb") as file:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI") or "", one.content_stream().read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]


def test_a_page_is_kept_as_it_was_received(archive: Archive, tmp_path: Path) -> None:
    kept = archive.keep(page(URL, BODY, content_type="text/html"), "gazette")
    assert kept.file == "gazette/gazette-2026-03-02.warc.gz"
    assert records(tmp_path / kept.file) == [
        ("warcinfo", "", records(tmp_path / kept.file)[0][2]),
        ("response", URL, BODY),
    ]
    assert archive.body(kept) == BODY
    assert b"content-type: text/html" in gzip.decompress(archive.raw(kept))


def test_an_outlet_has_one_file_a_day(archive: Archive) -> None:
    days = [archive.keep(page(URL, BODY, fetched_at=NOW + hours * HOUR), "gazette").file for hours in (0, 11, 12)]
    assert days == [f"gazette/gazette-2026-03-0{day}.warc.gz" for day in (2, 2, 3)]
    assert archive.keep(page(URL, BODY), "courier").file == "courier/courier-2026-03-02.warc.gz"


def test_the_same_body_again_is_a_revisit_without_it(archive: Archive, tmp_path: Path) -> None:
    first = archive.keep(page(URL, BODY), "gazette")
    again = archive.keep(page(f"{URL}?page=1", BODY, fetched_at=NOW + DAY), "gazette", first)
    _, (kind, url, body) = records(tmp_path / again.file)
    assert (kind, url, body) == ("revisit", f"{URL}?page=1", b"")
    told = gzip.decompress(archive.raw(again)).decode()
    assert f"WARC-Refers-To-Target-URI: {URL}" in told
    assert "WARC-Refers-To-Date: 2026-03-02T12:00:00.000000Z" in told
    assert f"WARC-Payload-Digest: sha256:{first.sha256}" in told
    assert again.sha256 == first.sha256


def test_where_a_redirect_led_and_what_was_asked_for_are_both_told(archive: Archive) -> None:
    kept = archive.keep(replace(page(URL, BODY), requested_url="https://t.example/x"), "gazette")
    told = gzip.decompress(archive.raw(kept)).decode()
    assert "X-Requested-URI: https://t.example/x" in told
    assert f"WARC-Target-URI: {URL}" in told


def test_a_file_that_a_crash_cut_off_is_left_alone_and_the_day_goes_on_beside_it(tmp_path: Path) -> None:
    first = Archive(tmp_path).keep(page(URL, BODY), "gazette")
    path = tmp_path / first.file
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2 + 10])
    later = Archive(tmp_path)
    second = later.keep(page(URL, BODY), "gazette")
    assert second.file == "gazette/gazette-2026-03-02-1.warc.gz"
    assert (later.body(first), later.body(second)) == (BODY, BODY)


def test_a_whole_file_is_gone_on_with_after_a_restart(tmp_path: Path) -> None:
    first = Archive(tmp_path).keep(page(URL, BODY), "gazette")
    second = Archive(tmp_path).keep(page(URL, b"other"), "gazette")
    assert second.file == first.file
    assert second.offset == first.offset + first.length


def test_a_file_that_is_no_gzip_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gazette").mkdir()
    stranger = tmp_path / "gazette/gazette-2026-03-02.warc.gz"
    stranger.write_bytes(b"not ours")
    assert Archive(tmp_path).keep(page(URL, BODY), "gazette").file.endswith("-1.warc.gz")
    assert stranger.read_bytes() == b"not ours"


def test_a_changed_record_is_noticed(archive: Archive, tmp_path: Path) -> None:
    kept = archive.keep(page(URL, BODY), "gazette")
    forged = archive.keep(page(URL, b"forged"), "gazette")
    with pytest.raises(OSError, match="was changed"):
        archive.body(replace(kept, offset=forged.offset, length=forged.length))
    (tmp_path / kept.file).write_bytes(b"")
    with pytest.raises(OSError, match="ends before"):
        archive.raw(kept)


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(archive: Archive, tmp_path: Path) -> None:
    kept = archive.keep(page(URL, BODY), "gazette")
    archive.forget(kept.file)
    archive.forget(kept.file)
    assert not (tmp_path / kept.file).exists()


@given(
    st.binary(max_size=300),
    st.dictionaries(st.text(min_size=1, max_size=10), st.text(max_size=30), max_size=3),
    st.integers(0, 999),
    st.text(max_size=30),
)
def test_no_answer_makes_a_record_that_cannot_be_read(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: dict[str, str], status: int, tail: str
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    answer = replace(page(f"{URL}/{tail}", body, status=status), headers=headers)
    kept = archive.keep(answer, "gazette")
    assert archive.body(kept) == body
    assert len(list(ArchiveIterator(BytesIO(archive.raw(kept))))) == 1
    after = archive.keep(replace(answer, fetched_at=NOW + timedelta(seconds=1)), "gazette", kept)
    assert len(list(ArchiveIterator(BytesIO(archive.raw(after))))) == 1
