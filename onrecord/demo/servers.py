"""Real servers on loopback for the demonstration: the press's sites, a mail server, and an inbox for webhooks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as email_policy
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from onrecord.demo.press import Press

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Post:
    """One request that the inbox received."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Received:
    """Everything that arrived at the demonstration's recipients."""

    mails: list[EmailMessage] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def posts_to(self, path: str) -> list[Post]:
        """What came to one endpoint, in order."""
        return [post for post in self.posts if urlsplit(post.path).path.startswith(path)]


class _Site(BaseHTTPRequestHandler):
    """One outlet's web site."""

    press: Press
    outlet: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/robots.txt":
            self._answer(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif path == "/feed.xml":
            self._answer(self.press.feed(self.outlet, datetime.now(UTC)), "application/xml; charset=utf-8")
        elif page := self.press.page(self.outlet, path):
            self._answer(page, "text/html; charset=utf-8")
        else:
            self._answer(b"<h1>404 Not Found</h1>", "text/html", HTTPStatus.NOT_FOUND)

    def _answer(self, body: bytes, content_type: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """The demonstration prints its own account."""


class _Inbox(BaseHTTPRequestHandler):
    """Takes webhooks, and answers as Slack does."""

    received: Received
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.received.posts.append(Post(self.path, dict(self.headers), body))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """The demonstration prints its own account."""


class _Mailbox:
    """aiosmtpd handler that keeps every mail."""

    def __init__(self, received: Received) -> None:
        self._received = received

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        """Keep the mail and say yes."""
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        mail = message_from_bytes(content, policy=email_policy)
        self._received.mails.append(mail)
        return "250 OK"


def _serve(stack: ExitStack, handler: type[BaseHTTPRequestHandler]) -> str:
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    return f"http://{HOST}:{server.server_port}"


def _free_port() -> int:
    """A port nobody listens on: aiosmtpd cannot be asked to choose one."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Town:
    """The running servers.

    Attributes:
        press: what the outlets publish.
        bases: outlet id → base URL of its site.
        inbox: base URL of the webhook inbox.
        smtp_port: port of the mail server.
        received: what arrived so far.
    """

    press: Press
    bases: Mapping[str, str]
    inbox: str
    smtp_port: int
    received: Received


@contextmanager
def town() -> Iterator[Town]:
    """Start every server on a free port of loopback; stop them all at the end."""
    with ExitStack() as stack:
        received = Received()
        handlers: dict[str, type[_Site]] = {
            outlet: type(f"Site_{outlet}", (_Site,), {"outlet": outlet}) for outlet in Press.outlet_ids()
        }
        bases = {outlet: _serve(stack, handler) for outlet, handler in handlers.items()}
        press = Press(bases)
        for handler in handlers.values():
            handler.press = press
        inbox = _serve(stack, type("Inbox", (_Inbox,), {"received": received}))
        port = _free_port()
        mail = Controller(_Mailbox(received), hostname=HOST, port=port)
        mail.start()
        stack.callback(mail.stop)
        yield Town(press=press, bases=bases, inbox=inbox, smtp_port=port, received=received)
