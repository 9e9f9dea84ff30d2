"""A delivery storm on loopback: python -m benchmarks.storm [--alerts 10000] [--kills 20].

Alerts for a mail server and a Slack-like endpoint that fail 20 % of calls, answer 429 with Retry-After, hang, drop
connections and are down for an hour; the sending process is killed again and again. The clock is injected: three hours
pass in as long as the sending takes. Afterwards the outbox and what the servers took are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from alerts.deliver import Deliverer
from benchmarks.weather import START, SharedClock, Weather, mail, slack
from onrecord.daemon.lanes import Lane
from onrecord.model import Alert, Article, ArticleRef, Channel, Delivery, DeliveryState, Limit, Secret, Settings
from onrecord.pipeline.sending import Sender
from store import alerts, articles, deliveries, tables
from store.database import Store

LASTS: Final = timedelta(hours=3)
DOWN: Final = (START + timedelta(minutes=30), START + timedelta(minutes=90))
PATIENCE: Final = 0.5
"""Seconds after which the senders give up on a server that hangs."""
PER_ATTEMPT: Final = timedelta(milliseconds=50)
"""How far the injected clock moves with every attempt."""
NEITHER: Final = "may have arrived"
"""What a receipt says when the server answered neither yes nor no."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one channel.

    Attributes:
        arrived: alerts that arrived at least once.
        messages: messages that the server took.
        twice: arrivals beyond the first of each alert.
        unexplained: of these, those of alerts whose receipts all say yes or no.
        in_order: whether first attempts went out in the order of the outbox.
    """

    channel: str
    alerts: int
    arrived: int
    messages: int
    twice: int
    unexplained: int
    in_order: bool
    attempts: int
    states: dict[str, int]
    calls: dict[str, int]


def channels(mail_port: int, slack_port: int) -> tuple[Channel, Channel]:
    """A mailbox, and a Slack channel that takes twenty messages in ten minutes."""
    wait = f"cto={PATIENCE}&rto={PATIENCE}"
    box = f"mailto://127.0.0.1:{mail_port}/desk@storm.example?from=onrecord@storm.example&{wait}"
    room = f"onrecord-slack://127.0.0.1:{slack_port}/TAAAAAAAA/BAAAAAAAA/{'a' * 24}?{wait}"
    limit = Limit(20, timedelta(minutes=10))
    return Channel("mail", "email", Secret(box)), Channel("slack", "slack", Secret(room), limit=limit)


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


async def send_everything(database: str, clock: SharedClock, both: Sequence[Channel]) -> None:
    """What the killed process does: send what is due, and move the clock on when nothing is."""
    store = Store.open(database)
    settings = Settings(database=database, channels=tuple(both))
    with closing(store), closing(Deliverer(both, io.StringIO(), clock=clock)) as deliverer:
        sender = Sender(store, deliverer, settings, clock=clock, rng=random.Random())
        sender.recover()

        async def work(delivery: Delivery) -> None:
            clock.move_to(clock() + PER_ATTEMPT)
            await sender.send(delivery)

        while (due := _next(store)) is not None:
            clock.move_to(due)
            lane: Lane[Delivery] = Lane("send", pull=sender.due, work=work, key=lambda each: each.channel, width=8)
            await lane.drain()


def _next(store: Store) -> datetime | None:
    table = tables.deliveries
    waiting = select(func.min(table.c.next_try_at)).where(
        table.c.state.in_(deliveries.WAITING), table.c.carrier.is_(None)
    )
    with store.read() as tx:
        found: datetime | None = tx.scalar(waiting)
    return found


async def storm(total: int, kills: int, folder: Path, seed: int = 1) -> tuple[list[Result], float]:
    """Let it blow; gives what came of each channel, and the largest memory of a sending process in MiB."""
    database = f"sqlite:///{folder / 'storm.db'}"
    store = Store.open(database)
    with closing(store):
        store.migrate()
        fill(store, total)
        clock = SharedClock(folder / "clock")
        skies = {name: Weather(clock, DOWN, random.Random(f"{name}{seed}")) for name in ("mail", "slack")}
        async with mail(skies["mail"]) as mail_port, slack(skies["slack"]) as slack_port:
            largest = await _killed_again_and_again(folder, (mail_port, slack_port), skies, kills, total)
        return [_result(store, name, sky, total) for name, sky in skies.items()], largest


async def _killed_again_and_again(
    folder: Path, ports: tuple[int, int], skies: dict[str, Weather], kills: int, total: int
) -> float:
    """Start the sending process anew whenever it was killed, until it has nothing left to send."""
    told = 0
    while True:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.storm", "--send", str(folder), *map(str, ports),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        end = asyncio.create_task(child.communicate())
        threshold = (told + 1) * 2 * total // (kills + 1) if told < kills else 2 * total + 1
        while not end.done():
            await asyncio.wait((end,), timeout=0.01)
            if told < kills and sum(len(sky.taken) for sky in skies.values()) >= threshold and not end.done():
                child.send_signal(signal.SIGKILL)
                told += 1
                break
        out, _ = await end
        if child.returncode == 0:
            return float(json.loads(out)["rss"])
        if child.returncode != -signal.SIGKILL:
            raise SystemExit(f"the sending process ended with {child.returncode}")


def _result(store: Store, channel: str, sky: Weather, total: int) -> Result:
    with store.read() as tx:
        sent = deliveries.listing(tx, channel=channel, limit=None)
        doubtful = {
            each.alert.id
            for each in sent
            if each.alert and any(NEITHER in one.detail for one in deliveries.history(tx, each.id))
        }
        table = tables.attempts
        tried = tx.execute(
            select(table.c.delivery_id)
            .join_from(table, tables.deliveries, table.c.delivery_id == tables.deliveries.c.id)
            .where(tables.deliveries.c.channel == channel)
            .order_by(table.c.id)
        ).scalars()
        order = list(dict.fromkeys(tried))
    again = {mark: count - 1 for mark, count in sky.taken.items() if count > 1}
    unexplained = sum(count for mark, count in again.items() if f"{int(mark[6:]):012x}" not in doubtful)
    return Result(
        channel=channel,
        alerts=total,
        arrived=len(sky.taken),
        messages=sky.messages,
        twice=sum(again.values()),
        unexplained=unexplained,
        in_order=_in_order(order, sent),
        attempts=sum(each.attempts for each in sent if each.carrier is None),
        states=dict(Counter(each.state.value for each in sent if each.alert)),
        calls=dict(sky.calls),
    )


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
        yield f"  arrived again: {one.twice}, of these without a receipt that leaves it open: {one.unexplained}"
        yield f"  first attempts in order: {'yes' if one.in_order else 'NO'}; deliveries: {one.states}"


def main() -> int:
    """Run it; exit code 1 when an alert was lost, came twice without a reason, or out of order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alerts", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--send", nargs=3, metavar=("FOLDER", "MAIL", "SLACK"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.send:
        folder = Path(asked.send[0])
        both = channels(int(asked.send[1]), int(asked.send[2]))
        asyncio.run(send_everything(f"sqlite:///{folder / 'storm.db'}", SharedClock(folder / "clock"), both))
        print(json.dumps({"rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storm-") as made:
        results, largest = asyncio.run(storm(asked.alerts, asked.kills, Path(made), asked.seed))
    print("\n".join(rows(results)))
    print(f"killed {asked.kills} times; {time.monotonic() - began:.0f} s; the sending process took {largest:.0f} MiB")
    bad = any(one.arrived < one.alerts or one.unexplained or not one.in_order for one in results)
    dead = any(one.states.keys() != {DeliveryState.SENT.value} for one in results)
    return 1 if bad or dead else 0


if __name__ == "__main__":
    sys.exit(main())
