"""Articles: every text that was ever seen under a URL is kept, once."""

from __future__ import annotations

from dataclasses import replace

from store import Store, articles, entries
from store.articles import ArticleRow, StoredArticle
from tests.store.builders import DAY, FEED, HOUR, NOW, article, link, with_sources


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    with store.begin() as tx:
        with_sources(tx)
        entries.add(tx, FEED, [link(1)], first_seen=NOW, baseline=False)
        (waiting,) = entries.pending(tx, NOW, 1)
        row = articles.save(tx, article(), entry_id=waiting.id, body_sha256="ab" * 32)
    expected = StoredArticle(row.id, 1, article(), waiting.id, "ab" * 32)
    with store.read() as tx:
        assert articles.get(tx, row.id) == expected
        assert articles.by_url(tx, article().url) == expected


def test_what_is_unknown_stays_unknown(store: Store) -> None:
    bare = article(published=None, author=None, section=None, modified=None, dateline=None)
    with store.begin() as tx:
        row = articles.save(tx, bare, entry_id=None)
        stored = articles.get(tx, row.id)
    assert stored == StoredArticle(row.id, 1, bare, None, None)


def test_the_same_text_is_the_same_version_whenever_it_comes(store: Store) -> None:
    first, second = article(), article(text="Corrected.")
    with store.begin() as tx:
        one = articles.save(tx, first, entry_id=None)
        two = articles.save(tx, second, entry_id=None)
        again = articles.save(tx, replace(first, fetched_at=NOW + DAY), entry_id=None)
    assert (one.version, one.new) == (1, True)
    assert (two.version, two.new) == (2, True)
    assert again == ArticleRow(one.id, 1, new=False)


def test_an_edited_article_keeps_its_earlier_text_as_evidence(store: Store) -> None:
    with store.begin() as tx:
        articles.save(tx, article(), entry_id=None)
        articles.save(tx, article(text="Corrected."), entry_id=None)
        latest = articles.by_url(tx, article().url)
        first = articles.by_url(tx, article().url, version=1)
        assert latest is not None
        assert first is not None
        assert (latest.version, latest.article.text) == (2, "Corrected.")
        assert (first.version, first.article.text) == (1, article().text)
        assert articles.count(tx) == 1


def test_one_url_at_two_outlets_is_two_articles(store: Store) -> None:
    with store.begin() as tx:
        one = articles.save(tx, article(), entry_id=None)
        two = articles.save(tx, article(outlet="courier"), entry_id=None)
        assert (one.version, two.version) == (1, 1)
        found = articles.by_url(tx, article().url, outlet="gazette")
        assert found is not None
        assert found.id == one.id


def test_a_text_from_the_feed_that_the_page_confirms_becomes_the_pages(store: Store) -> None:
    from_feed = article(origin="feed", author=None, published=NOW - HOUR)
    page = article(author="A. Writer", published=None, fetched_at=NOW + HOUR)
    with store.begin() as tx:
        row = articles.save(tx, from_feed, entry_id=None)
        assert articles.save(tx, page, entry_id=None, body_sha256="cd" * 32) == replace(row, new=False)
        stored = articles.get(tx, row.id)
        # A later look at the feed takes nothing back.
        articles.save(tx, from_feed, entry_id=None)
        assert articles.get(tx, row.id) == stored
    assert stored is not None
    assert stored.article == replace(page, published=from_feed.published)
    assert stored.body_sha256 == "cd" * 32


def test_an_unknown_article_is_none(store: Store) -> None:
    with store.read() as tx:
        assert articles.get(tx, 1) is None
        assert articles.by_url(tx, "https://nowhere.example/") is None


def test_articles_are_counted_from_when_they_were_first_seen(store: Store) -> None:
    with store.begin() as tx:
        articles.save(tx, article(1), entry_id=None)
        articles.save(tx, article(2, first_seen=NOW - DAY), entry_id=None)
        assert articles.count(tx) == 2
        assert articles.count(tx, since=NOW) == 1


def test_a_url_of_any_length_is_held(store: Store) -> None:
    long = article(url=f"https://gazette.example/{'ж' * 50_000}")
    with store.begin() as tx:
        row = articles.save(tx, long, entry_id=None)
        assert articles.save(tx, long, entry_id=None) == replace(row, new=False)
