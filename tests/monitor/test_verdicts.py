"""Whether one watchlist is told of one statement, and if not, in one word why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.verdicts import Circumstances, Coverage, Judge, Said, Verdict, by_statement
from onrecord.model import (
    BARE,
    CONDITIONAL,
    NEGATED,
    WITHHELD,
    Article,
    Conditions,
    KeywordRule,
    Kind,
    KnownStatement,
    Novelty,
    Placement,
    Report,
    Speaker,
    Watchlist,
    When,
)
from tests.build import BODY, CHAIR, DAY, ENTITIES, GAZETTE, HOUR, MINUTE, NOW, article, known, report, watchlist

WORDS = "The looms will stand still on Friday"
TEXT = f"“{WORDS},” said Marit Solheim.\nThe price of wool has doubled.\nWeather: rain."
AROUND = Circumstances(GAZETTE, baseline=False, now=NOW)


def placement(one: Report, statement: str = "a", of: KnownStatement | None = None) -> Placement:
    novelty = Novelty.ECHO if of else Novelty.NEW
    return Placement(one, statement, novelty, of=of, why="told before" if of else "nothing like it is known")


def said(*reports: Report, of: KnownStatement | None = None) -> Said:
    return Said(tuple(placement(one, of=of) for one in reports))


def verdict(
    statement: Said | None = None,
    *,
    of: Article | None = None,
    around: Circumstances = AROUND,
    **changes: Any,
) -> Verdict:
    judge = Judge(watchlist(**changes))
    return judge.judge(statement or said(report(WORDS, text=TEXT)), of or article(TEXT), around)


def test_a_new_statement_is_told() -> None:
    assert verdict() == Verdict()


class TestSilence:
    def test_of_the_baseline(self) -> None:
        assert verdict(around=replace(AROUND, baseline=True)).why == "baseline"

    def test_of_a_report_that_nothing_was_said(self) -> None:
        withheld = report(WORDS, text=TEXT, flags=frozenset({WITHHELD}))
        assert verdict(said(withheld)).why == "withheld"
        assert verdict(said(withheld, report(WORDS, text=TEXT))).why == ""

    @pytest.mark.parametrize("flag", [CONDITIONAL, BARE])
    def test_of_what_might_be_said_and_of_what_tells_nothing(self, flag: str) -> None:
        doubtful = report(WORDS, text=TEXT, flags=frozenset({flag}))
        assert verdict(said(doubtful)).why == flag
        assert verdict(said(doubtful, report(WORDS, text=TEXT))).why == ""

    def test_not_of_a_denial_that_is_reported_as_not_made(self) -> None:
        assert verdict(said(report(WORDS, text=TEXT, flags=frozenset({NEGATED})))).why == ""

    def test_of_an_old_article(self) -> None:
        old = verdict(of=article(TEXT, published=NOW - 3 * DAY - MINUTE))
        assert old.why == "old"
        assert "2026-02-27" in old.detail

    def test_of_an_echo(self) -> None:
        assert verdict(said(report(WORDS), of=known(WORDS))) == Verdict("echo", "told before")

    def test_of_background_with_the_words_that_show_it(self) -> None:
        told_again = report(WORDS, when=When.BACKGROUND, why="“last year”: the article puts it earlier")
        assert verdict(said(told_again)) == Verdict("background", "“last year”: the article puts it earlier")

    def test_an_echo_that_is_background_counts_as_an_echo(self) -> None:
        assert verdict(said(report(WORDS, when=When.BACKGROUND), of=known(WORDS))).why == "echo"


class TestAge:
    def test_an_article_exactly_as_old_as_allowed_is_told(self) -> None:
        assert verdict(of=article(TEXT, published=NOW - 3 * DAY)).why == ""

    def test_the_watchlist_says_how_old(self) -> None:
        yesterday = article(TEXT, published=NOW - DAY)
        assert verdict(of=yesterday, max_age=timedelta(hours=12)).why == "old"
        assert verdict(of=yesterday, max_age=timedelta(days=2)).why == ""

    def test_an_undated_article_is_not_old(self) -> None:
        assert verdict(of=article(TEXT, published=None)).why == ""

    def test_an_article_dated_in_the_future_is_not_old(self) -> None:
        assert verdict(of=article(TEXT, published=NOW + HOUR)).why == ""


class TestAnArticleFirstKnownFromItsFeed:
    AGAIN = replace(AROUND, again=True)

    def test_what_the_feed_alone_made_known_is_judged_again(self) -> None:
        one = article(TEXT)
        mine = said(report(WORDS), of=known(WORDS, outlet=one.outlet, article_url=one.url))
        assert verdict(mine, of=one, around=self.AGAIN).why == ""
        assert verdict(mine, of=one).why == "echo"

    def test_what_another_article_made_known_stays_an_echo(self) -> None:
        one = article(TEXT)
        for elsewhere in (known(WORDS, article_url=one.url), known(WORDS, outlet=one.outlet)):
            assert verdict(said(report(WORDS), of=elsewhere), of=one, around=self.AGAIN).why == "echo"


class TestConditions:
    @pytest.mark.parametrize(
        ("conditions", "detail"),
        [
            (Conditions(kinds=(Kind.MIXED, Kind.INDIRECT)), "kind direct is not among the watchlist's"),
            (Conditions(acts=("threat", "denial")), "none of the watchlist's acts was found (threat, denial)"),
            (Conditions(languages=("ar",)), "language en is not among the watchlist's"),
            (Conditions(outlets=("courier",)), "outlet gazette is not among the watchlist's"),
            (Conditions(keywords=(KeywordRule("wheat", any=("wheat",)),)), "no keyword rule of the watchlist holds"),
        ],
    )
    def test_one_that_is_not_met_silences_and_says_which(self, conditions: Conditions, detail: str) -> None:
        assert verdict(conditions=conditions) == Verdict("condition", detail)

    def test_all_that_are_met_tell(self) -> None:
        conditions = Conditions(
            kinds=(Kind.DIRECT,),
            acts=("threat", "announcement"),
            languages=("en", "ar"),
            outlets=("gazette",),
            keywords=(KeywordRule("strike", any=("Friday",)),),
        )
        met = verdict(said(report(WORDS, text=TEXT, acts=("announcement",))), conditions=conditions)
        assert met.why == ""
        assert met.hit is not None
        assert (met.hit.rule, met.hit.words) == ("strike", ("Friday",))

    def test_any_report_of_the_statement_in_the_article_may_meet_them(self) -> None:
        lead = report("the looms would stand still on Friday", kind=Kind.INDIRECT, acts=("threat",))
        quote = report(WORDS, text=TEXT)
        conditions = Conditions(
            kinds=(Kind.DIRECT,), acts=("threat",), keywords=(KeywordRule("looms", all=("will stand",)),)
        )
        assert verdict(said(lead, quote), conditions=conditions).why == ""

    def test_one_keyword_rule_of_several_is_enough(self) -> None:
        rules = (KeywordRule("wheat", any=("wheat",)), KeywordRule("looms", any=("loom*",)))
        told = verdict(conditions=Conditions(keywords=rules))
        assert told.hit is not None
        assert told.hit.rule == "looms"

    @pytest.mark.parametrize(
        ("scope", "found"),
        [
            ("statement", {"looms"}),
            ("paragraph", {"looms", "Solheim"}),
            ("article", {"looms", "Solheim", "wool", "mill"}),
        ],
    )
    def test_a_keyword_rule_looks_where_its_scope_says(self, scope: Any, found: set[str]) -> None:
        told = {
            word
            for word in ("looms", "Solheim", "wool", "mill")
            if not verdict(conditions=Conditions(keywords=(KeywordRule("rule", any=(word,), scope=scope),))).why
        }
        assert told == found

    def test_a_rule_for_another_language_does_not_hold(self) -> None:
        rule = KeywordRule("looms", any=("looms",), languages=("ar",))
        assert verdict(conditions=Conditions(keywords=(rule,))).why == "condition"

    def test_an_invalid_rule_is_refused_before_anything_is_judged(self) -> None:
        with pytest.raises(ValueError, match="keyword rule 'nothing'"):
            Judge(watchlist(conditions=Conditions(keywords=(KeywordRule("nothing", none=("wool",)),))))


class TestCoverage:
    COVERAGE = Coverage(ENTITIES)

    def covers(self, speaker: Speaker, **changes: Any) -> bool:
        return self.COVERAGE.said(watchlist(**changes), said(report(WORDS, speaker=speaker)))

    def test_a_group_and_those_who_speak_for_it(self) -> None:
        assert self.covers(BODY)
        assert self.covers(CHAIR)
        assert not self.covers(Speaker(name="Ole Brandt", person="brandt", group="union"))

    def test_a_group_with_its_sub_bodies(self) -> None:
        assert self.covers(Speaker(name="Loom Wing", group="guild", body="loom"))

    def test_a_sub_body_alone(self) -> None:
        wing = Speaker(name="Loom Wing", group="guild", body="loom")
        assert self.covers(wing, groups=("loom",))
        assert not self.covers(BODY, groups=("loom",))

    def test_a_person_without_a_group(self) -> None:
        loner = Speaker(name="Tora Vik", person="vik")
        assert self.covers(loner, groups=(), persons=("vik",))
        assert not self.covers(loner)

    def test_a_person_whose_group_is_not_watched(self) -> None:
        assert self.covers(CHAIR, groups=(), persons=("marit",))
        assert not self.covers(BODY, groups=(), persons=("marit",))

    def test_a_person_who_is_named_only_by_a_later_report_of_the_statement(self) -> None:
        statement = said(report(WORDS, speaker=BODY), report(WORDS, speaker=CHAIR))
        assert self.COVERAGE.said(watchlist(groups=(), persons=("marit",)), statement)

    def test_nobody(self) -> None:
        assert not self.covers(Speaker(name=None))
        assert not self.COVERAGE.said(Watchlist("empty", "Empty"), said(report(WORDS)))

    def test_mentions_count_for_the_group_that_a_person_or_a_wing_belongs_to(self) -> None:
        ids = ("guild", "loom", "marit", "vik", "stranger")
        assert [self.COVERAGE.counts_for(one) for one in ids] == ["guild", "guild", "guild", "vik", "stranger"]
        assert self.COVERAGE.entity(watchlist(), "marit")
        assert not self.COVERAGE.entity(watchlist(), "brandt")


class TestSaid:
    def test_placements_are_gathered_by_statement_in_the_order_of_their_first_reports(self) -> None:
        placements = [placement(report(words), key) for words, key in (("a", "x"), ("b", "y"), ("c", "x"))]
        assert [[p.report.words for p in each.placements] for each in by_statement(placements)] == [["a", "c"], ["b"]]

    def test_the_wording_shown_is_direct_before_mixed_before_indirect_then_the_longest(self) -> None:
        wordings = [
            report("long and wordy but indirect", kind=Kind.INDIRECT),
            report("a “mixed” wording", kind=Kind.MIXED),
            report("direct"),
            report("direct, and longer"),
        ]
        assert said(*wordings).shown.report is wordings[3]
        assert said(*wordings[:2]).shown.report is wordings[1]

    def test_told_as_background_first_and_as_new_later_it_is_new(self) -> None:
        told_again, now = report(WORDS, when=When.BACKGROUND), report(WORDS)
        both = said(told_again, now)
        assert both.recent is both.placements[1]
        assert verdict(both).why == ""
        assert said(told_again).recent is None
