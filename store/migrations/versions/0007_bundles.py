"""Bundles and notices in the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = "id, alert_id, channel, state, attempts, next_try_at, created_at, last_error, sent_at"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    else:
        op.alter_column("deliveries", "alert_id", nullable=True)
        op.add_column("deliveries", sa.Column("carrier", ROW))
        op.add_column("deliveries", sa.Column("slot", sa.DateTime(timezone=True)))
        op.add_column("deliveries", sa.Column("notice", sa.UnicodeText(), nullable=False, server_default=""))
        op.alter_column("deliveries", "notice", server_default=None)
        op.create_foreign_key(op.f("fk_deliveries_carrier"), "deliveries", "deliveries", ["carrier"], ["id"])
        op.create_unique_constraint(op.f("uq_deliveries_channel_slot"), "deliveries", ["channel", "slot"])
    op.create_index(op.f("ix_deliveries_carrier"), "deliveries", ["carrier"], unique=False)
    op.create_index(op.f("ix_attempts_at"), "attempts", ["at"], unique=False)


def _rebuild() -> None:
    """SQLite changes no column: new tables take the rows, and then the names, of the old ones."""
    op.create_table(
        "new_deliveries",
        sa.Column("id", ROW, nullable=False),
        sa.Column("alert_id", sa.UnicodeText(), nullable=True),
        sa.Column("channel", sa.UnicodeText(), nullable=False),
        sa.Column("state", sa.UnicodeText(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.UnicodeText(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier", ROW, nullable=True),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id")),
        sa.ForeignKeyConstraint(["carrier"], ["new_deliveries.id"], name=op.f("fk_deliveries_carrier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("alert_id", "channel", name=op.f("uq_deliveries_alert_id_channel")),
        sa.UniqueConstraint("channel", "slot", name=op.f("uq_deliveries_channel_slot")),
    )
    op.create_table(
        "new_attempts",
        sa.Column("id", ROW, nullable=False),
        sa.Column("delivery_id", ROW, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["new_deliveries.id"], name=op.f("fk_attempts_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.execute(f"INSERT INTO new_deliveries ({KEPT}, notice) SELECT {KEPT}, '' FROM deliveries")  # noqa: S608
    op.execute("INSERT INTO new_attempts SELECT id, delivery_id, at, ok, detail FROM attempts")
    op.drop_table("attempts")
    op.drop_table("deliveries")
    op.rename_table("new_deliveries", "deliveries")
    op.rename_table("new_attempts", "attempts")
    op.create_index(
        op.f("ix_deliveries_state_next_try_at_channel"),
        "deliveries",
        ["state", "next_try_at", "channel"],
        unique=False,
    )
    op.create_index(op.f("ix_attempts_delivery_id"), "attempts", ["delivery_id"], unique=False)
