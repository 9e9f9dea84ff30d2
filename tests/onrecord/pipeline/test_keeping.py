"""What is read is kept: pages, and what sources told when they told something new."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from crawler.archive import Archive
from onrecord.model import Entry, Keep, Settings
from onrecord.pipeline.keeping import Nowhere, keeper
from store import captures, tables
from tests.build import DAY, HOUR
from tests.rig import STRIKE, WAGES, Rig, html, rig, rss, says

URL = "https://gazette.example/1"
FEED = "https://gazette.example/feed.xml"
PAGE = html(says(STRIKE))


def files(folder: Path) -> list[Path]:
    return list(folder.glob("onrecord-evidence/**/*.gz"))


@pytest.fixture
def archive(bench: Rig) -> Archive:
    folder = bench.settings.evidence_folder
    assert folder is not None
    return Archive(folder)


async def test_a_page_that_was_read_can_be_shown_byte_for_byte(bench: Rig, archive: Archive) -> None:
    bench.add(Entry(URL))
    bench.web.answers[URL] = PAGE
    await bench.read()
    (article,) = bench.rows(tables.articles)
    with bench.store.read() as tx:
        (kept,) = captures.of_body(tx, "gazette", article.body_sha256)
    assert archive.body(kept) == PAGE


async def test_a_page_without_an_article_is_kept_too(bench: Rig, archive: Archive) -> None:
    bench.add(Entry(URL, title="A strike"))
    bench.web.answers[URL] = b"<html><body>Wait.</body></html>"
    (read,) = await bench.read()
    assert read.failure is not None
    (kept,) = bench.rows(tables.captures)
    assert (kept.url, kept.outlet, kept.status) == (URL, "gazette", 200)


async def test_the_same_body_is_kept_once(bench: Rig) -> None:
    bench.add(Entry(URL), Entry(f"{URL}0"))
    bench.web.answers |= {URL: PAGE, f"{URL}0": PAGE}
    await bench.read()
    first, again = bench.rows(tables.captures)
    assert (first.original_id, again.original_id) == (None, first.id)
    assert again.length < first.length


async def test_what_a_source_tells_is_kept_when_it_tells_something_new(bench: Rig) -> None:
    bench.web.answers[FEED] = rss({"link": URL, "title": "A strike"})
    await bench.poll()
    assert [row.url for row in bench.rows(tables.captures)] == [FEED]
    bench.clock.advance(HOUR)
    await bench.poll()
    assert len(bench.rows(tables.captures)) == 1


async def test_what_is_known_from_the_feed_alone_is_proved_by_the_feed(bench: Rig, archive: Archive) -> None:
    bench.web.answers[FEED] = rss({"link": URL, "title": "A strike", "summary": says(STRIKE)})
    await bench.poll()
    (read,) = await bench.read()
    assert read.failure is not None
    (article,) = bench.rows(tables.articles)
    with bench.store.read() as tx:
        (kept,) = captures.of_body(tx, "gazette", article.body_sha256)
    assert archive.body(kept) == bench.web.answers[FEED]


async def test_a_folder_that_cannot_be_written_to_stops_no_alert(
    bench: Rig, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "onrecord-evidence").write_text("a file stands in the way")
    bench.add(Entry(URL))
    bench.web.answers[URL] = PAGE
    with caplog.at_level(logging.CRITICAL):
        (read,) = await bench.read()
    assert read.filed is not None
    assert len(read.filed.alerts) == 1
    assert f"no evidence is kept of {URL}" in caplog.text


async def test_nothing_is_kept_where_the_config_says_so(tmp_path: Path) -> None:
    bench = rig(tmp_path, evidence=None)
    assert isinstance(keeper(bench.store, bench.settings), Nowhere)
    bench.add(Entry(URL))
    bench.web.answers[URL] = PAGE
    await bench.read()
    assert bench.rows(tables.captures) == []
    await bench.pruner.prune()
    bench.store.close()


async def test_old_pages_are_forgotten_with_their_files(tmp_path: Path) -> None:
    bench = rig(tmp_path, keep=Keep(pages=10 * DAY))
    bench.add(Entry(URL), Entry(f"{URL}0"))
    bench.web.answers |= {URL: PAGE, f"{URL}0": html(says(WAGES))}
    await bench.read()
    bench.clock.advance(9 * DAY)
    assert (await bench.pruner.prune()).pages == 0
    assert len(files(tmp_path)) == 1
    bench.clock.advance(2 * DAY)
    assert (await bench.pruner.prune()).pages == 2
    assert files(tmp_path) == []
    bench.store.close()


def test_the_folder_lies_beside_an_sqlite_database_and_else_in_the_current_folder() -> None:
    assert Settings("sqlite:////var/onrecord.db").evidence_folder == Path("/var/onrecord-evidence")
    assert Settings("sqlite:///onrecord.db?timeout=5").evidence_folder == Path("onrecord-evidence")
    assert Settings("postgresql://u@h/db").evidence_folder == Path("onrecord-evidence")
    assert Settings("sqlite:////var/onrecord.db", evidence="/mnt/e").evidence_folder == Path("/mnt/e")
