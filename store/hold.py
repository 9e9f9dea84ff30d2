"""The hold on a database: one daemon at a time, and who it is.

A hold is a lock that ends with its process, however that ends, so that a daemon that was killed blocks no restart:

- SQLite: a lock of the operating system on a file beside the database, in which the holder writes who it is.
- PostgreSQL: an advisory lock of a connection of its own, which is named after the holder.
"""

from __future__ import annotations

import fcntl
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, exc, text

from onrecord.errors import StoreError

_KEY: Final = 0x6F6E72656372756E  # "onrecrun": one daemon at a time on a PostgreSQL database
_PATIENCE: Final = "3s"
"""How long a PostgreSQL server may take to notice that the daemon before us is gone."""
_SESSION: Final = (
    # A daemon whose machine lost its power says no goodbye: the server is to ask after it within a minute.
    "SET tcp_keepalives_idle = 30",
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
    f"SET lock_timeout = '{_PATIENCE}'",
)
_HOLDER: Final = text(
    "SELECT a.application_name, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() "
    "AND (l.classid::bigint << 32) | l.objid::bigint = :key"
)


class Hold(Protocol):
    """What keeps a database for this process until it is released, or the process ends."""

    def check(self) -> None:
        """Make sure that the hold is still there.

        Raises:
            StoreError: it is lost, and another daemon may have begun.
        """
        ...

    def release(self) -> None:
        """Let others have the database."""
        ...


def take(engine: Engine, resource: str, now: datetime) -> Hold:
    """Take the hold on a database.

    Args:
        engine: of the database.
        resource: what messages call it.
        now: aware; since when it is held.

    Raises:
        StoreError: another process holds it; the message says which, since when, and what to do.
    """
    if engine.dialect.name == "postgresql":
        return _SessionHold(engine, resource)
    name = engine.url.database
    if not name or name.startswith((":memory:", "file:")):
        return _Nothing()
    return _FileHold(Path(name).resolve(), resource, now)


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _held(resource: str, holder: str) -> StoreError:
    return StoreError(
        resource,
        f"another onrecord is running on this database: {holder}. Stop it first, or name another database under "
        "onrecord: database: in the config",
    )


class _Nothing:
    """No hold: a database in memory is nobody else's."""

    def check(self) -> None:
        pass

    def release(self) -> None:
        pass


class _FileHold:
    """A lock on ``NAME.lock`` beside an SQLite file. The file stays: who would remove it could not know who waits."""

    def __init__(self, database: Path, resource: str, now: datetime) -> None:
        self._resource = resource
        self._path = database.with_name(f"{database.name}.lock")
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(resource, f"cannot open {self._path}: {error.strerror}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._file, 500).decode("utf-8", "replace").strip()
            os.close(self._file)
            if not isinstance(error, BlockingIOError):
                raise StoreError(resource, f"cannot lock {self._path}: {error.strerror}") from error
            raise _held(resource, holder or f"see who has {self._path} open") from error
        self._write(f"{_me()}, since {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC\n")

    def check(self) -> None:
        mine = os.fstat(self._file)
        try:
            there = self._path.stat()
        except FileNotFoundError:
            raise StoreError(self._resource, f"somebody removed {self._path}, which kept others off") from None
        if (mine.st_dev, mine.st_ino) != (there.st_dev, there.st_ino):
            raise StoreError(self._resource, f"somebody replaced {self._path}, which kept others off")

    def release(self) -> None:
        self._write("")
        os.close(self._file)

    def _write(self, words: str) -> None:
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, words.encode(), 0)


class _SessionHold:
    """An advisory lock of one PostgreSQL connection, which does nothing else."""

    def __init__(self, engine: Engine, resource: str) -> None:
        self._resource = resource
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            self._take()
        except BaseException:
            self._drop()
            raise

    def check(self) -> None:
        try:
            self._connection.execute(text("SELECT 1"))
        except exc.DBAPIError as error:
            raise StoreError(self._resource, "lost the connection that kept others off") from error

    def release(self) -> None:
        if not self._connection.invalidated:
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
        self._drop()

    def _take(self) -> None:
        for setting in _SESSION:
            self._connection.execute(text(setting))
        self._connection.execute(
            text("SELECT set_config('application_name', :me, false)"), {"me": f"onrecord, {_me()}"}
        )
        try:
            self._connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _KEY})
        except exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != "55P03":  # lock_not_available
                raise
            raise _held(self._resource, _holder(self._connection)) from error

    def _drop(self) -> None:
        # Back in the pool it would keep its name and its settings.
        self._connection.invalidate()
        self._connection.close()


def _holder(connection: Connection) -> str:
    row = connection.execute(_HOLDER, {"key": _KEY}).first()
    if row is None or not row.application_name:
        return "see pg_stat_activity for who it is"
    who = row.application_name.removeprefix("onrecord, ")
    return f"{who}, since {row.backend_start.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
