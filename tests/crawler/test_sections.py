"""Which links of a section page are articles: by selectors, and by their looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import sections, sources
from onrecord.errors import FeedError
from onrecord.model import Entry

URL = "https://www.press.example/world/"


def page(main: str, *, furniture: str = "", head: str = "") -> bytes:
    return f"""<!doctype html><html><head><title>World</title>{head}</head><body>
    <header><nav class="main-nav"><a href="/">Home</a><a href="/world/">World</a><a href="/sport/">Sport and games</a>
    <a href="/2026/03/02/the-story-that-everybody-reads-today">The story that everybody reads today</a></nav></header>
    <main>{main}</main>{furniture}
    <footer><a href="/about-us-and-how-to-reach-the-newsroom">About us and how to reach the newsroom</a>
    <a href="https://social.example/press/12345678">Follow the press on the social network</a></footer></body></html>
    """.encode()


def card(href: str, title: str) -> str:
    return f'<div class="card"><a href="{href}"><img src="/x.jpg"></a><h3><a href="{href}">{title}</a></h3></div>'


SLUGS = "".join(
    card(f"/2026/03/0{day}/{slug}", title)
    for day, slug, title in (
        (1, "ferry-to-run-at-night", "Ferry to run at night from the first of May"),
        (2, "council-meets-on-the-weir", "Council meets on the weir for the third time"),
        (2, "a-bridge-is-painted", "A bridge is painted, and nobody knows by whom"),
    )
)


def urls(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.url.removeprefix("https://www.press.example") for entry in entries]


class TestByTheirLooks:
    def test_dated_slugs_with_headlines_are_articles_and_menus_are_not(self) -> None:
        found = sections.parse(page(SLUGS), url=URL)
        assert urls(found) == [
            "/2026/03/01/ferry-to-run-at-night",
            "/2026/03/02/council-meets-on-the-weir",
            "/2026/03/02/a-bridge-is-painted",
        ]
        assert found[0].title == "Ferry to run at night from the first of May"

    def test_numbers_in_the_path_or_in_a_parameter_are_articles_too(self) -> None:
        numbers = card("/news/481516", "مجلس المدينة يجتمع اليوم للمرة الثالثة") + card(
            "/news/481517", "العبارة تعمل ليلا ابتداء من مطلع أيار"
        )
        query = card("story.php?id=99120", "Two barges lay across the river until noon") + card(
            "story.php?id=99121", "The mill wheel turns again after the flood"
        )
        found = sections.parse(page(numbers + query), url=URL)
        assert urls(found) == ["/news/481516", "/news/481517", "/world/story.php?id=99120", "/world/story.php?id=99121"]

    def test_a_lone_lead_story_counts_when_its_headline_is_long(self) -> None:
        lead = card(
            "/live/river-talks-enter-their-last-night", "River talks enter their last night in the old town hall"
        )
        assert len(sections.parse(page(lead), url=URL)) == 1

    def test_short_texts_sections_tags_and_files_are_no_articles(self) -> None:
        others = (
            card("/topics/481516/rivers-and-everything-beside-them", "Rivers and everything that lies beside them")
            + card("/section/4815", "Sport")
            + card("/section/4816", "Opinion")
            + card("/2026/03/02/the-whole-report.pdf", "The whole report on the weir for download")
            + card("/world/", "Everything from the wide world in one place")
        )
        assert len(sections.parse(page(SLUGS + others), url=URL)) == 3

    def test_what_is_most_read_in_a_side_bar_is_left_out(self) -> None:
        old = card("/2019/01/01/an-old-story-again", "An old story that is read again")
        bar = f'<div class="sidebar most-read">{old}</div>'
        assert len(sections.parse(page(SLUGS, furniture=bar), url=URL)) == 3

    def test_other_sites_are_left_out_and_the_bare_host_is_the_same_site(self) -> None:
        links = card("https://elsewhere.example/2026/03/02/a-b-c-d", "A story of somebody else entirely") + card(
            "https://press.example/2026/03/02/one-of-our-own", "One of our own stories at the bare host"
        )
        assert [entry.url for entry in sections.parse(page(SLUGS + links), url=URL)][3:] == [
            "https://press.example/2026/03/02/one-of-our-own"
        ]

    def test_a_page_without_such_links_says_what_to_do(self) -> None:
        with pytest.raises(FeedError, match="give selectors"):
            sections.parse(page("<p>Nothing here today.</p>"), url=URL)


class TestBySelectors:
    def test_only_what_they_name_counts_whatever_it_looks_like(self) -> None:
        items = '<li class="x"><a href="/a">One</a></li><li><a href="/b">Two</a></li>'
        main = f'<ul>{items}</ul><a class="y" href="/c">Three</a>'
        found = sections.parse(page(main + SLUGS), url=URL, links=[".x", "a.y"])
        assert [(entry.url[-2:], entry.title) for entry in found] == [("/a", "One"), ("/c", "Three")]

    def test_a_link_around_what_they_name_counts(self) -> None:
        found = sections.parse(page('<a href="/a"><h2 class="t">One</h2></a>'), url=URL, links=["h2.t"])
        assert urls(found) == ["/a"]

    def test_selectors_that_name_nothing_any_more_are_a_failure(self) -> None:
        with pytest.raises(FeedError, match="no element matches"):
            sections.parse(page(SLUGS), url=URL, links=[".gone"])


def test_relative_links_are_read_from_the_pages_base() -> None:
    found = sections.parse(page('<a class="y" href="c">C</a>', head='<base href="/deep/">'), url=URL, links=["a.y"])
    assert urls(found) == ["/deep/c"]


def test_it_is_reached_by_its_kind() -> None:
    assert len(sources.parse("section", page(SLUGS), url=URL)) == 3


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4", b"<rss></rss>", b'{"a": 1}'])
def test_what_is_no_page_is_named(body: bytes) -> None:
    with pytest.raises(FeedError, match="not a section page"):
        sections.parse(body, url=URL)


@given(st.binary(max_size=200), st.sampled_from(["", "a", "main > *"]))
def test_nothing_crashes(junk: bytes, selector: str) -> None:
    try:
        sections.parse(b"<html><body>" + junk, url=URL, links=[selector] if selector else [])
    except FeedError:
        return


@pytest.mark.parametrize("body", [b"<!doctype html>", b"<html></html>"])
def test_a_page_without_anything_on_it_says_so(body: bytes) -> None:
    with pytest.raises(FeedError):
        sections.parse(body, url="https://gazette.example/news")


def test_a_base_that_is_no_address_is_left_out() -> None:
    page = (
        b'<html><head><base href="http://[bad"></head><body><a class="s" href="/2026/05/a-long-story">A long story</a>'
    )
    found = sections.parse(page, url="https://gazette.example/news", links=(".s",))
    assert [entry.url for entry in found] == ["https://gazette.example/2026/05/a-long-story"]
