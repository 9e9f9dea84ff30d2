"""Sources: rows follow the config, and remember what polls found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from onrecord.errors import StoreError
from onrecord.model import Failure, SourceState
from store import Store, articles, entries, sources
from store.sources import UnreadPage
from tests.store.builders import DAY, FEED, HOUR, NOW, OTHER_OUTLET, SECOND_FEED, article, link, with_sources

FULL = SourceState(
    next_poll_at=NOW + HOUR,
    baselined_at=NOW - DAY,
    last_poll_at=NOW,
    last_success_at=NOW - HOUR,
    last_new_at=NOW - 2 * HOUR,
    etag='W/"x"',
    last_modified="Sun, 01 Mar 2026 10:00:00 GMT",
    streak=3,
    failure=Failure("rate limited", "429", NOW, retry_after=timedelta(seconds=90)),
)


def test_a_new_source_is_due_at_once(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED], NOW)
        assert sources.due(tx, NOW, 10) == [(FEED.id, SourceState(next_poll_at=NOW))]
        assert sources.due(tx, NOW - timedelta(seconds=1), 10) == []


def test_the_longest_overdue_comes_first_and_the_limit_holds(store: Store) -> None:
    with store.begin() as tx:
        with_sources(tx)
        sources.save(tx, FEED.id, SourceState(next_poll_at=NOW - HOUR))
        sources.save(tx, OTHER_OUTLET.id, SourceState(next_poll_at=NOW - 2 * HOUR))
        assert [source_id for source_id, _ in sources.due(tx, NOW, 2)] == [OTHER_OUTLET.id, FEED.id]


def test_a_state_comes_back_as_it_was_saved(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED], NOW)
        sources.save(tx, FEED.id, FULL)
    with store.read() as tx:
        assert sources.due(tx, NOW + DAY, 10) == [(FEED.id, FULL)]


def test_a_failure_that_is_over_is_gone(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED], NOW)
        sources.save(tx, FEED.id, FULL)
        sources.save(tx, FEED.id, replace(FULL, failure=None, streak=0))
        assert sources.due(tx, NOW + DAY, 1)[0][1].failure is None


def test_syncing_again_keeps_the_state_of_known_sources(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED], NOW)
        sources.save(tx, FEED.id, FULL)
        sources.sync(tx, [FEED, OTHER_OUTLET], NOW + HOUR)
        assert dict(sources.due(tx, NOW + DAY, 10)) == {
            FEED.id: FULL,
            OTHER_OUTLET.id: SourceState(next_poll_at=NOW + HOUR),
        }


def test_a_removed_source_is_not_polled_and_comes_back_with_what_it_remembered(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED, OTHER_OUTLET], NOW)
        sources.save(tx, FEED.id, FULL)
        sources.sync(tx, [OTHER_OUTLET], NOW)
        assert [source_id for source_id, _ in sources.due(tx, NOW + DAY, 10)] == [OTHER_OUTLET.id]
        assert [row.source_id for row in sources.health(tx, NOW)] == [OTHER_OUTLET.id]
        sources.sync(tx, [FEED, OTHER_OUTLET], NOW + DAY)
        assert dict(sources.due(tx, NOW + DAY, 10))[FEED.id] == replace(FULL, next_poll_at=NOW + DAY)


def test_a_source_whose_url_changes_forgets_what_belonged_to_the_old_one_and_stays_baselined(store: Store) -> None:
    with store.begin() as tx:
        sources.sync(tx, [FEED], NOW)
        sources.save(tx, FEED.id, FULL)
        sources.sync(tx, [replace(FEED, url="https://gazette.example/new")], NOW)
        (found,) = sources.due(tx, NOW, 1)
        assert found[1] == replace(FULL, next_poll_at=NOW, etag=None, last_modified=None, streak=0, failure=None)


def test_saving_an_unknown_source_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="source nobody/none: no such source"), store.begin() as tx:
        sources.save(tx, "nobody/none", FULL)


def test_health_counts_what_each_source_brought(store: Store) -> None:
    failure = Failure("refused", "404", NOW)
    with store.begin() as tx:
        with_sources(tx)
        sources.save(tx, FEED.id, FULL)
        entries.add(tx, FEED, [link(number) for number in range(1, 5)], first_seen=NOW, baseline=False)
        ids = [each.id for each in entries.pending(tx, NOW, 10)]
        for number, ago in ((1, HOUR), (2, 2 * DAY), (3, 30 * DAY)):
            articles.save(tx, article(number, first_seen=NOW - ago), entry_id=ids[number - 1])
            entries.settle_read(tx, ids[number - 1])
        articles.save(tx, article(1, first_seen=NOW - HOUR, text="Corrected."), entry_id=ids[0])
        entries.settle_failed(tx, ids[3], failure, None)
    with store.read() as tx:
        health = {row.source_id: row for row in sources.health(tx, NOW)}
    assert list(health) == [OTHER_OUTLET.id, FEED.id, SECOND_FEED.id]
    row = health[FEED.id]
    assert (row.entries, row.unread, row.read, row.last_day, row.last_week) == (4, 1, 3, 1, 2)
    assert row.unread_last == UnreadPage("https://gazette.example/4?from=feed", failure)
    assert (row.state, row.outlet, row.url) == (FULL, "gazette", FEED.url)
    quiet = health[SECOND_FEED.id]
    assert (quiet.entries, quiet.unread, quiet.read, quiet.last_day, quiet.last_week) == (0, 0, 0, 0, 0)
    assert quiet.unread_last is None


def test_health_counts_pages_of_which_only_the_feed_tells_and_forgets_them_after_a_week(store: Store) -> None:
    textless = Failure("no article", "no text was found", NOW)
    with store.begin() as tx:
        with_sources(tx)
        entries.add(tx, FEED, [link(1), link(2)], first_seen=NOW - HOUR, baseline=False)
        one, other = entries.pending(tx, NOW, 10)
        entries.settle_feed_only(tx, one.id, textless, None)
        entries.settle_failed(tx, other.id, replace(textless, at=NOW - HOUR), None)
    with store.read() as tx:
        row, later = ({row.source_id: row for row in sources.health(tx, at)}[FEED.id] for at in (NOW, NOW + 7 * DAY))
    assert (row.unread, row.unread_last) == (2, UnreadPage(one.entry.url, textless))
    assert (later.unread, later.unread_last) == (0, None)
