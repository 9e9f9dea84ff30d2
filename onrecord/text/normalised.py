"""Texts made comparable, with a way back to the original.

What the same name is written with differs between outlets, scripts and keyboards; what stays after normalising is
meant to be equal exactly where a reader would call it the same spelling:

- case is folded, compatibility forms are resolved (NFKC: ligatures, full width, Arabic presentation forms);
- Latin and Greek diacritics, Arabic harakat, Hebrew points, tatweel, bidi controls and zero-width characters are gone;
  the dotted and the dotless i of Turkish are both ``i``;
- Arabic and Persian share one alef, one ya (also for alef maqsura), one kaf, one ha (also for ta marbuta); a hamza on
  a carrier is dropped; digits are ASCII;
- in ``Asa'ib``, ``Asa’ib`` and ``Asaʿib`` the sign is dropped, but ``Iran's`` is ``iran s`` and ``l'Iran`` is
  ``l iran``, so that the name stays a word; hyphens and dashes inside words, Hebrew maqaf, and the
  low lines of hashtags are a space;
- ``U.S.`` is ``us``, ``צה"ל`` is ``צהל``;
- half a character (a lone surrogate) is U+FFFD;
- runs of white space are one space, or one newline where they hold a newline.

The Persian zero-width non-joiner between Arabic letters becomes a **space**: ``حزب‌الله`` equals ``حزب الله``, and a
suffix after it (``حوثی‌ها``) is a word of its own, as it is for those who type a space there. The third spelling,
without anything between, is a matter of the aliases: the matcher also looks for aliases with their spaces left out.

Normalising is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.model import Span

Edit = tuple[int, int, str]
"""Replace characters `start` up to `end` by a string."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and where each of its characters came from.

    Attributes:
        text: the normalised text.
        original: the text as it was given.
        offsets: for every character of `text` the place in `original` where it began; one more for the end.
    """

    text: str
    original: str
    offsets: array[int] = field(repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that characters `start` up to `end` of the normalised text came from.

        Marks that belong to the last letter (harakat, combining accents, tatweel) are included; what was dropped
        before the first letter or is not part of the last one is not.

        Raises:
            ValueError: the two are not a stretch of the normalised text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"not a stretch of a normalised text of {len(self.text)} characters: {start}..{end}")
        first = self.offsets[start]
        if start == end:
            return Span(first, first)
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and self.original[last] in _MARKS:
            last += 1
        return Span(first, last)


def _between(*ranges: tuple[int, int]) -> Iterator[str]:
    for first, last in ranges:
        yield from map(chr, range(first, last + 1))


# Latin and general combining marks, Hebrew points (not maqaf, paseq, sof pasuq), Arabic harakat, variation selectors.
_MARKS = frozenset(
    character
    for character in _between(
        (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
        (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    )
    if unicodedata.category(character) in {"Mn", "Me"}
) | {"\u0640"}  # fmt: skip

_ZWNJ = "\u200c"
_HYPHENS = frozenset("-_")

# Halves of surrogate pairs, which JSON feeds can hold alone and no encoder takes.
_HALVES = (0xD800, 0xDFFF)

# What no Unicode table says. Applied after compatibility decomposition.
_BY_HAND = (
    dict.fromkeys("’‘‛ʼʻ`´′＇׳ˈ", "'")
    | dict.fromkeys("“”„‟″״＂", '"')
    | dict.fromkeys("‐‑‒–—―−־﹣－", "-")
    | dict.fromkeys("ʿʾˁˀʔʕˤ", "")
    | {"\t": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه"}
    | {"ۃ": "ه", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss"}
    | {"٫": ".", "٬": ","}
    | dict.fromkeys(_between(_HALVES), "\ufffd")
)

# Blocks whose letters, marks, digits, spaces and format characters are folded: everything up to the CJK blocks,
# presentation forms, full-width forms, and the mathematical alphabets that posts use for bold type.
_BLOCKS = ((0x80, 0x2E7F), _HALVES, (0xFB00, 0xFDFF), (0xFE00, 0xFEFF), (0xFF00, 0xFFEF))
_MATHEMATICAL = (0x1D400, 0x1D7FF)


def _fold(character: str) -> str:
    """What one character becomes, wherever it stands."""
    if character in _BY_HAND:
        return _BY_HAND[character]
    category = unicodedata.category(character)
    if category == "Cf" and character != _ZWNJ:
        return ""
    if category[0] not in "LM" and category not in {"Nd", "Zs"}:
        return character
    if category == "Nd":
        return str(unicodedata.digit(character))
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(part for part in decomposed if part not in _MARKS)
    if category == "Zs":
        return " "
    folded = "".join(part if part == character else _fold(part) for part in kept.strip())
    return unicodedata.normalize("NFC", folded)


def _is_plain(character: str) -> bool:
    """Whether lowering the text already changes the character, or nothing does: most letters."""
    if character.lower() != character:
        return True
    known = character in _BY_HAND or character in _MARKS or unicodedata.decomposition(character)
    return not known and unicodedata.category(character)[0] == "L" and character.casefold() == character


_FOLDINGS = {
    character: folded
    for character in _between(*_BLOCKS, _MATHEMATICAL)
    if not _is_plain(character) and (folded := _fold(character)) != character
}
# One pass of str.replace costs a microsecond for a whole article, a match object a third of that for every hit: what
# is frequent in our languages goes the first way.
_FREQUENT = tuple(
    (character, _FOLDINGS[character])
    for character in "أإآؤئةىیکە٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ışğçöüäéèêàâîûôëï’‘“”–—־\u00a0\u202f\u2009"
    if len(_FOLDINGS[character]) == 1
)
# Two classes, because re looks up a class in constant time only while all its characters are below U+10000.
_RARE = re.compile(f"[{''.join(c for c in _FOLDINGS if c not in dict(_FREQUENT) and ord(c) <= 0xFFFF)}]")
_BOLD = re.compile(f"[{chr(_MATHEMATICAL[0])}-{chr(_MATHEMATICAL[1])}]")
_JOINTS = re.compile(f"[-_'\"{_ZWNJ}]+")
_STOP = re.compile(r"\.")
_WHITE = re.compile(r"[ \n]{2,}")
_RUNS = ("  ", " \n", "\n ", "\n\n")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08c7]")
_IDENTITY = array("I", range(1 << 16))


def normalise(text: str) -> Normalised:
    """Normalises a text for matching. The module's docstring says what becomes equal.

    Args:
        text: any text; an article, an alias, a keyword.

    Returns:
        The normalised text with its map back. A case change alone keeps every offset.
    """
    offsets = _IDENTITY[: len(text) + 1] if len(text) < len(_IDENTITY) else array("I", range(len(text) + 1))
    folded = text.replace("İ", "i").lower().replace("\t", " ").replace("\r", "\n").replace("`", "'")
    if not folded.isascii():
        for character, replacement in _FREQUENT:
            folded = folded.replace(character, replacement)
        folded, offsets = _edit(folded, offsets, _foldings(_RARE, folded))
        folded, offsets = _edit(folded, offsets, _foldings(_BOLD, folded))
    folded, offsets = _edit(folded, offsets, _joints(folded))
    folded, offsets = _edit(folded, offsets, _initials(folded))
    folded, offsets = _edit(folded, offsets, _white(folded))
    return Normalised(folded, text, offsets)


def _edit(text: str, offsets: array[int], edits: Iterable[Edit]) -> tuple[str, array[int]]:
    pieces: list[str] = []
    places = array("I")
    done = 0
    for start, end, replacement in edits:
        pieces += (text[done:start], replacement)
        places += offsets[done:start]
        if len(replacement) <= end - start:
            places += offsets[start : start + len(replacement)]
        else:
            places += array("I", [offsets[start]]) * len(replacement)
        done = end
    if not done:
        return text, offsets
    pieces.append(text[done:])
    places += offsets[done:]
    return "".join(pieces), places


def _foldings(foldable: re.Pattern[str], text: str) -> Iterator[Edit]:
    for match in foldable.finditer(text):
        yield match.start(), match.end(), _FOLDINGS.get(match[0], match[0])


def _joints(text: str) -> Iterator[Edit]:
    """Apostrophes, hyphens, double marks and non-joiners inside or at the edge of words."""
    for match in _JOINTS.finditer(text):
        start, end = match.span()
        run = match[0]
        before, after = text[start - 1 : start], text[end : end + 1]
        joint = run.replace(_ZWNJ, "")
        if not joint:
            yield start, end, " " if _ARABIC.match(before) and _ARABIC.match(after) else ""
            continue
        becomes = _joint(text, start, end, joint, before, after)
        if becomes != run:
            yield start, end, becomes


def _joint(text: str, start: int, end: int, joint: str, before: str, after: str) -> str:
    """What a run of signs becomes, given its neighbours."""
    if joint == "'":
        return _apostrophe(text, start, end, before, after)
    if joint == '"':
        return "" if "א" <= before <= "ת" and "א" <= after <= "ת" else joint
    if _HYPHENS & set(joint) and '"' not in joint and (before.isalnum() or before == ".") and after.isalnum():
        return " "
    return joint


def _apostrophe(text: str, start: int, end: int, before: str, after: str) -> str:
    inside = before.isalnum() and after.isalnum()
    if inside and after == "s" and not text[end + 1 : end + 2].isalnum():
        return " "
    if inside and _elided(text, start):
        return " "
    return "" if before.isalnum() or before == "." or after.isalnum() else "'"


def _elided(text: str, apostrophe: int) -> bool:
    """Whether a French or Italian elided article or preposition stands before the apostrophe: l', d', qu'."""
    for word in ("l", "d", "qu"):
        start = apostrophe - len(word)
        if start >= 0 and text.startswith(word, start) and not text[start - 1 : start].isalnum():
            return True
    return False


