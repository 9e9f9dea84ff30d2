"""Which addresses belong together: hosts of one site, addresses of one page."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from tld import get_fld

_DRESSES = {"www", "m", "mobile", "mobil", "touch", "wap", "amp"}
_FIRST = re.compile(r"^/(?:amp|m|mobile|print)(?=/[^/])", re.IGNORECASE)
_LAST = re.compile(r"(?<=[^/])/(?:amp|m|mobile|print)?$", re.IGNORECASE)
# What blogs add for small screens; as one parameter of several it may be a month.
_SMALL_SCREEN = {"m=0", "m=1"}


@lru_cache(maxsize=1 << 12)
def site(host: str) -> str:
    """The domain that somebody registered, of a host in lower case: "press.example" of "news.press.example".

    What many share, and register names under (a country's "co.uk", a platform for blogs), is nobody's domain. An
    address in numbers, and a name without dots, are their own.
    """
    if ":" in host or host.replace(".", "").isdigit():
        return host
    registered = get_fld(f"http://{host}", fail_silently=True, search_private=True)
    return registered or ".".join(host.split(".")[-2:])


@lru_cache(maxsize=1 << 14)
def same_page(url: str) -> str:
    """What all addresses of one page have in common: by it a page is told from others, not fetched.

    With and without encryption, "www.", a slash at the end; on the host or under the path for small screens, AMP or
    print: an outlet serves one article.

    Args:
        url: canonical. What is no web address comes back as it is.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return url
    path = parts.path
    while path != (bare := _LAST.sub("", _FIRST.sub("", path))):
        path = bare
    query = "" if parts.query in _SMALL_SCREEN else parts.query
    port = f":{parts.port}" if parts.port else ""
    return f"{_plain(parts.hostname)}{port}{path or '/'}" + (f"?{query}" if query else "")


def _plain(host: str) -> str:
    """A host, as addresses write it, without the names that outlets put before their own."""
    if ":" in host:
        return f"[{host}]"
    domain = site(host)
    while host != domain and host.partition(".")[0] in _DRESSES:
        host = host.partition(".")[2]
    return host
