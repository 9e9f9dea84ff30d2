"""Slack's Web API on loopback, as far as a bot that posts needs it (docs.slack.dev: chat.postMessage)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "xoxb-1234-1234-abcdefabcdef"
LONGEST = 40_000


@dataclass(frozen=True)
class Posted:
    """A message in a channel. `thread` is the `ts` of the one that it answers, or empty."""

    ts: str
    channel: str
    text: str
    thread: str


@dataclass
class Workspace:
    """Channels and what is in them.

    Attributes:
        channels: the names of those that the bot was invited to.
        locked: the `ts` of messages that take no replies.
        limited: so many requests are answered "come back later", when there are `room` messages.
    """

    port: int = 0
    channels: frozenset[str] = frozenset({"desk"})
    locked: set[str] = field(default_factory=set)
    limited: int = 0
    room: int = 0
    posted: list[Posted] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Of a channel of ours that posts to #desk."""
        return f"onrecord-slack://127.0.0.1:{self.port}/{TOKEN}/desk"

    def remove(self, ts: str) -> None:
        """Somebody deletes a message."""
        self.posted = [one for one in self.posted if one.ts != ts]

    def answer(self, headers: Any, payload: dict[str, Any]) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Status, headers and body, as Slack's reference has them."""
        if headers["Authorization"] != f"Bearer {TOKEN}":
            return 200, {}, {"ok": False, "error": "invalid_auth"}
        if self.limited and len(self.posted) >= self.room:
            self.limited -= 1
            return 429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}
        error = self._error(payload)
        if error:
            return 200, {}, {"ok": False, "error": error}
        ts = f"{1764200000 + len(self.posted)}.{len(self.posted):06d}"
        self.posted.append(Posted(ts, payload["channel"], payload["text"], payload.get("thread_ts", "")))
        message = {"type": "message", "text": payload["text"], "ts": ts, "bot_id": "B1"}
        return 200, {}, {"ok": True, "channel": "C123ABC456", "ts": ts, "message": message}

    def _error(self, payload: dict[str, Any]) -> str:
        if payload.get("channel", "").lstrip("#") not in self.channels:
            return "channel_not_found"
        if not payload.get("text"):
            return "no_text"
        if len(payload["text"]) > LONGEST:
            return "msg_too_long"
        thread = payload.get("thread_ts")
        if thread in self.locked:
            return "cannot_reply_to_message"
        if thread and thread not in {one.ts for one in self.posted}:
            return "thread_not_found"
        return ""


@contextmanager
def slack(workspace: Workspace) -> Iterator[Workspace]:
    """Serve on loopback until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/api/chat.postMessage"
            status, headers, body = workspace.answer(self.headers, json.loads(content))
            said = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json; charset=utf-8"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    workspace.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield workspace
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
