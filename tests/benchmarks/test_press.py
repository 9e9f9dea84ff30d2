"""The generated press, and how it is judged."""

from __future__ import annotations

import urllib.request
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest

from benchmarks import press_hour, press_peers, press_site
from benchmarks.press_misdeeds import MISDEEDS
from benchmarks.press_site import Asked, House
from crawler import addresses, feeds
from tests.build import NOW

HOUSES = press_site.houses(10, 60)


def test_two_of_five_outlets_are_bad_and_the_good_ones_publish_all() -> None:
    good = [house for house in HOUSES if house.good]
    assert [house.articles for house in good] == [14, 2, 14, 14, 2, 14]
    assert {house.kind for house in HOUSES if not house.good} == set(press_site.BAD[:4])
    assert len({house.host for house in press_site.houses(600, 600)}) == 600
    assert {house.kind for house in press_site.houses(65, 65)} == set(press_site.GOOD + press_site.BAD)


def test_a_good_outlet_serves_its_articles_a_bad_one_fails_and_the_press_remembers() -> None:
    plain = next(house for house in HOUSES if house.kind == "plain")
    gone = House(77, "gone", 1)
    with press_site.served((plain, gone)) as served:
        feed = urllib.request.urlopen(f"{served.base(plain)}/feed.xml").read()
        with pytest.raises(HTTPError, match="410"):
            urllib.request.urlopen(f"{served.base(gone)}/feed.xml")
        asked = served.asked()
        assert served.asked() == []
    entries = feeds.parse(feed, url=f"{served.base(plain)}/feed.xml")
    assert entries[0].url == served.base(plain) + press_site.path_of(0)
    told = [(row.house, row.path, row.status) for row in asked]
    assert told == [(plain.number, "/feed.xml", 200), (gone.number, "/feed.xml", 410)]


def test_a_feed_that_is_known_is_not_sent_again() -> None:
    versioned = House(3, "plain", 1)
    with press_site.served((versioned,)) as served:
        url = f"{served.base(versioned)}/feed.xml"
        with urllib.request.urlopen(url) as answer:
            tag, size = answer.headers["ETag"], len(answer.read())
        with pytest.raises(HTTPError, match="304"):
            urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag}))
        assert [(row.status, row.size, row.spared) for row in served.asked()] == [(200, size, 0), (304, 0, size)]


def test_a_misdeed_spoils_what_it_says_and_nothing_else() -> None:
    paths = ("/robots.txt", "/feed.xml", "/news/1")
    spoilt = {kind: [path for path in paths if MISDEEDS[kind].spoilt(path)] for kind in ("hangs", "stalls", "sealed")}
    assert spoilt == {"hangs": ["/feed.xml", "/news/1"], "stalls": ["/news/1"], "sealed": ["/robots.txt"]}


def test_the_press_counts_as_public_and_no_other_part_of_loopback(tmp_path: Path) -> None:
    with press_hour.published():
        assert addresses.is_public("127.7.0.1")
        assert not addresses.is_public("127.0.0.1")
    assert not addresses.is_public("127.7.0.1")
    with press_site.served(HOUSES) as served:
        settings = press_hour.written(tmp_path, served, HOUSES)
    assert [outlet.id for outlet in settings.outlets[:3]] == ["hangs-0", "stalls-1", "plain-2"]


def test_an_hour_of_the_clock_passes_in_the_seconds_given(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    clock = press_hour.Clock(NOW, 60.0)
    now += 30.0
    assert clock() - NOW == timedelta(minutes=30)
    clock.jump(NOW + timedelta(days=1))
    assert clock() - NOW == timedelta(days=1)


def test_the_smallest_gap_is_that_of_one_host() -> None:
    asked = [Asked(1, "/a", 1.0), Asked(2, "/a", 1.1), Asked(1, "/b", 2.0), Asked(2, "/b", 1.9)]
    assert press_hour.smallest_gap(asked) == pytest.approx(0.8)


def test_a_verdict_that_does_not_hold_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = press_hour.Verdicts()
    verdicts.say("fast", True, "yes")
    verdicts.say("flat", False, "no")
    assert verdicts.failed == ["flat"]
    assert capsys.readouterr().out == "ok   fast: yes\nFAIL flat: no\n"


def test_articles_are_known_by_their_number_in_what_another_monitor_shows() -> None:
    plain = next(house for house in HOUSES if house.kind == "plain")
    shown = [f"+<link>http://{plain.host}:80/news/4/amp?x=1</link>", "http://127.7.9.9:80/about", "nothing"]
    assert press_peers.named(shown, {plain.host: plain}) == [("plain-2", "/news/4")]
