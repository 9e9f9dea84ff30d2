"""One poll: what it keeps, what it calls a baseline, and what it says of failures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import schedule
from crawler import sources as feed_sources
from onrecord.errors import Blocked, FetchError, RateLimited, Refused, RobotsDisallowed, TooLarge, Unreachable
from onrecord.model import Entry, SourceState
from store import sources, tables
from tests.build import DAY, FEED, GAZETTE, HOUR, MINUTE, NOW
from tests.rig import Rig, page, rig, rss

ONE = {"link": "https://gazette.example/1", "guid": "1", "title": "One", "published": NOW - HOUR}
TWO = {"link": "https://gazette.example/2", "guid": "2", "title": "Two", "published": NOW - HOUR}


def entries(bench: Rig) -> list[tuple[str, bool]]:
    return [(row.title, row.baseline) for row in bench.rows(tables.entries)]


def state(bench: Rig) -> SourceState:
    with bench.store.read() as tx:
        return next(row.state for row in sources.health(tx, bench.clock()) if row.source_id == FEED.id)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    made = rig(tmp_path, outlets=(GAZETTE,))
    yield made
    made.store.close()


class TestFirstContact:
    async def test_what_it_finds_is_the_baseline_and_what_comes_later_is_news(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = rss(ONE)
        (first,) = await bench.poll()
        assert (first.found, first.new, first.baseline, first.failure) == (1, 1, True, None)
        bench.web.answers[FEED.url] = rss(TWO, ONE)
        bench.clock.advance(HOUR)
        (second,) = await bench.poll()
        assert (second.found, second.new, second.baseline) == (2, 1, False)
        assert entries(bench) == [("One", True), ("Two", False)]

    async def test_an_empty_feed_is_a_baseline_too(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = rss()
        (first,) = await bench.poll()
        assert (first.found, first.baseline) == (0, True)
        bench.web.answers[FEED.url] = rss(ONE)
        bench.clock.advance(HOUR)
        await bench.poll()
        assert entries(bench) == [("One", False)]

    async def test_a_failure_is_no_contact(self, bench: Rig) -> None:
        await bench.poll()
        assert state(bench).baselined_at is None
        bench.web.answers[FEED.url] = rss(ONE)
        bench.clock.advance(HOUR)
        (second,) = await bench.poll()
        assert second.baseline
        assert entries(bench) == [("One", True)]

    async def test_since_asks_for_what_was_published_after_it(self, tmp_path: Path) -> None:
        source = replace(FEED, since=NOW - DAY)
        bench = rig(tmp_path, outlets=(replace(GAZETTE, sources=(source,)),))
        exact = {**TWO, "title": "At that moment", "published": NOW - DAY}
        old = {"link": "https://gazette.example/3", "title": "Old", "published": NOW - DAY - MINUTE}
        undated = {"link": "https://gazette.example/4", "title": "Undated"}
        bench.web.answers[FEED.url] = rss(ONE, exact, old, undated)
        (first,) = await bench.poll()
        assert (first.new, first.baseline) == (4, True)
        assert dict(entries(bench)) == {"One": False, "At that moment": False, "Old": True, "Undated": True}
        bench.store.close()


class TestWhatIsNew:
    async def test_items_of_one_date_and_late_ones_with_an_old_date_are_not_lost(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = rss(ONE)
        await bench.poll()
        late = {**TWO, "link": "https://gazette.example/3", "guid": "3", "title": "Late", "published": NOW - DAY}
        bench.web.answers[FEED.url] = rss(ONE, TWO, late)
        bench.clock.advance(HOUR)
        (second,) = await bench.poll()
        assert second.new == 2
        assert [title for title, _ in entries(bench)] == ["One", "Two", "Late"]

    async def test_nothing_is_new_twice(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = rss(ONE, {**ONE, "link": f"{ONE['link']}?utm_source=feed"})
        for _ in range(2):
            await bench.poll()
            bench.clock.advance(HOUR)
        assert entries(bench) == [("One", True)]

    async def test_an_entry_whose_link_is_no_web_address_is_left_out_alone(
        self, bench: Rig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bad = [Entry(url, title="Bad") for url in ("javascript:alert(1)", "http://[broken", "mailto:a@b.c", "")]
        found = (*bad, Entry("https://gazette.example/1", title="One"))
        monkeypatch.setattr(feed_sources, "parse", lambda *_, **__: found)
        bench.web.answers[FEED.url] = b""
        (poll,) = await bench.poll()
        assert (poll.failure, poll.found, poll.new) == (None, 5, 1)
        assert entries(bench) == [("One", True)]

    async def test_a_bad_link_in_a_feed_costs_no_other_entry(self, bench: Rig) -> None:
        bad = {**TWO, "link": "javascript:alert(1)", "guid": "x"}
        bench.web.answers[FEED.url] = rss(bad, ONE)
        await bench.poll()
        assert ("One", True) in entries(bench)
        assert all(row.url.startswith("https://gazette.example/") for row in bench.rows(tables.entries))


class TestNotModified:
    async def test_validators_are_sent_and_a_304_is_a_success_without_news(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = page(
            FEED.url, rss(ONE), etag='"v1"', last_modified="Mon, 02 Mar 2026 11:00:00 GMT"
        )
        await bench.poll()
        bench.web.answers[FEED.url] = page(FEED.url, status=304)
        now = bench.clock.advance(HOUR)
        (second,) = await bench.poll()
        assert bench.web.asked[-1] == (FEED.url, '"v1"', "Mon, 02 Mar 2026 11:00:00 GMT")
        assert (second.unchanged, second.new, second.failure) == (True, 0, None)
        after = state(bench)
        assert (after.etag, after.last_success_at, after.streak) == ('"v1"', now, 0)
        assert after.next_poll_at > now

    async def test_what_an_answer_says_of_how_long_to_wait_is_heeded(self, tmp_path: Path) -> None:
        patient = replace(FEED, slowest=timedelta(hours=6))
        bench = rig(tmp_path, outlets=(replace(GAZETTE, sources=(patient,)),))
        bench.web.answers[FEED.url] = page(FEED.url, rss(ONE).replace(b"<item>", b"<ttl>120</ttl><item>"), etag='"v1"')
        await bench.poll()
        assert state(bench).next_poll_at > bench.clock() + timedelta(minutes=100)
        bench.web.answers[FEED.url] = page(FEED.url, status=304, cache_control="max-age=14400")
        bench.clock.advance(timedelta(hours=3))
        await bench.poll()
        assert state(bench).next_poll_at > bench.clock() + timedelta(minutes=200)
        bench.store.close()


class TestFailures:
    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            (Unreachable(FEED.url, "name not found"), "unreachable"),
            (Refused(FEED.url, "status 503", 503), "refused"),
            (RobotsDisallowed(FEED.url, "robots.txt says no"), "robots"),
            (TooLarge(FEED.url, "over 8 MB"), "too large"),
            (Blocked(FEED.url, "a bot wall"), "blocked"),
        ],
    )
    async def test_each_is_kept_on_the_row_with_its_kind_and_cause(
        self, bench: Rig, error: FetchError, kind: str
    ) -> None:
        bench.web.answers[FEED.url] = error
        (poll,) = await bench.poll()
        after = state(bench)
        assert after.failure is not None
        assert poll.failure == after.failure
        assert (after.failure.kind, after.failure.detail, after.failure.at) == (kind, error.cause, NOW)
        assert (after.streak, after.last_success_at) == (1, None)
        assert after.next_poll_at > NOW

    async def test_the_wish_to_be_left_alone_is_heeded(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = RateLimited(FEED.url, "status 429", timedelta(hours=9))
        await bench.poll()
        assert state(bench).next_poll_at >= NOW + timedelta(hours=9)

    async def test_a_body_that_is_no_feed(self, bench: Rig) -> None:
        bench.web.answers[FEED.url] = b"<!doctype html><title>Please log in</title><p>Log in to go on.</p>"
        (poll,) = await bench.poll()
        assert poll.failure is not None
        assert poll.failure.kind == "not a feed"

    async def test_a_success_clears_it(self, bench: Rig) -> None:
        await bench.poll()
        bench.web.answers[FEED.url] = rss(ONE)
        bench.clock.advance(HOUR)
        await bench.poll()
        assert (state(bench).failure, state(bench).streak) == (None, 0)

    async def test_what_nobody_expected_of_an_answer_is_shown_and_stops_no_other_source(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        bench = rig(tmp_path)
        bench.web.answers[FEED.url] = ZeroDivisionError("a parser's mistake")
        bench.web.answers["https://courier.example/feed.xml"] = rss(TWO)
        with caplog.at_level(logging.ERROR):
            polls = await bench.poll()
        assert {poll.source: poll.failure.kind if poll.failure else None for poll in polls} == {
            "gazette/feed": "unexpected",
            "courier/feed": None,
        }
        failure = state(bench).failure
        assert failure is not None
        assert failure.detail == "ZeroDivisionError: a parser's mistake"
        assert "nobody expected" in caplog.text
        bench.store.close()


async def test_the_plan_and_the_new_entries_are_kept_together_or_not_at_all(
    bench: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> SourceState:
        raise RuntimeError("no plan")

    before = state(bench)
    bench.web.answers[FEED.url] = rss(ONE)
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "after_success", broken)
        with pytest.raises(RuntimeError, match="no plan"):
            await bench.poll()
    assert entries(bench) == []
    assert state(bench) == before
    await bench.poll()
    assert entries(bench) == [("One", True)]


async def test_sources_in_work_are_not_due_and_the_longest_overdue_come_first(tmp_path: Path) -> None:
    bench = rig(tmp_path)
    poller = bench.poller
    assert [source for source, _ in poller.due(frozenset(), 10)] == ["courier/feed", "gazette/feed"]
    assert [source for source, _ in poller.due(frozenset({"courier/feed"}), 1)] == ["gazette/feed"]
    bench.web.answers[FEED.url] = rss()
    await poller.poll("gazette/feed", state(bench))
    assert [source for source, _ in poller.due(frozenset(), 10)] == ["courier/feed"]
    bench.store.close()
