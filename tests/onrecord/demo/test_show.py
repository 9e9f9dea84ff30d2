"""The demonstration as its audience sees it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.demo import show


@pytest.mark.parametrize(("keep", "code"), [(False, 130), (True, 0)])
def test_ctrl_c_ends_it_with_one_line_and_is_how_a_kept_one_ends(
    keep: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "_play", interrupted)
    out = io.StringIO()
    assert show.show(tmp_path / "demo", keep=keep, out=Console(file=out, width=160)) == code
    assert out.getvalue().splitlines()[-1] == "stopped"
