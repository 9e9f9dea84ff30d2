"""One HTTP exchange with a server that keeps to no standard, read as browsers read it.

Lengths that are wrong, given twice or with chunks, lines among the headers that are none: aiohttp takes such an answer
for an attack, which it may be where connections are shared. Here each exchange has a connection of its own, and what
follows the answer is never read. Python's http.client forgives what browsers forgive.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import io
import re
import socket
import ssl
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any

import yarl

from crawler.addresses import Resolver, literal

_AT_ONCE = 1 << 16
_MORE_SECONDS = 1.0
_MOST_LINES = 1000
_HEADER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*:")
_ENDS = (b"</html>", b"</rss>", b"</feed>", b"</rdf:rdf>", b"</urlset>", b"</sitemapindex>")

Headers = Sequence[tuple[str, str]]


class EndlessError(ValueError):
    """The body is over the limit."""


class NoAnswerError(ValueError):
    """What came back is no HTTP answer, however forgiving one is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the body not decompressed; `whole` is False where the connection ended before it was complete."""

    status: int
    headers: Headers
    body: bytes
    whole: bool


class _Lines(io.BufferedReader):
    """What came back, without lines among its headers that are none; http.client would take them for the end."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw)
        self._read, self._in_head = 0, True

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line; of the head, the next that may stand there."""
        while True:
            line = super().readline(size)
            self._read += 1
            self._in_head = self._in_head and bool(line.strip()) and self._read < _MOST_LINES
            if not self._in_head or self._read == 1 or _HEADER.match(line):
                return line


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = _Lines(self.fp.detach())


def looks_whole(body: bytes | bytearray) -> bool:
    """Whether a body that ended before its announced length is a document with its end all the same."""
    return body[-_AT_ONCE:].rstrip().lower().endswith(_ENDS)


async def exchange(
    url: yarl.URL,
    headers: Headers,
    *,
    resolver: Resolver,
    tls: ssl.SSLContext,
    pool: Executor,
    seconds: float,
    limit: int,
) -> Answer:
    """The answer to a GET request.

    Args:
        url: http or https.
        headers: to be sent; Host and Connection are added.
        resolver: which addresses it may lead to.
        tls: how certificates are judged.
        pool: threads to read in.
        seconds: for the whole exchange.
        limit: of the body, in bytes.

    Raises:
        TimeoutError: it took longer.
        EndlessError: the body is over the limit.
        OSError: no connection, or a broken one; `ForbiddenAddressError` for an address that is not public.
        NoAnswerError: it is no HTTP answer, however forgiving one is.
    """
    async with asyncio.timeout(seconds):
        connection = await _connect(url, resolver)
        # The socket's twin ends the connection even while TLS has hold of the socket in its thread.
        with contextlib.closing(connection), contextlib.closing(connection.dup()) as twin:
            reading = asyncio.get_running_loop().run_in_executor(
                pool, partial(_ask, url, headers, connection, tls, seconds, limit)
            )
            try:
                return await reading
            finally:
                with contextlib.suppress(OSError):
                    twin.shutdown(socket.SHUT_RDWR)


async def _connect(url: yarl.URL, resolver: Resolver) -> socket.socket:
    host, port = url.raw_host or "", url.port or 80
    address = literal(host)
    found = [address] if address else [each["host"] for each in await resolver.resolve(host, port)]
    failed: OSError | None = None
    for each in found:
        connection = socket.socket(socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(connection, (each, port))
        except OSError as error:
            connection.close()
            failed = error
        except asyncio.CancelledError:
            connection.close()
            raise
        else:
            return connection
    raise failed or OSError(f"{host} has no address")


def _ask(
    url: yarl.URL, headers: Headers, connection: socket.socket, tls: ssl.SSLContext, seconds: float, limit: int
) -> Answer:
    connection.settimeout(seconds)
    host = url.raw_host or ""
    stream = tls.wrap_socket(connection, server_hostname=host) if url.scheme == "https" else connection
    with contextlib.closing(http.client.HTTPConnection(host)) as client:
        client.sock, client.response_class = stream, _Response
        try:
            client.putrequest("GET", url.raw_path_qs, skip_host=True, skip_accept_encoding=True)
            for name, value in (("Host", url.host_port_subcomponent or host), *headers, ("Connection", "close")):
                client.putheader(name, value)
            client.endheaders()
            with contextlib.closing(client.getresponse()) as answer:
                return _read(answer, stream, limit)
        except http.client.HTTPException as error:
            raise NoAnswerError(type(error).__name__) from error


def _read(answer: http.client.HTTPResponse, connection: socket.socket, limit: int) -> Answer:
    """The body up to its announced length, or beyond where that cuts it off: some count characters, not bytes."""
    announced, answer.length = answer.length, None
    body, whole = bytearray(), True
    try:
        while piece := answer.read1(_AT_ONCE):
            body += piece
            if len(body) > limit:
                raise EndlessError
            if announced is not None and len(body) >= announced:
                if looks_whole(body[:announced]):
                    break
                connection.settimeout(_MORE_SECONDS)
    except TimeoutError:
        # What was announced is there, and the server goes on with nothing.
        if announced is None or len(body) < announced:
            raise
    except http.client.IncompleteRead:
        whole = False
    if announced is not None:
        whole = len(body) >= announced
        if not looks_whole(body):
            del body[announced:]
    return Answer(answer.status, answer.getheaders(), bytes(body), whole)
