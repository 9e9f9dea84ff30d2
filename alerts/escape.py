"""Hostile text, made harmless for each medium. Pure.

Titles, names and quotes come from strangers. `clean` and `line` take away what no medium needs; then one function per
medium takes the power from what is left: `html`, `plain`, `header`, `link` for every URL, and for chats, which make
links and calls out of bare words, `mrkdwn`, `markdown`, `chat_html` and `bare`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, Literal, TypeAlias
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from markupsafe import escape as escape_html

Direction: TypeAlias = Literal["ltr", "rtl"]

RTL_LANGUAGES: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})

_LONGEST_URL: Final = 2000
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"
_JOINERS: Final = "\u200c\u200d"
_VISIBLE_FORMAT: Final = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
_LINE_BREAKS: Final = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MARKS_IN_A_ROW: Final = 4
_SPACES: Final = re.compile(r"\s+")
# What a chat makes of bare words: calls to people, addresses, channels and commands, emoji.
_CALL: Final = re.compile(r"(?<!\w)@(?=[\w*<&!])|@(?=here|channel|everyone|room|all\b)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?<=\w):(?=//)|(?<=\w)\.(?=[^\W\d_]{2})|(?<=\bwww)\.", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<!\w)[#/!](?=\w)")
_START_OF_BLOCK: Final = re.compile(r"^(?=[>#+\-=]|\d{1,9}[.)])")
# Also one that a colon after the text would end; but not a time of day at its end.
_EMOJI_CODE: Final = re.compile(r":(?=[A-Za-z0-9_+\-']+:|\d*[A-Za-z_+\-'][A-Za-z0-9_+\-']*$)|(?<!\d):(?=\d+$)")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WORD_JOINER: Final = "\u2060"

# The only sure way to show a mark-up character where no backslash helps is to show its double.
_DOUBLES: Final = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "|": "∣"}
_MRKDWN_DOUBLES: Final = str.maketrans(_DOUBLES)
_BARE_DOUBLES: Final = str.maketrans({**_DOUBLES, "<": "‹", ">": "›", "[": "［", "]": "］", "\\": "＼", "$": "＄"})
_MARKDOWN_MARKS: Final = re.compile(r"[\\`*_\[\]<>~|$]|&(?=#?\w+;)")


def clean(text: str) -> str:
    r"""Text without what hides or reorders: every medium's first step. Idempotent.

    Line breaks of any kind become ``\n``, tabs a space. Dropped: control characters, lone surrogates, zero-width and
    tag characters, bidi marks, embeddings, overrides and isolates, and combining marks beyond four in a row. Kept: the
    joiners that Persian, Arabic, Indic scripts and emoji need, one between two characters that are not ASCII, and the
    Arabic signs that Unicode counts as format characters though they are visible.
    """
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _limit_marks(_keep_needed_joiners(text.translate(_VISIBLE)))


def line(text: str) -> str:
    """`clean`, on one line: runs of white space become one space, none at the ends."""
    return _SPACES.sub(" ", clean(text)).strip()


def html(text: str) -> Markup:
    """Text that an HTML parser reads back as text, in content and in quoted attributes."""
    return escape_html(clean(text))


class Plain(str):
    """A string that stands in plain text as it is: `plain` leaves it alone."""

    __slots__ = ()


def plain(text: str, around: Direction | None = None) -> Plain:
    """One line of text for a plain line that runs `around`; isolated when any letter of it runs the other way.

    A bidi isolate (Unicode FSI … PDI) keeps a foreign name from reordering what stands beside it. None: the text has
    its line to itself and gives it its direction, so it is not isolated.
    """
    return text if isinstance(text, Plain) else Plain(_isolated(line(text), around))


def inert(text: str) -> str:
    """One line of text of which a chat makes no call, link, channel, command, emoji, heading or list.

    ``@`` becomes its full-width double where it would call somebody (services ignore the plain form in some places and
    heed it in others), the colon of an emoji code its double; an invisible joiner breaks what reads as an address or
    as the start of a block.
    """
    shown = _EMOJI_CODE.sub("∶", _CALL.sub("＠", line(text)))
    for broken in (_ADDRESS, _HANDLE, _START_OF_BLOCK):
        shown = broken.sub(rf"\g<0>{_WORD_JOINER}", shown)
    return shown


class Marked(str):
    """A string that is in a chat's mark-up already: the escapes for chats leave it alone."""

    __slots__ = ()


