"""Takes the pictures of messages in docs/img: ``python -m benchmarks.pictures [--chromium PATH] [--folder FOLDER]``.

What a mail program, and a chat that shows Slack's mark-up, make of the sample messages, in a headless Chromium (Debian:
``apt-get install chromium fonts-noto-core``), on a phone and on a desk, light and dark. Nothing is loaded.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import aiohttp
from markupsafe import escape

from alerts.forms import SLACK
from alerts.render import render, render_digest
from alerts.render.split import split
from onrecord.cli.samples import arabic_alert, sample_alert, sample_digest
from onrecord.model import Alert, Channel, Message, Step

NOW: Final = datetime(2026, 11, 22, 18, 16, tzinfo=UTC)
PHONE, DESK = 390, 860
_HEBREW: Final = "לא נחזור לעבודה ברציפים עד שכל 40 הנהגים יקבלו את שכרם"
_PORT: Final = re.compile(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a page, how wide it is shown, in which colours, and how much of it, from the top, is kept."""

    name: str
    page: str
    width: int
    scheme: Literal["light", "dark"]
    height: int = 4000


def pictures() -> list[Picture]:
    """All of them."""
    english, arabic = (Channel("mail", "email", None, code, "Asia/Beirut") for code in ("en", "ar"))
    slack = Channel("slack", "slack", None, "en", "Asia/Beirut")
    mail = render(sample_alert(NOW), english, now=NOW)
    digest = render_digest(sample_digest(NOW), english, now=NOW)
    arabic_mail = render(arabic_alert(NOW), arabic, now=NOW)
    return [
        Picture("mail-light", mail.body, PHONE, "light"),
        Picture("mail-dark", mail.body, PHONE, "dark"),
        Picture("mail-desk", mail.body, DESK, "light"),
        Picture("mail-arabic-dark", arabic_mail.body, PHONE, "dark"),
        Picture("mail-hebrew", render(_hebrew(), english, now=NOW).body, PHONE, "light"),
        Picture("digest-light", digest.body, PHONE, "light"),
        Picture("digest-arabic-dark", render_digest(sample_digest(NOW), arabic, now=NOW).body, PHONE, "dark"),
        Picture("slack-light", _chat(render(sample_alert(NOW), slack, now=NOW)), PHONE, "light"),
        Picture("slack-dark", _chat(render(sample_alert(NOW), slack, now=NOW)), DESK, "dark"),
    ]


def _hebrew() -> Alert:
    first = sample_alert(NOW)
    reason = (Step("cue", "“אמרה”"), Step("novelty", "nothing like it is known"))
    said = replace(first.told[0], words=_HEBREW, speaker="יעל הראל", surface="", cue="אמרה", capacity="", language="he")
    said = replace(said, reason=reason)
    about = replace(first.article, title="איגוד הסוארים: נשבות עד יום שישי", outlet_name="חדשות הנמל", language="he")
    return replace(first, group_name="איגוד הסוארים", told=(said,), article=about)


def _chat(message: Message) -> str:
    """Slack's mrkdwn as a chat shows it."""
    shown = "".join(f"<div class=m>{_mrkdwn(part)}</div>" for part in split(message.body, SLACK))
    return f"""<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width"><style>
    :root {{ color-scheme: light dark }}
    body {{ margin: 0; padding: 14px 16px; background: light-dark(#fff, #1a1d21); color: light-dark(#1d1c1d, #d1d2d3);
            font: 15px/1.47 Lato, 'Noto Sans', sans-serif; overflow-wrap: anywhere }}
    .n {{ font-weight: 900 }} .t {{ color: light-dark(#616061, #ababad); font-size: 12px; margin-left: 6px }}
    .m {{ margin: 2px 0 0 46px }}
    .a {{ float: left; width: 36px; height: 36px; border-radius: 8px; background: #2f6fde }}
    q {{ display: block; quotes: none; border-left: 4px solid light-dark(#ddd, #35373b); padding-left: 12px }}
    a {{ color: light-dark(#1264a3, #1d9bd1); text-decoration: none }}
    code {{ font: 12px monospace; color: light-dark(#c01343, #e8912d); border: 1px solid light-dark(#ddd, #35373b);
            border-radius: 3px; padding: 1px 3px }}
    p {{ margin: 0; unicode-bidi: plaintext; min-height: 8px }}</style>
    <div class=a></div><div class=m><span class=n>onrecord</span><span class=t>20:16</span></div>{shown}"""


