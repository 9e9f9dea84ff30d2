"""Reading text in the Arabic script: one spelling, tokens, quotation marks, sentences.

Arabic and Persian rules work on tokens, not on characters: a token keeps its place in the original text and a folded
form, in which the spellings of one word are one (أ إ آ ا, ى ي ی, ك ک, ة ه; no vowel signs, tatweel or joiners).
Every step is one pass over the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Span

# One character for one: a folded text has the offsets of the original.
_LETTERS = tuple(zip("أإآٱىیېئکڪةۀەؤ", "ااااييييككهههو", strict=True))
# Signs inside a word that never change which word it is: vowel signs, tatweel, joiners, direction marks.
_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_TOKEN = re.compile(
    r"\d+:\d+(?::\d+)?|[^\W_]+(?:[\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f]+[^\W_]*|['’][^\W_]+)*|''|``|\n|[^\s\w]|_"
)

_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

# The preposition على keeps its last letter: folded it would be the name Ali.
_ON, _ALI = "على", "علي"
NEWLINE = "\n"
# A sentence without a full stop is cut after so many tokens: no rule ever looks further.
LONGEST = 400
COMMAS = frozenset("،,؛;٬")
DASHES = frozenset("-–—ـ")
TERMINATORS = frozenset(".؟?!…۔")
_STYLES = {
    **dict.fromkeys(("“", "”", "„", "‟", "〝", "〞"), "curly"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys(('"', "＂", "''", "``"), "straight"),
}
MARKS = frozenset(_STYLES)
_MAY_STOP = TERMINATORS | MARKS
_CURLY_OPENING = frozenset("“„‟〝")
_LOOSE = COMMAS | DASHES | TERMINATORS | MARKS | {":", NEWLINE, "(", ")", "[", "]"}


def fold(word: str) -> str:
    """Words in the one spelling that the rules compare.

    Args:
        word: a word, or several with spaces between, in any spelling of the Arabic script.
    """
    return " ".join(part if part == _ON else _SIGNS.sub("", _lettered(part)) for part in word.split(" "))


def _lettered(text: str) -> str:
    """The text with one spelling of each letter; a replacement of each is much faster than `str.translate`."""
    for letter, spelling in _LETTERS:
        text = text.replace(letter, spelling)
    return text


@lru_cache(maxsize=1 << 16)
def _unsigned(word: str) -> str:
    return _SIGNS.sub("", _plain(word)) or word


@dataclass(frozen=True, slots=True)
class Script:
    """A text cut into tokens, with its quotation marks paired and its sentences found.

    Attributes:
        text: the original.
        forms: the folded form of each token; a line end is a token of its own.
        starts: offset of each token's first character.
        ends: offset after each token's last character.
        partner: opening mark -> closing mark, as token numbers; an unclosed mark is paired with its paragraph's end.
        opening: closing mark -> opening mark.
        inside: for each token the number of the opening mark that it stands under, or -1; the marks themselves have -1.
        sentences: first token and the one after the last, line ends left out, in text order.
        paragraphs: the same for paragraphs.
    """

    text: str
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    partner: dict[int, int]
    opening: dict[int, int]
    inside: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    def span(self, first: int, after: int) -> Span | None:
        """The characters from token `first` up to token `after`, loose punctuation at both ends left out.

        A quotation mark at the edge stays when its partner is inside too. None when nothing is left.
        """
        while first < after and self._loose(first, first, after):
            first += 1
        while after > first and self._loose(after - 1, first, after):
            after -= 1
        if first >= after:
            return None
        return Span(self.starts[first], self.ends[after - 1])

    def _loose(self, at: int, first: int, after: int) -> bool:
        form = self.forms[at]
        if form not in _LOOSE:
            return False
        if form == "(":
            return ")" not in self.forms[at:after]
        if form == ")":
            return "(" not in self.forms[first:at]
        if form not in MARKS:
            return True
        if at in self.partner:
            return self.partner[at] >= after
        return self.opening.get(at, -1) < first

    def past(self, opening: int, limit: int) -> int:
        """The token after the string in quotation marks that `opening` begins; an unclosed one reaches to `limit`."""
        return min(self.partner[opening] + 1, limit)

    def before(self, at: int, first: int = 0) -> str:
        """The form before token `at`; "" at `first`, where its sentence or clause begins."""
        return self.forms[at - 1] if at > first else ""

    def paragraph_end(self, at: int) -> int:
        """The token number after the last token of the paragraph that holds `at`."""
        number = bisect_right(self.paragraphs, at, key=lambda paragraph: paragraph[0]) - 1
        return self.paragraphs[number][1]


def read(text: str) -> Script:
    """Cut a text into tokens, pair its quotation marks, find its sentences."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(_lettered(text)):
        start, end = match.span()
        form = _unsigned(match.group())
        forms.append(_ON if form == _ALI and text[end - 1] == _ON[-1] else form)
        starts.append(start)
        ends.append(end)
    paragraphs = _paragraphs(forms)
    partner: dict[int, int] = {}
    for first, after in paragraphs:
        _pair(forms, starts, ends, first, after, partner)
    inside = [-1] * len(forms)
    for opening, closing in partner.items():
        inside[opening + 1 : closing] = [opening] * (closing - opening - 1)
    sentences: list[tuple[int, int]] = []
    for first, after in paragraphs:
        _sentences(forms, starts, ends, inside, first, after, sentences)
    return Script(
        text=text,
        forms=tuple(forms),
        starts=tuple(starts),
        ends=tuple(ends),
        partner=partner,
        opening={closing: opening for opening, closing in partner.items()},
        inside=tuple(inside),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
    )


