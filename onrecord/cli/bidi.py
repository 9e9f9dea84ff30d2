"""Right-to-left text on a terminal.

Some terminals order right-to-left text themselves (the Unicode Bidirectional Algorithm); most do not, and show Arabic
backwards with its letters unjoined. For those, lines are put into visual order and letters into their joined forms.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from enum import StrEnum

import arabic_reshaper
from bidi import get_display

from alerts.escape import direction

_VTE_WITH_BIDI = 5800
_PROGRAMS_WITH_BIDI = frozenset({"Apple_Terminal", "mlterm", "mintty"})


class Bidi(StrEnum):
    """Who orders right-to-left text: we (`visual`), the terminal (`logical`), or whoever fits (`auto`)."""

    AUTO = "auto"
    VISUAL = "visual"
    LOGICAL = "logical"


def terminal_orders(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says of itself that it is one that knows the bidirectional algorithm."""
    vte = environ.get("VTE_VERSION", "")
    if "TMUX" in environ or "STY" in environ:
        return False
    return (
        (vte.isdigit() and int(vte) >= _VTE_WITH_BIDI)
        or "KONSOLE_VERSION" in environ
        or environ.get("TERM_PROGRAM", "") in _PROGRAMS_WITH_BIDI
    )


def is_rtl(text: str) -> bool:
    """Whether the text's first letter with a direction runs from right to left."""
    return direction(text) == "rtl"


def lines(text: str, width: int, *, visual: bool) -> list[str]:
    """A paragraph as terminal lines of at most `width` columns, right-to-left ones at the right edge.

    Args:
        text: one paragraph in logical order.
        width: columns.
        visual: put right-to-left lines into visual order with joined letters.
    """
    wrapped = textwrap.wrap(text, width, break_long_words=True, break_on_hyphens=False) or [""]
    if not is_rtl(text):
        return wrapped
    if visual:
        wrapped = [reordered(one, base="R") for one in wrapped]
    return [one.rjust(width) for one in wrapped]


def reordered(text: str, base: str | None = None) -> str:
    """One line in visual order, its Arabic letters in their joined forms.

    Args:
        text: in logical order.
        base: "L" or "R" to set the line's direction; None: by its first letter.
    """
    return _mirrored(get_display(arabic_reshaper.reshape(text), base_dir=base))


_OPENING = "([{<«‹⟦"
_CLOSING = dict(zip(")]}>»›⟧", _OPENING, strict=True))
_MIRROR = _CLOSING | {opening: closing for closing, opening in _CLOSING.items()}


def _mirrored(visual: str) -> str:
    """A line in visual order with the brackets of its right-to-left stretches turned round (rule L4 of UAX 9).

    python-bidi puts them in place but leaves their shape. Those of left-to-right stretches still open before they
    close; the others do not, and are the ones to turn.
    """
    shown = list(visual)
    waiting: dict[str, list[int]] = {opening: [] for opening in _OPENING}
    reversed_: dict[str, list[int]] = {opening: [] for opening in _OPENING}
    for place, char in enumerate(visual):
        if char in waiting:
            if reversed_[char]:
                _turn(shown, place, reversed_[char].pop())
            else:
                waiting[char].append(place)
        elif char in _CLOSING:
            opening = _CLOSING[char]
            if waiting[opening]:
                waiting[opening].pop()
            else:
                reversed_[opening].append(place)
    _turn(shown, *(place for places in (*waiting.values(), *reversed_.values()) for place in places))
    return "".join(shown)


def _turn(shown: list[str], *places: int) -> None:
    for place in places:
        shown[place] = _MIRROR[shown[place]]
