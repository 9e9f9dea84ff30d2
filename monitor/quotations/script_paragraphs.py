"""Rules on whole paragraphs that Arabic and Persian share: headlines, communiqués, paragraphs in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from monitor.quotations.arabic_script import DASHES, MARKS, TERMINATORS, Script
from monitor.quotations.script_frames import Frame

# A headline's speaker is no longer than this, in tokens; a heading over a communiqué no longer than that.
HEADLINE = 10
HEADING = 25
# A communiqué has at least so many tokens; its signature's lines at most so many.
_BODY = 12
_SIGNATURE = 8
# A post on a channel has at most so many paragraphs; a paragraph in quotation marks at least so many tokens.
_POST = 8
_FLOATING = 6
_INVOCATIONS = (("بسم", "الله"), ("باسمه", "تعالي"), ("بسمه", "تعالي"), ("به", "نام"))
_VERSE = frozenset("(﴿{")

Speaks = Callable[[int, int], bool]


def headlines(script: Script, speaks: Speaks, frames: Sequence[Frame]) -> list[Frame]:
    """A short noun phrase, a colon, and the words, in one paragraph.

    Args:
        script: the text.
        speaks: whether the tokens of a range can name a speaker, in the language at hand.
        frames: what other rules found; their paragraphs are left alone where the colon is theirs.

    Examples:
        وزير الزراعة: لن نستورد القمح هذا العام
        وزیر راه: جاده تا عید باز می‌شود
    """
    taken = {frame.content[0] for frame in frames} | {frame.cue[0] for frame in frames}
    found = []
    for first, after in script.paragraphs:
        begin = first_word(script, first, after)
        colon = next((k for k in range(begin + 1, min(after, begin + HEADLINE + 1)) if script.forms[k] == ":"), -1)
        if colon < 0 or colon + 2 >= after or any(place in taken for place in range(begin, colon + 3)):
            continue
        if speaks(begin, colon):
            flags = frozenset({"headline"})
            found.append(Frame((colon, colon + 1), (colon + 1, after), (begin, colon), "headline", flags, resume=after))
    return found


def communique(
    script: Script, speaks: Speaks, issuer: Callable[[int, int], tuple[int, int] | None], frames: Sequence[Frame]
) -> list[Frame]:
    """A text that is nothing but a communiqué: a heading that names who speaks, then the words to the signature.

    Args:
        script: the text.
        speaks: as for `headlines`.
        issuer: for the tokens of a heading such as بيان صادر عن S the range of S, an empty range where the paper
            names nobody, None where the tokens are no such heading.
        frames: what other rules found.

    Returns:
        All frames: those given, without the ones that the communiqué takes in, and the communiqué.

    Examples:
        الأمين العام للحزب:
        بیانیه انجمن پزشکان
    """
    for number, (first, after) in enumerate(script.paragraphs[:4]):
        begin = first_word(script, first, after)
        speaker = _heading(script, speaks, issuer, begin, after)
        if speaker is None and script.forms[begin:after][:2] in _INVOCATIONS:
            speaker = _signed(script, speaks, number)
        if speaker is None:
            continue
        body = _body(script, number + 1, speaker)
        if body is None or _is_article(frames, body):
            return list(frames)
        kept = [frame for frame in frames if not _taken_in(frame, body)]
        named = speaker if speaker[1] > speaker[0] else None
        return [*kept, Frame((first, first), body, named, "direct.communique", resume=body[1])]
    return list(frames)


def _is_article(frames: Sequence[Frame], body: tuple[int, int]) -> bool:
    """Whether others are quoted in the body by name: then it is an article, however it begins."""
    quoted = [
        frame
        for frame in frames
        if body[0] <= frame.cue[0] < body[1] and frame.speaker is not None and "first" not in frame.flags
    ]
    return sum(frame.how.startswith(("direct", "indirect", "nested")) for frame in quoted) > 1


def _signed(script: Script, speaks: Speaks, number: int) -> tuple[int, int] | None:
    """Who signs a text that opens with an invocation: the last short line that can name a speaker."""
    for first, after in reversed(script.paragraphs[number + 1 :]):
        if not _closing(script, first, after, (0, 0)):
            return None
        begin = first_word(script, first, after)
        if begin < after and not any(form.isdigit() for form in script.forms[begin:after]) and speaks(begin, after):
            return begin, after
    return None


def _heading(
    script: Script, speaks: Speaks, issuer: Callable[[int, int], tuple[int, int] | None], begin: int, after: int
) -> tuple[int, int] | None:
    if begin >= after or after - begin > HEADING:
        return None
    if script.forms[after - 1] == ":" and after - begin <= HEADLINE + 4 and speaks(begin, after - 1):
        return begin, after - 1
    if any(form in TERMINATORS for form in script.forms[begin:after]):
        return None
    return issuer(begin, after - 1 if script.forms[after - 1] == ":" else after)


def _body(script: Script, number: int, speaker: tuple[int, int]) -> tuple[int, int] | None:
    paragraphs = list(script.paragraphs[number:])
    while paragraphs and _opening(script, *paragraphs[0]):
        paragraphs.pop(0)
    while paragraphs and _closing(script, *paragraphs[-1], speaker):
        paragraphs.pop()
    if not paragraphs or paragraphs[-1][1] - paragraphs[0][0] < _BODY:
        return None
    return first_word(script, *paragraphs[0]), paragraphs[-1][1]


def _opening(script: Script, first: int, after: int) -> bool:
    """Whether a paragraph is an invocation or a verse before the words themselves."""
    begin = first_word(script, first, after)
    return (
        begin >= after
        or script.forms[first] in _VERSE
        or script.forms[begin] in ("بسم", "باسمه", "بسمه")
        or script.forms[begin : begin + 2] == ("به", "نام")
    )


def _closing(script: Script, first: int, after: int, speaker: tuple[int, int]) -> bool:
    """Whether a paragraph belongs to the signature: a verse, the speaker's name, a date, a link, a hashtag."""
    begin = first_word(script, first, after)
    if begin >= after or script.forms[first] in _VERSE or script.forms[first] in ("@", "#"):
        return True
    if speaker[1] > speaker[0] and script.forms[begin : begin + 3] == script.forms[speaker[0] : speaker[0] + 3]:
        return after - begin <= HEADING
    listed = script.forms[first] in DASHES
    return after - begin <= _SIGNATURE and not listed and script.forms[after - 1] not in TERMINATORS


