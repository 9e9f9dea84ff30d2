"""What goes into a column comes out again: the same moment in UTC, the same text where a database can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import StatementError

from store import Store
from store.types import Json, Text, UTCDateTime, storable

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime),
    Column("words", Text),
    Column("data", Json),
)


@pytest.fixture
def things(store: Store) -> Iterator[Store]:
    with store.begin() as tx:
        THINGS.create(tx)
    yield store
    with store.begin() as tx:
        THINGS.drop(tx)


def test_a_time_comes_back_as_the_same_moment_in_utc(things: Store) -> None:
    at = datetime(2026, 3, 1, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    with things.begin() as tx:
        tx.execute(insert(THINGS).values(at=at))
    with things.read() as tx:
        stored = tx.scalars(select(THINGS.c.at)).one()
    assert stored == at
    assert stored.tzinfo is UTC


def test_a_naive_time_is_refused(things: Store) -> None:
    naive = datetime(2026, 3, 1, 2, 30, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"), things.begin() as tx:
        tx.execute(insert(THINGS).values(at=naive))


def test_times_compare_as_moments_whatever_their_zone(things: Store) -> None:
    early = datetime(2026, 3, 1, 23, 0, tzinfo=timezone(timedelta(hours=5)))
    late = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)
    with things.begin() as tx:
        tx.execute(insert(THINGS), [{"at": early}, {"at": late}])
        assert tx.scalars(select(THINGS.c.at).where(THINGS.c.at > early)).all() == [late]


def test_hostile_text_is_stored_with_every_other_character_in_its_place(things: Store) -> None:
    hostile = "a\x00b\ud800c \u202e بيان"
    with things.begin() as tx:
        tx.execute(insert(THINGS).values(words=hostile, data={"k\x00": [hostile, 1, None, {"deep": hostile}]}))
    with things.read() as tx:
        row = tx.execute(select(THINGS)).one()
    kept = "a\ufffdb\ufffdc \u202e بيان"
    assert row.words == kept
    assert row.data == {"k\ufffd": [kept, 1, None, {"deep": kept}]}


def test_no_json_is_null_and_not_the_word_null(things: Store) -> None:
    with things.begin() as tx:
        tx.execute(insert(THINGS).values(data=None))
        assert tx.scalar(text("SELECT count(*) FROM things WHERE data IS NULL")) == 1


@given(st.text(st.characters(codec=None)))
def test_storable_keeps_the_length_and_whatever_can_be_encoded(words: str) -> None:
    kept = storable(words)
    assert len(kept) == len(words)
    assert "\x00" not in kept
    kept.encode()
    assert all(new in (old, "\ufffd") for old, new in zip(words, kept, strict=True))


OFFSETS = st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))


@given(st.timedeltas(timedelta(), timedelta(days=3_000_000)), OFFSETS)
def test_every_time_survives_a_database_that_drops_the_zone(since_year_two: timedelta, offset: timezone) -> None:
    at = (datetime(2, 1, 1, tzinfo=UTC) + since_year_two).astimezone(offset)
    column, dialect = UTCDateTime(), create_engine("sqlite://").dialect
    bound = column.process_bind_param(at, dialect)
    assert bound is not None
    assert column.process_result_value(bound.replace(tzinfo=None), dialect) == at
