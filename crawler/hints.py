"""What a feed says of itself about how often it changes."""

from __future__ import annotations

import re
from datetime import timedelta

_HEAD = 1 << 16
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w+:)?updatePeriod>\s*(\w+)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(weeks=1),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}


def stated_interval(body: bytes) -> timedelta | None:
    """How long a feed says to wait between two polls; None where it does not say.

    Two ways of saying it are read: ``<ttl>`` (RSS 2.0, minutes) and ``<sy:updatePeriod>`` with ``<sy:updateFrequency>``
    (the syndication module: so many times a period). Of two the shorter counts.

    Args:
        body: as received, decompressed; what stands before the first item is looked at.
    """
    head = body[:_HEAD]
    first = _FIRST_ITEM.search(head)
    head = head[: first.start()] if first else head
    said = [wait for wait in (_ttl(head), _period(head)) if wait]
    return min(said, default=None)


def _ttl(head: bytes) -> timedelta | None:
    found = _TTL.search(head)
    return timedelta(minutes=int(found[1])) if found else None


def _period(head: bytes) -> timedelta | None:
    found = _PERIOD.search(head)
    period = _PERIODS.get(found[1].lower()) if found else None
    often = _FREQUENCY.search(head)
    return period / max(1, int(often[1]) if often else 1) if period else None
