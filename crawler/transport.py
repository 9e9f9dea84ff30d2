"""One HTTP exchange: the download handler that Scrapy calls."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING

import aiohttp
import yarl
from scrapy.core.downloader import Slot
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response

from crawler import lenient
from crawler.addresses import ForbiddenAddressError, Resolver, is_public, literal
from onrecord.errors import Blocked, BrokenOff, FetchError, TooLarge, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Request
    from scrapy.crawler import Crawler

PRIVATE = "onrecord_allow_private"
_CONNECT_SECONDS = 10.0
_LOOK_UPS = 32
_LENIENT_AT_ONCE = 8
_MOST_ODD = 1000
_BROKEN = "the connection broke before the answer was complete"


class Transport(BaseDownloadHandler):
    """Sends a request with aiohttp and reads the answer up to the size limit. Raises typed FetchErrors.

    Why not the handler that Scrapy brings: this one refuses addresses that are not public at the moment of
    connecting, keeps connections of outlets that may use private addresses apart from all others, and tells a name
    that does not exist from a refused connection, a wrong certificate and a time-out. A host whose answer keeps to no
    standard is read as browsers read it (`crawler.lenient`) from then on.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._resolvers = ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="resolve")
        self._readers = ThreadPoolExecutor(_LENIENT_AT_ONCE, thread_name_prefix="lenient")
        self._odd: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        """The answer to one request, redirects not followed, body not decompressed.

        Raises:
            Unreachable: no connection, broken connection, wrong certificate, or no complete answer in time;
                `StaleConnection` where it may be nobody's fault, `OddAnswer` where another way of reading may help.
            Blocked: the host is a private address.
            TooLarge: the body is over DOWNLOAD_MAXSIZE.
        """
        private = bool(request.meta.get(PRIVATE))
        url = yarl.URL(request.url, encoded=True)
        address = literal(url.host or "")
        if address and not private and not is_public(address):
            raise Blocked(request.url, f"{address} is not a public address")
        exchange = _Exchange(self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", "")))
        if exchange.slot is not None and request not in exchange.slot.active:
            raise Unreachable(request.url, "given up before its turn came")
        try:
            if url.authority in self._odd:
                return await self._forgiving(request, url, Resolver(self._resolvers, private=private), exchange)
            return await self._exchanged(request, url, self._session(private), exchange)
        except TimeoutError as error:
            raise Unreachable(request.url, f"no complete answer within {self._timeout:g} seconds") from error
        except _BrokenError as error:
            raise (StaleConnection if exchange.kept else BrokenOff)(request.url, _BROKEN) from error
        except aiohttp.ClientResponseError as error:
            self._remember_odd(url.authority)
            raise OddAnswer(request.url, _named(request.url, error).cause) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _named(request.url, error) from error

    def _remember_odd(self, host: str) -> None:
        if len(self._odd) >= _MOST_ODD:
            self._odd.clear()
        self._odd.add(host)

    async def _exchanged(
        self, request: Request, url: yarl.URL, session: aiohttp.ClientSession, exchange: _Exchange
    ) -> Response:
        headers = request.headers.to_tuple_list()
        async with session.get(url, headers=headers, allow_redirects=False, trace_request_ctx=exchange) as answer:
            declared = answer.content_length
            if declared is not None and declared > self._limit:
                raise TooLarge(request.url, f"{declared:,} bytes announced, the limit is {self._limit:,}")
            body = bytearray()
            try:
                async for chunk in answer.content.iter_any():
                    body += chunk
                    if len(body) > self._limit:
                        raise TooLarge(request.url, f"more than {self._limit:,} bytes")
            except aiohttp.ClientPayloadError:
                if not lenient.looks_whole(body):
                    raise
            # A plain Response: guessing its type or encoding is work that nobody asks for.
            return Response(request.url, answer.status, _headers(answer.raw_headers), bytes(body))

    async def _forgiving(self, request: Request, url: yarl.URL, resolver: Resolver, exchange: _Exchange) -> Response:
        exchange.count_gap()
        try:
            answer = await lenient.exchange(
                url,
                request.headers.to_tuple_list(),
                resolver=resolver,
                tls=_tls_context(),
                pool=self._readers,
                seconds=self._timeout,
                limit=self._limit,
            )
        except lenient.EndlessError as error:
            raise TooLarge(request.url, f"more than {self._limit:,} bytes") from error
        finally:
            exchange.count_gap()
        if not answer.whole and not lenient.looks_whole(answer.body):
            raise BrokenOff(request.url, _BROKEN)
        raw = ((name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers)
        return Response(request.url, answer.status, _headers(raw), answer.body)

    def _session(self, private: bool) -> aiohttp.ClientSession:
        if private not in self._sessions:
            pace = aiohttp.TraceConfig()
            pace.on_connection_reuseconn.append(_on_a_kept_connection)
            pace.on_request_headers_sent.append(_count_gap_from_sending)
            pace.on_request_end.append(_count_gap_from_answer)
            pace.on_request_exception.append(_count_gap_from_answer)
            self._sessions[private] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0,
                    resolver=Resolver(self._resolvers, private=private),
                    ssl=_tls_context(),
                    # One look-up is good for one connection only: see Resolver.
                    use_dns_cache=False,
                ),
                timeout=aiohttp.ClientTimeout(total=self._timeout, sock_connect=min(_CONNECT_SECONDS, self._timeout)),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                trace_configs=[pace],
                middlewares=(_sent_once,),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )
        return self._sessions[private]

    async def close(self) -> None:
        """Closes all connections."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()
        for pool in (self._resolvers, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)
        # aiohttp closes transports in the next turn of the loop.
        await asyncio.sleep(0)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers as they came: they may hold bytes of any encoding."""
    return Headers([(name.decode("latin-1"), value) for name, value in raw])


