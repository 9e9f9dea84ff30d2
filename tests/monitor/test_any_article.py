"""Any article is read, however it is written: the words that the rules wait for, in any order, among anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import languages
from monitor.analysis import Analyst
from monitor.quotations import arabic_cues, persian_cues
from monitor.quotations.template.lexicon import lexicon
from onrecord.model import Article, Outlet
from tests.monitor.test_analysis import GROUPS, PERSONS, SEEN

LANGUAGES = sorted(languages.available())
OWN = Outlet("own", "Own channel", "LB", ("en",), "Asia/Beirut", speaks_for="dawn")
ANALYST = Analyst((*GROUPS, *PERSONS), (OWN,))
MARKS = (
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "''",
    "'",
    "’",
    "(",
    ")",
    "[",
    "]",
    ",",
    "،",
    "、",
    ";",
    ":",
    "：",
    "-",
    "–",
    "—",
)
STOPS = (
    ".",
    "?",
    "!",
    "؟",
    "…",
    "۔",
    "\n",
    "\n\n",
    "\u200c",
    "\u200f",
    "\u0640",
    "\u064b",
    "12",
    "١٢",
    "12:30",
    "2025",
)
NAMES = (
    "Murad Aziz",
    "Aziz",
    "Dawn Movement",
    "حركة الفجر",
    "جنبش فجر",
    "كتائب الصقر",
    "@own",
    "https://own.example/1",
)


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """Every word and phrase of a language's data file, as it stands there."""
    found = {text for name in sections(language) for text in texts(languages.section(language, name))}
    return tuple(sorted(found))


def sections(language: str) -> list[str]:
    lines = (files(languages) / f"{language}.toml").read_text("utf-8").splitlines()
    return [line.strip("[]").partition(".")[0] for line in lines if line.startswith("[") and line.endswith("]")]


def texts(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, Mapping):
        for key, value in entry.items():
            yield from (key, *texts(value))
    elif isinstance(entry, list):
        for value in entry:
            yield from texts(value)


@cache
def cues(language: str) -> tuple[str, ...]:
    """The words of saying, in all their forms where the rules make them."""
    if language == "ar":
        return tuple(sorted(arabic_cues.lexicon().telling))
    if language == "fa":
        return tuple(sorted(persian_cues.lexicon().telling))
    if language == "en":
        return tuple(sorted(set(texts(languages.section("en", "quotations")["verbs"]))))
    return tuple(sorted(lexicon(language).cues))


@cache
def articles(language: str) -> st.SearchStrategy[str]:
    """Texts of a language's words, of forms made of them, marks, line ends and any characters; most break off."""
    word = st.sampled_from(vocabulary(language))
    form = st.builds("{}{}".format, st.sampled_from(("و", "ال", "ב", "un")), word)
    others = st.one_of(st.sampled_from(STOPS), st.sampled_from(NAMES), st.characters())
    piece = st.one_of(word, form, st.sampled_from(cues(language)), st.sampled_from(MARKS), others)
    spaced = st.tuples(piece, st.sampled_from((" ", " ", " ", "")))
    return st.lists(spaced, max_size=40).map(lambda pieces: "".join("".join(pair) for pair in pieces))


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_article_is_read(language: str, data: st.DataObject) -> None:
    text = data.draw(articles(language))
    title = data.draw(st.one_of(st.just(""), st.sampled_from(NAMES).map("{}: we stay".format)))
    analysis = ANALYST.analyse(Article("https://own.example/1", "own", title, text, language, SEEN, SEEN, SEEN))
    for report in analysis.reports:
        quotation = report.quotation
        for place in (*quotation.parts, quotation.cue, quotation.speaker):
            assert place is None or place.end <= len(text)
    for mention in analysis.mentions:
        assert mention.span.end <= max(len(text), len(title))
