"""One daemon per database: who comes second is told who was first, and a killed one blocks nobody."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import StoreError
from store import Store
from tests.build import NOW
from tests.store.conftest import Databases

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from datetime import UTC, datetime
from store import Store
with Store.open(sys.argv[1]).held(datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_is_refused_and_told_who_was_first(databases: Databases) -> None:
    url = databases.empty()
    first, second = Store.open(url), Store.open(url)
    me = f"process {os.getpid()} on {socket.gethostname()}"[:50]
    with first.held(NOW), pytest.raises(StoreError, match="another onrecord is running") as refused, second.held(NOW):
        raise AssertionError("it must not get here")
    assert me in str(refused.value)
    assert " UTC. Stop it first" in str(refused.value)
    first.close()
    second.close()


def test_a_hold_that_was_let_go_can_be_taken_again(databases: Databases) -> None:
    store = Store.open(databases.empty())
    for _ in range(2):
        with store.held(NOW) as hold:
            hold.check()
    store.close()


def test_a_hold_is_on_one_database_only(databases: Databases) -> None:
    one, other = Store.open(databases.empty()), Store.open(databases.empty())
    with one.held(NOW), other.held(NOW) as hold:
        hold.check()
    one.close()
    other.close()


def test_a_killed_holder_blocks_nobody(databases: Databases) -> None:
    url = databases.empty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, url], env=environment, stdout=subprocess.PIPE, text=True)
    store = Store.open(url)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {holder.pid} on"), store.held(NOW):
            raise AssertionError("it must not get here")
        holder.send_signal(signal.SIGKILL)
    with store.held(NOW) as hold:
        hold.check()
    store.close()


def test_the_holder_is_found_by_any_name_of_the_file(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/real.db").close()
    (tmp_path / "linked.db").symlink_to(tmp_path / "real.db")
    real, linked = (Store.open(f"sqlite:///{tmp_path}/{name}.db") for name in ("real", "linked"))
    with real.held(NOW), pytest.raises(StoreError, match="another onrecord"), linked.held(NOW):
        raise AssertionError("it must not get here")
    real.close()
    linked.close()


@pytest.mark.parametrize("act", ["removed", "replaced"])
def test_a_lock_file_that_somebody_took_away_is_noticed(tmp_path: Path, act: str) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/onrecord.db")
    lock = tmp_path / "onrecord.db.lock"
    with store.held(NOW) as hold:
        lock.unlink()
        if act == "replaced":
            (tmp_path / "new").touch()
            (tmp_path / "new").rename(lock)
        with pytest.raises(StoreError, match=f"somebody {act}"):
            hold.check()
    store.close()


def test_a_lock_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "onrecord.db.lock").mkdir()
    store = Store.open(f"sqlite:///{tmp_path}/onrecord.db")
    with pytest.raises(StoreError, match=r"cannot open .*onrecord\.db\.lock"), store.held(NOW):
        raise AssertionError("it must not get here")
    store.close()


def test_a_connection_that_the_server_ended_is_noticed(server: str) -> None:
    store = Store.open(server)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'onrecord, process%'"
    with store.held(NOW) as hold:
        with store.begin() as tx:
            tx.execute(text(end))
        with pytest.raises(StoreError, match="lost the connection"):
            hold.check()
    store.close()


def test_a_database_in_memory_is_nobody_else_s() -> None:
    store = Store.open("sqlite://")
    with store.held(NOW) as hold:
        hold.check()
    store.close()
