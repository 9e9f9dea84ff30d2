"""Being told to stop: SIGINT (Ctrl-C) and SIGTERM."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether and by what we were told to stop.

    Attributes:
        told: set once we were.
    """

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self._signum = 0

    @property
    def exit_code(self) -> int:
        """What shells expect of a command that a signal kept from finishing: 128 and the signal's number."""
        return 128 + self._signum if self._signum else 0

    def hear(self, signum: signal.Signals) -> None:
        """Note the first signal. A second one ends the process at once: all state is in rows, so nothing is lost."""
        self._signum = signum
        self.told.set()
        for one in SIGNALS:
            signal.signal(one, signal.SIG_DFL)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """In a running loop of the main thread: signals set `told` instead of ending the process."""
    loop = asyncio.get_running_loop()
    stop = Stop()
    for signum in SIGNALS:
        loop.add_signal_handler(signum, stop.hear, signum)
    try:
        yield stop
    finally:
        for signum in SIGNALS:
            loop.remove_signal_handler(signum)
