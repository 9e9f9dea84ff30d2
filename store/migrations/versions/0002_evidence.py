"""Pages as they were received: where in the WARC files they stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("id", ROW, nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("url", sa.UnicodeText(), nullable=False),
        sa.Column("sha256", sa.UnicodeText(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("file", sa.UnicodeText(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("original_id", ROW, nullable=True),
        sa.ForeignKeyConstraint(["original_id"], ["captures.id"], name=op.f("fk_captures_original_id_captures")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_outlet_sha256"), "captures", ["outlet", "sha256"], unique=False)
    op.create_index(op.f("ix_captures_file"), "captures", ["file"], unique=False)
    op.create_index(op.f("ix_captures_original_id"), "captures", ["original_id"], unique=False)
