"""A delivery storm on loopback: python -m benchmarks.storm [--alerts 10000] [--kills 20].

Alerts for a mail server and a Slack-like endpoint that fail 20 % of calls, answer 429 with Retry-After, hang, drop
connections and are down for an hour; the daemon is killed again and again. The clock is injected: three hours pass in
as long as the sending takes. Afterwards the outbox and what the servers took are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from benchmarks.storm_daemon import database
from benchmarks.storm_servers import START, SharedClock, Weather, mail, slack
from onrecord.model import Alert, Article, ArticleRef, Delivery, DeliveryState
from store import alerts, articles, deliveries, tables
from store.database import Store
from store.deliveries import Attempt

LASTS: Final = timedelta(hours=3)
DOWN: Final = (START + timedelta(minutes=30), START + timedelta(minutes=90))
ATTEMPTS: Final = 1.3
"""About so many attempts are made for each alert: the clock moves by its share of `LASTS` with each."""
NEITHER: Final = "may have arrived"
"""What a receipt says when the server answered neither yes nor no."""
UNEXPLAINED: Final = "all receipts say yes or no"
_ADDRESS: Final = re.compile(r"127\.0\.0\.1:\d+")
_LOOK: Final = 0.01
_RSS: Final = re.compile(r"VmRSS:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one channel.

    Attributes:
        arrived: alerts that arrived at least once.
        messages: messages that the server took.
        again: arrivals beyond the first of each alert.
        why: how many alerts arrived again, by the receipts that left it open whether they had.
        in_order: whether first attempts went out in the order of the outbox.
    """

    channel: str
    alerts: int
    arrived: int
    messages: int
    again: int
    why: dict[str, int]
    in_order: bool
    attempts: int
    states: dict[str, int]
    calls: dict[str, int]

    @property
    def well(self) -> bool:
        """Whether nothing was lost, came again without a reason, out of order, or not at all."""
        whole = self.arrived == self.alerts and self.states == {DeliveryState.SENT.value: self.alerts}
        return whole and self.in_order and UNEXPLAINED not in self.why


def fill(store: Store, total: int) -> None:
    """Put the alerts into the outbox of both channels, evenly over the time that the storm lasts."""
    page = Article("https://gale.example/1", "gale", "Gale", "", "en", fetched_at=START, first_seen=START)
    with store.begin() as tx:
        article = articles.save(tx, page, entry_id=None)
        for number in range(total):
            alert = Alert(
                id=f"{number:012x}",
                kind="mention",
                watchlist="storm",
                group="harbour",
                group_name="Harbour Union",
                article=ArticleRef.to(page, "The Gale"),
                excerpt=f"The pilots count storm-{number:06d} from the tower.",
            )
            at = START + LASTS * number / total
            alerts.save(tx, alert, article.id, at)
            for channel in ("mail", "slack"):
                deliveries.enqueue(tx, alert.id, channel, at)


@dataclass
class Lives:
    """The lives of a daemon that is killed again and again.

    Attributes:
        memory: for each of its lives the MiB that it took each time we looked, once it was sending.
    """

    memory: list[list[float]] = field(default_factory=list)


async def storm(total: int, kills: int, folder: Path, seed: int = 1) -> tuple[list[Result], Lives]:
    """Let it blow; gives what came of each channel, and what is known of the daemon's lives."""
    store = Store.open(database(folder))
    with closing(store):
        store.migrate()
        fill(store, total)
        clock = SharedClock(folder / "clock")
        skies = {name: Weather(clock, DOWN, random.Random(f"{name}{seed}")) for name in ("mail", "slack")}
        async with mail(skies["mail"]) as mail_port, slack(skies["slack"]) as slack_port:
            lives = await _killed_again_and_again(folder, (mail_port, slack_port), skies, kills, total)
        return [_result(store, name, sky, total) for name, sky in skies.items()], lives


async def _killed_again_and_again(
    folder: Path, ports: tuple[int, int], skies: dict[str, Weather], kills: int, total: int
) -> Lives:
    """Start the daemon anew whenever it was killed, until it has nothing left to send."""
    lives, step = Lives(), LASTS.total_seconds() / (total * ATTEMPTS)
    while True:
        enough = (len(lives.memory) + 1) * 2 * total // (kills + 1) if len(lives.memory) < kills else 2 * total + 1
        daemon = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.storm_daemon", str(folder), *map(str, ports), str(step)
        )
        lives.memory.append(await _watched(daemon, skies, enough))
        if daemon.returncode == 0:
            return lives
        if daemon.returncode != -signal.SIGKILL:
            raise SystemExit(f"the daemon ended with {daemon.returncode}")


