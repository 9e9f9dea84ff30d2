"""Real servers on loopback for one test each."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Request:
    """One POST as received. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Endpoint:
    """An HTTP server that answers every POST alike and remembers it.

    Attributes:
        answers: (status, headers, body) for the first requests, one each; the last one for all that follow.
        silent: how many requests it answers before it takes them and never answers; None: it answers all.
    """

    port: int
    answers: list[tuple[int, dict[str, str], bytes]]
    silent: int | None
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """What the next request gets."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def http(
    status: int = 200, body: bytes = b"ok", *, silent: int | None = None, first: int | None = None, **headers: str
) -> Iterator[Endpoint]:
    """Serve on loopback. `first`: the status of the first answer only."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answers = [(status, named, body)]
    if first is not None:
        answers.insert(0, (first, named, b"no"))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            sent = {name.lower(): value for name, value in self.headers.items()}
            endpoint.requests.append(Request(self.path, sent, self.rfile.read(length)))
            if endpoint.silent is not None and len(endpoint.requests) > endpoint.silent:
                endpoint.released.wait(30)
                return
            code, extra, content = endpoint.answer()
            self.send_response(code)
            for name, value in extra.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint = Endpoint(server.server_address[1], answers, silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Mailbox:
    """What an SMTP server took, and how it answers."""

    port: int = 0
    refuse_recipient: str = ""
    refuse_data: str = ""
    envelopes: list[Envelope] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def recipient(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def data(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take or refuse the mail."""
        if self.refuse_data:
            return self.refuse_data
        self.envelopes.append(envelope)
        return "250 2.0.0 Ok: queued as 4F1B2C"

    def login(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        """Take one password only."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"correct-horse", handled=False)


@asynccontextmanager
async def smtp(box: Mailbox) -> AsyncIterator[Mailbox]:
    """Serve on loopback until the test ends."""
    loop = asyncio.get_running_loop()

    hooks = SimpleNamespace(handle_RCPT=box.recipient, handle_DATA=box.data)

    def protocol() -> SMTP:
        return SMTP(
            hooks,
            hostname="mail.test.example",
            loop=loop,
            authenticator=box.login,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@contextmanager
def nobody() -> Iterator[int]:
    """A port at which nobody answers: connections are refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@contextmanager
def deaf() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held.getsockname()[1]
