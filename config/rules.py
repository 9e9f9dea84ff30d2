"""Whether a keyword rule makes sense: the part of the check that needs no compiled rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text import normalise


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a rule, and what to do."""

    message: str
    hint: str


def fault(every: Sequence[str], some: Sequence[str], none: Sequence[str], near: int | None) -> Fault | None:
    """The first fault of a rule with these `all`, `any`, `none` terms and this proximity, or None.

    An invalid rule would match nothing, or everything, without a word: hence an error.
    """
    if not (every or some):
        return Fault("the rule asks for nothing", "give all: or any: terms; none: alone would match every text")
    for term in (*every, *some, *none):
        if message := _term_fault(term):
            return Fault(message, "write a word, a phrase, or a prefix such as withdraw*")
    wanted = {normalise(term).text for term in (*every, *(some if len(some) == 1 else ()))}
    if both := wanted & {normalise(term).text for term in none}:
        return Fault(f"“{min(both)}” is both asked for and forbidden", "remove it from none:")
    if near is not None and len(every) + bool(some) < 2:
        return Fault("near needs two terms", "give two all: terms, or one and any: terms")
    return None


def _term_fault(term: str) -> str:
    if not re.search(r"\w", term):
        return f"the term “{term}” holds no letter"
    if "*" in term.rstrip("*") or term.endswith("**"):
        return f"in “{term}” the * may only end the term"
    if re.search(r"(^|\s)\*$", term):
        return f"in “{term}” the * stands alone"
    return ""
