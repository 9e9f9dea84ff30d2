"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mutes",
        sa.Column("kind", sa.UnicodeText(), nullable=False),
        sa.Column("key", sa.UnicodeText(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_mutes")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.UnicodeText(), nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("url", sa.UnicodeText(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("baselined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_new_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.UnicodeText(), nullable=True),
        sa.Column("last_modified", sa.UnicodeText(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("failure_kind", sa.UnicodeText(), nullable=True),
        sa.Column("failure_detail", sa.UnicodeText(), nullable=True),
        sa.Column("failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure_retry_after", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_active_next_poll_at"), "sources", ["active", "next_poll_at"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.UnicodeText(), nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("url", sa.UnicodeText(), nullable=False),
        sa.Column("canonical_url", sa.UnicodeText(), nullable=False),
        sa.Column("url_key", sa.UnicodeText(), nullable=False),
        sa.Column("entry_id", sa.UnicodeText(), nullable=True),
        sa.Column("entry_key", sa.UnicodeText(), nullable=True),
        sa.Column("title", sa.UnicodeText(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summary", sa.UnicodeText(), nullable=False),
        sa.Column("language", sa.UnicodeText(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("state", sa.UnicodeText(), nullable=False),
        sa.Column("failure_kind", sa.UnicodeText(), nullable=True),
        sa.Column("failure_detail", sa.UnicodeText(), nullable=True),
        sa.Column("failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure_retry_after", sa.Float(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_entries_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("outlet", "url_key", name=op.f("uq_entries_outlet_url_key")),
        sa.UniqueConstraint("source_id", "entry_key", name=op.f("uq_entries_source_id_entry_key")),
    )
    op.create_index(op.f("ix_entries_next_try_at"), "entries", ["next_try_at"], unique=False)
    op.create_index(op.f("ix_entries_source_id_state"), "entries", ["source_id", "state"], unique=False)
    op.create_table(
        "articles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("url", sa.UnicodeText(), nullable=False),
        sa.Column("url_key", sa.UnicodeText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("title", sa.UnicodeText(), nullable=False),
        sa.Column("text", sa.UnicodeText(), nullable=False),
        sa.Column("language", sa.UnicodeText(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author", sa.UnicodeText(), nullable=True),
        sa.Column("origin", sa.UnicodeText(), nullable=False),
        sa.Column("content_hash", sa.UnicodeText(), nullable=False),
        sa.Column("body_sha256", sa.UnicodeText(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_articles_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("outlet", "url_key", "content_hash", name=op.f("uq_articles_outlet_url_key_content_hash")),
        sa.UniqueConstraint("outlet", "url_key", "version", name=op.f("uq_articles_outlet_url_key_version")),
    )
    op.create_index(op.f("ix_articles_entry_id"), "articles", ["entry_id"], unique=False)
    op.create_index(op.f("ix_articles_fetched_at"), "articles", ["fetched_at"], unique=False)
    op.create_index(op.f("ix_articles_first_seen"), "articles", ["first_seen"], unique=False)
    op.create_index(op.f("ix_articles_url_key"), "articles", ["url_key"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", sa.UnicodeText(), nullable=False),
        sa.Column("kind", sa.UnicodeText(), nullable=False),
        sa.Column("watchlist", sa.UnicodeText(), nullable=False),
        sa.Column("group_id", sa.UnicodeText(), nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("wrong_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong_note", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_alerts_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(op.f("ix_alerts_article_id"), "alerts", ["article_id"], unique=False)
    op.create_index(op.f("ix_alerts_created_at"), "alerts", ["created_at"], unique=False)
    op.create_table(
        "silences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("why", sa.UnicodeText(), nullable=False),
        sa.Column("detail", sa.UnicodeText(), nullable=False),
        sa.Column("words", sa.UnicodeText(), nullable=False),
        sa.Column("speaker", sa.UnicodeText(), nullable=False),
        sa.Column("group_id", sa.UnicodeText(), nullable=False),
        sa.Column("statement_id", sa.UnicodeText(), nullable=False),
        sa.Column("watchlist", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_silences_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silences")),
    )
    op.create_index(op.f("ix_silences_article_id"), "silences", ["article_id"], unique=False)
    op.create_index(op.f("ix_silences_statement_id"), "silences", ["statement_id"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.UnicodeText(), nullable=False),
        sa.Column("words", sa.UnicodeText(), nullable=False),
        sa.Column("kind", sa.UnicodeText(), nullable=False),
        sa.Column("language", sa.UnicodeText(), nullable=False),
        sa.Column("group_id", sa.UnicodeText(), nullable=True),
        sa.Column("person_id", sa.UnicodeText(), nullable=True),
        sa.Column("speaker_name", sa.UnicodeText(), nullable=True),
        sa.Column("capacity", sa.UnicodeText(), nullable=False),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outlet", sa.UnicodeText(), nullable=False),
        sa.Column("recency", sa.UnicodeText(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("occasion", sa.UnicodeText(), nullable=False),
        sa.Column("restates", sa.UnicodeText(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_statements_article_id")),
        sa.ForeignKeyConstraint(["restates"], ["statements.id"], name=op.f("fk_statements_restates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_article_id"), "statements", ["article_id"], unique=False)
    op.create_index(op.f("ix_statements_first_seen"), "statements", ["first_seen"], unique=False)
    op.create_index(op.f("ix_statements_group_id_first_seen"), "statements", ["group_id", "first_seen"], unique=False)
    op.create_index(op.f("ix_statements_person_id_first_seen"), "statements", ["person_id", "first_seen"], unique=False)
    op.create_table(
        "statement_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("statement_id", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_statement_keys_statement_id")),
        sa.PrimaryKeyConstraint("key", "seen", "statement_id", name=op.f("pk_statement_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_bands_article_id")),
        sa.PrimaryKeyConstraint("band", "seen", "article_id", name=op.f("pk_article_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lineages",
        sa.Column(
            "article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("copy_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("credit", sa.UnicodeText(), nullable=False),
        sa.Column("voice", sa.UnicodeText(), nullable=False),
        sa.Column("why", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_lineages_article_id")),
        sa.ForeignKeyConstraint(["copy_of"], ["articles.id"], name=op.f("fk_lineages_copy_of")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_lineages")),
    )
    op.create_table(
        "alert_statements",
        sa.Column("watchlist", sa.UnicodeText(), nullable=False),
        sa.Column("statement_id", sa.UnicodeText(), nullable=False),
        sa.Column("alert_id", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_statements_alert_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_alert_statements_statement_id")),
        sa.PrimaryKeyConstraint("watchlist", "statement_id", name=op.f("pk_alert_statements")),
    )
    op.create_index(op.f("ix_alert_statements_alert_id"), "alert_statements", ["alert_id"], unique=False)
    op.create_index(op.f("ix_alert_statements_statement_id"), "alert_statements", ["statement_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alert_id", sa.UnicodeText(), nullable=False),
        sa.Column("channel", sa.UnicodeText(), nullable=False),
        sa.Column("state", sa.UnicodeText(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.UnicodeText(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("alert_id", "channel", name=op.f("uq_deliveries_alert_id_channel")),
    )
    op.create_index(
        op.f("ix_deliveries_state_next_try_at_channel"), "deliveries", ["state", "next_try_at", "channel"], unique=False
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement_id", sa.UnicodeText(), nullable=False),
        sa.Column("novelty", sa.UnicodeText(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("why", sa.UnicodeText(), nullable=False),
        sa.Column("words", sa.UnicodeText(), nullable=False),
        sa.Column("kind", sa.UnicodeText(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("cue", sa.JSON(), nullable=True),
        sa.Column("speaker", sa.JSON(), nullable=True),
        sa.Column("rule", sa.UnicodeText(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("continues", sa.Boolean(), nullable=False),
        sa.Column("speaker_name", sa.UnicodeText(), nullable=True),
        sa.Column("person_id", sa.UnicodeText(), nullable=True),
        sa.Column("group_id", sa.UnicodeText(), nullable=True),
        sa.Column("capacity", sa.UnicodeText(), nullable=False),
        sa.Column("how", sa.JSON(), nullable=False),
        sa.Column("antecedent", sa.JSON(), nullable=True),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column("recency", sa.UnicodeText(), nullable=False),
        sa.Column("recency_why", sa.UnicodeText(), nullable=False),
        sa.Column("recency_evidence", sa.JSON(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_reports_article_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_reports_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "article_id",
            "statement_id",
            "span_start",
            "span_end",
            name=op.f("uq_reports_article_id_statement_id_span_start_span_end"),
        ),
    )
    op.create_index(op.f("ix_reports_statement_id"), "reports", ["statement_id"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.UnicodeText(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_attempts_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_delivery_id"), "attempts", ["delivery_id"], unique=False)
