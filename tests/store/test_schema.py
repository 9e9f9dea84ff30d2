"""The migrations and the tables are the same thing, on both databases, from every starting point."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from onrecord.errors import StoreError
from onrecord.model import Notice
from store import Store, deliveries, schema
from store.rows import key, page_key
from store.tables import metadata
from tests.store.conftest import Databases

WHEN = "'2026-01-01 00:00:00.000000'"
OLD_ROWS = f"""
INSERT INTO articles (id, outlet, url, url_key, version, title, text, language, fetched_at, first_seen, origin,
    content_hash) VALUES (1, 'o', 'u', 'k', 1, 't', '', 'en', {WHEN}, {WHEN}, 'page', 'h');
INSERT INTO alerts (id, kind, watchlist, group_id, outlet, article_id, created_at, payload, wrong_note)
    VALUES ('a', 'mention', 'w', 'g', 'o', 1, {WHEN}, '{{}}', '');
INSERT INTO deliveries (id, alert_id, channel, state, attempts, next_try_at, created_at, last_error)
    VALUES (7, 'a', 'mail', 'retry', 1, {WHEN}, {WHEN}, '451 later');
INSERT INTO attempts (id, delivery_id, at, ok, detail) VALUES (1, 7, {WHEN}, false, '451 later')
"""


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    with store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_an_empty_database_is_brought_to_the_newest_schema(databases: Databases) -> None:
    store = Store.open(databases.empty())
    with store.read() as tx:
        assert schema.revision(tx) is None
    store.migrate()
    with store.read() as tx:
        assert schema.revision(tx) == schema.newest()
        assert set(metadata.tables) <= set(inspect(tx).get_table_names())
    store.close()


def test_migrating_again_changes_nothing_and_keeps_every_row(store: Store) -> None:
    with store.begin() as tx:
        tx.execute(text("INSERT INTO mutes VALUES ('group', 'g', '2026-01-01 00:00:00.000000')"))
    store.migrate()
    with store.read() as tx:
        assert tx.scalar(text("SELECT count(*) FROM mutes")) == 1


def test_what_was_in_the_outbox_before_bundles_came_is_kept(databases: Databases) -> None:
    store = Store.open(databases.empty())
    with store.begin() as tx:
        schema.upgrade(tx, to="0001")
        for row in OLD_ROWS.split(";"):
            tx.execute(text(row))
    store.migrate()
    with store.begin() as tx:
        (kept,) = tx.execute(text("SELECT id, alert_id, carrier, slot, notices FROM deliveries")).all()
        assert tuple(kept) == (7, "a", None, None, None)
        assert tx.scalar(text("SELECT detail FROM attempts WHERE delivery_id = 7")) == "451 later"
    with pytest.raises((StoreError, IntegrityError)), store.begin() as tx:
        tx.execute(text("DELETE FROM deliveries"))
    store.close()


def test_what_the_operator_was_to_be_told_in_lines_becomes_notices(databases: Databases) -> None:
    store = Store.open(databases.empty())
    with store.begin() as tx:
        schema.upgrade(tx, to="0007")
        tx.execute(
            text(
                "INSERT INTO deliveries (id, channel, state, attempts, next_try_at, created_at, last_error, notice) "
                f"VALUES (7, 'pager', 'pending', 0, {WHEN}, {WHEN}, '', 'one died\nanother died')"
            )
        )
    store.migrate()
    with store.read() as tx:
        (kept,) = deliveries.listing(tx)
        assert kept.notices == (
            Notice("given_up", "message", "one died"),
            Notice("given_up", "message", "another died"),
        )
    store.close()


def test_what_was_known_by_its_address_is_known_by_its_page(databases: Databases) -> None:
    store = Store.open(databases.empty())
    seen = [(1, "https://www.gazette.example/1"), (2, "http://m.gazette.example/1/"), (3, "https://gazette.example/3")]
    with store.begin() as tx:
        schema.upgrade(tx, to="0009")
        for number, url in seen:
            tx.execute(
                text(
                    "INSERT INTO articles (id, outlet, url, url_key, version, title, text, language, fetched_at, "
                    "first_seen, origin, content_hash) "
                    f"VALUES ({number}, 'gazette', '{url}', '{key(url)}', 1, 't', '', 'en', {WHEN}, {WHEN}, 'page', "
                    f"'{number}')"
                )
            )
    store.migrate()
    with store.read() as tx:
        keys = tx.execute(text("SELECT url_key FROM articles ORDER BY id")).scalars().all()
    # Two rows cannot have one key: the second stays under the key that it has, and nothing is lost.
    assert keys == [page_key(seen[0][1]), key(seen[1][1]), page_key(seen[2][1])]
    assert page_key(seen[0][1]) == page_key(seen[1][1])
    store.close()


def test_a_migration_that_fails_leaves_nothing_behind(databases: Databases) -> None:
    store = Store.open(databases.empty())
    with store.begin() as tx:
        # Stands in the way of a table that comes late in the migration.
        tx.execute(text("CREATE TABLE attempts (id INTEGER)"))
    with pytest.raises((StoreError, ProgrammingError), match="already exists"):
        store.migrate()
    with store.read() as tx:
        assert schema.revision(tx) is None
        assert inspect(tx).get_table_names() == ["attempts"]
    store.close()


def test_a_schema_newer_than_the_code_is_refused_when_opening_and_when_migrating(databases: Databases) -> None:
    url = databases.migrated()
    store = Store.open(url)
    with store.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"schema 9999.*install the newer onrecord"):
        Store.open(url)
    with pytest.raises(StoreError, match=r"schema 9999.*install the newer onrecord"):
        store.migrate()
    store.close()
