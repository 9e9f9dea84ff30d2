"""Captures: found by the digest of their body, forgotten by file, never while a revisit needs them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Capture
from store import Store, captures
from tests.build import DAY, HOUR, NOW

FIRST = Capture("gazette", "https://gazette.example/1", "ab" * 32, NOW, 200, "gazette/a.warc.gz", 0, 900)
AGAIN = replace(FIRST, fetched_at=NOW + 2 * DAY, file="gazette/b.warc.gz")
OTHER = replace(FIRST, sha256="cd" * 32, fetched_at=NOW + HOUR, offset=900)


def test_the_capture_that_holds_a_body_is_found_by_its_digest(store: Store) -> None:
    with store.begin() as tx:
        assert captures.original(tx, "gazette", FIRST.sha256) is None
        captures.save(tx, FIRST)
        captures.save(tx, AGAIN, FIRST)
        assert captures.original(tx, "gazette", FIRST.sha256) == FIRST
        assert captures.original(tx, "courier", FIRST.sha256) is None
        assert captures.of_body(tx, "gazette", FIRST.sha256) == [FIRST, AGAIN]


def test_a_file_is_stale_when_nothing_young_stands_in_it_or_refers_to_it(store: Store) -> None:
    with store.begin() as tx:
        captures.save(tx, FIRST)
        captures.save(tx, OTHER)
        assert captures.stale(tx, NOW + HOUR) == []
        assert captures.stale(tx, NOW + DAY) == [FIRST.file]
        captures.save(tx, AGAIN, FIRST)
        assert captures.stale(tx, NOW + DAY) == []
        assert captures.stale(tx, NOW + 3 * DAY) == [FIRST.file, AGAIN.file]


def test_forgetting_a_file_forgets_the_revisits_of_what_stood_in_it(store: Store) -> None:
    with store.begin() as tx:
        captures.save(tx, FIRST)
        captures.save(tx, OTHER)
        captures.save(tx, AGAIN, FIRST)
        assert captures.forget(tx, FIRST.file) == 3
        assert captures.of_body(tx, "gazette", FIRST.sha256) == []
