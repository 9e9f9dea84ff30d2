"""Alerts: kept whole, raised once, judged and muted by analysts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from onrecord.errors import StoreError
from onrecord.model import CONFIRMED, FROM_FEED, Alert, ArticleRef, DeliveryState, Step, Told
from store import Store, alerts, deliveries, tables
from store.alerts import Mute
from tests.store.builders import DAY, HOUR, NOW, alert, article, hex_id, with_statements

TIMES = st.timedeltas(-700_000 * DAY, 2_000_000 * DAY).map(lambda ago: NOW + ago)
STEPS = st.builds(Step)
TOLD = st.builds(Told, reason=st.tuples(STEPS))
REFERENCES = st.builds(ArticleRef, published=st.none() | TIMES, first_seen=TIMES)
ALERTS = st.builds(Alert, article=REFERENCES, told=st.lists(TOLD, max_size=3).map(tuple), reason=st.tuples(STEPS))


@pytest.fixture
def article_id(store: Store) -> int:
    with store.begin() as tx:
        return with_statements(tx, "harbour", "tariff", "ferry")


@given(ALERTS)
def test_every_alert_survives_json(found: Alert) -> None:
    assert alerts.load(json.loads(json.dumps(alerts.dump(found)))) == found


def test_an_alert_comes_back_whole(store: Store, article_id: int) -> None:
    told = alert("x", "harbour", "tariff", notes=("undated",), excerpt="بيان")
    with store.begin() as tx:
        assert alerts.save(tx, told, article_id, NOW)
    with store.read() as tx:
        row = alerts.get(tx, hex_id("x")[:6])
    assert (row.alert, row.article_id, row.created_at) == (told, article_id, NOW)
    assert (row.wrong_at, row.wrong_note, row.deliveries) == (None, "", {})


def test_an_alert_is_raised_once(store: Store, article_id: int) -> None:
    with store.begin() as tx:
        assert alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        assert not alerts.save(tx, alert("x", "harbour"), article_id, NOW + HOUR)
        assert alerts.save(tx, alert("mention"), article_id, NOW)
        assert not alerts.save(tx, alert("mention"), article_id, NOW)
        assert len(alerts.listing(tx)) == 2


def test_a_watchlist_is_not_told_the_same_statements_by_another_alert(store: Store, article_id: int) -> None:
    with store.begin() as tx:
        alerts.save(tx, alert("x", "harbour", "tariff"), article_id, NOW)
        assert not alerts.save(tx, alert("y", "harbour"), article_id, NOW)
        assert not alerts.save(tx, alert("y", "tariff", "harbour"), article_id, NOW)
        assert alerts.save(tx, alert("z", "harbour", "ferry"), article_id, NOW)
        assert not alerts.save(tx, alert("y", "ferry"), article_id, NOW)


def test_another_watchlist_is_told_too(store: Store, article_id: int) -> None:
    with store.begin() as tx:
        assert alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        assert alerts.save(tx, alert("y", "harbour", watchlist="night desk"), article_id, NOW)


def test_the_database_itself_refuses_to_tell_a_statement_twice_to_a_watchlist(store: Store, article_id: int) -> None:
    link = {"watchlist": "desk", "statement_id": hex_id("harbour"), "alert_id": hex_id("y")}
    with store.begin() as tx:
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        alerts.save(tx, alert("y"), article_id, NOW)
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx.execute(insert(tables.alert_statements).values(link))


def test_an_alert_about_a_statement_that_is_not_stored_is_refused(store: Store, article_id: int) -> None:
    with pytest.raises(IntegrityError), store.begin() as tx:
        alerts.save(tx, alert("x", "unheard"), article_id, NOW)
    with store.read() as tx:
        assert alerts.listing(tx) == []


def test_alerts_are_listed_with_the_states_of_their_deliveries(store: Store, article_id: int) -> None:
    with store.begin() as tx:
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        alerts.save(tx, alert("y", "tariff", group="board"), article_id, NOW + HOUR)
        for channel in ("mail", "chat"):
            deliveries.enqueue(tx, hex_id("x"), channel, NOW)
        deliveries.start(tx, deliveries.due(tx, NOW, 1)[0].id, NOW)
        later, earlier = alerts.listing(tx)
        assert later.deliveries == {}
        assert earlier.deliveries == {DeliveryState.SENDING: 1, DeliveryState.PENDING: 1}

        def ids(**conditions: Any) -> list[str]:
            rows = alerts.listing(tx, **conditions)
            return [row.alert.id for row in rows]

        assert ids(group="board") == ids(since=NOW + HOUR) == ids(limit=1) == [hex_id("y")]
        assert ids(until=NOW + HOUR) == [hex_id("x")]
        assert ids(watchlist="desk") == ids(outlet="gazette") == ids(limit=None) == [hex_id("y"), hex_id("x")]
        assert ids(watchlist="night desk") == ids(outlet="courier") == []


def test_an_analyst_marks_an_alert_as_wrong(store: Store, article_id: int) -> None:
    with store.begin() as tx:
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
        row = alerts.mark_wrong(tx, hex_id("x")[:5], "another minister", NOW + HOUR)
        assert (row.wrong_at, row.wrong_note) == (NOW + HOUR, "another minister")
        assert alerts.get(tx, hex_id("x")) == row
        with pytest.raises(StoreError, match="no alert has this id"):
            alerts.mark_wrong(tx, "ffffffffffffffff", "", NOW)


def test_an_alert_from_the_feed_is_upgraded_when_its_page_comes(store: Store, article_id: int) -> None:
    page_alert = alert("x", "harbour", notes=(FROM_FEED, "undated"))
    reference = page_alert.article
    raised = replace(page_alert, article=replace(reference, origin="feed"))
    page = article(title="The harbour stays open", published=None)
    with store.begin() as tx:
        alerts.save(tx, raised, article_id, NOW)
        assert alerts.confirm(tx, article(7)) == 0
        assert alerts.confirm(tx, page) == 1
        assert alerts.confirm(tx, page) == 0
        upgraded = alerts.get(tx, hex_id("x")).alert
    assert upgraded.notes == ("undated", CONFIRMED)
    assert (upgraded.article.origin, upgraded.article.title) == ("page", "The harbour stays open")
    assert upgraded.article.published == reference.published
    assert upgraded.told == raised.told


def test_a_mute_can_be_lifted(store: Store) -> None:
    with store.begin() as tx:
        alerts.mute(tx, "outlet", "gazette", NOW + DAY)
        alerts.mute(tx, "group", "gazette", NOW + DAY)
        alerts.unmute(tx, Mute("outlet", "gazette", NOW + DAY))
        assert [one.kind for one in alerts.mutes(tx, NOW)] == ["group"]


def test_a_mute_holds_until_its_end_and_can_be_moved(store: Store) -> None:
    with store.begin() as tx:
        alerts.mute(tx, "outlet", "gazette", NOW + DAY)
        alerts.mute(tx, "group", "ministry", NOW + HOUR)
        assert alerts.mutes(tx, NOW) == (
            Mute("group", "ministry", NOW + HOUR),
            Mute("outlet", "gazette", NOW + DAY),
        )
        assert alerts.mutes(tx, NOW + HOUR) == (Mute("outlet", "gazette", NOW + DAY),)
        alerts.mute(tx, "outlet", "gazette", NOW)
        assert alerts.mutes(tx, NOW + HOUR) == ()
