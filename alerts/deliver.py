"""Sending a message to its channel. With alerts.plugins the only place that knows Apprise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, TextIO

from alerts.masking import Masking, masked, secrets_of, without
from alerts.plugins import Progress, Sender, Taken, sender
from onrecord.errors import DeliveryError
from onrecord.model import Channel, Message, Receipt

DEADLINE: Final = timedelta(seconds=90)

# Apprise and the libraries below it log URLs at some level.
_CHATTY: Final = ("apprise", "urllib3.connectionpool")
_THREADS: Final = (4, 32)


def check_url(channel: Channel) -> str | None:
    """What is wrong with a channel's URL, in words and without its secrets; None when a sender can be made of it."""
    if channel.kind == "console":
        return None
    with _filtered(_drop):
        try:
            sender(channel)
        except ValueError as error:
            return without(str(error), secrets_of(channel))
    return None


class Deliverer:
    """Sends messages. Different channels may be sent to at the same time, one channel one message at a time.

    An attempt blocks a thread of a pool of its own, so that a server that hangs holds up no other work; after
    `deadline` it is given up, though the message may still arrive.
    """

    def __init__(
        self,
        channels: Sequence[Channel],
        console: TextIO,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        deadline: timedelta = DEADLINE,
    ) -> None:
        """Make a sender for every channel.

        Args:
            channels: all of them; ids are unique.
            console: where channels of kind `console` write.
            clock: gives the time of an attempt, aware UTC.
            deadline: the longest that one attempt may take.

        Raises:
            DeliveryError: a channel's URL cannot be used; `check_url` tells beforehand.
        """
        self._console = console
        self._clock = clock
        self._deadline = deadline
        self._channels = {channel.id: channel for channel in channels}
        secrets = {secret for channel in channels for secret in secrets_of(channel)}
        self._logs = ExitStack()
        self._logs.enter_context(_filtered(Masking(sorted(secrets, key=len, reverse=True))))
        self._senders = {channel.id: _made(channel) for channel in channels if channel.kind != "console"}
        least, most = _THREADS
        self._pool = ThreadPoolExecutor(min(max(least, len(channels)), most), thread_name_prefix="deliver")

    async def send(self, message: Message, channel_id: str) -> Receipt:
        """Try once to deliver, and say what came of it. A failure that is to be expected is a receipt, not an error.

        Raises:
            KeyError: no such channel.
        """
        channel = self._channels[channel_id]
        at, progress = self._clock(), Progress(message.taken)
        try:
            if channel.kind == "console":
                taken = self._print(message)
            else:
                taken = await self._in_time(self._senders[channel_id], message, at, progress)
        except DeliveryError as error:
            words = masked(error.cause, secrets_of(channel))
            return Receipt(
                False,
                words,
                at,
                retryable=error.retryable,
                retry_after=error.retry_after,
                thread=progress.thread,
                taken=progress.taken,
            )
        return Receipt(True, masked(taken.words, secrets_of(channel)), at, thread=taken.thread)

    def close(self) -> None:
        """Give up the threads, without waiting for an attempt that hangs."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._logs.close()

    async def _in_time(self, by: Sender, message: Message, at: datetime, progress: Progress) -> Taken:
        attempt = asyncio.get_running_loop().run_in_executor(self._pool, lambda: by.send(message, at, progress))
        seconds = self._deadline.total_seconds()
        try:
            return await asyncio.wait_for(attempt, seconds)
        except TimeoutError:
            raise DeliveryError("", f"no end after {seconds:g} s; it may have arrived", retryable=True) from None

    def _print(self, message: Message) -> Taken:
        encoding = self._console.encoding or "utf-8"
        try:
            self._console.write(message.body.encode(encoding, "replace").decode(encoding))
            self._console.write("\n")
            self._console.flush()
        except OSError as error:
            raise DeliveryError("", f"cannot write to the console: {error.strerror}", retryable=True) from None
        return Taken("printed")


def _drop(_: logging.LogRecord) -> bool:
    """Keep a library from telling what we tell ourselves."""
    return False


@contextmanager
def _filtered(rule: Callable[[logging.LogRecord], bool]) -> Iterator[None]:
    """While entered, what the libraries log passes through `rule` before any handler sees it."""
    for name in _CHATTY:
        logging.getLogger(name).addFilter(rule)
    try:
        yield
    finally:
        for name in _CHATTY:
            logging.getLogger(name).removeFilter(rule)


def _made(channel: Channel) -> Sender:
    try:
        return sender(channel)
    except ValueError as error:
        raise DeliveryError(channel.id, without(str(error), secrets_of(channel)), retryable=False) from None
