from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from onrecord.daemon.lanes import Lane


@dataclass
class Rows:
    """Work that waits in rows: each has a key; a row is due until it is done."""

    due: list[tuple[str, int]]
    done: list[tuple[str, int]] = field(default_factory=list)
    together: int = 0
    most: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    two_done: asyncio.Event = field(default_factory=asyncio.Event)

    def pull(self, busy: frozenset[str], limit: int) -> Sequence[tuple[str, int]]:
        return [row for row in self.due if row[0] not in busy][:limit]

    async def work(self, row: tuple[str, int]) -> None:
        self.together += 1
        self.most = max(self.most, self.together)
        if row[0] == "hanging":
            await self.gate.wait()
        await asyncio.sleep(0)
        self.together -= 1
        self.due.remove(row)
        self.done.append(row)
        if len(self.done) == 2:
            self.two_done.set()


def lane(rows: Rows, width: int = 4) -> Lane[tuple[str, int]]:
    return Lane("test", pull=rows.pull, work=rows.work, key=lambda row: row[0], width=width)


async def test_all_that_is_due_is_done_though_more_waits_than_fits() -> None:
    rows = Rows([(f"host{number}", number) for number in range(30)])
    await lane(rows).drain()
    assert sorted(rows.done) == sorted((f"host{number}", number) for number in range(30))
    assert rows.most == 4


async def test_two_items_of_one_key_are_never_in_work_at_once_and_keep_their_order() -> None:
    rows = Rows([("channel", number) for number in range(5)])
    await lane(rows).drain()
    assert rows.done == [("channel", number) for number in range(5)]
    assert rows.most == 1


async def test_a_hanging_item_holds_up_nothing_but_its_own_key() -> None:
    rows = Rows([("hanging", 1), ("hanging", 2), ("a", 1), ("b", 1)])
    working = lane(rows)
    working.tick()
    await rows.two_done.wait()
    assert rows.done == [("a", 1), ("b", 1)]
    rows.gate.set()
    await working.drain()
    assert rows.done[2:] == [("hanging", 1), ("hanging", 2)]


async def test_an_error_that_nobody_expected_closes_the_lane_loudly(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(row: tuple[str, int]) -> None:
        raise ZeroDivisionError(row[0])

    rows = Rows([("a", 1), ("b", 1)])
    working = Lane("test", pull=rows.pull, work=broken, key=lambda row: row[0], width=1)
    with caplog.at_level(logging.CRITICAL), pytest.raises(ZeroDivisionError):
        await working.drain()
    assert isinstance(working.crash, ZeroDivisionError)
    assert "nobody expected" in caplog.text
    working.tick()
    assert working.idle


async def test_closing_lets_work_finish_within_the_grace_and_cancels_it_after() -> None:
    rows = Rows([("a", 1), ("hanging", 1)])
    working = lane(rows)
    working.tick()
    await working.close(grace=0.05)
    assert rows.done == [("a", 1)]
    assert working.idle
    assert working.crash is None
