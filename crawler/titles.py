"""The title of an article, by vote of the places where a page states it.

Each place is wrong in its own way: headings may be the site's name, JSON-LD and OpenGraph may hold a version written
for search engines, all of them and the page's own title may carry the site's name. What several agree on, once that
name is gone, is the title; where they differ, a heading that shares words with the others counts most. Weights tuned on
real pages (`benchmarks.extract`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler import plain

_SEPARATOR = re.compile(r"\s+[|–—·•»«›>/〉:ㅣ-]{1,3}\s+|\s*[|｜_»›〉ㅣ]+\s*|:::+\s*|\s-(?=\S)|(?<=\S)-\s")
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_SHORTEST, _LONGEST = 2, 400
_LIKE_OTHERS = 0.2
_CLEARLY_CONTAINED = 8
_HEADING, _JSONLD, _OPENGRAPH, _TWITTER, _PAGE = 3.0, 2.0, 1.5, 0.4, 0.5


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states, as written; empty where it states nothing.

    Attributes:
        headings: texts of its h1 elements, in order.
        page: of its title element.
        sites: names of the site or publisher.
    """

    headings: Sequence[str] = ()
    jsonld: str = ""
    opengraph: str = ""
    twitter: str = ""
    page: str = ""
    sites: Sequence[str] = ()


def choose(stated: Stated) -> str:
    """The title, in plain text on one line; empty when the page states none."""
    headings = tuple(filter(None, map(_usable, stated.headings)))
    named = {
        _JSONLD: _usable(stated.jsonld),
        _OPENGRAPH: _usable(stated.opengraph),
        _TWITTER: _usable(stated.twitter),
        _PAGE: _usable(stated.page),
    }
    full = tuple(title for title in named.values() if title)
    sites = {_letters(site) for site in stated.sites} | _likely_sites((named[_PAGE], named[_OPENGRAPH]))
    own = tuple(heading for heading in headings if _letters(heading) and _letters(heading) not in sites)
    votes: defaultdict[str, float] = defaultdict(float)
    shown: dict[str, str] = {}
    ballot = [(_heading(own, full), _HEADING)]
    ballot += [(_without_site(title, own, sites), weight) for weight, title in named.items() if title]
    for title, weight in ballot:
        if title:
            votes[_letters(title)] += weight
            shown.setdefault(_letters(title), title)
    if not votes:
        return headings[0] if headings else ""
    return shown[max(votes, key=lambda letters: votes[letters])]


def _usable(title: str) -> str:
    """A title as plain text; empty when it is too short or too long to be one."""
    cleaned = plain.line(plain.from_html(title)) if len(title) < 10 * _LONGEST else ""
    return cleaned if _SHORTEST <= len(cleaned) <= _LONGEST else ""


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _segments(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title) if part.strip()]


def _likely_sites(titles: Iterable[str]) -> set[str]:
    """The first and last parts of titles in parts, but for the longest part: there sites put their names."""
    names: set[str] = set()
    for title in titles:
        parts = [_letters(part) for part in _segments(title)]
        if len(parts) > 1:
            names |= {parts[0], parts[-1]} - {max(parts, key=len)}
    return names


def _heading(own: Sequence[str], full: Sequence[str]) -> str:
    """The heading that the other places confirm best; none if they confirm none of them."""
    if not own:
        return ""
    evidence = " ".join(map(_letters, full))
    contained = [
        heading for heading in own if len(_letters(heading)) >= _CLEARLY_CONTAINED and _letters(heading) in evidence
    ]
    if contained:
        return max(contained, key=lambda heading: len(_letters(heading)))
    best = max(own, key=lambda heading: _likeness(heading, full))
    return best if not full or _likeness(best, full) >= _LIKE_OTHERS else ""


def _likeness(heading: str, full: Sequence[str]) -> float:
    """The share of a heading's words that one of the other titles has as well."""
    words = set(_WORD.findall(heading.casefold()))
    shares = (len(words & set(_WORD.findall(title.casefold()))) / max(1, len(words)) for title in full)
    return max(shares, default=0.0)


def _without_site(title: str, headings: Sequence[str], sites: set[str]) -> str:
    letters = _letters(title)
    if letters in map(_letters, headings):
        return title
    inside = [heading for heading in headings if len(_letters(heading)) > 10 and _letters(heading) in letters]
    if inside:
        return max(inside, key=len)
    parts = _segments(title)
    if len(parts) < 2:
        return title
    longest = max(parts, key=lambda part: len(_letters(part)))
    rest = len(letters) - len(_letters(longest))
    known = _letters(parts[0]) in sites or _letters(parts[-1]) in sites
    return longest.strip() if known or len(_letters(longest)) >= rest else title