@cache
def _tls_context() -> ssl.SSLContext:
    """Certificates verified against the system's authorities, which takes a while to load."""
    return ssl.create_default_context()


class StaleConnection(BrokenOff):
    """A connection that was kept open broke when it was used again: as a rule the host had just closed it."""


class OddAnswer(StaleConnection):
    """An answer that keeps to no standard. Asked again, in its turn, the host is read as browsers read it."""


class _BrokenError(Exception):
    """The connection broke while an answer was awaited; its cause is aiohttp's own error."""


@dataclass(slots=True)
class _Exchange:
    """What aiohttp's tracing tells of one exchange.

    Attributes:
        slot: the host's, or None when Scrapy has none.
        kept: whether the connection had been used before.
    """

    slot: Slot | None
    kept: bool = False

    def count_gap(self) -> None:
        """Counts the host's delay from now."""
        if self.slot is not None:
            self.slot.lastseen = time.monotonic()


async def _sent_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keeps aiohttp from sending a request again when its connection breaks.

    It would do so at once, whatever the host's delay; `Manners` asks again when the host's turn comes.
    """
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _BrokenError from error


async def _on_a_kept_connection(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
    context.trace_request_ctx.kept = True


async def _count_gap_from_sending(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
    """Counts the host's delay from the moment its request left.

    Scrapy counts from when it took the request out of the queue; the time that a first connection takes would then be
    missing from the gap that the host sees.
    """
    context.trace_request_ctx.count_gap()


async def _count_gap_from_answer(session: aiohttp.ClientSession, context: SimpleNamespace, params: object) -> None:
    """Counts it from the answer, where a host is asked one thing at a time.

    However long a request was on its way or lay in a busy host's queue, it had come before its answer left: so the gap
    holds where the host counts it.
    """
    slot = context.trace_request_ctx.slot
    if slot is not None and slot.concurrency == 1:
        await _count_gap_from_sending(session, context, params)


def _named(url: str, error: Exception) -> FetchError:
    """A failed exchange as a typed error with a short cause, in words for the operator."""
    for each in (error, error.__cause__):
        if isinstance(each, ForbiddenAddressError):
            return Blocked(url, str(each))
    match error:
        case aiohttp.ClientConnectorDNSError():
            cause = f"no address found for {error.host}"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError():
            cause = f"TLS: {_tls(error)}"
        case aiohttp.ClientConnectorError():
            cause = f"no connection: {_reason(error.os_error)}"
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | aiohttp.ClientPayloadError():
            return BrokenOff(url, _BROKEN)
        case ConnectionResetError() | BrokenPipeError():
            return BrokenOff(url, _BROKEN)
        case aiohttp.ClientResponseError():
            # The parser shows what it stumbled over below its own words: that is a stranger's text.
            said = error.message.partition("\n")[0] or HTTPStatus(error.status or 400).phrase
            cause = f"not an HTTP answer ({said})"
        case _:
            cause = _on_our_own_socket(error)
    return Unreachable(url, cause)


def _on_our_own_socket(error: Exception) -> str:
    match error:
        case lenient.NoAnswerError():
            return f"not an HTTP answer ({error})"
        case ssl.SSLError():
            return f"TLS: {_tls(error)}"
        case OSError():
            return f"no connection: {_reason(error)}"
        case _:
            return f"not an address that can be asked ({type(error).__name__})"


def _tls(error: aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError | ssl.SSLError) -> str:
    inner: Exception = error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        inner = error.certificate_error
    elif isinstance(error, aiohttp.ClientConnectorSSLError):
        inner = error.os_error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"the certificate is not valid ({inner.verify_message})"
    reason = getattr(inner, "reason", None) or str(inner)
    return str(reason).lower().replace("_", " ")


def _reason(error: OSError) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, socket.gaierror):
        return "no address found"
    return (error.strerror or str(error) or type(error).__name__).lower()
