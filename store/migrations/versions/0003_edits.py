"""Pages that are looked at again after an alert, and what became of the quotations in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rechecks",
        sa.Column("id", ROW, nullable=False),
        sa.Column("article_id", ROW, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_rechecks_article_id_articles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechecks")),
        sa.UniqueConstraint("article_id", "step", name=op.f("uq_rechecks_article_id_step")),
    )
    op.create_index(op.f("ix_rechecks_due_at"), "rechecks", ["due_at"], unique=False)
    op.create_table(
        "edits",
        sa.Column("id", ROW, nullable=False),
        sa.Column("article_id", ROW, nullable=False),
        sa.Column("statement_id", sa.UnicodeText(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.UnicodeText(), nullable=False),
        sa.Column("before", sa.UnicodeText(), nullable=False),
        sa.Column("after", sa.UnicodeText(), nullable=False),
        sa.Column("diff", sa.UnicodeText(), nullable=False),
        sa.Column("body_sha256", sa.UnicodeText(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_edits_article_id_articles")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_edits_statement_id_statements")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
    )
    op.create_index(op.f("ix_edits_article_id"), "edits", ["article_id"], unique=False)
    op.create_index(op.f("ix_edits_statement_id"), "edits", ["statement_id"], unique=False)
