"""A name's consonants, the same from Latin and from Arabic script: *Kermanshah*, كرمانشاه, کرمانشاه.

Vowels, the letters that stand for them (ا و ي, w, y), hamza, ayn and a final h are left out; sounds that the two
scripts confuse are one letter.
"""

from __future__ import annotations

import re
from functools import lru_cache

FEWEST = 3
"""Consonants of a skeleton that is compared: shorter ones are too often another word's."""
FEWEST_OF_NAME = 2
"""The same for two words that both stand where a name stands: *in Yatta*, في يطا."""

_DIGRAPHS = (("kh", "x"), ("sh", "$"), ("gh", "g"), ("ch", "j"), ("th", "t"), ("dh", "d"), ("zh", "j"), ("ph", "f"))
_LATIN = str.maketrans({"q": "k", "c": "k", "p": "b"})
_ARABIC = str.maketrans("بپتطثدذضجچژحهخرزظسصشغگفقكلمن", "bbtttdddjjjhhxrzzss$ggfkklmn")
_DROPPED = re.compile(r"[^bdfghjklmnrstxz$]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def skeleton(word: str, fewest: int = FEWEST) -> str:
    """The consonants of one normalised word; empty when they are too few to be compared."""
    if word.isascii():
        word = _DOUBLED.sub(r"\1", word)
        for digraph, sign in _DIGRAPHS:
            word = word.replace(digraph, sign)
        letters = word.translate(_LATIN)
    else:
        letters = word.removeprefix("ال").translate(_ARABIC)
    bare = _DROPPED.sub("", letters)
    bare = bare.removesuffix("h") if len(bare) > FEWEST else bare
    return bare if len(bare) >= fewest else ""
