"""The chain shown to people: every link that led to an alert, in order."""

from __future__ import annotations

from dataclasses import replace

from monitor.keywords import KeywordHit
from monitor.reasons import keyword_reason, mention_reason, speaker_steps, statement_reason
from onrecord.model import Kind, Novelty, Placement, Report, Span, Speaker
from tests.build import CHAIR, analysis, article, mention, place, report

SAID = "The looms will stand still on Friday"
TEXT = f"Marit Solheim came late. “{SAID},” she said."
NAMED = place("Marit Solheim", TEXT)
PRONOUN = replace(
    CHAIR, how=("pronoun “she”", "“Marit Solheim”", "role: chair of guild"), antecedent=NAMED, capacity="chair of guild"
)
ORDER = ["alias", "cue", "speaker", "role", "rule", "keyword", "recency", "novelty"]


def placement(one: Report, why: str = "nothing like it is known") -> Placement:
    return Placement(one, "a" * 16, Novelty.NEW, why=why)


def reason(one: Report, hit: KeywordHit | None = None) -> list[tuple[str, str]]:
    understood = analysis(article(TEXT), one, mentions=[mention("Marit Solheim", "marit", TEXT)])
    steps = statement_reason(placement(one), placement(one), understood, hit)
    return [(step.stage, step.detail) for step in steps]


def test_the_whole_chain_in_order() -> None:
    hit = KeywordHit("strike", ("looms", "Friday"), (Span(4, 9), Span(30, 36)))
    chain = reason(report(SAID, text=TEXT, speaker=PRONOUN, cue="said", surface="she"), hit)
    assert chain == [
        ("alias", "“Marit Solheim” names marit"),
        ("cue", "“said”"),
        ("speaker", "pronoun “she” → “Marit Solheim”"),
        ("role", "chair of guild"),
        ("rule", "test.rule: direct"),
        ("keyword", "rule strike: “looms”, “Friday”"),
        ("recency", "nothing in the article puts it earlier"),
        ("novelty", "nothing like it is known"),
    ]
    assert [stage for stage, _ in chain] == ORDER


def test_links_that_are_not_there_leave_the_others_in_order() -> None:
    stages = [stage for stage, _ in reason(report(SAID, text=TEXT, speaker=Speaker("Weavers Guild", group="guild")))]
    assert stages == ["cue", "rule", "recency", "novelty"]
    assert stages == sorted(stages, key=ORDER.index)


def test_the_alias_is_the_one_in_the_cue_clause_before_that_of_an_antecedent() -> None:
    text = f"Marit Solheim came late. “{SAID},” Solheim said."
    one = report(SAID, text=text, speaker=PRONOUN, cue="said")
    surface = Span(text.rindex("Solheim"), text.rindex("Solheim") + 7)
    one = replace(one, quotation=replace(one.quotation, speaker=surface))
    named = [mention("Marit Solheim", "marit", text), replace(mention("Solheim", "marit", text), span=surface)]
    steps = statement_reason(placement(one), placement(one), analysis(article(text), one, mentions=named), None)
    assert steps[0].detail == "“Solheim” names marit"


def test_what_has_no_cue_says_why() -> None:
    assert ("cue", "none") in reason(report(SAID, text=TEXT))
    assert ("cue", "goes on with the quotation before it") in reason(report(SAID, text=TEXT, continues=True))


def test_the_rule_names_the_flags_that_a_reader_must_know() -> None:
    flags = frozenset({"negated", "conditional", "unmarked"})
    chain = reason(report(SAID, text=TEXT, kind=Kind.INDIRECT, flags=flags))
    assert ("rule", "test.rule: indirect, conditional, negated") in chain


def test_recency_and_novelty_give_their_own_reasons() -> None:
    one = report(SAID, text=TEXT, why="“today”: the article's own day")
    first = placement(one, why="9 content words shared")
    steps = statement_reason(placement(one), first, analysis(article(TEXT), one), None)
    assert [step.detail for step in steps[-2:]] == ["“today”: the article's own day", "9 content words shared"]


def test_a_speaker_without_a_way_or_a_capacity_has_no_steps() -> None:
    assert speaker_steps(Speaker("Weavers Guild", group="guild")) == ()
    assert [step.stage for step in speaker_steps(Speaker("A", how=("“A”",)))] == ["speaker"]
    assert [step.stage for step in speaker_steps(Speaker("A", how=("role: chair",), capacity="chair"))] == ["role"]


def test_mentions_and_keywords_have_reasons_of_one_link() -> None:
    assert [step.detail for step in mention_reason(mention("Marit Solheim", "marit", TEXT), article(TEXT))] == [
        "“Marit Solheim” names marit"
    ]
    assert keyword_reason(KeywordHit("strike", ("Friday",), (Span(0, 6),)))[0].detail == "rule strike: “Friday”"
