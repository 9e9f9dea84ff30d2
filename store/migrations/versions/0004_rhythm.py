"""How often a source brings something new, and which trouble of it the operator was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("rhythm", sa.Float(), nullable=True))
    op.add_column("sources", sa.Column("told", sa.UnicodeText(), nullable=True))
