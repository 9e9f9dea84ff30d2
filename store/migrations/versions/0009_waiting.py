"""The entries that wait, by outlet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WAITING = sa.text("next_try_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index(op.f("ix_entries_next_try_at"), table_name="entries")
    op.create_index(
        "ix_entries_waiting",
        "entries",
        ["outlet", "baseline", "next_try_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
