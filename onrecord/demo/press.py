"""The demonstration's press: five invented outlets whose feeds and pages are made from data and templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from ruamel.yaml import YAML

_MONTH_OVER = timedelta(days=40)
"""So many days back lies a month that ended at least nine days ago."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one outlet looks."""

    id: str
    name: str
    feed: str
    layout: str
    language: str
    tagline: str
    sections: Sequence[str]
    teasers: Sequence[str]
    base: str

    @property
    def dir(self) -> str:
        """The page's writing direction."""
        return "rtl" if self.language == "ar" else "ltr"


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the press, as it appears: its placeholders filled in, its time set."""

    slug: str
    outlet: Layout
    title: str
    summary: str
    author: str
    section: str
    paragraphs: Sequence[str]
    published: datetime
    missing: bool = False

    @property
    def url(self) -> str:
        """Where its page is, or, for a missing one, should be."""
        return f"{self.outlet.base}/{self.published:%Y/%m/%d}/{self.slug}"

    @property
    def json_ld(self) -> Mapping[str, Any]:
        """schema.org metadata as news sites publish it."""
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.published.isoformat(),
            "author": {"@type": "Person", "name": self.author},
            "publisher": {"@type": "Organization", "name": self.outlet.name},
            "inLanguage": self.outlet.language,
            "mainEntityOfPage": self.url,
        }


def _data(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(files("onrecord.demo").joinpath("newsroom", name).read_text("utf-8"))


def _filled(text: str, now: datetime) -> str:
    places = {
        "<today>": f"{now:%A}",
        "<two_days_ago>": f"{now - timedelta(days=2):%A}",
        "<last_month>": f"{now - _MONTH_OVER:%B}",
    }
    for placeholder, words in places.items():
        text = text.replace(placeholder, words)
    return text


class Press:
    """All outlets and what they have published so far.

    Args:
        bases: outlet id → ``http://127.0.0.1:PORT`` where its site is served.
    """

    def __init__(self, bases: Mapping[str, str]) -> None:
        self.stories: list[Story] = []
        self._layouts = {
            outlet: Layout(id=outlet, base=bases[outlet], **look) for outlet, look in _data("outlets.yaml").items()
        }
        self._environment = Environment(
            loader=PackageLoader("onrecord.demo", "newsroom/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._environment.filters["rfc822"] = format_datetime

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How every outlet looks, in the order of the data file."""
        return tuple(self._layouts.values())

    @staticmethod
    def outlet_ids() -> tuple[str, ...]:
        """Ids of all outlets, in the order of the data file."""
        return tuple(_data("outlets.yaml"))

    def publish(self, wave: int, now: datetime) -> tuple[Story, ...]:
        """Let the articles of a wave appear. `now` is aware UTC; their times are counted back from it."""
        new = tuple(
            Story(
                slug=row["slug"],
                outlet=self._layouts[row["outlet"]],
                title=_filled(row["title"], now),
                summary=_filled(row["summary"], now),
                author=row["author"],
                section=row["section"],
                paragraphs=tuple(_filled(paragraph, now) for paragraph in row["paragraphs"]),
                published=(now - timedelta(minutes=row["minutes_ago"])).replace(microsecond=0),
                missing=row.get("page") == "missing",
            )
            for row in _data("articles.yaml")
            if row["wave"] == wave
        )
        self.stories.extend(new)
        return new

    def feed(self, outlet: str, now: datetime) -> bytes:
        """The outlet's feed as it is now, newest first."""
        layout = self._layouts[outlet]
        stories = sorted(
            (story for story in self.stories if story.outlet.id == outlet), key=lambda s: s.published, reverse=True
        )
        template = self._environment.get_template(f"{layout.feed}.xml.j2")
        return template.render(outlet=layout, articles=stories, updated=now).encode()

    def page(self, outlet: str, path: str) -> bytes | None:
        """The HTML of the story at that path, or None when there is none."""
        for story in self.stories:
            if story.outlet.id == outlet and urlsplit(story.url).path == path and not story.missing:
                template = self._environment.get_template(f"{story.outlet.layout}.html.j2")
                return template.render(outlet=story.outlet, article=story).encode()
        return None
