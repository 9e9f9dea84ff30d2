"""Any text and any quotations in it can be resolved, and the time grows with the length."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import acts, recency, speakers
from onrecord.model import Alias, Group, Kind, Mention, Person, Quotation, Role, Span

ENTITIES = (
    Group("dawn", "Dawn Movement", "armed_group", (Alias("حركة الفجر", "ar"),)),
    Person("murad", "Murad Aziz", (Alias("Aziz"),), (Role("dawn", "leader"),)),
)
ON = date(2026, 5, 2)
PUBLISHED = datetime(2026, 5, 2, tzinfo=UTC)

WORDS = st.sampled_from(
    ["He", "I", "its", "The", "the", "movement", "spokesman", "Murad Aziz", "Dawn Movement", "'s", "of", "for", "who",
     "Omar", "al-Habib", "said", "statement", "by", "a", "official", ",", ".", "\n", "“", "”", "-", "()", "former", "S",
     "last month", "had", "المتحدث", "باسم", "حركة الفجر", "الحركة", "بيان", "وكان", "سخنگوی", "این", "جنبش",
     "وی", "🔹", "2020"]
)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, tuple[Quotation, ...], tuple[Mention, ...]]:
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=40)))
    places = st.integers(0, len(text))

    def span() -> Span:
        start, end = sorted((draw(places), draw(places)))
        return Span(start, end)

    maybe = st.booleans()
    quotations = tuple(
        Quotation(
            (span(),),
            span() if draw(maybe) else None,
            span() if draw(maybe) else None,
            draw(st.sampled_from(Kind)),
            "test",
            continues=draw(maybe),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    mentions = tuple(
        Mention(Span(place, place + len(name)), entity, name)
        for entity, name in (("dawn", "Dawn Movement"), ("dawn", "حركة الفجر"), ("murad", "Murad Aziz"))
        if (place := text.find(name)) >= 0
    )
    return text, quotations, mentions


@settings(max_examples=150, deadline=None)
@given(articles(), st.sampled_from(["en", "ar", "fa", "de", "sv"]))
def test_every_quotation_gets_a_speaker_a_recency_and_acts(
    article: tuple[str, tuple[Quotation, ...], tuple[Mention, ...]], language: str
) -> None:
    text, quotations, mentions = article
    register = speakers.Register(ENTITIES)
    separated = speakers.separated(text, language, quotations, mentions, register)
    found = speakers.resolve(text, language, separated, mentions, register, on=ON)
    judged = recency.judge(text, language, separated, published=PUBLISHED, timezone="UTC", speakers=found)
    assert len(found) == len(judged) == len(separated) >= len(quotations)
    for speaker, quotation in zip(found, separated, strict=True):
        assert speaker.group in {None, "dawn"}
        assert speaker.person in {None, "murad"}
        assert speaker.antecedent is None or speaker.antecedent.end <= len(text)
        acts.label(text, language, quotation)


UNITS = {
    "names": ("Ilan Zohar {said} yes it is. ", "Ilan Zohar", "en"),
    "pronouns": ("Murad Aziz came. He {said} yes it is. ", "He", "en"),
    "nouns": ("The Dawn Movement left. The movement {said} yes it is. ", "The movement", "en"),
    "one sentence": ("He {said} yes it is, in May 2020, and ", "He", "en"),
    "I": ("“yes it is,” I {said} yes it is. ", "I", "en"),
    "Arabic": ("{وقال} المتحدث باسم الحركة إن yes it is، حركة الفجر الشهر الماضي. ", "المتحدث باسم الحركة", "ar"),
}
