"""Every row: tables, and one file per noun."""

from store.database import Store

__all__ = ["Store"]
