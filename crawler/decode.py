"""Bytes of XML to text, whatever the declarations claim."""

from __future__ import annotations

import codecs
import re

import cchardet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_ENOUGH_TO_GUESS = 64 * 1024
_HIGH = bytes(range(0x80, 0x100))
_FEW = 16


def decode(body: bytes, content_type: str = "") -> str:
    """The text of an XML or JSON body. Never fails: bytes that fit nothing become U+FFFD.

    In this order: a byte order mark; the zero bytes that UTF-16 and UTF-32 markup must have; UTF-8 where the bytes are
    UTF-8, because text in another encoding almost never is by chance; the encoding that the XML declaration names, then
    the one of the HTTP header; what the bytes look like.

    Args:
        body: as received, decompressed.
        content_type: the HTTP header, or empty.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _strip(body.decode(encoding, errors="replace"))
    wide = _wide(body)
    if wide:
        return body.decode(wide, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, content_type)


def _strip(text: str) -> str:
    return text.lstrip("\ufeff")


def _wide(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every markup character then has zero bytes beside it."""
    head = body.lstrip(b" \t\r\n")[:4] if b"\0" in body[:8] else b""
    match tuple(byte == 0 for byte in head):
        case (True, True, True, False):
            return "utf-32-be"
        case (False, True, True, True):
            return "utf-32-le"
        case (True, False, True, False):
            return "utf-16-be"
        case (False, True, False, True):
            return "utf-16-le"
        case _:
            return None


def _legacy(body: bytes, content_type: str) -> str:
    declared = _DECLARED.search(body[:1024])
    header = _CHARSET.search(content_type)
    named = [declared[1].decode("ascii") if declared else "", header[1] if header else ""]
    for name in filter(None, named):
        # A declaration of Unicode is wrong here: it is not UTF-8, and the zero bytes of the wide forms are not there.
        if not name.lower().startswith(("utf", "ucs", "iso-10646")):
            text = _try(body, name)
            if text is not None:
                return text
    damaged = body.decode("utf-8", errors="replace")
    bad = damaged.count("\ufffd")
    high = len(body) - len(body.translate(None, _HIGH))
    # XML without a declaration is UTF-8.
    says_utf8 = not any(named) or any(name.lower().replace("-", "") == "utf8" for name in named)
    # A few bad bytes in UTF-8 are damage; many are another encoding.
    if bad * 50 <= high or (says_utf8 and bad <= _FEW):
        return damaged
    guess = cchardet.detect(body[:_ENOUGH_TO_GUESS])["encoding"]
    return (_try(body, guess) if guess else None) or damaged


def _try(body: bytes, name: str) -> str | None:
    """`body` in the encoding called `name`, or None where there is none or it does not fit at all."""
    # Pages that say Latin-1 are written in Windows-1252 (WHATWG Encoding, 4.2).
    name = "cp1252" if name.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
    try:
        text = body.decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") * 20 <= len(text) else None