def mrkdwn(text: str, around: Direction | None = None) -> Marked:
    """One line of text that Slack shows as it is: no link, mention, broadcast, emphasis, code or emoji comes of it.

    ``& < >`` become entities, as Slack's reference asks. Emphasis marks, for which it knows no escape, become their
    typographic doubles; for the rest see `inert`. Foreign letters are isolated as in `plain`.
    """
    if isinstance(text, Marked):
        return text
    safe = inert(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").translate(_MRKDWN_DOUBLES)
    return Marked(_isolated(safe, around))


def mrkdwn_link(url: str, text: str, around: Direction | None = None) -> Marked:
    """``<url|text>`` when `url` is a web address, else only the text."""
    target = link(url)
    shown = mrkdwn(text, around)
    return Marked(f"<{target.replace('&', '&amp;')}|{shown}>") if target and shown else shown


def markdown(text: str, around: Direction | None = None) -> Marked:
    """One line of text that a reader of Markdown shows as it is, wherever it stands in a line.

    Backslashes stand before what is a mark anywhere in a line (CommonMark §2.4); for the rest see `inert`. Foreign
    letters are isolated as in `plain`.
    """
    if isinstance(text, Marked):
        return text
    return Marked(_isolated(_MARKDOWN_MARKS.sub(r"\\\g<0>", inert(text)), around))


def markdown_link(url: str, text: str, around: Direction | None = None) -> Marked:
    """``[text](url)`` when `url` is a web address, else only the text."""
    target = link(url).replace("(", "%28").replace(")", "%29")
    shown = markdown(text, around)
    return Marked(f"[{shown}]({target})") if target and shown else shown


def chat_html(text: str, around: Direction | None = None) -> Marked:
    """One line of text for a chat that takes HTML; for the rest see `inert`. Foreign letters are isolated."""
    if isinstance(text, Marked):
        return text
    return Marked(_isolated(str(escape_html(inert(text))), around))


def chat_html_link(url: str, text: str, around: Direction | None = None) -> Marked:
    """An ``a`` element when `url` is a web address, else only the text."""
    target = link(url)
    shown = chat_html(text, around)
    return Marked(f'<a href="{escape_html(target)}">{shown}</a>') if target and shown else shown


def bare(text: str, around: Direction | None = None) -> Plain:
    """One line of text for a service of which nobody knows what it reads as marks: all get typographic doubles."""
    if isinstance(text, Plain):
        return text
    return Plain(_isolated(inert(text).translate(_BARE_DOUBLES), around))


def bare_link(url: str) -> Plain:
    """`url` when it is a web address, with what could be marks percent-encoded; else nothing."""
    return Plain(re.sub(r"[*_~]", lambda mark: f"%{ord(mark[0]):X}", link(url)))


def header(text: str, limit: int = 78) -> str:
    """One line for a mail header: `short`, and nothing that a mail program takes for an encoded word (RFC 2047).

    Python's own mail library decodes ``=?utf-8?q?=0D=0ABcc:…?=`` on the way out, and writes the line break.
    """
    return short(text, limit).replace("=?", "＝?")


def short(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words where there are any."""
    # So much is enough, and a text of any length costs no more.
    one = line(text[: 16 * limit])
    if len(one) <= limit:
        return one
    kept = one[: limit - 1]
    if one[limit - 1] != " " and " " in kept[limit // 2 :]:
        kept = kept.rsplit(" ", 1)[0]
    # A joiner or a comma before the ellipsis says nothing.
    return kept.rstrip(" ,;:،؛-–—" + _JOINERS) + "…"


def direction(text: str, language: str = "") -> Direction:
    """The direction of the first letter that has one (Unicode's rule P2), else that of the language."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "rtl" if language.partition("-")[0].lower() in RTL_LANGUAGES else "ltr"


def language_tag(language: str) -> str:
    """`language` when it has the form of a tag (BCP 47), else an empty string."""
    return language if _LANGUAGE_TAG.fullmatch(language) else ""


def link(url: str) -> str:
    """`url` when it is a plain web address, percent-encoded where it must be; else an empty string.

    Plain: http or https, a host, a port that is a number, no user name (``https://bank.example@evil.example``), at
    most 2,000 characters. The result is ASCII without white space, quotes, angle brackets, bars or backslashes.
    """
    if any(char.isspace() or not _is_visible(char) or char == "\\" for char in url):
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        # IPv6 addresses and names that are ASCII already need no IDNA.
        host = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    if not re.fullmatch(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]", host):
        return ""
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    safe = quote(_STRAY_PERCENT.sub("%25", rest), safe="/?#:@!$&()*+,;=%~-._", errors="ignore")
    address = f"{parts.scheme.lower()}://{host}{f':{port}' if port else ''}{safe}"
    return address if len(address) <= _LONGEST_URL else ""


def _isolated(one: str, around: Direction | None) -> str:
    if around is None:
        return one
    foreign = ("R", "AL", "AN") if around == "ltr" else ("L",)
    if any(unicodedata.bidirectional(char) in foreign for char in one):
        return f"{_FIRST_STRONG_ISOLATE}{one}{_POP_ISOLATE}"
    return one


def _is_visible(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind == "Cf":
        return _VISIBLE_FORMAT.match(char) is not None
    return char == "\n" or kind not in ("Cc", "Cs", "Zl", "Zp")


class _Learned(dict[int, int | None]):
    """A table for `str.translate` that asks about each character once: cleaning runs over every text we show."""

    def __init__(self, learn: Callable[[str], int | None]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, code: int) -> int | None:
        self[code] = self._learn(chr(code))
        return self[code]


_VISIBLE: Final = _Learned(lambda char: ord(char) if char in _JOINERS or _is_visible(char) else None)
_MARKS: Final = _Learned(lambda char: ord("^") if unicodedata.category(char) in ("Mn", "Me") else ord(" "))


def _keep_needed_joiners(text: str) -> str:
    def kept(run: re.Match[str]) -> str:
        before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        needed = all(side and not side.isascii() and not side.isspace() for side in (before, after))
        return run[0][0] if needed else ""

    return re.sub(f"[{_JOINERS}]+", kept, text)


def _limit_marks(text: str) -> str:
    marks = text.translate(_MARKS)
    most = "^" * _MARKS_IN_A_ROW
    if f"{most}^" not in marks:
        return text
    return "".join(char for at, char in enumerate(text) if marks[max(at - _MARKS_IN_A_ROW, 0) : at + 1] != f"{most}^")
