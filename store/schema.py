"""The state of a database's schema: which migration it is at, and how to bring it to the newest one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from onrecord.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"


def revision(tx: Connection) -> str | None:
    """The migration that the database is at; None when it is empty."""
    return MigrationContext.configure(tx).get_current_revision()


def newest() -> str | None:
    """The migration that this code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def refuse_newer(tx: Connection, resource: str) -> None:
    """Check that this code knows the database's schema.

    Raises:
        StoreError: a newer onrecord has migrated it.
    """
    current = revision(tx)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            resource,
            f"the database is at schema {current}, this onrecord knows up to {newest()}: install the newer onrecord",
        )


def upgrade(tx: Connection, to: str = "head") -> None:
    """Run the migrations that are missing, up to one of them, in the transaction of `tx`."""
    config = _config()
    config.attributes["connection"] = tx
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
