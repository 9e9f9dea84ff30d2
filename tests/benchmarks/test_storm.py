"""A small storm loses nothing."""

from __future__ import annotations

from pathlib import Path

from benchmarks.storm import rows, storm


async def test_a_small_storm_with_a_killed_sender_loses_nothing(tmp_path: Path) -> None:
    results, _ = await storm(12, 1, tmp_path)
    for one in results:
        assert one.arrived == one.alerts == 12
        assert one.unexplained == 0
        assert one.in_order
        assert one.states == {"sent": 12}
    told = "\n".join(rows(results))
    assert told.count("12 alerts, 12 arrived, 0 lost") == 2
