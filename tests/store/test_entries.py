"""Entries: what is new is told from what is known by URL and id alone; what is to be read waits in a fair queue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from onrecord.errors import StoreError
from onrecord.model import Entry, Failure
from store import Store, entries, tables
from store.entries import EntryState, Link
from tests.store.builders import DAY, FEED, HOUR, NOW, OTHER_OUTLET, SECOND_FEED, link, with_sources

FAILURE = Failure("unreachable", "time-out", NOW)


@pytest.fixture
def press(store: Store) -> Store:
    with store.begin() as tx:
        with_sources(tx)
    return store


def poll(store: Store, *pairs: Link) -> list[Link]:
    """What a poll of FEED with these entries finds to be new; it is stored."""
    with store.begin() as tx:
        new = entries.unseen(tx, FEED.id, pairs)
        assert entries.add(tx, FEED, new, first_seen=NOW, baseline=False) == len(new)
    return new


def test_an_entry_is_new_once(press: Store) -> None:
    assert poll(press, link(1), link(2)) == [link(1), link(2)]
    assert poll(press, link(1), link(2), link(3)) == [link(3)]
    assert poll(press, link(1), link(2), link(3)) == []


def test_items_of_one_date_and_late_items_with_an_old_date_are_not_lost(press: Store) -> None:
    assert len(poll(press, link(1), link(2))) == 2
    same_date, older, undated = link(3), link(4, published=NOW - 30 * DAY), link(5, published=None)
    assert poll(press, link(1), same_date, older, undated) == [same_date, older, undated]


def test_a_known_url_under_a_new_id_is_known(press: Store) -> None:
    poll(press, link(1))
    assert poll(press, link(1, entry_id="tag:gazette,other")) == []


def test_a_known_id_under_a_new_url_is_known(press: Store) -> None:
    poll(press, link(1))
    moved = ("https://gazette.example/moved", link(1)[1])
    assert poll(press, moved) == []


def test_a_url_is_known_to_all_sources_of_its_outlet_and_to_no_other_outlet(press: Store) -> None:
    poll(press, link(1))
    with press.begin() as tx:
        assert entries.unseen(tx, SECOND_FEED.id, [link(1)]) == []
        assert entries.unseen(tx, OTHER_OUTLET.id, [link(1)]) == [link(1)]
        assert entries.add(tx, OTHER_OUTLET, [link(1)], first_seen=NOW, baseline=False) == 1


def test_a_page_is_known_in_whatever_dress_it_comes(press: Store) -> None:
    _, told = link(1)
    plain, small = "https://www.gazette.example/1", "http://m.gazette.example/1/"
    with press.begin() as tx:
        assert entries.unseen(tx, FEED.id, [(plain, told), (small, replace(told, entry_id=None))]) == [(plain, told)]
        entries.add(tx, FEED, [(plain, told)], first_seen=NOW, baseline=False)
        assert entries.unseen(tx, SECOND_FEED.id, [(small, told)]) == []


def test_an_id_says_nothing_about_another_source(press: Store) -> None:
    poll(press, link(1))
    elsewhere = ("https://gazette.example/9", link(1)[1])
    with press.begin() as tx:
        assert entries.unseen(tx, SECOND_FEED.id, [elsewhere]) == [elsewhere]


def test_duplicates_in_one_batch_collapse_into_the_first(press: Store) -> None:
    same_url = link(1, entry_id="tag:gazette,1b", title="Again")
    same_id = ("https://gazette.example/1/amp", link(1)[1])
    assert poll(press, link(1), same_url, same_id) == [link(1)]


def test_an_id_that_all_items_of_a_feed_share_hides_none_of_them(press: Store) -> None:
    first = [link(number, entry_id="0") for number in (1, 2, 3)]
    assert [url for url, _ in poll(press, *first)] == [url for url, _ in first]
    second = [link(number, entry_id="0") for number in (4, 1, 2)]
    assert [url for url, _ in poll(press, *second)] == [link(4)[0]]


def test_entries_without_an_id_are_told_apart_by_url(press: Store) -> None:
    nameless = [link(1, entry_id=None), link(2, entry_id=None), link(3, entry_id="")]
    assert [url for url, _ in poll(press, *nameless)] == [url for url, _ in nameless]
    assert poll(press, *nameless) == []


def test_ids_and_urls_of_any_length_are_held(press: Store) -> None:
    long = (f"https://gazette.example/{'ж' * 20_000}", link(1, entry_id="\x00\ud800" * 10_000)[1])
    assert poll(press, long) == [long]
    assert poll(press, long) == []


def test_a_batch_of_thousands_is_one_poll(press: Store) -> None:
    many = [link(number) for number in range(3_000)]
    assert len(poll(press, *many)) == 3_000
    assert poll(press, *many, link(3_000)) == [link(3_000)]


@given(st.lists(st.tuples(st.integers(0, 6), st.one_of(st.none(), st.sampled_from("ab")), st.sampled_from("xy"))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_whatever_a_feed_holds_a_second_poll_of_it_finds_nothing_new(
    press: Store, items: list[tuple[int, str | None, str]]
) -> None:
    pairs = [
        (f"https://gazette.example/{number}", Entry(url="https://gazette.example/", entry_id=entry_id, title=title))
        for number, entry_id, title in items
    ]
    with press.begin() as tx:
        new = entries.unseen(tx, FEED.id, pairs)
        assert len({url for url, _ in new}) == len(new)
        assert entries.add(tx, FEED, new, first_seen=NOW, baseline=False) == len(new)
        assert entries.unseen(tx, FEED.id, pairs) == []
        tx.execute(tables.entries.delete())


def test_an_unknown_source_is_an_error(press: Store) -> None:
    with pytest.raises(StoreError, match="no such source"), press.begin() as tx:
        entries.unseen(tx, "nobody/none", [link(1)])


@pytest.mark.parametrize("column", ["url_key", "entry_key"])
def test_the_database_itself_refuses_a_second_entry_of_one_url_or_id(press: Store, column: str) -> None:
    poll(press, link(1))
    other = {"url_key": "other", "entry_key": "other"}
    with press.read() as tx:
        row = dict(tx.execute(select(tables.entries)).mappings().one())
    second = row | other | {column: row[column], "id": row["id"] + 1}
    with pytest.raises(IntegrityError), press.begin() as tx:
        tx.execute(insert(tables.entries).values(second))


def test_a_pending_entry_carries_all_that_reading_needs(press: Store) -> None:
    with press.begin() as tx:
        entries.add(tx, FEED, [link(1)], first_seen=NOW, baseline=True)
        (found,) = entries.pending(tx, NOW, 10)
    assert found.entry == link(1)[1]
    assert (found.source_id, found.outlet, found.canonical_url) == (FEED.id, "gazette", link(1)[0])
    assert (found.first_seen, found.baseline, found.state, found.attempts) == (NOW, True, EntryState.PENDING, 0)


def test_news_goes_before_baseline_and_outlets_take_turns(press: Store) -> None:
    with press.begin() as tx:
        entries.add(tx, FEED, [link(1)], first_seen=NOW - HOUR, baseline=True)
        entries.add(tx, FEED, [link(2), link(3), link(4)], first_seen=NOW, baseline=False)
        entries.add(tx, OTHER_OUTLET, [link(5)], first_seen=NOW, baseline=False)
        order = [each.canonical_url for each in entries.pending(tx, NOW, 10)]
        assert order == [link(number)[0] for number in (2, 5, 3, 4, 1)]
        assert [each.canonical_url for each in entries.pending(tx, NOW, 2)] == order[:2]


def test_what_is_being_read_is_left_out(press: Store) -> None:
    poll(press, link(1), link(2))
    with press.read() as tx:
        first, second = entries.pending(tx, NOW, 10)
        assert entries.pending(tx, NOW, 10, exclude=[first.id]) == [second]


def test_an_outlet_has_so_many_in_work_and_no_more(press: Store) -> None:
    with press.begin() as tx:
        entries.add(tx, FEED, [link(1)], first_seen=NOW - HOUR, baseline=True)
        entries.add(tx, FEED, [link(2), link(3), link(4)], first_seen=NOW, baseline=False)
        entries.add(tx, OTHER_OUTLET, [link(5)], first_seen=NOW, baseline=False)
        two, other, three = entries.pending(tx, NOW, 10, each=2)
        assert [each.canonical_url for each in (two, other, three)] == [link(number)[0] for number in (2, 5, 3)]
        assert entries.pending(tx, NOW, 10, each=2, exclude=[two.id, three.id]) == [other]
        entries.settle_read(tx, two.id)
        found = entries.pending(tx, NOW, 10, each=2, exclude=[three.id, other.id])
        assert [each.canonical_url for each in found] == [link(4)[0]]


def test_a_read_entry_is_done(press: Store) -> None:
    poll(press, link(1))
    with press.begin() as tx:
        entries.settle_read(tx, entries.pending(tx, NOW, 1)[0].id)
        assert entries.pending(tx, NOW + DAY, 10) == []
        assert entries.counts(tx)[EntryState.READ] == 1


def test_a_failed_entry_waits_for_its_next_try_and_is_then_given_up(press: Store) -> None:
    poll(press, link(1))
    with press.begin() as tx:
        (waiting,) = entries.pending(tx, NOW, 1)
        entries.settle_failed(tx, waiting.id, FAILURE, NOW + HOUR)
        assert entries.pending(tx, NOW, 1) == []
        assert entries.pending(tx, NOW + HOUR, 1) == [replace(waiting, state=EntryState.FAILED, attempts=1)]
        entries.settle_failed(tx, waiting.id, FAILURE, None)
        assert entries.pending(tx, NOW + 365 * DAY, 1) == []
        assert entries.counts(tx) == {
            EntryState.PENDING: 0,
            EntryState.READ: 0,
            EntryState.FAILED: 1,
            EntryState.FEED_ONLY: 0,
        }


def test_an_entry_known_from_the_feed_only_is_tried_again_and_its_failure_forgotten_when_read(press: Store) -> None:
    poll(press, link(1))
    with press.begin() as tx:
        (waiting,) = entries.pending(tx, NOW, 1)
        entries.settle_feed_only(tx, waiting.id, FAILURE, NOW + HOUR)
        assert entries.pending(tx, NOW + HOUR, 1)[0].state is EntryState.FEED_ONLY
        assert tx.scalars(select(tables.entries.c.failure_kind)).all() == ["unreachable"]
        entries.settle_read(tx, waiting.id)
        assert tx.scalars(select(tables.entries.c.failure_kind)).all() == [None]


def test_settling_an_unknown_entry_is_an_error(press: Store) -> None:
    with pytest.raises(StoreError, match="entry -1: no such entry"), press.begin() as tx:
        entries.settle_read(tx, -1)
