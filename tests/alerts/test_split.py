from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alerts.forms import SLACK
from alerts.render import render
from alerts.render.split import split
from onrecord.model import Alert
from tests.alerts.samples import ENGLISH, NOW, channel

LIMIT = SLACK.limit or 0
MESSAGES = st.text(alphabet="ab &;>\n", max_size=400).map(lambda text: text.replace("&", "&amp;"))


def speech(*quotes: str) -> Alert:
    return replace(ENGLISH, told=tuple(replace(ENGLISH.told[0], words=words) for words in quotes))


def parts(alert: Alert) -> tuple[str, ...]:
    return split(render(alert, channel("slack"), now=NOW).body, SLACK)


def test_a_short_message_is_one_message() -> None:
    text = render(ENGLISH, channel("slack"), now=NOW).body
    assert split(text, SLACK) == (text.strip("\n"),)


def test_nothing_is_no_message() -> None:
    assert split("\n\n", SLACK) == ()


def test_a_speech_is_cut_between_its_quotes_and_never_in_one() -> None:
    quotes = [f"{number} " + "we said what we said " * 60 for number in range(12)]
    made = parts(speech(*quotes))
    assert len(made) > 3
    for words in quotes:
        assert sum(f"> “{words.strip()}”" in part for part in made) == 1


def test_a_quote_that_fits_no_message_goes_on_as_a_quote() -> None:
    made = parts(speech("word " * 3000))
    assert made[0].startswith("*Idris Qawar*")
    assert len(made[0]) > LIMIT // 2
    assert all(part.startswith("> word ") for part in made[1:4])


def test_an_entity_is_not_cut_in_two() -> None:
    for part in split("> " + "&amp;" * 2000, SLACK, limit=77):
        assert part.removeprefix("> ").replace("&amp;", "") == ""


@given(MESSAGES, st.integers(20, 60))
def test_every_part_fits_and_together_they_say_it_all(text: str, limit: int) -> None:
    made = split(text, SLACK, limit=limit)
    assert all(0 < len(part) <= limit for part in made)
    # The marks of quotes aside: a cut quote gets one more.
    assert "".join("".join(made).replace(">", "").split()) == "".join(text.replace(">", "").split())


@given(st.text(alphabet="ab ", min_size=1, max_size=9000))
def test_parts_of_a_real_message_fit(words: str) -> None:
    assert all(len(part) <= LIMIT for part in parts(speech(words)))
