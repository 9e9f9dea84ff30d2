"""The demonstration's press: what it publishes is what the pipeline reads."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from crawler import extract, feeds
from onrecord.demo.press import Press, Story
from onrecord.model import Outlet
from onrecord.text import canonical_url
from tests.rig import page

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BASES = {outlet: f"http://127.0.0.1:{8000 + number}" for number, outlet in enumerate(Press.outlet_ids())}
WAVES = (1, 2, 3)


@pytest.fixture
def press() -> Press:
    made = Press(BASES)
    for wave in WAVES:
        made.publish(wave, NOW)
    return made


def read(story: Story, press: Press) -> list[str]:
    body = press.page(story.outlet.id, urlsplit(story.url).path)
    assert body is not None
    outlet = Outlet(story.outlet.id, story.outlet.name, "MT", (story.outlet.language,))
    article = extract.extract(page(story.url, body), outlet=outlet, first_seen=NOW)
    assert (article.title, article.language) == (story.title, story.outlet.language)
    assert (article.published, article.url) == (story.published, story.url)
    return article.text.split("\n")


def test_it_is_a_press_of_several_outlets_languages_and_formats(press: Press) -> None:
    layouts = press.layouts
    assert sum(one.language == "en" for one in layouts) >= 3
    assert sum(one.language == "ar" for one in layouts) >= 1
    assert {one.feed for one in layouts} == {"rss", "atom"}
    assert len({one.layout for one in layouts}) >= 3
    assert {one.outlet.id for one in press.stories} == {one.id for one in layouts}


def test_every_page_is_extracted_to_its_paragraphs_and_nothing_else(press: Press) -> None:
    for story in press.stories:
        if not story.missing:
            text = read(story, press)
            standfirst = text[:1] == [story.summary]
            assert text[standfirst:] == list(story.paragraphs), story.slug


def test_pages_have_what_is_to_be_left_out(press: Press) -> None:
    for story in press.stories:
        body = press.page(story.outlet.id, urlsplit(story.url).path)
        if body is not None:
            html = body.decode()
            assert all(section in html for section in story.outlet.sections)
            assert all(teaser in html for teaser in story.outlet.teasers)
            assert "application/ld+json" in html
            assert len(html) > 2 * len("".join(story.paragraphs))


def test_a_missing_page_is_linked_and_not_there(press: Press) -> None:
    missing = [story for story in press.stories if story.missing]
    assert missing
    for story in missing:
        assert press.page(story.outlet.id, urlsplit(story.url).path) is None
        assert story.summary
    assert press.page("gulfside", "/nothing") is None


def test_feeds_hold_what_was_published_the_newest_first(press: Press) -> None:
    for layout in press.layouts:
        found = feeds.parse(press.feed(layout.id, NOW), url=f"{layout.base}/feed.xml", now=NOW)
        stories = {story.url: story for story in press.stories if story.outlet.id == layout.id}
        assert {canonical_url(entry.url) for entry in found} == set(stories)
        dates = [entry.published for entry in found if entry.published]
        assert dates == sorted(dates, reverse=True)
        assert len(dates) == len(found)
        for entry in found:
            story = stories[canonical_url(entry.url)]
            assert (entry.title, entry.summary, entry.published) == (story.title, story.summary, story.published)


def test_feeds_are_empty_before_anything_is_published() -> None:
    empty = Press(BASES)
    for layout in empty.layouts:
        assert feeds.parse(empty.feed(layout.id, NOW), url=f"{layout.base}/feed.xml", now=NOW) == ()


def test_waves_come_one_after_the_other() -> None:
    press = Press(BASES)
    slugs = [{story.slug for story in press.publish(wave, NOW)} for wave in WAVES]
    assert all(slugs)
    assert sum(map(len, slugs)) == len(press.stories) == len(set().union(*slugs))
    assert all(story.published <= NOW for story in press.stories)


@pytest.mark.parametrize("now", [NOW, datetime(2026, 3, 31, tzinfo=UTC), datetime(2024, 2, 29, 23, 59, tzinfo=UTC)])
def test_placeholders_become_words_that_are_true_on_the_day(now: datetime) -> None:
    press = Press(BASES)
    stories = press.publish(1, now)
    words = " ".join(" ".join((story.title, story.summary, *story.paragraphs)) for story in stories)
    assert "<" not in words
    months = [datetime(2000, month, 1, tzinfo=UTC).strftime("%B") for month in range(1, 13)]
    last = next(month for month in months if f"late {month}" in words)
    assert last != f"{now:%B}"
