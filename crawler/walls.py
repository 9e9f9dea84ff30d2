"""Answers that look like pages and are not: bot walls, cookie walls, soft 404s, pages that are only a program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from urllib.parse import urlsplit

from crawler import plain
from crawler.decode import decode
from onrecord.model import Page

_LOOK_AT = 64 * 1024
_REFUSED = {401, 403, 405, 406, 429, 503}
# Marks in the body that only the wall's own page has; those of scripts that good pages carry too count with a refusal.
_MARKS = (
    ("Cloudflare", (b"/cdn-cgi/challenge-platform/h/", b"<title>just a moment...</title>", b"cf-browser-verification")),
    ("DDoS-Guard", (b"<title>ddos-guard</title>", b"ddos protection by ddos-guard")),
    ("ArvanCloud", (b"<title>transferring to the website...</title>",)),
    ("Imperva", (b"_incapsula_resource?swudnsai", b"incapsula incident id")),
    ("Sucuri", (b"sucuri website firewall - access denied", b"sucuri_cloudproxy_js")),
    ("Anubis", (b"/.within.website/x/cmd/anubis/",)),
    ("DataDome", (b"geo.captcha-delivery.com/captcha", b"ct.captcha-delivery.com/c.js")),
    ("PerimeterX", (b"captcha.px-cdn.net", b'id="px-captcha"')),
)
_CAPTCHAS = (b"hcaptcha.com/1/api.js", b"recaptcha/api.js", b"turnstile/v0/api.js", b"g-recaptcha", b"smartcaptcha")
# These run in the daemon's own process, on what strangers wrote: no pattern may look for an end that need not come, and
# what has to is looked for once.
_TITLE = re.compile(r"<title\b[^<>]{0,200}>", re.IGNORECASE)
_TITLE_ENDS = re.compile("</title", re.IGNORECASE)
_HUMAN = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are|security check|access denied"
    r"|attention required|روبوت|ربات نیستید",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"^(?:error\s*)?404\b|\b404$|\bpage (?:was |could )?not (?:be )?found\b|^not found$"
    r"|\bpage (?:does not|doesn[’']t) exist\b"
    r"|الصفحة غير موجودة|لم يتم العثور على الصفحة|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|הדף לא נמצא|העמוד לא נמצא"
    r"|sayfa bulunamad[ıi]|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|страница не найдена",
    re.IGNORECASE,
)
_UNSEEN = re.compile(rb"<(script|style|noscript|template)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_NOSCRIPT = re.compile(rb"<noscript\b[^<>]{0,200}>", re.IGNORECASE)
_MOST_NOSCRIPTS = 20
_LONGEST_PLEA = 2000
_PLEADS = re.compile(
    rb"(?:enable|turn on|requires?|activate|need)[^<]{0,80}javascript"
    rb"|javascript[^<]{0,80}(?:enable|turn|require|activ|need)",
    re.IGNORECASE,
)
_EMPTY_ROOT = re.compile(
    rb"<div\s[^<>]{0,80}\bid=[\"']?(?:root|app|__next|__nuxt|gatsby)[\"']?[^<>]{0,200}>\s{0,200}</div>"
    rb"|<app-root\b[^<>]{0,200}>\s{0,200}</app-root>",
    re.IGNORECASE,
)
_FEW_WORDS = 80


def bot_wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The name of the bot wall that answered instead of the site, or None.

    Args:
        status: of the answer.
        headers: names in lower case.
        body: decompressed.
    """
    server = headers.get("server", "").lower()
    head = body[:_LOOK_AT].lower()
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare"
    if status in _REFUSED and server.startswith("ddos-guard"):
        return "DDoS-Guard"
    if b"__arcsjs" in head and server.startswith("arvan"):
        return "ArvanCloud"
    if status in _REFUSED and "x-datadome" in headers:
        return "DataDome"
    named = next((name for name, marks in _MARKS if any(mark in head for mark in marks)), None)
    if named and (status in _REFUSED or _words(head) < _FEW_WORDS):
        return named
    return "captcha" if _is_captcha(status, head) else None


def _is_captcha(status: int, head: bytes) -> bool:
    """A page that only asks whether somebody is human. A comment form with a captcha below an article is none."""
    if not any(mark in head for mark in _CAPTCHAS):
        return False
    title = _title(head)
    return _words(head) < _FEW_WORDS and (status in _REFUSED or _HUMAN.search(title) is not None)


def soft_404(page: Page) -> str | None:
    """Why a page that came with a good status is no page at all, in words; None when nothing says so.

    Two signs: an address of an article that leads to the front page, and a title that says that there is nothing.
    """
    asked, got = urlsplit(page.requested_url), urlsplit(page.url)
    if got.path in {"", "/"} and not got.query and asked.path.strip("/"):
        return "it leads to the front page"
    title = _title(page.body[:_LOOK_AT], page.headers.get("content-type", ""))
    # A site's name stands before or after: "Not found | The Gazette".
    if any(_NOT_FOUND.search(part.strip()) for part in re.split(r"\s[|–—-]\s", title)) and _words(page.body) < 400:
        return f"its title says “{title[:80]}”"
    return None


def needs_javascript(body: bytes) -> bool:
    """Whether a page shows next to nothing without running its programs."""
    head = body[: 4 * _LOOK_AT]
    if b"<script" not in head.lower() or not (_pleads(head) or _EMPTY_ROOT.search(head)):
        return False
    return _words(body) < _FEW_WORDS


def _pleads(head: bytes) -> bool:
    """Whether a page asks to switch JavaScript on, where only browsers without it look."""
    for opening in islice(_NOSCRIPT.finditer(head), _MOST_NOSCRIPTS):
        content = head[opening.end() : opening.end() + _LONGEST_PLEA].lower().partition(b"</noscript")[0]
        if _PLEADS.search(content):
            return True
    return False


def _title(body: bytes, content_type: str = "") -> str:
    text = decode(body, content_type)
    begins = _TITLE.search(text)
    ends = _TITLE_ENDS.search(text, begins.end()) if begins else None
    return plain.line(plain.from_html(text[begins.end() : ends.start()])) if begins and ends else ""


def _words(body: bytes) -> int:
    """How many words a reader would see, about."""
    return len(_TAG.sub(b" ", _seen(body[: 4 * _LOOK_AT])).split())


def _seen(body: bytes) -> bytes:
    """A page without its scripts and the like; one that is never closed hides nothing."""
    low, pieces, at = body.lower(), list[bytes](), 0
    unclosed = set[bytes]()
    for opening in _UNSEEN.finditer(low):
        if opening.start() < at or opening[1] in unclosed:
            continue
        end = low.find(b"</" + opening[1], opening.end())
        if end < 0:
            unclosed.add(opening[1])
            continue
        pieces.append(body[at : opening.start()])
        at = low.find(b">", end) + 1 or len(body)
    return b" ".join((*pieces, body[at:]))
