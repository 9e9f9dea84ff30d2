"""A limit drops nothing: what comes too fast goes out in one."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.pace import Pace, pace
from onrecord.model import Limit
from tests.alerts.samples import NOW

MINUTE = timedelta(minutes=1)
THREE = Limit(3, 10 * MINUTE)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - each * MINUTE for each in minutes]


def test_as_long_as_there_is_room_each_goes_by_itself() -> None:
    assert pace([], 100, THREE, NOW) == Pace()
    assert pace(ago(1), 100, THREE, NOW) == Pace()
    assert pace(ago(1, 2), 1, THREE, NOW) == Pace()


def test_the_last_that_the_limit_allows_carries_all_that_waits() -> None:
    assert pace(ago(1, 2), 2, THREE, NOW) == Pace(bundle=True)
    assert pace([], 2, Limit(1, MINUTE), NOW) == Pace(bundle=True)


def test_when_it_is_used_up_they_wait_until_the_oldest_is_out_of_the_stretch() -> None:
    assert pace(ago(1, 9, 4), 5, THREE, NOW) == Pace(wait_until=NOW + MINUTE)
    assert pace(ago(1, 10, 4), 5, THREE, NOW) == Pace(bundle=True)


@given(st.lists(st.integers(0, 3600), max_size=60), st.integers(1, 10), st.integers(1, 900))
def test_no_stretch_of_that_length_ever_holds_more(arrivals: list[int], messages: int, seconds: int) -> None:
    limit = Limit(messages, timedelta(seconds=seconds))
    sent: list[datetime] = []
    waiting, now, arriving = 0, NOW, sorted(arrivals)
    while arriving or waiting:
        while arriving and NOW + timedelta(seconds=arriving[0]) <= now:
            arriving.pop(0)
            waiting += 1
        if not waiting:
            now = NOW + timedelta(seconds=arriving[0])
            continue
        step = pace(sent, waiting, limit, now)
        if step.wait_until is not None:
            assert step.wait_until > now
            now = step.wait_until
            continue
        sent.append(now)
        waiting = 0 if step.bundle else waiting - 1
    for first in sent:
        assert sum(first <= each < first + limit.per for each in sent) <= messages
