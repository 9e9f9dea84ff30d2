"""The generated press, and how it is judged."""

from __future__ import annotations

import urllib.request
from urllib.error import HTTPError

import pytest

from benchmarks import press, press_site
from benchmarks.press_site import Asked
from crawler import feeds

HOUSES = press_site.houses(10, 60)


def test_two_of_five_outlets_are_bad_and_the_good_ones_publish_all() -> None:
    good = [house for house in HOUSES if house.good]
    assert len(good) == 6
    assert sum(house.articles for house in good) == 60
    assert {house.kind for house in HOUSES if not house.good} == set(press_site.BAD[:4])
    assert len({house.host for house in press_site.houses(600, 600)}) == 600


def test_a_good_outlet_serves_its_articles_a_bad_one_fails_and_the_press_remembers() -> None:
    plain = next(house for house in HOUSES if house.kind == "plain")
    gone = press_site.House(77, "gone", 1)
    with press_site.served((plain, gone)) as served:
        feed = urllib.request.urlopen(f"{served.base(plain)}/feed.xml").read()
        with pytest.raises(HTTPError, match="410"):
            urllib.request.urlopen(f"{served.base(gone)}/feed.xml")
        asked = served.asked()
        assert served.asked() == []
    entries = feeds.parse(feed, url=f"{served.base(plain)}/feed.xml")
    assert entries[0].url == served.base(plain) + press_site.path_of(0)
    assert [(row.house, row.path) for row in asked] == [(plain.number, "/feed.xml"), (gone.number, "/feed.xml")]


def test_the_smallest_gap_is_that_of_one_host() -> None:
    asked = [Asked(1, "/a", 1.0), Asked(2, "/a", 1.1), Asked(1, "/b", 2.0), Asked(2, "/b", 1.9)]
    assert press.smallest_gap(asked) == pytest.approx(0.8)
    assert press.smallest_gap([Asked(1, "/a", 1.0, late=0.5), Asked(1, "/b", 1.1)]) == pytest.approx(0.6)


def test_a_verdict_that_does_not_hold_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = press.Verdicts()
    verdicts.say("fast", True, "yes")
    verdicts.say("flat", False, "no")
    assert verdicts.failed == ["flat"]
    assert capsys.readouterr().out == "ok   fast: yes\nFAIL flat: no\n"
