"""Copies of an article: found by bands, confirmed by shingles, traced to whom they are from."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from monitor import agencies, copies
from onrecord.model import Article, KnownArticle
from tests.build import COURIER, DAY, GAZETTE, NOW, article

WORDS = (
    *("river", "mill", "weir", "loom", "guild", "bridge", "winter", "harvest"),
    *("ledger", "council", "boat", "rope", "anvil", "chapel", "orchard", "lantern"),
)


def text_of(seed: int, sentences: int = 12) -> str:
    chance = Random(seed)
    return "\n".join(" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences))


STORY = text_of(1)
LINES = STORY.split("\n")


def shared(one: str, other: str) -> float:
    return copies.containment(copies.sketch(one), copies.sketch(other))


def meet(one: str, other: str) -> bool:
    return bool(set(copies.sketch(one).bands) & set(copies.sketch(other).bands))


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        "\n".join(LINES[:4]),
        "\n".join((*text_of(2, 2).split("\n"), *LINES[1:])),
        STORY.replace("river", "stream"),
        STORY.upper().replace(".", " –"),
    ],
    ids=["whole", "cut to a third", "with another lead", "in the house's words", "in other type"],
)
def test_a_copy_meets_its_original_in_a_band_and_holds_most_of_its_shingles(copy: str) -> None:
    assert meet(STORY, copy)
    assert shared(STORY, copy) >= copies.COPY


def test_a_shared_paragraph_makes_no_copy() -> None:
    assert shared(STORY, f"{text_of(3)}\n{LINES[5]}") < copies.COPY


def test_a_headline_is_nobodys_copy() -> None:
    assert copies.sketch("The mill is closed").bands == ()
    assert shared("The mill is closed until the spring", STORY) == 0


def known(text: str = STORY, **changes: Any) -> KnownArticle:
    return replace(KnownArticle(7, "courier", "https://courier.example/9", "", text, NOW - DAY, "courier"), **changes)


def traced(of: Article, *candidates: KnownArticle) -> tuple[int | None, str, str]:
    lineage = copies.trace(of, copies.sketch(of.text), candidates, outlet=GAZETTE)
    return lineage.copy_of, lineage.credit, lineage.voice


def test_a_text_of_its_own_speaks_with_its_outlets_voice() -> None:
    assert traced(article(STORY)) == (None, "", "gazette")
    assert traced(article(STORY), known(text_of(4))) == (None, "", "gazette")


def test_a_copy_speaks_with_its_originals_voice() -> None:
    assert traced(article(STORY), known()) == (7, "", "courier")
    assert traced(article(STORY), known(voice="reuters")) == (7, "", "reuters")


def test_of_two_that_share_as_much_the_first_is_the_original() -> None:
    assert traced(article(STORY), known(id=9), known(id=8))[0] == 8


def test_a_canonical_link_names_the_original_however_little_is_shared() -> None:
    assert traced(article(text_of(5)), known(url=article().url))[0] == 7


@pytest.mark.parametrize(
    ("text", "language", "credit"),
    [
        (f"TYRE (Reuters) - {STORY}", "en", "reuters"),
        (f"{STORY}\n(AP)", "en", "ap"),
        (f"The mill burns, Xinhua reported.\n{STORY}", "en", "xinhua"),
        ("احترقت الطاحونة، نقلا عن رويترز", "ar", "reuters"),
        ("به گزارش خبرگزاری تسنیم، آسیاب سوخت", "fa", "tasnim"),
        (f"The reuters of the valley are old.\n{STORY}", "en", ""),
        (f"{STORY}\n(AP) said so.\n{STORY}", "en", ""),
    ],
)
def test_a_credit_at_the_beginning_or_the_end_names_the_agency(text: str, language: str, credit: str) -> None:
    of = article(text, language=language)
    assert agencies.credited(of, GAZETTE) == credit
    assert traced(of)[1:] == (credit, credit or "gazette")


def test_the_author_may_be_an_agency() -> None:
    assert agencies.credited(article(STORY, author="Reuters"), COURIER) == "reuters"
