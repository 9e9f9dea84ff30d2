"""The database itself: opening, migrating, transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, exc, make_url, text

from onrecord.errors import StoreError
from store import hold, schema

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_BUSY_SECONDS = 30
_CONNECT_SECONDS = 10
_MIGRATION_LOCK = 0x6F6E7265636F7264  # "onrecord": one migration at a time on a PostgreSQL server
_READ_ONLY = "onrecord_read_only"


class Store:
    """A database of onrecord: SQLite in a file (WAL), or PostgreSQL. May be used from several threads.

    Attributes:
        resource: the URL without password and options, for messages.
    """

    def __init__(self, engine: Engine, resource: str) -> None:
        self.resource = resource
        self._engine = engine
        self._turn = Lock()

    @classmethod
    def open(cls, url: str) -> Store:
        """Connect to a database, creating an SQLite file that is not there yet.

        Args:
            url: ``sqlite:///relative.db``, ``sqlite:////absolute.db``, ``sqlite://`` (in memory, for trying things) or
                ``postgresql://user:password@host/database``.

        Raises:
            StoreError: the URL is none of these, the database cannot be reached, or a newer onrecord has migrated it.
        """
        parsed = _parse(url)
        resource = _masked(parsed)
        store = cls(_engine(parsed), resource)
        try:
            with _explained(resource, parsed.password):
                store._prepare()
        except StoreError:
            store.close()
            raise
        return store

    def migrate(self) -> None:
        """Bring the schema to what this code needs, in one transaction: all of it or nothing.

        Raises:
            StoreError: a newer onrecord has migrated the database, or it cannot be written.
        """
        with _explained(self.resource, self._engine.url.password), self._engine.connect() as connection:
            if self._sqlite:
                # SQLite changes a table by building it anew; with foreign keys on, dropping the old one would be
                # refused. The switch works only outside a transaction.
                _pragma(connection, "foreign_keys=OFF")
            try:
                with connection.begin():
                    self._upgrade(connection)
            finally:
                if self._sqlite:
                    _pragma(connection, "foreign_keys=ON")

    @contextmanager
    def held(self, now: datetime) -> Iterator[hold.Hold]:
        """Keep other daemons off this database for the length of the block, or until the process ends.

        Readers and the commands are not kept off.

        Args:
            now: aware; since when it is held, for whom it is refused.

        Raises:
            StoreError: another process holds it; the message says which and since when.
        """
        with _explained(self.resource, self._engine.url.password):
            mine = hold.take(self._engine, self.resource, now)
        try:
            yield mine
        finally:
            mine.release()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction that may write: committed at the end of the block, rolled back when it raises.

        On SQLite there is one writer at a time; others wait up to 30 seconds. Do not nest.

        Raises:
            StoreError: the database cannot be reached, is locked, full or damaged.
        """
        with self._my_turn(), _explained(self.resource, self._engine.url.password), self._engine.begin() as tx:
            yield tx

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """On SQLite, wait for the other threads' transactions; it goes by itself where that takes too long.

        SQLite lets who waits for the one writer sleep, up to a tenth of a second at a time. A lock wakes at once.
        """
        held = self._sqlite and self._turn.acquire(timeout=_BUSY_SECONDS)
        try:
            yield
        finally:
            if held:
                self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads, a consistent picture that waits for no writer.

        Raises:
            StoreError: the database cannot be reached, or the block tries to write.
        """
        with _explained(self.resource, self._engine.url.password), self._engine.connect() as plain:
            tx = plain.execution_options(**{_READ_ONLY: True})
            if self._sqlite:
                _pragma(tx, "query_only=ON")
            try:
                with tx.begin():
                    if not self._sqlite:
                        tx.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
                    yield tx
            finally:
                if self._sqlite:
                    _pragma(tx, "query_only=OFF")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def _sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            if self._sqlite:
                _pragma(connection, "journal_mode=WAL")
        with self.read() as tx:
            schema.refuse_newer(tx, self.resource)

    def _upgrade(self, connection: Connection) -> None:
        if not self._sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        schema.refuse_newer(connection, self.resource)
        schema.upgrade(connection)
        if self._sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreError(self.resource, "the migration would break references between tables; nothing was changed")


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError) as error:
        # The text may hold a password in a place where nobody finds it to mask it: it is not repeated.
        raise StoreError(
            "database", "not a database URL: write sqlite:///onrecord.db or postgresql://user:password@host/name"
        ) from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StoreError(_masked(parsed), f"{parsed.drivername} is not supported: use sqlite:/// or postgresql://")
    if driver.startswith("sqlite"):
        _check_folder(parsed)
    return parsed.set(drivername=driver)


def _check_folder(url: URL) -> None:
    if not url.database or url.database.startswith((":memory:", "file:")):
        return
    folder = Path(url.database).parent
    if not folder.is_dir():
        raise StoreError(_masked(url), f"the folder {folder} does not exist: make it, or give another path")


def _masked(url: URL) -> str:
    """The URL without what may be secret: the password, and the options, where a password may be too."""
    shown = url.set(drivername=url.drivername.partition("+")[0], query={})
    return shown.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    # hide_parameters: an error must not print the texts of articles into a log.
    if url.drivername.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, **_sqlite_options(url))
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_SECONDS}
    )
    event.listen(engine, "connect", _configure_postgresql)
    return engine


def _sqlite_options(url: URL) -> dict[str, Any]:
    connect = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    if url.database and url.database != ":memory:":
        return {"connect_args": connect}
    # A database in memory is its connection: there is one, and threads wait for each other.
    return {
        "connect_args": connect,
        "poolclass": QueuePool,
        "pool_size": 1,
        "max_overflow": 0,
        "pool_timeout": _BUSY_SECONDS,
    }


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    connection.execute("PRAGMA foreign_keys=ON")
    # FULL: a commit is on the disk when it returns, so that even a power cut loses and repeats nothing.
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a transaction that reads first and writes later cannot fail half-way.
    reads = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _configure_postgresql(connection: Any, _record: object) -> None:
    previous = connection.autocommit
    connection.autocommit = True
    connection.execute("SET TIME ZONE 'UTC'")
    connection.autocommit = previous


def _pragma(connection: Connection, setting: str) -> None:
    """Set a PRAGMA outside any transaction: SQLAlchemy's own way would begin one."""
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA {setting}")


@contextmanager
def _explained(resource: str, password: object) -> Iterator[None]:
    """Turn what is wrong with the database itself into a StoreError. Our own mistakes (wrong SQL, a broken key) pass.

    Raises:
        StoreError: the database cannot be reached, is locked, full, read-only or damaged.
    """
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as error:
        raise StoreError(resource, _words(error, password)) from error
    except sqlite3.Error as error:
        raise StoreError(resource, str(error)) from error
    except exc.DatabaseError as error:
        if type(error) is not exc.DatabaseError:
            raise
        raise StoreError(resource, _words(error, password)) from error


def _words(error: exc.SQLAlchemyError, password: object) -> str:
    """The driver's own words on one line, without the password."""
    cause = error.orig if isinstance(error, exc.DBAPIError) and error.orig is not None else error
    words = " ".join(str(cause).split()) or type(cause).__name__
    return words.replace(str(password), "***") if password else words
