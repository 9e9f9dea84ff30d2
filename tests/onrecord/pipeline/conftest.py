"""A workbench for the tests of the pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rig import Rig, rig


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    made = rig(tmp_path)
    yield made
    made.store.close()
