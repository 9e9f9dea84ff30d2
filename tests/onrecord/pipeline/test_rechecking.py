"""After an alert its page is looked at again: what was edited or removed is kept, and told where a route asks."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.errors import RateLimited, Refused, Unreachable
from onrecord.model import RECHECKS, Entry, Route, Source
from onrecord.pipeline.outcomes import Rechecked
from store import tables
from tests.build import DAY, GAZETTE, HOUR, MINUTE, NOW, watchlist
from tests.rig import STRIKE, WAGES, Answer, Rig, html, rig, says

URL = "https://gazette.example/1"
EDITED = STRIKE.replace("will be silent", "may be silent")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    told = watchlist(routes=(Route("inbox", edits=True), Route("pager")))
    made = rig(tmp_path, watchlists=(told,))
    yield made
    made.store.close()


async def alert(bench: Rig, *said: str) -> None:
    """Let the gazette's page be read and alerted."""
    bench.add(Entry(URL))
    bench.web.answers[URL] = html(*map(says, said))
    (read,) = await bench.read()
    assert read.filed is not None
    assert len(read.filed.alerts) == 1


async def after(bench: Rig, wait: timedelta = HOUR) -> Rechecked:
    bench.clock.now = NOW + wait
    (again,) = await bench.recheck()
    return again


async def test_a_page_is_looked_at_after_an_hour_a_day_and_a_week(bench: Rig) -> None:
    await alert(bench, STRIKE)
    assert RECHECKS == (HOUR, DAY, 7 * DAY)
    for wait in RECHECKS:
        bench.clock.now = NOW + wait - MINUTE
        assert await bench.recheck() == []
        assert (await after(bench, wait)).edits == ()
    bench.clock.advance(365 * DAY)
    assert await bench.recheck() == []
    assert {row.outcome for row in bench.rows(tables.rechecks)} == {"as it was"}


async def test_an_article_that_was_not_alerted_is_not_looked_at_again(bench: Rig) -> None:
    bench.add(Entry(URL), baseline=True)
    bench.web.answers[URL] = html(says(STRIKE))
    await bench.read()
    assert bench.rows(tables.rechecks) == []


async def test_an_edited_quotation_is_kept_with_its_diff_and_told_where_a_route_asks(bench: Rig) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = html(says(EDITED))
    again = await after(bench)
    (edit,) = again.edits
    assert (edit.kind, edit.before.strip("“”,"), edit.after) == ("edited", STRIKE, EDITED)
    (row,) = bench.rows(tables.edits)
    assert "[-will-]{+may+}" in row.diff
    (told,) = again.alerts
    assert (told.kind, told.group, [one.words for one in told.told]) == ("edit", "guild", [STRIKE])
    assert told.notes == (edit.told,)
    assert [(each.channel, each.alert.kind) for each in bench.outbox() if each.alert] == [
        ("inbox", "statement"),
        ("pager", "statement"),
        ("inbox", "edit"),
    ]


async def test_both_texts_and_both_pages_are_kept(bench: Rig) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = html(says(EDITED))
    await after(bench)
    first, second = bench.rows(tables.articles)
    assert (first.version, second.version) == (1, 2)
    assert STRIKE in first.text
    assert EDITED in second.text
    assert [row.sha256 for row in bench.rows(tables.captures)] == [first.body_sha256, second.body_sha256]
    assert bench.rows(tables.edits)[0].body_sha256 == second.body_sha256


async def test_one_edit_is_told_once_and_another_again(bench: Rig) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = html(says(EDITED))
    assert len((await after(bench)).alerts) == 1
    assert (await after(bench, DAY)).alerts == ()
    bench.web.answers[URL] = html("Nobody spoke after the meeting of the weavers, and the hall was locked at nine.")
    (edit,) = (await after(bench, 7 * DAY)).edits
    assert edit.kind == "removed"
    assert [row.kind for row in bench.rows(tables.edits)] == ["edited", "removed"]


async def test_two_quotations_that_go_together_are_told_together(bench: Rig) -> None:
    await alert(bench, STRIKE, WAGES)
    bench.web.answers[URL] = html("Nobody spoke after the meeting of the weavers, and the hall was locked at nine.")
    again = await after(bench)
    assert [edit.kind for edit in again.edits] == ["removed", "removed"]
    (told,) = again.alerts
    assert [one.words for one in told.told] == [STRIKE, WAGES]
    assert len(told.notes) == 2


async def test_a_page_that_is_gone_took_the_quotation_with_it(bench: Rig) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = Refused(URL, "status 410", 410)
    again = await after(bench)
    assert [edit.kind for edit in again.edits] == ["gone"]
    assert len(again.alerts) == 1
    assert again.failure is None


@pytest.mark.parametrize(
    "error", [Unreachable(URL, "no route"), Refused(URL, "status 500", 500), RateLimited(URL, "later", HOUR)]
)
async def test_what_may_pass_is_tried_again_and_is_no_edit(bench: Rig, error: Exception) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = error
    again = await after(bench)
    assert again.failure is not None
    assert again.edits == ()
    assert await bench.recheck() == []
    bench.web.answers[URL] = html(says(EDITED))
    assert len((await after(bench, 4 * HOUR)).edits) == 1


async def test_a_page_without_an_article_is_no_removal(bench: Rig) -> None:
    """It may be a consent wall or a broken template: nobody can tell."""
    await alert(bench, STRIKE)
    bench.web.answers[URL] = b"<html><body>Accept.</body></html>"
    again = await after(bench)
    assert again.failure is not None
    assert (again.failure.kind, again.edits) == ("no article", ())


