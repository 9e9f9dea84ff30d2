"""Threads that write to one SQLite file take turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from store import Store


def test_many_threads_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path}/onrecord.db")) as store:
        with store.begin() as tx:
            tx.execute(text("CREATE TABLE counted (number INTEGER)"))

        def count(number: int) -> None:
            with store.begin() as tx:
                most = tx.execute(text("SELECT COALESCE(MAX(number), 0) FROM counted")).scalar_one()
                tx.execute(text("INSERT INTO counted VALUES (:next)"), {"next": most + 1})

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(count, range(80)))
        with store.read() as tx:
            assert tx.execute(text("SELECT MAX(number), COUNT(*) FROM counted")).one() == (80, 80)
