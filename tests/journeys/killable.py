"""The `onrecord` command, killed with SIGKILL at a chosen commit: `killable.py before|after N ARGUMENTS…`.

`before N` dies with the N-th writing transaction done but not committed, `after N` right after its commit.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from onrecord.cli import main
from store.database import Store

_begin = Store.begin


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(moment: str, number: int) -> None:
    """Count the transactions, and die at the chosen one."""
    done = 0

    @contextmanager
    def begin(self: Store) -> Iterator[Connection]:
        nonlocal done
        with _begin(self) as tx:
            yield tx
            done += 1
            if moment == "before" and done == number:
                _die()
        if moment == "after" and done == number:
            _die()

    Store.begin = begin  # type: ignore[method-assign]  # the point of this file


if __name__ == "__main__":
    arm(sys.argv[1], int(sys.argv[2]))
    sys.argv = ["onrecord", *sys.argv[3:]]
    main()
