"""What is remembered of a channel, and indexes of what waits, is being sent, and is carried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SENDING = sa.text("state = 'sending'")
CARRIED = sa.text("carrier IS NOT NULL")
WAITING = sa.text("state IN ('pending', 'retry') AND carrier IS NULL")


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.UnicodeText(), nullable=False),
        sa.Column("open_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probe", ROW, nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
    )
    op.drop_index("ix_deliveries_state_next_try_at_channel", "deliveries")
    op.drop_index("ix_deliveries_carrier", "deliveries")
    op.create_index("ix_deliveries_created_at", "deliveries", ["created_at"])
    op.create_index("ix_deliveries_sending", "deliveries", ["state"], sqlite_where=SENDING, postgresql_where=SENDING)
    op.create_index("ix_deliveries_carrier", "deliveries", ["carrier"], sqlite_where=CARRIED, postgresql_where=CARRIED)
    op.create_index(
        "ix_deliveries_waiting", "deliveries", ["channel", "id"], sqlite_where=WAITING, postgresql_where=WAITING
    )
