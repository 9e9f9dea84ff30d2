"""Plain text out of markup."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("a <b>bold</b> word", "a bold word"),
        ("<p>One.</p>\n<p>Two.</p>", "One.\nTwo."),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("wrapped\nin the\nsource <i>x</i>", "wrapped in the source x"),
        ("Tom &amp; &quot;Ann&quot; &#8211; caf&eacute;", 'Tom & "Ann" – café'),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("<script>alert('x')</script>words<style>p {}</style><!-- no -->", "words"),
        ("<script>never closed", ""),
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),
        ("می\u200cرود", "می\u200cرود"),
        ("a\x00\x07b\tc", "ab c"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert plain.from_html(markup) == text


def test_a_title_is_one_line() -> None:
    assert plain.line("  one\r\ntwo\u2028three ") == "one two three"


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    for made in (plain.clean(text), plain.from_html(text)):
        assert made == made.strip()
        assert "\n\n" not in made
        assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in made)
        assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert plain.clean(plain.clean(text)) == plain.clean(text)