def _plain(written: str) -> str:
    """A token in plain letters: presentation forms (ﺍﻟﻘﻤﺢ) are the shapes of letters, not letters."""
    if not _SHAPES.search(written):
        return written
    return _lettered(unicodedata.normalize("NFKC", written))


def _paragraphs(forms: list[str]) -> list[tuple[int, int]]:
    found, first = [], 0
    for at, form in enumerate(forms):
        if form == NEWLINE:
            if at > first:
                found.append((first, at))
            first = at + 1
    if len(forms) > first:
        found.append((first, len(forms)))
    return found


def _pair(
    forms: list[str], starts: list[int], ends: list[int], first: int, after: int, partner: dict[int, int]
) -> None:
    """Pair the quotation marks of one paragraph; marks of another style inside a quotation are part of it."""
    places = [at for at in range(first, after) if forms[at] in MARKS]
    if not places:
        return
    guillemets = [forms[at] for at in places if forms[at] in "«»"]
    opener = "»" if guillemets and guillemets[0] == "»" and guillemets[-1] == "«" else "«"
    opened = -1
    for at in places:
        form = forms[at]
        before = at == first or ends[at - 1] < starts[at]
        behind = at + 1 < after and starts[at + 1] > ends[at]
        if opened < 0:
            opened = at if _opens(form, opener, spaced_before=before) else -1
        elif _STYLES[form] == _STYLES[forms[opened]] and (
            form != forms[opened] or _STYLES[form] == "straight" or (not before and behind)
        ):
            partner[opened] = at
            opened = -1
    if opened >= 0:
        partner[opened] = after


def _opens(form: str, opener: str, *, spaced_before: bool) -> bool:
    style = _STYLES[form]
    if style == "guillemet":
        return form == opener
    if style == "curly":
        return form in _CURLY_OPENING or spaced_before
    return True


def _sentences(
    forms: list[str],
    starts: list[int],
    ends: list[int],
    inside: list[int],
    first: int,
    after: int,
    found: list[tuple[int, int]],
) -> None:
    """Cut one paragraph at its full stops; not inside quotation marks, numbers, initials."""
    begin = at = first
    while at < after:
        if at - begin >= LONGEST:
            found.append((begin, at))
            begin = at
        if forms[at] in _MAY_STOP and _stops(forms, starts, ends, inside, at, after):
            at += 1
            while at < after and forms[at] in TERMINATORS:
                at += 1
            found.append((begin, at))
            begin = at
        else:
            at += 1
    if begin < after:
        found.append((begin, after))


def _stops(forms: list[str], starts: list[int], ends: list[int], inside: list[int], at: int, after: int) -> bool:
    if inside[at] >= 0:
        return False
    form = forms[at]
    if form in MARKS:  # «... .» with the stop inside the marks
        closed = at > 0 and forms[at - 1] in TERMINATORS and inside[at - 1] >= 0
        return closed and at + 1 < after and forms[at + 1] not in COMMAS
    if form not in TERMINATORS:
        return False
    if form in ".…" and at + 1 < after and starts[at + 1] == ends[at] and forms[at + 1].isalnum():
        return False
    return not (
        form == "." and at > 0 and len(forms[at - 1]) == 1 and forms[at - 1].isalpha() and starts[at] == ends[at - 1]
    )
