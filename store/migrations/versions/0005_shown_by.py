"""Which body of its source showed an entry: the evidence of what is known from the source alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("shown_by", sa.UnicodeText(), nullable=True))