def _mrkdwn(text: str) -> str:
    rows = []
    for row in text.split("\n"):
        quoted = row.startswith("> ")
        shown = str(escape(unescape(re.sub(r"<([^|>]*)\|([^>]*)>", "\x01\\1\x02\\2\x03", row.removeprefix("> ")))))
        for mark, tag in (("*", "b"), ("_", "i"), ("`", "code")):
            shown = re.sub(rf"(?<!\w){re.escape(mark)}(.+?){re.escape(mark)}(?!\w)", rf"<{tag}>\1</{tag}>", shown)
        shown = shown.replace("\x01", '<a href="').replace("\x02", '">').replace("\x03", "</a>")
        rows.append(f"<p>{f'<q>{shown}</q>' if quoted else shown}</p>")
    return "".join(rows)


async def take(browser: str, folder: Path) -> None:
    """Take all pictures.

    Raises:
        OSError: no such browser.
        TimeoutError: it does not answer.
    """
    async with _page(browser) as page:
        for picture in pictures():
            (folder / f"{picture.name}.webp").write_bytes(await _shot(page, picture))
            print(folder / f"{picture.name}.webp")


class _Page:
    """A page of the browser, spoken to by the DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._numbers = socket, count(1)

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            said = await self._socket.receive_json(timeout=30)
            if said.get("id") == number:
                return dict(said.get("result", {}))


async def _shot(page: _Page, picture: Picture) -> bytes:
    size = {"width": picture.width, "deviceScaleFactor": 1.25, "mobile": picture.width == PHONE}
    scheme = [{"name": "prefers-color-scheme", "value": picture.scheme}]
    await page.do("Emulation.setDeviceMetricsOverride", height=10, **size)
    await page.do("Emulation.setEmulatedMedia", features=scheme)
    frame = (await page.do("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    await page.do("Page.setDocumentContent", frameId=frame, html=picture.page)
    await page.do("Runtime.evaluate", expression="document.fonts.ready", awaitPromise=True)
    content = (await page.do("Page.getLayoutMetrics"))["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": picture.width, "height": min(content["height"], picture.height), "scale": 1}
    shot = await page.do("Page.captureScreenshot", format="webp", quality=70, captureBeyondViewport=True, clip=clip)
    return base64.b64decode(shot["data"])


@asynccontextmanager
async def _page(browser: str) -> AsyncIterator[_Page]:
    """A page of a browser of our own, that can reach nothing."""
    with TemporaryDirectory() as profile:
        options = ("--headless", "--no-sandbox", "--remote-debugging-port=0", "--proxy-server=127.0.0.1:9")
        running = await asyncio.create_subprocess_exec(
            browser, *options, f"--user-data-dir={profile}", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        try:
            async with aiohttp.ClientSession() as session:
                base = f"http://127.0.0.1:{await asyncio.wait_for(_port(running), 60)}"
                async with session.get(f"{base}/json/list") as answer:
                    target = next(each for each in await answer.json() if each["type"] == "page")
                async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    yield _Page(socket)
        finally:
            running.terminate()
            await running.wait()


async def _port(running: asyncio.subprocess.Process) -> int:
    if running.stderr is None:
        raise OSError("no standard error to read the port from")
    async for row in running.stderr:
        if found := _PORT.search(row.decode("utf-8", "replace")):
            return int(found[1])
    raise OSError("the browser ended without a port")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__.split("\n")[0])
    parser.add_argument("--chromium", default="chromium", help="the browser")
    parser.add_argument("--folder", type=Path, default=Path("docs/img"), help="where the pictures go")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(chosen.chromium, chosen.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
