"""What `Fetcher.get` gives and raises, against a real server."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from crawler.fetch import Fetcher
from onrecord.errors import Blocked, FetchError, RateLimited, Refused, RobotsDisallowed, TooLarge, Unreachable
from onrecord.model import Outlet, Politeness

Site = Any  # the fixture's class lives in conftest, which is no module to import from


def hasty(outlet: Outlet, **changes: Any) -> Outlet:
    return replace(outlet, politeness=replace(outlet.politeness, **changes))


async def test_a_page_comes_back_whole(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "سلام", Content_Type="text/html; charset=utf-8", ETag='"1"')
    before = datetime.now(UTC)
    page = await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert (page.status, page.body.decode()) == (200, "سلام")
    assert page.url == page.requested_url == f"{site.base}/a"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["etag"] == '"1"'
    assert before <= page.fetched_at <= datetime.now(UTC)


async def test_we_say_who_we_are_and_what_we_read(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "x")
    await fetcher.get(f"{site.base}/a", outlet=outlet)
    sent = site.seen[-1].headers
    assert sent["User-Agent"] == site.seen[0].headers["User-Agent"] == "onrecord/0.1 (tests)"
    assert sent["Accept-Language"] == "en, ar, *;q=0.5"
    assert "gzip" in sent["Accept-Encoding"]
    assert "Cookie" not in sent


async def test_no_cookie_is_sent_back(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "x", Set_Cookie="id=1")
    await fetcher.get(f"{site.base}/a", outlet=outlet)
    await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert "Cookie" not in site.seen[-1].headers


async def test_a_known_copy_is_asked_for_conditionally(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"7"' and "If-Modified-Since" in request.headers
        return web.Response(status=304, headers={"ETag": '"7"'}) if known else web.Response(text="new")

    site.answers["/feed"] = answer
    when = "Mon, 02 Nov 2026 10:00:00 GMT"
    page = await fetcher.get(f"{site.base}/feed", outlet=outlet, etag='"7"', last_modified=when)
    assert (page.status, page.body) == (304, b"")
    assert "If-None-Match" not in site.seen[0].headers  # robots.txt was asked for as a whole


@pytest.mark.parametrize("status", [300, 305, 400, 403, 404, 410, 500, 502, 503])
async def test_a_status_that_is_no_success_is_refused(
    status: int, site: Site, fetcher: Fetcher, outlet: Outlet
) -> None:
    site.says("/a", "no", status)
    with pytest.raises(Refused) as raised:
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert raised.value.status == status
    assert str(status) in str(raised.value)


async def test_too_many_requests_holds_the_whole_host(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "slow down", 429, Retry_After="120")
    site.says("/b", "fine")
    with pytest.raises(RateLimited) as first:
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert first.value.retry_after == timedelta(seconds=120)
    with pytest.raises(RateLimited) as second:
        await fetcher.get(f"{site.base}/b", outlet=outlet)
    assert second.value.retry_after is not None
    assert timedelta(seconds=110) < second.value.retry_after <= timedelta(seconds=120)
    assert site.paths() == ["/a"]


async def test_a_busy_server_may_give_a_date_to_come_back(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    site.says("/a", "busy", 503, Retry_After=format_datetime(later, usegmt=True))
    with pytest.raises(RateLimited) as raised:
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert raised.value.retry_after is not None
    assert timedelta(minutes=59) < raised.value.retry_after <= timedelta(hours=1)


@pytest.mark.parametrize("nonsense", ["soon", "-5", "Mon, 99 Foo", "१२"])
async def test_a_retry_after_that_says_nothing_holds_nothing(
    nonsense: str, site: Site, fetcher: Fetcher, outlet: Outlet
) -> None:
    async def answer(_: web.Request) -> web.Response:
        response = web.Response(status=429)
        response.headers["Retry-After"] = nonsense
        return response

    site.answers["/a"] = answer
    site.says("/b", "fine")
    with pytest.raises(RateLimited) as raised:
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert raised.value.retry_after is None
    assert (await fetcher.get(f"{site.base}/b", outlet=outlet)).status == 200


async def test_a_host_never_holds_us_longer_than_a_day(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "", 429, Retry_After="99999999999999999999")
    with pytest.raises(RateLimited) as raised:
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert raised.value.retry_after == timedelta(days=1)


async def test_redirects_are_followed(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/old", "", 301, Location="/new?x=1")
    site.says("/new", "here")
    page = await fetcher.get(f"{site.base}/old", outlet=outlet)
    assert (page.body, page.url, page.requested_url) == (b"here", f"{site.base}/new?x=1", f"{site.base}/old")


async def test_a_circle_of_redirects_ends(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "", 302, Location="/b")
    site.says("/b", "", 302, Location="/a")
    with pytest.raises(Refused, match="more than 5 redirects"):
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert len(site.paths()) == 6


@pytest.mark.parametrize("target", ["file:///etc/hosts", "javascript:alert(1)", "http://[::1", "ftp://x/y"])
async def test_a_redirect_out_of_the_web_is_blocked(target: str, site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "", 302, Location=target)
    with pytest.raises(Blocked):
        await fetcher.get(f"{site.base}/a", outlet=outlet)


async def test_private_addresses_are_refused_unless_allowed(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "secret")
    public = replace(outlet, allow_private=False)
    port = site.base.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"):
        with pytest.raises(Blocked, match="not a public address"):
            await fetcher.get(f"http://{host}:{port}/a", outlet=public)
    for odd in ("127.1", "2130706433", "0x7f000001", "0177.0.0.1"):
        with pytest.raises(FetchError):
            await fetcher.get(f"http://{odd}:{port}/a", outlet=public)
    assert site.seen == []


async def test_a_kept_connection_of_a_trusted_outlet_does_not_serve_others(
    site: Site, fetcher: Fetcher, outlet: Outlet
) -> None:
    site.says("/a", "secret")
    port = site.base.rpartition(":")[2]
    await fetcher.get(f"http://localhost:{port}/a", outlet=outlet)
    with pytest.raises(Blocked):
        await fetcher.get(
            f"http://localhost:{port}/a", outlet=hasty(replace(outlet, allow_private=False), robots=False)
        )


async def test_a_redirect_to_a_private_address_is_refused(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first hop passes for public, as the server of an outlet would; the second is an address of ours.
    monkeypatch.setattr("crawler.addresses.is_public", lambda address: True)
    port = site.base.rpartition(":")[2]
    site.says("/a", "", 302, Location=f"http://127.0.0.1:{port}/b")
    site.says("/b", "secret")
    public = hasty(replace(outlet, allow_private=False), robots=False)
    with pytest.raises(Blocked, match="not a public address"):
        await fetcher.get(f"http://localhost:{port}/a", outlet=public)
    assert site.paths() == ["/a"]


async def test_a_name_that_turns_private_is_refused(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DNS rebinding: public at the first look-up, private at the second.
    verdicts = iter([True, False, False])
    monkeypatch.setattr("crawler.addresses.is_public", lambda address: next(verdicts))
    port = site.base.rpartition(":")[2]
    site.says("/a", "", 302, Location="/b", Connection="close")
    site.says("/b", "secret")
    public = hasty(replace(outlet, allow_private=False), robots=False)
    with pytest.raises(Blocked, match="not a public address"):
        await fetcher.get(f"http://localhost:{port}/a", outlet=public)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("url", ["ftp://x/y", "file:///etc/hosts", "x", "", "http://", "http:///a", "//host/a"])
async def test_what_is_no_web_address_is_blocked(url: str, fetcher: Fetcher, outlet: Outlet) -> None:
    with pytest.raises(Blocked, match="not a web address"):
        await fetcher.get(url, outlet=outlet)


@pytest.mark.parametrize("url", ["http://[::1/", "http://a b/", "http://x:99999999/", "http://x:abc/"])
async def test_a_broken_address_is_unreachable(url: str, fetcher: Fetcher, outlet: Outlet) -> None:
    with pytest.raises(Unreachable):
        await fetcher.get(url, outlet=outlet)


async def test_a_host_that_does_not_exist_is_unreachable(fetcher: Fetcher, outlet: Outlet) -> None:
    with pytest.raises(Unreachable, match=r"no address found for press\.invalid"):
        await fetcher.get("http://press.invalid/", outlet=outlet)


async def test_a_closed_port_is_unreachable(fetcher: Fetcher, outlet: Outlet) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable, match="refused"):
        await fetcher.get(f"http://127.0.0.1:{port}/", outlet=outlet)


async def test_a_server_that_hangs_is_unreachable_and_holds_nobody_up(site: Site, outlet: Outlet) -> None:
    released = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    site.answers["/slow"] = hang
    site.says("/quick", "x")
    fetcher = Fetcher("onrecord/0.1", timeout=0.5)
    await fetcher.start()
    slow = asyncio.create_task(fetcher.get(f"{site.base}/slow", outlet=outlet))
    port = site.base.rpartition(":")[2]
    assert (await fetcher.get(f"http://localhost:{port}/quick", outlet=outlet)).body == b"x"
    assert not slow.done()
    with pytest.raises(Unreachable, match=r"no complete answer within 0\.5 seconds"):
        await slow
    released.set()
    await fetcher.stop()


class Breaking:
    """A server that breaks the connections of some requests, by their number, instead of answering.

    Attributes:
        asked: when, on the monotonic clock.
    """

    def __init__(self, *broken: int) -> None:
        self.broken, self.asked = broken, list[float]()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(time.monotonic())
                if len(self.asked) - 1 in self.broken:
                    break
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        writer.close()


async def test_a_broken_request_is_not_sent_again_by_itself(fetcher: Fetcher, outlet: Outlet) -> None:
    site = Breaking(0)
    async with await asyncio.start_server(site.serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        with pytest.raises(Unreachable, match="broke"):
            await fetcher.get(url, outlet=hasty(outlet, robots=False))
    assert len(site.asked) == 1


@pytest.mark.parametrize(("broken", "asked"), [((1,), 3), ((1, 2), 3)])
async def test_a_kept_connection_that_broke_is_replaced_once_after_the_gap(
    broken: tuple[int, ...], asked: int, fetcher: Fetcher, outlet: Outlet
) -> None:
    site = Breaking(*broken)
    patient = hasty(outlet, delay=timedelta(seconds=0.1), concurrency=1, robots=False)
    async with await asyncio.start_server(site.serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        await fetcher.get(url, outlet=patient)
        again = fetcher.get(url, outlet=patient)
        if len(broken) == 1:
            assert (await again).body == b"x"
        else:
            with pytest.raises(Unreachable, match="broke"):
                await again
    assert len(site.asked) == asked
    assert min(later - earlier for earlier, later in pairwise(site.asked)) >= 0.1


async def raw_server(answer: bytes) -> tuple[asyncio.Server, str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broke"),
        (b"SSH-2.0-OpenSSH_9.0\r\n\r\n", "not an HTTP answer"),
        (b"", "broke"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nbody", "Unreachable|broke|not an HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "not an HTTP answer"),
    ],
)
async def test_a_broken_answer_is_unreachable(answer: bytes, cause: str, fetcher: Fetcher, outlet: Outlet) -> None:
    server, url = await raw_server(answer)
    async with server:
        with pytest.raises(Unreachable, match=cause):
            await fetcher.get(url, outlet=hasty(outlet, robots=False))


async def test_a_wrong_certificate_is_unreachable(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    with pytest.raises(Unreachable, match="TLS"):
        await fetcher.get(site.base.replace("http:", "https:"), outlet=outlet)


async def test_an_announced_length_over_the_limit_is_too_large(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", b"0" * 200_001)
    with pytest.raises(TooLarge, match="200,001 bytes announced"):
        await fetcher.get(f"{site.base}/a", outlet=outlet)


async def test_a_body_without_end_is_too_large(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"0" * 10_000)

    site.answers["/a"] = endless
    with pytest.raises(TooLarge, match="more than"):
        await fetcher.get(f"{site.base}/a", outlet=outlet)


async def test_a_bot_wall_is_named(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "Just a moment", 403, cf_mitigated="challenge")
    with pytest.raises(Blocked, match="Cloudflare"):
        await fetcher.get(f"{site.base}/a", outlet=outlet)


async def test_robots_are_obeyed_and_asked_once(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /closed\n\nUser-agent: onrecord\nDisallow: /ours\n")
    for path in ("/ours", "/closed", "/open"):
        site.says(path, "x")
    with pytest.raises(RobotsDisallowed):
        await fetcher.get(f"{site.base}/ours/1", outlet=outlet)
    await asyncio.gather(*(fetcher.get(f"{site.base}{path}", outlet=outlet) for path in ("/closed", "/open")))
    assert [seen.path for seen in site.seen].count("/robots.txt") == 1
    assert sorted(site.paths()) == ["/closed", "/open"]


async def test_many_at_once_ask_for_robots_once(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "x")
    await asyncio.gather(*(fetcher.get(f"{site.base}/a", outlet=outlet) for _ in range(10)))
    assert [seen.path for seen in site.seen].count("/robots.txt") == 1
    assert len(site.paths()) == 10


async def test_robots_are_read_again_after_a_day(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("crawler.middlewares.monotonic", lambda: clock[0])
    site.says("/a", "x")
    await fetcher.get(f"{site.base}/a", outlet=outlet)
    site.says("/robots.txt", "User-agent: *\nDisallow: /\n")
    clock[0] += 23 * 3600
    assert (await fetcher.get(f"{site.base}/a", outlet=outlet)).status == 200
    clock[0] += 2 * 3600
    with pytest.raises(RobotsDisallowed):
        await fetcher.get(f"{site.base}/a", outlet=outlet)


async def test_hosts_without_end_do_not_fill_the_memory(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.middlewares._ROBOTS_KEPT", 5000)
    site.says("/robots.txt", "#" * 3000)
    site.says("/a", "x")
    port = site.base.rpartition(":")[2]
    for host in ("127.0.0.1", "127.0.0.1", "localhost", "localhost", "127.0.0.1"):
        await fetcher.get(f"http://{host}:{port}/a", outlet=outlet)
    asked = [seen.path for seen in site.seen]
    assert asked == ["/robots.txt", "/a", "/a", "/robots.txt", "/a", "/a", "/robots.txt", "/a"]


async def test_robots_that_failed_are_tried_again_soon(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("crawler.middlewares.monotonic", lambda: clock[0])
    site.says("/a", "x")
    site.says("/robots.txt", "", 503)
    with pytest.raises(Refused):
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    site.says("/robots.txt", "")
    clock[0] += 601
    assert (await fetcher.get(f"{site.base}/a", outlet=outlet)).status == 200


async def test_robots_hold_at_every_hop(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /closed\n")
    site.says("/a", "", 302, Location="/closed")
    site.says("/closed", "x")
    with pytest.raises(RobotsDisallowed):
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert site.paths() == ["/a"]


async def test_robots_that_cannot_be_read_forbid_everything(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/robots.txt", "broken", 500)
    site.says("/a", "x")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        await fetcher.get(f"{site.base}/a", outlet=outlet)
    assert site.paths() == []


async def test_robots_that_fail_for_a_day_hold_nobody_up_for_good(
    site: Site, fetcher: Fetcher, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("crawler.middlewares.monotonic", lambda: now[0])
    site.says("/robots.txt", "User-agent: *\nDisallow: /private")
    site.says("/a", "here")
    site.says("/private", "secret")
    await fetcher.get(f"{site.base}/a", outlet=outlet)
    site.says("/robots.txt", "", 500)
    now[0] += 25 * 3600
    for _ in range(3):
        with pytest.raises(Refused, match=r"robots\.txt cannot be read"):
            await fetcher.get(f"{site.base}/a", outlet=outlet)
        now[0] += 3600
    now[0] += 24 * 3600
    assert (await fetcher.get(f"{site.base}/a", outlet=outlet)).body == b"here"
    with pytest.raises(RobotsDisallowed):
        await fetcher.get(f"{site.base}/private", outlet=outlet)


async def test_the_crawl_delay_of_robots_widens_the_gap(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 0.3")
    site.says("/a", "x")
    await asyncio.gather(*(fetcher.get(f"{site.base}/a", outlet=outlet) for _ in range(3)))
    times = [seen.at for seen in site.seen if seen.path == "/a"]
    assert min(after - before for before, after in pairwise(times)) > 0.25


async def test_an_outlet_may_say_that_robots_do_not_count(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /\n")
    site.says("/a", "x")
    assert (await fetcher.get(f"{site.base}/a", outlet=hasty(outlet, robots=False))).body == b"x"
    assert site.paths() == ["/a"]
    assert len(site.seen) == 1


async def test_a_host_is_never_asked_faster_than_its_delay(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "x")
    site.says("/to", "", 302, Location="/a")
    first = hasty(outlet, delay=timedelta(seconds=0.1), concurrency=1)
    second = replace(first, id="other", politeness=Politeness(delay=timedelta(seconds=0.02), concurrency=3))
    asked = [(path, who) for path in ("/a", "/to") for who in (first, second)]
    await asyncio.gather(*(fetcher.get(f"{site.base}{path}", outlet=who) for path, who in asked))
    gaps = [later.at - earlier.at for earlier, later in pairwise(site.seen)]
    assert len(gaps) == 6  # robots.txt, four pages, two redirects' targets
    assert min(gaps) > 0.1 - 0.02


async def test_the_gap_holds_where_the_host_counts_it(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    """A busy host may take up requests late, the next one at once: each is sent a whole gap after the last answer."""
    late, taken_up = iter((0.15, 0.0, 0.1, 0.0)), list[float]()

    async def answer(_: web.Request) -> web.Response:
        turn = asyncio.Event()
        asyncio.get_running_loop().call_later(next(late), turn.set)
        await turn.wait()
        taken_up.append(time.monotonic())
        return web.Response(text="x")

    site.answers["/a"] = answer
    one_at_a_time = hasty(outlet, delay=timedelta(seconds=0.2), concurrency=1, robots=False)
    await asyncio.gather(*(fetcher.get(f"{site.base}/a", outlet=one_at_a_time) for _ in range(4)))
    assert min(later - earlier for earlier, later in pairwise(taken_up)) >= 0.2


async def test_hosts_do_not_wait_for_each_other(site: Site, fetcher: Fetcher, outlet: Outlet) -> None:
    site.says("/a", "x")
    patient = hasty(outlet, delay=timedelta(seconds=30), concurrency=1, robots=False)
    port = site.base.rpartition(":")[2]
    began = time.monotonic()
    await asyncio.gather(
        fetcher.get(f"http://127.0.0.1:{port}/a", outlet=patient),
        fetcher.get(f"http://localhost:{port}/a", outlet=patient),
    )
    assert time.monotonic() - began < 5


async def test_what_is_given_up_before_its_turn_is_never_sent(site: Site, outlet: Outlet) -> None:
    site.says("/a", "x")
    site.says("/b", "x")
    fetcher = Fetcher("onrecord/0.1")
    await fetcher.start()
    slow = hasty(outlet, delay=timedelta(seconds=0.2), concurrency=1, robots=False)
    await fetcher.get(f"{site.base}/a", outlet=slow)
    given_up = asyncio.create_task(fetcher.get(f"{site.base}/b", outlet=slow))
    next_one = asyncio.create_task(fetcher.get(f"{site.base}/a", outlet=slow))
    for _ in range(50):  # turns of the loop, until both wait in the host's queue
        await asyncio.sleep(0)
    given_up.cancel()
    await next_one
    await fetcher.stop()
    assert given_up.cancelled()
    assert site.paths() == ["/a", "/a"]


async def test_stopping_cancels_what_is_in_flight_at_once(site: Site, outlet: Outlet) -> None:
    reached, released = asyncio.Event(), asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        reached.set()
        await released.wait()
        return web.Response()

    site.answers["/slow"] = hang
    fetcher = Fetcher("onrecord/0.1")
    await fetcher.start()
    patient = hasty(outlet, delay=timedelta(seconds=60), concurrency=1, robots=False)
    waiting = [asyncio.create_task(fetcher.get(f"{site.base}/slow", outlet=patient)) for _ in range(3)]
    await reached.wait()
    began = time.monotonic()
    await fetcher.stop()
    assert time.monotonic() - began < 2
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    released.set()


async def test_a_fetcher_can_be_started_again(site: Site, outlet: Outlet) -> None:
    site.says("/a", "x")
    fetcher = Fetcher("onrecord/0.1")
    for _ in range(3):
        await fetcher.start()
        assert (await fetcher.get(f"{site.base}/a", outlet=outlet)).body == b"x"
        await fetcher.stop()
    await fetcher.stop()


async def test_a_fetcher_must_be_started_once() -> None:
    fetcher = Fetcher("onrecord/0.1")
    with pytest.raises(RuntimeError, match="start the fetcher first"):
        await fetcher.get("http://a.invalid/", outlet=Outlet("o", "O", "XX", ()))
    await fetcher.start()
    with pytest.raises(RuntimeError, match="runs already"):
        await fetcher.start()
    await fetcher.stop()
