"""Section, last change and dateline of articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("section", sa.UnicodeText()))
    op.add_column("articles", sa.Column("modified", sa.DateTime(timezone=True)))
    op.add_column("articles", sa.Column("dateline", sa.UnicodeText()))
