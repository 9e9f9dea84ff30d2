"""What one article leads to: alerts, silences, and their ids, notes and excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from monitor import novelty
from monitor.decide import EXCERPT, Decider, Decision, cue_of
from monitor.verdicts import Circumstances
from onrecord.model import (
    FROM_FEED,
    Article,
    Conditions,
    KeywordRule,
    Kind,
    KnownStatement,
    Mention,
    Quotation,
    Report,
    Span,
    Speaker,
    Watchlist,
    When,
)
from tests.build import (
    BODY,
    CHAIR,
    DAY,
    ENTITIES,
    GAZETTE,
    NOW,
    TODAY,
    analysis,
    article,
    known,
    mention,
    report,
    watchlist,
)

STRIKE = "The looms of the lower valley will be silent on Friday until noon"
WAGES = "every apprentice is to have two crowns a day more"
DYES = "no vat in the valley will be heated before Easter"
TEXT = f"“{STRIKE},” said Marit Solheim.\nShe added that {WAGES}.\nThe Dyers Union said that {DYES}.\nWool is dear."
DYERS = Speaker(name="Dyers Union", group="union")
REPORTS = (
    report(STRIKE, text=TEXT, cue="said", surface="Marit Solheim"),
    report(WAGES, text=TEXT, kind=Kind.INDIRECT, cue="added", surface="She"),
    report(DYES, text=TEXT, kind=Kind.INDIRECT, speaker=DYERS, cue="said", surface="The Dyers Union"),
)
BOTH = watchlist(groups=("guild", "union"))


def decide(
    *watchlists: Watchlist,
    reports: Sequence[Report] = REPORTS,
    mentions: Sequence[Mention] = (),
    of: Article | None = None,
    known: Sequence[KnownStatement] = (),
    **around: Any,
) -> Decision:
    of = of or article(TEXT)
    circumstances = replace(Circumstances(GAZETTE, baseline=False, now=NOW), **around)
    placements = novelty.place(reports, known, article=of, day=TODAY)
    decider = Decider(watchlists or (BOTH,), ENTITIES)
    return decider.decide(analysis(of, *reports, mentions=mentions), placements, circumstances)


class TestStatementAlerts:
    def test_one_for_each_group_holding_its_new_statements_in_text_order(self) -> None:
        decision = decide()
        assert [(one.group, one.group_name, [told.words for told in one.told]) for one in decision.alerts] == [
            ("guild", "Weavers Guild", [STRIKE, WAGES]),
            ("union", "Dyers Union", [DYES]),
        ]
        assert decision.silences == ()

    def test_one_for_each_watchlist_that_tracks_the_speaker(self) -> None:
        decision = decide(watchlist(id="one"), watchlist(id="two"), watchlist(id="dyers", groups=("union",)))
        assert [(one.watchlist, one.group) for one in decision.alerts] == [
            ("one", "guild"),
            ("two", "guild"),
            ("dyers", "union"),
        ]
        assert len({one.id for one in decision.alerts}) == 3

    def test_a_statement_shows_how_the_article_tells_it(self) -> None:
        told = decide(watchlist()).alerts[0].told[1]
        assert (told.words, told.kind, told.cue, told.surface) == (WAGES, Kind.INDIRECT, "added", "She")
        assert (told.speaker, told.capacity, told.language) == ("Marit Solheim", "chair of Weavers Guild", "en")

    def test_a_lead_and_its_quote_are_one_statement_in_the_best_wording(self) -> None:
        lead = report("the looms of the lower valley would be silent on Friday until noon", kind=Kind.INDIRECT)
        (alert,) = decide(reports=[lead, REPORTS[0]]).alerts
        assert [told.words for told in alert.told] == [STRIKE]

    def test_told_as_background_first_and_as_new_later_in_the_article(self) -> None:
        (alert,) = decide(reports=[replace(REPORTS[0], recency=background()), REPORTS[0]]).alerts
        assert [told.words for told in alert.told] == [STRIKE]

    def test_a_persons_own_when_no_group_stands_behind(self) -> None:
        loner = report(STRIKE, text=TEXT, speaker=Speaker(name="Tora Vik", person="vik"))
        (alert,) = decide(watchlist(groups=(), persons=("vik",)), reports=[loner]).alerts
        assert (alert.group, alert.group_name) == ("vik", "Tora Vik")

    def test_a_wings_statement_counts_for_its_parent(self) -> None:
        wing = report(STRIKE, text=TEXT, speaker=Speaker(name="Loom Wing", group="guild", body="loom"))
        (alert,) = decide(watchlist(groups=("loom",)), reports=[wing]).alerts
        assert (alert.group, alert.group_name) == ("guild", "Weavers Guild")

    def test_nobody_is_told_what_a_stranger_says(self) -> None:
        assert decide(reports=[report(STRIKE, speaker=Speaker(name="A passer-by"))]) == Decision((), ())


def background() -> Any:
    return report("", when=When.BACKGROUND, why="told again").recency


class TestIds:
    def test_deciding_twice_gives_the_same(self) -> None:
        assert decide() == decide()

    def test_they_do_not_depend_on_the_moment_or_on_other_watchlists(self) -> None:
        later = decide(BOTH, watchlist(id="other"), now=NOW + DAY)
        assert {one.id for one in decide().alerts} <= {one.id for one in later.alerts}

    def test_other_statements_make_another_alert(self) -> None:
        (one,), (other,) = (decide(watchlist(), reports=REPORTS[:count]).alerts for count in (1, 2))
        assert one.id != other.id


class TestSilences:
    def test_every_tracked_statement_is_told_or_silent_with_a_reason(self) -> None:
        told_again = replace(REPORTS[1], recency=background())
        decision = decide(
            reports=[REPORTS[0], told_again, REPORTS[2]],
            known=[known(DYES, group="union", person=None, speaker_name="Dyers Union")],
        )
        assert [told.words for alert in decision.alerts for told in alert.told] == [STRIKE]
        assert [(one.why, one.words, one.group, one.watchlist) for one in decision.silences] == [
            ("background", WAGES, "guild", "desk"),
            ("echo", DYES, "union", "desk"),
        ]
        assert all(one.detail and one.statement_id for one in decision.silences)

    def test_a_watchlist_says_nothing_of_whom_it_does_not_track(self) -> None:
        decision = decide(watchlist(), baseline=True)
        assert [(one.why, one.group) for one in decision.silences] == [("baseline", "guild"), ("baseline", "guild")]

    def test_each_watchlist_has_its_own_reason(self) -> None:
        strict = watchlist(id="strict", conditions=Conditions(kinds=(Kind.DIRECT,)))
        decision = decide(watchlist(), strict)
        assert [len(one.told) for one in decision.alerts] == [2, 1]
        assert [(one.watchlist, one.why, one.words) for one in decision.silences] == [("strict", "condition", WAGES)]


class TestNotes:
    @pytest.mark.parametrize(
        ("changes", "notes"),
        [
            ({}, ()),
            ({"origin": "feed"}, (FROM_FEED,)),
            ({"published": None}, ("undated, first seen 2026-03-02 12:00 UTC",)),
            ({"origin": "feed", "published": None}, (FROM_FEED, "undated, first seen 2026-03-02 12:00 UTC")),
        ],
    )
    def test_say_what_the_reader_must_know_of_the_article(self, changes: Any, notes: tuple[str, ...]) -> None:
        assert decide(watchlist(), of=article(TEXT, **changes)).alerts[0].notes == notes

    def test_the_alert_points_to_the_article(self) -> None:
        of = article(TEXT, origin="feed")
        reference = decide(watchlist(), of=of).alerts[0].article
        assert (reference.url, reference.title, reference.outlet, reference.outlet_name, reference.origin) == (
            of.url,
            of.title,
            "gazette",
            "The Gazette",
            "feed",
        )


MENTIONS = (mention("Marit Solheim", "marit", TEXT), mention("Dyers Union", "union", TEXT))


class TestMentionAlerts:
    ASKED = watchlist(groups=("guild", "union"), mentions=True)

    def test_only_for_who_asks(self) -> None:
        assert decide(reports=(), mentions=MENTIONS).alerts == ()

    def test_one_for_each_group_that_is_named_with_the_paragraph(self) -> None:
        again = (*MENTIONS, mention("Solheim", "marit", TEXT))
        alerts = decide(self.ASKED, reports=(), mentions=again).alerts
        assert [(one.kind, one.group, one.told) for one in alerts] == [
            ("mention", "guild", ()),
            ("mention", "union", ()),
        ]
        assert alerts[0].excerpt == f"“{STRIKE},” said Marit Solheim."
        assert alerts[0].reason[0].detail == "“Marit Solheim” names marit"

    def test_none_for_a_group_whose_statement_is_told(self) -> None:
        alerts = decide(self.ASKED, reports=REPORTS[:1], mentions=MENTIONS).alerts
        assert [(one.kind, one.group) for one in alerts] == [("statement", "guild"), ("mention", "union")]

    def test_none_for_whom_the_watchlist_does_not_track(self) -> None:
        alerts = decide(watchlist(mentions=True), reports=(), mentions=MENTIONS).alerts
        assert [one.group for one in alerts] == ["guild"]

    def test_for_a_person_whose_group_is_not_tracked(self) -> None:
        alerts = decide(watchlist(groups=(), persons=("vik",), mentions=True), reports=(), mentions=MENTIONS).alerts
        assert alerts == ()
        named = "Tora Vik left the hall."
        (alert,) = decide(
            watchlist(groups=(), persons=("vik",), mentions=True),
            reports=(),
            of=article(named),
            mentions=[mention("Tora Vik", "vik", named)],
        ).alerts
        assert (alert.group, alert.group_name, alert.excerpt) == ("vik", "Tora Vik", named)

    @pytest.mark.parametrize(
        ("changes", "around"),
        [
            ({}, {"baseline": True}),
            ({"published": NOW - 30 * DAY}, {}),
            ({"language": "ar"}, {}),
        ],
    )
    def test_none_of_a_baseline_an_old_article_or_another_language(self, changes: Any, around: Any) -> None:
        asked = replace(self.ASKED, conditions=Conditions(languages=("en",)))
        assert decide(asked, reports=(), mentions=MENTIONS, of=article(TEXT, **changes), **around).alerts == ()

    def test_a_long_paragraph_is_cut(self) -> None:
        text = "The Dyers Union met. " + "It was a long meeting. " * 200
        (alert,) = decide(
            self.ASKED, reports=(), of=article(text), mentions=[mention("Dyers Union", "union", text)]
        ).alerts
        assert len(alert.excerpt) == EXCERPT


class TestKeywordAlerts:
    WOOL = KeywordRule("wool", all=("wool", "dear"))
    ASKED = Watchlist("prices", "Prices", conditions=Conditions(keywords=(WOOL,)), keywords_alone=True)

    def test_without_any_group(self) -> None:
        (alert,) = decide(self.ASKED, reports=()).alerts
        assert (alert.kind, alert.group, alert.group_name, alert.told) == ("keyword", "", "", ())
        assert alert.excerpt == "Wool is dear."
        assert [(step.stage, step.detail) for step in alert.reason] == [("keyword", "rule wool: “Wool”, “dear”")]

    def test_half_a_character_in_an_address_stops_none(self) -> None:
        (alert,) = decide(
            self.ASKED, reports=(), of=replace(article(TEXT), url="https://gazette.example/\ud83d")
        ).alerts
        assert len(alert.id) == 12

    def test_only_for_who_asks(self) -> None:
        assert decide(replace(self.ASKED, keywords_alone=False), reports=()).alerts == ()

    def test_one_for_an_article_however_many_rules_and_paragraphs_hold(self) -> None:
        more = replace(self.ASKED, conditions=Conditions(keywords=(self.WOOL, KeywordRule("loom", any=("loom*",)))))
        assert len(decide(more, reports=()).alerts) == 1

    def test_none_when_a_statement_is_told(self) -> None:
        mixed = watchlist(conditions=Conditions(keywords=(KeywordRule("loom", any=("loom*",)),)), keywords_alone=True)
        assert [one.kind for one in decide(mixed).alerts] == ["statement"]

    def test_words_that_only_the_whole_article_holds_together_need_its_scope(self) -> None:
        rule = KeywordRule("strike", all=("Friday", "Easter", "mill"))
        narrow, wide = (
            replace(self.ASKED, conditions=Conditions(keywords=(replace(rule, scope=scope),)))
            for scope in ("paragraph", "article")
        )
        assert decide(narrow, reports=()).alerts == ()
        assert len(decide(wide, reports=()).alerts) == 1

    def test_the_title_counts(self) -> None:
        mill = replace(self.ASKED, conditions=Conditions(keywords=(KeywordRule("mill", any=("mill",)),)))
        (alert,) = decide(mill, reports=()).alerts
        assert alert.excerpt == "A day at the mill"

    def test_none_of_a_baseline_or_another_outlet(self) -> None:
        assert decide(self.ASKED, reports=(), baseline=True).alerts == ()
        elsewhere = replace(self.ASKED, conditions=Conditions(keywords=(self.WOOL,), outlets=("courier",)))
        assert decide(elsewhere, reports=()).alerts == ()


def test_an_invalid_keyword_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="keyword rule"):
        Decider([watchlist(conditions=Conditions(keywords=(KeywordRule("empty"),)))], ENTITIES)


def test_a_speaker_who_is_tracked_by_name_and_by_group_is_told_of_once() -> None:
    both = watchlist(groups=("guild",), persons=("marit",))
    (alert,) = decide(both, reports=[REPORTS[0], report(WAGES, text=TEXT, speaker=BODY)]).alerts
    assert [told.speaker for told in alert.told] == [CHAIR.name, BODY.name]


def test_a_cue_that_the_article_denies_or_doubts_says_so() -> None:
    text = "He did not say it."
    quotation = Quotation(
        (Span(15, 17),), Span(11, 14), Span(0, 2), Kind.INDIRECT, "rule", flags=frozenset({"negated"})
    )
    assert cue_of(quotation, text) == "negated: say"
    assert cue_of(replace(quotation, flags=frozenset()), text) == "say"
