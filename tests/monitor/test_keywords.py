"""Which texts a keyword rule holds for, what it shows, and which rules are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.keywords import KeywordHit, compile_rule
from onrecord.model import KeywordRule


def hit(text: str, language: str = "en", **terms: Any) -> KeywordHit | None:
    return compile_rule(KeywordRule("rule", **terms)).search(text, language)


def words(text: str, language: str = "en", **terms: Any) -> tuple[str, ...]:
    found = hit(text, language, **terms)
    return found.words if found else ()


def test_a_word_is_found_whole_and_in_any_case() -> None:
    assert words("No Ceasefire was signed.", any=("ceasefire",)) == ("Ceasefire",)
    assert hit("The ceasefires failed.", any=("ceasefire",)) is None


def test_a_hit_names_its_rule_and_points_into_the_text() -> None:
    text = "They will withdraw from the U.S. base."
    found = hit(text, all=("US base", "withdraw"))
    assert found is not None
    assert found.rule == "rule"
    assert found.words == ("withdraw", "U.S. base")
    assert [span.of(text) for span in found.spans] == list(found.words)


def test_a_prefix_finds_every_ending() -> None:
    for ending in ("withdraw", "withdrawing", "Withdrawal's"):
        assert hit(f"A {ending} came.", any=("withdraw*",)) is not None
    assert hit("They drew back.", any=("withdraw*",)) is None


def test_a_phrase_is_words_in_a_row_and_its_last_may_be_a_prefix() -> None:
    assert words("a Prisoner-exchange was agreed", all=("prisoner exchange*",)) == ("Prisoner-exchange",)
    assert words("two prisoner exchanges later", all=("prisoner exchange*",)) == ("prisoner exchanges",)
    assert hit("the exchange of a prisoner", all=("prisoner exchange*",)) is None
    assert hit("a prisoner", all=("prisoner exchange",)) is None


def test_all_asks_for_every_term_any_for_one_none_for_the_absence_of_each() -> None:
    rule: dict[str, Any] = {"all": ("talks",), "any": ("Doha", "Cairo"), "none": ("football", "box office*")}
    assert words("The talks in Cairo ended.", **rule) == ("talks", "Cairo")
    assert hit("The talks ended.", **rule) is None
    assert hit("Cairo waits.", **rule) is None
    assert hit("The football talks in Doha ended.", **rule) is None
    assert hit("Talks in Doha on box offices.", **rule) is None


def test_near_counts_words_between_terms_in_either_order() -> None:
    text = "The border was shut after three drones had crossed it."
    assert words(text, all=("border", "drones"), near=5) == ("border", "drones")
    assert hit(text, all=("border", "drones"), near=4) is None
    assert words(text, all=("drones", "border"), near=5) == ("border", "drones")


def test_near_takes_the_occurrences_that_are_near_enough() -> None:
    text = "Drones flew. Much later and far away the border was closed because of drones and of a rocket."
    found = hit(text, all=("border",), any=("drones", "rocket"), near=6)
    assert found is not None
    assert [span.start for span in found.spans] == [text.index("border"), text.rindex("drones")]


def test_near_measures_from_the_end_of_a_phrase() -> None:
    text = "a full and lasting end of the war by June"
    assert hit(text, all=("end of the war", "June"), near=2) is not None
    assert hit(text, all=("end of the war", "June"), near=1) is None


def test_a_rule_for_some_languages_is_silent_in_others() -> None:
    assert hit("A truce holds.", "en", any=("truce",), languages=("en", "de")) is not None
    assert hit("A truce holds.", "fr", any=("truce",), languages=("en", "de")) is None


@pytest.mark.parametrize("form", ["انسحاب", "الانسحاب", "وبالانسحاب", "للانسحاب", "ولانسحاب", "اِنسحابٌ", "إنسحاب"])
def test_an_arabic_word_is_found_with_its_clitics(form: str) -> None:
    assert words(f"قال إنه يرفض {form} من القرية.", "ar", any=("انسحاب",)) == (form,)


def test_an_arabic_word_with_its_article_is_found_after_prepositions() -> None:
    for form in ("الهدنة", "بالهدنة", "للهدنة", "وللهدنة"):
        assert hit(f"رحب {form} أمس", "ar", any=("الهدنة",)) is not None
    assert hit("هدنة قصيرة", "ar", any=("الهدنة",)) is None


def test_an_arabic_prefix_takes_clitics_too() -> None:
    assert hit("وسينسحبون غدا", "ar", any=("سينسحب*",)) is not None


def test_an_arabic_word_is_not_found_inside_another() -> None:
    assert hit("وصل المهندسون", "ar", any=("هند",)) is None
    assert hit("كتاب جديد", "ar", any=("تاب",)) is None


def test_persian_spellings_of_a_compound_are_one_term() -> None:
    for form in ("آتش‌بس", "آتش بس", "آتشبس", "آتش‌بس‌های"):
        assert hit(f"از {form} سخن گفت", "fa", any=("آتش‌بس",)) is not None


def test_persian_has_no_arabic_clitics() -> None:
    assert hit("بنابراین رفت", "fa", any=("نابراین",)) is None


def test_hebrew_prefixes_belong_to_the_word() -> None:
    assert hit("הוא דיבר על ההסכם ושבהסכם", "he", all=("הסכם",)) is not None


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({}, "asks for nothing"),
        ({"none": ("film",)}, "asks for nothing"),
        ({"any": ("",)}, "holds no letter"),
        ({"any": ("—!",)}, "holds no letter"),
        ({"any": ("*",)}, "must follow a letter"),
        ({"any": ("peace *",)}, "must follow a letter"),
        ({"any": ("with*draw",)}, "may only end the term"),
        ({"any": ("*draw",)}, "may only end the term"),
        ({"any": ("draw**",)}, "may only end the term"),
        ({"any": ("draw* back",)}, "may only end the term"),
        ({"all": ("truce",), "near": 8}, "near needs two terms"),
        ({"any": ("truce", "deal"), "near": 8}, "near needs two terms"),
        ({"all": ("truce", "deal"), "near": 0}, "at least 1"),
        ({"any": ("truce",), "scope": "page"}, "unknown scope 'page'; it is one of statement, paragraph, article"),
        ({"any": ("truce",), "languages": ("English",)}, "'English' is not a language code"),
        ({"all": ("Truce",), "none": ("truce",)}, "all: asks for 'Truce', which 'truce' in none: forbids"),
        ({"all": ("withdrawal",), "none": ("withdraw*",)}, "'withdraw*' in none: forbids"),
        ({"all": ("long truce",), "none": ("truce",)}, "'truce' in none: forbids"),
        ({"any": ("truces", "truce"), "none": ("truce*",)}, "none: forbids every term of any:"),
    ],
)
def test_a_rule_that_can_only_match_everything_or_nothing_is_refused(terms: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as refused:
        compile_rule(KeywordRule("borders", **terms))
    assert str(refused.value).startswith("keyword rule 'borders': ")


def test_what_none_forbids_only_in_part_is_allowed() -> None:
    assert hit("a withdrawal", any=("withdraw*",), none=("withdraw",)) is not None
    assert hit("a truce", any=("truce", "deal"), none=("deal",)) is not None
    assert hit("a truce", all=("truce",), none=("truce talks",)) is not None


PIECES = ("Peace", "talks", "with", "the", "army's", "U.S.-led", "côté،", "سلام", "گفت‌وگو", "والحرب", "שלום", "24")


@given(st.lists(st.sampled_from(PIECES), min_size=1), st.sampled_from(["en", "ar", "fa", "he", "de"]), st.data())
def test_a_rule_of_words_taken_from_a_text_always_hits_it(
    pieces: list[str], language: str, data: st.DataObject
) -> None:
    text = " ".join(pieces)
    terms = data.draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=4))
    rule = compile_rule(KeywordRule("taken", all=tuple(terms), near=len(text) if len(terms) > 1 else None))
    found = rule.search(text, language)
    assert found is not None
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert list(found.words) == [span.of(text) for span in found.spans]


@given(st.text(), st.sampled_from(["en", "ar", "fa", "xx"]))
def test_any_text_can_be_searched(text: str, language: str) -> None:
    rule = compile_rule(KeywordRule("any text", all=("a*", "و*"), near=3))
    found = rule.search(text, language)
    assert found is None or len(found.words) in {1, 2}


@given(st.text(alphabet="ab *'-.", max_size=8))
def test_any_term_is_compiled_or_refused_with_a_message(term: str) -> None:
    try:
        rule = compile_rule(KeywordRule("any term", any=(term,)))
    except ValueError as error:
        message = str(error)
    else:
        message = "" if rule.search(term.replace("*", ""), "en") else "silent miss"
    assert message == "" or message.startswith("keyword rule 'any term': ")
