"""A message of several parts goes on with the part that failed."""

from __future__ import annotations

import pytest

from alerts.plugins import Progress, Taken
from alerts.plugins.progress import PATIENCE
from onrecord.errors import DeliveryError

PARTS = ("one", "two", "three")


class Server:
    """Takes parts, but for those that it is told to refuse, once each."""

    def __init__(self, *refused: str) -> None:
        self.taken: list[str] = []
        self._refused = list(refused)

    def post(self, part: str) -> Taken:
        if part in self._refused:
            self._refused.remove(part)
            raise DeliveryError("chat", "503", retryable=True)
        self.taken.append(part)
        return Taken(f"took {part}", thread=f"under {part}")


def failed(server: Server, parts: tuple[str, ...] = PARTS, before: tuple[str, ...] = ()) -> Progress:
    """An attempt that fails."""
    progress = Progress(before)
    with pytest.raises(DeliveryError):
        progress.send(parts, server.post)
    return progress


def test_all_parts_are_sent_and_the_words_of_the_last_count_and_the_thread_of_the_first() -> None:
    server = Server()
    assert Progress().send(PARTS, server.post) == Taken("took three", thread="under one")
    assert server.taken == list(PARTS)


def test_an_attempt_knows_what_was_taken_in_it_and_the_next_sends_only_the_others() -> None:
    server = Server("two", "three")
    first = failed(server)
    assert len(first.taken) == 1
    assert first.thread == "under one"
    second = failed(server, before=first.taken)
    assert len(second.taken) == 1
    assert set(first.taken).isdisjoint(second.taken)
    Progress((*first.taken, *second.taken)).send(PARTS, server.post)
    assert server.taken == list(PARTS)


def test_an_attempt_that_brought_no_part_through_has_nothing_to_tell() -> None:
    progress = failed(Server("one"))
    assert (progress.taken, progress.thread) == ((), "")


def test_when_every_part_was_taken_before_nothing_is_posted() -> None:
    server, whole = Server(), Progress()
    whole.send(PARTS, server.post)
    assert Progress(whole.taken).send(PARTS, server.post) == Taken("all parts were taken before")
    assert server.taken == list(PARTS)


def test_what_does_not_fit_into_one_attempt_comes_with_the_next() -> None:
    now = 0.0
    server, progress = Server(), Progress(clock=lambda: now)

    def slow(part: str) -> Taken:
        nonlocal now
        now += PATIENCE.total_seconds() * 0.7
        return server.post(part)

    with pytest.raises(DeliveryError, match="2 of 3 parts were taken, the rest follows") as caught:
        progress.send(PARTS, slow)
    assert caught.value.retryable
    assert Progress(progress.taken).send(PARTS, slow).words == "took three"
    assert server.taken == list(PARTS)


def test_a_message_that_is_cut_elsewhere_the_next_time_loses_nothing() -> None:
    server = Server("three")
    before = failed(server).taken
    Progress(before).send(("one", "two, three", "four"), server.post)
    assert server.taken == ["one", "two", "two, three", "four"]


def test_parts_with_the_same_words_are_each_sent() -> None:
    server, parts = Server("end"), ("ha", "ha", "end")
    before = failed(server, parts).taken
    Progress(before).send(parts, server.post)
    assert server.taken == ["ha", "ha", "end"]
