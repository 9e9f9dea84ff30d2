"""Pages are known by what all their addresses have in common."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.rows import page_key

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    _rekey("entries", "canonical_url")
    _rekey("articles", "url")


def _rekey(name: str, address: str) -> None:
    """Give every row its page's key; where two rows are one page already, the later one keeps the key that it has."""
    rows = sa.table(name, *map(sa.column, ("id", "outlet", "url_key", address)))
    connection, last = op.get_bind(), -1
    while True:
        some = connection.execute(sa.select(rows).where(rows.c.id > last).order_by(rows.c.id).limit(_AT_ONCE)).all()
        if not some:
            return
        for row in some:
            page = page_key(row._mapping[address])
            of_page = (rows.c.outlet == row.outlet) & (rows.c.url_key == page)
            if page != row.url_key and connection.execute(sa.select(rows.c.id).where(of_page).limit(1)).first() is None:
                before = (rows.c.outlet == row.outlet) & (rows.c.url_key == row.url_key)
                connection.execute(sa.update(rows).where(before).values(url_key=page))
        last = some[-1].id
