"""Every table. docs/store.md says what each is for, what is unique in it, and why.

URLs and a source's own ids are compared by their SHA-256 (columns ``…_key``), never by themselves: a hostile feed may
send ids of any length, and PostgreSQL's indexes end at 2.7 kB.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    and_,
    literal_column,
    text,
)

from store.types import ROW_ID, Json, Text, UTCDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _failure() -> list[Column[Any]]:
    """The columns of a `Failure`; all NULL when there is none. `failure_retry_after` is in seconds."""
    return [
        Column("failure_kind", Text),
        Column("failure_detail", Text),
        Column("failure_at", UTCDateTime),
        Column("failure_retry_after", Float),
    ]


sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("next_poll_at", UTCDateTime, nullable=False),
    Column("baselined_at", UTCDateTime),
    Column("last_poll_at", UTCDateTime),
    Column("last_success_at", UTCDateTime),
    Column("last_new_at", UTCDateTime),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("streak", Integer, nullable=False),
    *_failure(),
    Column("rhythm", Float),
    Column("told", Text),
    Index(None, "active", "next_poll_at"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("source_id", Text, ForeignKey("sources.id"), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("entry_id", Text),
    Column("entry_key", Text),
    Column("title", Text, nullable=False),
    Column("published", UTCDateTime),
    Column("summary", Text, nullable=False),
    Column("language", Text),
    Column("first_seen", UTCDateTime, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    *_failure(),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UTCDateTime),
    Column("shown_by", Text),
    UniqueConstraint("outlet", "url_key"),
    UniqueConstraint("source_id", "entry_key"),
    # Few entries wait at a time; which are the next of an outlet is asked whenever a page was read.
    Index(
        "ix_entries_waiting",
        "outlet",
        "baseline",
        "next_try_at",
        sqlite_where=text("next_try_at IS NOT NULL"),
        postgresql_where=text("next_try_at IS NOT NULL"),
    ),
    Index(None, "source_id", "state"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("entry_id", ROW_ID, ForeignKey("entries.id")),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("fetched_at", UTCDateTime, nullable=False),
    Column("first_seen", UTCDateTime, nullable=False),
    Column("published", UTCDateTime),
    Column("author", Text),
    Column("origin", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("body_sha256", Text),
    Column("section", Text),
    Column("modified", UTCDateTime),
    Column("dateline", Text),
    UniqueConstraint("outlet", "url_key", "version"),
    UniqueConstraint("outlet", "url_key", "content_hash"),
    Index(None, "url_key"),
    Index(None, "entry_id"),
    Index(None, "first_seen"),
    Index(None, "fetched_at"),
)

captures = Table(
    "captures",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("fetched_at", UTCDateTime, nullable=False),
    Column("status", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("original_id", ROW_ID, ForeignKey("captures.id")),
    Index(None, "outlet", "sha256"),
    Index(None, "file"),
    Index(None, "original_id"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("group_id", Text),
    Column("person_id", Text),
    Column("speaker_name", Text),
    Column("capacity", Text, nullable=False),
    Column("acts", Json, nullable=False),
    Column("first_seen", UTCDateTime, nullable=False),
    Column("said_on", Date),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("recency", Text, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("names", Json, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("restates", Text, ForeignKey("statements.id")),
    Index(None, "group_id", "first_seen"),
    Index(None, "person_id", "first_seen"),
    Index(None, "first_seen"),
    Index(None, "article_id"),
)

# What a statement is found by when another report of it comes, and an article when a copy of it comes: hashes that the
# monitor makes. The time, in seconds since 1970, stands in the key: a look-up reads the latest few along the index.
statement_keys = Table(
    "statement_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("seen", BigInteger, primary_key=True, autoincrement=False),
    Column("statement_id", Text, ForeignKey("statements.id"), primary_key=True),
    sqlite_with_rowid=False,
)

article_bands = Table(
    "article_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("seen", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

lineages = Table(
    "lineages",
    metadata,
    Column("article_id", ROW_ID, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("copy_of", ROW_ID, ForeignKey("articles.id")),
    Column("share", Float, nullable=False),
    Column("credit", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("why", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("statement_id", Text, ForeignKey("statements.id"), nullable=False),
    Column("novelty", Text, nullable=False),
    Column("similarity", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("parts", Json, nullable=False),
    Column("cue", Json),
    Column("speaker", Json),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("flags", Json, nullable=False),
    Column("continues", Boolean, nullable=False),
    Column("speaker_name", Text),
    Column("person_id", Text),
    Column("group_id", Text),
    Column("capacity", Text, nullable=False),
    Column("how", Json, nullable=False),
    Column("antecedent", Json),
    Column("acts", Json, nullable=False),
    Column("recency", Text, nullable=False),
    Column("recency_why", Text, nullable=False),
    Column("recency_evidence", Json),
    Column("said_on", Date),
    UniqueConstraint("article_id", "statement_id", "span_start", "span_end"),
    Index(None, "statement_id"),
)

rechecks = Table(
    "rechecks",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("planned_at", UTCDateTime, nullable=False),
    Column("due_at", UTCDateTime),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    UniqueConstraint("article_id", "step"),
    Index(None, "due_at"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("statement_id", Text, ForeignKey("statements.id"), nullable=False),
    Column("found_at", UTCDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("diff", Text, nullable=False),
    Column("body_sha256", Text),
    Index(None, "article_id"),
    Index(None, "statement_id"),
)

silences = Table(
    "silences",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("why", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("group_id", Text, nullable=False),
    Column("statement_id", Text, nullable=False),
    Column("watchlist", Text, nullable=False),
    Index(None, "article_id"),
    Index(None, "statement_id"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("watchlist", Text, nullable=False),
    Column("group_id", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("article_id", ROW_ID, ForeignKey("articles.id"), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("payload", Json, nullable=False),
    Column("wrong_at", UTCDateTime),
    Column("wrong_note", Text, nullable=False),
    Index(None, "created_at"),
    Index(None, "article_id"),
)

alert_statements = Table(
    "alert_statements",
    metadata,
    Column("watchlist", Text, primary_key=True),
    Column("statement_id", Text, ForeignKey("statements.id"), primary_key=True),
    Column("alert_id", Text, ForeignKey("alerts.id"), nullable=False),
    Index(None, "alert_id"),
    Index(None, "statement_id"),
)

outlet_lines = Table(
    "outlet_lines",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("pages", Integer, nullable=False),
    Column("seen", Json, nullable=False),
)

mutes = Table(
    "mutes",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("until", UTCDateTime, nullable=False),
)

# What is remembered of a channel between two attempts. `probe` is a delivery, which may be pruned before it is
# forgotten.
channels = Table(
    "channels",
    metadata,
    Column("id", Text, primary_key=True),
    Column("open_at", UTCDateTime),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UTCDateTime),
    Column("probe", ROW_ID),
    Column("told", Boolean, nullable=False),
)

# A row is one of three: of an alert; a bundle, which carries rows of alerts, with a slot where it is the digest of that
# hour; or notices to the operator.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("alert_id", Text, ForeignKey("alerts.id")),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UTCDateTime, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("sent_at", UTCDateTime),
    Column("carrier", ROW_ID, ForeignKey("deliveries.id")),
    Column("slot", UTCDateTime),
    Column("notices", Json),
    Column("thread", Text),
    Column("taken", Json),
    UniqueConstraint("alert_id", "channel"),
    UniqueConstraint("channel", "slot"),
    Index(None, "created_at"),
)

# Literals, not parameters: only so a database sees which index serves a question.
waiting = and_(
    deliveries.c.state.in_([literal_column("'pending'"), literal_column("'retry'")]), deliveries.c.carrier.is_(None)
)
"""What waits to be sent by itself."""
sending = deliveries.c.state == literal_column("'sending'")
"""What is being sent, or was when the process died."""
_carried = deliveries.c.carrier.is_not(None)

# The outbox grows for years, and little of it waits, is being sent, or is carried. No index begins with the state:
# SQLite would take it for the better one.
Index("ix_deliveries_waiting", deliveries.c.channel, deliveries.c.id, sqlite_where=waiting, postgresql_where=waiting)
Index("ix_deliveries_sending", deliveries.c.state, sqlite_where=sending, postgresql_where=sending)
Index("ix_deliveries_carrier", deliveries.c.carrier, sqlite_where=_carried, postgresql_where=_carried)

attempts = Table(
    "attempts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("delivery_id", ROW_ID, ForeignKey("deliveries.id"), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "delivery_id"),
    Index(None, "at"),
)
