"""Notices of several kinds, instead of lines about messages that were given up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LINES = sa.table(
    "deliveries",
    sa.column("id", sa.Integer()),
    sa.column("notice", sa.UnicodeText()),
    sa.column("notices", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("notices", sa.JSON()))
    tx = op.get_bind()
    for row in tx.execute(sa.select(LINES.c.id, LINES.c.notice).where(LINES.c.notice != "")).all():
        told = [{"kind": "given_up", "about": "message", "words": line} for line in row.notice.split("\n")]
        tx.execute(sa.update(LINES).where(LINES.c.id == row.id).values(notices=told))
    op.drop_column("deliveries", "notice")
