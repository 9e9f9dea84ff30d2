"""A small storm loses nothing."""

from __future__ import annotations

from pathlib import Path

from benchmarks.storm import UNEXPLAINED, rows, storm


async def test_a_small_storm_with_a_killed_daemon_loses_nothing(tmp_path: Path) -> None:
    results, lives = await storm(12, 1, tmp_path)
    for one in results:
        assert one.arrived == one.alerts == 12
        assert UNEXPLAINED not in one.why
        assert one.in_order
        assert one.states == {"sent": 12}
    assert len(lives.memory) == 2
    shown = "\n".join(rows(results))
    assert shown.count("12 alerts, 12 arrived, 0 lost") == 2
