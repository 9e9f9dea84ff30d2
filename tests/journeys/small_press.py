"""A press of three articles on loopback, each with one new statement, and an inbox that counts what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
SAID = {
    "bridge": "The bridge will stay closed until the river has fallen",
    "mill": "Every mill in the valley shall grind for the villages first",
    "ferry": "No ferry leaves the northern pier while the search goes on",
}

CONFIG = """\
onrecord: {{ database: "sqlite:///{database}", workers: 1 }}
channels:
  - {{ id: inbox, kind: webhook, url: "json://{host}/inbox" }}
outlets:
  - id: valley
    name: Valley Post
    country: MT
    languages: [en]
    allow_private: true
    politeness: {{ delay: 0.01s, robots: false }}
    sources: [{{ kind: feed, url: "http://{host}/feed.xml", since: 2020-01-01T00:00:00Z }}]
groups:
  - {{ id: millers, name: Millers League, type: party }}
persons:
  - {{ id: orsini, name: Bruna Orsini, gender: f, roles: [{{ group: millers, title: chair }}] }}
watchlists:
  - {{ id: valley, name: The valley, groups: [millers], max_age: 3650d, routes: [{{ channel: inbox }}] }}
"""

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-03-0{day}T08:00:00+00:00"></head>
<body><article><h1>{title}</h1>
<p>The council of the Millers League met on Monday in the hall behind the old weir, and the meeting was long.</p>
<p>“{said},” said Bruna Orsini, who chairs the Millers League, when the doors opened again in the evening.</p>
<p>Some two hundred people had waited outside in the rain, and most of them went home without a word.</p>
</article></body></html>"""


@dataclass
class Inbox:
    """What came in, in order."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def _feed(host: str) -> str:
    items = "".join(
        f"<item><title>Statement on the {name}</title><link>http://{host}/{name}</link><guid>{name}</guid>"
        f"<pubDate>Sun, 0{day} Mar 2026 08:00:00 GMT</pubDate></item>"
        for day, name in enumerate(SAID, 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Post</title>{items}</channel></rss>'


class _Handler(BaseHTTPRequestHandler):
    inbox: Inbox

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        host = f"{HOST}:{self.server.server_port}"  # type: ignore[attr-defined]  # the base class types it too widely
        if name == "feed.xml":
            self._answer(_feed(host), "application/rss+xml")
        else:
            day = list(SAID).index(name) + 1
            self._answer(PAGE.format(title=f"Statement on the {name}", said=SAID[name], day=day), "text/html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.inbox.posts.append(json.loads(body))
        self.inbox.keys.append(self.headers["Idempotency-Key"])
        self._answer("ok", "text/plain")

    def _answer(self, body: str, content_type: str) -> None:
        encoded = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(encoded)))
        self.end_headers()
        self.wfile.write(encoded)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def small_press(folder: Path) -> Iterator[tuple[Path, Inbox]]:
    """Serve it; gives the path of a config that watches it, and the inbox."""
    inbox = Inbox()
    server = ThreadingHTTPServer((HOST, 0), type("Handler", (_Handler,), {"inbox": inbox}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    config = folder / "config.yaml"
    config.write_text(CONFIG.format(host=f"{HOST}:{server.server_port}", database=folder / "onrecord.db"), "utf-8")
    try:
        yield config, inbox
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
