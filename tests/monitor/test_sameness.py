"""The same statement in other words, in another language, in part; and what makes it another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sameness import compare
from monitor.wording import wording

STRIKE = "Our weavers shot down three drones over the port of Aden on Monday"
SPEECH = (
    "The river belongs to every village between here and the sea. "
    "Our workshops in Tyre will pay for twelve new bridges before winter. "
    "Whoever cuts a tree on the northern bank shall plant two"
)


def same(one: str, other: str, first: str = "en", second: str = "") -> bool:
    a, b = wording(one, first), wording(other, second or first)
    forth, back = compare(a, b), compare(b, a)
    assert forth == back, "which of the two came first does not matter"
    assert forth.why
    return forth.same


class TestInOneLanguage:
    @pytest.mark.parametrize(
        ("one", "other", "language"),
        [
            (STRIKE, "over the port of Aden three drones had been shot down by its weavers on Monday", "en"),
            (STRIKE, "its weavers had downed 3 drones over Aden's harbour on Monday", "en"),
            ("قصفنا مستودعا في عدن بسبعة صواريخ", "استهداف مخزن في عدن بـ 7 صواريخ", "ar"),
            ("ما هفت موشک به انباری در عدن شلیک کردیم", "۷ موشک به سوی انبار عدن شلیک شد", "fa"),
            (
                "The council refused the treaty on the fishing grounds",
                "The council did not accept the treaty on fishing grounds",
                "en",
            ),
            ("We lost two hundred sheep in the flood near Mosul", "200 sheep were lost in the flood near Mosul", "en"),
        ],
    )
    def test_told_otherwise(self, one: str, other: str, language: str) -> None:
        assert same(one, other, language)

    @pytest.mark.parametrize(
        "excerpt",
        [
            "Our workshops in Tyre will pay for twelve new bridges before winter",
            "its workshops in Tyre would pay for 12 new bridges before the winter",
        ],
    )
    def test_an_excerpt_of_a_longer_speech(self, excerpt: str) -> None:
        assert same(SPEECH, excerpt)

    def test_a_longer_excerpt_of_the_same_speech(self) -> None:
        assert same(SPEECH, SPEECH[: SPEECH.index(" Whoever")])

    @pytest.mark.parametrize(
        ("changed", "by"),
        [
            ("three", "five"),
            ("Aden", "Basra"),
            ("Aden", "Ulverby"),
            ("Monday", "Friday"),
            ("drones", "missiles"),
            ("the port", "the mosque"),
            ("shot down three", "did not shoot down three"),
        ],
        ids=["number", "place", "unknown place", "day", "thing", "thing at the place", "denied"],
    )
    def test_another_thing_in_the_same_sentence(self, changed: str, by: str) -> None:
        assert not same(STRIKE, STRIKE.replace(changed, by))

    @pytest.mark.parametrize(
        ("one", "other", "language"),
        [
            ("سنغلق معبر الوادي أمام الشاحنات", "سنغلق جسر الوادي أمام الشاحنات", "ar"),
            ("سنغلق معبر الوادي أمام الشاحنات", "لن نغلق معبر الوادي أمام الشاحنات", "ar"),
            ("مدرسه روستا از شنبه باز است", "مسجد روستا از شنبه باز است", "fa"),
            ("کارگران سد حقوق گرفته‌اند", "کارگران سد حقوق نگرفته‌اند", "fa"),
        ],
    )
    def test_another_thing_in_arabic_and_persian(self, one: str, other: str, language: str) -> None:
        assert not same(one, other, language)

    @pytest.mark.parametrize(
        ("one", "other", "language"),
        [
            (
                "The carters have no bread and their walkout has our support",
                "The carters have bread and their walkout does not have our support",
                "en",
            ),
            (
                "Nine weavers of the mill refuse the new wage",
                "None of the weavers of the mill refuses the new wage",
                "en",
            ),
            (
                "قاضیان شهر نه کشاورز را محکوم کردند و هیچ شکایتی نمی‌پذیرند",
                "قاضیان شهر هیچ کشاورزی را محکوم نکردند",
                "fa",
            ),
        ],
        ids=["each denies another thing", "a refusal denied", "each denies in its own clause"],
    )
    def test_a_denial_reaches_no_further_than_its_clause(self, one: str, other: str, language: str) -> None:
        assert not same(one, other, language)

    def test_two_parts_of_one_speech_are_two_statements(self) -> None:
        first, second, _ = SPEECH.split(". ")
        assert not same(first, second)

    def test_what_is_said_of_every_day_is_too_short_to_be_known_again(self) -> None:
        assert not same("We will answer", "We will answer the enemy")


class TestAcrossLanguages:
    ARABIC = "أسقط نساجونا ثلاث مسيرات فوق ميناء عدن يوم الاثنين"
    PERSIAN = "سه پهپاد دوشنبه بر فراز بندر عدن سرنگون شده است"

    def test_by_place_number_and_concepts(self) -> None:
        assert same(STRIKE, self.ARABIC, "en", "ar")
        assert same(STRIKE, self.PERSIAN, "en", "fa")
        assert same(self.ARABIC, self.PERSIAN, "ar", "fa")

    def test_by_a_name_that_no_table_knows(self) -> None:
        arabic = "قصفنا ثكنة الجيش في بلدة كرمشتان بثلاثة صواريخ"
        assert same("Three missiles hit the army barracks in Karmashtan", arabic, "en", "ar")
        assert not same("Three missiles hit the army barracks in Dolbarin", arabic, "en", "ar")

    def test_by_a_short_name_where_both_stand_at_a_place(self) -> None:
        arabic = "احترقت ثلاث سفن محملة بالقمح في باكو يوم الاثنين"
        assert same("Three ships loaded with wheat burned in Baku on Monday", arabic, "en", "ar")
        assert not same("Three ships loaded with wheat burned in Lomé on Monday", arabic, "en", "ar")

    def test_a_denial_is_one_with_and_written_onto_it(self) -> None:
        english = "The fishing ships of Aden got fuel on Monday and will not return"
        assert same(english, "سفن الصيد في عدن تلقت الوقود يوم الاثنين ولن تعود", "en", "ar")
        assert not same(english, "سفن الصيد في عدن تلقت الوقود يوم الاثنين وستعود", "en", "ar")

    def test_a_place_and_a_number_say_little_where_most_words_are_unknown(self) -> None:
        english = "A levy of forty dollars on every crate of turnips sold by hawkers in Aden"
        assert not same(english, "غرامة أربعين دولارا على كل قفص بصل يهمله الحمالون في عدن", "en", "ar")

    def test_a_word_that_arabic_and_persian_share_is_no_name(self) -> None:
        assert not same("حصل ثلاثة رجال على حكم المجلس في سنجار", "سه مرد حکم مجلس را در کاشمر گرفتند", "ar", "fa")

    @pytest.mark.parametrize(
        ("changed", "by"), [("ثلاث", "خمس"), ("عدن", "البصرة"), ("مسيرات", "صواريخ"), ("الاثنين", "الجمعة")]
    )
    def test_another_thing(self, changed: str, by: str) -> None:
        assert not same(STRIKE, self.ARABIC.replace(changed, by), "en", "ar")

    def test_an_excerpt(self) -> None:
        speech = f"عمال السد بلا رواتب منذ سنة. {self.ARABIC}. سيعود النازحون إلى قراهم قريبا"
        assert same("three drones were downed over the port of Aden", speech, "en", "ar")
        assert not same("three drones were downed over the port of Basra", speech, "en", "ar")

    def test_a_number_alone_is_no_evidence(self) -> None:
        assert not same("Three teachers were given a prize", "اعتقل ثلاثة جنود", "en", "ar")


WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.sampled_from((STRIKE, SPEECH))
TEXTS = st.tuples(WORDS, st.sampled_from(("en", "ar", "fa", "de")))


@given(TEXTS, TEXTS)
def test_whatever_is_compared_there_is_a_verdict_that_does_not_depend_on_the_order(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    a, b = wording(*one), wording(*other)
    assert compare(a, b) == compare(b, a)
    assert 0 <= compare(a, b).similarity <= 1


@given(TEXTS)
def test_words_are_the_same_as_themselves_unless_there_are_none(text: tuple[str, str]) -> None:
    words = wording(*text)
    assert compare(words, words).same == bool(words.tokens)


@given(TEXTS)
def test_equal_words_share_enough_keys_to_be_found_and_no_other_speaker_shares_any(text: tuple[str, str]) -> None:
    words = wording(*text)
    mine, theirs = set(words.keys("guild")), set(words.keys("union"))
    assert len(mine) >= 2
    assert not mine & theirs
    assert all(-(2**63) <= key < 2**63 for key in mine)
