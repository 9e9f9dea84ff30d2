"""One reading: the page, or what the feed says until the page comes; and when a page is given up."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import (
    Blocked,
    FetchError,
    OnRecordError,
    RateLimited,
    Refused,
    RobotsDisallowed,
    TooLarge,
    Unreachable,
)
from onrecord.model import CONFIRMED, FROM_FEED, Entry, Failure, Route, Source
from onrecord.pipeline.keeping import body_digest
from onrecord.pipeline.reading import FIRST_RETRY, LONGEST_RETRY, Reader, next_read
from store import alerts, sources, tables
from store.entries import EntryState
from tests.build import COURIER, DAY, GAZETTE, HOUR, MINUTE, NOW, watchlist
from tests.rig import STRIKE, WAGES, Inline, Rig, html, page, rig, says

URL = "https://gazette.example/1"
BARE = Entry(URL, entry_id="1", published=NOW - HOUR)
TOLD = replace(BARE, title="Looms to be silent", summary=says(STRIKE))


def entry(bench: Rig) -> Any:
    (row,) = bench.rows(tables.entries)
    return row


class TestThePage:
    async def test_becomes_an_article_with_its_evidence_and_the_entry_is_done(self, bench: Rig) -> None:
        bench.add(TOLD)
        bench.web.answers[URL] = html(says(STRIKE))
        (read,) = await bench.read()
        assert read.filed is not None
        assert (read.failure, read.given_up, read.filed.new, len(read.filed.alerts)) == (None, False, 1, 1)
        assert read.filed.alerts[0].notes == ()
        (row,) = bench.rows(tables.articles)
        assert (row.origin, row.entry_id, row.body_sha256) == (
            "page",
            entry(bench).id,
            body_digest(page(URL, html(says(STRIKE)))),
        )
        assert (entry(bench).state, entry(bench).next_try_at) == (EntryState.READ, None)
        assert await bench.read() == []

    async def test_loses_the_lines_that_an_outlet_repeats_and_no_quotation(self, bench: Rig) -> None:
        footer = "Subscribe to the Gazette and read all the news of the valley first."
        for number in range(5):
            url = f"https://gazette.example/{number}"
            bench.add(Entry(url, entry_id=str(number), published=NOW - HOUR))
            bench.web.answers[url] = html(f"The mill ground {number} sacks on that day.", says(STRIKE), footer)
            await bench.read()
        texts = [row.text for row in bench.rows(tables.articles)]
        assert [footer in text for text in texts] == [True, True, True, False, False]
        assert all(STRIKE in text for text in texts)

    async def test_of_the_baseline_is_stored_and_not_told(self, bench: Rig) -> None:
        bench.add(BARE, baseline=True)
        bench.web.answers[URL] = html(says(STRIKE))
        (read,) = await bench.read()
        assert read.filed is not None
        assert (read.filed.new, read.filed.alerts) == (1, ())

    async def test_in_work_is_not_due(self, bench: Rig) -> None:
        bench.add(BARE)
        assert bench.reader.due(frozenset({str(entry(bench).id)}), 10) == []


class TestTheFeedOnly:
    async def test_is_told_as_such_and_the_page_is_tried_again(self, bench: Rig) -> None:
        bench.add(TOLD)
        (read,) = await bench.read()
        assert read.filed is not None
        assert read.failure is not None
        assert (read.failure.kind, read.given_up) == ("unreachable", False)
        (alert,) = read.filed.alerts
        assert (alert.notes, alert.article.origin, alert.told[0].words) == ((FROM_FEED,), "feed", STRIKE)
        assert entry(bench).state == EntryState.FEED_ONLY
        assert entry(bench).next_try_at > NOW

    async def test_is_upgraded_by_the_page_and_nothing_is_sent_twice(self, bench: Rig) -> None:
        bench.add(TOLD)
        await bench.read()
        await bench.send()
        bench.web.answers[URL] = html(says(STRIKE), title="The whole story")
        bench.clock.advance(HOUR)
        (read,) = await bench.read()
        assert read.filed is not None
        assert (read.filed.alerts, read.filed.silences) == ((), ())
        (row,) = bench.rows(tables.alerts)
        upgraded = alerts.load(row.payload)
        assert (upgraded.notes, upgraded.article.origin, upgraded.article.title) == (
            (CONFIRMED,),
            "page",
            "The whole story",
        )
        assert entry(bench).state == EntryState.READ
        assert len(bench.outbox()) == 2
        assert await bench.send() == []

    async def test_is_upgraded_though_the_page_calls_itself_otherwise(self, bench: Rig) -> None:
        bench.add(TOLD)
        await bench.read()
        bench.web.answers[URL] = html(says(STRIKE), canonical="https://gazette.example/2026/looms-to-be-silent")
        bench.clock.advance(HOUR)
        (read,) = await bench.read()
        assert read.filed is not None
        assert (read.filed.alerts, read.filed.article.url) == ((), URL)
        (row,) = bench.rows(tables.alerts)
        assert alerts.load(row.payload).notes == (CONFIRMED,)

    async def test_what_only_the_page_says_is_told_when_it_comes(self, bench: Rig) -> None:
        bench.add(TOLD)
        await bench.read()
        bench.web.answers[URL] = html(says(STRIKE), says(WAGES))
        bench.clock.advance(HOUR)
        (read,) = await bench.read()
        assert read.filed is not None
        assert [told.words for alert in read.filed.alerts for told in alert.told] == [WAGES]

    async def test_is_filed_once_however_often_the_page_fails(self, bench: Rig) -> None:
        bench.add(TOLD)
        await bench.read()
        bench.clock.advance(HOUR)
        (again,) = await bench.read()
        assert (again.filed, again.given_up) == (None, False)
        assert len(bench.rows(tables.articles)) == 1
        assert (entry(bench).state, entry(bench).attempts) == (EntryState.FEED_ONLY, 2)

    @pytest.mark.parametrize("blank", [{}, {"title": " ", "summary": "\n"}])
    async def test_needs_something_to_tell(self, bench: Rig, blank: dict[str, Any]) -> None:
        bench.add(replace(BARE, **blank))
        (read,) = await bench.read()
        assert (read.filed, read.failure.kind if read.failure else None) == (None, "unreachable")
        assert entry(bench).state == EntryState.FAILED
        assert bench.rows(tables.articles) == []

    async def test_stays_what_it_is_when_something_else_goes_wrong(self, bench: Rig) -> None:
        bench.add(TOLD)
        await bench.read()
        bench.web.answers[URL] = ZeroDivisionError("odd")
        bench.clock.advance(HOUR)
        await bench.read()
        assert (entry(bench).state, entry(bench).failure_kind) == (EntryState.FEED_ONLY, "unexpected")


class TestGivingUp:
    @pytest.mark.parametrize(
        ("error", "given_up"),
        [
            (Refused(URL, "status 404", 404), True),
            (Refused(URL, "status 410", 410), True),
            (Refused(URL, "status 451", 451), True),
            (RobotsDisallowed(URL, "robots.txt says no"), True),
            (TooLarge(URL, "over 8 MB"), True),
            (Refused(URL, "status 403", 403), False),
            (Refused(URL, "status 500", 500), False),
            (Unreachable(URL, "timed out"), False),
            (Blocked(URL, "a bot wall"), False),
            (RateLimited(URL, "status 429", timedelta(hours=5)), False),
        ],
    )
    @pytest.mark.parametrize("of", [BARE, TOLD], ids=["bare", "told"])
    async def test_is_for_what_will_not_change(self, bench: Rig, error: FetchError, given_up: bool, of: Entry) -> None:
        bench.add(of)
        bench.web.answers[URL] = error
        (read,) = await bench.read()
        assert read.given_up is given_up
        assert (entry(bench).next_try_at is None) is given_up
        assert (entry(bench).failure_kind, entry(bench).failure_detail) == (error.kind, error.cause)

    async def test_is_for_a_page_without_an_article(self, bench: Rig) -> None:
        bench.add(BARE)
        bench.web.answers[URL] = b"%PDF-1.7 not a page"
        (read,) = await bench.read()
        assert read.failure is not None
        assert (read.failure.kind, read.given_up) == ("no article", True)

    async def test_comes_after_retry_for(self, bench: Rig) -> None:
        bench.add(BARE)
        tries = 0
        while due := entry(bench).next_try_at:
            bench.clock.now = due
            (read,) = await bench.read()
            tries += 1
        assert read.given_up
        assert bench.clock() - NOW <= bench.settings.retry_for
        assert 10 < tries < 30

    async def test_is_not_for_what_nobody_expected(self, bench: Rig, caplog: pytest.LogCaptureFixture) -> None:
        """It may be a crash in the machinery, so the article is not lost for it."""
        bench.add(BARE, replace(BARE, url="https://gazette.example/2", entry_id="2"))
        bench.web.answers[URL] = ZeroDivisionError("odd page")
        bench.web.answers["https://gazette.example/2"] = html(says(STRIKE))
        with caplog.at_level(logging.ERROR):
            bad, good = await bench.read()
        assert bad.failure is not None
        assert (bad.failure.kind, bad.failure.detail) == ("unexpected", "ZeroDivisionError: odd page")
        assert not bad.given_up
        assert good.filed is not None, "it stops no other page"
        assert "nobody expected" in caplog.text
        bench.web.answers[URL] = html(says(WAGES))
        bench.clock.advance(HOUR)
        (again,) = await bench.read()
        assert again.filed is not None

    async def test_shows_among_the_outlets(self, bench: Rig) -> None:
        bench.add(BARE)
        bench.web.answers[URL] = Refused(URL, "status 404", 404)
        await bench.read()
        with bench.store.read() as tx:
            row = next(row for row in sources.health(tx, NOW) if row.source_id == "gazette/feed")
        assert row.unread == 1
        assert row.unread_last is not None
        assert row.unread_last.failure.detail == "status 404"


async def test_an_entry_of_an_outlet_that_is_no_longer_configured_is_given_up(tmp_path: Path) -> None:
    bench = rig(tmp_path)
    bench.add(TOLD)
    bench.settings = replace(bench.settings, outlets=(COURIER,))
    (read,) = await bench.read()
    assert read.failure is not None
    assert (read.failure.kind, read.given_up, read.filed) == ("not configured", True, None)
    assert bench.web.asked == []
    bench.store.close()


class TestNextRead:
    FAILURE = Failure("unreachable", "timed out", NOW)

    def waits(self, failure: Failure = FAILURE) -> list[timedelta]:
        return [next_read(attempts, failure, random.Random(attempts)) - NOW for attempts in range(40)]

    def test_waits_double_up_to_the_longest(self) -> None:
        for attempts, wait in enumerate(self.waits()):
            middle = min(FIRST_RETRY * 2 ** min(attempts, 20), LONGEST_RETRY)
            assert middle * 0.8 <= wait <= middle * 1.2

    def test_never_before_the_host_allows_it(self) -> None:
        patient = replace(self.FAILURE, retry_after=timedelta(hours=7))
        assert all(wait == timedelta(hours=7) for wait in self.waits(patient))
        hasty = replace(self.FAILURE, retry_after=timedelta(seconds=1))
        assert min(self.waits(hasty)) >= FIRST_RETRY * 0.8


async def test_a_message_of_a_channel_is_read_from_the_channels_page_alone(tmp_path: Path) -> None:
    source = Source("gazette/telegram", "gazette", "telegram", "https://t.me/s/gazette")
    bench = rig(tmp_path, outlets=(replace(GAZETTE, sources=(source,)),))
    text = f'<div class="tgme_widget_message_text">{says(STRIKE)}</div>'
    post = f'<div class="tgme_widget_message_wrap"><div data-post="gazette/7">{text}</div></div>'
    bench.web.answers[source.url] = b"<html><div class='tgme_channel_info'></div></html>"
    await bench.poll()
    bench.clock.advance(HOUR)
    bench.web.answers[source.url] = f"<html><div class='tgme_channel_info'></div>{post}</html>".encode()
    await bench.poll()
    (read,) = await bench.read()
    assert read.filed is not None
    assert (read.failure, read.filed.article.origin, len(read.filed.alerts)) == (None, "page", 1)
    assert {url for url, *_ in bench.web.asked} == {source.url}
    (article,), kept = bench.rows(tables.articles), bench.rows(tables.captures)
    assert [(row.url, row.sha256) for row in kept] == [(source.url, article.body_sha256)]
    bench.store.close()


class TestAPageThatIsNone:
    async def test_one_that_only_says_that_there_is_nothing_is_not_asked_for_again(self, bench: Rig) -> None:
        bench.add(BARE)
        bench.web.answers[URL] = html("There is nothing here any more, we are sorry.", title="Page not found")
        (read,) = await bench.read()
        assert read.failure is not None
        assert (read.failure.kind, read.given_up) == ("refused", True)
        assert read.failure.detail == "status 404 in all but name: its title says “Page not found”"

    @pytest.mark.parametrize("plea", ["", "<noscript>You need to enable JavaScript to run this app.</noscript>"])
    async def test_one_that_needs_javascript_says_so(self, bench: Rig, plea: str) -> None:
        bench.add(BARE)
        body = f"<html><head><title>News</title></head><body>{plea}<script src=a.js></script><div id='root'></div>"
        bench.web.answers[URL] = f"{body}</body></html>".encode()
        (read,) = await bench.read()
        assert read.failure is not None
        assert read.failure.kind == "no article"
        assert read.failure.detail == "the page shows its text only with JavaScript, and no browser is asked to"


async def test_the_page_is_understood_as_of_its_outlet_and_date(tmp_path: Path) -> None:
    """An old article is filed and not told, however late its link appeared."""
    bench = rig(tmp_path, outlets=(GAZETTE,), watchlists=(watchlist(max_age=DAY, routes=(Route("inbox"),)),))
    bench.add(replace(BARE, published=None))
    bench.web.answers[URL] = html(says(STRIKE), published=NOW - 2 * DAY)
    (read,) = await bench.read()
    assert read.filed is not None
    assert [one.why for one in read.filed.silences] == ["old"]
    bench.store.close()


async def test_what_the_extraction_raises_beside_its_own_errors_is_tried_again(tmp_path: Path) -> None:
    class Dying(Inline):
        async def extract(self, *_: Any, **__: Any) -> Any:
            raise OnRecordError("x", "neither a fetch nor an extraction")

    bench = rig(tmp_path)
    bench.add(BARE)
    bench.web.answers[URL] = html(says(STRIKE))
    reader = Reader(
        bench.store, bench.web, Dying(), bench.desk, bench.settings, clock=bench.clock, rng=random.Random(1)
    )
    (waiting,) = reader.due(frozenset(), 1)
    read = await reader.read(waiting)
    assert read.failure is not None
    assert read.failure.kind == "unexpected"
    assert isinstance(entry(bench).next_try_at, datetime)
    assert entry(bench).next_try_at - NOW >= MINUTE
    bench.store.close()
