"""Being told to stop by a signal."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from onrecord.daemon.stopping import stoppable


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_the_first_signal_is_noted_and_a_second_would_end_the_process(signum: signal.Signals, code: int) -> None:
    before = signal.getsignal(signum)
    with stoppable() as stop:
        assert stop.exit_code == 0
        os.kill(os.getpid(), signum)
        async with asyncio.timeout(10):
            await stop.told.wait()
        assert stop.exit_code == code
        assert signal.getsignal(signal.SIGINT) is signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    signal.signal(signum, before)
