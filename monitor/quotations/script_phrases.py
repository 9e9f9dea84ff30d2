"""Noun phrases in the Arabic script: what Arabic and Persian share."""

from __future__ import annotations

from collections.abc import Callable

from monitor.quotations.arabic_script import COMMAS, Script

# A quoted string of at most so many tokens inside a noun phrase is a name: صحيفة "..." السورية.
QUOTED_NAME = 5


def phrase_end(
    script: Script, begin: int, end: int, *, most: int, goes_on: Callable[[int], bool], closes: Callable[[int], bool]
) -> int:
    """The token after the noun phrase that begins at `begin`.

    Args:
        script: the text.
        begin: the phrase's first token.
        end: the token that it does not reach.
        most: how many tokens it may have.
        goes_on: whether the phrase goes on with the token behind a comma: an apposition.
        closes: whether a token that is no comma and no quotation mark closes the phrase.
    """
    at, limit = begin, min(end, begin + most)
    while at < limit:
        if at in script.partner:
            if script.partner[at] >= end or script.partner[at] - at - 1 > QUOTED_NAME:
                break
            at = script.past(at, end)
            continue
        if script.forms[at] in COMMAS:
            if at + 1 >= end or not goes_on(at + 1):
                break
        elif closes(at):
            break
        at += 1
    return min(at, end)