def _initials(text: str) -> Iterator[Edit]:
    """Full stops of initialisms: none in Latin script (U.S.), a space in Arabic script (پ.ک.ک)."""
    for match in _STOP.finditer(text):
        stop = match.start()
        if not _single(text, stop - 1):
            continue
        if _single(text, stop + 1):
            if text[stop - 1].isascii() and text[stop + 1].isascii():
                yield stop, stop + 1, ""
            elif _ARABIC.match(text, stop - 1) and _ARABIC.match(text, stop + 1):
                yield stop, stop + 1, " "
        elif stop >= 3 and text[stop - 2] == "." and text[stop - 3].isalpha() and _all_ascii(text, stop - 3, stop):
            yield stop, stop + 1, ""


def _single(text: str, place: int) -> bool:
    """Whether a letter stands there without a letter or digit on either side."""
    if not 0 <= place < len(text) or not text[place].isalpha():
        return False
    return not (place and text[place - 1].isalnum()) and not text[place + 1 : place + 2].isalnum()


def _all_ascii(text: str, start: int, end: int) -> bool:
    return text[start:end].isascii()


def _white(text: str) -> Iterator[Edit]:
    if not any(run in text for run in _RUNS):  # the pattern stops at every space
        return
    for match in _WHITE.finditer(text):
        yield match.start(), match.end(), "\n" if "\n" in match[0] else " "
