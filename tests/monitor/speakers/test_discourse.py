"""The memory of an article's speakers."""

from __future__ import annotations

from monitor.reading import reading
from monitor.speakers.discourse import Discourse, Source
from onrecord.model import Span, Speaker


def _source(name: str) -> Source:
    return Source(4, Speaker(name=name), Span(4, 9), sort="person", tokens=tuple(name.lower().split()))


def test_of_two_names_at_one_place_the_one_with_the_surname_is_meant_whatever_the_order() -> None:
    by_surname, by_first_name = _source("Haji Omar Habib"), _source("Omar Habib Salim")
    for sources in ((by_surname, by_first_name), (by_first_name, by_surname)):
        discourse = Discourse(reading("Then Omar Habib spoke.", "en"), ())
        for source in sources:
            discourse.add(source)
        assert discourse.named(("omar", "habib")) == by_surname
