"""A message of several parts goes on with the part that failed."""

from __future__ import annotations

import pytest

from alerts.plugins.progress import PATIENCE, Progress
from onrecord.errors import DeliveryError

PARTS = ("one", "two", "three")


class Server:
    """Takes parts, but for those that it is told to refuse, once each."""

    def __init__(self, *refused: str) -> None:
        self.taken: list[str] = []
        self._refused = list(refused)

    def post(self, part: str) -> str:
        if part in self._refused:
            self._refused.remove(part)
            raise DeliveryError("chat", "503", retryable=True)
        self.taken.append(part)
        return f"took {part}"


def test_all_parts_are_sent_and_the_last_answer_counts() -> None:
    server = Server()
    assert Progress().send("key", PARTS, server.post) == "took three"
    assert server.taken == list(PARTS)


def test_the_next_try_begins_with_the_part_that_failed_and_the_same_message_later_with_the_first() -> None:
    server, progress = Server("two"), Progress()
    with pytest.raises(DeliveryError):
        progress.send("key", PARTS, server.post)
    progress.send("key", PARTS, server.post)
    progress.send("key", PARTS, server.post)
    assert server.taken == [*PARTS, *PARTS]


@pytest.mark.parametrize(("refused", "partly"), [(("one",), False), (("two",), True), (("two", "two"), False)])
def test_a_failure_says_whether_parts_were_taken_in_the_same_attempt(refused: tuple[str, ...], partly: bool) -> None:
    server, progress = Server(*refused), Progress()
    for _ in refused:
        with pytest.raises(DeliveryError) as caught:
            progress.send("key", PARTS, server.post)
    assert caught.value.partly is partly


def test_what_does_not_fit_into_one_attempt_comes_with_the_next() -> None:
    now = 0.0
    server, progress = Server(), Progress(lambda: now)

    def slow(part: str) -> str:
        nonlocal now
        now += PATIENCE.total_seconds() * 0.7
        return server.post(part)

    with pytest.raises(DeliveryError, match="2 of 3 parts were taken, the rest follows") as caught:
        progress.send("key", PARTS, slow)
    assert caught.value.partly
    assert caught.value.retryable
    assert progress.send("key", PARTS, slow) == "took three"
    assert server.taken == list(PARTS)


def test_a_message_that_is_cut_elsewhere_the_next_time_loses_nothing() -> None:
    server, progress = Server("three"), Progress()
    with pytest.raises(DeliveryError):
        progress.send("key", PARTS, server.post)
    progress.send("key", ("one", "two, three", "four"), server.post)
    assert server.taken == ["one", "two", "two, three", "four"]


def test_parts_with_the_same_words_are_each_sent() -> None:
    server, progress = Server("end"), Progress()
    with pytest.raises(DeliveryError):
        progress.send("key", ["ha", "ha", "end"], server.post)
    progress.send("key", ["ha", "ha", "end"], server.post)
    assert server.taken == ["ha", "ha", "end"]