async def _watched(daemon: Process, skies: dict[str, Weather], enough: int) -> list[float]:
    """Let the daemon run until it ends, or until so many alerts have arrived and it is killed; what memory it took."""
    end, memory = asyncio.create_task(daemon.wait()), []
    begun = sum(len(sky.taken) for sky in skies.values())
    looks = 0
    while not end.done():
        await asyncio.wait((end,), timeout=_LOOK)
        arrived = sum(len(sky.taken) for sky in skies.values())
        looks += 1
        if arrived > begun and looks % 50 == 0 and not end.done():
            memory.append(_resident(daemon.pid))
        if arrived >= enough and not end.done():
            daemon.send_signal(signal.SIGKILL)
            await end
    return memory


def _resident(pid: int) -> float:
    found = _RSS.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _result(store: Store, channel: str, sky: Weather, total: int) -> Result:
    with store.read() as tx:
        sent = deliveries.listing(tx, channel=channel, limit=None)
        again = {f"{int(mark[6:]):012x}": count - 1 for mark, count in sky.taken.items() if count > 1}
        why = Counter(_why(deliveries.history(tx, each.id)) for each in sent if each.alert and each.alert.id in again)
        table = tables.attempts
        tried = tx.execute(
            select(table.c.delivery_id)
            .join_from(table, tables.deliveries, table.c.delivery_id == tables.deliveries.c.id)
            .where(tables.deliveries.c.channel == channel)
            .order_by(table.c.id)
        ).scalars()
        order = list(dict.fromkeys(tried))
    return Result(
        channel=channel,
        alerts=total,
        arrived=len(sky.taken),
        messages=sky.messages,
        again=sum(again.values()),
        why=dict(why),
        in_order=_in_order(order, sent),
        attempts=sum(each.attempts for each in sent if each.carrier is None),
        states=dict(Counter(each.state.value for each in sent if each.alert)),
        calls=dict(sky.calls),
    )


def _why(history: Sequence[Attempt]) -> str:
    """The receipts, without addresses, that leave it open whether an alert that came again had arrived; or none."""
    open_ones = (each.detail for each in history if NEITHER in each.detail)
    return "; ".join(sorted({_ADDRESS.sub("the server", detail) for detail in open_ones})) or UNEXPLAINED


def _in_order(tried: Sequence[int], sent: Sequence[Delivery]) -> bool:
    """Whether first attempts are in the outbox's order; a bundle counts as all that it carries."""
    carried: dict[int, list[int]] = {}
    for each in reversed(sent):
        if each.carrier is not None:
            carried.setdefault(each.carrier, []).append(each.id)
    firsts = [number for one in tried for number in carried.get(one, [one])]
    return firsts == sorted(firsts)


def rows(results: Sequence[Result]) -> Iterator[str]:
    """The results as a table."""
    for one in results:
        yield f"{one.channel}: {one.alerts} alerts, {one.arrived} arrived, {one.alerts - one.arrived} lost"
        yield f"  in {one.messages} messages by {one.attempts} attempts; the server's side: {one.calls}"
        yield f"  arrived again: {one.again}"
        for why, count in sorted(one.why.items()):
            yield f"    {count} alerts: {why}"
        yield f"  first attempts in order: {'yes' if one.in_order else 'NO'}; deliveries: {one.states}"


def told(lives: Lives) -> Iterator[str]:
    """What is known of the daemon's lives, as lines."""
    began = [life[0] for life in lives.memory if life]
    ended = [life[-1] for life in lives.memory if life]
    if not began:
        return
    yield (
        f"memory of the daemon: {min(began):.0f} to {max(began):.0f} MiB when it begins to send, "
        f"{min(ended):.0f} to {max(ended):.0f} when it ends, at most {max(map(max, filter(None, lives.memory))):.0f}"
    )
    longest = max(lives.memory, key=len)
    tenths = (longest[number * (len(longest) - 1) // 10] for number in range(11))
    yield f"  over its longest life: {' '.join(f'{each:.0f}' for each in tenths)}"


def main() -> int:
    """Run it; exit code 1 when an alert was lost, came again without a reason, or out of order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alerts", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storm-") as made:
        results, lives = asyncio.run(storm(asked.alerts, asked.kills, Path(made), asked.seed))
    print("\n".join((*rows(results), *told(lives))))
    print(f"killed {len(lives.memory) - 1} times; {time.monotonic() - began:.0f} s; load {os.getloadavg()[1]:.1f}")
    return 0 if all(one.well for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
