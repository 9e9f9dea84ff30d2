"""Whether an article is a copy of another: syndicated, cut, re-led, edited by another house.

A text is cut into shingles of five words. A MinHash sketch in bands finds candidates along an index; the shingles
themselves decide. The sketch needs one hash a shingle (one-permutation hashing with rotation: Li, Owen and Zhang 2012,
Shrivastava and Li 2014), so a few lines serve where a library would bring numpy and scipy along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from monitor import agencies
from onrecord.model import Article, KnownArticle, Lineage, Outlet
from onrecord.text import normalise, same_page

WORDS = 5
"""Words of a shingle."""
COPY = 0.5
"""Share of the shorter text's shingles that the longer one must hold to be its original (`benchmarks.novelty`)."""
FEWEST = 8
"""Shingles of the shortest text that is compared: a headline is nobody's copy."""
WINDOW = timedelta(days=14)
"""How long after its original a copy is looked for."""
BINS = 64
ROWS = 2
"""Bins a band: two texts with a third of their shingles in common share one of 32 bands with 97 % probability."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”\n]{,600}”|«[^»\n]{,600}»|\"[^\"\n]{,600}\"")
_LONGEST = 60_000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a text is compared by.

    Attributes:
        bands: signed 64-bit keys; texts that share one are candidates. Empty for a text that is too short.
        shingles: hashes of all its shingles.
    """

    bands: tuple[int, ...]
    shingles: frozenset[int]


@lru_cache(maxsize=256)
def sketch(text: str) -> Sketch:
    """The sketch of a text. What stands in quotation marks is left out, unless little else is there.

    Two papers that were at one speech share its words; a copy shares what is around them. The latest are remembered: a
    text that comes is compared with those that came just before it.
    """
    whole = text[:_LONGEST]
    shingles = _shingles(_QUOTED.sub(" ", whole))
    if len(shingles) < FEWEST:
        shingles = _shingles(whole)
    return Sketch(_bands(shingles), shingles)


def containment(a: Sketch, b: Sketch) -> float:
    """Share of the shorter text's shingles that the longer one holds, 0 to 1; 0 when one is too short to tell."""
    fewer = min(len(a.shingles), len(b.shingles))
    return len(a.shingles & b.shingles) / fewer if fewer >= FEWEST else 0.0


def trace(article: Article, mine: Sketch, known: Sequence[KnownArticle], *, outlet: Outlet) -> Lineage:
    """Whose text an article is.

    Another outlet's page with this very address is its original (a canonical link); so is the earlier text that shares
    most with it, from `COPY` on. A credit names the agency whether or not its text is known.

    Args:
        article: the article.
        mine: the sketch of its text.
        known: earlier articles that could be its original; of its own outlet and address there is none among them.
        outlet: its outlet.
    """
    credit = agencies.credited(article, outlet)
    voice = credit or agencies.agency(outlet.name) or article.outlet
    linked = next((each for each in known if same_page(each.url) == same_page(article.url)), None)
    if linked:
        why = f"its canonical link is {linked.outlet}'s"
        return Lineage(linked.id, containment(mine, sketch(linked.text)), credit, linked.voice, why, mine.bands)
    shares = [(containment(mine, sketch(each.text)), each) for each in known]
    share, original = max(shares, key=lambda pair: (pair[0], -pair[1].id), default=(0.0, None))
    if original is None or share < COPY:
        return Lineage(None, 0.0, credit, voice, f"it credits {credit}" if credit else "", mine.bands)
    why = f"{share:.0%} of the shorter text is {original.outlet}'s" + (f"; it credits {credit}" if credit else "")
    return Lineage(original.id, share, credit, original.voice, why, mine.bands)


def _shingles(text: str) -> frozenset[int]:
    tokens = _WORD.findall(normalise(text).text)
    return frozenset(_hash(" ".join(tokens[at : at + WORDS])) for at in range(len(tokens) - WORDS + 1))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _bands(shingles: frozenset[int]) -> tuple[int, ...]:
    if len(shingles) < FEWEST:
        return ()
    least: list[int | None] = [None] * BINS
    for shingle in shingles:
        place, value = shingle % BINS, shingle // BINS
        known = least[place]
        if known is None or value < known:
            least[place] = value
    rotated = [_filled(least, place) for place in range(BINS)]
    return tuple(
        int.from_bytes(
            blake2b(repr((band, rotated[band : band + ROWS])).encode(), digest_size=8).digest(), "big", signed=True
        )
        for band in range(0, BINS, ROWS)
    )


def _filled(least: list[int | None], place: int) -> int:
    """A bin's value; an empty bin has that of the next one that is not, told apart by the distance."""
    for distance in range(BINS):
        value = least[(place + distance) % BINS]
        if value is not None:
            return value + distance
    return 0