def _taken_in(frame: Frame, body: tuple[int, int]) -> bool:
    inside = body[0] <= frame.cue[0] < body[1]
    return inside and (frame.speaker is None or "first" in frame.flags or frame.how.startswith(("compl", "adverbial")))


def below(script: Script, frames: Sequence[Frame]) -> list[Frame]:
    """Words set below a colon go on to the end of a short text in which nobody else is quoted: a channel's post.

    Examples:
        هذا ما اتفقنا عليه جميعا.
        این راه ادامه دارد.
    """
    last = max(frames, key=lambda frame: frame.content, default=None)
    if last is None or not last.how.endswith("below") or len(script.paragraphs) > _POST:
        return []
    if last.content[0] in script.partner:  # the marks show where it ends
        return []
    found: list[Frame] = []
    for first, after in script.paragraphs:
        if first < last.content[1]:
            continue
        if _closing(script, first, after, last.speaker or (0, 0)):
            break
        found.append(Frame((first, first), (first, after), last.speaker, "below", resume=after, continues=True))
    return found


def floating(script: Script, frames: Sequence[Frame]) -> list[Frame]:
    """A paragraph wholly in quotation marks goes on with the speaker of the paragraph before.

    Examples:
        «لن نسكت على هذا الظلم بعد اليوم».
        «زمستان سخت بود و خانه سرد».
    """
    covered = sorted(frame.content for frame in frames)
    last: Frame | None = None
    places = by_paragraph(script, frames)
    found: list[Frame] = []
    for number, (first, after) in enumerate(script.paragraphs):
        own = places.get(number, [])
        whole = script.partner.get(first, -1) >= after - 2 and after - first > _FLOATING
        if last is not None and whole and not own and not _covered(covered, first):
            found.append(Frame((first, first), (first, after), last.speaker, "floating", resume=after, continues=True))
        else:
            last = own[-1] if own else None
    return found


def _covered(places: Sequence[tuple[int, int]], at: int) -> bool:
    number = bisect_right(places, (at, at)) - 1
    return number >= 0 and places[number][0] <= at < places[number][1]


def next_paragraph(script: Script, at: int) -> tuple[int, int]:
    """The words below a colon that ends its paragraph: the next paragraph or its quoted string, or an empty range."""
    number = bisect_right(script.paragraphs, at, key=lambda paragraph: paragraph[0])
    if number >= len(script.paragraphs) or script.paragraphs[number - 1][1] != at:
        return at, at
    while number + 1 < len(script.paragraphs) and _opening(script, *script.paragraphs[number]):
        number += 1
    first, after = script.paragraphs[number]
    return first, quoted_end(script, first, after) if first in script.partner else after


def by_paragraph(script: Script, frames: Sequence[Frame]) -> dict[int, list[Frame]]:
    """The frames of each paragraph, by the paragraph's number, in text order."""
    found: dict[int, list[Frame]] = {}
    for frame in sorted(frames, key=lambda frame: frame.content):
        number = bisect_right(script.paragraphs, frame.content[0], key=lambda paragraph: paragraph[0]) - 1
        found.setdefault(number, []).append(frame)
    return found


def first_word(script: Script, first: int, after: int) -> int:
    """The first token of a paragraph that is a word or a quotation mark: past flags, dots and bullets."""
    bar = next((k for k in range(first, min(after, first + 5)) if script.forms[k] == "|"), first - 1)
    first = bar + 1  # عاجل | …
    while first < after and not script.forms[first][0].isalnum() and script.forms[first] not in MARKS:
        first += 1
    return first


def quoted_end(script: Script, opening: int, after: int) -> int:
    """The token after the closing mark; strings that follow at once are one speech."""
    end = script.past(opening, script.paragraph_end(opening))
    while end < after:
        following = next((k for k in range(end, after) if script.forms[k] not in TERMINATORS), after)
        if following >= after or following not in script.partner:
            return end
        end = script.past(following, after)
    return end
