"""How the bad outlets of `benchmarks.press` misbehave, and in which words `onrecord outlets` must show it."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Literal, TypeAlias

import brotli
from aiohttp import web

Answer: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Spoils: TypeAlias = Literal["everything", "feed", "pages", "robots"]

_BOMB = 60_000_000
_MANY = 600_000
_HOUR = 3600
_LONG = "x" * 1000


@dataclass(frozen=True, slots=True)
class Misdeed:
    """One way of being bad.

    Attributes:
        spoils: what is answered in this way; the rest is as it should be.
        shown: words that must stand in what `onrecord outlets` says of the outlet.
        answer: what comes back; None where the trouble is not in the answers.
    """

    spoils: Spoils
    shown: str
    answer: Answer | None = None

    def spoilt(self, path: str) -> bool:
        """Whether a request for this path is answered badly."""
        what = {"/robots.txt": "robots", "/feed.xml": "feed"}.get(path, "pages")
        return self.spoils == what or (self.spoils == "everything" and what != "robots")


async def _hangs(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(_HOUR)
    return web.Response()


async def _drips(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(_HOUR):
        await answer.write(b"<")
        await asyncio.sleep(1)
    return answer


async def _headers_without_end(request: web.Request) -> web.StreamResponse:
    wire = request.transport
    if wire is not None:
        wire.write(b"HTTP/1.1 200 OK\r\n")
        while not wire.is_closing():
            wire.write(f"X-Header: {_LONG}\r\n".encode())
            await asyncio.sleep(0.01)
    return web.Response()


@cache
def _bomb(encoding: str) -> bytes:
    squeeze = gzip.compress if encoding == "gzip" else brotli.compress
    return bytes(squeeze(bytes(_BOMB)))


def _explodes(encoding: str) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=_bomb(encoding), headers={"Content-Encoding": encoding})

    return answer


async def _cut_short(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "100000"})
    await answer.prepare(request)
    await answer.write(b"<rss>")
    return await resets(request)


async def resets(request: web.Request) -> web.StreamResponse:
    """Breaks the connection."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _goes_round(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": f"{request.path}x"})


async def _wants_cookies(request: web.Request) -> web.StreamResponse:
    headers = {"Location": request.path, "Set-Cookie": "seen=1"}
    return web.Response(status=302, headers=headers)


async def _leads_inward(request: web.Request) -> web.StreamResponse:
    port = request.host.partition(":")[2]
    return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{port}/admin"})


async def _nested_entities(_: web.Request) -> web.StreamResponse:
    nested = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return web.Response(text=f'<!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]><rss><channel>&e9;</channel></rss>')


async def _takes_for_ever(_: web.Request) -> web.StreamResponse:
    return web.Response(text=f"<html><body><p {_attributes()}>News</p></body></html>", content_type="text/html")


@cache
def _attributes() -> str:
    """libxml2 compares every attribute of an element with all before it."""
    return " ".join(f"a{number}=x" for number in range(_MANY))


def _status(status: int, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=named, text=HTTPStatus(status).phrase)

    return answer


def _page(title: str, body: str, **headers: str) -> Answer:
    whole = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=whole, content_type="text/html", headers=headers)

    return answer


async def _forbids_all(_: web.Request) -> web.StreamResponse:
    return web.Response(text="User-agent: *\nDisallow: /\n")


_IN_TIME = "no complete answer within"
_IN_PIECES = "the connection broke before the answer was complete"
_UNPACKED = "bytes when decompressed"
_CAPTCHA = '<script src="https://www.google.com/recaptcha/api.js"></script><form>I am not a robot</form>'
_PROGRAM = (
    '<noscript>You need to enable JavaScript to run this.</noscript><div id="root"></div><script src="/a.js"></script>'
)

MISDEEDS: Mapping[str, Misdeed] = {
    "hangs": Misdeed("everything", _IN_TIME, _hangs),
    "stalls": Misdeed("pages", _IN_TIME, _hangs),
    "quagmire": Misdeed("pages", "the process that read this page died or took too long", _takes_for_ever),
    "drips": Misdeed("everything", _IN_TIME, _drips),
    "gzip bomb": Misdeed("everything", _UNPACKED, _explodes("gzip")),
    "cloudflare": Misdeed("pages", "(Cloudflare,", _status(403, Server="cloudflare", cf_mitigated="challenge")),
    "resets": Misdeed("everything", _IN_PIECES, resets),
    "leads inward": Misdeed("everything", "127.0.0.1 is not a public address", _leads_inward),
    "sealed": Misdeed("robots", "robots.txt cannot be read (status 503)", _status(503)),
    "limited": Misdeed("everything", "rate limited: ", _status(429, Retry_After="3600")),
    "frozen": Misdeed("feed", "0 articles in a day, 1 expected"),
    "headers without end": Misdeed("everything", "not an HTTP answer", _headers_without_end),
    "cut short": Misdeed("everything", _IN_PIECES, _cut_short),
    "goes round": Misdeed("everything", "more than 5 redirects in a row", _goes_round),
    "cookie wall": Misdeed("pages", "a cookie wall", _wants_cookies),
    "captcha": Misdeed("pages", "(captcha,", _page("Are you human?", _CAPTCHA)),
    "soft 404": Misdeed("pages", "status 404 in all but name", _page("Page not found", "<p>Sorry.</p>")),
    "program": Misdeed("pages", "only with JavaScript", _page("News", _PROGRAM)),
    "no feed": Misdeed("feed", "an HTML page, not a feed", _page("Welcome", "<p>We have moved.</p>")),
    "no TLS": Misdeed("everything", "TLS: "),
    "forbidden": Misdeed("robots", "robots.txt forbids this address", _forbids_all),
    "entities": Misdeed("feed", "an entity made of entities", _nested_entities),
    "brotli bomb": Misdeed("everything", _UNPACKED, _explodes("br")),
    "ddos-guard": Misdeed("pages", "(DDoS-Guard,", _status(403, Server="ddos-guard")),
    "arvancloud": Misdeed(
        "pages", "(ArvanCloud,", _page("Transferring to the website...", "<script>__arcsjs</script>", Server="arvan")
    ),
    "gone": Misdeed("everything", "status 410", _status(410)),
}
"""By kind of outlet, the commonest first: a small press has no room for all."""
