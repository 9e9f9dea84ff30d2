"""Candidates by keys: what shares two is found, whoever else speaks, in every language it was told in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from onrecord.model import KnownStatement, Novelty, Placement
from store import Store, articles, candidates, statements
from tests.store.builders import DAY, HOUR, NOW, article, hex_id, placement


def keyed(seed: str, *keys: int, **changes: Any) -> Placement:
    return replace(placement(seed, **changes), keys=keys)


def tell(store: Store, number: int, *places: Placement, **changes: Any) -> None:
    source = article(number, **changes)
    with store.begin() as tx:
        row = articles.save(tx, source, entry_id=None)
        statements.save(tx, row.id, places, source)


def found(store: Store, *keys: tuple[int, ...], since: datetime = NOW - DAY) -> list[KnownStatement]:
    with store.read() as tx:
        return statements.candidates(tx, groups=(), persons=(), since=since, keys=keys)


def seeds(store: Store, *keys: tuple[int, ...], **when: Any) -> list[str]:
    return [statement.id for statement in found(store, *keys, **when)]


def test_what_shares_two_keys_with_one_report_is_found_and_what_shares_one_is_not(store: Store) -> None:
    tell(store, 1, keyed("a", 1, 2, 3), keyed("b", 3, 4, 5, start=100))
    assert seeds(store, (1, 2, 9)) == [hex_id("a")]
    assert seeds(store, (3, 9)) == []
    assert seeds(store, (1, 9), (2, 9)) == []
    assert set(seeds(store, (1, 2), (4, 5))) == {hex_id("a"), hex_id("b")}
    assert seeds(store) == seeds(store, ()) == []
    assert seeds(store, (1, 1)) == []


def test_keys_are_signed_and_as_large_as_the_databases_take(store: Store) -> None:
    tell(store, 1, keyed("a", -(2**63), 2**63 - 1))
    assert seeds(store, (2**63 - 1, -(2**63))) == [hex_id("a")]


def test_what_was_seen_before_the_asked_time_is_left_out(store: Store) -> None:
    tell(store, 1, keyed("a", 1, 2), first_seen=NOW - 2 * DAY)
    assert seeds(store, (1, 2)) == []
    assert seeds(store, (1, 2), since=NOW - 2 * DAY) == [hex_id("a")]


def test_those_that_share_most_are_kept_and_come_in_the_order_in_which_they_were_said(store: Store) -> None:
    for number in range(candidates.MOST + 3):
        tell(store, number, keyed(f"s{number}", 1, 2, *((3,) if number < 4 else ())), first_seen=NOW - number * HOUR)
    ids = seeds(store, (1, 2, 3), since=NOW - 9 * DAY)
    assert len(ids) == candidates.MOST
    assert ids[:4] == [hex_id(f"s{number}") for number in (3, 2, 1, 0)] or set(ids) >= {
        hex_id(f"s{n}") for n in range(4)
    }
    with store.read() as tx:
        order = [statements.get(tx, each).statement.first_seen for each in ids]
    assert order == sorted(order)


def test_a_statement_that_was_translated_stands_in_both_languages(store: Store) -> None:
    tell(store, 1, keyed("a", 1, 2))
    echo = keyed("a", 7, 8, words="الميناء مفتوح", novelty=Novelty.ECHO)
    tell(store, 2, replace(echo, similarity=0.4), outlet="courier", language="ar")
    tell(
        store,
        3,
        replace(echo, similarity=0.4, report=replace(echo.report, words="مفتوح")),
        outlet="mail",
        language="ar",
    )
    assert [(one.id, one.language, one.words) for one in found(store, (7, 8))] == [
        (hex_id("a"), "ar", "الميناء مفتوح"),
        (hex_id("a"), "en", "The harbour stays open,"),
    ]


def test_an_echo_in_the_same_words_adds_no_keys(store: Store) -> None:
    tell(store, 1, keyed("a", 1, 2))
    tell(store, 2, replace(keyed("a", 7, 8, novelty=Novelty.ECHO), similarity=1.0), outlet="courier")
    assert seeds(store, (7, 8)) == []


@pytest.mark.parametrize("count", [2, 66, 302])
def test_no_table_is_scanned_however_many_keys_there_are(tmp_path: Any, count: int) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/a.db")
    store.migrate()
    tell(store, 1, keyed("a", *range(count)))
    asked: list[tuple[str, Any]] = []
    with store.read() as tx:
        event.listen(tx, "before_cursor_execute", lambda *about: asked.append((about[2], about[3])))
        assert len(statements.candidates(tx, groups=(), persons=(), since=NOW - DAY, keys=[tuple(range(count))])) == 1
    plans = []
    with store.read() as tx:
        for statement, parameters in asked:
            plans += [str(row[3]) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    store.close()
    assert any("SEARCH statement_keys" in step for step in plans)
    assert not [
        step
        for step in plans
        if step.split()[0] == "SCAN" and step.split()[1] in {"statements", "reports", "articles", "statement_keys"}
    ]
