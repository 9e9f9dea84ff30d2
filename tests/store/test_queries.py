"""What is asked on every poll, every article and every sending must not read whole tables: they grow for years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from store import Store, alerts, articles, deliveries, entries, sources, statements
from tests.store.builders import FEED, HOUR, NOW, alert, article, link, with_sources, with_statements

Ask = Callable[[Connection], object]

QUESTIONS: dict[str, Ask] = {
    "candidates": lambda tx: statements.candidates(tx, groups={"g", "h"}, persons={"p"}, since=NOW),
    "echoes": lambda tx: statements.echoes(tx, statements.listing(tx, since=NOW, limit=1)[0].statement.id[:8]),
    "unseen": lambda tx: entries.unseen(tx, FEED.id, [link(1), link(2)]),
    "pending": lambda tx: entries.pending(tx, NOW, 10),
    "sources due": lambda tx: sources.due(tx, NOW, 10),
    "deliveries due": lambda tx: deliveries.due(tx, NOW, 10),
    "outbox after a crash": lambda tx: deliveries.recover(tx, NOW),
    "article again": lambda tx: articles.save(tx, article(), entry_id=None),
    "article by url": lambda tx: articles.by_url(tx, article().url),
    "alert again": lambda tx: alerts.save(tx, alert("x", "harbour"), 1, NOW),
    "confirm": lambda tx: alerts.confirm(tx, article()),
    "latest alerts": lambda tx: alerts.listing(tx, since=NOW, limit=10),
    "articles of a day": lambda tx: articles.count(tx, since=NOW - HOUR),
}


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """SQLite, whose plans do not depend on how many rows there are as long as nobody runs ANALYZE."""
    folder: Path = tmp_path_factory.mktemp("plans")
    store = Store.open(f"sqlite:///{folder}/a.db")
    store.migrate()
    with store.begin() as tx:
        with_sources(tx)
        article_id = with_statements(tx, "harbour")
        alerts.save(tx, alert("x", "harbour"), article_id, NOW)
    yield store
    store.close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_is_scanned(sqlite: Store, name: str) -> None:
    asked: list[tuple[str, Any]] = []
    with sqlite.begin() as tx:

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
            if statement.lstrip().startswith(("SELECT", "UPDATE", "WITH", "DELETE")) and not many:
                asked.append((statement, parameters))

        event.listen(tx, "before_cursor_execute", note)
        QUESTIONS[name](tx)
        event.remove(tx, "before_cursor_execute", note)
        assert asked
        for statement, parameters in asked:
            plan = [str(row[3]) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert not [step for step in plan if _reads_a_table_whole(step)], (statement, plan)


def _reads_a_table_whole(step: str) -> bool:
    """SCAN of a table, unless it walks along an index and stops at a LIMIT or at a range (then it is SEARCH)."""
    words = step.split()
    return words[0] == "SCAN" and words[1] in {"statements", "reports", "entries", "articles", "alerts", "deliveries"}
