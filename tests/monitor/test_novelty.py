"""New or an echo: what counts as the same statement, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import novelty
from onrecord.model import UNTOLD, WITHHELD, KnownStatement, Novelty, Placement, Report, Speaker
from tests.build import BODY, CHAIR, DAY, HOUR, NOW, TODAY, article, known, report

MILL = "The old mill will stay closed until the river has fallen below the second mark"


def placed(words: str, *candidates: KnownStatement, speaker: Speaker = CHAIR, language: str = "en") -> Placement:
    (one,) = novelty.place([report(words, speaker=speaker)], candidates, article=article(language=language), day=TODAY)
    return one


def same(a: str, b: str, language: str = "en") -> bool:
    forth, back = (
        placed(mine, known(theirs, language=language), language=language).novelty is Novelty.ECHO
        for mine, theirs in ((a, b), (b, a))
    )
    assert forth == back, "which of the two came first does not matter"
    return forth


class TestTheSameStatement:
    def test_the_same_words(self) -> None:
        assert same(MILL, MILL)

    def test_the_same_words_in_other_type(self) -> None:
        assert same(MILL, f"“{MILL.upper()}!”")

    def test_one_wording_inside_the_other(self) -> None:
        assert same(MILL, f"{MILL}. Nobody is to blame for the flood, and the guild will pay for the repairs")

    def test_a_paraphrase_that_shares_its_stems(self) -> None:
        assert same(MILL, "the old mills would stay closed until the river had fallen below its second mark")

    def test_equal_wordings_however_short(self) -> None:
        assert same("We will respond", "we will respond")

    def test_a_number_in_words_and_in_digits(self) -> None:
        assert same("Three looms were burnt in the lower workshop", "3 looms were burnt in the lower workshop")

    def test_a_negation_that_only_moves(self) -> None:
        assert same(
            "No weaver would cross the northern bridge before Friday",
            "weavers would not cross the northern bridge before Friday",
        )

    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            (
                "ar",
                "ستبقى الطاحونة القديمة مغلقة حتى انحسار النهر",
                "الطاحونة القديمة ستبقى مغلقة حتى انحسار مياه النهر",
            ),
            ("fa", "آسیاب قدیمی تا فروکش کردن رودخانه بسته می‌ماند", "آسیاب قدیمی تا فروکش‌کردن رودخانه بسته می ماند"),
        ],
    )
    def test_in_arabic_and_persian(self, language: str, one: str, other: str) -> None:
        assert same(one, other, language)


class TestWithheld:
    """A report that nothing was said."""

    def withheld(self, words: str) -> Report:
        return report(words, flags=frozenset({WITHHELD}))

    def test_echoes_nothing(self) -> None:
        (one,) = novelty.place([self.withheld(MILL)], [known(MILL)], article=article(), day=TODAY)
        assert (one.novelty, one.of, one.restates) == (Novelty.NEW, None, None)

    @pytest.mark.parametrize("flag", sorted(UNTOLD))
    def test_nor_does_any_that_is_told_to_nobody(self, flag: str) -> None:
        _, other = novelty.place(
            [report(MILL, flags=frozenset({flag})), report(MILL)], [], article=article(), day=TODAY
        )
        assert other.novelty is Novelty.NEW

    def test_is_not_what_a_later_statement_is_an_echo_of(self) -> None:
        one, other = novelty.place([self.withheld(MILL), report(MILL)], [], article=article(), day=TODAY)
        assert (one.keys, other.novelty) == ((), Novelty.NEW)
        assert other.keys, "so the store finds the statement, and never the report that it was not made"


class TestAnotherStatement:
    def test_other_words(self) -> None:
        assert not same(MILL, "Every dyer in the valley shall have a share of the autumn wool")

    def test_too_short_to_compare(self) -> None:
        assert not same("We will respond", "We will respond with patience")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("12 looms were burnt in the lower workshop", "40 looms were burnt in the lower workshop"),
            ("Three looms were burnt in the lower workshop", "Five looms were burnt in the lower workshop"),
        ],
    )
    def test_other_numbers(self, one: str, other: str) -> None:
        assert not same(one, other)

    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            (
                "en",
                "Our weavers will not leave the northern workshop",
                "Our weavers will leave the northern workshop",
            ),
            (
                "en",
                "Our weavers won’t leave the northern workshop before spring",
                "Our weavers will leave the northern workshop before spring",
            ),
            ("ar", "لن تغادر النساجات الورشة الشمالية قبل الربيع", "تغادر النساجات الورشة الشمالية قبل الربيع"),
            ("fa", "بافندگان کارگاه شمالی را ترک نخواهند کرد", "بافندگان کارگاه شمالی را ترک خواهند کرد"),
        ],
    )
    def test_the_opposite(self, language: str, one: str, other: str) -> None:
        assert not same(one, other, language)

    def test_the_same_words_of_another_person_of_the_group(self) -> None:
        other = Speaker(name="Ida Krog", person="krog", group="guild")
        assert placed(MILL, known(MILL), speaker=other).novelty is Novelty.NEW

    def test_the_same_words_of_another_group(self) -> None:
        assert placed(MILL, known(MILL, group="union", person=None), speaker=BODY).novelty is Novelty.NEW

    def test_the_same_words_of_a_person_without_group_and_of_a_group(self) -> None:
        loner = Speaker(name="Tora Vik", person="vik")
        assert placed(MILL, known(MILL, person=None), speaker=loner).novelty is Novelty.NEW


def test_a_group_and_its_speaker_may_say_the_same() -> None:
    assert placed(MILL, known(MILL), speaker=BODY).novelty is Novelty.ECHO
    assert placed(MILL, known(MILL, person=None, speaker_name="Weavers Guild")).novelty is Novelty.ECHO


def test_a_person_without_group_is_known_again() -> None:
    loner = Speaker(name="Tora Vik", person="vik")
    assert placed(MILL, known(MILL, group=None, person="vik"), speaker=loner).novelty is Novelty.ECHO


def test_an_echo_names_what_it_echoes_and_where_that_was_seen() -> None:
    first = known(MILL)
    echo = placed(MILL, first)
    assert (echo.statement_id, echo.of, echo.similarity) == (first.id, first, 1.0)
    assert "first seen at courier, 2026-03-01 12:00 UTC" in echo.why


def test_a_new_statement_says_so() -> None:
    new = placed(MILL, known("Every dyer in the valley shall have a share of the autumn wool"))
    assert (new.of, new.similarity, new.why) == (None, 0.0, "nothing like it is known")


def test_of_two_that_are_equally_alike_the_first_one_said_is_echoed() -> None:
    early, late = known(MILL, id="b" * 16), known(MILL, id="a" * 16, first_seen=NOW - HOUR)
    assert placed(MILL, late, early).of == early
    assert placed(MILL, early, late).of == early


def test_statements_of_nobody_tracked_are_left_out() -> None:
    reports = [report(MILL, speaker=Speaker(name="A passer-by")), report(MILL)]
    assert [one.report for one in novelty.place(reports, (), article=article(), day=TODAY)] == reports[1:]


def test_a_lead_and_its_quote_in_one_article_are_one_statement() -> None:
    lead = report("the old mill would stay closed until the river had fallen below the second mark")
    quote = report(MILL)
    new, echo = novelty.place([lead, quote], (), article=article(), day=TODAY)
    assert (new.novelty, echo.novelty) == (Novelty.NEW, Novelty.ECHO)
    assert echo.statement_id == new.statement_id
    assert "earlier in this article" in echo.why


def test_an_id_depends_on_the_report_and_on_where_it_stands() -> None:
    one = article()
    assert novelty.statement_id(report(MILL), one) == novelty.statement_id(report(MILL), one)
    other = {
        novelty.statement_id(report(MILL), one),
        novelty.statement_id(report(MILL), replace(one, url="https://gazette.example/2")),
        novelty.statement_id(report(MILL), replace(one, outlet="courier")),
        novelty.statement_id(report(MILL, speaker=BODY), one),
        novelty.statement_id(report(f"{MILL}!"), one),
    }
    assert len(other) == 5
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in other)


def test_an_id_stays_the_same_when_the_article_is_fetched_again() -> None:
    again = article("more text", title="Corrected", fetched_at=NOW + DAY, origin="feed")
    assert novelty.statement_id(report(MILL), again) == novelty.statement_id(report(MILL), article())


VOCABULARY = (
    "mill",
    "river",
    "weaver",
    "loom",
    "three",
    "12",
    "40",
    "not",
    "never",
    "the",
    "of",
    "closed",
    "open",
    "wool",
)
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)
SPEAKERS = st.sampled_from([CHAIR, BODY, Speaker(name="Tora Vik", person="vik"), Speaker(name="A passer-by")])
REPORTS = st.lists(st.builds(lambda words, speaker: report(words, speaker=speaker), WORDS, SPEAKERS), max_size=5)
KNOWN = st.lists(
    st.builds(
        lambda words, number, hours: known(words, id=f"{number:016x}", first_seen=NOW - hours * HOUR),
        WORDS,
        st.integers(0, 99),
        st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda statement: statement.id,
)


@given(WORDS)
def test_a_report_placed_against_itself_is_an_echo(words: str) -> None:
    echo = placed(words, known(words))
    assert (echo.novelty, echo.similarity) == (Novelty.ECHO, 1.0)


@given(REPORTS, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(
    reports: list[Report], candidates: list[KnownStatement], shuffle: Random
) -> None:
    mixed = list(candidates)
    shuffle.shuffle(mixed)
    one = article()
    assert novelty.place(reports, mixed, article=one, day=TODAY) == novelty.place(
        reports, candidates, article=one, day=TODAY
    )


@given(REPORTS, KNOWN)
def test_every_tracked_report_is_placed_once_in_text_order(
    reports: list[Report], candidates: list[KnownStatement]
) -> None:
    placements = novelty.place(reports, candidates, article=article(), day=TODAY)
    assert [placement.report for placement in placements] == list(novelty.tracked(reports))
    ids = {candidate.id for candidate in candidates}
    for placement in placements:
        assert (placement.of is None) == (placement.novelty is Novelty.NEW)
        assert placement.of is None or placement.of.id == placement.statement_id
        assert placement.novelty is Novelty.ECHO or placement.statement_id not in ids


@given(REPORTS)
def test_an_article_placed_again_after_it_was_stored_brings_nothing_new(reports: list[Report]) -> None:
    one = article()
    first = novelty.place(reports, (), article=one, day=TODAY)
    stored = [
        known(
            placement.report.words,
            id=placement.statement_id,
            group=placement.report.speaker.group,
            person=placement.report.speaker.person,
            article_url=one.url,
            outlet=one.outlet,
            first_seen=one.first_seen,
        )
        for placement in first
        if placement.novelty is Novelty.NEW
    ]
    assert all(again.novelty is Novelty.ECHO for again in novelty.place(reports, stored, article=one, day=TODAY))


def test_what_is_old_is_counted_from_the_day_at_the_outlet() -> None:
    earlier = known(MILL, said_on=TODAY - 2 * DAY)
    for day, again in ((TODAY, None), (TODAY + DAY, earlier)):
        (one,) = novelty.place([report(MILL)], [earlier], article=article(), day=day)
        assert one.restates == again
