"""Every test that asks for `store` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from store import Store
from store.tables import metadata

BACKENDS = ("sqlite", "postgresql")


class Databases:
    """Databases of one kind: new ones, and one that the tests share, since making one on a server takes its time."""

    def __init__(self, backend: str, folder: Path, server: str) -> None:
        self._backend = backend
        self._folder = folder
        self._server = server
        self._shared: Store | None = None

    def empty(self) -> str:
        """URL of a new database without tables."""
        name = f"t{uuid4().hex}"
        if self._backend == "sqlite":
            return f"sqlite:///{self._folder / name}.db"
        with psycopg.connect(self._server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        return self._server.replace("/postgres?", f"/{name}?")

    def migrated(self) -> str:
        """URL of a new database with all tables."""
        url = self.empty()
        store = Store.open(url)
        store.migrate()
        store.close()
        return url

    def shared(self) -> Store:
        """The one database with all tables that the tests share."""
        if self._shared is None:
            self._shared = Store.open(self.migrated())
        return self._shared

    def close(self) -> None:
        """Let go of the shared database."""
        if self._shared is not None:
            self._shared.close()


@pytest.fixture(scope="session", params=BACKENDS)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    backend: str = request.param
    server = request.getfixturevalue("server") if backend == "postgresql" else ""
    made = Databases(backend, tmp_path_factory.mktemp("databases"), server)
    yield made
    made.close()


@pytest.fixture
def store(databases: Databases) -> Iterator[Store]:
    """A database with all tables and no rows, for tests that leave the tables as they are."""
    shared = databases.shared()
    yield shared
    with shared.begin() as tx:
        for table in reversed(metadata.sorted_tables):
            tx.execute(table.delete())
