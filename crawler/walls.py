"""Bot walls: answers that look like pages and are not."""

from __future__ import annotations

from collections.abc import Mapping

_LOOK_AT = 64 * 1024


def bot_wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The name of the bot wall that answered instead of the site, or None.

    Args:
        status: of the answer.
        headers: names in lower case.
        body: decompressed.
    """
    server = headers.get("server", "").lower()
    head = body[:_LOOK_AT].lower()
    if headers.get("cf-mitigated", "").lower() == "challenge" or b"/cdn-cgi/challenge-platform/h/" in head:
        return "Cloudflare"
    if status in {403, 429, 503} and server.startswith("ddos-guard"):
        return "DDoS-Guard"
    if b"__arcsjs" in head and server.startswith("arvan"):
        return "ArvanCloud"
    return None