async def test_what_fails_for_too_long_is_given_up(bench: Rig) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = Unreachable(URL, "no route")
    tries = 0
    while bench.clock() < NOW + DAY - MINUTE:
        bench.clock.advance(10 * MINUTE)
        tries += len(await bench.recheck())
    assert 5 < tries < 30
    bench.clock.now = NOW + HOUR + bench.settings.retry_for + 8 * DAY
    for _ in range(3):
        await bench.recheck()
        bench.clock.advance(4 * DAY)
    assert await bench.recheck() == []


async def test_what_nobody_expected_stops_nothing(bench: Rig, caplog: pytest.LogCaptureFixture) -> None:
    await alert(bench, STRIKE)
    bench.web.answers[URL] = ZeroDivisionError("odd page")
    with caplog.at_level(logging.ERROR):
        again = await after(bench)
    assert again.failure is not None
    assert again.failure.kind == "unexpected"
    assert "nobody expected" in caplog.text


async def test_an_alert_from_the_feed_only_has_nothing_to_compare_with(bench: Rig) -> None:
    bench.add(Entry(URL, title="A day at the mill", summary=says(STRIKE)))
    bench.web.answers[URL] = Refused(URL, "status 404", 404)
    await bench.read()
    assert (await after(bench)).edits == ()
    assert "nothing to compare with" in {row.outcome for row in bench.rows(tables.rechecks)}


async def test_where_no_route_asks_nothing_is_told_and_all_is_kept(tmp_path: Path) -> None:
    bench = rig(tmp_path)
    await alert(bench, STRIKE)
    bench.web.answers[URL] = html(says(EDITED))
    again = await after(bench)
    assert (len(again.edits), again.alerts) == (1, ())
    bench.store.close()


async def test_lines_that_the_outlet_repeats_make_no_other_version(bench: Rig) -> None:
    footer = "Subscribe to the Gazette and read all the news of the valley first."
    for number in range(2, 5):
        url = f"https://gazette.example/{number}"
        bench.add(Entry(url))
        bench.web.answers[url] = html(f"The mill ground {number} sacks on that day.", footer)
        await bench.read()
    bench.add(Entry(URL))
    bench.web.answers[URL] = html(says(STRIKE), footer)
    await bench.read()
    assert (await after(bench)).edits == ()
    assert [row.version for row in bench.rows(tables.articles)] == [1, 1, 1, 1]


class TestAMessageOfAChannel:
    """Its own page shows no text: it is looked at on its channel's."""

    CHANNEL = Source("gazette/telegram", "gazette", "telegram", "https://t.me/s/Gazette")
    THERE = "https://t.me/s/Gazette?before=8"

    @pytest.fixture
    async def bench(self, tmp_path: Path) -> AsyncIterator[Rig]:
        told = watchlist(routes=(Route("inbox", edits=True), Route("pager")))
        made = rig(tmp_path, watchlists=(told,), outlets=(replace(GAZETTE, sources=(self.CHANNEL,)),))
        made.web.answers[self.CHANNEL.url] = preview((6, "The mill is open."))
        await made.poll()
        made.clock.advance(MINUTE)
        await made.read()
        made.clock.advance(HOUR)
        made.web.answers[self.CHANNEL.url] = preview((6, "The mill is open."), (7, says(STRIKE)))
        await made.poll()
        (read,) = await made.read()
        assert read.filed is not None
        assert len(read.filed.alerts) == 1
        made.clock.advance(HOUR)
        yield made
        made.store.close()

    async def test_stands_as_it_was(self, bench: Rig) -> None:
        bench.web.answers[self.THERE] = preview((6, "The mill is open."), (7, says(STRIKE)))
        (again,) = await bench.recheck()
        assert (again.failure, again.edits, again.alerts) == (None, (), ())
        assert len(bench.rows(tables.articles)) == 2

    async def test_is_edited_silently(self, bench: Rig) -> None:
        bench.web.answers[self.THERE] = preview((6, "The mill is open."), (7, says(EDITED)))
        (again,) = await bench.recheck()
        assert [(edit.kind, edit.after) for edit in again.edits] == [("edited", EDITED)]
        assert [alert.kind for alert in again.alerts] == ["edit"]
        assert [row.version for row in bench.rows(tables.articles)] == [1, 1, 2]
        assert self.THERE in {row.url for row in bench.rows(tables.captures)}

    async def test_is_removed(self, bench: Rig) -> None:
        bench.web.answers[self.THERE] = preview((5, "Good morning."), (6, "The mill is open."))
        (again,) = await bench.recheck()
        assert [edit.kind for edit in again.edits] == ["gone"]

    @pytest.mark.parametrize(
        "answer", [b"<html><body class='tgme_page'>View in Telegram</body></html>", Unreachable(THERE, "time-out")]
    )
    async def test_is_tried_again_where_the_channel_shows_nothing(self, answer: Answer, bench: Rig) -> None:
        bench.web.answers[self.THERE] = answer
        (again,) = await bench.recheck()
        assert again.failure is not None
        assert again.edits == ()

    async def test_of_a_channel_that_is_configured_no_more_is_left_alone(self, bench: Rig) -> None:
        bench.settings = replace(bench.settings, outlets=(GAZETTE,))
        (again,) = await bench.recheck()
        assert (again.failure, again.edits) == (None, ())


def preview(*posts: tuple[int, str]) -> bytes:
    """A channel's page with these messages."""
    shown = "".join(
        f'<div class="tgme_widget_message_wrap"><div data-post="Gazette/{number}">'
        f'<div class="tgme_widget_message_text">{text}</div></div></div>'
        for number, text in posts
    )
    return f"<html><div class='tgme_channel_info'></div>{shown}</html>".encode()
