"""How often a feed says that it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.hints import stated_interval

HOUR = timedelta(hours=1)
HOURLY = "<sy:updatePeriod> hourly </sy:updatePeriod>"


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("", None),
        ("<ttl>30</ttl>", HOUR / 2),
        ("<TTL> 30\n</TTL>", HOUR / 2),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999</ttl>", None),
        (HOURLY, HOUR),
        (f"{HOURLY}<sy:updateFrequency>4</sy:updateFrequency>", HOUR / 4),
        (f"{HOURLY}<sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        (HOURLY.replace("sy:", "syn:").replace("hourly", "Daily"), 24 * HOUR),
        (HOURLY.replace("hourly", "often"), None),
        (f"{HOURLY}<ttl>90</ttl>", HOUR),
    ],
)
def test_a_feed_says_how_long_to_wait(head: str, stated: timedelta | None) -> None:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{head}<item/></channel></rss>'
    assert stated_interval(body.encode()) == stated


def test_what_its_items_say_is_not_the_feeds() -> None:
    assert stated_interval(b"<rss><channel><item><ttl>5</ttl></item></channel></rss>") is None
