"""Reports that nothing was said, in the languages whose finders find them; and what looks like one and is none."""

from __future__ import annotations

import pytest

from monitor import languages, withheld
from monitor.quotations import find
from onrecord.model import WITHHELD, Kind, Quotation, Span
from tests.monitor.test_languages import CODES

SAID_NOTHING = [
    ("en", "The Weavers Guild declined to comment on the closing of the mill."),
    ("en", "The guild refused to say whether the looms had been sold."),
    ("en", "A spokesman for the guild declined to immediately comment on the fire."),
    ("en", "The guild did not say when the strike would end."),
    ("en", "The guild would not confirm that its chair had left the valley."),
    ("en", "The guild has not commented on the reports that the mill would close."),
    ("en", "A member of the guild declined to give his name."),
    ("en", "“No comment,” said the chair of the guild."),
    ("ar", "رفضت نقابة النساجين التعليق على إغلاق المصنع."),
    ("ar", "رفض المتحدث باسم النقابة الكشف عن عدد المضربين."),
    ("fa", "انجمن بافندگان نگفت که اعتصاب پایان می‌یابد."),
    ("de", "Die Gilde lehnte eine Stellungnahme ab."),
    ("de", "Die Gilde sagte nicht, wann der Streik endet."),
]
SAID_SOMETHING = [
    ("en", "The guild did not deny that it had called the strike."),
    ("en", "The guild did not rule out that the strike would go on."),
    ("en", "The guild declined to sign the agreement, the chair said."),
    ("en", "The guild refused to accept the offer of the mill."),
    ("en", "“We have no comment on the offer, but the looms stay silent,” said the chair of the guild."),
    ("en", "The chair of the guild said that she would not comment on rumours."),
    ("ar", "نفت نقابة النساجين أن تكون قد دعت إلى الإضراب."),
    ("ar", "رفضت نقابة النساجين العرض."),
    ("fa", "انجمن بافندگان گفت که اعتصاب پایان می‌یابد."),
    ("de", "Die Gilde lehnte das Angebot ab."),
]


def flags(language: str, text: str) -> list[bool]:
    return [WITHHELD in each.flags for each in withheld.flagged(text, language, find(text, language))]


@pytest.mark.parametrize(("language", "text"), SAID_NOTHING)
def test_a_report_that_nothing_was_said_is_flagged(language: str, text: str) -> None:
    assert flags(language, text) == [True]


@pytest.mark.parametrize(("language", "text"), SAID_SOMETHING)
def test_a_report_that_something_was_said_is_not(language: str, text: str) -> None:
    assert set(flags(language, text)) == {False}


@pytest.mark.parametrize("code", CODES)
def test_every_language_knows_the_cues_that_say_nothing_when_negated(code: str) -> None:
    assert languages.section(code, "withheld")["speech"]


def test_a_report_without_a_cue_and_a_language_without_words_are_left_alone() -> None:
    text = "The guild did not say when."
    plain = Quotation((Span(22, 26),), None, None, Kind.INDIRECT, "test")
    negated = Quotation((Span(22, 26),), Span(18, 21), None, Kind.INDIRECT, "test", flags=frozenset({"negated"}))
    assert withheld.flagged(text, "en", [plain]) == (plain,)
    assert withheld.flagged(text, "xx", [negated]) == (negated,)
    assert WITHHELD in withheld.flagged(text, "en", [negated])[0].flags
