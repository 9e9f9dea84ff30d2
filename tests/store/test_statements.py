"""Statements: said once, reported often; found again by speaker and time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from onrecord.errors import StoreError
from onrecord.model import Article, Kind, KnownStatement, Novelty, Placement, When
from store import Store, articles, statements, tables
from tests.store.builders import DAY, HOUR, NOW, article, hex_id, placement


def tell(store: Store, source: Article, *places: Placement, baseline: bool = False) -> int:
    with store.begin() as tx:
        row = articles.save(tx, source, entry_id=None)
        statements.save(tx, row.id, places, source, baseline=baseline)
    return row.id


def words_of(store: Store, seed: str) -> tuple[str, Kind]:
    with store.read() as tx:
        statement = statements.get(tx, hex_id(seed)).statement
    return statement.words, statement.kind


ELSEWHERE = article(2, outlet="courier", url="https://courier.example/2", first_seen=NOW + HOUR)


def test_a_new_statement_is_listed_with_all_that_is_known_of_it(store: Store) -> None:
    tell(store, article(), placement(), baseline=True)
    with store.read() as tx:
        (row,) = statements.listing(tx)
    assert row.statement == KnownStatement(
        id=hex_id("harbour"),
        words="The harbour stays open,",
        kind=Kind.DIRECT,
        language="en",
        group="ministry",
        person="minister",
        speaker_name="A. Minister",
        first_seen=NOW,
        article_url=article().url,
        outlet="gazette",
        said_on=NOW.date(),
        acts=("announcement",),
    )
    assert (row.capacity, row.when, row.baseline) == ("minister", When.NEW, True)
    assert (row.article_title, row.articles, row.outlets) == (article().title, 1, 1)


def test_a_report_keeps_where_everything_stands_in_the_text(store: Store) -> None:
    tell(store, article(), placement())
    with store.read() as tx:
        row = tx.execute(select(tables.reports)).one()
    assert row.parts == [[0, 25]]
    assert row.cue == [39, 43]
    assert row.speaker == [26, 38]
    assert row.antecedent is None
    assert row.flags == ["headline", "negated"]
    assert row.how == ["role noun"]
    assert row.acts == [{"name": "announcement", "evidence": [0, 25]}]
    assert (row.rule, row.confidence, row.novelty, row.similarity) == ("en.direct.qsv", 0.9, "new", 0.5)


def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    for _ in range(2):
        tell(store, article(), placement("a"), placement("b", start=100))
    with store.read() as tx:
        assert [row.articles for row in statements.listing(tx)] == [1, 1]
        assert len(statements.echoes(tx, hex_id("a"))) == 1


def test_an_echo_is_counted_and_stands_in_the_chain(store: Store) -> None:
    tell(store, article(), placement())
    later = placement(novelty=Novelty.ECHO, words="the harbour would stay open", kind=Kind.INDIRECT)
    tell(store, ELSEWHERE, later)
    with store.read() as tx:
        (row,) = statements.listing(tx)
        first, second = statements.echoes(tx, hex_id("harbour"))
    assert (row.articles, row.outlets, row.statement.outlet) == (2, 2, "gazette")
    assert (first.novelty, first.outlet, first.first_seen) == (Novelty.NEW, "gazette", NOW)
    assert (second.novelty, second.outlet, second.first_seen) == (Novelty.ECHO, "courier", NOW + HOUR)
    assert (second.article_url, second.words, second.kind) == (ELSEWHERE.url, later.report.words, Kind.INDIRECT)
    assert (second.similarity, second.why, second.version) == (0.5, "because", 1)


def test_two_versions_of_one_article_are_one_article_in_the_count(store: Store) -> None:
    tell(store, article(), placement())
    tell(store, article(text="“The harbour stays open,” the minister said. Corrected."), placement())
    with store.read() as tx:
        assert statements.listing(tx)[0].articles == 1
        assert [echo.version for echo in statements.echoes(tx, hex_id("harbour"))] == [1, 2]


def test_a_longer_direct_wording_replaces_the_words(store: Store) -> None:
    tell(store, article(), placement(words="The harbour stays open,"))
    tell(store, ELSEWHERE, placement(words="The harbour stays open, today and tomorrow,", novelty=Novelty.ECHO))
    assert words_of(store, "harbour") == ("The harbour stays open, today and tomorrow,", Kind.DIRECT)


@pytest.mark.parametrize(
    ("words", "kind", "language"),
    [
        ("The harbour", Kind.DIRECT, "en"),
        ("that the harbour was going to stay open for all ships", Kind.INDIRECT, "en"),
        ("Der Hafen bleibt für alle Schiffe geöffnet, heute und morgen,", Kind.DIRECT, "de"),
    ],
    ids=["shorter", "indirect", "translated"],
)
def test_no_other_wording_replaces_them(store: Store, words: str, kind: Kind, language: str) -> None:
    tell(store, article(), placement())
    tell(store, replace(ELSEWHERE, language=language), placement(words=words, kind=kind, novelty=Novelty.ECHO))
    assert words_of(store, "harbour") == ("The harbour stays open,", Kind.DIRECT)


def test_candidates_are_those_of_the_asked_speakers_since_the_asked_time(store: Store) -> None:
    tell(store, article(1, first_seen=NOW - 9 * DAY), placement("old"))
    tell(
        store,
        article(2),
        placement("of both"),
        placement("of the group", person=None, start=100),
        placement("of the person", group=None, start=200),
        placement("of others", group="harbour-board", person="captain", start=300),
        placement("of nobody", group=None, person=None, start=400),
    )

    def found(groups: set[str], persons: set[str]) -> set[str]:
        with store.read() as tx:
            known = statements.candidates(tx, groups=groups, persons=persons, since=NOW - DAY)
        assert len({each.id for each in known}) == len(known)
        return {each.id for each in known}

    assert found({"ministry"}, {"minister"}) == {hex_id(seed) for seed in ("of both", "of the group", "of the person")}
    assert found({"ministry"}, set()) == {hex_id("of both"), hex_id("of the group")}
    assert found(set(), {"captain"}) == {hex_id("of others")}
    assert found(set(), set()) == set()


def test_the_listing_is_filtered_by_every_field_it_offers(store: Store) -> None:
    tell(store, article(1, first_seen=NOW - DAY), placement("a", when=When.BACKGROUND))
    tell(store, article(2), placement("b", group="harbour-board", person="captain"))
    tell(store, ELSEWHERE, placement("b", novelty=Novelty.ECHO), placement("c", start=100))

    def found(**conditions: Any) -> list[str]:
        with store.read() as tx:
            rows = statements.listing(tx, **conditions)
        return [row.statement.id for row in rows]

    a, b, c = hex_id("a"), hex_id("b"), hex_id("c")
    assert found() == [c, b, a]
    assert found(limit=2) == [c, b]
    assert found(limit=None) == [c, b, a]
    assert found(group="ministry") == [c, a]
    assert found(person="captain") == [b]
    assert found(since=NOW) == [c, b]
    assert found(until=NOW) == [a]
    assert found(outlet="courier") == [c, b]
    assert found(when=When.BACKGROUND) == [a]
    assert found(group="ministry", since=NOW) == [c]


def test_an_id_may_be_given_by_its_first_digits(store: Store) -> None:
    tell(store, article(), placement())
    full = hex_id("harbour")
    with store.read() as tx:
        assert statements.get(tx, full).statement.id == full
        assert statements.get(tx, f" {full[:4].upper()} ").statement.id == full
        assert statements.echoes(tx, full[:4])[0].statement_id == full


def test_first_digits_that_fit_several_ids_or_none_are_an_error(store: Store) -> None:
    places = [replace(placement(start=100 * number), statement_id=f"abc{number}") for number in range(3)]
    tell(store, article(), *places)
    with store.read() as tx:
        assert statements.get(tx, "abc1").statement.id == "abc1"
        with pytest.raises(StoreError, match=r"statement ab: several ids begin so \(abc0, abc1 …\): give more digits"):
            statements.echoes(tx, "ab")
        with pytest.raises(StoreError, match="statement abd: no statement has this id"):
            statements.echoes(tx, "abd")
        for nonsense in ("", "%", "ab_", "' OR 1=1"):
            with pytest.raises(StoreError, match="not an id"):
                statements.echoes(tx, nonsense)
