"""Said again on another day; and more of what was said on an occasion that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from monitor import novelty
from monitor.decide import Decider
from monitor.verdicts import Circumstances
from onrecord.model import Alert, Article, Kind, KnownStatement, Novelty, Placement, Report, Speaker, When
from tests.build import CHAIR, DAY, ENTITIES, GAZETTE, HOUR, NOW, TODAY, analysis, article, known, report, watchlist

MILL = "The old mill on the lower weir stays closed until the river has fallen"
BRIDGE = "The lower weir and the old mill shall have a new gate before the winter"
WOOL = "Every dyer in the valley is to have a share of the autumn wool"


def place(said: Report, *candidates: KnownStatement, of: Article | None = None) -> Placement:
    return novelty.place([said], candidates, article=of or article(), day=TODAY)[0]


class TestSaidAgain:
    def again(self, days: float, words: str = MILL, when: When = When.NEW, **changes: Any) -> Placement:
        earlier = known(MILL, first_seen=NOW - timedelta(days=days), **changes)
        return place(report(words, when=when), earlier)

    @pytest.mark.parametrize("days", [0.1, 1, 2])
    def test_within_two_days_it_is_an_echo(self, days: float) -> None:
        assert self.again(days).novelty is Novelty.ECHO

    @pytest.mark.parametrize("days", [5, 13, 20, 80])
    def test_later_it_is_new_and_linked_to_the_earlier_one(self, days: float) -> None:
        again = self.again(days)
        assert (again.novelty, again.of) == (Novelty.NEW, None)
        assert again.restates is not None
        assert again.restates.words == MILL
        assert again.statement_id != again.restates.id
        assert again.why.startswith("said again: on 2026-03-02, before on ")

    def test_a_recap_is_an_echo_however_late(self) -> None:
        assert self.again(40, when=When.BACKGROUND).novelty is Novelty.ECHO

    def test_the_very_same_quotation_is_an_echo_for_a_fortnight(self) -> None:
        long = f"{MILL}, and nobody shall open its gates or cast a net above it before that day comes"
        said, earlier = report(long), known(long, first_seen=NOW - 6 * DAY)
        assert place(said, earlier).novelty is Novelty.ECHO
        assert place(said, replace(earlier, first_seen=NOW - 15 * DAY)).restates is not None

    def test_days_that_the_articles_name_decide(self) -> None:
        said = report(MILL)
        said = replace(said, recency=replace(said.recency, said_on=date(2026, 3, 2)))
        assert place(said, known(MILL, said_on=date(2026, 3, 1))).restates is not None
        assert place(said, known(MILL, said_on=date(2026, 3, 2))).novelty is Novelty.ECHO

    def test_of_several_the_latest_is_named(self) -> None:
        first, second = (known(MILL, id=f"{days:016x}", first_seen=NOW - days * DAY) for days in (30, 20))
        assert place(report(MILL), first, second).restates == second

    def test_another_version_of_the_article_is_no_other_day(self) -> None:
        earlier = known(MILL, first_seen=NOW - 30 * DAY, article_url=article().url, outlet="gazette")
        assert place(report(MILL), earlier).novelty is Novelty.ECHO


class TestDenied:
    RAID = "the fire at the old mill in Tyre on Monday"

    def test_who_denies_what_was_claimed_says_something_new(self) -> None:
        claimed = known(self.RAID, kind=Kind.INDIRECT, acts=("claim",))
        denied = place(report(self.RAID, kind=Kind.INDIRECT, acts=("denial",)), claimed)
        assert denied.novelty is Novelty.NEW
        claim = place(report(self.RAID, kind=Kind.INDIRECT, acts=("claim",)), replace(claimed, acts=("denial",)))
        assert claim.novelty is Novelty.NEW

    def test_a_denial_by_the_verb_and_one_in_the_speakers_own_words_are_the_same(self) -> None:
        denied = known("that its men set the old mill in Tyre on fire", kind=Kind.INDIRECT, acts=("denial",))
        said = report("Our men did not set the old mill in Tyre on fire", acts=("denial",))
        assert place(said, denied).novelty is Novelty.ECHO


class TestUpdates:
    @pytest.mark.parametrize(
        ("before", "after", "language"),
        [
            (
                "three of its members were killed in the mill in Tyre",
                "five of its members were killed in the mill in Tyre, raising an earlier figure of three",
                "en",
            ),
            ("مقتل ثلاثة من أعضائها في مصنع صور", "مقتل خمسة من أعضائها في مصنع صور بعدما كانت الحصيلة ثلاثة", "ar"),
            ("سه نفر از اعضایش در صور کشته شدند", "پنج نفر از اعضایش در صور کشته شدند و آمار پیشین سه نفر بود", "fa"),
        ],
    )
    def test_a_new_count_is_new_though_the_old_one_is_named(self, before: str, after: str, language: str) -> None:
        told = report(after, kind=Kind.INDIRECT)
        earlier = known(before, kind=Kind.INDIRECT, language=language)
        assert place(told, earlier, of=article(language=language)).novelty is Novelty.NEW


class TestOccasions:
    def test_all_that_one_says_in_one_article_is_one_occasion(self) -> None:
        one, other = novelty.place([report(MILL), report(WOOL)], (), article=article(), day=TODAY)
        assert one.occasion == other.occasion == one.statement_id
        assert one.joins is None

    def test_another_speaker_has_his_own(self) -> None:
        rival = Speaker(name="Ole Brandt", person="brandt", group="union")
        one, other = novelty.place([report(MILL), report(WOOL, speaker=rival)], (), article=article(), day=TODAY)
        assert one.occasion != other.occasion

    def test_what_stands_beside_an_echo_belongs_to_its_occasion(self) -> None:
        earlier = known(MILL, first_seen=NOW - HOUR, occasion="feed")
        echo, new = novelty.place([report(MILL), report(WOOL)], [earlier], article=article(), day=TODAY)
        assert (echo.novelty, new.novelty) == (Novelty.ECHO, Novelty.NEW)
        assert (new.occasion, new.joins) == ("feed", earlier)

    def test_so_does_what_is_about_the_same_thing_within_a_day(self) -> None:
        earlier = known(MILL, first_seen=NOW - HOUR)
        new = place(report(BRIDGE), earlier)
        assert (new.novelty, new.occasion, new.joins) == (Novelty.NEW, earlier.id, earlier)

    @pytest.mark.parametrize(
        "words", ["Nine carts of wool were burnt near Tyre", "Four carts of wool were burnt near Sidon"]
    )
    def test_the_same_of_another_number_or_place_is_another_occasion(self, words: str) -> None:
        earlier = known("Four carts of wool were burnt near Tyre", first_seen=NOW - HOUR)
        new = place(report(words), earlier)
        assert (new.novelty, new.joins) == (Novelty.NEW, None)
        assert place(report(BRIDGE), replace(earlier, first_seen=NOW - 2 * DAY)).joins is None
        assert place(report(WOOL), earlier).joins is None


class TestTheAlert:
    def alert(self, *candidates: KnownStatement, words: str = MILL) -> Alert:
        of = article(words)
        said = report(words, text=words, speaker=CHAIR)
        placements = novelty.place([said], candidates, article=of, day=TODAY)
        decider = Decider([watchlist()], ENTITIES)
        (alert,) = decider.decide(analysis(of, said), placements, Circumstances(GAZETTE, False, NOW)).alerts
        return alert

    def test_says_what_was_said_before(self) -> None:
        earlier = known(MILL, first_seen=NOW - 20 * DAY)
        alert = self.alert(earlier)
        assert alert.notes == ("said before: first seen at courier, 2026-02-10 12:00 UTC",)
        assert alert.told[0].restates == earlier.id

    def test_says_which_occasion_it_belongs_to(self) -> None:
        alert = self.alert(known(MILL, first_seen=NOW - HOUR), words=BRIDGE)
        assert alert.notes == ("more of an occasion first seen at courier, 2026-03-02 11:00 UTC",)

    def test_says_neither_where_there_is_nothing_to_say(self) -> None:
        alert = self.alert(known(WOOL))
        assert alert.notes == ()
        assert alert.told[0].restates == ""
