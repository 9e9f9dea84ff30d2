"""One address for one page: canonical URLs.

Most of the work is url-normalize's (case, IDN, default port, dot segments, percent-encoding). Ours is cleaning what
feeds and people paste, and the list of parameters that only count clicks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from url_normalize import url_normalize

# Parameters that tell an outlet where a reader came from and never which page it is.
_TRACKING = re.compile(
    r"""(?ix) ^(?:
        utm_.* | mtm_.* | pk_(?:campaign|kwd|source|medium|content|cid) | matomo_.* | hsa_.* | _hs(?:enc|mi) | vero_.*
      | at_(?:medium|campaign|link_.*|bbc_team|format|ptr_name|custom\d) | ns_(?:campaign|source|mchannel|linkname|fee)
      | fbclid | gclid | gclsrc | gbraid | wbraid | dclid | msclkid | yclid | ysclid | twclid | ttclid | igshid | igsh
      | li_fat_id | mc_[ce]id | oly_(?:anon|enc)_id | s_cid | cmpid | ocid | wt\.mc_id | mkt_tok | _ga | _gl
      | __twitter_impression | ito | ftag | guccounter | guce_referrer(?:_sig)? | smid | smtyp | xtor | spm
      | sharetype | share_?source | rss_?id
    )$"""
)
# Parameters and ends of paths that ask for a page's other dress: AMP, for print, for small screens.
_DRESS = re.compile(
    r"(?ix) ^(?: (?:amp|print|printable|printpage|mobile)(?:=(?:1|y|yes|true)?)?"
    r" | (?:output(?:type)?|view|mode|format|layout|type)=(?:amp|print|printable|mobile) )$"
)
_DRESSED_PATH = re.compile(r"(?i)(?<=[^/])/(?:amp|print)/?$|(?<=[^/])\.amp(?=(?:\.html?)?$)|^/amp(?=/.)")
# Pages that others keep a copy of: https://HOST/c/s/press.example/story and https://HOST/amp/s/press.example/story.
_COPIED = re.compile(
    r"(?i)^https?://(?:[\w-]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]+/amp)/(?P<tls>s/)?(?P<rest>.+)$"
)
# What is left over when an address was cut out of running text.
_LEADING_JUNK = "<(\"'“‘«[ "
_NOT_IN_HOST = re.compile(r"[\s<>\"\\^`{|}%]")
_TRAILING_JUNK = ">\"'”’»].,;:!?&،؛ "


# A feed shows the same links at every poll.
@lru_cache(maxsize=1 << 14)
def canonical_url(url: str, base: str = "") -> str:
    """The address under which a page is known, however it was linked.

    Lower-case scheme and host, Punycode for international hosts, no default port, no user name, no fragment, no dot
    segments, one way of percent-encoding, parameters in order and without those that only track readers. AMP and print
    versions have the address of the page itself. Host, path, other parameters and ``http`` or ``https`` stay: they can
    mean another page.

    Args:
        url: absolute, or relative to `base`; white space and stray punctuation around it are forgiven.
        base: where the link was found.

    Raises:
        ValueError: not an address of a page on the web; the message says why.
    """
    shown = url if len(url) <= 200 else f"{url[:200]}…"
    cleaned = unescape(re.sub(r"[\t\r\n]", "", url)).strip()
    cleaned = _without_trailing_junk(cleaned.lstrip(_LEADING_JUNK))
    if not cleaned:
        raise ValueError(f"not a URL: {shown!r} is empty")
    try:
        parts = urlsplit(_original(urljoin(base, cleaned) if base else cleaned))
        plain = urlunsplit((parts.scheme, _host(parts), parts.path or "/", _query(parts.query), ""))
        address, _, query = (url_normalize(plain) or plain).partition("?")
        return _settled(_undressed(address), _query(query))
    except ValueError as error:
        raise ValueError(f"not a URL: {shown!r}: {error}") from error


def _settled(address: str, query: str) -> str:
    """The address with its query, once neither junk at the end nor another order of the parameters is left."""
    while True:
        whole = _without_trailing_junk(f"{address}?{query}")
        left = _query(whole.partition("?")[2])
        if left == query:
            return whole
        query = left


def _host(parts: SplitResult) -> str:
    """Host and port without user name and password.

    Raises:
        ValueError: the address is not one of the web.
    """
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it must begin with http:// or https://, or be relative to a page")
    host = parts.hostname
    if not host:
        raise ValueError("it names no host")
    if _NOT_IN_HOST.search(host):
        raise ValueError("its host holds a character that no host has")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port is None else f"{host}:{parts.port}"


def _without_trailing_junk(url: str) -> str:
    stripped = url.rstrip(_TRAILING_JUNK)
    while stripped.endswith(")") and stripped.count(")") > stripped.count("("):
        stripped = stripped[:-1].rstrip(_TRAILING_JUNK)
    return stripped


def _original(url: str) -> str:
    """The address of a page that somebody's AMP cache shows."""
    copied = _COPIED.match(url)
    return f"http{'s' if copied['tls'] else ''}://{copied['rest']}" if copied else url


def _undressed(address: str) -> str:
    """The address without what asks for AMP or print."""
    scheme, host, path, *_ = urlsplit(address)
    while path != (bare := _DRESSED_PATH.sub("", path) or "/"):
        path = bare
    return urlunsplit((scheme, host, path, "", ""))


def _query(query: str) -> str:
    """The parameters as they are written, in order, without those that track."""
    kept = (
        pair
        for pair in query.split("&")
        if pair and not _TRACKING.match(unquote_plus(pair.split("=", 1)[0])) and not _DRESS.match(pair)
    )
    return "&".join(sorted(kept))
