"""Whose text an article is: kept once, found again by bands and address, counted in the listing."""

from __future__ import annotations

from typing import Any

from onrecord.model import Article, Lineage, Novelty
from store import Store, articles, lineages, statements
from tests.store.builders import DAY, HOUR, NOW, article, hex_id, placement


def keep(store: Store, of: Article, *bands: int, copy_of: int | None = None, voice: str = "", why: str = "") -> int:
    with store.begin() as tx:
        row = articles.save(tx, of, entry_id=None)
        lineages.save(tx, row.id, Lineage(copy_of, 0.8, "", voice or of.outlet, why, bands), of.first_seen)
    return row.id


def found(store: Store, of: Article, *bands: int) -> list[tuple[int, str]]:
    with store.read() as tx:
        known = lineages.candidates(tx, bands, of, since=NOW - DAY)
    return [(one.id, one.voice) for one in known]


def elsewhere(number: int = 2, **changes: Any) -> Article:
    return article(number, **{"outlet": "courier", "url": f"https://courier.example/{number}", **changes})


def test_an_earlier_article_that_shares_a_band_is_found_with_its_voice(store: Store) -> None:
    first = keep(store, article(), 1, 2, voice="reuters")
    assert found(store, elsewhere(), 2, 3) == [(first, "reuters")]
    assert found(store, elsewhere(), 3, 4) == found(store, elsewhere()) == []


def test_its_own_versions_later_articles_and_those_too_old_are_not(store: Store) -> None:
    keep(store, article(), 1)
    keep(store, elsewhere(3, first_seen=NOW + HOUR), 1)
    keep(store, elsewhere(4, first_seen=NOW - 2 * DAY), 1)
    assert found(store, article(text="corrected"), 1) == []


def test_another_outlets_article_with_the_same_address_is_found_without_a_band(store: Store) -> None:
    first = keep(store, article())
    assert found(store, elsewhere(url=article().url)) == [(first, "gazette")]


def test_what_was_found_first_stays(store: Store) -> None:
    first = keep(store, article(), 1)
    keep(store, elsewhere(), 1, copy_of=first, voice="gazette")
    keep(store, elsewhere(), 1)
    assert found(store, elsewhere(5, outlet="mail"), 1) == [(first, "gazette"), (first + 1, "gazette")]


def test_copies_and_reports_that_credit_one_agency_are_one_independent_voice(store: Store) -> None:
    texts = (
        (article(), "reuters", ""),
        (elsewhere(), "reuters", "80 % of the shorter text is gazette's"),
        (elsewhere(3, outlet="mail", language="de"), "mail", ""),
    )
    first = 0
    for of, voice, why in texts:
        copied = keep(store, of, voice=voice, why=why, copy_of=first if why else None)
        first = first or copied
        new = of.outlet == "gazette"
        with store.begin() as tx:
            statements.save(tx, copied, [placement(novelty=Novelty.NEW if new else Novelty.ECHO)], of)
    with store.read() as tx:
        (row,) = statements.listing(tx)
        chain = statements.echoes(tx, hex_id("harbour"))
    assert (row.articles, row.outlets, row.independent, row.languages) == (3, 3, 2, 2)
    assert [(link.outlet, link.voice, link.source, link.language) for link in chain] == [
        ("gazette", "reuters", "", "en"),
        ("courier", "reuters", "80 % of the shorter text is gazette's", "en"),
        ("mail", "mail", "", "de"),
    ]
