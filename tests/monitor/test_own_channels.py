"""Posts on own channels and headlines: where their words begin and end, whatever surrounds them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import own_channels
from monitor.analysis import LONGEST
from onrecord.model import Article, Outlet, Quotation, Speaker

SEEN = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
OUTLET = Outlet("mill-channel", "Mill channel", "LB", ("en",), speaks_for="mill")
MILL = Speaker("the Mill", group="mill")


def article(text: str, title: str = "") -> Article:
    return Article("https://mill.example/1", OUTLET.id, title, text, "en", SEEN, SEEN, SEEN)


def words(text: str, title: str = "") -> str | None:
    quotation = own_channels.communique(article(text, title), OUTLET, (), MILL)
    return quotation.span.of(text) if quotation else None


def headed(title: str) -> tuple[str, str] | None:
    """The speaker that is asked for and the words that are found."""
    asked: list[str] = []

    def attribute(title: str, quotation: Quotation) -> Speaker:
        assert quotation.speaker is not None
        asked.append(quotation.speaker.of(title))
        return MILL

    found = own_channels.headline(article("", title), (), attribute)
    return (asked[0], found[2]) if found else None


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "  \n",
        " https://mill.example/post?id=1#top",
        " @mill_channel #flour",
        "🌾",
        " 🌾 ✌️ @mill\nhttps://mill.example",
        "\n—\n",
        "🌾#flour🌾@mill",
    ],
)
def test_links_handles_tags_and_emoji_do_not_belong_to_the_words(tail: str) -> None:
    assert words(f" We grind again tomorrow.{tail}") == "We grind again tomorrow."


@pytest.mark.parametrize(
    "text", ["Write to @mill about the flour", "شكراً", "Nobody (at all)", "See https://a.example now"]
)
def test_what_stands_inside_the_words_stays(text: str) -> None:
    assert words(text) == text


@pytest.mark.parametrize("text", ["@mill https://mill.example #flour", " 🌾 ", "", " \n"])
def test_a_post_without_words_says_nothing(text: str) -> None:
    assert words(text) is None


@pytest.mark.parametrize("seed", ["http://a", "@", "@a", "#a@", "🌾", " ", "\n", "@a ", "http://a ", "a_", "\u064b"])
@pytest.mark.parametrize("end", ["", ' "word', "x.", "a b"])
def test_a_post_made_to_hurt_is_read_in_one_walk(seed: str, end: str) -> None:
    text = "a " + seed * (LONGEST // len(seed)) + end
    found = words(text, "Statement issued by the Mill")
    assert found
    assert text.startswith(found)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("The Mill: We grind again", ("The Mill", "We grind again")),
        ("  The Mill ：  We grind: again \n", ("The Mill", "We grind: again")),
        ("The Mill grinds again", None),
        ("M: We grind again", None),
        ("The\nMill: We grind again", None),
        ("The Mill: no", None),
        ("The Mill:", None),
        (":", None),
        ("M" * 81 + ": We grind again", None),
    ],
)
def test_a_headline_is_parted_at_its_first_colon(title: str, parts: tuple[str, str] | None) -> None:
    assert headed(title) == parts


@pytest.mark.parametrize("title", [" " * LONGEST, "a" + " " * LONGEST, "a" + " " * LONGEST + ":" + " " * LONGEST])
def test_a_headline_of_blanks_says_nothing(title: str) -> None:
    assert headed(title) is None
