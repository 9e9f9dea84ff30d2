"""Forgetting: what is old goes, what must stay unique stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from onrecord.model import Receipt
from store import Store, alerts, articles, bundles, deliveries, entries, pruning, silences, statements, tables
from tests.store.builders import (
    DAY,
    FEED,
    HOUR,
    NOW,
    alert,
    article,
    hex_id,
    link,
    silence,
    with_sources,
    with_statements,
)

LATER = NOW + HOUR


def count(store: Store, table: Any) -> int:
    with store.read() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def test_an_old_text_goes_and_what_was_reported_in_it_stays(store: Store) -> None:
    with store.begin() as tx:
        old = with_statements(tx, "harbour")
        young = articles.save(tx, article(2, fetched_at=LATER), entry_id=None).id
        assert pruning.texts(tx, LATER) == 1
        assert pruning.texts(tx, LATER) == 0
    with store.read() as tx:
        kept, whole = articles.get(tx, old), articles.get(tx, young)
        assert kept is not None
        assert whole is not None
        assert (kept.article.text, kept.article.title) == ("", article().title)
        assert whole.article.text == article(2).text
        assert statements.get(tx, hex_id("harbour")).statement.words == "The harbour stays open,"


def test_a_forgotten_text_that_comes_again_is_no_new_version(store: Store) -> None:
    with store.begin() as tx:
        with_statements(tx, "harbour")
        pruning.texts(tx, LATER)
        again = articles.save(tx, article(), entry_id=None)
        assert (again.version, again.new) == (1, False)


def test_an_old_summary_goes_unless_its_page_is_still_to_be_read(store: Store) -> None:
    with store.begin() as tx:
        with_sources(tx)
        entries.add(tx, FEED, [link(1), link(2)], first_seen=NOW, baseline=False)
        read, waiting = entries.pending(tx, NOW, 10)
        entries.settle_read(tx, read.id)
        assert pruning.summaries(tx, LATER) == 1
        assert [one.entry.summary for one in entries.pending(tx, NOW, 10)] == [waiting.entry.summary]
        assert entries.unseen(tx, FEED.id, [link(1), link(2)]) == [], "a link is never new twice"


def test_old_silences_go(store: Store) -> None:
    with store.begin() as tx:
        old = with_statements(tx, "harbour")
        young = articles.save(tx, article(2, fetched_at=LATER), entry_id=None).id
        for article_id in (old, young):
            silences.save(tx, article_id, [silence()])
        assert pruning.silences(tx, LATER) == 1
        assert [row.article_url for row in silences.listing(tx)] == [article(2).url]


def test_old_deliveries_go_with_their_attempts_once_they_are_settled(store: Store) -> None:
    with store.begin() as tx:
        article_id = with_statements(tx, "harbour")
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        for channel in ("sent", "dead", "retry", "pending"):
            deliveries.enqueue(tx, hex_id("x"), channel, NOW)
        for one in deliveries.due(tx, NOW, 10, exclude_channels={"pending"}):
            deliveries.start(tx, one.id, NOW)
            next_try = LATER if one.channel == "retry" else None
            deliveries.settle(tx, one.id, Receipt(one.channel == "sent", "", NOW), next_try)
        assert pruning.deliveries(tx, NOW) == 0, "not old yet"
        assert pruning.deliveries(tx, LATER) == 2
        assert {one.channel for one in deliveries.listing(tx)} == {"retry", "pending"}
        assert alerts.get(tx, hex_id("x")).alert.told
    assert count(store, tables.attempts) == 1


def test_old_bundles_go_with_what_they_carry(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 1)
    with store.begin() as tx:
        article_id = with_statements(tx, "harbour")
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        bundle = bundles.open_slot(tx, "desk", NOW)
        assert bundle is not None
        deliveries.enqueue(tx, hex_id("x"), "desk", NOW, carrier=bundle)
        deliveries.start(tx, bundle, NOW)
        deliveries.settle(tx, bundle, Receipt(True, "", NOW), None)
        assert [pruning.deliveries(tx, LATER) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize("table", ["statement_keys", "article_bands"])
def test_old_keys_go_from_every_part_of_the_table(store: Store, table: str) -> None:
    rows, forget = (
        tables.metadata.tables[table],
        {
            "statement_keys": pruning.statement_keys,
            "article_bands": pruning.bands,
        }[table],
    )
    seconds = int(NOW.timestamp())
    with store.begin() as tx:
        article_id = with_statements(tx, "harbour")
        tx.execute(rows.delete())
        whose = hex_id("harbour") if table == "statement_keys" else article_id
        for key in (-(2**63), -1, 0, 1, 2**63 - 1):
            for seen in (seconds - 1, seconds):
                tx.execute(rows.insert().values((key, seen, whose)))
        assert sum(forget(tx, NOW, part=part) for part in pruning.slices()) == 5
        assert {row.seen for row in tx.execute(rows.select())} == {seconds}


def test_a_batch_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    with store.begin() as tx:
        for number in range(3):
            articles.save(tx, article(number), entry_id=None)
        assert [pruning.texts(tx, NOW + DAY) for _ in range(3)] == [2, 1, 0]
