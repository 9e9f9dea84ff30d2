"""Which mentions the matcher finds, in which spellings, and which it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.match import Matcher
from onrecord.model import Alias, Entity, Group, Person, Role

FRONT = Group(
    "front",
    "Kata'ib al-Fajr",
    "armed_group",
    (
        Alias("كتائب الفجر", "ar"),
        Alias("الفجر", "ar", ambiguous=True),
        Alias("گردان‌های فجر", "fa"),
        Alias("KF", "en"),
    ),
    context=("Basra", "البصرة"),
)
WING = Group("wing", "Fajr Naval Forces", "military", (Alias("بحرية الفجر", "ar"),), parent="front")
LEADER = Person(
    "leader",
    "Salim al-Rawandi",
    (Alias("Rawandi", ambiguous=True), Alias("سليم الراوندي", "ar"), Alias("سلیم راوندی", "fa")),
    (Role("front", "leader"),),
)
MOVEMENT = Group(
    "movement",
    "Sahra",
    "party",
    (Alias("صحراوي", "ar"), Alias("حركة صحرا", "ar"), Alias("الصحراويون", "ar"), Alias("Sahrawi"), Alias("נגבה", "he")),
)
PARTY = Group("party", "Hizb Allah al-Watan", "party", (Alias("حزب الله الوطن", "ar"), Alias("حزب‌الله وطن", "fa")))
EVERYBODY: tuple[Entity, ...] = (FRONT, WING, LEADER, MOVEMENT, PARTY)
MATCHER = Matcher(EVERYBODY)


def found(text: str, language: str = "en", title: str = "") -> list[tuple[str, str]]:
    return [(m.entity, m.span.of(text)) for m in MATCHER.mentions(text, title=title, language=language)]


@pytest.mark.parametrize(
    "name",
    ["Kata'ib al-Fajr", "Kata’ib Al Fajr", "KATAIB AL-FAJR", "Kataʿib el-Fajr", "Kata'ib Alfajr", "Kata'ib Fajr"],
)
def test_spellings_of_a_latin_name_are_found(name: str) -> None:
    assert found(f"The spokesman of {name} spoke.") == [("front", name)]


def test_a_mention_tells_the_alias_as_it_was_written() -> None:
    (mention,) = MATCHER.mentions("Kataib Al Fajr spoke.", language="en")
    assert mention.alias == "Kata'ib al-Fajr"


def test_a_possessive_does_not_hide_a_name() -> None:
    assert found("Kata'ib al-Fajr’s men and Sahra's men") == [("front", "Kata'ib al-Fajr"), ("movement", "Sahra")]
    assert found("l'Sahra et d’Sahra", "fr") == [("movement", "Sahra"), ("movement", "Sahra")]


def test_a_name_inside_a_longer_word_is_not_found() -> None:
    assert found("Saharan dust, Sahrampur and Mesahra") == []


@pytest.mark.parametrize("form", ["كتائب", "وكتائب", "لكتائب", "وبكتائب", "فلكتائب"])
def test_arabic_clitics_before_a_name_are_no_part_of_it(form: str) -> None:
    assert found(f"قال ناطق {form} الفجر إن", "ar") == [("front", "كتائب الفجر")]


@pytest.mark.parametrize(
    ("text", "name"),
    [("وبالصحراوي", "صحراوي"), ("للصحراوي", "صحراوي"), ("للصحراويين", "لصحراويين"), ("صحراويون", "صحراويون")],
)
def test_arabic_adjectives_take_article_case_and_preposition(text: str, name: str) -> None:
    assert found(f"رسالة {text} اليوم", "ar") == [("movement", name)]


def test_a_merged_article_is_found_where_the_name_has_one() -> None:
    assert found("تحية للفجر من كتائب الفجر", "ar") == [("front", "لفجر"), ("front", "كتائب الفجر")]


def test_letters_that_are_no_clitics_do_not_let_a_name_in() -> None:
    assert found("تكتائب الفجر سكتائب الفجر كتائب الفجري", "ar") == []


def test_harakat_tatweel_and_hashtags_do_not_hide_a_name() -> None:
    assert found("كتـائبُ الفَجْرِ و #كتائب_الفجر", "ar") == [("front", "كتـائبُ الفَجْرِ"), ("front", "كتائب_الفجر")]


@pytest.mark.parametrize("name", ["گردان‌های فجر", "گردان های فجر", "گردانهای فجر", "گردان‌هاي فجر"])
def test_persian_spellings_with_and_without_the_joiner_are_one(name: str) -> None:
    assert found(f"سخنگوی {name} گفت", "fa") == [("front", name)]


@pytest.mark.parametrize("name", ["حزب الله وطن", "حزب‌الله وطن", "حزبالله وطن"])
def test_the_three_spellings_of_a_persian_compound_are_one(name: str) -> None:
    assert found(f"{name} اعلام کرد", "fa") == [("party", name)]


def test_an_arabic_article_in_a_persons_name_may_be_missing_or_there() -> None:
    assert found("سليم راوندي قال", "ar") == [("leader", "سليم راوندي")]
    assert found("Salim Rawandi and Salim Al-Rawandi") == [("leader", "Salim Rawandi"), ("leader", "Salim Al-Rawandi")]


def test_hebrew_prefixes_are_no_part_of_a_name() -> None:
    assert found("הוא אמר שבנגבה", "he") == [("movement", "נגבה")]


def test_an_ending_after_an_apostrophe_is_turkish() -> None:
    assert found("Sahra'nın lideri", "tr") == [("movement", "Sahra")]
    assert found("Sahra'nin lideri", "en") == []


def test_a_german_genitive_and_a_plural_in_i_are_endings() -> None:
    assert found("Sahras Anhänger", "de") == [("movement", "Sahra")]
    assert found("The Sahrawis met") == [("movement", "Sahrawi")]
    assert found("The Sahras met") == []


def test_the_longest_name_wins() -> None:
    assert found("قالت بحرية الفجر إن كتائب الفجر", "ar") == [("wing", "بحرية الفجر"), ("front", "كتائب الفجر")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("كتائب الفجر هنا. وقال الفجر", ""),
        ("قال الفجر إن", "كتائب الفجر تعلن"),
        ("سليم الراوندي من الفجر", ""),
        ("بحرية الفجر من الفجر", ""),
        ("قال الفجر من البصرة إن", ""),
        ("قال الفجر وبالبصرة إن", ""),
    ],
)
def test_an_ambiguous_alias_counts_where_the_article_shows_who_is_meant(text: str, title: str) -> None:
    assert ("front", "الفجر") in found(text, "ar", title)


def test_an_ambiguous_alias_alone_is_no_mention() -> None:
    assert found("صلاة الفجر في الموصل", "ar") == []
    assert found("Professor Rawandi teaches physics.") == []
    assert found("Rawandi said so.", title="Rawandi again") == []


def test_an_ambiguous_name_with_one_more_adjective_is_another_name() -> None:
    aliases = (Alias("الحزب الإصلاحي", "ar", ambiguous=True), Alias("إصلاح العراقي", "ar"))
    matcher = Matcher([Group("reform", "Reform Party", "party", aliases)])
    text = "إصلاح العراقي غير الحزب الإصلاحي الكويتي بل الحزب الإصلاحي العراقي"
    spans = [mention.span.of(text) for mention in matcher.mentions(text, language="ar")]
    assert spans == ["إصلاح العراقي", "الحزب الإصلاحي"]


def test_the_name_of_a_body_that_goes_on_with_of_needs_context() -> None:
    assert found("The Fajr Naval Forces of Narnia sailed.") == []
    assert found("The Fajr Naval Forces of Narnia sailed to Kata'ib al-Fajr.") == [
        ("wing", "Fajr Naval Forces"),
        ("front", "Kata'ib al-Fajr"),
    ]
    assert found("The Fajr Naval Forces of course sailed.") == [("wing", "Fajr Naval Forces")]


def test_a_qualifier_of_a_longer_alias_is_context_for_the_ambiguous_one() -> None:
    group = Group("g", "Dawn of Tyre", "party", (Alias("الفجر", "ar", ambiguous=True), Alias("الفجر الصوري", "ar")))
    text = "قال الفجر إن الجيش الصوري"
    assert [m.entity for m in Matcher([group]).mentions(text, language="ar")] == ["g"]
    assert Matcher([group]).mentions("قال الفجر إن الجيش", language="ar") == ()


def test_an_alias_of_two_entities_counts_only_where_context_decides_for_one() -> None:
    north = Group("north", "Northern Guard", "military", (Alias("the Guard", ambiguous=True),))
    south = Group("south", "Southern Guard", "military", (Alias("the Guard", ambiguous=True),))
    matcher = Matcher([north, south])

    def entities(text: str) -> list[str]:
        return [m.entity for m in matcher.mentions(text, language="en")]

    assert entities("The Northern Guard came. The Guard left.") == ["north", "north"]
    assert entities("The Guard left.") == []
    assert entities("Northern Guard, Southern Guard, the Guard.") == ["north", "south"]


def test_an_unmarked_alias_of_two_entities_never_guesses() -> None:
    matcher = Matcher([Group("a", "Alpha", "party", (Alias("Unity"),)), Group("b", "Beta", "party", (Alias("Unity"),))])
    assert matcher.mentions("Unity won.", language="en") == ()
    assert [m.entity for m in matcher.mentions("Unity won, says Beta.", language="en")] == ["b", "b"]


def test_a_name_that_an_alias_marks_ambiguous_is_ambiguous() -> None:
    matcher = Matcher([Group("a", "Unity", "party", (Alias("unity", ambiguous=True), Alias("Unity Movement")))])
    assert matcher.mentions("Unity is strength.", language="en") == ()
    assert len(matcher.mentions("Unity Movement: Unity won.", language="en")) == 2


def test_an_alias_for_one_language_counts_only_there_but_latin_letters_in_any_other_script() -> None:
    assert found("KF spoke", "en") == [("front", "KF")]
    assert found("KF sprach", "de") == []
    assert found("قال KF اليوم", "ar") == [("front", "KF")]
    assert found("كتائب الفجر گفت", "fa") == []


def test_capitals_tell_a_name_from_a_word() -> None:
    assert found("the sahra wind") == [("movement", "sahra")]  # a text without any capital shows nothing
    assert found("The sahra wind") == []
    assert found("Kf. and kf, KF") == [("front", "KF")]


def test_a_web_address_is_no_mention() -> None:
    assert found("See https://news.example/sahra-now and news.example/a/Sahra, Sahra says.") == [("movement", "Sahra")]
    assert found("Either Sahra/KF or KF/Sahra") == [
        ("movement", "Sahra"),
        ("front", "KF"),
        ("front", "KF"),
        ("movement", "Sahra"),
    ]


class TestANameWithoutItsPlace:
    RIVER = Group("river", "Nahr Movement", "armed_group", (Alias("جبهة النهر في الوادي", "ar"),))
    HILLS = Group("hills", "Jibal Movement", "armed_group", (Alias("جبهة النهر في الجبال", "ar"),))

    def found(self, text: str, language: str = "ar") -> list[tuple[str, str]]:
        matcher = Matcher((self.RIVER, self.HILLS))
        return [(m.entity, m.span.of(text)) for m in matcher.mentions(text, language=language)]

    def test_counts_where_the_article_names_the_group_otherwise(self) -> None:
        text = "قال ناطق من Nahr Movement إن جبهة النهر باقية"
        assert self.found(text) == [("river", "Nahr Movement"), ("river", "جبهة النهر")]

    def test_does_not_count_where_it_may_be_anybodys(self) -> None:
        assert self.found("قالت جبهة النهر إنها باقية") == []
        both = "التقى وفد Nahr Movement وفد Jibal Movement وقالت جبهة النهر إنها باقية"
        assert [entity for entity, _ in self.found(both)] == ["river", "hills"]

    def test_the_whole_name_stays_the_whole_name(self) -> None:
        assert self.found("قالت جبهة النهر في الجبال إنها باقية") == [("hills", "جبهة النهر في الجبال")]


@pytest.mark.parametrize(
    ("text", "language", "branch"),
    [
        ("The Arcadian military dug. The Arcadian navy slept.", "en", "Arcadian navy"),
        ("حفر الجيش الأركادي خندقا ونام سلاح الجو الأركادي", "ar", "سلاح الجو الأركادي"),
        ("ارتش آرکادیا خندق کند و یگان دریایی آرکادیا خوابید", "fa", "یگان دریایی آرکادیا"),
    ],
)
def test_the_branch_of_an_army_is_named_where_the_army_is(text: str, language: str, branch: str) -> None:
    army = Group("army", "Arcadian military", "military", (Alias("الجيش الأركادي", "ar"), Alias("ارتش آرکادیا", "fa")))
    found = Matcher([army]).mentions(text, language=language)
    assert [(m.entity, m.span.of(text)) for m in found][1:] == [("army", branch)]
    assert Matcher([army]).mentions(f"{branch}.", language=language) == ()


def test_a_name_over_a_line_break_is_no_name() -> None:
    assert found("Fajr\nNaval Forces") == []


def test_nothing_tracked_nothing_found() -> None:
    assert Matcher([]).mentions("Kata'ib al-Fajr", language="en") == ()
    assert MATCHER.mentions("", language="en") == ()


NAMES = ("Kata’ib al-Fajr", "كتائب الفجر", "والفجر", "Rawandi", "KF", "Sahra", "حزب‌الله وطن", "، ", "\n", "x")
texts = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=5))).map(" ".join)


@given(texts, st.sampled_from(["en", "ar", "fa", "tr", "he", "xx"]))
def test_mentions_are_in_order_apart_and_inside_the_text(text: str, language: str) -> None:
    mentions = MATCHER.mentions(text, title=text, language=language)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.entity in {entity.id for entity in EVERYBODY}
        end = mention.span.end


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_between_other_words_is_always_found(before: str, after: str) -> None:
    text = f"{before} . Kata'ib al-Fajr . {after}"
    assert ("front", "Kata'ib al-Fajr") in found(text)
