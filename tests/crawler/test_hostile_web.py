"""A hostile web, served for real: every trick ends in a verdict with a name."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import brotli
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler import decode, feeds, transport
from crawler.fetch import Fetcher
from onrecord.errors import Blocked, FeedError, FetchError, Refused, TooLarge, Unreachable
from onrecord.model import Outlet, Politeness

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Site = Any  # the fixture's class lives in conftest, which is no module to import from
HASTY = Politeness(delay=timedelta(0), concurrency=4, robots=False)


@pytest.fixture
def open_outlet(outlet: Outlet) -> Outlet:
    """One whose robots.txt is not asked for."""
    return replace(outlet, politeness=HASTY)


@asynccontextmanager
async def raw(
    serve: Callable[[asyncio.StreamWriter], Awaitable[None]],
    family: int = socket.AF_INET,
    tls: ssl.SSLContext | None = None,
) -> Any:
    """A server that writes what it likes after a request, in whatever way."""
    busy: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await serve(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        busy.add(asyncio.ensure_future(talk(reader, writer)))

    host = "::1" if family == socket.AF_INET6 else "127.0.0.1"
    server = await asyncio.start_server(answer, host, 0, family=family, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://[::1]:{port}/" if family == socket.AF_INET6 else f"http://{host}:{port}/"
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)


async def short(seconds: float = 0.4) -> Fetcher:
    fetcher = Fetcher("onrecord/0.1 (tests)", timeout=seconds, max_bytes=200_000)
    await fetcher.start()
    return fetcher


PACKERS = [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)]


class TestCompression:
    @pytest.mark.parametrize(("name", "pack"), PACKERS)
    async def test_every_encoding_that_we_ask_for_is_read(
        self, name: str, pack: Any, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        site.says("/a", pack(b"words " * 1000), Content_Encoding=name)
        assert (await fetcher.get(f"{site.base}/a", outlet=open_outlet)).body == b"words " * 1000

    @pytest.mark.parametrize(("name", "pack"), PACKERS)
    async def test_a_bomb_is_too_large(
        self, name: str, pack: Any, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        site.says("/a", pack(b"0" * 20_000_000), Content_Encoding=name)
        with pytest.raises(TooLarge, match="decompressed"):
            await fetcher.get(f"{site.base}/a", outlet=open_outlet)

    @pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
    @pytest.mark.parametrize(
        "body", [b"<html>plain after all</html>", b"\x1f\x8b\x08junk", b"\x28\xb5\x2f\xfd\x24junk"]
    )
    async def test_a_damaged_body_never_ends_in_a_surprise(
        self, name: str, body: bytes, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        site.says("/a", body, Content_Encoding=name)
        with pytest.raises(Unreachable, match="the compressed body is damaged"):
            await fetcher.get(f"{site.base}/a", outlet=open_outlet)


class TestSlowAndEndless:
    async def test_a_body_that_drips_is_cut_off_by_the_clock(self, open_outlet: Outlet) -> None:
        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while True:
                writer.write(b".")
                await writer.drain()
                await asyncio.get_running_loop().run_in_executor(None, patience.wait, 0.01)

        patience = threading.Event()
        fetcher = await short()
        async with raw(drip) as url:
            with pytest.raises(Unreachable, match="no complete answer"):
                await fetcher.get(url, outlet=open_outlet)
        await fetcher.stop()

    async def test_headers_without_end_are_no_answer(self, fetcher: Fetcher, open_outlet: Outlet) -> None:
        async def endless(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(100_000):
                writer.write(f"X-{number}: {'y' * 200}\r\n".encode())
                await writer.drain()

        async with raw(endless) as url:
            with pytest.raises((Unreachable, TooLarge)):
                await fetcher.get(url, outlet=open_outlet)

    async def test_headers_without_end_are_none_however_forgiving_we_are(
        self, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        many = b"".join(b"X-%d: y\r\n" % number for number in range(500))
        async with raw(one(b"HTTP/1.1 200 OK\r\nno colon\r\n" + many + PAGE)) as url:
            for _ in range(2):
                with pytest.raises(Unreachable, match="not an HTTP answer"):
                    await fetcher.get(url, outlet=open_outlet)


PAGE = "<html><body><p>قال المتحدث إن الرصيف سيفتح.</p></body></html>".encode()
LENGTH = str(len(PAGE)).encode()
CHUNK = f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n"


def one(answer: bytes) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    """A server's way with every request: this answer, and the connection ends."""

    async def serve(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    return serve


class TestAnswersThatKeepToNoStandard:
    """Browsers show these pages, so they are collected."""

    @pytest.mark.parametrize(
        "answer",
        [
            b"Connection: close\r\nContent-Length: 40\r\n\r\n" + PAGE,
            b"Content-Length: 40\r\n\r\n" + PAGE,
            b"Content-Length: " + LENGTH + b"\r\n\r\n" + PAGE + b"<!-- and more -->",
            b"Content-Length: 9999\r\n\r\n" + PAGE,
            b"Connection: close\r\nno colon\r\nContent-Length: 9999\r\n\r\n" + PAGE,
            b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK,
            b"Transfer-Encoding: chunked\r\nno colon: 1\r\n\r\n" + CHUNK + b"0\r\n\r\nmore",
            b"Transfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n" + CHUNK + b"0\r\n\r\n",
            b"Content-Length: " + LENGTH + b"\r\nContent-Length: " + LENGTH + b"\r\n\r\n" + PAGE,
            b"Content-Length: " + LENGTH + b", " + LENGTH + b"\r\n\r\n" + PAGE,
            b"Content-Length: -5\r\n\r\n" + PAGE,
            b"Content-Length: many\r\n\r\n" + PAGE,
            b"Content-Length: \r\n\r\n" + PAGE,
            b"X Bad: 1\r\nContent-Length: " + LENGTH + b"\r\n\r\n" + PAGE,
            b"X-Title: \xe9\xff\r\nContent-Length: " + LENGTH + b"\r\n\r\n" + PAGE,
        ],
    )
    async def test_are_read_whole(self, answer: bytes, fetcher: Fetcher, open_outlet: Outlet) -> None:
        async with raw(one(b"HTTP/1.1 200 OK\r\n" + answer)) as url:
            page = await fetcher.get(url, outlet=open_outlet)
        assert (page.status, page.body) == (200, PAGE)

    @pytest.mark.parametrize("lines", [b"", b"X Bad: 1\r\n"])
    async def test_but_not_when_they_break_off(self, lines: bytes, fetcher: Fetcher, open_outlet: Outlet) -> None:
        cut = PAGE[: len(PAGE) // 2]
        async with raw(one(b"HTTP/1.1 200 OK\r\n" + lines + b"Content-Length: 9999\r\n\r\n" + cut)) as url:
            with pytest.raises(Unreachable, match="broke before the answer was complete"):
                await fetcher.get(url, outlet=open_outlet)

    async def test_are_asked_again_after_the_gap_and_then_no_more(self, fetcher: Fetcher, outlet: Outlet) -> None:
        asked: list[float] = []

        async def odd(writer: asyncio.StreamWriter) -> None:
            asked.append(asyncio.get_running_loop().time())
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\n" + PAGE)

        gap = Politeness(delay=timedelta(seconds=0.1), concurrency=1, robots=False)
        async with raw(odd) as url:
            for path in ("a", "b", "c"):
                assert (await fetcher.get(url + path, outlet=replace(outlet, politeness=gap))).body == PAGE
        assert len(asked) == 4
        assert min(later - earlier for earlier, later in pairwise(asked)) >= 0.1

    async def test_are_limited_in_size_and_time(self, open_outlet: Outlet) -> None:
        async def endless(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n")
            for _ in range(100):
                writer.write(b"." * 10_000)
                await writer.drain()

        async def silent(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n.")
            await writer.drain()
            await asyncio.Event().wait()

        patient, hasty = await short(60.0), await short()
        async with raw(endless) as url:
            with pytest.raises(TooLarge, match="more than 200,000 bytes"):
                await patient.get(url, outlet=open_outlet)
        async with raw(silent) as url:
            with pytest.raises(Unreachable, match="no complete answer"):
                await hasty.get(url, outlet=open_outlet)
        await patient.stop()
        await hasty.stop()

    async def test_are_no_way_to_a_private_address(self, fetcher: Fetcher, open_outlet: Outlet) -> None:
        async with raw(one(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + PAGE)) as url:
            for address in (url, url.replace("127.0.0.1", "localhost")):
                assert (await fetcher.get(address, outlet=open_outlet)).body == PAGE
                with pytest.raises(Blocked, match="not a public address"):
                    await fetcher.get(address, outlet=replace(open_outlet, allow_private=False))


class TestWallsOfAllKinds:
    async def test_a_site_that_goes_on_only_with_a_cookie_is_a_cookie_wall(
        self, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        async def wall(request: web.Request) -> web.Response:
            if "Cookie" in request.headers:
                return web.Response(text="an article")
            return web.Response(status=302, headers={"Location": "/a", "Set-Cookie": "seen=1"})

        site.answers["/a"] = wall
        with pytest.raises(Blocked, match="a cookie wall"):
            await fetcher.get(f"{site.base}/a", outlet=open_outlet)

    async def test_a_circle_without_cookies_is_none(self, site: Site, fetcher: Fetcher, open_outlet: Outlet) -> None:
        site.says("/a", "", 302, Location="/a")
        with pytest.raises(Refused, match="redirects in a row"):
            await fetcher.get(f"{site.base}/a", outlet=open_outlet)

    @pytest.mark.parametrize(
        ("name", "status", "headers", "body"),
        [
            ("Cloudflare", 403, {"cf-mitigated": "challenge"}, ""),
            ("DDoS-Guard", 403, {"Server": "ddos-guard"}, "Forbidden"),
            ("ArvanCloud", 200, {"Server": "ArvanCloud"}, "<script>__arcsjs</script>"),
            ("Imperva", 200, {}, "<script src='/_Incapsula_Resource?SWUDNSAI=1'></script>"),
            ("captcha", 200, {}, "<title>Are you a human?</title><div class='g-recaptcha'></div>"),
        ],
    )
    async def test_a_bot_wall_is_blocked_by_its_name(
        self,
        name: str,
        status: int,
        headers: dict[str, str],
        body: str,
        site: Site,
        fetcher: Fetcher,
        open_outlet: Outlet,
    ) -> None:
        site.says("/a", body, status, **{key.replace("-", "_"): value for key, value in headers.items()})
        with pytest.raises(Blocked, match=f"a bot wall \\({name}"):
            await fetcher.get(f"{site.base}/a", outlet=open_outlet)


class TestTls:
    @pytest.fixture
    async def secure(self, tmp_path: Any) -> Any:
        """A server whose certificate nobody has signed but itself."""
        certificate, key = self_signed(tmp_path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        app = web.Application()
        app.router.add_get("/{path:.*}", _hello)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        yield f"https://localhost:{runner.addresses[0][1]}/", certificate
        await runner.cleanup()

    async def test_a_certificate_that_nobody_signed_is_refused_in_words(
        self, secure: Any, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        with pytest.raises(Unreachable, match=r"TLS: the certificate is not valid \(self-signed certificate\)"):
            await fetcher.get(secure[0], outlet=open_outlet)

    async def test_a_certificate_for_another_host_is_refused_even_when_trusted(
        self, secure: Any, open_outlet: Outlet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trusting = ssl.create_default_context(cafile=str(secure[1]))
        monkeypatch.setattr(transport, "_tls_context", lambda: trusting)
        fetcher = await short(5.0)
        assert (await fetcher.get(secure[0], outlet=open_outlet)).body == b"hello"
        with pytest.raises(Unreachable, match=r"TLS: the certificate is not valid \(.*IP address mismatch"):
            await fetcher.get(secure[0].replace("localhost", "127.0.0.1"), outlet=open_outlet)
        await fetcher.stop()

    async def test_an_answer_that_keeps_to_no_standard_is_read_under_the_same_certificate(
        self, tmp_path: Any, open_outlet: Outlet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        certificate, key = self_signed(tmp_path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(transport, "_tls_context", lambda: trusting)
        fetcher = await short(60.0)
        async with raw(one(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + PAGE), tls=context) as url:
            address = url.replace("http://127.0.0.1", "https://localhost")
            assert (await fetcher.get(address, outlet=open_outlet)).body == PAGE
            monkeypatch.setattr(transport, "_tls_context", ssl.create_default_context)
            with pytest.raises(Unreachable, match=r"TLS: the certificate is not valid \(self-signed certificate\)"):
                await fetcher.get(address, outlet=open_outlet)
        await fetcher.stop()


async def _hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")


def self_signed(folder: Any) -> tuple[Any, Any]:
    """A certificate for localhost, signed by its own key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private


class TestNames:
    async def test_a_host_with_an_ipv6_address_only_is_reached(self, fetcher: Fetcher, open_outlet: Outlet) -> None:
        async def hello(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")

        async with raw(hello, socket.AF_INET6) as url:
            assert (await fetcher.get(url, outlet=open_outlet)).body == b"hello"

    async def test_an_international_name_is_asked_for_in_punycode(
        self, site: Site, fetcher: Fetcher, open_outlet: Outlet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        real = socket.getaddrinfo

        def look_up(host: str, *rest: Any) -> Any:
            asked.append(host)
            return real("127.0.0.1", *rest)

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        site.says("/a", "hello")
        port = site.base.rpartition(":")[2]
        page = await fetcher.get(f"http://bücher.example:{port}/a", outlet=open_outlet)
        assert (page.body, asked) == (b"hello", ["xn--bcher-kva.example"])
        assert site.seen[-1].headers["Host"] == f"xn--bcher-kva.example:{port}"

    @pytest.mark.parametrize(
        "address",
        ["10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[fe80::1]", "[fc00::1]"],
    )
    async def test_no_private_link_local_or_shared_address_is_asked(
        self, address: str, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        with pytest.raises(Blocked, match="not a public address"):
            await fetcher.get(f"http://{address}/", outlet=replace(open_outlet, allow_private=False))

    @pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "127.0.0.1", "::1", "fe80::1%1"])
    async def test_a_name_that_leads_there_is_refused_when_connecting(
        self, address: str, fetcher: Fetcher, open_outlet: Outlet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        found = [(family, socket.SOCK_STREAM, 6, "", (address, 80))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_: found)
        with pytest.raises(Blocked, match=f"press.example leads to {address}"):
            await fetcher.get("http://press.example/", outlet=replace(open_outlet, allow_private=False))


class TestWhatItSaysItIs:
    ITEM = "<item><title>خبر</title><link>/1</link></item>"
    FEED = f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{ITEM}</channel></rss>'

    @pytest.mark.parametrize(
        "kind", ["text/html", "image/png", "application/octet-stream", "", "text/plain; charset=nonsense"]
    )
    async def test_a_feed_with_a_wrong_content_type_is_a_feed(
        self, kind: str, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        site.says("/rss", self.FEED, **({"Content_Type": kind} if kind else {}))
        page = await fetcher.get(f"{site.base}/rss", outlet=open_outlet)
        (entry,) = feeds.parse(page.body, url=page.url, content_type=page.headers.get("content-type", ""))
        assert entry.title == "خبر"

    async def test_a_page_that_says_it_is_a_feed_is_named(
        self, site: Site, fetcher: Fetcher, open_outlet: Outlet
    ) -> None:
        site.says("/rss", "<!doctype html><html><body>Moved</body></html>", Content_Type="application/rss+xml")
        page = await fetcher.get(f"{site.base}/rss", outlet=open_outlet)
        with pytest.raises(FeedError, match="an HTML page, not a feed"):
            feeds.parse(page.body, url=page.url)

    @pytest.mark.parametrize("said", ["windows-1256", "utf-16", "iso-8859-1", "nonsense"])
    def test_bytes_that_are_utf_8_are_read_as_such_whatever_is_said(self, said: str) -> None:
        body = f'<?xml version="1.0" encoding="{said}"?><rss>خبر</rss>'.encode()
        assert "خبر" in decode.decode(body, f"text/xml; charset={said}")


async def test_a_host_that_hangs_holds_up_no_other(site: Site, open_outlet: Outlet) -> None:
    async def hang(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    site.says("/a", "hello")
    fetcher = await short(5.0)
    async with raw(hang) as url:
        stuck = [asyncio.create_task(fetcher.get(f"{url}{number}", outlet=open_outlet)) for number in range(8)]
        port = site.base.rpartition(":")[2]
        page = await fetcher.get(f"http://localhost:{port}/a", outlet=open_outlet)
        assert (page.body, any(task.done() for task in stuck)) == (b"hello", False)
        await fetcher.stop()
        gone = await asyncio.gather(*stuck, return_exceptions=True)
    assert all(isinstance(one, FetchError | asyncio.CancelledError) for one in gone)
