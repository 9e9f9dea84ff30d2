"""The memory of outlets' lines."""

from __future__ import annotations

from store import Store, lines


def test_each_outlet_has_its_own_memory_and_the_last_one_counts(store: Store) -> None:
    with store.begin() as tx:
        assert lines.recall(tx, "gazette") == (0, {})
        lines.keep(tx, "gazette", 1, {"aa": 1})
        lines.keep(tx, "gazette", 2, {"aa": 2, "bb": 1})
        lines.keep(tx, "rival", 1, {"cc": 1})
    with store.read() as tx:
        assert lines.recall(tx, "gazette") == (2, {"aa": 2, "bb": 1})
        assert lines.recall(tx, "rival") == (1, {"cc": 1})
