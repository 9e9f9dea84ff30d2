"""Column types that keep what the house agreed on: aware UTC times, and texts that every database can hold."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, UnicodeText
from sqlalchemy.types import TypeDecorator

# PostgreSQL refuses NUL in a text, and no database takes half a surrogate pair. One character for one: offsets hold.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""Row numbers: 64 bits on both databases (SQLite's rowid needs the type to be called INTEGER)."""


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates replaced by U+FFFD, of the same length."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware time in, the same moment in UTC out. A naive time is an error: nobody knows which moment it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Convert to UTC.

        Raises:
            ValueError: the time is naive.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the time its zone back: SQLite drops it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Text(TypeDecorator[str]):
    """Unicode text of any length, made `storable` on the way in: what is fetched is hostile."""

    impl = UnicodeText
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Replace what no database holds."""
        return None if value is None else storable(str(value))  # str(): of an enum member, its value alone


class Json(TypeDecorator[Any]):
    """JSON whose texts are made `storable` too. None is SQL's NULL, not JSON's null."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        """Replace what no database holds, at every depth."""
        # Nearly always there is nothing of the kind, which the written JSON shows sooner than its tree.
        written = json.dumps(value, ensure_ascii=False)
        return _storable_tree(value) if r"\u0000" in written or _UNSTORABLE.search(written) else value


def _storable_tree(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_storable_tree(key): _storable_tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_tree(item) for item in value]
    return value
