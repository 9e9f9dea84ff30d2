"""Opening a database, and what a transaction promises."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from onrecord.errors import StoreError
from store import Store, entries, tables
from tests.store.builders import FEED, NOW, link, with_sources
from tests.store.conftest import Databases


def rows(store: Store) -> int:
    with store.read() as tx:
        return tx.scalar(select(func.count()).select_from(tables.mutes)) or 0


def add(store: Store, key: str) -> None:
    with store.begin() as tx:
        tx.execute(insert(tables.mutes).values(kind="group", key=key, until=NOW))


class Crash(Exception):
    """Stands for whatever ends a job in the middle."""


def poll_and_crash(store: Store) -> None:
    with store.begin() as tx:
        with_sources(tx)
        entries.add(tx, FEED, [link(1)], first_seen=NOW, baseline=False)
        raise Crash


def test_a_transaction_that_ends_well_is_there_for_whoever_opens_the_database_next(databases: Databases) -> None:
    url = databases.migrated()
    first = Store.open(url)
    add(first, "a")
    first.close()
    second = Store.open(url)
    assert rows(second) == 1
    second.close()


def test_an_error_inside_a_transaction_leaves_nothing_of_it(store: Store) -> None:
    with pytest.raises(Crash):
        poll_and_crash(store)
    with store.read() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.entries)) == 0
        assert tx.scalar(select(func.count()).select_from(tables.sources)) == 0


def test_a_mistake_of_ours_is_not_dressed_up_as_a_trouble_of_the_database(store: Store) -> None:
    add(store, "a")
    with pytest.raises(IntegrityError):
        add(store, "a")
    assert rows(store) == 1


def test_a_reading_transaction_sees_one_state_while_others_write(store: Store) -> None:
    with store.read() as tx:
        before = tx.scalar(select(func.count()).select_from(tables.mutes))
        add(store, "a")
        assert tx.scalar(select(func.count()).select_from(tables.mutes)) == before == 0
    assert rows(store) == 1


def test_a_reading_transaction_cannot_write_and_its_connection_can_afterwards(store: Store) -> None:
    with pytest.raises(Exception, match=r"read.?only"), store.read() as tx:
        tx.execute(insert(tables.mutes).values(kind="group", key="a", until=NOW))
    add(store, "a")
    assert rows(store) == 1


def test_two_writers_that_read_first_wait_for_each_other_and_lose_nothing(store: Store) -> None:
    """Each takes the number it finds and writes the next: a lost update would make two the same."""
    # SQLite's transactions take the lock by themselves.
    lock = "LOCK TABLE mutes IN EXCLUSIVE MODE" if store.resource.startswith("postgresql") else "SELECT 1"
    barrier = threading.Barrier(2)

    def write() -> None:
        barrier.wait()
        for _ in range(20):
            with store.begin() as tx:
                tx.execute(text(lock))
                found = tx.scalar(select(func.count()).select_from(tables.mutes)) or 0
                tx.execute(insert(tables.mutes).values(kind="group", key=f"{found:03}", until=NOW))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write), pool.submit(write)]:
            done.result()
    with store.read() as tx:
        keys = tx.scalars(select(tables.mutes.c.key).order_by(tables.mutes.c.key)).all()
    assert keys == [f"{number:03}" for number in range(40)]


def test_two_that_insert_the_same_new_entries_at_once_store_each_once(store: Store) -> None:
    with store.begin() as tx:
        with_sources(tx)
    barrier = threading.Barrier(2)

    def poll() -> int:
        barrier.wait()
        with store.begin() as tx:
            return entries.add(tx, FEED, [link(number) for number in range(50)], first_seen=NOW, baseline=False)

    with ThreadPoolExecutor(2) as pool:
        added = [done.result() for done in [pool.submit(poll), pool.submit(poll)]]
    assert sorted(added) == [0, 50]


def test_sqlite_writes_ahead_keeps_references_and_flushes_every_commit(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/a.db")
    with store.begin() as tx:
        assert tx.scalar(text("PRAGMA journal_mode")) == "wal"
        assert tx.scalar(text("PRAGMA foreign_keys")) == 1
        assert tx.scalar(text("PRAGMA synchronous")) == 2
        assert tx.scalar(text("PRAGMA busy_timeout")) == 30_000
    store.migrate()
    with store.begin() as tx:
        assert tx.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


def test_many_may_open_and_migrate_a_new_sqlite_file_at_once(tmp_path: Path) -> None:
    barrier = threading.Barrier(4)

    def start() -> int:
        barrier.wait()
        store = Store.open(f"sqlite:///{tmp_path}/a.db")
        store.migrate()
        found = rows(store)
        store.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        assert [done.result() for done in [pool.submit(start) for _ in range(4)]] == [0, 0, 0, 0]


def test_a_database_in_memory_is_one_database_for_all_threads() -> None:
    store = Store.open("sqlite://")
    store.migrate()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda key: add(store, key), "abcd"))
    assert rows(store) == 4
    store.close()


@pytest.mark.parametrize("url", ["", "onrecord.db", "not a url", "postgresql://h:port/x"])
def test_what_is_no_url_is_refused_with_an_example_and_not_repeated(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///onrecord\.db") as caught:
        Store.open(url)
    assert caught.value.resource == "database"


@pytest.mark.parametrize("url", ["mysql://u:geheim@h/db", "postgresql+psycopg2://u:geheim@h/db?password=geheim"])
def test_another_kind_of_database_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(StoreError, match="is not supported") as caught:
        Store.open(url)
    assert "geheim" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*nowhere does not exist: make it"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/a.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("This is a letter, and long enough to be read as a header. " * 20)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{tmp_path}/a.db")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="refused") as caught:
        Store.open("postgresql://watch:geheim@127.0.0.1:1/news?application_name=geheim")
    assert caught.value.resource == "postgresql://watch:***@127.0.0.1:1/news"
    assert "geheim" not in str(caught.value)


def test_a_server_that_has_no_such_database_says_so(server: str) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        Store.open(server.replace("/postgres?", "/nothing?"))


def test_a_server_that_ends_our_connection_is_a_store_error_and_the_next_transaction_works(server: str) -> None:
    store = Store.open(server)
    with pytest.raises(StoreError, match="terminating connection"), store.begin() as tx:
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with store.begin() as tx:
        assert tx.scalar(text("SELECT 1")) == 1
    store.close()


def test_an_open_store_says_where_it_is_without_a_password(store: Store) -> None:
    assert store.resource.startswith(("sqlite:////", "postgresql://"))
    assert "?" not in store.resource
