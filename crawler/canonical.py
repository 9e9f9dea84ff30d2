"""The address that a page gives as its own, taken with suspicion.

Whoever can write a page can claim any address; and outlets whose templates are wrong claim the front page or a section
for all their articles, which would then be versions of one.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from onrecord.text import canonical_url, same_page, site


def believed(claimed: str, url: str) -> str:
    """The canonical address of a page: the claimed one if it may be true, else the one that it came from.

    Args:
        claimed: as the page writes it, perhaps relative; empty where it claims none.
        url: where the page came from.
    """
    own = known_as(url)
    try:
        target = canonical_url(urljoin(url, claimed)) if claimed else own
    except ValueError:
        return own
    return target if _may_be(target, own) else own


def known_as(url: str) -> str:
    """The canonical form of an address; what has none is known as it is written."""
    try:
        return canonical_url(url)
    except ValueError:
        return url


def _may_be(target: str, own: str) -> bool:
    """Whether an article at `own` may have the address `target`: of the same site, and no page above it."""
    there, here = urlsplit(target), urlsplit(own)
    if site(there.hostname or "") != site(here.hostname or "") or (not there.path.strip("/") and not there.query):
        return False
    if there.query:
        return True
    above, path = (urlsplit(f"//{same_page(each)}").path.rstrip("/") for each in (target, own))
    # What follows may be the number of one of its own pages.
    return not path.startswith(f"{above}/") or path[len(above) + 1 :].isdigit()
