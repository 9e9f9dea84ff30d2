"""Filing an article: one transaction, mutes, replays, and one alert for a statement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from onrecord.model import Article, Conditions, DeliveryState, KeywordRule, Novelty, Outlet, Route
from onrecord.pipeline.desk import Assignment
from onrecord.pipeline.outcomes import Filed
from store import alerts, tables
from store.alerts import MuteKind
from tests.build import COURIER, DAY, GAZETTE, HOUR, NOW, article, watchlist
from tests.rig import FILLER, STRIKE, WAGES, Rig, rig, says

STORY = article("\n".join([FILLER[0], says(STRIKE), FILLER[1]]))
KEPT = (tables.articles, tables.statements, tables.reports, tables.alerts, tables.deliveries, tables.silences)


def copy(number: int = 2, outlet: Outlet = COURIER, *said: str, **changes: Any) -> Article:
    text = "\n".join([FILLER[0], *map(says, said or (STRIKE,)), FILLER[1]])
    return article(text, url=f"https://{outlet.id}.example/{number}", outlet=outlet.id, **changes)


def file(bench: Rig, of: Article = STORY, outlet: Outlet = GAZETTE, *, baseline: bool = False, **known: Any) -> Filed:
    desk = bench.desk
    return desk.file(desk.analyse(of), Assignment(of, outlet, baseline, bench.clock(), **known))


def counts(bench: Rig) -> list[int]:
    return [len(bench.rows(table)) for table in KEPT]


def mute(bench: Rig, kind: MuteKind, key: str) -> None:
    with bench.store.begin() as tx:
        alerts.mute(tx, kind, key, NOW + DAY)


def test_a_new_statement_becomes_a_row_an_alert_and_one_delivery_for_each_channel(bench: Rig) -> None:
    filed = file(bench)
    assert (filed.quotations, filed.statements, filed.new, filed.silences) == (1, 1, 1, ())
    assert set(filed.mentioned) == {"marit", "guild"}
    (alert,) = filed.alerts
    assert (alert.group, [told.words for told in alert.told]) == ("guild", [STRIKE])
    assert [step.stage for step in alert.told[0].reason] == [
        "alias",
        "cue",
        "speaker",
        "role",
        "rule",
        "recency",
        "novelty",
    ]
    assert [(one.channel, one.state, one.alert) for one in bench.outbox()] == [
        ("inbox", DeliveryState.PENDING, alert),
        ("pager", DeliveryState.PENDING, alert),
    ]


def test_a_channel_that_is_routed_to_twice_gets_one_delivery(tmp_path: Any) -> None:
    bench = rig(tmp_path, watchlists=(watchlist(routes=(Route("inbox"), Route("inbox"))),))
    file(bench)
    assert [one.channel for one in bench.outbox()] == ["inbox"]
    bench.store.close()


class TestOneTransaction:
    def test_what_fails_while_settling_leaves_nothing(self, bench: Rig) -> None:
        def broken(tx: Connection) -> None:
            assert tx.execute(tables.alerts.select()).all(), "the alert was there before"
            raise RuntimeError("cannot settle")

        desk = bench.desk
        with pytest.raises(RuntimeError, match="cannot settle"):
            desk.file(desk.analyse(STORY), Assignment(STORY, GAZETTE, False, NOW), broken)
        assert counts(bench) == [0] * len(KEPT)
        assert len(file(bench).alerts) == 1, "and the next attempt is the first"

    def test_settling_belongs_to_it(self, bench: Rig) -> None:
        desk = bench.desk
        desk.file(
            desk.analyse(STORY), Assignment(STORY, GAZETTE, False, NOW), lambda tx: alerts.mute(tx, "group", "x", NOW)
        )
        assert len(bench.rows(tables.mutes)) == 1


class TestReplays:
    def test_the_same_article_again_adds_nothing(self, bench: Rig) -> None:
        first = file(bench)
        before = counts(bench)[:-1]
        again = file(bench)
        assert (again.alerts, again.new, again.article_id) == ((), 0, first.article_id)
        assert counts(bench)[:-1] == before

    def test_a_copy_elsewhere_raises_no_second_alert(self, bench: Rig) -> None:
        file(bench)
        echo = file(bench, copy(), COURIER)
        assert (echo.alerts, echo.new) == ((), 0)
        assert [one.why for one in echo.silences] == ["echo"]
        assert "first seen at gazette" in echo.silences[0].detail
        assert len(bench.rows(tables.statements)) == 1
        assert [row.novelty for row in bench.rows(tables.reports)] == [Novelty.NEW, Novelty.ECHO]

    def test_only_what_is_new_in_a_longer_copy_is_told(self, bench: Rig) -> None:
        file(bench)
        (alert,) = file(bench, copy(2, COURIER, STRIKE, WAGES), COURIER).alerts
        assert [told.words for told in alert.told] == [WAGES]

    def test_a_copy_that_was_read_in_the_meantime_is_seen(self, bench: Rig) -> None:
        """Both were understood before either was filed: candidates are read where statements are written."""
        desk, other = bench.desk, copy()
        first, second = desk.analyse(STORY), desk.analyse(other)
        raised = [
            desk.file(first, Assignment(STORY, GAZETTE, False, NOW)).alerts,
            desk.file(second, Assignment(other, COURIER, False, NOW)).alerts,
        ]
        assert [len(one) for one in raised] == [1, 0]

    def test_said_again_after_the_window_it_is_said_anew(self, bench: Rig) -> None:
        file(bench)
        later = bench.clock.advance(30 * DAY)
        again = file(bench, copy(published=later - HOUR, first_seen=later, fetched_at=later), COURIER)
        assert (again.new, len(again.alerts)) == (1, 1)


class TestBaseline:
    def test_is_stored_and_not_told_and_what_it_holds_is_known(self, bench: Rig) -> None:
        filed = file(bench, baseline=True)
        assert (filed.alerts, filed.new, [one.why for one in filed.silences]) == ((), 1, ["baseline"])
        assert bench.outbox() == []
        assert file(bench, copy(), COURIER).alerts == ()


class TestMutes:
    @pytest.mark.parametrize(("kind", "key"), [("group", "guild"), ("outlet", "gazette")])
    def test_of_a_group_or_an_outlet_silence_the_whole_alert(self, bench: Rig, kind: MuteKind, key: str) -> None:
        mute(bench, kind, key)
        filed = file(bench)
        assert (filed.alerts, bench.outbox()) == ((), [])
        assert [(one.why, one.detail, one.words) for one in filed.silences] == [
            ("muted", f"{kind} {key} is muted", STRIKE)
        ]
        assert len(bench.rows(tables.statements)) == 1, "it is still collected"

    def test_of_one_statement_leave_the_others(self, bench: Rig) -> None:
        both = copy(1, GAZETTE, STRIKE, WAGES)
        desk = bench.desk
        analysis = desk.analyse(both)
        with pytest.raises(RuntimeError):
            desk.file(analysis, Assignment(both, GAZETTE, False, NOW), self.give_up)
        mute(bench, "statement", self.statement)
        filed = desk.file(analysis, Assignment(both, GAZETTE, False, NOW))
        assert [told.words for told in filed.alerts[0].told] == [WAGES]
        assert [(one.why, one.words) for one in filed.silences] == [("muted", STRIKE)]

    statement = ""

    def give_up(self, tx: Connection) -> None:
        rows = tx.execute(tables.statements.select()).all()
        self.statement = next(row.id for row in rows if row.words == STRIKE)
        raise RuntimeError("only to learn the id")

    def test_end(self, bench: Rig) -> None:
        mute(bench, "group", "guild")
        later = bench.clock.advance(2 * DAY)
        assert len(file(bench, replace(STORY, published=later)).alerts) == 1

    def test_of_a_mere_mention_leave_a_trace_too(self, tmp_path: Any) -> None:
        bench = rig(tmp_path, watchlists=(watchlist(mentions=True, routes=(Route("inbox"),)),))
        mute(bench, "outlet", "gazette")
        filed = file(bench, article(f"The Weavers Guild has moved.\n{FILLER[0]}"))
        assert filed.alerts == ()
        assert [(one.why, one.group, one.words) for one in filed.silences] == [
            ("muted", "guild", "The Weavers Guild has moved.")
        ]
        bench.store.close()


class TestAnArticleFirstKnownFromItsFeed:
    """A summary first; then the page, which may say more."""

    SUMMARY = replace(STORY, text=says(STRIKE), origin="feed")

    def test_what_was_told_is_not_told_again_but_confirmed(self, bench: Rig) -> None:
        (first,) = file(bench, self.SUMMARY).alerts
        assert first.notes == ("from feed only",)
        again = file(bench, again=True)
        assert (again.alerts, again.silences) == ((), ())
        assert len(bench.outbox()) == 2
        with bench.store.read() as tx:
            kept = alerts.get(tx, first.id).alert
        assert (kept.article.origin, kept.notes) == ("page", ("first from the feed only, since confirmed by the page",))

    def test_what_the_page_says_beside_it_is_told_alone(self, bench: Rig) -> None:
        file(bench, self.SUMMARY)
        (more,) = file(bench, copy(1, GAZETTE, STRIKE, WAGES), again=True).alerts
        assert [told.words for told in more.told] == [WAGES]

    def test_what_the_feed_showed_only_in_part_is_told_when_the_page_meets_the_conditions(self, tmp_path: Any) -> None:
        asked = watchlist(conditions=keyword_in_article("rain"), routes=(Route("inbox"),))
        bench = rig(tmp_path, watchlists=(asked,))
        assert [one.why for one in file(bench, self.SUMMARY).silences] == ["condition"]
        (alert,) = file(bench, again=True).alerts
        assert [told.words for told in alert.told] == [STRIKE]
        bench.store.close()


def keyword_in_article(word: str) -> Conditions:
    return Conditions(keywords=(KeywordRule("rule", any=(word,), scope="article"),))


def test_a_watchlist_hears_a_known_statement_when_a_report_first_meets_its_conditions(tmp_path: Path) -> None:
    only_gazette = watchlist(conditions=Conditions(outlets=(GAZETTE.id,)), routes=(Route("inbox"),))
    everywhere = watchlist(id="all", routes=(Route("inbox"),))
    bench = rig(tmp_path, watchlists=(only_gazette, everywhere))
    elsewhere = file(bench, copy(), COURIER)
    assert [alert.watchlist for alert in elsewhere.alerts] == ["all"]
    at_last = file(bench)
    assert [alert.watchlist for alert in at_last.alerts] == ["desk"]
    assert file(bench, copy(3, GAZETTE), GAZETTE).alerts == ()
