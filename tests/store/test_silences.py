"""Silences: nothing is dropped without a word."""

from __future__ import annotations

from store import Store, articles, silences
from tests.store.builders import HOUR, NOW, article, silence


def test_silences_are_listed_with_their_article_the_latest_article_first(store: Store) -> None:
    with store.begin() as tx:
        early = articles.save(tx, article(1), entry_id=None).id
        late = articles.save(tx, article(2, fetched_at=NOW + HOUR), entry_id=None).id
        silences.save(tx, early, [silence("background"), silence("echo")])
        silences.save(tx, late, [silence("baseline", statement_id="", watchlist="")])
    with store.read() as tx:
        rows = silences.listing(tx)
        assert [row.silence.why for row in rows] == ["baseline", "background", "echo"]
        assert rows[0].silence == silence("baseline", statement_id="", watchlist="")
        assert (rows[0].article_url, rows[0].article_title) == (article(2).url, article(2).title)
        assert (rows[0].outlet, rows[0].at) == ("gazette", NOW + HOUR)
        assert [row.silence.why for row in silences.listing(tx, since=NOW + HOUR)] == ["baseline"]
        assert len(silences.listing(tx, limit=2)) == 2


def test_saving_again_replaces_the_verdict_on_that_article_alone(store: Store) -> None:
    with store.begin() as tx:
        one = articles.save(tx, article(1), entry_id=None).id
        two = articles.save(tx, article(2), entry_id=None).id
        silences.save(tx, one, [silence("echo"), silence("old")])
        silences.save(tx, two, [silence("baseline")])
        silences.save(tx, one, [silence("condition")])
        assert {row.silence.why for row in silences.listing(tx)} == {"condition", "baseline"}
        silences.save(tx, one, [])
        assert [row.silence.why for row in silences.listing(tx)] == ["baseline"]
