"""How the title of a page is chosen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.titles import Stated, choose

TITLE = "Main quay to reopen this week"


def test_what_all_places_agree_on() -> None:
    stated = Stated([TITLE], TITLE, f"{TITLE} - Harbour Post", "", f"{TITLE} | Harbour Post", ["Harbour Post"])
    assert choose(stated) == TITLE


def test_the_site_is_no_title_even_as_a_heading() -> None:
    assert choose(Stated(["Harbour Post"], page=f"{TITLE} | Harbour Post")) == TITLE
    assert choose(Stated(["Harbour Post", TITLE], page=f"{TITLE} | Harbour Post")) == TITLE


def test_the_sites_name_goes_wherever_it_stands() -> None:
    assert choose(Stated(page=f"Harbour Post - {TITLE}", sites=["Harbour Post"])) == TITLE
    assert choose(Stated(opengraph=f"{TITLE} » Harbour Post")) == TITLE


def test_a_dash_inside_a_title_stays() -> None:
    title = "Linden-backed deal – at last"
    assert choose(Stated([title], title, title)) == title


def test_a_heading_about_something_else_does_not_win() -> None:
    assert choose(Stated(["Business Monday"], jsonld=TITLE, opengraph=TITLE, page=TITLE)) == TITLE


def test_a_heading_wins_against_one_version_for_search_engines() -> None:
    assert choose(Stated([TITLE], opengraph="Quay reopening: all you need to know this week")) == TITLE


def test_markup_and_entities_go() -> None:
    assert choose(Stated(jsonld="Linden: &#8220;We sign&#8221; <em>today</em>")) == "Linden: “We sign” today"


def test_nothing_stated_is_nothing() -> None:
    assert choose(Stated()) == ""
    assert choose(Stated([""], "", "x" * 5000)) == ""


texts = st.text(max_size=40)


@given(st.lists(texts, max_size=3), texts, texts, texts, texts, st.lists(texts, max_size=2))
def test_a_title_is_one_line_that_was_stated(
    headings: list[str], jsonld: str, opengraph: str, twitter: str, page: str, sites: list[str]
) -> None:
    title = choose(Stated(headings, jsonld, opengraph, twitter, page, sites))
    assert "\n" not in title
    assert title == title.strip()
