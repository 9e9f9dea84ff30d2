"""A page that is only a program, shown by a real Chromium; and every way out that such a program may try.

    python -m benchmarks.render [CHROMIUM]

Needs the extra (`pip install onrecord[render]`) and a Chromium. The page lies on loopback; its program asks for its
text, and tries to reach the server past us: by pictures, frames, WebSockets, beacons, forms, prefetching, workers. The
command fails where its text is not read, or where one of these has reached the server.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web

from crawler import article
from crawler.fetch import Fetcher
from crawler.rendering import Renderer, browser
from onrecord.model import Outlet, Politeness

_AGENT = "onrecord/0.1 (benchmark)"
_SHELL = """<!doctype html><html lang="en"><head><title>Harbour Post</title><script src="/app.js"></script>
<link rel="dns-prefetch" href="/past/dns"><link rel="preconnect" href="/past/preconnect">
<link rel="prefetch" href="/past/prefetch"><link rel="stylesheet" href="/past/style"></head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>
<img src="/past/picture"><iframe src="/past/frame"></iframe><video src="/past/video"></video></body></html>"""
_PROGRAM = """
addEventListener("DOMContentLoaded", async () => {
  const ways = {
    websocket: () => new WebSocket("ws://" + location.host + "/past/websocket"),
    beacon: () => navigator.sendBeacon("/past/beacon", "x"),
    post: () => fetch("/past/post", {method: "POST", body: "x"}),
    events: () => new EventSource("/past/events"),
    worker: () => { const code = "new WebSocket('ws://" + location.host + "/past/worker')";
                    return new Worker(URL.createObjectURL(new Blob([code]))); },
    service: () => navigator.serviceWorker.register("/past/service"),
    window: () => window.open("/past/window"),
    form: () => { const form = document.createElement("form"); form.action = "/past/form"; form.target = "_blank";
                  document.body.append(form); form.submit(); },
    rtc: () => new RTCPeerConnection({iceServers: [{urls: "stun:" + location.host}]}).createDataChannel("x"),
  };
  for (const way of Object.values(ways)) { try { await way(); } catch (error) { } }
  const story = await (await fetch("/story.json")).json();
  document.title = story.title + " | Harbour Post";
  const told = story.paragraphs.map(text => "<p>" + text + "</p>").join("");
  document.getElementById("root").innerHTML = "<article><h1>" + story.title + "</h1>" + told + "</article>";
});
"""
_STORY = {
    "title": "Main quay to reopen",
    "paragraphs": [
        "The harbour authority said on Monday that the main quay would reopen before the end of the week.",
        "“We have waited long enough,” the authority's director, Mara Linden, told reporters at the gate.",
    ],
}


@asynccontextmanager
async def _press() -> AsyncIterator[tuple[str, list[str]]]:
    """The page's address, and what reaches the server."""
    reached: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        reached.append(f"{request.method} {request.path}")
        match request.path:
            case "/story":
                return web.Response(text=_SHELL, content_type="text/html")
            case "/app.js":
                return web.Response(text=_PROGRAM, content_type="text/javascript")
            case "/story.json":
                return web.json_response(_STORY)
            case _:
                return web.Response(status=404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/story", reached
    await runner.cleanup()


async def _run(program: str | None) -> bool:
    polite = Politeness(delay=timedelta(0), concurrency=4)
    outlet = Outlet("post", "Harbour Post", "", ("en",), allow_private=True, render=True, politeness=polite)
    fetcher, shown_by = Fetcher(_AGENT), browser(program, user_agent=_AGENT)
    await fetcher.start()
    async with _press() as (url, reached):
        try:
            renderer = Renderer(fetcher, shown_by)
            for turn in ("first page, with the browser's start", "second page"):
                began = time.monotonic()
                page = await renderer.get(url, outlet=outlet)
                print(f"{turn}: {time.monotonic() - began:.1f} s")
        finally:
            await shown_by.close()
            await fetcher.stop()
    found = article.extract(page, outlet=outlet, first_seen=datetime.now(UTC))
    print(f"\n{found.title}\n{found.text}\n")
    print("reached the server:", *sorted(set(reached)), sep="\n  ")
    return not any("/past/" in each for each in reached) and found.text == "\n".join(_STORY["paragraphs"])


def main(words: Sequence[str] | None = None) -> None:
    """Runs it."""
    given = sys.argv[1:] if words is None else words
    sys.exit(0 if asyncio.run(_run(given[0] if given else None)) else 1)


if __name__ == "__main__":
    main()
