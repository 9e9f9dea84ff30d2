"""`onrecord outlets`: how the sources stand, what is wrong and what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onrecord.model import Entry, Failure, Source, SourceState
from onrecord.pipeline.standing import Standing, standings
from store import entries, sources
from store.sources import SourceHealth, UnreadPage
from tests.build import DAY, HOUR, NOW
from tests.command import onrecord
from tests.onrecord.cli.conftest import Office


class TestOutlets:
    GAZETTE = Source("gazette/feed", "gazette", "feed", "https://gazette.example/feed.xml")
    BROKEN = Failure("unreachable", "timed out", NOW)

    def health(self, **changes: Any) -> SourceHealth:
        state = replace(
            SourceState(next_poll_at=NOW + HOUR, baselined_at=NOW - 3 * DAY, last_poll_at=NOW, last_success_at=NOW),
            **changes,
        )
        return SourceHealth("gazette/feed", "gazette", self.GAZETTE.url, state, 10, 0, 10, 4, 20, None)

    def stands(
        self, office: Office, *rows: SourceHealth, expected: float | None = None, **source: Any
    ) -> list[Standing]:
        """How sources of the Gazette with these rows stand."""
        gazette = office.settings.outlets[0]
        known = tuple(replace(self.GAZETTE, id=row.source_id, **source) for row in rows)
        settings = replace(office.settings, outlets=(replace(gazette, expect_per_day=expected, sources=known),))
        return [stands for _, stands in standings(rows, settings, NOW)]

    def judged(
        self, office: Office, row: SourceHealth, expected: float | None = None, **source: Any
    ) -> tuple[str, bool]:
        (judged,) = self.stands(office, row, expected=expected, **source)
        return judged.word, judged.trouble

    def test_each_standing_and_whether_it_is_a_trouble(self, office: Office) -> None:
        never = {"last_success_at": None, "baselined_at": None}
        failing = {"failure": self.BROKEN, "streak": 3}
        assert self.judged(office, self.health()) == ("fine", False)
        assert self.judged(office, self.health(last_poll_at=None, **never)) == ("not polled yet", False)
        assert self.judged(office, self.health(**failing)) == ("failing", True)
        assert self.judged(office, self.health(**failing, **never)) == ("failing", True)
        assert self.judged(office, self.health(**failing, **never), unverified=True) == ("never reached", False)
        assert self.judged(office, self.health(**failing), unverified=True) == ("failing", True), "it has worked once"
        assert self.judged(office, self.health(), expected=5) == ("silent", True)
        assert self.judged(office, self.health(), expected=4) == ("fine", False)
        assert self.judged(office, self.health(baselined_at=NOW - HOUR), expected=5) == ("fine", False), "too young"
        page = UnreadPage("https://gazette.example/9", self.BROKEN)
        unread = replace(self.health(), unread=3, unread_last=page)
        assert self.judged(office, unread) == ("some pages fail", False)
        assert self.judged(office, replace(unread, read=0)) == ("no page reads", True)
        assert self.judged(office, replace(unread, read=0, unread=2)) == ("some pages fail", False), "too few to tell"
        assert self.judged(office, unread, expected=5) == ("silent", True)

    def test_a_page_without_text_is_shown_with_its_address_the_reason_and_what_to_do(self, office: Office) -> None:
        with office.store.begin() as tx:
            source = office.settings.sources[0]
            link = ("https://gazette.example/9", Entry("https://gazette.example/9", title="A gallery"))
            entries.add(tx, source, [link], first_seen=NOW, baseline=False)
            sources.save(tx, source.id, SourceState(NOW, last_poll_at=NOW, last_success_at=NOW))
            (waiting,) = entries.pending(tx, NOW, 1)
            entries.settle_feed_only(tx, waiting.id, Failure("no article", "the page holds no text", NOW), None)
        out = " ".join(onrecord("outlets", "--config", office.config).out.split())
        assert "some pages fail" in out
        record = json.loads(onrecord("outlets", "--json", "--config", office.config).out.splitlines()[-1])
        assert (record["unread"], record["trouble"]) == (1, False)
        assert record["detail"] == (
            "1 of 1 pages unread in a week, last https://gazette.example/9: no article: the page holds no text. "
            "Open it: if it is an article, `onrecord read URL` shows what is found in it"
        )

    def test_an_outlet_is_silent_when_all_its_sources_together_bring_too_little(self, office: Office) -> None:
        feed = replace(self.health(), last_day=4)
        sitemap = replace(feed, source_id="gazette/sitemap", last_day=0)
        words = [stands.word for stands in self.stands(office, feed, sitemap, expected=4)]
        assert words == ["fine", "fine"], "what the feed showed first is new at no other source"
        silent = self.stands(office, feed, sitemap, expected=5)
        assert [(stands.word, stands.reason) for stands in silent] == [
            ("silent", "4 articles in a day, 5 expected")
        ] * 2
        assert all(stands.advice.startswith("Look whether the outlet publishes") for stands in silent)
        broken = replace(sitemap, state=replace(sitemap.state, failure=self.BROKEN, streak=3))
        words = [stands.word for stands in self.stands(office, feed, broken, expected=4)]
        assert words == ["fine", "failing"], "a failure is a source's own"

    def test_an_outlet_of_which_nothing_is_expected_is_silent_long_after_its_usual_gap(self, office: Office) -> None:
        def silence(quiet_for: timedelta, usual: timedelta) -> str:
            (stands,) = self.stands(office, self.health(last_new_at=NOW - quiet_for, rhythm=usual))
            return stands.reason

        assert silence(2 * DAY, HOUR) == "", "a weekend"
        assert silence(3 * DAY, HOUR).endswith("; something every 60 minutes was usual")
        assert silence(3 * DAY, 4 * HOUR) == "", "it brings little"
        assert silence(4 * DAY, 4 * HOUR).endswith("; something every 4 hours was usual")
        (stands,) = self.stands(office, self.health(last_new_at=NOW - 30 * DAY))
        assert stands.word == "fine", "nothing was ever usual"

    @pytest.mark.parametrize(
        ("failure", "advice"),
        [
            (Failure("unreachable", "no connection: refused", NOW), "Open it in a browser: if it opens there"),
            (Failure("unreachable", "TLS: the certificate is not valid (expired)", NOW), "certificate"),
            (Failure("rate limited", "too many requests (status 429)", NOW), "by itself"),
            (Failure("blocked", "a bot wall (Cloudflare, status 403)", NOW), "ask it for access"),
            (Failure("blocked", "127.0.0.1 is not a public address", NOW), "allow_private"),
            (Failure("refused", "robots.txt cannot be read (status 503)", NOW), "every ten minutes"),
            (Failure("too large", "more than 10 bytes", NOW), "look for another source"),
            (
                Failure("no article", "the page shows its text only with JavaScript, and no browser is asked to", NOW),
                "render: true",
            ),
            (Failure("unexpected", "ZeroDivisionError: division by zero", NOW), "please report it"),
        ],
    )
    def test_every_failure_comes_with_what_to_do(self, office: Office, failure: Failure, advice: str) -> None:
        (stands,) = self.stands(office, self.health(failure=failure, streak=3))
        assert stands.detail == f"{stands.reason}. {stands.advice}"
        assert advice in stands.advice

    def test_a_page_that_is_gone_needs_nothing_from_the_operator(self, office: Office) -> None:
        gone = UnreadPage("https://gazette.example/9", Failure("refused", "status 404 Not Found", NOW))
        row = replace(self.health(), unread=1, unread_last=gone)
        (judged,) = self.stands(office, row)
        assert judged.detail.endswith("refused: status 404 Not Found. It was taken down, or the link to it is wrong")

    def fail(self, office: Office, source: str) -> None:
        with office.store.begin() as tx:
            sources.save(tx, source, SourceState(NOW + HOUR, last_poll_at=NOW, streak=2, failure=self.BROKEN))

    def test_a_source_that_nobody_has_seen_work_is_no_trouble(self, office: Office) -> None:
        self.fail(office, "courier/feed")
        ran = onrecord("outlets", "--config", office.config)
        assert ran.code == 0
        assert "never reached" in ran.out
        assert "unreachable: timed out (2 in a row, next try 2026-03-02 13:00)" in ran.out
        assert "2 sources, 0 in trouble" in ran.out

    def test_troubles_exit_with_1(self, office: Office) -> None:
        self.fail(office, "gazette/feed")
        ran = onrecord("outlets", "--config", office.config, "--troubles")
        assert ran.code == 1
        assert "gazette/feed" in ran.out
        assert "courier/feed" not in ran.out

    def test_as_json_lines(self, office: Office) -> None:
        self.fail(office, "gazette/feed")
        ran = onrecord("outlets", "--config", office.config, "--json")
        records = {row["source"]: row for row in map(json.loads, ran.out.splitlines())}
        assert ran.code == 1
        assert [records[name]["standing"] for name in ("courier/feed", "gazette/feed")] == ["not polled yet", "failing"]
        assert records["gazette/feed"]["streak"] == 2
