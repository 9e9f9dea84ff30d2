from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.escape import clean, direction, header, html, line, link, mrkdwn, mrkdwn_link, plain

# Any text at all, lone surrogates included, and thick with what is dangerous.
HOSTILE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("<>&|*_~`@!:#\r\n\t\u202e\u2066\u200b\ufeff\x00\"'"))
)


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\u009b",
        "\u00ad",
        "\u061c",
        "\u180e",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202b",
        "\u202d",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\ufeff",
        "\ud800",
        "\U000e0041",
    ],
)
def test_a_character_that_hides_or_reorders_is_dropped(char: str) -> None:
    assert clean(f"be{char}fore") == "before"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_is_one_newline_and_in_a_line_a_space(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"
    assert line(f"one{end}two") == "one two"


@pytest.mark.parametrize("text", ["می‌خواهیم", "क्‍ष", "👩‍🚀", "؀١٢", "naïve", "مُحَمَّدٌ"])
def test_text_that_needs_its_joiners_and_marks_keeps_them(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["pass\u200dword", "\u200cشهر", "شهر\u200c", "a\u200cب"])
def test_a_joiner_that_joins_nothing_is_dropped(text: str) -> None:
    assert "\u200c" not in clean(text)
    assert "\u200d" not in clean(text)


def test_a_heap_of_combining_marks_is_cut_to_four() -> None:
    assert clean("a" + "\u0338" * 50 + "b") == "a" + "\u0338" * 4 + "b"


@given(HOSTILE)
@example("\u200c\u200dب\u200c\u200c\u200dب")
def test_clean_is_idempotent_and_leaves_nothing_that_hides(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    bidi = {unicodedata.bidirectional(char) for char in once}
    assert not bidi & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert all(unicodedata.category(char) != "Cc" or char == "\n" for char in once)


@given(HOSTILE)
def test_a_header_is_one_line_of_at_most_78_characters(text: str) -> None:
    one = header(text)
    assert len(one) <= 78
    assert one == line(one)
    assert one.splitlines() in ([], [one])


def test_a_header_is_cut_between_words() -> None:
    cut = header("Harbour: " + "fishermen, " * 20)
    assert cut.endswith("fishermen…")
    assert len(cut) > 60


def test_a_header_without_a_space_is_cut_anywhere() -> None:
    assert header("x" * 100) == "x" * 77 + "…"


@given(HOSTILE)
def test_html_has_no_character_with_power(text: str) -> None:
    assert not set(str(html(text))) & set("<>\"'")


@given(HOSTILE)
def test_mrkdwn_has_no_character_with_power(text: str) -> None:
    out = mrkdwn(text)
    assert not set(out) & set("<>*_~`|\n")
    assert out.count("&") == sum(out.count(entity) for entity in ("&amp;", "&lt;", "&gt;"))


@pytest.mark.parametrize("word", ["@here", "@channel", "@everyone", "@HERE", "@all"])
def test_a_broadcast_is_broken(word: str) -> None:
    assert word.lower() not in mrkdwn(f"listen {word} now").lower()


def test_an_emoji_code_shows_as_text_but_a_time_stays() -> None:
    assert ":skull:" not in mrkdwn("look :skull: there")
    assert mrkdwn("at 12:30 or so") == "at 12:30 or so"


def test_escaping_twice_is_escaping_once() -> None:
    assert mrkdwn(mrkdwn("a & b")) == "a &amp; b"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://host.example/x",
        "mailto:a@b.example",
        "//host.example/x",
        "/x",
        "",
        "https://",
        "https:///x",
        "https://user@host.example/",
        "https://bank.example@evil.example/",
        "https://bank.example:443@evil.example/",
        "https://host.example\\@evil.example/",
        "https://host.example/\r\nX: y",
        "https://host.example/ x",
        "https://host.example/\u202egpj.exe",
        "https://ho\u200bst.example/",
        "https://host.example:99999/",
        "https://host.example:port/",
        "https://[::1/",
        "https://ho<st>.example/",
        "https://host.example/" + "a" * 2000,
        "https://host.example/" + "ا" * 600,
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "https://exa\ud800mple.org/",
    ],
)
def test_what_is_not_a_plain_web_address_is_no_link(url: str) -> None:
    assert link(url) == ""


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://host.example/a?b=c&d=e#f", "https://host.example/a?b=c&d=e#f"),
        ("HTTPS://Host.Example/A", "https://host.example/A"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://host.example/نص", "https://host.example/%D9%86%D8%B5"),
        ("https://host.example/%D9%86", "https://host.example/%D9%86"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://host.example/a|b>c<d\"e'f", "https://host.example/a%7Cb%3Ec%3Cd%22e%27f"),
    ],
)
def test_a_web_address_is_percent_encoded_where_it_must_be(url: str, safe: str) -> None:
    assert link(url) == safe


@given(st.one_of(HOSTILE, HOSTILE.map("https://{}".format), HOSTILE.map("https://host.example/{}".format)))
def test_a_link_is_harmless_ascii_or_nothing_and_stays_itself(url: str) -> None:
    safe = link(url)
    assert safe.isascii()
    assert not set(safe) & set(" <>|\"'`\\\r\n\t")
    assert not safe or urlsplit(safe).scheme in ("http", "https")
    assert link(safe) == safe


def test_a_slack_link_has_one_bar_and_one_pair_of_brackets() -> None:
    made = mrkdwn_link("https://host.example/?a=1&b=2|>", "x|y> <!channel>")
    assert made == "<https://host.example/?a=1&amp;b=2%7C%3E|x∣y&gt; &lt;!\u2060channel&gt;>"


def test_a_slack_link_without_a_web_address_is_only_its_text() -> None:
    assert mrkdwn_link("javascript:alert(1)", "title") == "title"


def test_a_foreign_name_is_isolated_on_its_line_and_one_of_the_line_s_own_is_not() -> None:
    assert plain("إدريس", "ltr") == "\u2068إدريس\u2069"
    assert plain("Idris", "rtl") == "\u2068Idris\u2069"
    assert plain("Idris", "ltr") == "Idris"
    assert plain("إدريس", "rtl") == "إدريس"


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("السلام", "en", "rtl"),
        ("«السلام»", "ar", "rtl"),
        ("peace", "ar", "ltr"),
        ("123", "ar", "rtl"),
        ("123", "", "ltr"),
        ("שלום", "", "rtl"),
        ("", "fa-IR", "rtl"),
    ],
)
def test_direction_is_the_first_letter_s_then_the_language_s(text: str, language: str, runs: str) -> None:
    assert direction(text, language) == runs
